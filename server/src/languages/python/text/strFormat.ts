// `str.format`: replacement fields with attributes, indices, conversions and nested specs.
import { Int, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { getAttribute, getItem } from '../operations'
import { keyFault } from '../types/dict'
import { formatValue } from './formatValue'
import { textOf, unknownText, writing } from './unknownText'

/** Where the arguments come from, and how automatic numbering stands. */
interface Fields {
  readonly args: Arguments
  /** `format_map`: looked up instead of keywords. */
  readonly mapping: Value | null
  next: number
  numbering: 'none' | 'automatic' | 'manual'
}

/** `template.format(*args, **keywords)`; opaque where a field is. */
export function strFormat(
  template: string,
  args: Arguments,
  mapping: Value | null,
  runtime: Runtime,
  site: Span,
): Value {
  const fields: Fields = { args, mapping, next: 0, numbering: 'none' }
  return textOf(() => format(template, fields, 2, runtime, site), runtime, site)
}

function format(template: string, fields: Fields, depth: number, runtime: Runtime, site: Span): string {
  if (depth < 0) throw raised('ValueError', 'Max string recursion exceeded', site)
  let result = ''
  let at = 0
  while (at < template.length) {
    const character = template[at]
    if (character !== '{' && character !== '}') {
      result += character
      at++
      continue
    }
    if (template[at + 1] === character) {
      result += character
      at += 2
      continue
    }
    if (character === '}') throw raised('ValueError', "Single '}' encountered in format string", site)
    const end = endOfField(template, at + 1, site)
    result += field(template.slice(at + 1, end), fields, depth, runtime, site)
    at = end + 1
  }
  return result
}

function endOfField(template: string, from: number, site: Span): number {
  if (from >= template.length) throw raised('ValueError', "Single '{' encountered in format string", site)
  let depth = 1
  for (let at = from; at < template.length; at++) {
    if (template[at] === '{') depth++
    else if (template[at] === '}' && --depth === 0) return at
  }
  throw raised('ValueError', "expected '}' before end of string", site)
}

const FIELD = /^([^!:[\]]*(?:\[[^\]]*\][^!:[\]]*)*)(?:!([^:]*))?(?::([^]*))?$/

function field(text: string, fields: Fields, depth: number, runtime: Runtime, site: Span): string {
  const match = FIELD.exec(text)
  if (!match) throw raised('ValueError', "expected '}' before end of string", site)
  const [, name, conversion, rawSpec = ''] = match
  if (conversion !== undefined && conversion.length !== 1) {
    const message =
      conversion === ''
        ? 'end of string while looking for conversion specifier'
        : "expected ':' after conversion specifier"
    throw raised('ValueError', message, site)
  }
  const value = lookUp(name, fields, runtime, site)
  const { text: spec, unknown } = rawSpec.includes('{')
    ? writing(() => format(rawSpec, fields, depth - 1, runtime, site))
    : { text: rawSpec, unknown: null }
  if (conversion !== undefined && !'rsa'.includes(conversion)) {
    throw raised('ValueError', `Unknown conversion specifier ${conversion}`, site)
  }
  if (unknown !== null) return unknownText(unknown, 'str')
  return formatValue(value, conversion ?? null, spec, runtime, site)
}

const PARTS = /\.([^.[\]]*)|\[([^\]]*)\]/g

function lookUp(name: string, fields: Fields, runtime: Runtime, site: Span): Value {
  const first = name.slice(0, name.search(/[.[]|$/))
  let value = argument(first, fields, runtime, site)
  for (const [, attribute, index] of name.slice(first.length).matchAll(PARTS)) {
    if (attribute === '' || index === '') throw raised('ValueError', 'Empty attribute in format string', site)
    if (attribute !== undefined) value = getAttribute(value, attribute, runtime, site)
    else value = getItem(value, /^\d+$/.test(index) ? Int.of(BigInt(index)) : index, runtime, site)
  }
  return value
}

function argument(first: string, fields: Fields, runtime: Runtime, site: Span): Value {
  const numbered = first === '' || /^\d+$/.test(first)
  if (!numbered) {
    if (fields.mapping !== null) return getItem(fields.mapping, first, runtime, site)
    const value = fields.args.keywords?.get(first)
    if (value === undefined) throw keyFault(first, runtime, site)
    return value
  }
  if (fields.mapping !== null) throw raised('ValueError', 'Format string contains positional fields', site)
  const numbering = first === '' ? 'automatic' : 'manual'
  if (fields.numbering !== 'none' && fields.numbering !== numbering) {
    const [from, to] =
      numbering === 'manual'
        ? ['automatic field numbering', 'manual field specification']
        : ['manual field specification', 'automatic field numbering']
    throw raised('ValueError', `cannot switch from ${from} to ${to}`, site)
  }
  fields.numbering = numbering
  const place = first === '' ? fields.next++ : Number(first)
  const value = fields.args.positional[place]
  if (value === undefined) {
    throw raised('IndexError', `Replacement index ${place} out of range for positional args tuple`, site)
  }
  return value
}
