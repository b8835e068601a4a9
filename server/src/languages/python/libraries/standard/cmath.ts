// `cmath`: functions of complex numbers (Modules/cmathmodule.c). Where CPython looks special values up in tables (infinities,
// NaN), the result is opaque.
import { Opaque, Tuple, type Libm, type Native, type Runtime, type Span, type Value } from '@gradlens/engine'
import { native, unevaluated } from '../../builtins/native'
import { raised, raisingFaults } from '../../exceptions'
import { divide, magnitude, type ComplexNumber } from '../../numbers/complex'
import { findAttribute, typeNameOf } from '../../operations'
import { asComplex, Complex } from '../../types/complex'
import { protocolOf } from '../../types/registry'
import { floatClass } from '../../types/builtinClasses'
import { named, type StandardModule } from './table'

const SMALLEST_NORMAL = 2.2250738585072014e-308
/** Beyond this exp overflows for one part, though not for the product: log(DBL_MAX / 4). */
const LOG_LARGE = Math.log(Number.MAX_VALUE / 4)
const LN10 = 2.302585092994046

function overflow(site: Span): never {
  throw raised('OverflowError', 'math range error', site)
}

type Rule = (z: ComplexNumber, libm: Libm, site: Span) => ComplexNumber

const pair = (re: number, im: number): ComplexNumber => ({ re, im })

/** ±x with the sign of another number. */
function signed(x: number, like: number): number {
  return like < 0 || Object.is(like, -0) ? -Math.abs(x) : Math.abs(x)
}

const sqrt: Rule = ({ re, im }, libm) => {
  if (re === 0 && im === 0) return pair(0, im)
  const [ax, ay] = [Math.abs(re), Math.abs(im)]
  const tiny = ax < SMALLEST_NORMAL && ay < SMALLEST_NORMAL
  // The sum under the root is twice as great: 2⁵⁴ in all, whose root is 2²⁷.
  const [up, down] = [2 ** 53, 2 ** -27]
  const s = tiny
    ? Math.sqrt(ax * up + libm.hypot(ax * up, ay * up)) * down
    : 2 * Math.sqrt(ax / 8 + libm.hypot(ax / 8, ay / 8))
  const d = ay / (2 * s)
  return re >= 0 ? pair(s, signed(d, im)) : pair(d, signed(s, im))
}

const exp: Rule = ({ re, im }, libm, site) => {
  const large = re > LOG_LARGE
  const length = libm.exp(large ? re - 1 : re)
  const scale = large ? Math.E : 1
  const result = pair(length * libm.cos(im) * scale, length * libm.sin(im) * scale)
  return Number.isFinite(result.re) && Number.isFinite(result.im) ? result : overflow(site)
}

function log({ re, im }: ComplexNumber, libm: Libm, site: Span): ComplexNumber {
  const [ax, ay] = [Math.abs(re), Math.abs(im)]
  const angle = libm.atan2(im, re)
  if (ax > Number.MAX_VALUE / 4 || ay > Number.MAX_VALUE / 4) {
    return pair(libm.log(libm.hypot(ax / 2, ay / 2)) + Math.LN2, angle)
  }
  if (ax < SMALLEST_NORMAL && ay < SMALLEST_NORMAL) {
    if (ax === 0 && ay === 0) throw raised('ValueError', 'math domain error', site)
    return pair(libm.log(libm.hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * Math.LN2, angle)
  }
  const h = libm.hypot(ax, ay)
  if (h < 0.71 || h > 1.73) return pair(libm.log(h), angle)
  const [most, least] = [Math.max(ax, ay), Math.min(ax, ay)]
  return pair(libm.log1p((most - 1) * (most + 1) + least * least) / 2, angle)
}

const cosh: Rule = ({ re, im }, libm, site) => {
  const result = pair(libm.cos(im) * libm.cosh(re), libm.sin(im) * libm.sinh(re))
  return Number.isFinite(result.re) && Number.isFinite(result.im) ? result : overflow(site)
}

const sinh: Rule = ({ re, im }, libm, site) => {
  const result = pair(libm.cos(im) * libm.sinh(re), libm.sin(im) * libm.cosh(re))
  return Number.isFinite(result.re) && Number.isFinite(result.im) ? result : overflow(site)
}

const tanh: Rule = ({ re, im }, libm) => {
  if (Math.abs(re) > LOG_LARGE) {
    return pair(signed(1, re), 4 * libm.sin(im) * libm.cos(im) * libm.exp(-2 * Math.abs(re)))
  }
  const [tx, ty] = [libm.tanh(re), libm.tan(im)]
  const cx = 1 / libm.cosh(re)
  const txty = tx * ty
  const denominator = 1 + txty * txty
  return pair((tx * (1 + ty * ty)) / denominator, (ty / denominator) * cx * cx)
}

/** f(z) = −i·g(iz) */
function turned(rule: Rule): Rule {
  return (z, libm, site) => {
    const { re, im } = rule(pair(-z.im, z.re), libm, site)
    return pair(im, -re)
  }
}

const RULES: Readonly<Record<string, Rule>> = {
  sqrt,
  exp,
  cosh,
  sinh,
  tanh,
  sin: turned(sinh),
  tan: turned(tanh),
  cos: (z, libm, site) => cosh(pair(-z.im, z.re), libm, site),
  log10: (z, libm, site) => {
    const { re, im } = log(z, libm, site)
    return pair(re / LN10, im / LN10)
  },
}

/** An argument as a complex number. */
function argument(v: Value, runtime: Runtime, site: Span): ComplexNumber | Opaque {
  const number = asComplex(v, runtime, site)
  if (number !== null) return number
  const own = typeof v === 'string' ? undefined : findAttribute(v, '__complex__', runtime, site)
  const value = own
    ? runtime.call(own, { positional: [], keywords: null }, site)
    : protocolOf(v).toFloat && typeof v !== 'string'
      ? floatClass.make?.({ positional: [v], keywords: null }, runtime, site)
      : undefined
  const found = value === undefined ? null : asComplex(value, runtime, site)
  if (found !== null) return found
  if (value instanceof Opaque) return value
  throw raised('TypeError', `must be real number, not ${typeNameOf(v)}`, site)
}

function isFinite(z: ComplexNumber): boolean {
  return Number.isFinite(z.re) && Number.isFinite(z.im)
}

/** A function of one complex number. */
function unary(name: string, body: (z: ComplexNumber, runtime: Runtime, site: Span) => Value, total = false): Native {
  return native(
    `${name}(z, /)`,
    ([v], runtime, site) => {
      const z = argument(v as Value, runtime, site)
      if (z instanceof Opaque) return z
      if (!total && !isFinite(z))
        return runtime.opaque(`\`cmath.${name}\` of an infinity or NaN is not evaluated`, site)
      return body(z, runtime, site)
    },
    'cmath',
  )
}

const functions: readonly Native[] = [
  ...Object.entries(RULES).map(([name, rule]) =>
    unary(name, (z, runtime, site) => {
      const { re, im } = rule(z, runtime.session.options.libm, site)
      return new Complex(re, im)
    }),
  ),
  native(
    'log(z, base=, /)',
    ([v, b], runtime, site) => {
      const z = argument(v as Value, runtime, site)
      const base = b === undefined ? null : argument(b, runtime, site)
      if (z instanceof Opaque) return z
      if (base instanceof Opaque) return base
      if (!isFinite(z) || (base && !isFinite(base))) {
        return runtime.opaque('`cmath.log` of an infinity or NaN is not evaluated', site)
      }
      const { libm } = runtime.session.options
      const value = log(z, libm, site)
      const { re, im } = base ? raisingFaults(site, () => divide(value, log(base, libm, site))) : value
      return new Complex(re, im)
    },
    'cmath',
  ),
  unary('phase', ({ re, im }, runtime) => runtime.session.options.libm.atan2(im, re), true),
  unary('polar', (z, runtime, site) => {
    const { libm } = runtime.session.options
    return new Tuple([raisingFaults(site, () => magnitude(z, libm)), libm.atan2(z.im, z.re)])
  }),
  unary('isnan', (z) => Number.isNaN(z.re) || Number.isNaN(z.im), true),
  unary('isinf', (z) => Math.abs(z.re) === Infinity || Math.abs(z.im) === Infinity, true),
  unary('isfinite', isFinite, true),
  native(
    'rect(r, phi, /)',
    ([length, angle], runtime, site) => {
      const [r, phi] = [length, angle].map((v) => argument(v as Value, runtime, site))
      if (r instanceof Opaque) return r
      if (phi instanceof Opaque) return phi
      const { libm } = runtime.session.options
      if (!isFinite(r) || !isFinite(phi)) return runtime.opaque('`cmath.rect` of an infinity is not evaluated', site)
      if (phi.re === 0) return new Complex(r.re, r.re * phi.re)
      return new Complex(r.re * libm.cos(phi.re), r.re * libm.sin(phi.re))
    },
    'cmath',
  ),
  native(
    'isclose(a, b, *, rel_tol=, abs_tol=)',
    ([a, b, relative, absolute], runtime, site) => {
      const [x, y] = [a, b].map((v) => argument(v as Value, runtime, site))
      if (x instanceof Opaque) return x
      if (y instanceof Opaque) return y
      const [rel, abs] = [Number(relative ?? 1e-9), Number(absolute ?? 0)]
      if (rel < 0 || abs < 0) throw raised('ValueError', 'tolerances must be non-negative', site)
      if (x.re === y.re && x.im === y.im) return true
      if (![x.re, x.im, y.re, y.im].every((part) => Math.abs(part) !== Infinity)) return false
      const { libm } = runtime.session.options
      const off = libm.hypot(x.re - y.re, x.im - y.im)
      return off <= rel * libm.hypot(y.re, y.im) || off <= rel * libm.hypot(x.re, x.im) || off <= abs
    },
    'cmath',
  ),
]

export const cmath: StandardModule = {
  name: 'cmath',
  members: () => ({
    ...named(functions),
    ...named(['acos', 'asin', 'atan', 'acosh', 'asinh', 'atanh'].map((name) => unevaluated(`cmath.${name}`))),
    pi: Math.PI,
    e: Math.E,
    tau: 2 * Math.PI,
    inf: Infinity,
    nan: NaN,
    infj: new Complex(0, Infinity),
    nanj: new Complex(0, NaN),
  }),
}
