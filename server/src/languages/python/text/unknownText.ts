// Texts in which something unknown stands. Types write themselves as plain strings, and what they write of an unknown value
// is noted here; so whoever asked for the text can tell. What is printed shows the text with its unknown parts marked; to the
// program the text itself is unknown.
import type { Opaque, Runtime, Span } from '@gradlens/engine'
import { reprText } from './repr'

/** What stands in a text where a value is unknown. */
export const UNKNOWN_TEXT = 'unknown'

/** The first unknown value in what is being written. */
let noted: Opaque | null = null

/** Notes that what is being written depends on something unknown. */
export function noteUnknown(why: Opaque): void {
  noted ??= why
}

/** What is written of an unknown value: of an unknown text as much as is known. */
export function unknownText(v: Opaque, how: 'str' | 'repr'): string {
  noteUnknown(v)
  const { text } = v.facts
  if (text === undefined) return UNKNOWN_TEXT
  return how === 'str' ? text : reprText(text)
}

/** What is written behind the known items of a container that may hold more. */
export function unknownRest(items: string, why: Opaque | null): string {
  if (why === null) return items
  noteUnknown(why)
  return items === '' ? '…' : `${items}, …`
}

/** What `write` writes, and the first unknown value in it. */
export function writing(write: () => string): { readonly text: string; readonly unknown: Opaque | null } {
  const outer = noted
  noted = null
  try {
    const text = write()
    return { text, unknown: noted }
  } finally {
    noted = outer
  }
}

/** What `write` writes, for the program: an unknown text where something unknown stands in it. */
export function textOf(write: () => string, runtime: Runtime, site: Span): string | Opaque {
  const { text, unknown } = writing(write)
  return unknown === null ? text : runtime.opaque(unknown.reason, site, { text })
}
