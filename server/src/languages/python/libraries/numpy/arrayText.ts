// Arrays as NumPy 1.24 prints them: `str` and `repr`, padding, line breaks and summarising, by its print options.
import type { DType } from '@gradlens/engine'
import { isFloat } from './dtypes'
import { positional, scalarText, scientific } from './floatText'

/** What is printed: elements in row-major order. */
export interface PrintedArray {
  readonly data: ArrayLike<number>
  readonly shape: readonly number[]
  readonly dtype: DType
}

/** `np.get_printoptions()`, as far as numbers are concerned. */
export interface PrintOptions {
  /** At most so many fractional digits. */
  readonly precision: number
  /** Arrays of more elements are summarised. */
  readonly threshold: number
  readonly edgeItems: number
  readonly lineWidth: number
  /** Small numbers are written without an exponent. */
  readonly suppress: boolean
  readonly nan: string
  readonly infinity: string
  /** What stands before a positive number: nothing, a plus, or room for a sign. */
  readonly sign: '-' | '+' | ' '
  readonly floatMode: 'fixed' | 'unique' | 'maxprec' | 'maxprec_equal'
}

export const DEFAULT_PRINT_OPTIONS: PrintOptions = {
  precision: 8,
  threshold: 1000,
  edgeItems: 3,
  lineWidth: 75,
  suppress: false,
  nan: 'nan',
  infinity: 'inf',
  sign: '-',
  floatMode: 'maxprec',
}

/** `str(array)`; a 0-d array prints as its scalar. */
export function arrayStr(array: PrintedArray, options: PrintOptions = DEFAULT_PRINT_OPTIONS): string {
  return array.shape.length === 0
    ? elementText(array.data[0], array.dtype)
    : array2string(array, ' ', '', options.lineWidth, options)
}

/** `str(array)` on one line. */
export function oneLine(array: PrintedArray, options: PrintOptions = DEFAULT_PRINT_OPTIONS): string {
  return arrayStr(array, options).replace(/\s*\n\s*/g, ' ')
}

/** `repr(array)`: `array([1., 2.], dtype=float32)`. */
export function arrayRepr(array: PrintedArray, options: PrintOptions = DEFAULT_PRINT_OPTIONS): string {
  const { lineWidth } = options
  const prefix = 'array('
  const size = array.data.length
  const listed =
    size > 0 || (array.shape.length === 1 && array.shape[0] === 0)
      ? array.shape.length === 0
        ? zeroDimensional(array, options)
        : array2string(array, ', ', prefix, lineWidth - 1, options)
      : `[], shape=${tupleText(array.shape)}`
  const text = prefix + listed
  if (impliedDtypes.has(array.dtype) && size > 0) return `${text})`
  const dtype = `dtype=${array.dtype})`
  const lastLine = text.length + 1 - (text.lastIndexOf('\n') + 1)
  return `${text},${lastLine + dtype.length + 1 > lineWidth ? `\n${' '.repeat(prefix.length)}` : ' '}${dtype}`
}

const impliedDtypes = new Set<DType>(['float64', 'int64', 'bool'])

function zeroDimensional(array: PrintedArray, options: PrintOptions): string {
  return formatter(array, [array.data[0]], options)(array.data[0]).trim()
}

/** A scalar's `str`: `16.0`, `3`, `True`. */
export function elementText(x: number, dtype: DType): string {
  if (isFloat(dtype)) return scalarText(x, dtype === 'float32')
  if (dtype === 'bool') return x ? 'True' : 'False'
  return Number.isSafeInteger(x) ? String(x === 0 ? 0 : x) : BigInt(x).toString()
}

/** A Python tuple of sizes: `()`, `(3,)`, `(2, 3)`. */
export function tupleText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
}

/** A shape as ufuncs and indexing errors write it: `(2,3)`. */
export function bareShape(shape: readonly number[]): string {
  return tupleText(shape).replaceAll(', ', ',')
}

/** The elements in brackets; `prefix` stands before them on the first line. */
export function array2string(
  array: PrintedArray,
  separator: string,
  prefix: string,
  width: number,
  options: PrintOptions,
): string {
  if (array.data.length === 0) return '[]'
  const edge = array.data.length > options.threshold ? options.edgeItems : null
  const format = formatter(array, edge === null ? Array.from(array.data) : leadingAndTrailing(array, edge), options)
  return new Layout(array, format, separator, edge).print(` ${' '.repeat(prefix.length)}`, width)
}

/** The elements that a summary shows. */
function leadingAndTrailing({ data, shape }: PrintedArray, edgeItems: number): number[] {
  const shown: number[] = []
  const walk = (axis: number, offset: number): void => {
    if (axis === shape.length) {
      shown.push(data[offset])
      return
    }
    const length = shape[axis]
    const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1)
    for (let i = 0; i < length; i++) {
      if (length > 2 * edgeItems && i === edgeItems) i = length - edgeItems
      walk(axis + 1, offset + i * stride)
    }
  }
  walk(0, 0)
  return shown
}

/** The walk over axes: rows are wrapped, other axes go on lines of their own. */
class Layout {
  constructor(
    private readonly array: PrintedArray,
    private readonly format: (x: number) => string,
    private readonly separator: string,
    /** How many elements a summary shows on either side; null: all are shown. */
    private readonly edge: number | null,
  ) {}

  print(indent: string, width: number): string {
    return this.axis(0, 0, indent, width)
  }

  private axis(axis: number, offset: number, indent: string, width: number): string {
    const { shape, data } = this.array
    const left = shape.length - axis
    if (left === 0) return this.format(data[offset])
    const length = shape[axis]
    const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1)
    const cut = this.edge !== null && length > 2 * this.edge ? this.edge : -1
    const positions: (number | null)[] = []
    for (let i = 0; i < length; i++) {
      if (i === cut) {
        positions.push(null)
        i = length - cut
        if (cut === 0) break
      }
      positions.push(i)
    }
    const nested = (i: number): string => this.axis(axis + 1, offset + i * stride, `${indent} `, width - 1)
    const body = left === 1 ? this.row(positions, nested, indent, width) : this.rows(positions, nested, indent, left)
    return `[${body.slice(indent.length)}]`
  }

  private row(
    positions: readonly (number | null)[],
    nested: (i: number) => string,
    indent: string,
    width: number,
  ): string {
    const room = width - Math.max(this.separator.trimEnd().length, 1)
    let done = ''
    let line = indent
    positions.forEach((i, k) => {
      const word = i === null ? '...' : nested(i)
      if (line.length + word.length > room && line.length > indent.length) {
        done += `${line.trimEnd()}\n`
        line = indent
      }
      line += word
      if (k < positions.length - 1) line += this.separator
    })
    return done + line
  }

  private rows(
    positions: readonly (number | null)[],
    nested: (i: number) => string,
    indent: string,
    left: number,
  ): string {
    const between = this.separator.trimEnd() + '\n'.repeat(left - 1)
    return positions.map((i) => indent + (i === null ? '...' : nested(i))).join(between)
  }
}

/** The function that writes one element, after a look at all those shown. */
function formatter(array: PrintedArray, shown: readonly number[], options: PrintOptions): (x: number) => string {
  if (isFloat(array.dtype)) return floatFormatter(shown, array.dtype === 'float32', options)
  if (array.dtype === 'bool') return array.shape.length ? (x) => (x ? ' True' : 'False') : (x) => (x ? 'True' : 'False')
  const width = Math.max(...shown.map((x) => elementText(x, array.dtype).length))
  return (x) => elementText(x, array.dtype).padStart(width)
}

function floatFormatter(shown: readonly number[], single: boolean, options: PrintOptions): (x: number) => string {
  const finite = shown.filter(Number.isFinite)
  const width =
    finite.length === 0
      ? noFinite
      : usesExponent(finite, single, options)
        ? exponentWidth(finite, single, options)
        : positionalWidth(finite, single, options)
  let left = width.left
  if (options.sign === ' ' && !finite.some((x) => x < 0 || Object.is(x, -0))) left += 1
  if (finite.length < shown.length) {
    const offset = width.right + 1
    const signs = options.sign !== '-' || shown.includes(-Infinity) ? 1 : 0
    left = Math.max(left, options.nan.length - offset, options.infinity.length + signs - offset)
  }
  return (x) => {
    if (Number.isFinite(x)) return width.write(x, left)
    const plus = options.sign === '+' ? '+' : ''
    const text = Number.isNaN(x) ? plus + options.nan : (x < 0 ? '-' : plus) + options.infinity
    return text.padStart(left + width.right + 1)
  }
}

interface FloatWidth {
  readonly left: number
  readonly right: number
  write(x: number, left: number): string
}

const noFinite: FloatWidth = { left: 0, right: 0, write: (x) => String(x) }

function usesExponent(finite: readonly number[], single: boolean, { suppress }: PrintOptions): boolean {
  let smallest = Infinity
  let largest = 0
  for (const x of finite) {
    const magnitude = Math.abs(x)
    if (magnitude === 0) continue
    smallest = Math.min(smallest, magnitude)
    largest = Math.max(largest, magnitude)
  }
  const ratio = single ? Math.fround(largest / smallest) : largest / smallest
  return largest > 0 && (largest >= 1e8 || (!suppress && (smallest < 0.0001 || ratio > 1000)))
}

/** A plus before what is not negative, where the options want it. */
function plusOf(text: string, { sign }: PrintOptions): string {
  return sign === '+' && !text.startsWith('-') ? `+${text}` : text
}

function exponentWidth(finite: readonly number[], single: boolean, options: PrintOptions): FloatWidth {
  const precision = options.floatMode === 'unique' ? undefined : options.precision
  const trim = options.floatMode === 'fixed' ? 'k' : '.'
  const texts = finite.map((x) => plusOf(scientific(x, { single, precision, trim }), options))
  const parts = texts.map((t) => /^([^.]*)\.(\d*)e(.*)$/.exec(t) ?? ['', '', '', ''])
  const exponentDigits = Math.max(...parts.map((p) => p[3].length)) - 1
  const fixed = options.floatMode === 'fixed' ? (precision ?? 0) : 0
  const digits = Math.max(fixed, ...parts.map((p) => p[2].length))
  return {
    left: Math.max(...parts.map((p) => p[1].length)),
    right: exponentDigits + 2 + digits,
    write: (x, left) => {
      const digitOptions = { single, precision: digits, minDigits: digits, trim: 'k' } as const
      const text = plusOf(scientific(x, digitOptions, exponentDigits), options)
      return ' '.repeat(Math.max(0, left - text.indexOf('.'))) + text
    },
  }
}

function positionalWidth(finite: readonly number[], single: boolean, options: PrintOptions): FloatWidth {
  const precision = options.floatMode === 'unique' ? undefined : options.precision
  const fixed = options.floatMode === 'fixed'
  const trim = fixed ? 'k' : '.'
  const unique = !fixed
  const texts = finite.map((x) => plusOf(positional(x, { single, precision, unique, trim }), options))
  const right = Math.max(...texts.map((t) => t.length - t.indexOf('.') - 1))
  const equal = fixed || options.floatMode === 'maxprec_equal'
  return {
    left: Math.max(...texts.map((t) => t.indexOf('.'))),
    right,
    write: (x, left) => {
      const digits = equal
        ? ({ single, precision: right, minDigits: right, unique, trim: 'k' } as const)
        : ({ single, precision, minDigits: 0, unique, trim: '.' } as const)
      const text = plusOf(positional(x, digits), options)
      const point = text.indexOf('.')
      return ' '.repeat(Math.max(0, left - point)) + text + ' '.repeat(Math.max(0, right - (text.length - point - 1)))
    },
  }
}
