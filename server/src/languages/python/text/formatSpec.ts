// The format-spec mini-language of `format`, f-strings and `str.format` (Python Library Reference, "Format Specification
// Mini-Language"), for numbers and text. Knows no values but numbers, integers and strings.
import { PythonFault } from '../fault'
import { fixedDigits, significantDigits, type Decimal } from '../numbers/decimal'
import { reprFloat, withExponent } from '../numbers/repr'
import { codeOf } from './characters'

export interface FormatSpec {
  readonly fill: string
  readonly align: '<' | '>' | '=' | '^' | null
  readonly sign: '+' | '-' | ' '
  readonly hasSign: boolean
  /** `z`: a negative zero loses its sign. */
  readonly positiveZero: boolean
  readonly alternate: boolean
  readonly alignGiven: boolean
  readonly width: number
  readonly grouping: ',' | '_' | null
  readonly precision: number | null
  /** '' where none is given. */
  readonly type: string
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_]+)?(?:\.(\d+))?([^]*)$/u
/** Wider fields than this are refused, as CPython refuses numbers that are no C int. */
const MAX_WIDTH = 100_000_000

/** Parses a spec for a value of the type named. Throws a PythonFault with CPython's ValueError text. */
export function parseSpec(spec: string, typeName: string): FormatSpec {
  const match = SPEC.exec(spec)
  const invalid = () =>
    new PythonFault('ValueError', `Invalid format specifier '${spec}' for object of type '${typeName}'`)
  if (!match) throw invalid()
  const [, fill, align, sign, z, alternate, zero, width, grouping, precision, type] = match
  if (type.startsWith('.')) throw new PythonFault('ValueError', 'Format specifier missing precision')
  if (Array.from(type).length > 1) throw invalid()
  if (grouping && grouping.length > 1) {
    const same = new Set(grouping).size === 1
    throw new PythonFault(
      'ValueError',
      same ? `Cannot specify '${grouping[0]}' with '${grouping[0]}'.` : "Cannot specify both ',' and '_'.",
    )
  }
  if (grouping && !'defgEG%F'.includes(type) && !(grouping === '_' && 'boxX'.includes(type))) {
    throw new PythonFault('ValueError', `Cannot specify '${grouping}' with '${type}'.`)
  }
  const size = Number(width ?? 0)
  if (size > MAX_WIDTH || Number(precision ?? 0) > MAX_WIDTH) {
    throw new PythonFault('ValueError', 'Too many decimal digits in format string')
  }
  return {
    fill: fill ?? (zero ? '0' : ' '),
    alignGiven: align !== undefined,
    align: (align as FormatSpec['align']) ?? (zero ? '=' : null),
    sign: (sign as FormatSpec['sign']) ?? '-',
    hasSign: sign !== undefined,
    positiveZero: z !== undefined,
    alternate: alternate !== undefined,
    width: size,
    grouping: (grouping as FormatSpec['grouping']) ?? null,
    precision: precision === undefined ? null : Number(precision),
    type,
  }
}

function unknownCode(type: string, typeName: string): PythonFault {
  const code = codeOf(type)
  const shown = code > 32 && code < 128 ? type : `\\x${code.toString(16)}`
  return new PythonFault('ValueError', `Unknown format code '${shown}' for object of type '${typeName}'`)
}

// Text.

/** `format(text, spec)`. */
export function formatText(text: string, spec: string, typeName = 'str'): string {
  const parsed = parseSpec(spec, typeName)
  const refuse = (message: string) => new PythonFault('ValueError', message)
  if (parsed.type !== '' && parsed.type !== 's') throw unknownCode(parsed.type, typeName)
  if (parsed.grouping) throw refuse(`Cannot specify '${parsed.grouping}' with 's'.`)
  if (parsed.hasSign) throw refuse(`${parsed.sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`)
  if (parsed.positiveZero) throw refuse('Negative zero coercion (z) not allowed in string format specifier')
  if (parsed.alternate) throw refuse('Alternate form (#) not allowed in string format specifier')
  if (parsed.align === '=' && parsed.alignGiven) throw refuse("'=' alignment not allowed in string format specifier")
  const characters = Array.from(text)
  const cut = parsed.precision === null ? text : characters.slice(0, parsed.precision).join('')
  return pad(cut, parsed.fill, parsed.align === '=' ? '<' : (parsed.align ?? '<'), parsed.width)
}

/** Pads to a width in characters. */
export function pad(text: string, fill: string, align: '<' | '>' | '^', width: number): string {
  const missing = width - Array.from(text).length
  if (missing <= 0) return text
  const left = align === '<' ? 0 : align === '>' ? missing : Math.floor(missing / 2)
  return fill.repeat(left) + text + fill.repeat(missing - left)
}

// Integers.

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10, '': 10 }
const FLOAT_TYPES = 'eEfFgG%'

/** `format(n, spec)` for an integer. */
export function formatInteger(value: number | bigint, spec: string, typeName = 'int'): string {
  const parsed = parseSpec(spec, typeName)
  if (parsed.type !== '' && FLOAT_TYPES.includes(parsed.type)) return formatParsedFloat(integerAsFloat(value), parsed)
  if (parsed.type !== 'c' && RADIX[parsed.type] === undefined) throw unknownCode(parsed.type, typeName)
  if (parsed.precision !== null)
    throw new PythonFault('ValueError', 'Precision not allowed in integer format specifier')
  if (parsed.positiveZero) {
    throw new PythonFault(
      'ValueError',
      'Negative zero coercion (z) not allowed in format specifier with integer presentation type',
    )
  }
  if (parsed.type === 'c') return formatCharacter(value, parsed)
  const radix = RADIX[parsed.type]
  const negative = value < 0
  const magnitude = (negative ? -value : value).toString(radix)
  const digits = parsed.type === 'X' ? magnitude.toUpperCase() : magnitude
  const prefix = parsed.alternate && radix !== 10 ? `0${parsed.type}` : ''
  return assemble({ negative, prefix, whole: digits, rest: '' }, parsed, radix === 10 ? 3 : 4)
}

function integerAsFloat(value: number | bigint): number {
  const result = Number(value)
  if (!Number.isFinite(result)) throw new PythonFault('OverflowError', 'int too large to convert to float')
  return result
}

function formatCharacter(value: number | bigint, parsed: FormatSpec): string {
  if (parsed.hasSign) throw new PythonFault('ValueError', "Sign not allowed with integer format specifier 'c'")
  if (parsed.alternate)
    throw new PythonFault('ValueError', "Alternate form (#) not allowed with integer format specifier 'c'")
  if (value >= 2n ** 63n || value < -(2n ** 63n)) {
    throw new PythonFault('OverflowError', 'Python int too large to convert to C long')
  }
  if (value < 0 || value > 0x10ffff) throw new PythonFault('OverflowError', '%c arg not in range(0x110000)')
  const { align } = parsed
  return pad(
    String.fromCodePoint(Number(value)),
    parsed.fill,
    align === '=' || align === null ? '>' : align,
    parsed.width,
  )
}

// Floats.

/** `format(x, spec)` for a float. */
export function formatFloat(x: number, spec: string, typeName = 'float'): string {
  const parsed = parseSpec(spec, typeName)
  if (parsed.type !== '' && !`${FLOAT_TYPES}n`.includes(parsed.type)) throw unknownCode(parsed.type, typeName)
  return formatParsedFloat(x, parsed)
}

function formatParsedFloat(x: number, parsed: FormatSpec): string {
  const percent = parsed.type === '%'
  const upper = parsed.type === 'E' || parsed.type === 'F' || parsed.type === 'G'
  let text = floatBody(percent ? x * 100 : x, parsed.type, parsed.precision, parsed.alternate)
  const negative = (x < 0 || Object.is(x, -0)) && !(parsed.positiveZero && /^[0.]*(?:e[-+]\d+)?$/.test(text))
  if (upper) text = text.toUpperCase()
  const whole = text.slice(0, text.search(/\D|$/))
  const rest = text.slice(whole.length) + (percent ? '%' : '')
  return assemble({ negative, prefix: '', whole, rest }, parsed, 3)
}

/** `format(z, spec)` for a complex number: both parts alike, filled as one. */
export function formatComplex(re: number, im: number, spec: string): string {
  const parsed = parseSpec(spec, 'complex')
  const refuse = (message: string) => new PythonFault('ValueError', message)
  if (parsed.type !== '' && !'eEfFgGn'.includes(parsed.type)) throw unknownCode(parsed.type, 'complex')
  if (parsed.fill === '0' && !parsed.alignGiven) {
    throw refuse('Zero padding is not allowed in complex format specifier')
  }
  if (parsed.align === '=') throw refuse("'=' alignment flag is not allowed in complex format specifier")
  const part = (x: number, sign: FormatSpec['sign']) => {
    const text = formatParsedFloat(x, { ...parsed, type: parsed.type, sign, align: null, width: 0 })
    return parsed.type === '' && !parsed.alternate ? text.replace(/\.0$/, '') : text
  }
  const bare = parsed.type === '' && Object.is(re, 0)
  const imaginary = `${part(im, bare ? parsed.sign : '+')}j`
  const body = bare ? imaginary : part(re, parsed.sign) + imaginary
  const text = parsed.type === '' && !bare ? `(${body})` : body
  return pad(text, parsed.fill, parsed.align ?? '>', parsed.width)
}

/** |x| under a presentation type, without sign, padding and grouping. */
export function floatBody(x: number, type: string, precision: number | null, alternate: boolean): string {
  if (Number.isNaN(x)) return 'nan'
  if (!Number.isFinite(x)) return 'inf'
  const kind = type.toLowerCase()
  if (kind === '' && precision === null) return alternateRepr(reprFloat(Math.abs(x)), alternate)
  const places = precision ?? 6
  if (kind === 'f' || kind === '%') return pointed(fixedDigits(x, places), alternate)
  if (kind === 'e') {
    const { digits, point } = significantDigits(x, places + 1)
    const text = withExponent(digits, x === 0 ? 0 : point - 1)
    return alternate && places === 0 ? text.replace('e', '.e') : text
  }
  return general(x, Math.max(places, 1), alternate, kind === '')
}

/** With `#` a point stands before the exponent too. */
function alternateRepr(text: string, alternate: boolean): string {
  return alternate && !text.includes('.') ? text.replace('e', '.e') : text
}

function general(x: number, count: number, alternate: boolean, dotted: boolean): string {
  const { digits: all, point } = significantDigits(x, count)
  const digits = alternate ? all : all.replace(/0+$/, '') || '0'
  if (point <= -4 || point > count - (dotted ? 1 : 0)) {
    const text = withExponent(digits, point - 1)
    return alternate && digits.length === 1 ? text.replace('e', '.e') : text
  }
  const text = pointed({ digits: point > digits.length ? digits.padEnd(point, '0') : digits, point }, alternate)
  return dotted && !text.includes('.') ? `${text}.0` : text
}

function pointed({ digits, point }: Decimal, keepPoint: boolean): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  const fraction = digits.slice(point)
  return digits.slice(0, point) + (fraction || keepPoint ? `.${fraction}` : '')
}

interface NumberParts {
  readonly negative: boolean
  /** `0x` and its kin. */
  readonly prefix: string
  /** Digits before the point, ungrouped. */
  readonly whole: string
  /** Everything behind them. */
  readonly rest: string
}

/** Sign, grouping and padding. */
function assemble(parts: NumberParts, spec: FormatSpec, groupSize: number): string {
  const sign = parts.negative ? '-' : spec.sign === '-' ? '' : spec.sign
  const lead = sign + parts.prefix
  const align = spec.align ?? '>'
  let { whole } = parts
  if (spec.grouping) {
    const zeroed = spec.fill === '0' && align === '='
    const room = zeroed ? spec.width - lead.length - parts.rest.length : 0
    whole = grouped(whole, spec.grouping, groupSize, room)
  }
  const body = whole + parts.rest
  if (align !== '=') return pad(lead + body, spec.fill, align, spec.width)
  return lead + spec.fill.repeat(Math.max(0, spec.width - lead.length - body.length)) + body
}

/** Digits in groups, with zeros in front until the text is at least `width` long. */
function grouped(digits: string, separator: string, size: number, width: number): string {
  if (digits === '') return digits
  let text = digits
  const split = () => text.replace(new RegExp(`\\B(?=(?:[\\da-fA-F]{${size}})+$)`, 'g'), separator)
  while (split().length < width) text = `0${text}`
  return split()
}
