// For the tests beside it: stored expectations, the sample of them that a run takes, and how two printed texts may differ.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const { GRADLENS_FULL, GRADLENS_SEED } = process.env

/** What has been found wrong and is not repaired yet: programs by cause. A test demands that each still fails. */
export interface KnownFault {
  readonly cause: string
  readonly ids: readonly number[]
}

/** The rows of a gzipped file of JSON lines beside this one. */
export function readRows<Row>(file: string): readonly Row[] {
  const text = gunzipSync(readFileSync(new URL(file, import.meta.url))).toString('utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
}

/** The rows that this run tests: all of them where GRADLENS_FULL is set, else `count`, chosen by GRADLENS_SEED. */
export function sample<Row>(rows: readonly Row[], count: number): readonly Row[] {
  if (GRADLENS_FULL || rows.length <= count) return rows
  let state = Number(GRADLENS_SEED ?? 1) >>> 0
  const chosen = new Set<number>()
  while (chosen.size < count) {
    // Mulberry32 (T. Ettinger, public domain).
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    chosen.add(((mixed ^ (mixed >>> 14)) >>> 0) % rows.length)
  }
  return [...chosen].sort((a, b) => a - b).map((place) => rows[place])
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi

/** How many numbers a text shows. */
export function countNumbers(text: string): number {
  return text.match(NUMBER)?.length ?? 0
}

/** The functions whose results NumPy itself does not round correctly, and what is drawn with their help. */
const TRANSCENDENTAL =
  /\b(?:arc)?(?:sin|cos|tan)h?\b|\barctan2\b|\bexp(?:2|m1)?\b|\blog(?:2|10|1p|addexp|addexp2|space)?\b|\b(?:float_)?power\b|\b(?:cbrt|hypot|sinc|geomspace)\b|\b(?:randn|standard_normal|normal|multivariate_normal|exponential|beta|gamma|poisson|binomial)\b/

/** The value of one unit in the last place that a number shows. */
function lastPlace(text: string): number {
  const [digits, exponent] = text.toLowerCase().split('e')
  const fraction = digits.split('.')[1] ?? ''
  return 10 ** (Number(exponent ?? 0) - fraction.length)
}

/**
 * How many numbers differ, where the texts differ in nothing but the last digit of fractional numbers, and the program calls
 * a transcendental function; null where they differ in anything else.
 */
export function lastDigitsOff(source: string, expected: string, actual: string): number | null {
  if (expected === actual) return 0
  if (!TRANSCENDENTAL.test(source)) return null
  const blank = (text: string) => text.replace(NUMBER, '#').replace(/\s+/g, ' ')
  if (blank(expected) !== blank(actual)) return null
  const theirs = expected.match(NUMBER) ?? []
  const ours = actual.match(NUMBER) ?? []
  let off = 0
  for (const [i, text] of theirs.entries()) {
    if (text === ours[i]) continue
    if (!text.includes('.') || !ours[i].includes('.')) return null
    const unit = Math.min(lastPlace(text), lastPlace(ours[i]))
    const [a, b] = [Number(text), Number(ours[i])]
    // A number written with all its digits ends in one of a few digits, so its last place is that of a double.
    if (Math.abs(a - b) > Math.max(1.5 * unit, Math.abs(a) * 2 ** -52)) return null
    off++
  }
  return off
}

/** In a few words, what is wrong with a printed text: the first line that differs. */
export function causeOf(expected: string, actual: string): string {
  if (/\bunknown\b/.test(actual)) return 'prints an unknown value'
  const ours = actual.split('\n')
  const place = expected.split('\n').findIndex((line, i) => line !== ours[i])
  return `prints ${JSON.stringify(ours[place] ?? '')}, not ${JSON.stringify(expected.split('\n')[place] ?? '')}`
}

/** Checks what failed in this run against the known failures: what fails and is not listed, and what is and does not. */
export function surprises(
  tested: readonly number[],
  failed: ReadonlySet<number>,
  listed: ReadonlySet<number>,
): { readonly newlyFailing: readonly number[]; readonly repaired: readonly number[] } {
  return {
    newlyFailing: tested.filter((id) => failed.has(id) && !listed.has(id)),
    repaired: tested.filter((id) => !failed.has(id) && listed.has(id)),
  }
}
