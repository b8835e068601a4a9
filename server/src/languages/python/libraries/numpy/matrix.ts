// `np.matrix`: an array that keeps two axes whatever is done to it, and whose `*` is the product of matrices. NumPy's functions
// on one are not evaluated.
import {
  BoundMethod,
  DONE,
  Int,
  Native,
  NativeObject,
  Opaque,
  Tensor,
  Tuple,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { NotImplemented, type TypeProtocol } from '../../protocol'
import { isNone } from './arguments'
import { arrayMethods } from './arrayMethods'
import { Call, known, orUnknown } from './call'
import { array as makeArray, isScalar } from './creation'
import { inverse } from './linalg/systems'
import type { Row } from './moduleTree'
import { NdArray } from './ndarray'
import { printed } from './printing'
import { matmul } from './products'
import { arrayProtocol } from './protocols'
import { reshape, shapeOf, transpose } from './shaping'
import { as, isDiscrete } from './ufuncs'

const ELSEWHERE = "NumPy's functions of an `np.matrix` are not evaluated"

/** `numpy.matrix`: a view of an array with two axes. */
export class Matrix extends NativeObject<null> {
  readonly typeName = 'matrix'
  readonly protocol = protocol
  constructor(readonly array: NdArray) {
    super()
  }

  override get num(): Opaque {
    return new Opaque(ELSEWHERE)
  }

  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
  override obscure(): readonly Value[] {
    return [this.array]
  }
}

/** What is given beside a matrix, as an array. */
const plain = (v: Value): Value => (v instanceof Matrix ? v.array : v)

/** What an array's own operation gives, as a matrix where it has axes; a vector becomes a row. */
function asMatrix(call: Call, v: Value): Value {
  if (!(v instanceof NdArray)) return v
  const shape = shapeOf(v.num)
  if (shape.length === 0 || shape.length > 2) return v
  return new Matrix(shape.length === 2 ? v : reshape(call, v, [1, shape[0]]))
}

/** The product of matrices; a number scales. */
function product(call: Call, a: Value, b: Value): Value {
  const rowOf = (v: Value): Value => plain(isScalar(v) ? v : matrixOf(call, v, null))
  if (isScalar(a) || isScalar(b)) {
    const [array, number] = isScalar(a) ? [plain(b), a] : [plain(a), b]
    return asMatrix(call, call.runtime.semantics.binary('*', array, number, call.runtime, call.site))
  }
  return asMatrix(call, matmul(call, rowOf(a), rowOf(b)))
}

/** A square matrix times itself, n times; its inverse where n is negative. */
function power(call: Call, v: Matrix, exponent: Value): Value {
  const n = exponent instanceof Int ? Number(exponent.value) : null
  if (n === null) return call.raise('TypeError', 'exponent must be an integer')
  const [rows, columns] = shapeOf(v.array.num)
  if (rows !== columns || n < 1 || n > 3) return call.opaque('this power of an `np.matrix` is not evaluated', {}, [v])
  let made: Value = v.array
  for (let k = 1; k < n; k++) made = matmul(call, made, v.array)
  return asMatrix(call, made)
}

/** `np.matrix('1 2; 3 4')`: rows apart by semicolons. */
function fromText(call: Call, text: string): Value {
  const rows = text.replace(/[[\]]/g, '').split(';')
  const numbers = rows.map((part) => part.split(/[\s,]+/).filter((word) => word !== ''))
  if (numbers.some((part) => part.length !== numbers[0].length)) call.raise('ValueError', 'Rows not the same size.')
  if (!numbers.flat().every((word) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word)))
    return call.opaque('this text of a matrix is not evaluated')
  const whole = numbers.flat().every((word) => /^[-+]?\d+$/.test(word))
  const data = Float64Array.from(numbers.flat(), Number)
  return new Matrix(
    NdArray.of(new Tensor(data, [numbers.length, numbers[0].length], whole ? 'int64' : 'float64'), call.session),
  )
}

function matrixOf(call: Call, v: Value, dtype: Value): Value {
  const given = known(v)
  if (given instanceof Matrix && isNone(dtype)) return given
  if (typeof given === 'string') return fromText(call, given)
  const made = makeArray(call, plain(given), dtype)
  if (!(made instanceof NdArray)) return made
  const shape = shapeOf(made.num)
  if (shape.length > 2) call.raise('ValueError', 'matrix must be 2-dimensional')
  return new Matrix(shape.length === 2 ? made : reshape(call, made, [1, shape[0] ?? 1]))
}

/** Reductions: along an axis they keep it. */
const REDUCING: ReadonlySet<string> = new Set('sum prod mean max min std var all any argmax argmin ptp'.split(' '))

const ATTRIBUTES: Readonly<Record<string, (call: Call, v: Matrix) => Value>> = {
  T: (call, v) => asMatrix(call, transpose(call, v.array, null)),
  H: (call, v) => asMatrix(call, transpose(call, v.array, null)),
  A: (_, v) => v.array,
  A1: (call, v) => reshape(call, v.array, [-1]),
  I: (call, v) => {
    const [rows, columns] = shapeOf(v.array.num)
    if (rows !== columns) return call.opaque('the pseudo-inverse of an `np.matrix` is not evaluated', {}, [v])
    return asMatrix(
      call,
      NdArray.of(inverse(call, isDiscrete(v.array.num) ? as(call, v.array.num, 'float64') : v.array.num), call.session),
    )
  },
}

/** Methods that say the same as an attribute. */
const GETTERS: Readonly<Record<string, string>> = { getT: 'T', getH: 'H', getA: 'A', getA1: 'A1', getI: 'I' }

/** What an array's method gives, its arguments plain and its results matrices. */
function method(v: Matrix, name: string): Native | undefined {
  const own = arrayMethods().bound(v.array, name)
  if (own === undefined || name === 'trace') return undefined
  return new Native(
    `matrix.${name}`,
    (runtime, args, site) => {
      const keywords = new Map([...(args.keywords ?? [])].map(([key, value]) => [key, plain(value)] as const))
      const positional = args.positional.map(plain)
      const axis = positional[0] ?? keywords.get('axis')
      if (REDUCING.has(name) && !isNone(axis)) {
        if (name.startsWith('arg') || name === 'ptp' || keywords.has('keepdims') || positional.length > 1)
          return runtime.opaque(ELSEWHERE, site, {}, [v])
        keywords.set('keepdims', true)
      }
      const call = new Call(runtime, `matrix.${name}`, site)
      const made = runtime.call(own, { positional, keywords: keywords.size > 0 ? keywords : null }, site)
      return asMatrix(call, made)
    },
    null,
    true,
  )
}

const protocol: TypeProtocol<Matrix> = {
  typeName: () => 'numpy.matrix',
  binary(op, v, other, reflected, runtime, site) {
    const call = new Call(runtime, op, site)
    return orUnknown<Value | typeof NotImplemented>(
      () => {
        const [a, b] = reflected ? [other, v] : [v, other]
        if (op === '*' && !(other instanceof Opaque)) return product(call, a, b)
        if (op === '**') return reflected ? NotImplemented : power(call, v, known(other))
        return asMatrix(call, runtime.semantics.binary(op, plain(a), plain(b), runtime, site))
      },
      (why) => call.opaque(why.reason, {}, [v, other]),
    )
  },
  unary: (op, v, runtime, site) =>
    asMatrix(new Call(runtime, op, site), runtime.semantics.unary(op, v.array, runtime, site)),
  compare(op, v, other, reflected, runtime, site) {
    const [a, b] = reflected ? [plain(other), v.array] : [v.array, plain(other)]
    return asMatrix(new Call(runtime, op, site), runtime.semantics.compare(op, a, b, runtime, site))
  },
  truthy: (v, runtime, site) => arrayProtocol.truthy?.(v.array, runtime, site) ?? true,
  toFloat: (v, runtime, site) => arrayProtocol.toFloat?.(v.array, runtime, site),
  toInt: (v, runtime, site) => arrayProtocol.toInt?.(v.array, runtime, site),
  getAttribute(v, name, runtime, site) {
    const call = new Call(runtime, `matrix.${name}`, site)
    if (name === '__class__') return MATRIX
    if (Object.hasOwn(ATTRIBUTES, name)) return ATTRIBUTES[name](call, v)
    if (Object.hasOwn(GETTERS, name))
      return new Native(`matrix.${name}`, (running) => ATTRIBUTES[GETTERS[name]](new Call(running, name, site), v))
    const found = method(v, name)
    if (found) return found
    const plainly = arrayProtocol.getAttribute?.(v.array, name, runtime, site)
    return plainly instanceof BoundMethod || plainly instanceof NdArray ? call.opaque(ELSEWHERE, {}, [v]) : plainly
  },
  getItem(v, index, runtime, site) {
    const call = new Call(runtime, 'matrix.__getitem__', site)
    const found = arrayProtocol.getItem?.(v.array, plain(index), runtime, site)
    if (!(found instanceof NdArray)) return found
    const shape = shapeOf(found.num)
    if (shape.length !== 1) return asMatrix(call, found)
    const column = index instanceof Tuple && index.items.length > 1 && isScalar(index.items[1])
    return new Matrix(reshape(call, found, column ? [shape[0], 1] : [1, shape[0]]))
  },
  setItem: (v, index, value, runtime, site) =>
    arrayProtocol.setItem?.(v.array, plain(index), plain(value), runtime, site),
  iterate(v, runtime: Runtime, site: Span) {
    const [rows] = shapeOf(v.array.num)
    let i = 0
    return { next: () => (i < rows ? protocol.getItem?.(v, Int.of(i++), runtime, site) : DONE) }
  },
  length: (v) => shapeOf(v.array.num)[0],
  isInstance: (_, type) =>
    type instanceof NativeObject && (type.typeName === 'matrix type' || type.typeName === 'ndarray type'),
  repr(v, runtime) {
    const text = printed(v.array.num, runtime, 'repr')
    return text.startsWith('array(') ? `matrix(${text.slice('array('.length).replaceAll('\n', '\n ')}` : text
  },
  str: (v, runtime) => printed(v.array.num, runtime, 'str'),
  display: (v, runtime) => printed(v.array.num, runtime, 'line'),
  toJson: (v) => arrayProtocol.toJson(v.array),
}

class MatrixType extends NativeObject<null> {
  readonly typeName = 'matrix type'
  readonly protocol: TypeProtocol<MatrixType> = {
    typeName: () => 'type',
    repr: () => "<class 'numpy.matrix'>",
    display: () => 'np.matrix',
    toJson: () => undefined,
    getAttribute: (_, name) => (name === '__name__' ? 'matrix' : undefined),
    call(_, args, runtime, site) {
      const call = new Call(runtime, 'np.matrix', site)
      const [data, dtype = args.keywords?.get('dtype')] = args.positional
      return orUnknown(
        () => matrixOf(call, data ?? args.keywords?.get('data'), dtype),
        (why) => call.opaque(why.reason, {}, [...args.positional]),
      )
    },
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const MATRIX = new MatrixType()

export const MATRICES: readonly Row[] = ['matrix', 'asmatrix', 'mat'].map((name) => ({
  paths: [`np.${name}`],
  value: MATRIX,
}))
