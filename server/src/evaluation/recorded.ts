// What a recorded run gives a check to compare and to replay: its derivatives as plain numbers, and its ways on the tape.
// Reads the tape while it stands; knows no function and no report.
import { BudgetExceeded, dependencies, lockedRuns, nodeOf, Opaque, Tensor, Traced, unitsOf } from '@gradlens/engine'
import type { LockedRuns, Num, Place, Session } from '@gradlens/engine'

/** The derivatives of one number by every number of the inputs, null where the library gives None; and the sums of the
 *  absolute values that they were added up from. */
export interface Row {
  readonly derivatives: readonly (number | null)[]
  readonly contributions: readonly number[]
}

/** A row for every number of the outputs, by every number of the inputs; null rows are not known. */
export function jacobian(session: Session, outputs: readonly Num[], inputs: readonly Num[]): readonly (Row | null)[] {
  const row = (target: Num, seed: Num): Row | null => {
    const swept = (absolute: boolean): readonly Part[] => {
      const sweep = nodeOf(target) === 0 ? null : session.sweep([{ value: target, seed }], { absolute })
      return inputs.flatMap((num) => partsOf(num, sweep?.adjoint(nodeOf(num)) ?? null))
    }
    const derivatives = swept(false)
    if (derivatives.includes('unknown')) return null
    return {
      derivatives: derivatives.map((d) => (typeof d === 'number' ? d : null)),
      contributions: swept(true).map((c) => (typeof c === 'number' ? c : 0)),
    }
  }
  return outputs.flatMap((num): readonly (Row | null)[] => {
    return num instanceof Opaque ? [null] : unitsOf(num).map((seed) => row(num, seed))
  })
}

/** The second derivatives of one number, a row for every number of the inputs. */
export function hessian(session: Session, output: Num, inputs: readonly Num[]): readonly (Row | null)[] {
  const first = nodeOf(output) === 0 ? null : session.sweep([{ value: output }], { traced: true })
  return inputs.flatMap((num) => {
    const gradient = first?.adjoint(nodeOf(num)) ?? (num instanceof Tensor ? zeros(num) : 0)
    return jacobian(session, [gradient], inputs).map(
      (row) => row && { ...row, derivatives: row.derivatives.map((d) => d ?? 0) },
    )
  })
}

function zeros({ size, shape, dtype }: Tensor): Tensor {
  return new Tensor(new Float64Array(size), shape, dtype)
}

/** The gradient of one number as plain numbers, NaN where it is not known. */
export function gradientOf(session: Session, output: Num, inputs: readonly Num[]): readonly number[] {
  const sweep = nodeOf(output) === 0 ? null : session.sweep([{ value: output }])
  return inputs.flatMap((num) =>
    partsOf(num, sweep?.adjoint(nodeOf(num)) ?? null).map((part) =>
      part === 'unknown' ? NaN : part === 'none' ? 0 : part,
    ),
  )
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

/** Why derivatives are cut on the ways from the sources to the targets. */
export function cutsBetween(session: Session, sources: readonly number[], targets: readonly number[]): Set<string> {
  const { tape } = session
  const reached = new Set(sources)
  const cuts = new Set<string>()
  for (const node of [...dependencies(session, targets)].sort((a, b) => a - b)) {
    if (reached.has(node) || !tape.operands(node).some((operand) => reached.has(operand))) continue
    reached.add(node)
    const why = tape.why(node)
    if (why !== null && tape.rowOf(node)?.kind !== 'discrete') cuts.add(why)
  }
  return cuts
}

/** Cuts that a value passes smoothly: what lies behind them moves although the tape says that it stands still. */
const LEAKS = ['left-the-library', 'no-gradient', 'assigned']

/** Runs that replay the way from the inputs to the outputs. Null where the tape holds a part of it only (such runs would
 *  agree with any derivative that leaves out the rest), and where the memory does not suffice. */
export function replayed(session: Session, inputs: readonly Num[], outputs: readonly Num[]): LockedRuns | null {
  const cuts = cutsBetween(session, inputs.map(nodeOf), outputs.map(nodeOf))
  if (LEAKS.some((why) => cuts.has(why)) || outputs.some((num) => num instanceof Opaque)) return null
  try {
    return lockedRuns(session, inputs.flatMap(placesOf), outputs.flatMap(placesOf))
  } catch (e) {
    if (e instanceof BudgetExceeded && e.what === 'memory') return null
    throw e
  }
}

function placesOf(num: Num): readonly Place[] {
  const node = nodeOf(num)
  return Array.from({ length: num instanceof Tensor ? num.size : 1 }, (_, element) => ({ node, element }))
}

/** Which site each entry belongs to, for when the tape is gone. */
export function sitesOf({ tape }: Session): (node: number) => number {
  const sites = Int32Array.from({ length: tape.length }, (_, node) => tape.siteOf(node))
  return (node) => sites[node] ?? 0
}
