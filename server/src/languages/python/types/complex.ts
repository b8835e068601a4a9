// complex: Python's operators on pairs of floats. What is on the tape leaves it here: complex numbers are not differentiated.
import {
  Int,
  NativeObject,
  Opaque,
  Tensor,
  Traced,
  type BinaryOperator,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised, raisingFaults } from '../exceptions'
import { findAttribute, isUnknown, typeNameOf } from '../operations'
import * as arithmetic from '../numbers/complex'
import { hashOfComplex } from '../numbers/hash'
import { NotImplemented, type TypeProtocol } from '../protocol'
import { signature } from '../signature'
import { formatComplex } from '../text/formatSpec'
import { complexClass } from './builtinClasses'
import { methodTable, type MethodTable } from './methods'
import { isNumber, numOf, order, type PythonNumber } from './number'
import { protocolOf, type PythonType } from './registry'

export class Complex extends NativeObject<null> implements arithmetic.ComplexNumber {
  override readonly typeName = 'complex'
  readonly protocol: TypeProtocol<Complex> = complexType

  constructor(
    readonly re: number,
    readonly im: number,
  ) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

function made({ re, im }: arithmetic.ComplexNumber): Complex {
  return new Complex(re, im)
}

/** A number that arithmetic with a complex one can take; opaque where it is on the tape; null where it is none. */
export function asComplex(v: Value, runtime: Runtime, site: Span): arithmetic.ComplexNumber | Opaque | null {
  if (v instanceof Complex) return v
  if (!isNumber(v)) return null
  const num = numOf(v, site)
  if (num instanceof Traced) return runtime.opaque('complex numbers are not differentiated', site, {}, [v])
  return arithmetic.complex(num)
}

/** A tensor, or an array or scalar of NumPy: with a complex number it makes complex ones. */
function isArray(v: Value): boolean {
  return v instanceof Tensor || (v instanceof NativeObject && typeNameOf(v).startsWith('numpy.'))
}

type Rule = (a: arithmetic.ComplexNumber, b: arithmetic.ComplexNumber, runtime: Runtime) => arithmetic.ComplexNumber

const RULES: Readonly<Partial<Record<BinaryOperator, Rule>>> = {
  '+': arithmetic.add,
  '-': arithmetic.subtract,
  '*': arithmetic.multiply,
  '/': arithmetic.divide,
  '**': (a, b, runtime) => arithmetic.power(a, b, runtime.session.options.libm),
}

/** `base ** exponent` of real numbers whose power is complex. */
export function complexPower(base: number, exponent: number, runtime: Runtime, site: Span): Complex {
  const { libm } = runtime.session.options
  return made(raisingFaults(site, () => arithmetic.power(arithmetic.complex(base), arithmetic.complex(exponent), libm)))
}

const METHODS: MethodTable<Complex> = {
  conjugate: (v) => new Complex(v.re, -v.im),
  __abs__: (v, _, runtime, site) => raisingFaults(site, () => arithmetic.magnitude(v, runtime.session.options.libm)),
  __complex__: (v) => v,
}

const methods = methodTable('complex', complexClass, () => METHODS)

export const complexType: PythonType<Complex> = {
  cls: complexClass,
  typeName: () => 'complex',
  binary(op, v, other, reflected, runtime, site) {
    const operand = asComplex(other, runtime, site)
    const rule = RULES[op]
    if (isArray(other)) return runtime.opaque('complex arrays are not evaluated', site, {}, [v, other])
    if (operand === null || !rule) return NotImplemented
    if (operand instanceof Opaque) return operand
    const [a, b] = reflected ? [operand, v] : [v, operand]
    return made(raisingFaults(site, () => rule(a, b, runtime)))
  },
  unary(op, v, _, site) {
    if (op === '+') return v
    if (op === '-') return new Complex(-v.re, -v.im)
    throw raised('TypeError', `bad operand type for unary ${op}: 'complex'`, site)
  },
  compare(op, v, other, _, runtime, site) {
    if (op !== '==' && op !== '!=') return NotImplemented
    if (isArray(other)) return runtime.opaque('complex arrays are not evaluated', site, {}, [v, other])
    if (!(other instanceof Complex) && !isNumber(other)) return NotImplemented
    const same =
      other instanceof Complex
        ? v.re === other.re && v.im === other.im
        : v.im === 0 && order(v.re, other as PythonNumber) === 0
    if (other instanceof Traced) runtime.decide(same, site)
    return same === (op === '==')
  },
  truthy: (v) => v.re !== 0 || v.im !== 0,
  key(v, runtime, site) {
    return v.im === 0 ? (protocolOf(v.re).key?.(v.re, runtime, site) ?? '') : `c:${v.re === 0 ? 0 : v.re},${v.im}`
  },
  hash: (v) => hashOfComplex(v.re, v.im),
  repr: arithmetic.reprComplex,
  format: (v, spec, _, site) => raisingFaults(site, () => formatComplex(v.re, v.im, spec)),
  display: arithmetic.reprComplex,
  toJson: () => undefined,
  ...methods,
  getAttribute(v, name) {
    if (name === 'real') return v.re
    if (name === 'imag') return v.im
    return methods.getAttribute(v, name)
  },
}

const parse = signature('complex(real=, imag=)')

complexClass.make = (args, runtime, site) => {
  const [real, imag] = parse(args, site)
  const unknown = [real, imag].find((v) => v instanceof Opaque)
  if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site, {}, args.positional)
  if (typeof real === 'string') {
    if (imag !== undefined) throw raised('TypeError', "complex() can't take second arg if first is a string", site)
    const value = arithmetic.parseComplex(real)
    if (value === null) throw raised('ValueError', 'complex() arg is a malformed string', site)
    return made(value)
  }
  if (typeof imag === 'string') throw raised('TypeError', "complex() second arg can't be a string", site)
  const re = real === undefined ? arithmetic.complex(0) : partOf(real, 'first', runtime, site)
  const im = imag === undefined ? null : partOf(imag, 'second', runtime, site)
  if (re instanceof Opaque) return re
  if (im instanceof Opaque) return im
  if (im === null) return made(re)
  // Where neither is complex the parts are what was given, signs of zeros included.
  const complexParts = real instanceof Complex || imag instanceof Complex
  return complexParts ? new Complex(re.re - im.im, re.im + im.re) : new Complex(re.re, im.re)
}

function partOf(v: Value, which: 'first' | 'second', runtime: Runtime, site: Span): arithmetic.ComplexNumber | Opaque {
  const number = asComplex(v, runtime, site)
  if (number !== null) return number
  const own = which === 'first' ? findAttribute(v, '__complex__', runtime, site) : undefined
  const made = own && runtime.call(own, { positional: [], keywords: null }, site)
  if (made instanceof Complex) return made
  if (made !== undefined && isUnknown(made)) return made
  const { toFloat } = protocolOf(v)
  if (toFloat && !(v instanceof Int)) {
    const real = toFloat.call(protocolOf(v), v, runtime, site)
    const found = asComplex(real, runtime, site)
    if (found !== null) return found
    if (isUnknown(real)) return real
  }
  const or = which === 'first' ? 'argument must be a string or a number' : 'argument must be a number'
  throw raised('TypeError', `complex() ${which} ${or}, not '${typeNameOf(v)}'`, site)
}
