// Forward mode against reverse mode, in units of the last place of what a derivative was added up from. Both use the same
// rules: it finds a wrong sweep, never a wrong rule.
import { nodeOf, Tensor, Traced, unitsOf, type Num } from '../num'
import type { Session } from '../session'

/** The largest difference between the modes. */
export interface ModeComparison {
  /** |forward − reverse| in units of 2⁻⁵² of the sum of absolute contributions; 0 where all are equal. */
  readonly ulps: number
  /** The elements where it is largest, counted through all outputs and through all inputs. Null where nothing depends. With a
   *  direction instead of single inputs `input` is −1. */
  readonly worst: { readonly output: number; readonly input: number } | null
}

/** With more numbers among the inputs, one direction through all of them is compared. */
const SINGLE_INPUTS = 64

/** Compares the derivatives of every element of the outputs by every element of the inputs. Values off the tape, unknown
 *  values and integers are left out. */
export function compareModes(session: Session, inputs: readonly Num[], outputs: readonly Num[]): ModeComparison {
  const sources = inputs.filter(isNumeric)
  const targets = outputs.filter(isNumeric)
  const rows = targets.flatMap((target) => unitsOf(target).map((seed) => reverseRow(session, target, seed, sources)))
  const count = sources.reduce<number>((sum, source) => sum + sizeOf(source), 0)
  const directions =
    count <= SINGLE_INPUTS ? Array.from({ length: count }, (_, i) => [i]) : [Array.from({ length: count }, (_, i) => i)]
  let ulps = 0
  let worst: ModeComparison['worst'] = null
  for (const direction of directions) {
    const forward = forwardColumn(session, sources, direction, targets)
    rows.forEach(({ derivatives, sizes }, output) => {
      const reverse = direction.reduce((sum, i) => sum + (direction.length === 1 ? 1 : signOf(i)) * derivatives[i], 0)
      const size = direction.reduce((sum, i) => sum + sizes[i], 0)
      const gap = distance(forward[output], reverse, size)
      if (gap > ulps) {
        ulps = gap
        worst = { output, input: direction.length === 1 ? direction[0] : -1 }
      }
    })
  }
  return { ulps, worst }
}

function distance(a: number, b: number, size: number): number {
  if (Object.is(a, b) || a === b) return 0
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity
  return Math.abs(a - b) / (2 ** -52 * Math.max(size, Math.abs(a), Math.abs(b)))
}

/** Signs of a direction that no two inputs cancel in for long (a fixed sequence). */
function signOf(i: number): number {
  return Math.sin(1 + 2.399963 * i) < 0 ? -1 : 1
}

interface ReverseRow {
  readonly derivatives: readonly number[]
  readonly sizes: readonly number[]
}

function reverseRow(session: Session, value: Num, seed: Num, sources: readonly Num[]): ReverseRow {
  const swept = (absolute: boolean): number[] => {
    const sweep = session.sweep([{ value, seed }], { absolute })
    return sources.flatMap((source) => numbersOf(sweep.adjoint(nodeOf(source)), sizeOf(source)))
  }
  return { derivatives: swept(false), sizes: swept(true).map(Math.abs) }
}

function forwardColumn(
  session: Session,
  sources: readonly Num[],
  direction: readonly number[],
  targets: readonly Num[],
): number[] {
  const moved = new Set(direction)
  let at = 0
  const tangents = new Map<number, Num>()
  for (const source of sources) {
    const tangent = Float64Array.from({ length: sizeOf(source) }, (_, i) =>
      moved.has(at + i) ? (direction.length === 1 ? 1 : signOf(at + i)) : 0,
    )
    at += tangent.length
    tangents.set(
      nodeOf(source),
      source instanceof Tensor ? new Tensor(tangent, source.shape, source.dtype) : tangent[0],
    )
  }
  return session.forward(tangents, targets).flatMap((tangent, k) => numbersOf(tangent, sizeOf(targets[k])))
}

function isNumeric(x: Num): boolean {
  if (x instanceof Tensor) return x.node > 0 && (x.dtype === 'float64' || x.dtype === 'float32')
  return x instanceof Traced && x.node > 0
}

function sizeOf(x: Num): number {
  return x instanceof Tensor ? x.size : 1
}

function numbersOf(x: Num | null, size: number): number[] {
  if (x instanceof Tensor) return [...x.data]
  return new Array<number>(size).fill(typeof x === 'number' ? x : x instanceof Traced ? x.primal : 0)
}
