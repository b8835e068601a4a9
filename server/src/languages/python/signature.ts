// The arguments of built-in functions: how many, by place or by name, with CPython's texts where they do not fit.
import type { Arguments, Span, Value } from '@gradlens/engine'
import { raised } from './exceptions'

interface Slot {
  readonly name: string
  readonly required: boolean
  readonly kind: 'positional' | 'either' | 'keyword'
}

/** Puts a call's arguments in the order of the parameters; undefined where one is left out. */
export type Signature = (args: Arguments, site: Span) => (Value | undefined)[]

/**
 * Reads a signature such as `str.split(sep=, maxsplit=)`, `pow(base, exp, mod=)` or `list.append(object, /)`: `=` marks what
 * may be left out, what stands before `/` goes by place only, behind `*` by name only.
 */
export function signature(text: string): Signature {
  const open = text.indexOf('(')
  const [qualified, list] = [text.slice(0, open), text.slice(open + 1, -1)]
  const slots = readSlots(list)
  const placed = slots.filter((slot) => slot.kind !== 'keyword')
  const required = placed.filter((slot) => slot.required).length
  const byPlaceOnly = slots.every((slot) => slot.kind === 'positional')
  return (args, site) => {
    const { positional, keywords } = args
    const given = positional.length
    if (keywords === null && given >= required && given <= placed.length) {
      return given === slots.length ? (positional as Value[]) : [...positional, ...new Array(slots.length - given)]
    }
    if (placed.length === 0 && slots.length > 0 && given > 0) {
      throw raised('TypeError', `${bare(qualified)}() takes no positional arguments`, site)
    }
    if (keywords !== null && byPlaceOnly) throw raised('TypeError', `${qualified}() takes no keyword arguments`, site)
    if (given > placed.length || (byPlaceOnly && given < required)) {
      throw raised('TypeError', countFault(qualified, given, required, placed.length, byPlaceOnly), site)
    }
    const values: (Value | undefined)[] = slots.map((_, i) => (i < given ? positional[i] : undefined))
    for (const [name, value] of keywords ?? []) {
      const at = slots.findIndex((slot) => slot.name === name && slot.kind !== 'positional')
      if (at < 0) throw raised('TypeError', `'${name}' is an invalid keyword argument for ${bare(qualified)}()`, site)
      if (values[at] !== undefined) {
        throw raised(
          'TypeError',
          `argument for ${bare(qualified)}() given by name ('${name}') and position (${at + 1})`,
          site,
        )
      }
      values[at] = value
    }
    const missing = slots.findIndex((slot, i) => slot.required && values[i] === undefined)
    if (missing >= 0) {
      const { name } = slots[missing]
      throw raised('TypeError', `${bare(qualified)}() missing required argument '${name}' (pos ${missing + 1})`, site)
    }
    return values
  }
}

function readSlots(list: string): Slot[] {
  const words = list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  const slash = words.indexOf('/')
  const star = words.indexOf('*')
  return words.flatMap((word, i): Slot[] => {
    if (word === '/' || word === '*') return []
    const kind = i < slash ? 'positional' : star >= 0 && i > star ? 'keyword' : 'either'
    return [{ name: word.replace('=', ''), required: !word.endsWith('='), kind }]
  })
}

function bare(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf('.') + 1)
}

function countFault(qualified: string, given: number, least: number, most: number, byPlaceOnly: boolean): string {
  const counted = (n: number) => `${n} argument${n === 1 ? '' : 's'}`
  if (most === 0) return `${qualified}() takes no arguments (${given} given)`
  if (least === most && most === 1) return `${qualified}() takes exactly one argument (${given} given)`
  if (!byPlaceOnly) return `${bare(qualified)}() takes at most ${counted(most)} (${given} given)`
  const bound = least === most ? '' : given < least ? 'at least ' : 'at most '
  return `${bare(qualified)} expected ${bound}${counted(given < least ? least : most)}, got ${given}`
}
