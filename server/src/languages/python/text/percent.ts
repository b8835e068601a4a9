// The `%` operator of texts: printf-style formatting (Python Library Reference, "printf-style String Formatting").
import { Instance, Int, Opaque, Traced, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised, raisingFaults } from '../exceptions'
import { getItem, isUnknown, reprOf, strOf, typeNameOf } from '../operations'
import { lookUp } from '../types/class'
import { dictOf } from '../types/dict'
import { asInt, integerText, isIntegral, isNumber, primalOf, type PythonNumber } from '../types/number'
import { protocolOf } from '../types/registry'
import { codeOf } from './characters'
import { floatBody, pad } from './formatSpec'
import { asciiOf } from './repr'
import { noteUnknown, UNKNOWN_TEXT, writing } from './unknownText'

interface Conversion {
  readonly flags: string
  readonly width: number
  readonly precision: number | null
  readonly type: string
}

const CONVERSION = /%(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([^]?)/gu

/** `template % values`; something unknown in it is noted (unknownText.ts). */
export function percentFormat(template: string, values: Value, runtime: Runtime, site: Span): string {
  const args = values instanceof Tuple ? values.items : [values]
  const mapping = values instanceof Tuple || typeof values === 'string' || !isMapping(values) ? null : values
  let used = 0
  let keyed = false
  const take = (): Value => {
    if (used >= args.length) throw raised('TypeError', 'not enough arguments for format string', site)
    return args[used++]
  }
  const text = template.replace(CONVERSION, (...match: unknown[]) => {
    const [, name, flagged, width, precision, type] = match as (string | undefined)[]
    if (type === undefined || type === '') throw raised('ValueError', 'incomplete format', site)
    if (type === '%' && name === undefined) return '%'
    const size = width === '*' ? starred(take(), site) : Number(width ?? 0)
    const places = precision === undefined ? null : precision === '*' ? starred(take(), site) : Number(precision)
    let value: Value
    if (name !== undefined) {
      if (mapping === null) throw raised('TypeError', 'format requires a mapping', site)
      keyed = true
      value = getItem(mapping, name, runtime, site)
    } else value = take()
    if (isUnknown(size) || isUnknown(places) || (isUnknown(value) && type !== 's' && type !== 'r')) {
      noteUnknown([size, places, value].find(isUnknown) as Opaque)
      return UNKNOWN_TEXT
    }
    const flags = (flagged ?? '') + (size < 0 ? '-' : '')
    const offset = match[match.length - 2] as number
    return convert(
      { flags, width: Math.abs(size), precision: places, type },
      value,
      offset + (match[0] as string).length - 1,
      runtime,
      site,
    )
  })
  if (!keyed && used < args.length && mapping === null) {
    throw raised('TypeError', 'not all arguments converted during string formatting', site)
  }
  return text
}

function isMapping(v: Value): boolean {
  if (isNumber(v)) return false
  if (v instanceof Instance) return dictOf(v) !== null || lookUp(v.cls, '__getitem__') !== undefined
  return dictOf(v) !== null || (protocolOf(v).getItem !== undefined && !(v instanceof Tuple))
}

function starred(v: Value, site: Span): number | Opaque {
  if (isUnknown(v)) return v
  if (v instanceof Int) return Number(v.value)
  throw raised('TypeError', '* wants int', site)
}

type Write = (c: Conversion, value: Value, runtime: Runtime, site: Span) => string

const CONVERSIONS: Readonly<Record<string, Write>> = {
  s: (c, v, runtime) => written(c, () => strOf(v, runtime)),
  r: (c, v, runtime) => written(c, () => reprOf(v, runtime)),
  a: (c, v, runtime) => written(c, () => asciiOf(reprOf(v, runtime))),
  d: decimal,
  i: decimal,
  u: decimal,
  o: (c, v, runtime, site) => radix(c, v, 8, '0o', runtime, site),
  x: (c, v, runtime, site) => radix(c, v, 16, '0x', runtime, site),
  X: (c, v, runtime, site) => radix(c, v, 16, '0x', runtime, site).toUpperCase(),
  e: float,
  E: float,
  f: float,
  F: float,
  g: float,
  G: float,
  c: (c, v, _, site) => {
    if (typeof v === 'string' && Array.from(v).length === 1) return text({ ...c, precision: null }, v)
    if (isIntegral(v)) return text({ ...c, precision: null }, characterOf(Number(asInt(v).value), site))
    throw raised('TypeError', '%c requires int or char', site)
  },
}

function characterOf(code: number, site: Span): string {
  if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code)
  throw raised('OverflowError', '%c arg not in range(0x110000)', site)
}

function convert(c: Conversion, value: Value, place: number, runtime: Runtime, site: Span): string {
  const write = CONVERSIONS[c.type]
  if (write) return write(c, value, runtime, site)
  const code = codeOf(c.type).toString(16)
  throw raised('ValueError', `unsupported format character '${c.type}' (0x${code}) at index ${place}`, site)
}

/** A value's text, cut and padded: of one that is partly unknown nobody knows where. */
function written(c: Conversion, write: () => string): string {
  const { text: value, unknown } = writing(write)
  if (unknown === null) return text(c, value)
  noteUnknown(unknown)
  return c.precision === null && c.width === 0 ? value : UNKNOWN_TEXT
}

function text(c: Conversion, value: string): string {
  const cut = c.precision === null ? value : Array.from(value).slice(0, c.precision).join('')
  return pad(cut, ' ', c.flags.includes('-') ? '<' : '>', c.width)
}

function decimal(c: Conversion, v: Value, runtime: Runtime, site: Span): string {
  const value = wholeOf(c, v, false, runtime, site)
  return number(
    c,
    value < 0,
    raisingFaults(site, () => integerText(value < 0 ? -value : value)),
    '',
  )
}

function radix(c: Conversion, v: Value, base: number, prefix: string, runtime: Runtime, site: Span): string {
  const value = wholeOf(c, v, true, runtime, site)
  return number(c, value < 0, (value < 0 ? -value : value).toString(base), c.flags.includes('#') ? prefix : '')
}

/** The integer that a value stands for: `%d` takes floats, `%x` does not. */
function wholeOf(c: Conversion, v: Value, exactly: boolean, runtime: Runtime, site: Span): number | bigint {
  if (v instanceof Int) return v.value
  if (typeof v === 'boolean') return v ? 1 : 0
  const type = protocolOf(v)
  const whole = exactly ? type.toIndex?.(v, runtime, site) : type.toInt?.(v, runtime, site)
  if (whole instanceof Int) return whole.value
  if (typeof whole === 'number') return whole
  const wanted = exactly ? 'an integer' : 'a real number'
  throw raised('TypeError', `%${c.type} format: ${wanted} is required, not ${typeNameOf(v)}`, site)
}

function number(c: Conversion, negative: boolean, digits: string, prefix: string): string {
  const sign = negative ? '-' : c.flags.includes('+') ? '+' : c.flags.includes(' ') ? ' ' : ''
  const body = digits.padStart(c.precision ?? 0, '0')
  const lead = sign + prefix
  if (c.flags.includes('0') && !c.flags.includes('-')) {
    return lead + body.padStart(c.width - lead.length, '0')
  }
  return pad(lead + body, ' ', c.flags.includes('-') ? '<' : '>', c.width)
}

function float(c: Conversion, v: Value, runtime: Runtime, site: Span): string {
  const x = floatOf(v, runtime, site)
  const body = floatBody(x, c.type, c.precision, c.flags.includes('#'))
  const negative = x < 0 || Object.is(x, -0)
  const finite = Number.isFinite(x)
  const shown = c.type === c.type.toUpperCase() ? body.toUpperCase() : body
  return number({ ...c, precision: null, flags: finite ? c.flags : c.flags.replaceAll('0', '') }, negative, shown, '')
}

function floatOf(v: Value, runtime: Runtime, site: Span): number {
  const value = isNumber(v) ? v : protocolOf(v).toFloat?.(v, runtime, site)
  if (value === undefined || value === null || !isNumber(value)) {
    throw raised('TypeError', `must be real number, not ${typeNameOf(v)}`, site)
  }
  return value instanceof Traced ? value.primal : primalOf(value as PythonNumber, site)
}
