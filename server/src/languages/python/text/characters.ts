// Texts as Python counts them: by code points, where JavaScript counts UTF-16 units.

const SURROGATE = /[\ud800-\udfff]/

/** The text's characters; null where each is one UTF-16 unit, so that the text itself can be indexed. */
function wide(text: string): string[] | null {
  return SURROGATE.test(text) ? Array.from(text) : null
}

/** `len(text)` */
export function lengthOfText(text: string): number {
  return wide(text)?.length ?? text.length
}

/** `text[place]` for a place that exists. */
export function characterAt(text: string, place: number): string {
  const characters = wide(text)
  return characters ? characters[place] : text[place]
}

/** The code point of a text's first character. */
export function codeOf(text: string): number {
  return text.codePointAt(0) ?? 0
}

/** The characters one by one. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(text)
}

/** `text[start:stop]` for bounds that exist. */
export function substring(text: string, start: number, stop: number): string {
  const characters = wide(text)
  return characters ? characters.slice(start, stop).join('') : text.slice(start, stop)
}

/** A UTF-16 offset as a place in characters. */
export function placeOfOffset(text: string, offset: number): number {
  return SURROGATE.test(text) ? Array.from(text.slice(0, offset)).length : offset
}

/** Does the text hold ASCII only? */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

/** White space as `str.isspace` and `str.split` know it. */
export const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
