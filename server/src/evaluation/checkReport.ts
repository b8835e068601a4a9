// What a check found, for a person: from the checker's result to a report's verdict and sentences. Runs nothing.
import { PRECEDENCE } from '@gradlens/engine'
import type { CheckResult, Component } from '@gradlens/engine'
import type { CheckReport, Verdict } from '../report'

/** A check that was not made, with the reason. */
export function notChecked(why: string): CheckReport {
  return { verdict: 'skipped', maxRelativeError: null, worst: null, detail: `Not checked: ${why}.` }
}

/** One number that is differentiated by. */
export interface NamedInput {
  readonly input: string
  readonly path: readonly (number | string)[]
}

/** How to name what the checker numbers. */
export interface Names {
  readonly inputs: readonly NamedInput[]
  /** Whether the function has several values, so that a derivative's index begins with the value's. */
  readonly several: boolean
  /** Where a decision was taken, by its place in the base run: `line 3: \`x < 0\``. Null where nobody knows. */
  readonly decision: (index: number) => string | null
  /** The same of an entry of the tape. */
  readonly entry: (node: number) => string | null
}

type Worst = NonNullable<CheckReport['worst']>

/** The report of first derivatives. */
export function reportOf(result: CheckResult, names: Names): CheckReport {
  const { worst, verdict, maxRelativeError } = result
  const named = worst && names.inputs[worst.input]
  const free = worst?.free
  const kink = verdict === 'kink' && free && free.left.slope !== null && free.right.slope !== null
  return {
    verdict,
    maxRelativeError: Number.isNaN(maxRelativeError) ? null : maxRelativeError,
    worst:
      worst && named ? placed(worst, named.input, [...(names.several ? [worst.output] : []), ...named.path]) : null,
    detail:
      worst && named
        ? sentences(result, worst, `∂/∂${written(named)}`, names)
        : (asSentence(result.reason) ?? 'There was nothing to compare.'),
    ...(kink ? { oneSided: [free.left.slope as number, free.right.slope as number] as const } : {}),
  }
}

/** What the surroundings say of second derivatives is said of the first: where those bend or jump, there are none. */
const OF_SECOND: Readonly<Partial<Record<Verdict, string>>> = {
  kink: 'The first derivative bends here, so that there is no second one.',
  discontinuous: 'The first derivative jumps here, so that there is no second one.',
}

/** The report of second derivatives: `index` is the path in `hessian[input]`. */
function reportOfSecond(result: CheckResult, names: Names): CheckReport {
  const { worst, maxRelativeError } = result
  const [row, column] = worst ? [names.inputs[worst.output], names.inputs[worst.input]] : []
  const why = OF_SECOND[result.verdict]
  return {
    verdict: why ? 'inconclusive' : result.verdict,
    maxRelativeError: Number.isNaN(maxRelativeError) ? null : maxRelativeError,
    worst: worst && row && column ? placed(worst, row.input, [column.input, ...row.path, ...column.path]) : null,
    detail:
      worst && row && column
        ? joined([why, sentences(result, worst, `∂²/∂${written(row)}∂${written(column)}`, names)])
        : (asSentence(result.reason) ?? 'There was nothing to compare.'),
  }
}

/** The report of a point whose first derivatives were checked, and then its second ones. `second`: null where the time did
 *  not suffice. */
export function withSecond(first: CheckReport, second: CheckResult | null, names: Names): CheckReport {
  const unmade = (why: string): CheckReport => ({
    ...first,
    detail: joined([first.detail, `Second derivatives were not checked: ${why}.`]),
  })
  if (second === null) return unmade('the time does not suffice')
  if (second.verdict === 'skipped') return unmade(second.reason ?? 'there are none')
  const report = reportOfSecond(second, names)
  const decides = PRECEDENCE.indexOf(report.verdict) < PRECEDENCE.indexOf(first.verdict)
  if (decides) return { ...report, detail: `Second derivatives: ${report.detail} First derivatives: ${first.detail}` }
  const too = report.verdict === 'agree' ? `Second derivatives agree too${atWorst(report.maxRelativeError)}.` : null
  return { ...first, detail: joined([first.detail, too ?? `Second derivatives: ${report.detail}`]) }
}

function placed({ automatic, numeric }: Component, input: string, index: Worst['index']): Worst {
  return { input, index, automatic, numeric }
}

/** The worst component, both derivatives, the step and the error bar, where it happens, and why it can't decide. */
function sentences(result: CheckResult, worst: Component, derivative: string, names: Names): string {
  const { verdict, reason, components, directions, maxRelativeError } = result
  const { free, locked, origin } = worst
  const together = components.filter(({ by }) => by === 'directions').length
  const switched = verdict !== 'agree' && free?.otherDecision ? names.decision(free.otherDecision.index) : null
  const other = verdict === 'inconclusive' && typeof locked?.other === 'number' ? names.entry(locked.other) : null
  const made = origin && names.entry(origin.node)
  return joined([
    verdict === 'agree' ? `All derivatives agree with finite differences${atWorst(maxRelativeError)}.` : null,
    asSentence(reason),
    `${derivative}: ${numbersOf(worst)}.`,
    together > 0 ? `${together} derivatives that fit were looked at together, along ${directions} directions.` : null,
    verdict === 'kink' && free
      ? `From the left ${digits(free.left.slope ?? NaN)}, from the right ${digits(free.right.slope ?? NaN)}.`
      : null,
    switched && `The switch is at ${switched}.`,
    !switched && other ? `The operation is at ${other}.` : null,
    made && `It stands at ${made}.`,
    verdict === 'inconclusive' && locked?.obstacle
      ? `Replaying the run in higher precision told nothing: ${locked.obstacle}.`
      : null,
  ])
}

const FOUND_BY = { locked: 'by replaying the run in higher precision', free: 'by differences' } as const

function numbersOf({ automatic, numeric, by, bar, step }: Component): string {
  const shown = `automatic ${digits(automatic)}`
  if (!Number.isFinite(numeric)) return shown
  const accuracy = Number.isFinite(bar) ? ` (± ${bar.toExponential(1)}, steps down to ${step.toExponential(1)})` : ''
  return `${shown}, ${FOUND_BY[by === 'locked' ? 'locked' : 'free']} ${digits(numeric)}${accuracy}`
}

function atWorst(error: number | null): string {
  if (error === null || Number.isNaN(error)) return ''
  return error > 0 ? `, to ${error.toExponential(1)} at the worst` : ' in every digit'
}

/** `w[0][1]` */
export function written({ input, path }: NamedInput): string {
  return `${input}${path.map((p) => `[${p}]`).join('')}`
}

function asSentence(reason: string | null): string | null {
  return reason ? `${reason[0].toUpperCase()}${reason.slice(1)}${reason.endsWith('.') ? '' : '.'}` : null
}

function joined(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part).join(' ')
}

function digits(x: number): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(10))) : String(x)
}
