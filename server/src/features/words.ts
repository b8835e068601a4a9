// How features word values and derivatives: what is too long is cut, what is a compound stands in parentheses.
import type { CheckReport, Shown, TapeCallReport } from '../report'

/** The text that a pattern finds first; empty where it finds none. */
export function matched(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[0] ?? ''
}

/** On one line, white space and all. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

/**
 * About `limit` characters of a value's or an expression's text, on one line. A list is cut between two items and closed:
 * `[1, 2, …]`.
 */
export function elide(text: string, limit: number): string {
  const line = oneLine(text)
  if (line.length <= limit) return line
  const kept = line.slice(0, limit - 1)
  const cut = kept.lastIndexOf(' ')
  if (!/^[[({]/.test(line) || cut < 0) return `${kept}…`
  const items = kept.slice(0, cut)
  return `${items} …${closing(items)}`
}

const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' }

/** The brackets that close what the text leaves open. */
function closing(text: string): string {
  const open: string[] = []
  for (const character of text) {
    if (character in CLOSERS) open.unshift(CLOSERS[character])
    else if (character === open[0]) open.shift()
  }
  return open.join('')
}

const SIMPLE = /^[\p{ID_Start}_$][\p{ID_Continue}$.]*(?:\[[^[\]()]*\]|\([^()]*\))?$/u

/** A source text as it stands in a derivative: `x`, `(x ** 2)`. */
export function operand(source: string): string {
  const text = elide(source, 40)
  return SIMPLE.test(text) ? text : `(${text})`
}

/** `∂y/∂(x ** 2)` */
export function derivative(of: string, by: string): string {
  return `∂${operand(of)}/∂${operand(by)}`
}

/** `x = 3, k = 2` */
export function inputsText(inputs: Readonly<Record<string, Shown>>, limit = 24): string {
  return Object.entries(inputs)
    .map(([name, value]) => `${name} = ${elide(value.text, limit)}`)
    .join(', ')
}

/** `last of 12 runs`; null for one. */
export function countText(count: number): string | null {
  return count > 1 ? `last of ${count} runs` : null
}

/** A tape call's gradients by their sources: [`∂y/∂x`, value]. */
export function callGradients({ target, sources, gradients }: TapeCallReport): [string, Shown][] {
  return gradients.map((gradient, i) => [derivative(target, sources[i] ?? '?'), gradient])
}

/** A check in a few words: `agree, 1.2e-11`, `agree, 1.2e-11 · float32 loses 4 digits`. */
export function verdictText({ verdict, maxRelativeError, float32DigitsLost }: CheckReport): string {
  const found = maxRelativeError === null ? verdict : `${verdict}, ${shortNumber(maxRelativeError)}`
  if (float32DigitsLost === undefined) return found
  return `${found} · float32 loses ${float32DigitsLost} ${float32DigitsLost === 1 ? 'digit' : 'digits'}`
}

/** Two digits, as a person writes them: `1.2e-11`, `0.5`, `0`. */
export function shortNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(2))) : String(value)
}
