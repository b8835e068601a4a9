// `@gradOf f`: a hand-written gradient compared with the engine's at every sample point of its function.
import {
  derivatives,
  isScalar,
  leavesOf,
  numbersIn,
  Opaque,
  scalarsOf,
  treeOf,
  Tensor,
  List,
  Tuple,
  Dict,
} from '@gradlens/engine'
import type { Closure, Tree, Value } from '@gradlens/engine'
import type { CheckReport, GradOfReport, ReportDiagnostic, Verdict } from '../report'
import { diagnostic } from './diagnostics'
import { pointsOf } from './evaluate'
import { receiverOf, takesReceiver } from './inputs'
import type { Opened } from './opened'
import { activeInputs, atPoint } from './point'
import type { ActiveInput, PointSubject } from './point'
import { closureOf } from './subjects'

type Path = readonly (number | string)[]

/** One component of a gradient, as the engine and as the hand-written function gives it. */
interface Compared {
  readonly input: string
  readonly path: Path
  readonly automatic: number
  readonly byHand: number
  /** What the engine's own rounding may amount to. */
  readonly allowance: number
}

/** What one point says: its components, or why there are none. `wrong`: the gradient raises or has another shape. */
type PointComparison = { readonly kind: 'components'; readonly components: readonly Compared[] } | Failed

interface Failed {
  readonly kind: 'wrong' | 'unknown'
  readonly why: string
}

/** Gives the one-sided derivatives of a component where the function has a kink at that point. */
export type KinkAt = (functionIndex: number, pointIndex: number) => CheckReport | null

/** Compares every hand-written gradient. A `@gradOf` that names no function makes no entry: its mark is underlined. */
export function gradOfReports(
  opened: Opened,
  diagnostics: ReportDiagnostic[],
  kinkAt: KinkAt,
): readonly GradOfReport[] {
  return opened.gradients.flatMap((hand): readonly GradOfReport[] => {
    const functionIndex = opened.functions.findIndex((f) => f.outline.name === hand.of)
    const target = opened.functions[functionIndex]
    const { outline } = hand
    const nameSpan = { text: 0, start: outline.nameStart, end: outline.nameEnd }
    const entry = (verdict: Verdict, worst: GradOfReport['worst'] = null): readonly GradOfReport[] => [
      { name: outline.name, of: hand.of, nameSpan, verdict, worst },
    ]
    if (!target || target.marks.length === 0) {
      if (!opened.request.functions.some((f) => f.name === hand.of)) return []
      const message = `\`${hand.of}\` has no sample point, so there is nothing to compare \`${outline.name}\` at. Write a mark above \`${hand.of}\`, e.g. \`@grad x=1\`.`
      diagnostics.push(diagnostic('gradof-without-point', { text: 0, ...hand.range }, message))
      return entry('inconclusive')
    }
    const closures = [closureOf(opened, target), closureOf(opened, hand)] as const
    if (!closures[0] || !closures[1]) return entry('inconclusive')
    const [closure, own] = closures
    const subjects = pointsOf(target, closure, opened.evaluation)
    const comparisons = subjects.map((subject) => compare(opened, subject, own))
    const wrong = comparisons.find((c): c is Failed => c.kind === 'wrong')
    if (wrong) {
      diagnostics.push(
        diagnostic(
          'hand-gradient-mismatch',
          nameSpan,
          `\`${outline.name}\` is no gradient of \`${hand.of}\`: ${wrong.why}.`,
        ),
      )
      return entry('disagree')
    }
    const worst = worstOf(comparisons, subjects, (pointIndex) => kinkAt(functionIndex, pointIndex))
    const unknown = comparisons.find((c): c is Failed => c.kind === 'unknown')
    if (worst?.disagrees) {
      diagnostics.push(
        diagnostic('hand-gradient-mismatch', nameSpan, mismatchMessage(hand.of, outline.name, worst.component)),
      )
      return entry('disagree', shown(worst.component))
    }
    if (unknown) {
      diagnostics.push(
        diagnostic(
          'opaque-value',
          nameSpan,
          `\`${outline.name}\` can't be compared with \`${hand.of}\`: ${unknown.why}.`,
        ),
      )
      return entry('inconclusive')
    }
    return entry('agree', worst && shown(worst.component))
  })
}

/** Runs both functions at one point. */
function compare(opened: Opened, subject: PointSubject, own: Closure): PointComparison {
  const { evaluation, language } = opened
  const { runtime } = evaluation
  evaluation.renewBudget(opened.allowance())
  const ending = atPoint(
    evaluation,
    language,
    subject,
    () => null,
    (state): PointComparison => {
      const active = activeInputs(state, evaluation, null)
      if (!isScalar(state.output)) return { kind: 'unknown', why: 'the value of the function is not a single number' }
      const options = { unconnected: () => 0 as const }
      const trees = active.map((a) => a.tree)
      const { values } = derivatives(state.output, trees, runtime, options)
      if (values.some((v) => numbersIn(v).some((n) => n instanceof Opaque)))
        return { kind: 'unknown', why: 'the gradient of the function is not known' }
      const receiver = receiverOf(own, subject.mark, evaluation, language)
      const given = state.inputs.map((input) => input.value)
      const positional = takesReceiver(own) ? [receiver, ...given] : given
      const result = evaluation.attempt(() =>
        runtime.call(own, { positional, keywords: null }, own.code.nameSpan, receiver),
      )
      if (result.kind === 'raised')
        return {
          kind: 'wrong',
          why: `it raises ${result.raised.type}${result.raised.message ? `: ${result.raised.message}` : ''}`,
        }
      if (result.kind === 'budget') return { kind: 'unknown', why: `its budget of ${result.exceeded.what} is spent` }
      return components(result.value, active, values, opened)
    },
  )
  if (ending.kind === 'done') return ending.value
  return {
    kind: 'unknown',
    why:
      ending.kind === 'raised'
        ? `the function raises ${ending.raised.type}`
        : `the budget of ${ending.exceeded.what} is spent`,
  }
}

/** Pairs the numbers of both gradients. */
function components(
  byHand: Value,
  active: readonly ActiveInput[],
  automatic: readonly Value[],
  opened: Opened,
): PointComparison {
  const { runtime } = opened.evaluation
  if (byHand instanceof Opaque) return { kind: 'unknown', why: byHand.reason }
  const parts = active.length === 1 ? [byHand] : partsOf(byHand, active)
  if (!parts)
    return {
      kind: 'wrong',
      why: `it should return one gradient for each of ${active.map((a) => `\`${a.name}\``).join(', ')}`,
    }
  const compared: Compared[] = []
  for (const [i, { name, tree }] of active.entries()) {
    const hand = treeOf(parts[i], runtime)
    if (leavesOf(hand).some(({ num }) => num instanceof Opaque))
      return { kind: 'unknown', why: `its value for \`${name}\` is not known` }
    const numbers = numbersOf(hand)
    const engine = scalarsOf(treeOf(automatic[i], runtime))
    const paths = scalarsOf(tree)
    if (numbers.length !== paths.length) {
      return {
        kind: 'wrong',
        why: `for \`${name}\` it returns ${numbers.length} ${numbers.length === 1 ? 'number' : 'numbers'} where there ${paths.length === 1 ? 'is one' : `are ${paths.length}`}`,
      }
    }
    paths.forEach(({ path }, k) => {
      const a = engine[k]?.value ?? 0
      compared.push({
        input: name,
        path,
        automatic: a,
        byHand: numbers[k],
        allowance: 64 * 2 ** -53 * Math.abs(a),
      })
    })
  }
  return { kind: 'components', components: compared }
}

/** The numbers of a hand-written gradient, whole integers included. */
function numbersOf(tree: Tree): readonly number[] {
  if (tree.kind === 'sequence' || tree.kind === 'record') return tree.items.flatMap(numbersOf)
  if (tree.kind === 'number') return scalarsOf(tree).map((s) => s.value)
  const { value } = tree
  if (value instanceof Tensor) return [...value.data]
  if (typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'number')
    return [value.value]
  return []
}

/** For several inputs: a list or tuple in parameter order, or a record keyed by parameter name. */
function partsOf(byHand: Value, active: readonly ActiveInput[]): readonly Value[] | null {
  if ((byHand instanceof List || byHand instanceof Tuple) && byHand.items.length === active.length) return byHand.items
  if (!(byHand instanceof Dict)) return null
  const byName = new Map([...byHand.entries.values()].map((e) => [String(e.key), e.value]))
  return active.every((a) => byName.has(a.name)) ? active.map((a) => byName.get(a.name)) : null
}

/** The component that is furthest off over all points, by contract.md's measure, and whether it disagrees. */
function worstOf(
  comparisons: readonly PointComparison[],
  subjects: readonly PointSubject[],
  kinkAt: (pointIndex: number) => CheckReport | null,
): { readonly component: Compared; readonly disagrees: boolean } | null {
  const all = comparisons.flatMap((c, point) =>
    c.kind === 'components' ? c.components.map((component) => ({ component, point })) : [],
  )
  const scale = Math.max(0, ...all.map(({ component: c }) => Math.max(Math.abs(c.automatic), Math.abs(c.byHand))))
  const judged = all.map(({ component, point }) => {
    const { automatic, byHand, allowance } = component
    const difference = Math.abs(automatic - byHand)
    const error = difference === 0 ? 0 : difference / Math.max(Math.abs(automatic), Math.abs(byHand), 1e-12 * scale)
    const tolerance = subjects[point].mark.tolerance ?? 1e-6
    // NaN on one side only is a difference as well.
    const disagrees = Number.isNaN(error)
      ? !(Number.isNaN(automatic) && Number.isNaN(byHand))
      : error > tolerance && difference > allowance
    return {
      component,
      point,
      error: Number.isNaN(error) ? Infinity : error,
      disagrees: disagrees && !isBetweenSides(component, () => kinkAt(point)),
    }
  })
  const pick = judged.some((j) => j.disagrees) ? judged.filter((j) => j.disagrees) : judged
  return pick.reduce<(typeof judged)[number] | null>(
    (best, j) => (best === null || j.error > best.error ? j : best),
    null,
  )
}

/** At a kink a hand-written component between the one-sided derivatives agrees. */
function isBetweenSides({ input, path, byHand }: Compared, kinkAt: () => CheckReport | null): boolean {
  const check = kinkAt()
  if (
    check?.verdict !== 'kink' ||
    !check.oneSided ||
    check.worst?.input !== input ||
    String(check.worst.index) !== String(path)
  )
    return false
  const [low, high] = [...check.oneSided].sort((a, b) => a - b)
  return byHand >= low && byHand <= high
}

function shown({ input, path, automatic, byHand }: Compared): NonNullable<GradOfReport['worst']> {
  return { input, index: path, automatic, numeric: byHand }
}

/** Ratios that tell what went wrong. */
const RATIOS: readonly (readonly [number, string])[] = [
  [-1, 'the sign is wrong'],
  [0.5, 'it is half of what it should be'],
  [2, 'it is twice what it should be'],
]

function mismatchMessage(of: string, name: string, { input, path, automatic, byHand }: Compared): string {
  const component = `∂${of}/∂${input}${path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${p}`)).join('')}`
  const ratio = RATIOS.find(([r]) => Math.abs(byHand - r * automatic) <= 1e-9 * Math.abs(byHand))
  return `\`${name}\` gives ${byHand} for ${component}, the engine ${automatic}${ratio && automatic !== 0 ? `: ${ratio[1]}` : ''}.`
}
