// Preparing a contestant for a problem and checking its answer. Used by the processes that measure.
/** @import { Answer, Contestant, Places, Run } from './problems.mjs' */

/**
 * The contestant's run of a problem. Throws where the contestant cannot be loaded or has no such problem.
 * @param {string} file
 * @param {string} contest
 * @param {any} data
 * @param {Places} places
 * @returns {Promise<{ contestant: Contestant, run: Run }>}
 */
export async function prepare(file, contest, data, places) {
  const contestant = await import(`./contestants/${file}.mjs`)
  return { contestant, run: await contestant[contest](data, places) }
}

/** All numbers of an answer's part in order. @param {any} part @returns {number[]} */
export function flatten(part) {
  if (typeof part === 'number') return [part]
  if (part === null || part === undefined) throw new Error('an answer without numbers')
  const elements = part.data ?? part
  return Array.from(elements).flatMap(flatten)
}

/**
 * How far an answer is from the expected one: the largest difference of value and of gradient, each in terms of its largest
 * element.
 * @param {Answer} got
 * @param {Answer} expected
 */
export function distance(got, expected) {
  const parts = [difference(got.value, expected.value)]
  if (got.gradient !== null) parts.push(difference(got.gradient, expected.gradient))
  return Math.max(...parts)
}

/** @param {any} got @param {any} expected */
function difference(got, expected) {
  const [a, b] = [flatten(got), flatten(expected)]
  if (a.length !== b.length) throw new Error(`${a.length} numbers instead of ${b.length}`)
  const scale = b.reduce((top, x) => Math.max(top, Math.abs(x)), 0)
  const apart = a.reduce((top, x, i) => {
    const gap = Math.abs(x - b[i])
    return gap > top || Number.isNaN(gap) ? gap : top
  }, 0)
  return apart === 0 ? 0 : apart / scale
}
