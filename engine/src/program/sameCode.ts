// Is a program, as far as it has run, the beginning of another? What an edit left as it was need not run again.
import type { Program } from './ir'

/** How many top-level statements the two main texts begin with that are the same in every respect, places included. */
export function sameStatements(one: Program, other: Program): number {
  const [a, b] = [one.main.body, other.main.body]
  const compared = new Map<object, object>()
  let i = 0
  while (i < a.length && i < b.length && isSame(a[i], b[i], compared)) i++
  return i
}

/** True where everything but the main text is the same. */
export function sameSurroundings(one: Program, other: Program): boolean {
  return (
    one.language === other.language &&
    one.texts.length === other.texts.length &&
    one.texts.every(
      ({ uri, source }, i) => uri === other.texts[i].uri && (i === 0 || source === other.texts[i].source),
    ) &&
    sameKeys(one.modules, other.modules) &&
    [...one.modules].every(([key, { text }]) => text === other.modules.get(key)?.text) &&
    sameKeys(one.brokenModules, other.brokenModules)
  )
}

function sameKeys(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key))
}

/** Structural equality of trees of code. `compared`: pairs that are known or assumed to be equal (codes refer to each other). */
function isSame(a: unknown, b: unknown, compared: Map<object, object>): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (compared.get(a) === b) return true
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  compared.set(a, b)
  if (a instanceof Map || a instanceof Set) return isSame([...a], [...(b as typeof a)], compared)
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame(a[key as keyof typeof a], b[key as keyof typeof b], compared))
  )
}
