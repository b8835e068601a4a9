// What `sub` puts in the place of a match: texts with references to groups.
import { CONTROL_ESCAPES } from '../../../text/controlEscapes'
import { PatternFault } from './parse'

/** Texts and group indices in turn. */
export type Template = readonly (string | number)[]

const LETTERS: Readonly<Record<string, string>> = { ...CONTROL_ESCAPES, '\\': '\\' }

/** A group that the expression has none of: CPython's IndexError. */
export class UnknownGroup extends Error {}

/** Reads a template. @param groups how many groups the expression has */
export function parseTemplate(text: string, groups: number, names: ReadonlyMap<string, number>): Template {
  const parts: (string | number)[] = []
  const characters = Array.from(text)
  const checked = (index: number, place: number) => {
    if (index > groups) throw new PatternFault(`invalid group reference ${index}`, place)
    return index
  }
  for (let i = 0; i < characters.length;) {
    if (characters[i] !== '\\') {
      parts.push(characters[i++])
      continue
    }
    const start = i
    const next = characters[i + 1]
    i += 2
    if (next === undefined) throw new PatternFault('bad escape (end of pattern)', start)
    if (next === 'g') {
      const end = characters.indexOf('>', i)
      if (characters[i] !== '<') throw new PatternFault('missing <', i)
      const name = characters.slice(i + 1, end < 0 ? undefined : end).join('')
      if (end < 0) throw new PatternFault(name === '' ? 'missing group name' : 'missing >, unterminated name', i + 1)
      if (name === '') throw new PatternFault('missing group name', i + 1)
      if (/^\d+$/.test(name)) parts.push(checked(Number(name), i + 1))
      else if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name)) {
        throw new PatternFault(`bad character in group name '${name}'`, i + 1)
      } else {
        const index = names.get(name)
        if (index === undefined) throw new UnknownGroup(`unknown group name '${name}'`)
        parts.push(index)
      }
      i = end + 1
    } else if (next === '0') {
      const digits = /^[0-7]{0,2}/.exec(characters.slice(i, i + 2).join(''))?.[0] ?? ''
      i += digits.length
      parts.push(String.fromCharCode(parseInt(`0${digits}`, 8) & 0xff))
    } else if (/\d/.test(next)) {
      const three = characters.slice(i - 1, i + 2).join('')
      if (/^[0-3][0-7]{2}$/.test(three)) {
        parts.push(String.fromCharCode(parseInt(three, 8)))
        i += 2
      } else {
        const second = /\d/.test(characters[i] ?? '') ? characters[i++] : ''
        parts.push(checked(Number(next + second), start + 1))
      }
    } else if (Object.hasOwn(LETTERS, next)) parts.push(LETTERS[next])
    else if (/[A-Za-z]/.test(next)) throw new PatternFault(`bad escape \\${next}`, start)
    else parts.push(`\\${next}`)
  }
  return parts
}
