// `np.poly1d`: a polynomial as an object that computes, prints and is called.
import {
  Int,
  NativeObject,
  Opaque,
  type BinaryOperator,
  type Runtime,
  type Span,
  type Tensor,
  type Value,
} from '@gradlens/engine'
import { NotImplemented, type TypeProtocol } from '../../protocol'
import { raise } from '../../exceptions'
import { formatFloat } from '../../text/formatSpec'
import { arrayRepr } from './arrayText'
import { Call, native, orUnknown } from './call'
import { toTensor } from './convert'
import { nestedJson } from './json'
import { NdArray, NumpyScalar, scalarOrArray, type TensorLike } from './ndarray'
import {
  derivativeOf,
  differenceOf,
  divided,
  integralOf,
  productOf,
  rootsOf,
  sumOf,
  trimmed,
  valueAt,
  vector,
} from './polynomialArithmetic'
import { integer, shapeOf } from './shaping'
import { Arithmetic } from './tensorArithmetic'
import { BINARY_UFUNCS, binaryTensor, isArrayLike, wrap } from './ufuncs'

export class Poly1d extends NativeObject<NdArray> {
  readonly typeName = 'poly1d'

  constructor(
    public coefficients: NdArray,
    readonly variable: string,
  ) {
    super()
  }

  /** Of coefficients, without leading zeros. */
  static of(call: Call, x: TensorLike, variable = 'x'): Poly1d {
    return new Poly1d(NdArray.of(trimmed(call, vector(call, x)), call.session), variable)
  }

  get protocol(): TypeProtocol<Poly1d> {
    return poly1dProtocol
  }

  get tensor(): TensorLike {
    return this.coefficients.num
  }

  save(): NdArray {
    return this.coefficients
  }
  restore(state: NdArray): void {
    this.coefficients = state
  }
  merge(one: NdArray, other: NdArray, unknown: () => Opaque): void {
    if (one !== other) one.merge(one.save(), other.save(), unknown)
    this.coefficients = one
  }
  override obscure(): readonly Value[] {
    return [this.coefficients]
  }
}

/** The coefficients of a polynomial, a list or a number. */
export function coefficientsOf(call: Call, v: Value): TensorLike {
  return v instanceof Poly1d ? v.tensor : vector(call, toTensor(v, null, call.runtime, call.site))
}

const isScalar = (v: Value): boolean =>
  typeof v === 'number' || typeof v === 'boolean' || v instanceof Int || v instanceof NumpyScalar

type Operation = (call: Call, x: TensorLike, y: TensorLike) => TensorLike

const OPERATIONS: Readonly<Partial<Record<BinaryOperator, Operation>>> = {
  '+': sumOf,
  '-': differenceOf,
  '*': productOf,
}

const UFUNCS: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
}

function binary(
  op: BinaryOperator,
  p: Poly1d,
  other: Value,
  reflected: boolean,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const call = new Call(runtime, op, site)
  if (other instanceof Opaque) return runtime.opaque(other.reason, site, {}, [p, other])
  if (!(other instanceof Poly1d) && !isArrayLike(other)) return NotImplemented
  // An array on the left takes the polynomial as an array of its coefficients.
  const name = UFUNCS[op]
  if (reflected && name && (other instanceof NdArray || other instanceof NumpyScalar))
    return wrap(call, binaryTensor(call, BINARY_UFUNCS[name], other.num, p.tensor))
  return orUnknown(
    () => combined(call, op, p, other, reflected),
    (why) => call.opaque(why.reason, {}, [p, other]),
  )
}

function combined(
  call: Call,
  op: BinaryOperator,
  p: Poly1d,
  other: Value,
  reflected: boolean,
): Value | typeof NotImplemented {
  if (op === '**') return reflected ? NotImplemented : power(call, p, other)
  if ((op === '*' || op === '/') && isScalar(other)) {
    const factor = toTensor(other, null, call.runtime, call.site)
    const ufunc = BINARY_UFUNCS[op === '*' ? 'multiply' : 'divide']
    const [x, y] = reflected ? [factor, p.tensor] : [p.tensor, factor]
    return Poly1d.of(call, binaryTensor(call, ufunc, x, y))
  }
  const theirs = trimmed(call, coefficientsOf(call, other))
  const [x, y] = reflected ? [theirs, p.tensor] : [p.tensor, theirs]
  if (op === '/') {
    const [quotient, remainder] = divided(call, x, y)
    return call.runtime.semantics.makeTuple([Poly1d.of(call, quotient), Poly1d.of(call, remainder)], call.runtime)
  }
  const operation = OPERATIONS[op]
  return operation ? Poly1d.of(call, operation(call, x, y)) : NotImplemented
}

function power(call: Call, p: Poly1d, exponent: Value): Value {
  const n = integer(exponent)
  if (n === null || n < 0) return call.raise('ValueError', 'Power to non-negative integers only.')
  let out: TensorLike = toTensor(Int.of(1), null, call.runtime, call.site)
  out = vector(call, out)
  for (let k = 0; k < n; k++) out = productOf(call, p.tensor, out)
  return Poly1d.of(call, out)
}

/** `%.4g` of a coefficient, as polynomials print it. */
function coefficientText(x: number): string {
  const text = formatFloat(x, '.4g')
  return text.endsWith('.0000') ? text.slice(0, -5) : text
}

/** The terms on one line, powers as `**n`. */
function terms(data: ArrayLike<number>, variable: string): string {
  const all = Array.from(data)
  const first = all.findIndex((v) => v !== 0)
  const kept = first === -1 ? [] : all.slice(first)
  let out = '0'
  kept.forEach((value, k) => {
    const degree = kept.length - 1 - k
    const text = coefficientText(value)
    const factor = degree === 0 ? '' : degree === 1 ? ` ${variable}` : ` ${variable}**${degree}`
    const term = text !== '0' ? text + factor : degree === 0 && k === 0 ? '0' : ''
    if (k === 0) out = term
    else if (term !== '') out += term.startsWith('-') ? ` - ${term.slice(1)}` : ` + ${term}`
  })
  return out
}

const WRAP = 70

/** The powers lifted onto a line of their own. */
function lifted(text: string): string {
  let [output, above, below] = [' ', '', '']
  let from = 0
  for (const match of text.matchAll(/\*\*([0-9]*)/g)) {
    const part = text.slice(from, match.index)
    const exponent = match[1]
    from = match.index + match[0].length
    const low = part + ' '.repeat(exponent.length - 1)
    const high = ' '.repeat(Math.max(0, part.length - 1)) + exponent
    if (below.length + low.length > WRAP || above.length + high.length > WRAP) {
      output += `${above}\n${below}\n `
      ;[above, below] = [high, low]
    } else {
      above += high
      below += low
    }
  }
  return `${output}${above}\n${below}${text.slice(from)}`
}

function str(p: Poly1d): string {
  const x = p.tensor
  return x instanceof Opaque ? `unknown: ${x.reason}` : lifted(terms(x.data, p.variable))
}

function repr(p: Poly1d): string {
  const x = p.tensor
  return x instanceof Opaque ? `unknown: ${x.reason}` : `poly1d(${arrayRepr(x).slice(6, -1)})`
}

const NAMES = ['c', 'coef', 'coefficients', 'coeffs']

function attribute(p: Poly1d, name: string, runtime: Runtime, site: Span): Value | undefined {
  const call = new Call(runtime, `poly1d.${name}`, site)
  if (NAMES.includes(name)) return p.coefficients
  if (name === 'o' || name === 'order') return Int.of(shapeOf(p.tensor)[0] - 1)
  if (name === 'variable') return p.variable
  if (name === 'r' || name === 'roots') {
    const found = rootsOf(call, p.tensor)
    return found instanceof Opaque ? found : wrap(call, found)
  }
  if (name === 'deriv')
    return native('poly1d.deriv', 'm=', (at, m) =>
      Poly1d.of(at, derivativeOf(at, p.tensor, orderOf(at, m, 'derivative'))),
    )
  if (name === 'integ')
    return native('poly1d.integ', 'm=, k=', (at, m, k) =>
      Poly1d.of(at, integralOf(at, p.tensor, constantsOf(at, m, k))),
    )
  return undefined
}

/** How often to differentiate or integrate. */
export function orderOf(call: Call, m: Value, what: 'derivative' | 'integral'): number {
  const times = m === undefined ? 1 : (integer(m) ?? 1)
  if (times < 0)
    call.raise('ValueError', `Order of ${what} must be positive (see ${what === 'derivative' ? 'polyint' : 'polyder'})`)
  return times
}

/** The constants of m integrals. */
export function constantsOf(call: Call, m: Value, k: Value): readonly TensorLike[] {
  const n = new Arithmetic(call)
  const times = orderOf(call, m, 'integral')
  const given = k === undefined || k === null ? n.scalar(0) : toTensor(k, null, call.runtime, call.site)
  const x = vector(call, given)
  const count = shapeOf(x)[0]
  if (count < times && count !== 1) call.raise('ValueError', 'k must be a scalar or a rank-1 array of length 1 or >m.')
  return Array.from({ length: times }, (_, i) => n.at(x, 0, count === 1 ? 0 : i))
}

/** p(x), of a polynomial too. */
export function evaluated(call: Call, coefficients: TensorLike, x: Value): Value {
  if (!(x instanceof Poly1d)) return wrap(call, valueAt(call, coefficients, toTensor(x, null, call.runtime, call.site)))
  const n = new Arithmetic(call)
  let out: TensorLike = vector(call, toTensor(Int.of(0), null, call.runtime, call.site))
  for (let k = 0; k < shapeOf(coefficients)[0]; k++)
    out = sumOf(call, productOf(call, out, x.tensor), n.reshape(n.at(coefficients, 0, k), [1]))
  return Poly1d.of(call, out)
}

/** The coefficient of a power; 0 where there is none. */
function getItem(p: Poly1d, index: Value, runtime: Runtime, site: Span): Value {
  const call = new Call(runtime, 'poly1d.__getitem__', site)
  const power = integer(index)
  if (power === null) return call.opaque('this index of a polynomial is not evaluated', {}, [p, index])
  const n = new Arithmetic(call)
  const order = shapeOf(p.tensor)[0] - 1
  if (power > order || power < 0) return scalarOrArray(n.zeros([], p.tensor), runtime.session)
  return scalarOrArray(n.at(p.tensor, 0, order - power), runtime.session)
}

function setItem(p: Poly1d, index: Value, value: Value, runtime: Runtime, site: Span): void {
  const call = new Call(runtime, 'poly1d.__setitem__', site)
  const n = new Arithmetic(call)
  const power = integer(index) ?? 0
  if (power < 0) raise(runtime, 'ValueError', 'Does not support negative powers.', site)
  const x = p.tensor
  const order = shapeOf(x)[0] - 1
  if (power > order) {
    runtime.touch(p)
    p.coefficients = NdArray.of(n.join([n.zeros([power - order], x), x]), runtime.session)
  }
  const place = Int.of(shapeOf(p.tensor)[0] - 1 - power)
  p.coefficients.protocol.setItem?.(p.coefficients, place, value, runtime, site)
}

export const poly1dProtocol: TypeProtocol<Poly1d> = {
  typeName: () => 'poly1d',
  binary,
  unary(op, p, runtime, site) {
    const call = new Call(runtime, op, site)
    return op === '-' ? Poly1d.of(call, call.ops.neg(p.tensor) as TensorLike) : p
  },
  compare(op, p, other, _reflected, runtime, site) {
    if (!(other instanceof Poly1d) || (op !== '==' && op !== '!=')) return NotImplemented
    const [x, y] = [p.tensor, other.tensor]
    if (x instanceof Opaque || y instanceof Opaque) return runtime.opaque('unknown polynomials', site, {}, [p, other])
    const same = x.data.length === y.data.length && x.data.every((v, i) => v === y.data[i])
    return same === (op === '==')
  },
  getAttribute: attribute,
  getItem,
  setItem,
  iterate: (p, runtime, site) => runtime.semantics.iterate(p.coefficients, runtime, site),
  length: (p) => shapeOf(p.tensor)[0] - 1,
  call: (p, args, runtime, site) =>
    args.positional.length === 1 && !args.keywords?.size
      ? orUnknown(
          () => evaluated(new Call(runtime, 'poly1d.__call__', site), p.tensor, args.positional[0]),
          (why) => runtime.opaque(why.reason, site, {}, [p, ...args.positional]),
        )
      : raise(runtime, 'TypeError', '__call__() takes exactly one argument', site),
  isInstance: (_, type) => typeof type === 'object' && type !== null && 'name' in type && type.name === 'np.poly1d',
  repr,
  str,
  display: repr,
  toJson: (p) => {
    const x = p.tensor
    return x instanceof Opaque ? undefined : nestedJson(x as Tensor)
  },
}
