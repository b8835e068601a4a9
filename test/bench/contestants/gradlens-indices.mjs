// Gradlens with `session.scalars`: a scalar is the index of its entry on the tape, an operation costs no object.
/** @import { Chain, MultiplyAdd, Places, Run } from '../problems.mjs' */

export const title = 'Gradlens (indices)'
export const precision = 1e-9

/** @param {Places} places */
async function session({ engine }) {
  const { Session, v8 } = /** @type {import('../../../engine/src/index')} */ (await import(engine))
  return new Session({ libm: v8, roundFloat32: true, charge: () => undefined })
}

/** @param {Chain} data @param {Places} places @returns {Promise<Run>} */
export async function chain({ terms, at }, places) {
  const own = await session(places)
  return () =>
    gradient(own, [at], ([x]) => {
      const s = own.scalars
      let sum = s.mulLeft(0, x)
      for (let i = 0; i < terms; i++) sum = s.add(sum, s.mul(s.sin(s.mulLeft(i, x)), s.exp(s.mulLeft(-i / 1000, x))))
      return sum
    })
}

/** @param {MultiplyAdd} data @param {Places} places @returns {Promise<Run>} */
export async function multiplyAdd({ operations, factor, summand }, places) {
  const own = await session(places)
  return () =>
    gradient(own, [factor, summand], ([a, b]) => {
      const s = own.scalars
      let y = s.mulRight(a, 0)
      for (let i = 0; i < operations / 2; i++) y = s.add(s.mul(a, y), b)
      return y
    })
}

/**
 * @param {import('../../../engine/src/index').Session} session
 * @param {readonly number[]} at
 * @param {(inputs: number[]) => number} f
 */
function gradient(session, at, f) {
  const { scalars, tape } = session
  const mark = tape.length
  const inputs = at.map((value) => scalars.leaf(value))
  const out = f(inputs)
  const value = scalars.primal(out)
  const sweep = session.sweep([{ value: tape.valueOf(out) }], { wanted: inputs })
  const adjoints = inputs.map((input) => sweep.adjoint(input))
  tape.truncate(mark)
  return { value, gradient: adjoints }
}
