// Complex arithmetic as CPython computes it (Objects/complexobject.c). Knows no values but pairs of numbers.
import type { Libm } from '@gradlens/engine'
import { PythonFault } from '../fault'
import { reprFloat } from './repr'

export interface ComplexNumber {
  readonly re: number
  readonly im: number
}

export function complex(re: number, im = 0): ComplexNumber {
  return { re, im }
}

export function add(a: ComplexNumber, b: ComplexNumber): ComplexNumber {
  return complex(a.re + b.re, a.im + b.im)
}

export function subtract(a: ComplexNumber, b: ComplexNumber): ComplexNumber {
  return complex(a.re - b.re, a.im - b.im)
}

export function multiply(a: ComplexNumber, b: ComplexNumber): ComplexNumber {
  return complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
}

/** a/b by Smith's method (Communications of the ACM 5, 1962). */
export function divide(a: ComplexNumber, b: ComplexNumber): ComplexNumber {
  const [size, turn] = [Math.abs(b.re), Math.abs(b.im)]
  if (size >= turn) {
    if (size === 0) throw new PythonFault('ZeroDivisionError', 'complex division by zero')
    const ratio = b.im / b.re
    const denominator = b.re + b.im * ratio
    return complex((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator)
  }
  if (!(turn >= size)) return complex(NaN, NaN)
  const ratio = b.re / b.im
  const denominator = b.re * ratio + b.im
  return complex((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator)
}

/** |z| */
export function magnitude(z: ComplexNumber, libm: Libm): number {
  if (!Number.isFinite(z.re) || !Number.isFinite(z.im)) {
    return Math.abs(z.re) === Infinity || Math.abs(z.im) === Infinity ? Infinity : NaN
  }
  const size = libm.hypot(z.re, z.im)
  if (!Number.isFinite(size)) throw new PythonFault('OverflowError', 'absolute value too large')
  return size
}

/** The whole exponents that are multiplied out. */
const SMALL = 100

export function power(a: ComplexNumber, b: ComplexNumber, libm: Libm): ComplexNumber {
  const whole = b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= SMALL
  const result = whole ? wholePower(a, b.re) : generalPower(a, b, libm)
  if (Math.abs(result.re) === Infinity || Math.abs(result.im) === Infinity) {
    throw new PythonFault('OverflowError', 'complex exponentiation')
  }
  return result
}

function wholePower(x: ComplexNumber, n: number): ComplexNumber {
  if (n <= 0) return zeroSafe(() => divide(complex(1), positivePower(x, -n)))
  return positivePower(x, n)
}

function positivePower(x: ComplexNumber, n: number): ComplexNumber {
  let result = complex(1)
  let square = x
  for (let mask = 1; n >= mask; mask <<= 1) {
    if (n & mask) result = multiply(result, square)
    square = multiply(square, square)
  }
  return result
}

function zeroSafe(compute: () => ComplexNumber): ComplexNumber {
  try {
    return compute()
  } catch (error) {
    throw error instanceof PythonFault ? zeroPower() : error
  }
}

function zeroPower(): PythonFault {
  return new PythonFault('ZeroDivisionError', '0.0 to a negative or complex power')
}

function generalPower(a: ComplexNumber, b: ComplexNumber, libm: Libm): ComplexNumber {
  if (b.re === 0 && b.im === 0) return complex(1)
  if (a.re === 0 && a.im === 0) {
    if (b.im !== 0 || b.re < 0) throw zeroPower()
    return complex(0)
  }
  const size = libm.hypot(a.re, a.im)
  const angle = libm.atan2(a.im, a.re)
  let length = libm.pow(size, b.re)
  let phase = angle * b.re
  if (b.im !== 0) {
    length /= libm.exp(angle * b.im)
    phase += b.im * libm.log(size)
  }
  return complex(length * libm.cos(phase), length * libm.sin(phase))
}

/** A part as `repr` writes it: without `.0`. */
function part(x: number): string {
  return reprFloat(x).replace(/\.0$/, '')
}

/** `repr(z)` */
export function reprComplex({ re, im }: ComplexNumber): string {
  if (Object.is(re, 0)) return `${part(im)}j`
  const sign = im < 0 || Object.is(im, -0) ? '' : '+'
  return `(${part(re)}${sign}${part(im)}j)`
}

const NUMBER =
  '(?:\\d+(?:_\\d+)*\\.?(?:\\d+(?:_\\d+)*)?|\\.\\d+(?:_\\d+)*)(?:[eE][-+]?\\d+(?:_\\d+)*)?|inf(?:inity)?|nan'
const COMPLEX = new RegExp(`^([-+]?(?:${NUMBER}))?(?:([-+]?)(${NUMBER})?[jJ])?$`, 'i')

/** `complex(text)`; null where the text is none. */
export function parseComplex(text: string): ComplexNumber | null {
  const trimmed = text.trim()
  const inner = /^\((.*)\)$/s.exec(trimmed)?.[1].trim() ?? trimmed
  if (inner === '') return null
  const only = new RegExp(`^([-+]?(?:${NUMBER})?)[jJ]$`, 'i').exec(inner)
  if (only) return complex(0, numberOf(only[1]))
  const match = COMPLEX.exec(inner)
  if (!match || match[1] === undefined) return null
  const [, re, sign, im] = match
  if (sign === undefined) return complex(numberOf(re))
  return sign === '' ? null : complex(numberOf(re), numberOf(sign + (im ?? '')))
}

function numberOf(text: string): number {
  const [, sign, digits] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '').toLowerCase()) as unknown as string[]
  const size = digits === '' ? 1 : digits.startsWith('inf') ? Infinity : digits === 'nan' ? NaN : Number(digits)
  return sign === '-' ? -size : size
}
