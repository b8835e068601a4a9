// The operation that first made a NaN or an infinity, on the way forward or on the way back. Reads a tape.
import { Opaque, Tensor, Traced, type Num } from '../num'
import type { Session } from '../session'
import type { Sweep } from '../sweep'
import type { Place } from './place'

/** Where something stopped being finite. */
export interface Origin {
  readonly node: number
  /** The operation's name. */
  readonly name: string
  readonly pass: 'forward' | 'backward'
}

/** The first entry that made a non-finite value of finite operands on the way from `input` to `output`, or else the first of
 *  the sweep back that has a finite adjoint and gives an operand a share that is not; null where there is none. */
export function namedOrigin(session: Session, output: Place, input: Place): Origin | null {
  if (output.node === 0 || input.node === 0) return null
  const { tape } = session
  const way = between(session, output.node, input.node)
  const named = (node: number, pass: Origin['pass']): Origin => ({ node, name: tape.rowOf(node)?.name ?? 'it', pass })
  for (const node of way) {
    if (!isFinite(tape.valueOf(node)) && tape.entry(node).inputs.every(isFinite)) return named(node, 'forward')
  }
  const value = tape.valueOf(output.node)
  const sweep = session.sweep([{ value }])
  for (const node of way.reverse()) {
    const adjoint = sweep.adjoint(node)
    const receivers = tape.operands(node).filter((operand) => operand > 0)
    if (adjoint === null || !isFinite(adjoint) || !anySpoilt(receivers, sweep)) continue
    // An operand may owe it to another operation that it goes into: only what this one gives it counts.
    const alone = session.sweep([{ value: tape.valueOf(node), seed: adjoint }], {
      window: [[node, node + 1]],
      receivers,
    })
    if (anySpoilt(receivers, alone)) return named(node, 'backward')
  }
  return null
}

/** Does one of the entries have an adjoint that is not finite? */
function anySpoilt(nodes: readonly number[], sweep: Sweep): boolean {
  return nodes.some((node) => {
    const adjoint = sweep.adjoint(node)
    return adjoint !== null && !isFinite(adjoint)
  })
}

/** The operations that depend on the input and on which the output depends, in their order. */
function between(session: Session, output: number, input: number): number[] {
  const { tape } = session
  const needed = new Uint8Array(output + 1)
  needed[output] = 1
  for (let node = output; node > input; node--) {
    if (needed[node] === 1) for (const operand of tape.operands(node)) needed[operand] = 1
  }
  const depends = new Uint8Array(output + 1)
  depends[input] = 1
  const way: number[] = []
  for (let node = input + 1; node <= output; node++) {
    if (tape.kind(node) !== 'operation' || !tape.operands(node).some((operand) => depends[operand] === 1)) continue
    depends[node] = 1
    if (needed[node] === 1) way.push(node)
  }
  return way
}

function isFinite(x: Num): boolean {
  if (x instanceof Opaque) return true
  if (x instanceof Tensor) return x.data.every(Number.isFinite)
  return Number.isFinite(x instanceof Traced ? x.primal : x)
}
