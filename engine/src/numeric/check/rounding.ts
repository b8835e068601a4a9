// What the rounding of the rules' own arithmetic makes of derivatives, by sweeping again with every number that a rule reads
// moved by a random part of its last digit (random arithmetic: Vignes, "A stochastic arithmetic for reliable scientific
// computation", 1993). Where a rule loses its digits, as 1 − out² does beside 1, the sweeps differ; a wrong rule is equally
// wrong in all of them.
import type { Libm } from '../libm'
import { nodeOf, Tensor, Traced } from '../num'
import { Session, type Sweep, type SweepOptions } from '../session'
import { oneAt, valueAt, type Place } from './place'

/** Two would do where every share stands alone; sums may cancel by chance. */
const SWEEPS = 3

/** For each input the largest change of an output's derivative over a few sweeps with random rounding. `sweep`: the one without. */
export function roundingsOf(
  session: Session,
  output: Place,
  inputs: readonly Place[],
  sweep: Sweep,
): readonly number[] {
  const rules = jitteredRules(session)
  const value = session.tape.valueOf(output.node)
  const largest = new Float64Array(inputs.length)
  for (let k = 0; k < SWEEPS; k++) {
    const other = session.sweep([{ value, seed: oneAt(value, output.element) }], { rules })
    inputs.forEach((input, i) => {
      const change = Math.abs(adjointAt(other, input) - adjointAt(sweep, input))
      if (change > largest[i]) largest[i] = change
    })
  }
  return [...largest]
}

function adjointAt(sweep: Sweep, { node, element }: Place): number {
  const adjoint = node === 0 ? null : sweep.adjoint(node)
  return adjoint === null ? 0 : valueAt(adjoint, element)
}

/** Rules that read recorded numbers and functions' values with a random last digit. */
function jitteredRules(session: Session): SweepOptions['rules'] {
  const jitter = jitterFrom(0x2545f491)
  const { ops } = new Session({ ...session.options, libm: jittered(session.options.libm, jitter) })
  const read: NonNullable<SweepOptions['rules']>['read'] = (x, row) => {
    // Constants are exact, and what a row looks for among its operands it has to find there.
    const exact = nodeOf(x) === 0 || (row?.kind === 'structural' && row.side)
    if (x instanceof Traced) return exact ? x.primal : jitter(x.primal)
    if (!(x instanceof Tensor)) return x
    return new Tensor(exact || !x.dtype.startsWith('float') ? x.data : x.data.map(jitter), x.shape, x.dtype)
  }
  return { ops, read }
}

/** A number moved by up to two units of float64's relative rounding, up or down (xorshift32: the same at every start). */
function jitterFrom(seed: number): (x: number) => number {
  let state = seed
  return (x) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return x * (1 + (state < 0 ? -1 : 1) * 2 ** -52)
  }
}

function jittered(libm: Libm, jitter: (x: number) => number): Libm {
  const entries = Object.entries(libm).map(([name, f]) => [
    name,
    typeof f === 'function' ? (...x: number[]) => jitter((f as (...x: number[]) => number)(...x)) : f,
  ])
  return Object.fromEntries(entries) as Libm
}
