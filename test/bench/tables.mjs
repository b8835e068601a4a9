// The tables of a run: times, ratios, and the targets met or missed.
/** @import { Measured, Result } from './bench.mjs' */
/** @import { Problem, Target } from './problems.mjs' */

/** @param {Problem} problem @param {Measured} measured */
export function printTable({ targets }, { results, left }) {
  const titled = (/** @type {string} */ title) => results.find((result) => result.title === title)
  const ratioTo = (/** @type {Result} */ result, /** @type {string} */ title) => {
    const other = titled(title)
    return other && number(ratio(result, other))
  }
  const cells = results.map((result) => [
    result.title + (result.scaled ? ' *' : ''),
    duration(median(result.times)),
    duration(Math.min(...result.times)),
    ratioTo(result, 'hand-written') ?? '',
    ratioTo(result, 'Gradlens') ?? '',
  ])
  printRows([['', 'median', 'least', '÷ hand-written', '÷ Gradlens'], ...cells])
  for (const { title, scaled } of results)
    if (scaled) console.log(`  * ${title}: 1/${Math.round(scaled)} of the operations were run, the time is scaled.`)
  for (const { title, reason } of left) console.log(`  ${title} is left out: ${reason}`)
  const own = results.filter(({ title }) => title.startsWith('Gradlens') && !title.endsWith('value only'))
  for (const target of targets)
    for (const result of own) console.log(`  ${verdict(target, result, titled(target.over))}`)
}

/** @param {Target} target @param {Result} own @param {Result | undefined} other */
function verdict({ over, atMost, text }, own, other) {
  const head = `${own.title}, ${text}: `
  if (other === undefined) return `${head}not known, ${over} was not measured`
  const reached = ratio(own, other)
  const figures = `${number(reached)} × ${over}, the limit is ${number(atMost)}`
  return reached <= atMost ? `${head}met (${figures})` : `${head}missed by ${number(reached / atMost)} × (${figures})`
}

/** The median of the rounds' own ratios: what slows a round down slows both. @param {Result} one @param {Result} other */
function ratio(one, other) {
  return median(one.times.map((time, round) => time / other.times[round]))
}

/** Nanoseconds an operation by the number of operations. @param {Measured} measured */
export function printSizes({ results, left }) {
  const sizes = [...new Set(results.map(({ size }) => size))]
  const titles = [...new Set(results.map(({ title }) => title))]
  /** @param {string} title @param {number} size */
  const each = (title, size) => {
    const result = results.find((one) => one.title === title && one.size === size)
    return result && (median(result.times) / size) * 1e6
  }
  const text = (/** @type {number | undefined} */ value) => (value === undefined ? '' : number(value))
  printRows([
    ['', ...sizes.map((size) => size.toLocaleString('en')), 'last ÷ 1,000,000'],
    ...titles.map((title) => {
      const [last, middle] = [each(title, sizes[sizes.length - 1]), each(title, 1_000_000)]
      const growth = last !== undefined && middle !== undefined ? last / middle : undefined
      return [title, ...sizes.map((size) => text(each(title, size))), text(growth)]
    }),
  ])
  for (const { title, reason } of left) console.log(`  ${title} is left out: ${reason}`)
}

/** Left-aligned names, right-aligned figures. @param {string[][]} rows */
export function printRows(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  for (const row of rows)
    console.log(`  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i] + 2))).join('')}`)
}

/** @param {readonly number[]} times */
function median(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Three digits. @param {number} value */
function number(value) {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 })
}

/** @param {number} milliseconds */
function duration(milliseconds) {
  return milliseconds < 1 ? `${number(milliseconds * 1000)} µs` : `${number(milliseconds)} ms`
}
