// Finite-difference checks of points and tape calls: repeats the program with other inputs and hands the numbers to the
// engine's checker (design.md, "What a check says").
import {
  activate,
  choicesOn,
  dependencies,
  leavesOf,
  mapNumbers,
  nodeOf,
  numbersIn,
  Opaque,
  scalarsOf,
  Tensor,
  treeOf,
} from '@gradlens/engine'
import type {
  CheckProblem,
  CheckRun,
  Ending,
  Evaluation,
  GradientCall,
  LockedRuns,
  Num,
  Runtime,
  Session,
  Span,
  Tree,
  Value,
} from '@gradlens/engine'
import type { LanguageMeaning } from '../languages/language'
import type { CheckReport } from '../report'
import { notChecked, reportOf, withSecond } from './checkReport'
import type { NamedInput, Names } from './checkReport'
import type { Input } from './inputs'
import { pacedCheck, pacedSecond } from './pace'
import type { Pace, PacedResult } from './pace'
import { activeInputs, atPoint, called, isScalarPoint } from './point'
import type { ActiveInput, PointState, PointSubject } from './point'
import { cutsBetween, gradientOf, hessian, jacobian, replayed, sitesOf } from './recorded'
import type { Row } from './recorded'

export { notChecked } from './checkReport'

/** Checks a sample point. The evaluation is one made for checks: float64, unobserved. */
export function checkPoint(
  evaluation: Evaluation,
  language: LanguageMeaning,
  subject: PointSubject,
  pace: Pace,
): CheckReport {
  if (!subject.mark.check) return notChecked('the mark says `nocheck`')
  const started = pace.now()
  const { steps } = evaluation.runtime.budget
  const ending = atPoint(
    evaluation,
    language,
    subject,
    () => null,
    (state) => baseRun(evaluation, subject, state),
  )
  if (ending.kind !== 'done')
    return notChecked(
      ending.kind === 'raised' ? `it raises ${ending.raised.type}` : `its budget of ${ending.exceeded.what} is spent`,
    )
  const base = ending.value
  const why = whyNot(base)
  if (why !== null) return notChecked(why)
  // Every run has an allowance of its own: what all of them take together is the pace's affair.
  const maxSteps = STEPS_AT_LEAST + STEPS_OF_BASE * (evaluation.runtime.budget.steps - steps)
  const allowance = (): Allowance => {
    return { maxSteps, milliseconds: Math.max(LEAST_TIME, started + pace.milliseconds - pace.now()) }
  }
  const runs = new PointRuns(evaluation, language, subject, base, allowance)
  const names: Names = {
    inputs: base.inputs,
    several: base.rows.length > 1,
    decision: (index) => runs.placeOfDecision(index),
    entry: (node) => placeText(evaluation.runtime, base.siteOf(node)),
  }
  const problem = {
    base: Float64Array.from(base.values),
    tolerance: subject.mark.tolerance ?? 1e-6,
    locked: base.locked ?? undefined,
  }
  const first = pacedReport(pacedCheck({ ...problem, ...derivativesOf(base.rows), evaluate: runs.values }, pace), names)
  if (base.second === null || (first.verdict !== 'agree' && first.verdict !== 'inconclusive')) return first
  const { automatic: hessian, contributions } = derivativesOf(base.second)
  const left = { ...pace, milliseconds: pace.milliseconds - (pace.now() - started) }
  const second = pacedSecond({ ...problem, hessian, contributions, gradient: runs.gradient }, left)
  return withSecond(first, second, { ...names, decision: (index) => runs.placeOfDecision(index, runs.gradient) })
}

type Allowance = Parameters<Evaluation['renewBudget']>[0]

/** A run nearby may take so many times the steps of that at the point, and some more. */
const STEPS_OF_BASE = 10
const STEPS_AT_LEAST = 100_000
/** Milliseconds that a run gets, however late it is. */
const LEAST_TIME = 50

/** What is kept of a point's run: all that can't be read from a tape that is undone. */
interface BaseRun {
  readonly state: PointState
  readonly active: readonly ActiveInput[]
  /** The numbers that are differentiated by. */
  readonly inputs: readonly NamedInput[]
  readonly values: readonly number[]
  readonly rows: readonly (Row | null)[]
  /** Second derivatives where they are asked for and known. */
  readonly second: readonly Row[] | null
  readonly locked: LockedRuns | null
  readonly siteOf: (node: number) => number
  readonly stopped: boolean
}

function baseRun(evaluation: Evaluation, { mark }: PointSubject, state: PointState): BaseRun {
  const { session } = evaluation.runtime
  const active = activeInputs(state, evaluation, null)
  const numbers = active.flatMap((a) => scalarsOf(a.tree).map((scalar) => ({ ...scalar, input: a.name })))
  const [inputs, outputs] = [numbersOf(active.map((a) => a.tree)), numbersOf([state.output])]
  const locked = replayed(session, inputs, outputs)
  const second = mark.order === 2 && isScalarPoint(state) ? hessian(session, outputs[0] ?? 0, inputs) : []
  return {
    state,
    active,
    inputs: numbers.map(({ input, path }) => ({ input, path })),
    values: numbers.map(({ value }) => value),
    rows: jacobian(session, outputs, inputs),
    second: second.length > 0 && second.every((row) => row !== null) ? second : null,
    locked,
    siteOf: sitesOf(session),
    stopped: cutsBetween(session, inputs.map(nodeOf), outputs.map(nodeOf)).has('stopped'),
  }
}

function whyNot({ inputs, rows, stopped }: BaseRun): string | null {
  if (inputs.length === 0) return 'there is no input to differentiate by'
  if (rows.length === 0) return 'its value is no number'
  if (rows.some((row) => row === null)) return 'it depends on a value that is not known'
  if (rows.every((row) => row?.derivatives.every((d) => d === null))) return 'the gradient is None'
  return stopped ? STOPPED : null
}

function derivativesOf(rows: readonly (Row | null)[]): Required<Pick<CheckProblem, 'automatic' | 'contributions'>> {
  return {
    automatic: rows.map((row) => row?.derivatives ?? []),
    contributions: rows.map((row) => row?.contributions ?? []),
  }
}

/** Runs of a point with other inputs. */
class PointRuns {
  constructor(
    private readonly evaluation: Evaluation,
    private readonly language: LanguageMeaning,
    private readonly subject: PointSubject,
    private readonly base: BaseRun,
    private readonly allowance: () => Allowance,
  ) {}

  /** The function's values. */
  readonly values = (x: Float64Array): CheckRun =>
    this.run(x, ({ output }) => scalarsOf(output).map(({ value }) => value))

  /** Its gradient. */
  readonly gradient = (x: Float64Array): CheckRun =>
    this.run(x, (state) => {
      const { session } = this.evaluation.runtime
      const active = new Map(activeInputs(state, this.evaluation, null).map((a) => [a.name, a.tree]))
      return this.base.active.flatMap(({ name, tree }) => {
        const inputs = numbersOf([active.get(name) ?? tree])
        // What became a mere count is differentiated by no more.
        return active.has(name)
          ? gradientOf(session, numbersOf([state.output])[0] ?? 0, inputs)
          : scalarsOf(tree).map(() => 0)
      })
    })

  private run(x: Float64Array, read: (state: PointState) => readonly number[]): CheckRun {
    const { evaluation, base } = this
    const { runtime } = evaluation
    const inputs = substituted(base.state.inputs, new Set(base.active.map((a) => a.source)), x)
    evaluation.renewBudget(this.allowance())
    return recorded(runtime, (choices) =>
      evaluation.isolated(null, () => {
        const start = runtime.session.tape.length
        const activated = inputs.map((input) => (input.active ? activate(input.value, runtime.session) : input.value))
        const state = called(evaluation, this.language, this.subject, inputs, activated)
        choices(start)
        return read(state)
      }),
    )
  }

  /** Where a decision of the run at the point was taken, by its place. */
  placeOfDecision(index: number, runs = this.values): string | null {
    return placeOfDecision(this.evaluation.runtime, runs(Float64Array.from(this.base.values)), index)
  }
}

/** Checks a call of a tape: the script runs again with the source's value changed where its tape begins to record.
 *  `again` prepares such a run. */
export function checkCall(
  call: GradientCall,
  evaluation: Evaluation,
  again: () => Evaluation,
  pace: Pace,
): CheckReport {
  const { runtime } = evaluation
  const { session } = runtime
  const target = call.target.value
  if (call.method !== 'gradient') return notChecked(`the check of \`${call.method}\` is not made yet`)
  if (runtime.textOf(call.span).includes('output_gradients')) return notChecked('it is weighted by `output_gradients`')
  const opening = runtime.records.openings(call.tape)
  const nodes = call.sources.map((s) => s.nodes[0])
  if (call.sources.some((s) => s.nodes.length !== 1))
    return notChecked('a source was given a new value while its tape recorded')
  const sources = nodes.map((node) => session.tape.valueOf(node))
  if (sources.some((s) => !(s instanceof Tensor))) return notChecked('a source is not known')
  const tensors = sources as readonly Tensor[]
  const inputs = tensors.flatMap((t, k): readonly NamedInput[] =>
    scalarsOf(treeOf(t, runtime)).map(({ path }) => ({ input: call.sources[k].text, path })),
  )
  if (call.gradients.every((g) => g === null)) return notChecked('the gradient is None')
  if (call.gradients.some((g) => g !== null && !(g instanceof Tensor))) return notChecked('the gradient is not known')
  // A None among other gradients has nothing to compare.
  const automatic = call.gradients.flatMap((g, k) =>
    g instanceof Tensor ? [...g.data] : new Array<null>(tensors[k].size).fill(null),
  )
  const total = (v: Value): number => scalarsOf(treeOf(v, runtime)).reduce((sum, s) => sum + s.value, 0)
  if (target instanceof Opaque) return notChecked(target.reason)
  if (nodes.some((node) => session.tape.kind(node) === 'operation')) return notChecked('a source is itself a result')
  const targets = numbersIn(target)
  if (cutsBetween(session, nodes, targets.map(nodeOf)).has('stopped')) return notChecked(STOPPED)
  const begins = runtime.records.openedAt(call.tape)
  if (nodes.some((node) => node >= begins)) return notChecked('a source is made while its tape records')
  if (isPartlyUnrecorded(call, begins, nodes, runtime)) return notChecked(UNRECORDED)
  const count = runtime.records.callsIn(0).find((last) => last.call === call)?.count ?? 1
  const rerun = (x: Float64Array, fresh = again()): CheckRun =>
    rerunWith(fresh, call, { opening, count }, nodes, x, total)
  const base = Float64Array.from(tensors.flatMap((t) => [...t.data]))
  const problem = {
    evaluate: (x: Float64Array) => rerun(x),
    base,
    automatic: [automatic],
    locked: replayedCall(session, begins, tensors, targets) ?? undefined,
  }
  return pacedReport(pacedCheck(problem, pace), {
    inputs,
    several: false,
    decision: (index) => {
      const fresh = again()
      return placeOfDecision(fresh.runtime, rerun(base, fresh), index)
    },
    entry: (node) => placeText(runtime, session.tape.siteOf(node)),
  })
}

/** Runs that replay the recorded run of a call, whose sum of targets is put on the tape for them. Null where a part of the way
 *  from a source lies before the tape: the free runs, which begin there, keep it as it is. */
function replayedCall(
  session: Session,
  begins: number,
  sources: readonly Tensor[],
  targets: readonly Num[],
): LockedRuns | null {
  const reached = new Set(sources.map(nodeOf))
  for (const node of [...dependencies(session, targets.map(nodeOf))].sort((a, b) => a - b)) {
    if (!session.tape.operands(node).some((operand) => reached.has(operand))) continue
    if (node < begins) return null
    reached.add(node)
  }
  const { ops } = session
  const parts = targets.map((num) => (num instanceof Tensor && num.size > 1 ? ops.sum(num) : num))
  const [first = 0, ...others] = parts
  return replayed(session, sources, [others.reduce((sum, num) => ops.add(sum, num), first)])
}

/** Ends a repeated run where the derivative was asked. */
class Answered {
  constructor(readonly value: Value) {}
}

function rerunWith(
  evaluation: Evaluation,
  call: GradientCall,
  which: { readonly opening: number; readonly count: number },
  nodes: readonly number[],
  x: Float64Array,
  total: (v: Value) => number,
): CheckRun {
  const { runtime } = evaluation
  const same = (span: Span, other: Span): boolean =>
    span.start === other.start && span.end === other.end && span.text === other.text
  let taking = 0
  runtime.watcher = {
    tapeOpened: (tape, nth) => {
      if (!same(tape, call.tape) || nth !== which.opening) return
      let at = 0
      for (const node of nodes) {
        const { data } = runtime.session.tape.valueOf(node) as Tensor
        data.set(x.subarray(at, at + data.length))
        at += data.length
      }
    },
    gradientTaken: (taken) => {
      if (!same(taken.span, call.span)) return
      taking++
      if (taking === which.count) throw new Answered(taken.target.value)
    },
  }
  return recorded(runtime, (choices) => {
    try {
      const ending = evaluation.runMain()
      return ending.kind === 'done' ? { kind: 'done', value: [NaN] } : ending
    } catch (e) {
      if (!(e instanceof Answered)) throw e
      choices(1)
      return { kind: 'done', value: [total(e.value)] }
    }
  })
}

/** Runs something with its decisions recorded; `choices` adds those of the operations on the tape. */
function recorded(runtime: Runtime, work: (choices: (start: number) => void) => Ending<readonly number[]>): CheckRun {
  const sides: string[] = []
  runtime.decisions = []
  try {
    const ending = work((start) => {
      for (const { site, outcome } of choicesOn(runtime.session.tape, start)) sides.push(`${site}=${outcome}`)
    })
    if (ending.kind === 'raised') return { ok: false, reason: `it raises ${ending.raised.type}` }
    if (ending.kind === 'budget') return { ok: false, reason: `its budget of ${ending.exceeded.what} is spent` }
    const decided = runtime.decisions.map((d) => `${runtime.siteId(d.site)}=${d.outcome}`)
    return { ok: true, values: ending.value, decisions: [...decided, ...sides] }
  } finally {
    runtime.decisions = null
  }
}

/** Where a decision of a run was taken. */
function placeOfDecision(runtime: Runtime, run: CheckRun, index: number): string | null {
  const decision = run.ok ? String(run.decisions[index] ?? '') : ''
  return placeText(runtime, Number(decision.split('=')[0]))
}

/** A place of the program as a person would point at it. */
function placeText(runtime: Runtime, siteId: number): string | null {
  const site = runtime.sites[siteId]
  if (!site || site.end === site.start) return null
  const { source } = runtime.program.texts[site.text]
  const line = source.slice(0, site.start).split('\n').length
  return `line ${line}: \`${source.slice(site.start, site.end).replace(/\s+/g, ' ').slice(0, 60)}\``
}

const STOPPED = 'part of the way is cut by `stop_gradient`, on purpose: finite differences follow it all'

const UNRECORDED = 'part of the way was computed while the tape did not record: finite differences follow it all'

/** Was something on the way from a source computed after the tape began, but while it did not record? */
function isPartlyUnrecorded(call: GradientCall, begins: number, sources: readonly number[], runtime: Runtime): boolean {
  const { window } = call
  if (!window) return false
  const { tape } = runtime.session
  const between = dependencies(runtime.session, numbersIn(call.target.value).map(nodeOf))
  return [...between].some((node) => {
    if (node < begins || tape.kind(node) !== 'operation') return false
    if (window.some(([start, end]) => node >= start && node < end)) return false
    const behind = dependencies(runtime.session, [node])
    return sources.some((source) => behind.has(source))
  })
}

/** The numbers of trees, in order. */
function numbersOf(trees: readonly Tree[]): readonly Num[] {
  return trees.flatMap((tree) => leavesOf(tree).map(({ num }) => num))
}

/** The same inputs with the numbers of the active ones taken from `x` in order. */
function substituted(inputs: readonly Input[], names: ReadonlySet<string>, x: Float64Array): readonly Input[] {
  let at = 0
  return inputs.map((input) => {
    if (!names.has(input.name)) return input
    const value = mapNumbers(input.value, (num) => {
      if (typeof num === 'number') return x[at++]
      const data = x.slice(at, at + num.size)
      at += num.size
      return new Tensor(data, num.shape, num.dtype)
    })
    return { ...input, value }
  })
}

function pacedReport(paced: PacedResult, names: Names): CheckReport {
  if (paced.kind === 'unaffordable')
    return notChecked(`one run takes ${Math.round(paced.milliseconds)} ms, and a check needs dozens of them`)
  const together = [{ input: 'all inputs together', path: [] }]
  return reportOf(paced.result, paced.kind === 'direction' ? { ...names, inputs: together } : names)
}
