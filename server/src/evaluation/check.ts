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
  Traced,
  treeOf,
} from '@gradlens/engine'
import type {
  CheckResult,
  CheckRun,
  Ending,
  Evaluation,
  GradientCall,
  Num,
  Runtime,
  Span,
  Value,
} from '@gradlens/engine'
import type { LanguageMeaning } from '../languages/language'
import type { CheckReport } from '../report'
import type { Input } from './inputs'
import { pacedCheck } from './pace'
import type { Pace, PacedResult } from './pace'
import { activeInputs, atPoint, called } from './point'
import type { ActiveInput, PointState, PointSubject } from './point'

/** A check that was not made, with the reason. */
export function notChecked(why: string): CheckReport {
  return { verdict: 'skipped', maxRelativeError: null, worst: null, detail: `Not checked: ${why}.` }
}

type Path = readonly (number | string)[]

/** One number that is differentiated by. */
interface Component {
  readonly input: string
  readonly path: Path
}

/** Checks a sample point. The evaluation is one made for checks: float64, unobserved. */
export function checkPoint(
  evaluation: Evaluation,
  language: LanguageMeaning,
  subject: PointSubject,
  pace: Pace,
): CheckReport {
  const { mark } = subject
  if (!mark.check) return notChecked('the mark says `nocheck`')
  const { runtime } = evaluation
  const base = atPoint(
    evaluation,
    language,
    subject,
    () => null,
    (state) => {
      const active = activeInputs(state, evaluation, null)
      const components = active.flatMap((a): readonly Component[] =>
        scalarsOf(a.tree).map(({ path }) => ({ input: a.name, path })),
      )
      const values = active.flatMap((a) => scalarsOf(a.tree).map((s) => s.value))
      const names = new Set(active.map((a) => a.source))
      const stopped = isStopped(numbersIn(state.value).map(nodeOf), numbersOf(active).map(nodeOf), runtime)
      return { state, names, components, values, jacobian: jacobian(state, active, runtime), stopped }
    },
  )
  if (base.kind !== 'done')
    return notChecked(
      base.kind === 'raised' ? `it raises ${base.raised.type}` : `its budget of ${base.exceeded.what} is spent`,
    )
  const { state, names, components, values, jacobian: automatic } = base.value
  if (components.length === 0) return notChecked('there is no input to differentiate by')
  if (automatic.length === 0) return notChecked('its value is no number')
  if (automatic.some((row) => row === null)) return notChecked('it depends on a value that is not known')
  if (automatic.every((row) => row?.derivatives.every((d) => d === null))) return notChecked('the gradient is None')
  if (base.value.stopped) return notChecked(STOPPED)
  const evaluate = (x: Float64Array): CheckRun => {
    const inputs = substituted(state.inputs, names, x)
    return recorded(runtime, (choices) =>
      evaluation.isolated(null, () => {
        const start = runtime.session.tape.length
        const activated = inputs.map((input) => (input.active ? activate(input.value, runtime.session) : input.value))
        const values = scalarsOf(called(evaluation, language, subject, inputs, activated).output).map((s) => s.value)
        choices(start)
        return values
      }),
    )
  }
  const problem = {
    evaluate,
    base: Float64Array.from(values),
    automatic: automatic.map((row) => row?.derivatives ?? []),
    contributions: automatic.map((row) => row?.contributions ?? []),
    tolerance: mark.tolerance ?? 1e-6,
  }
  return reportOf(pacedCheck(problem, pace), components, automatic.length > 1, placesOf(evaluate, values, runtime))
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
  const target = call.target.value
  if (call.method !== 'gradient') return notChecked(`the check of \`${call.method}\` is not made yet`)
  if (runtime.textOf(call.span).includes('output_gradients')) return notChecked('it is weighted by `output_gradients`')
  const opening = runtime.records.openings(call.tape)
  const nodes = call.sources.map((s) => s.nodes[0])
  if (call.sources.some((s) => s.nodes.length !== 1))
    return notChecked('a source was given a new value while its tape recorded')
  const sources = nodes.map((node) => runtime.session.tape.valueOf(node))
  if (sources.some((s) => !(s instanceof Tensor))) return notChecked('a source is not known')
  const tensors = sources as readonly Tensor[]
  const components = tensors.flatMap((t, k): readonly Component[] =>
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
  if (nodes.some((node) => runtime.session.tape.kind(node) === 'operation'))
    return notChecked('a source is itself a result')
  if (isStopped(numbersIn(target).map(nodeOf), nodes, runtime)) return notChecked(STOPPED)
  const begins = runtime.records.openedAt(call.tape)
  if (nodes.some((node) => node >= begins)) return notChecked('a source is made while its tape records')
  if (isPartlyUnrecorded(call, begins, nodes, runtime)) return notChecked(UNRECORDED)
  const count = runtime.records.callsIn(0).find((last) => last.call === call)?.count ?? 1
  const evaluate = (x: Float64Array): CheckRun => rerunWith(again(), call, { opening, count }, nodes, x, total)
  const base = Float64Array.from(tensors.flatMap((t) => [...t.data]))
  return reportOf(pacedCheck({ evaluate, base, automatic: [automatic] }, pace), components, false)
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

/** Where the decisions of the run at the point were taken, by their order. */
function placesOf(
  evaluate: (x: Float64Array) => CheckRun,
  values: readonly number[],
  runtime: Runtime,
): (index: number) => string {
  return (index) => {
    const run = evaluate(Float64Array.from(values))
    const decision = run.ok ? String(run.decisions[index] ?? '') : ''
    const site = runtime.sites[Number(decision.split('=')[0])]
    if (!site || site.end === site.start) return ''
    const { source } = runtime.program.texts[site.text]
    const line = source.slice(0, site.start).split('\n').length
    return ` The switch is at line ${line}: \`${source.slice(site.start, site.end).replace(/\s+/g, ' ').slice(0, 60)}\`.`
  }
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

/** Does a deliberate stop stand between one of the sources and one of the targets? */
function isStopped(targets: readonly number[], sources: readonly number[], runtime: Runtime): boolean {
  const { tape } = runtime.session
  const between = dependencies(runtime.session, targets)
  return [...between].some((node) => {
    if (tape.kind(node) !== 'cut' || tape.why(node) !== 'stopped') return false
    const behind = dependencies(runtime.session, [node])
    return sources.some((source) => behind.has(source))
  })
}

/** The derivatives of one number by every number of the active inputs, null where the library gives None; and the sums of
 *  the absolute values that they were added up from. */
interface Row {
  readonly derivatives: readonly (number | null)[]
  readonly contributions: readonly number[]
}

/** A row for every number of the output; null rows are not known. */
function jacobian(state: PointState, active: readonly ActiveInput[], runtime: Runtime): readonly (Row | null)[] {
  const { session } = runtime
  const rows: (Row | null)[] = []
  const row = (target: Num, seed?: Num): Row | null => {
    const swept = (absolute: boolean): readonly Part[] => {
      const sweep = nodeOf(target) === 0 ? null : session.sweep([{ value: target, seed }], { absolute })
      return numbersOf(active).flatMap((num) => partsOf(num, sweep?.adjoint(nodeOf(num)) ?? null))
    }
    const derivatives = swept(false)
    if (derivatives.includes('unknown')) return null
    return {
      derivatives: derivatives.map((d) => (typeof d === 'number' ? d : null)),
      contributions: swept(true).map((c) => (typeof c === 'number' ? c : 0)),
    }
  }
  const visit = (tree: PointState['output']): void => {
    if (tree.kind === 'sequence' || tree.kind === 'record') return tree.items.forEach(visit)
    if (tree.kind === 'constant') return
    const { num } = tree
    if (num instanceof Opaque) rows.push(null)
    else if (!(num instanceof Tensor)) rows.push(row(num))
    else {
      num.data.forEach((_, i) => {
        const seed = new Float64Array(num.size)
        seed[i] = 1
        rows.push(row(num, new Tensor(seed, num.shape, num.dtype)))
      })
    }
  }
  visit(state.output)
  return rows
}

/** One derivative: a number, TensorFlow's None, or not known. */
type Part = number | 'none' | 'unknown'

function partsOf(num: Num, adjoint: Num | null): readonly Part[] {
  const size = num instanceof Tensor ? num.size : 1
  if (adjoint === null) return new Array<Part>(size).fill(num instanceof Tensor ? 'none' : 0)
  if (adjoint instanceof Opaque) return new Array<Part>(size).fill('unknown')
  if (adjoint instanceof Tensor) return [...adjoint.data]
  return [adjoint instanceof Traced ? adjoint.primal : adjoint]
}

/** The numbers that are differentiated by, in order. */
function numbersOf(active: readonly ActiveInput[]): readonly Num[] {
  return active.flatMap((a) => leavesOf(a.tree).map(({ num }) => num))
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

function reportOf(
  paced: PacedResult,
  all: readonly Component[],
  jacobian: boolean,
  place?: (index: number) => string,
): CheckReport {
  if (paced.kind === 'unaffordable')
    return notChecked(`one run takes ${Math.round(paced.milliseconds)} ms, and a check needs dozens of them`)
  const { result } = paced
  const components = paced.kind === 'direction' ? [{ input: 'all inputs together', path: [] }] : all
  const { worst, verdict, maxRelativeError } = result
  const component = worst && components[worst.input]
  const free = worst?.free
  const switched = free?.otherDecision && verdict !== 'agree' && place ? place(free.otherDecision.index) : ''
  const kink = verdict === 'kink' && free && free.left.slope !== null && free.right.slope !== null
  return {
    verdict,
    maxRelativeError: Number.isNaN(maxRelativeError) ? null : maxRelativeError,
    worst:
      worst && component
        ? {
            input: component.input,
            index: [...(jacobian ? [worst.output] : []), ...component.path],
            automatic: worst.automatic,
            numeric: worst.numeric,
          }
        : null,
    detail: `${detailOf(result, component)}${switched}`,
    ...(kink ? { oneSided: [free.left.slope as number, free.right.slope as number] as const } : {}),
  }
}

/** What was found, for a person: the worst component, both derivatives, the step and the error bar. */
function detailOf(
  { verdict, reason, worst, maxRelativeError }: CheckResult,
  component: Component | null | undefined,
): string {
  const because = reason ? ` ${reason[0].toUpperCase()}${reason.slice(1)}${reason.endsWith('.') ? '' : '.'}` : ''
  if (!worst || !component) return because.trim() || 'There was nothing to compare.'
  const name = `∂/∂${component.input}${component.path.map((p) => `[${p}]`).join('')}`
  const { free, automatic, numeric } = worst
  const numbers = Number.isFinite(numeric)
    ? ` ${name}: automatic ${digits(automatic)}, by differences ${digits(numeric)}${free ? ` (± ${free.bar.toExponential(1)}, steps down to ${free.step.toExponential(1)})` : ''}.`
    : ` ${name}: automatic ${digits(automatic)}.`
  const sides =
    verdict === 'kink' && free
      ? ` From the left ${digits(free.left.slope ?? NaN)}, from the right ${digits(free.right.slope ?? NaN)}.`
      : ''
  const head =
    verdict === 'agree'
      ? `All derivatives agree with finite differences${maxRelativeError > 0 ? `, to ${maxRelativeError.toExponential(1)} at the worst` : ' in every digit'}.`
      : ''
  return `${head}${because}${numbers}${sides}`.trim()
}

function digits(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(10))) : String(x)
}
