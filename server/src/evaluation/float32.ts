// The gradient that is shown, in float32, beside the one that is checked, in float64: how much float32 loses (design.md, "What
// a check says").
import { leavesOf, scalarsOf, Tensor, treeOf } from '@gradlens/engine'
import type { Evaluation, GradientCall, Runtime, Value } from '@gradlens/engine'
import type { LanguageMeaning } from '../languages/language'
import type { CheckReport } from '../report'
import { written } from './checkReport'
import { activeInputs, atPoint, gradientsAt } from './point'
import type { PointSubject } from './point'

/** The numbers of a gradient, with their names. */
export interface Derivatives {
  readonly names: readonly string[]
  readonly values: readonly number[]
  /** Does a run of the program itself hold them in float32? */
  readonly float32: boolean
}

/** A derivative that is farther off than this part of itself is worth telling. */
const TOLERABLE = 1e-3
/** Decimal digits of float32. */
const DIGITS = 7

/** The gradients of a point; null where it does not end. */
export function derivativesOfPoint(
  evaluation: Evaluation,
  language: LanguageMeaning,
  subject: PointSubject,
): Derivatives | null {
  const ending = atPoint(
    evaluation,
    language,
    subject,
    () => null,
    (state) => {
      const active = activeInputs(state, evaluation, null)
      const { values } = gradientsAt(state, active, evaluation)
      return derivativesOf(
        active.map(({ name }, k) => [name, values[k]] as const),
        evaluation.runtime,
      )
    },
  )
  return ending.kind === 'done' ? ending.value : null
}

/** The gradients that a tape call gave. */
export function derivativesOfCall({ sources, gradients }: GradientCall, runtime: Runtime): Derivatives {
  return derivativesOf(
    gradients.map((gradient, k) => [sources[k]?.text ?? '?', gradient] as const),
    runtime,
  )
}

function derivativesOf(gradients: readonly (readonly [name: string, Value])[], runtime: Runtime): Derivatives {
  const trees = gradients.map(([input, gradient]) => ({ input, tree: treeOf(gradient, runtime) }))
  const scalars = trees.flatMap(({ input, tree }) => scalarsOf(tree).map((s) => ({ ...s, input })))
  return {
    names: scalars.map(({ input, path }) => written({ input, path })),
    values: scalars.map(({ value }) => value),
    float32: trees.some(({ tree }) =>
      leavesOf(tree).some(({ num }) => num instanceof Tensor && num.dtype === 'float32'),
    ),
  }
}

/** The report of a check made in float64, with what float32 does to the gradient: not finite there is a verdict, a loss of
 *  digits is said. */
export function withFloat32(report: CheckReport, exact: Derivatives, shown: Derivatives): CheckReport {
  if (exact.values.length !== shown.values.length) return report
  const named = (k: number): string => `∂/∂${exact.names[k]}`
  const broken = exact.values.findIndex((value, k) => Number.isFinite(value) && !Number.isFinite(shown.values[k]))
  if (broken >= 0) {
    const { verdict } = report
    const detail = `In float32, as the program computes it, ${named(broken)} is ${shown.values[broken]}; in float64 it is ${digits(exact.values[broken])}.`
    return { ...report, verdict: 'non-finite', detail: verdict === 'agree' ? detail : `${detail} ${report.detail}` }
  }
  const largest = exact.values.reduce((top, value) => Math.max(top, Math.abs(value)), 0)
  const losses = exact.values.map((value, k) => {
    const size = Math.max(Math.abs(value), Math.abs(shown.values[k]), 1e-6 * largest)
    return size > 0 ? Math.abs(value - shown.values[k]) / size : 0
  })
  const loss = Math.max(0, ...losses)
  if (!(loss > TOLERABLE)) return report
  const worst = losses.indexOf(loss)
  const lost = Math.min(DIGITS, Math.max(1, Math.round(DIGITS + Math.log10(loss))))
  const detail = `float32 loses ${lost} of its ${DIGITS} digits here: ${named(worst)} is ${digits(shown.values[worst])} in float32 and ${digits(exact.values[worst])} in float64.`
  return { ...report, float32DigitsLost: lost, detail: `${report.detail} ${detail}` }
}

function digits(x: number): string {
  return String(Number(x.toPrecision(8)))
}
