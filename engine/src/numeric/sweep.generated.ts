// Generated from rows.ts by engine/scripts/generate-sweep.mjs. Do not edit.
import type { RowName } from './algebra'
import type { Libm } from './libm'
import { Traced, type Num } from './num'
import { ROWS, type Row } from './rows'
import { GENERAL, type Tape } from './tape'

export const betaValue = ROWS.beta.value
export function celuValue(m: Libm, x: number, y: number): number {
  return x > 0 ? x : m.expm1(x / y) * y
}
export function clipValue(x: number, y: number, z: number): number {
  return Math.min(Math.max(x, y), z)
}
export const copysignValue = ROWS.copysign.value
export const digammaValue = ROWS.digamma.value
export function eluValue(m: Libm, x: number, y: number): number {
  return x > 0 ? x : m.expm1(x) * y
}
export function entrValue(m: Libm, x: number): number {
  return x === 0 ? 0 : x < 0 ? -Infinity : -(x * m.log(x))
}
export const erfinvValue = ROWS.erfinv.value
export const floorDivideValue = ROWS.floorDivide.value
export function geluValue(m: Libm, x: number): number {
  return x * (0.5 * m.erfc(x * -0.7071067811865476))
}
export function geluTanhValue(m: Libm, x: number): number {
  return x * sigmoidValue(m, 1.5957691216057308 * x * (1 + 0.044715 * (x * x)))
}
export function hardSigmoidValue(x: number): number {
  return relu6Value(x + 3) / 6
}
export function hardSwishValue(x: number): number {
  return (x * relu6Value(x + 3)) / 6
}
export function hardTanhValue(x: number): number {
  return clipValue(x, -1, 1)
}
export function leakyReluValue(x: number, y: number): number {
  return x > 0 ? x : x * y
}
export function lerpValue(x: number, y: number, z: number): number {
  const v0 = y - x
  return z < 0.5 ? x + z * v0 : y - v0 * (1 - z)
}
export function logSigmoidValue(m: Libm, x: number): number {
  return Math.min(x, 0) - m.log1p(m.exp(-Math.abs(x)))
}
export function logaddexpValue(m: Libm, x: number, y: number): number {
  return x === y ? x + 0.6931471805599453 : Math.max(x, y) + m.log1p(m.exp(-Math.abs(x - y)))
}
export function mishValue(m: Libm, x: number): number {
  return x * m.tanh(softplusValue(m, x))
}
export const modValue = ROWS.mod.value
export const polygammaValue = ROWS.polygamma.value
export const powIntValue = ROWS.powInt.value
export function reluValue(x: number): number {
  return x <= 0 ? 0 : x
}
export function relu6Value(x: number): number {
  return clipValue(x, 0, 6)
}
export const roundValue = ROWS.round.value
export function seluValue(m: Libm, x: number): number {
  return x > 0 ? 1.0507009873554805 * x : 1.7580993408473766 * m.expm1(x)
}
export function sigmoidValue(m: Libm, x: number): number {
  const v0 = m.exp(-Math.abs(x))
  return (x >= 0 ? 1 : v0) / (1 + v0)
}
export function siluValue(m: Libm, x: number): number {
  return x * sigmoidValue(m, x)
}
export function sincValue(m: Libm, x: number): number {
  const v0 = x * 3.141592653589793
  return x === 0 ? 1 : m.sin(v0) / v0
}
export function softplusValue(m: Libm, x: number): number {
  return Math.max(x, 0) + m.log1p(m.exp(-Math.abs(x)))
}
export function softsignValue(x: number): number {
  return x / (1 + Math.abs(x))
}
export function xlogyValue(m: Libm, x: number, y: number): number {
  return x === 0 && y === y ? 0 : x * m.log(y)
}

/** Adjoints of the entries [from, to) from those above them. `reached` marks entries that an adjoint arrived at;
 *  `general` handles an entry that is no elementwise operation on one or two scalars. */
export function reverseScalars(
  tape: Tape,
  m: Libm,
  adjoint: Float64Array,
  reached: Uint8Array,
  from: number,
  to: number,
  general: (node: number) => void,
): void {
  const { op, a, b, value, constant } = tape
  for (let i = to - 1; i >= from; i--) {
    if (reached[i] === 0) continue
    const t = adjoint[i]
    switch (op[i]) {
      case GENERAL:
        general(i)
        break
      case 8: {
        // identity
        const p = a[i]
        adjoint[p] += t
        reached[p] = 1
        break
      }
      case 11: {
        // neg
        const p = a[i]
        adjoint[p] += -t
        reached[p] = 1
        break
      }
      case 14: {
        // abs
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * Math.sign(x)
        reached[p] = 1
        break
      }
      case 17: {
        // sign
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 20: {
        // reciprocal
        const p = a[i]
        const out = value[i]
        adjoint[p] += -(t * (out * out))
        reached[p] = 1
        break
      }
      case 23: {
        // square
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * (2 * x)
        reached[p] = 1
        break
      }
      case 26: {
        // sqrt
        const p = a[i]
        const out = value[i]
        adjoint[p] += t / (2 * out)
        reached[p] = 1
        break
      }
      case 29: {
        // rsqrt
        const p = a[i]
        const out = value[i]
        adjoint[p] += -0.5 * t * (out * (out * out))
        reached[p] = 1
        break
      }
      case 32: {
        // cbrt
        const p = a[i]
        const out = value[i]
        adjoint[p] += t / (3 * (out * out))
        reached[p] = 1
        break
      }
      case 35: {
        // exp
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * out
        reached[p] = 1
        break
      }
      case 38: {
        // expm1
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (out + 1)
        reached[p] = 1
        break
      }
      case 41: {
        // exp2
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * out * 0.6931471805599453
        reached[p] = 1
        break
      }
      case 44: {
        // log
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / x
        reached[p] = 1
        break
      }
      case 47: {
        // log1p
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (x + 1)
        reached[p] = 1
        break
      }
      case 50: {
        // log2
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (x * 0.6931471805599453)
        reached[p] = 1
        break
      }
      case 53: {
        // log10
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (x * 2.302585092994046)
        reached[p] = 1
        break
      }
      case 56: {
        // sin
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * m.cos(x)
        reached[p] = 1
        break
      }
      case 59: {
        // cos
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * -m.sin(x)
        reached[p] = 1
        break
      }
      case 62: {
        // tan
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (1 + out * out)
        reached[p] = 1
        break
      }
      case 65: {
        // asin
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / Math.sqrt((1 - x) * (1 + x))
        reached[p] = 1
        break
      }
      case 68: {
        // acos
        const p = a[i]
        const x = value[p]
        adjoint[p] += -(t / Math.sqrt((1 - x) * (1 + x)))
        reached[p] = 1
        break
      }
      case 71: {
        // atan
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (1 + x * x)
        reached[p] = 1
        break
      }
      case 74: {
        // sinh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * m.cosh(x)
        reached[p] = 1
        break
      }
      case 77: {
        // cosh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * m.sinh(x)
        reached[p] = 1
        break
      }
      case 80: {
        // tanh
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (1 - out * out)
        reached[p] = 1
        break
      }
      case 83: {
        // asinh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / m.hypot(1, x)
        reached[p] = 1
        break
      }
      case 86: {
        // acosh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (Math.sqrt(x - 1) * Math.sqrt(x + 1))
        reached[p] = 1
        break
      }
      case 89: {
        // atanh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / ((1 - x) * (1 + x))
        reached[p] = 1
        break
      }
      case 92: {
        // sigmoid
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (1 - out) * out
        reached[p] = 1
        break
      }
      case 95: {
        // softplus
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * sigmoidValue(m, x)
        reached[p] = 1
        break
      }
      case 98: {
        // logSigmoid
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * sigmoidValue(m, -x)
        reached[p] = 1
        break
      }
      case 101: {
        // softsign
        const p = a[i]
        const x = value[p]
        const v0 = 1 + Math.abs(x)
        adjoint[p] += t / (v0 * v0)
        reached[p] = 1
        break
      }
      case 104: {
        // relu
        const p = a[i]
        const x = value[p]
        adjoint[p] += x <= 0 ? 0 : t
        reached[p] = 1
        break
      }
      case 107: {
        // relu6
        const p = a[i]
        const x = value[p]
        adjoint[p] += x <= 0 || x >= 6 ? 0 : t
        reached[p] = 1
        break
      }
      case 110: {
        // selu
        const p = a[i]
        const x = value[p]
        adjoint[p] += x <= 0 ? t * (1.7580993408473766 * m.exp(Math.min(x, 0))) : t * 1.0507009873554805
        reached[p] = 1
        break
      }
      case 113: {
        // gelu
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * (0.5 * m.erfc(x * -0.7071067811865476) + x * (0.3989422804014327 * m.exp(-0.5 * (x * x))))
        reached[p] = 1
        break
      }
      case 116: {
        // geluTanh
        const p = a[i]
        const x = value[p]
        const v0 = x * x
        const v1 = 1.5957691216057308 * x * (1 + 0.044715 * v0)
        adjoint[p] +=
          t * (sigmoidValue(m, v1) * (1 + x * sigmoidValue(m, -v1) * (1.5957691216057308 * (1 + 0.134145 * v0))))
        reached[p] = 1
        break
      }
      case 119: {
        // silu
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * (sigmoidValue(m, x) * (1 + x * sigmoidValue(m, -x)))
        reached[p] = 1
        break
      }
      case 122: {
        // mish
        const p = a[i]
        const x = value[p]
        const v0 = sigmoidValue(m, x)
        const v1 = sigmoidValue(m, -x)
        const v2 = 1 + v1 * v1
        const v3 = (2 * v1) / v2
        adjoint[p] += t * ((v0 * (1 + v1)) / v2 + x * v0 * (v3 * v3))
        reached[p] = 1
        break
      }
      case 125: {
        // hardSigmoid
        const p = a[i]
        const x = value[p]
        adjoint[p] += x > -3 && x < 3 ? t / 6 : 0
        reached[p] = 1
        break
      }
      case 128: {
        // hardTanh
        const p = a[i]
        const x = value[p]
        adjoint[p] += x <= -1 || x >= 1 ? 0 : t
        reached[p] = 1
        break
      }
      case 131: {
        // hardSwish
        const p = a[i]
        const x = value[p]
        adjoint[p] += x < -3 ? 0 : x <= 3 ? t * (x / 3 + 0.5) : t
        reached[p] = 1
        break
      }
      case 134: {
        // sinc
        const p = a[i]
        const x = value[p]
        const v0 = Math.abs(x) <= 0.6366197723675814
        const v1 = (v0 ? x : 0) * 3.141592653589793
        const v2 = v1 * v1
        const v3 = v0 ? 1 : x
        adjoint[p] +=
          t *
          (v0
            ? v1 *
              (-0.3333333333333333 +
                v2 *
                  (0.03333333333333333 +
                    v2 *
                      (-0.0011904761904761904 +
                        v2 *
                          (0.000022045855379188714 +
                            v2 *
                              (-2.5052108385441723e-7 +
                                v2 *
                                  (1.9270852604185937e-9 +
                                    v2 *
                                      (-1.0706029224547743e-11 +
                                        v2 *
                                          (4.4983316069528336e-14 +
                                            v2 *
                                              (-1.4797143443923796e-16 +
                                                v2 *
                                                  (3.9145882126782537e-19 +
                                                    v2 *
                                                      (-8.509974375387503e-22 +
                                                        v2 *
                                                          (1.5472680682522734e-24 +
                                                            v2 *
                                                              (-2.3877593645868425e-27 +
                                                                v2 *
                                                                  (3.16678960820536e-30 +
                                                                    v2 *
                                                                      (-3.648375124660552e-33 +
                                                                        v2 *
                                                                          (3.685227398647024e-36 +
                                                                            v2 *
                                                                              (-3.290381605934843e-39 +
                                                                                v2 *
                                                                                  (2.6155656644951062e-42 +
                                                                                    v2 *
                                                                                      (-1.8629385074751463e-45 +
                                                                                        v2 *
                                                                                          (1.1957243308569623e-48 +
                                                                                            v2 * 0)))))))))))))))))))) *
              3.141592653589793
            : (m.cos(v3 * 3.141592653589793) - sincValue(m, v3)) / v3)
        reached[p] = 1
        break
      }
      case 137: {
        // erf
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * (1.1283791670955126 * m.exp(-(x * x)))
        reached[p] = 1
        break
      }
      case 140: {
        // erfc
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * (-1.1283791670955126 * m.exp(-(x * x)))
        reached[p] = 1
        break
      }
      case 143: {
        // erfinv
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (0.886226925452758 * m.exp(out * out))
        reached[p] = 1
        break
      }
      case 146: {
        // gamma
        const p = a[i]
        const x = value[p]
        const out = value[i]
        adjoint[p] += t * (out * digammaValue(m, x, 0, 0))
        reached[p] = 1
        break
      }
      case 149: {
        // lgamma
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * digammaValue(m, x, 0, 0)
        reached[p] = 1
        break
      }
      case 152: {
        // digamma
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * polygammaValue(m, 1, x, 0)
        reached[p] = 1
        break
      }
      case 155: {
        // entr
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * -(1 + m.log(x))
        reached[p] = 1
        break
      }
      case 158: {
        // floor
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 161: {
        // ceil
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 164: {
        // trunc
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 167: {
        // round
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 170: {
        // roundHalfUp
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 173: {
        // add
        const p = a[i]
        const q = b[i]
        adjoint[p] += t
        reached[p] = 1
        adjoint[q] += t
        reached[q] = 1
        break
      }
      case 174: {
        // add of a constant and an entry
        const q = b[i]
        adjoint[q] += t
        reached[q] = 1
        break
      }
      case 175: {
        // add of an entry and a constant
        const p = a[i]
        adjoint[p] += t
        reached[p] = 1
        break
      }
      case 176: {
        // sub
        const p = a[i]
        const q = b[i]
        adjoint[p] += t
        reached[p] = 1
        adjoint[q] += -t
        reached[q] = 1
        break
      }
      case 177: {
        // sub of a constant and an entry
        const q = b[i]
        adjoint[q] += -t
        reached[q] = 1
        break
      }
      case 178: {
        // sub of an entry and a constant
        const p = a[i]
        adjoint[p] += t
        reached[p] = 1
        break
      }
      case 179: {
        // mul
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += t * y
        reached[p] = 1
        adjoint[q] += t * x
        reached[q] = 1
        break
      }
      case 180: {
        // mul of a constant and an entry
        const q = b[i]
        const x = constant[i]
        adjoint[q] += t * x
        reached[q] = 1
        break
      }
      case 181: {
        // mul of an entry and a constant
        const p = a[i]
        const y = constant[i]
        adjoint[p] += t * y
        reached[p] = 1
        break
      }
      case 182: {
        // div
        const p = a[i]
        const q = b[i]
        const y = value[q]
        const out = value[i]
        adjoint[p] += t / y
        reached[p] = 1
        adjoint[q] += -t * (out / y)
        reached[q] = 1
        break
      }
      case 183: {
        // div of a constant and an entry
        const q = b[i]
        const y = value[q]
        const out = value[i]
        adjoint[q] += -t * (out / y)
        reached[q] = 1
        break
      }
      case 184: {
        // div of an entry and a constant
        const p = a[i]
        const y = constant[i]
        adjoint[p] += t / y
        reached[p] = 1
        break
      }
      case 185: {
        // pow
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        const out = value[i]
        {
          const v0 = y === 0
          adjoint[p] += v0 ? 0 : t * (y * m.pow(x, v0 ? 0 : y - 1))
          reached[p] = 1
        }
        {
          const v0 = x === 0 && y >= 0
          adjoint[q] += v0 ? 0 : t * (out * m.log(v0 ? 1 : x))
          reached[q] = 1
        }
        break
      }
      case 186: {
        // pow of a constant and an entry
        const q = b[i]
        const x = constant[i]
        const y = value[q]
        const out = value[i]
        const v0 = x === 0 && y >= 0
        adjoint[q] += v0 ? 0 : t * (out * m.log(v0 ? 1 : x))
        reached[q] = 1
        break
      }
      case 187: {
        // pow of an entry and a constant
        const p = a[i]
        const x = value[p]
        const y = constant[i]
        const v0 = y === 0
        adjoint[p] += v0 ? 0 : t * (y * m.pow(x, v0 ? 0 : y - 1))
        reached[p] = 1
        break
      }
      case 188: {
        // powInt
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        {
          const v0 = y === 0
          adjoint[p] += v0 ? 0 : t * (y * powIntValue(m, x, v0 ? 0 : y - 1, 0))
          reached[p] = 1
        }
        adjoint[q] += 0
        reached[q] = 1
        break
      }
      case 189: {
        // powInt of a constant and an entry
        const q = b[i]
        adjoint[q] += 0
        reached[q] = 1
        break
      }
      case 190: {
        // powInt of an entry and a constant
        const p = a[i]
        const x = value[p]
        const y = constant[i]
        const v0 = y === 0
        adjoint[p] += v0 ? 0 : t * (y * powIntValue(m, x, v0 ? 0 : y - 1, 0))
        reached[p] = 1
        break
      }
      case 191:
      case 192:
      case 193: {
        // atan2
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          const v0 = m.hypot(x, y)
          adjoint[p] += t * (y / v0 / v0)
          reached[p] = 1
        }
        if (q !== 0) {
          const v0 = m.hypot(x, y)
          adjoint[q] += t * -(x / v0 / v0)
          reached[q] = 1
        }
        break
      }
      case 194:
      case 195:
      case 196: {
        // hypot
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        const out = value[i]
        if (p !== 0) {
          adjoint[p] += t * (x / out)
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += t * (y / out)
          reached[q] = 1
        }
        break
      }
      case 197:
      case 198:
      case 199: {
        // maximumSplit
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += x === y ? t * 0.5 : x < y ? 0 : t
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += x === y ? t * 0.5 : y < x ? 0 : t
          reached[q] = 1
        }
        break
      }
      case 200:
      case 201:
      case 202: {
        // maximumFirst
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += x >= y ? t : 0
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += x >= y ? 0 : t
          reached[q] = 1
        }
        break
      }
      case 203:
      case 204:
      case 205: {
        // minimumSplit
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += x === y ? t * 0.5 : y < x ? 0 : t
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += x === y ? t * 0.5 : x < y ? 0 : t
          reached[q] = 1
        }
        break
      }
      case 206:
      case 207:
      case 208: {
        // minimumFirst
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += x <= y ? t : 0
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += x <= y ? 0 : t
          reached[q] = 1
        }
        break
      }
      case 209: {
        // mod
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += t
        reached[p] = 1
        adjoint[q] += -(t * floorDivideValue(m, x, y, 0))
        reached[q] = 1
        break
      }
      case 210: {
        // mod of a constant and an entry
        const q = b[i]
        const x = constant[i]
        const y = value[q]
        adjoint[q] += -(t * floorDivideValue(m, x, y, 0))
        reached[q] = 1
        break
      }
      case 211: {
        // mod of an entry and a constant
        const p = a[i]
        adjoint[p] += t
        reached[p] = 1
        break
      }
      case 212:
      case 213:
      case 214: {
        // fmod
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += t
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += -(t * Math.trunc(x / y))
          reached[q] = 1
        }
        break
      }
      case 215: {
        // floorDivide
        const p = a[i]
        const q = b[i]
        adjoint[p] += 0
        reached[p] = 1
        adjoint[q] += 0
        reached[q] = 1
        break
      }
      case 216: {
        // floorDivide of a constant and an entry
        const q = b[i]
        adjoint[q] += 0
        reached[q] = 1
        break
      }
      case 217: {
        // floorDivide of an entry and a constant
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 218:
      case 219:
      case 220: {
        // copysign
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const out = value[i]
        if (p !== 0) {
          adjoint[p] += x === 0 ? 0 : t * (out / x)
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += 0
          reached[q] = 1
        }
        break
      }
      case 221:
      case 222:
      case 223: {
        // logaddexp
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += t * sigmoidValue(m, x - y)
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += t * sigmoidValue(m, y - x)
          reached[q] = 1
        }
        break
      }
      case 224:
      case 225:
      case 226: {
        // leakyRelu
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += x > 0 ? t : t * y
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += x > 0 ? 0 : t * x
          reached[q] = 1
        }
        break
      }
      case 227:
      case 228:
      case 229: {
        // elu
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += x <= 0 ? t * (y * m.exp(Math.min(x, 0))) : t
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += t * m.expm1(Math.min(x, 0))
          reached[q] = 1
        }
        break
      }
      case 230:
      case 231:
      case 232: {
        // celu
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += t * m.exp(Math.min(x, 0) / y)
          reached[p] = 1
        }
        if (q !== 0) {
          const v0 = Math.min(x, 0) / y
          adjoint[q] += t * (m.expm1(v0) - v0 * m.exp(v0))
          reached[q] = 1
        }
        break
      }
      case 233:
      case 234:
      case 235: {
        // polygamma
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += 0
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += t * polygammaValue(m, x + 1, y, 0)
          reached[q] = 1
        }
        break
      }
      case 236:
      case 237:
      case 238: {
        // beta
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        const out = value[i]
        if (p !== 0) {
          adjoint[p] += t * (out * (digammaValue(m, x, 0, 0) - digammaValue(m, x + y, 0, 0)))
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += t * (out * (digammaValue(m, y, 0, 0) - digammaValue(m, y + x, 0, 0)))
          reached[q] = 1
        }
        break
      }
      case 239:
      case 240:
      case 241: {
        // xlogy
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (p !== 0) {
          adjoint[p] += x === 0 && y <= 0 ? 0 : xlogyValue(m, t, y)
          reached[p] = 1
        }
        if (q !== 0) {
          adjoint[q] += t * (x / y)
          reached[q] = 1
        }
        break
      }
    }
  }
}

/** Tangents of the entries [from, to). `active` marks entries that a tangent arrived at. */
export function forwardScalars(
  tape: Tape,
  m: Libm,
  tangent: Float64Array,
  active: Uint8Array,
  from: number,
  to: number,
  general: (node: number) => void,
): void {
  const { op, a, b, value, constant } = tape
  for (let i = from; i < to; i++) {
    switch (op[i]) {
      case GENERAL:
        general(i)
        break
      case 8: {
        // identity
        const p = a[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t
          active[i] = 1
        }
        break
      }
      case 11: {
        // neg
        const p = a[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = -t
          active[i] = 1
        }
        break
      }
      case 14: {
        // abs
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * Math.sign(x)
          active[i] = 1
        }
        break
      }
      case 17: {
        // sign
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 20: {
        // reciprocal
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = -(t * (out * out))
          active[i] = 1
        }
        break
      }
      case 23: {
        // square
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (2 * x)
          active[i] = 1
        }
        break
      }
      case 26: {
        // sqrt
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / (2 * out)
          active[i] = 1
        }
        break
      }
      case 29: {
        // rsqrt
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = -0.5 * t * (out * (out * out))
          active[i] = 1
        }
        break
      }
      case 32: {
        // cbrt
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / (3 * (out * out))
          active[i] = 1
        }
        break
      }
      case 35: {
        // exp
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * out
          active[i] = 1
        }
        break
      }
      case 38: {
        // expm1
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (out + 1)
          active[i] = 1
        }
        break
      }
      case 41: {
        // exp2
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * out * 0.6931471805599453
          active[i] = 1
        }
        break
      }
      case 44: {
        // log
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / x
          active[i] = 1
        }
        break
      }
      case 47: {
        // log1p
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / (x + 1)
          active[i] = 1
        }
        break
      }
      case 50: {
        // log2
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / (x * 0.6931471805599453)
          active[i] = 1
        }
        break
      }
      case 53: {
        // log10
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / (x * 2.302585092994046)
          active[i] = 1
        }
        break
      }
      case 56: {
        // sin
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * m.cos(x)
          active[i] = 1
        }
        break
      }
      case 59: {
        // cos
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * -m.sin(x)
          active[i] = 1
        }
        break
      }
      case 62: {
        // tan
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (1 + out * out)
          active[i] = 1
        }
        break
      }
      case 65: {
        // asin
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / Math.sqrt((1 - x) * (1 + x))
          active[i] = 1
        }
        break
      }
      case 68: {
        // acos
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = -(t / Math.sqrt((1 - x) * (1 + x)))
          active[i] = 1
        }
        break
      }
      case 71: {
        // atan
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / (1 + x * x)
          active[i] = 1
        }
        break
      }
      case 74: {
        // sinh
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * m.cosh(x)
          active[i] = 1
        }
        break
      }
      case 77: {
        // cosh
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * m.sinh(x)
          active[i] = 1
        }
        break
      }
      case 80: {
        // tanh
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (1 - out * out)
          active[i] = 1
        }
        break
      }
      case 83: {
        // asinh
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / m.hypot(1, x)
          active[i] = 1
        }
        break
      }
      case 86: {
        // acosh
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / (Math.sqrt(x - 1) * Math.sqrt(x + 1))
          active[i] = 1
        }
        break
      }
      case 89: {
        // atanh
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t / ((1 - x) * (1 + x))
          active[i] = 1
        }
        break
      }
      case 92: {
        // sigmoid
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (1 - out) * out
          active[i] = 1
        }
        break
      }
      case 95: {
        // softplus
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * sigmoidValue(m, x)
          active[i] = 1
        }
        break
      }
      case 98: {
        // logSigmoid
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * sigmoidValue(m, -x)
          active[i] = 1
        }
        break
      }
      case 101: {
        // softsign
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          const v0 = 1 + Math.abs(x)
          tangent[i] = t / (v0 * v0)
          active[i] = 1
        }
        break
      }
      case 104: {
        // relu
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = x <= 0 ? 0 : t
          active[i] = 1
        }
        break
      }
      case 107: {
        // relu6
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = x <= 0 || x >= 6 ? 0 : t
          active[i] = 1
        }
        break
      }
      case 110: {
        // selu
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = x <= 0 ? t * (1.7580993408473766 * m.exp(Math.min(x, 0))) : t * 1.0507009873554805
          active[i] = 1
        }
        break
      }
      case 113: {
        // gelu
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (0.5 * m.erfc(x * -0.7071067811865476) + x * (0.3989422804014327 * m.exp(-0.5 * (x * x))))
          active[i] = 1
        }
        break
      }
      case 116: {
        // geluTanh
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          const v0 = x * x
          const v1 = 1.5957691216057308 * x * (1 + 0.044715 * v0)
          tangent[i] =
            t * (sigmoidValue(m, v1) * (1 + x * sigmoidValue(m, -v1) * (1.5957691216057308 * (1 + 0.134145 * v0))))
          active[i] = 1
        }
        break
      }
      case 119: {
        // silu
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (sigmoidValue(m, x) * (1 + x * sigmoidValue(m, -x)))
          active[i] = 1
        }
        break
      }
      case 122: {
        // mish
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          const v0 = sigmoidValue(m, x)
          const v1 = sigmoidValue(m, -x)
          const v2 = 1 + v1 * v1
          const v3 = (2 * v1) / v2
          tangent[i] = t * ((v0 * (1 + v1)) / v2 + x * v0 * (v3 * v3))
          active[i] = 1
        }
        break
      }
      case 125: {
        // hardSigmoid
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = x > -3 && x < 3 ? t / 6 : 0
          active[i] = 1
        }
        break
      }
      case 128: {
        // hardTanh
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = x <= -1 || x >= 1 ? 0 : t
          active[i] = 1
        }
        break
      }
      case 131: {
        // hardSwish
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = x < -3 ? 0 : x <= 3 ? t * (x / 3 + 0.5) : t
          active[i] = 1
        }
        break
      }
      case 134: {
        // sinc
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          const v0 = Math.abs(x) <= 0.6366197723675814
          const v1 = (v0 ? x : 0) * 3.141592653589793
          const v2 = v1 * v1
          const v3 = v0 ? 1 : x
          tangent[i] =
            t *
            (v0
              ? v1 *
                (-0.3333333333333333 +
                  v2 *
                    (0.03333333333333333 +
                      v2 *
                        (-0.0011904761904761904 +
                          v2 *
                            (0.000022045855379188714 +
                              v2 *
                                (-2.5052108385441723e-7 +
                                  v2 *
                                    (1.9270852604185937e-9 +
                                      v2 *
                                        (-1.0706029224547743e-11 +
                                          v2 *
                                            (4.4983316069528336e-14 +
                                              v2 *
                                                (-1.4797143443923796e-16 +
                                                  v2 *
                                                    (3.9145882126782537e-19 +
                                                      v2 *
                                                        (-8.509974375387503e-22 +
                                                          v2 *
                                                            (1.5472680682522734e-24 +
                                                              v2 *
                                                                (-2.3877593645868425e-27 +
                                                                  v2 *
                                                                    (3.16678960820536e-30 +
                                                                      v2 *
                                                                        (-3.648375124660552e-33 +
                                                                          v2 *
                                                                            (3.685227398647024e-36 +
                                                                              v2 *
                                                                                (-3.290381605934843e-39 +
                                                                                  v2 *
                                                                                    (2.6155656644951062e-42 +
                                                                                      v2 *
                                                                                        (-1.8629385074751463e-45 +
                                                                                          v2 *
                                                                                            (1.1957243308569623e-48 +
                                                                                              v2 *
                                                                                                0)))))))))))))))))))) *
                3.141592653589793
              : (m.cos(v3 * 3.141592653589793) - sincValue(m, v3)) / v3)
          active[i] = 1
        }
        break
      }
      case 137: {
        // erf
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (1.1283791670955126 * m.exp(-(x * x)))
          active[i] = 1
        }
        break
      }
      case 140: {
        // erfc
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (-1.1283791670955126 * m.exp(-(x * x)))
          active[i] = 1
        }
        break
      }
      case 143: {
        // erfinv
        const p = a[i]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (0.886226925452758 * m.exp(out * out))
          active[i] = 1
        }
        break
      }
      case 146: {
        // gamma
        const p = a[i]
        const x = value[p]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * (out * digammaValue(m, x, 0, 0))
          active[i] = 1
        }
        break
      }
      case 149: {
        // lgamma
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * digammaValue(m, x, 0, 0)
          active[i] = 1
        }
        break
      }
      case 152: {
        // digamma
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * polygammaValue(m, 1, x, 0)
          active[i] = 1
        }
        break
      }
      case 155: {
        // entr
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * -(1 + m.log(x))
          active[i] = 1
        }
        break
      }
      case 158: {
        // floor
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 161: {
        // ceil
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 164: {
        // trunc
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 167: {
        // round
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 170: {
        // roundHalfUp
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 173:
      case 174:
      case 175: {
        // add
        const p = a[i]
        const q = b[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t
          active[i] = 1
        }
        break
      }
      case 176:
      case 177:
      case 178: {
        // sub
        const p = a[i]
        const q = b[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += -t
          active[i] = 1
        }
        break
      }
      case 179:
      case 180:
      case 181: {
        // mul
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t * y
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * x
          active[i] = 1
        }
        break
      }
      case 182:
      case 183:
      case 184: {
        // div
        const p = a[i]
        const q = b[i]
        const y = q === 0 ? constant[i] : value[q]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t / y
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += -t * (out / y)
          active[i] = 1
        }
        break
      }
      case 185:
      case 186:
      case 187: {
        // pow
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          const v0 = y === 0
          tangent[i] += v0 ? 0 : t * (y * m.pow(x, v0 ? 0 : y - 1))
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          const v0 = x === 0 && y >= 0
          tangent[i] += v0 ? 0 : t * (out * m.log(v0 ? 1 : x))
          active[i] = 1
        }
        break
      }
      case 188:
      case 189:
      case 190: {
        // powInt
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          const v0 = y === 0
          tangent[i] += v0 ? 0 : t * (y * powIntValue(m, x, v0 ? 0 : y - 1, 0))
          active[i] = 1
        }
        if (active[q] !== 0) {
          tangent[i] += 0
          active[i] = 1
        }
        break
      }
      case 191:
      case 192:
      case 193: {
        // atan2
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          const v0 = m.hypot(x, y)
          tangent[i] += t * (y / v0 / v0)
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          const v0 = m.hypot(x, y)
          tangent[i] += t * -(x / v0 / v0)
          active[i] = 1
        }
        break
      }
      case 194:
      case 195:
      case 196: {
        // hypot
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t * (x / out)
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * (y / out)
          active[i] = 1
        }
        break
      }
      case 197:
      case 198:
      case 199: {
        // maximumSplit
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x === y ? t * 0.5 : x < y ? 0 : t
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += x === y ? t * 0.5 : y < x ? 0 : t
          active[i] = 1
        }
        break
      }
      case 200:
      case 201:
      case 202: {
        // maximumFirst
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x >= y ? t : 0
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += x >= y ? 0 : t
          active[i] = 1
        }
        break
      }
      case 203:
      case 204:
      case 205: {
        // minimumSplit
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x === y ? t * 0.5 : y < x ? 0 : t
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += x === y ? t * 0.5 : x < y ? 0 : t
          active[i] = 1
        }
        break
      }
      case 206:
      case 207:
      case 208: {
        // minimumFirst
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x <= y ? t : 0
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += x <= y ? 0 : t
          active[i] = 1
        }
        break
      }
      case 209:
      case 210:
      case 211: {
        // mod
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += -(t * floorDivideValue(m, x, y, 0))
          active[i] = 1
        }
        break
      }
      case 212:
      case 213:
      case 214: {
        // fmod
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += -(t * Math.trunc(x / y))
          active[i] = 1
        }
        break
      }
      case 215:
      case 216:
      case 217: {
        // floorDivide
        const p = a[i]
        const q = b[i]
        if (active[p] !== 0) {
          tangent[i] += 0
          active[i] = 1
        }
        if (active[q] !== 0) {
          tangent[i] += 0
          active[i] = 1
        }
        break
      }
      case 218:
      case 219:
      case 220: {
        // copysign
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x === 0 ? 0 : t * (out / x)
          active[i] = 1
        }
        if (active[q] !== 0) {
          tangent[i] += 0
          active[i] = 1
        }
        break
      }
      case 221:
      case 222:
      case 223: {
        // logaddexp
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t * sigmoidValue(m, x - y)
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * sigmoidValue(m, y - x)
          active[i] = 1
        }
        break
      }
      case 224:
      case 225:
      case 226: {
        // leakyRelu
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x > 0 ? t : t * y
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += x > 0 ? 0 : t * x
          active[i] = 1
        }
        break
      }
      case 227:
      case 228:
      case 229: {
        // elu
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x <= 0 ? t * (y * m.exp(Math.min(x, 0))) : t
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * m.expm1(Math.min(x, 0))
          active[i] = 1
        }
        break
      }
      case 230:
      case 231:
      case 232: {
        // celu
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t * m.exp(Math.min(x, 0) / y)
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          const v0 = Math.min(x, 0) / y
          tangent[i] += t * (m.expm1(v0) - v0 * m.exp(v0))
          active[i] = 1
        }
        break
      }
      case 233:
      case 234:
      case 235: {
        // polygamma
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          tangent[i] += 0
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * polygammaValue(m, x + 1, y, 0)
          active[i] = 1
        }
        break
      }
      case 236:
      case 237:
      case 238: {
        // beta
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t * (out * (digammaValue(m, x, 0, 0) - digammaValue(m, x + y, 0, 0)))
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * (out * (digammaValue(m, y, 0, 0) - digammaValue(m, y + x, 0, 0)))
          active[i] = 1
        }
        break
      }
      case 239:
      case 240:
      case 241: {
        // xlogy
        const p = a[i]
        const q = b[i]
        const x = p === 0 ? constant[i] : value[p]
        const y = q === 0 ? constant[i] : value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += x === 0 && y <= 0 ? 0 : xlogyValue(m, t, y)
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * (x / y)
          active[i] = 1
        }
        break
      }
    }
  }
}

/** out[i] = row(x[i], …) for n elements; a stride is 1, or 0 where an operand is one number. */
export type Loop = (
  m: Libm,
  n: number,
  out: Float64Array,
  x: Float64Array,
  dx: number,
  y: Float64Array,
  dy: number,
  z: Float64Array,
  dz: number,
) => void

// prettier-ignore
export const LOOPS: Readonly<Record<RowName, Loop>> = { identity: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (x[i * dx]) },
neg: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (-x[i * dx]) },
abs: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (Math.abs(x[i * dx])) },
sign: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (Math.sign(x[i * dx])) },
reciprocal: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (1 / x[i * dx]) },
square: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (x[i * dx] * x[i * dx]) },
sqrt: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (Math.sqrt(x[i * dx])) },
rsqrt: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (1 / Math.sqrt(x[i * dx])) },
cbrt: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.cbrt(x[i * dx])) },
exp: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.exp(x[i * dx])) },
expm1: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.expm1(x[i * dx])) },
exp2: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.exp2(x[i * dx])) },
log: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.log(x[i * dx])) },
log1p: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.log1p(x[i * dx])) },
log2: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.log2(x[i * dx])) },
log10: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.log10(x[i * dx])) },
sin: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.sin(x[i * dx])) },
cos: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.cos(x[i * dx])) },
tan: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.tan(x[i * dx])) },
asin: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.asin(x[i * dx])) },
acos: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.acos(x[i * dx])) },
atan: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.atan(x[i * dx])) },
sinh: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.sinh(x[i * dx])) },
cosh: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.cosh(x[i * dx])) },
tanh: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.tanh(x[i * dx])) },
asinh: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.asinh(x[i * dx])) },
acosh: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.acosh(x[i * dx])) },
atanh: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.atanh(x[i * dx])) },
sigmoid: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = sigmoidValue(m, x[i * dx]) },
softplus: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = softplusValue(m, x[i * dx]) },
logSigmoid: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = logSigmoidValue(m, x[i * dx]) },
softsign: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = softsignValue(x[i * dx]) },
relu: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = reluValue(x[i * dx]) },
relu6: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = relu6Value(x[i * dx]) },
selu: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = seluValue(m, x[i * dx]) },
gelu: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = geluValue(m, x[i * dx]) },
geluTanh: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = geluTanhValue(m, x[i * dx]) },
silu: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = siluValue(m, x[i * dx]) },
mish: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = mishValue(m, x[i * dx]) },
hardSigmoid: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = hardSigmoidValue(x[i * dx]) },
hardTanh: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = hardTanhValue(x[i * dx]) },
hardSwish: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = hardSwishValue(x[i * dx]) },
sinc: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = sincValue(m, x[i * dx]) },
erf: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.erf(x[i * dx])) },
erfc: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.erfc(x[i * dx])) },
erfinv: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = erfinvValue(m, x[i * dx], 0, 0) },
gamma: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.gamma(x[i * dx])) },
lgamma: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (m.lgamma(x[i * dx])) },
digamma: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = digammaValue(m, x[i * dx], 0, 0) },
entr: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = entrValue(m, x[i * dx]) },
floor: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (Math.floor(x[i * dx])) },
ceil: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (Math.ceil(x[i * dx])) },
trunc: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (Math.trunc(x[i * dx])) },
round: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = roundValue(m, x[i * dx], 0, 0) },
roundHalfUp: (_, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = (Math.round(x[i * dx])) },
add: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (x[i * dx] + y[i * dy]) },
sub: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (x[i * dx] - y[i * dy]) },
mul: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (x[i * dx] * y[i * dy]) },
div: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (x[i * dx] / y[i * dy]) },
pow: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (m.pow(x[i * dx], y[i * dy])) },
powInt: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = powIntValue(m, x[i * dx], y[i * dy], 0) },
atan2: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (m.atan2(x[i * dx], y[i * dy])) },
hypot: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (m.hypot(x[i * dx], y[i * dy])) },
maximumSplit: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (Math.max(x[i * dx], y[i * dy])) },
maximumFirst: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (Math.max(x[i * dx], y[i * dy])) },
minimumSplit: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (Math.min(x[i * dx], y[i * dy])) },
minimumFirst: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (Math.min(x[i * dx], y[i * dy])) },
mod: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = modValue(m, x[i * dx], y[i * dy], 0) },
fmod: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = (x[i * dx] % y[i * dy]) },
floorDivide: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = floorDivideValue(m, x[i * dx], y[i * dy], 0) },
copysign: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = copysignValue(m, x[i * dx], y[i * dy], 0) },
logaddexp: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = logaddexpValue(m, x[i * dx], y[i * dy]) },
leakyRelu: (_, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = leakyReluValue(x[i * dx], y[i * dy]) },
elu: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = eluValue(m, x[i * dx], y[i * dy]) },
celu: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = celuValue(m, x[i * dx], y[i * dy]) },
polygamma: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = polygammaValue(m, x[i * dx], y[i * dy], 0) },
beta: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = betaValue(m, x[i * dx], y[i * dy], 0) },
xlogy: (m, n, out, x, dx, y, dy) => { for (let i = 0; i < n; i++) out[i] = xlogyValue(m, x[i * dx], y[i * dy]) },
clip: (_, n, out, x, dx, y, dy, z, dz) => { for (let i = 0; i < n; i++) out[i] = clipValue(x[i * dx], y[i * dy], z[i * dz]) },
lerp: (_, n, out, x, dx, y, dy, z, dz) => { for (let i = 0; i < n; i++) out[i] = lerpValue(x[i * dx], y[i * dy], z[i * dz]) }, }

/** into[i] += t[i]·∂out/∂operand for n elements; strides as in a Loop. */
export type ReverseLoop = (
  into: Float64Array,
  n: number,
  t: Float64Array,
  out: Float64Array,
  x: Float64Array,
  dx: number,
  m: Libm,
  y: Float64Array,
  dy: number,
  z: Float64Array,
  dz: number,
) => void

/** One loop per operand. */
// prettier-ignore
export const REVERSE_LOOPS: Readonly<Record<RowName, readonly ReverseLoop[]>> = { identity: [(into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += t[i] } }],
neg: [(into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += (-t[i]) } }],
abs: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (Math.sign(x[i * dx]))) } }],
sign: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
reciprocal: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (-(t[i] * (out[i] * out[i]))) } }],
square: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (2 * x[i * dx])) } }],
sqrt: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (2 * out[i])) } }],
rsqrt: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (((-0.5) * t[i]) * (out[i] * (out[i] * out[i]))) } }],
cbrt: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (3 * (out[i] * out[i]))) } }],
exp: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * out[i]) } }],
expm1: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (out[i] + 1)) } }],
exp2: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += ((t[i] * out[i]) * 0.6931471805599453) } }],
log: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / x[i * dx]) } }],
log1p: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (x[i * dx] + 1)) } }],
log2: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (x[i * dx] * 0.6931471805599453)) } }],
log10: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (x[i * dx] * 2.302585092994046)) } }],
sin: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (m.cos(x[i * dx]))) } }],
cos: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (-(m.sin(x[i * dx])))) } }],
tan: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (1 + (out[i] * out[i]))) } }],
asin: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (Math.sqrt(((1 - x[i * dx]) * (1 + x[i * dx]))))) } }],
acos: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (-(t[i] / (Math.sqrt(((1 - x[i * dx]) * (1 + x[i * dx])))))) } }],
atan: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (1 + (x[i * dx] * x[i * dx]))) } }],
sinh: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (m.cosh(x[i * dx]))) } }],
cosh: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (m.sinh(x[i * dx]))) } }],
tanh: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (1 - (out[i] * out[i]))) } }],
asinh: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / (m.hypot(1, x[i * dx]))) } }],
acosh: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / ((Math.sqrt((x[i * dx] - 1))) * (Math.sqrt((x[i * dx] + 1))))) } }],
atanh: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / ((1 - x[i * dx]) * (1 + x[i * dx]))) } }],
sigmoid: [(into, n, t, out) => { for (let i = 0; i < n; i++) {  into[i] += ((t[i] * (1 - out[i])) * out[i]) } }],
softplus: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * sigmoidValue(m, x[i * dx])) } }],
logSigmoid: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * sigmoidValue(m, (-x[i * dx]))) } }],
softsign: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) { const v0 = (1 + (Math.abs(x[i * dx]))); into[i] += (t[i] / (v0 * v0)) } }],
relu: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] <= 0) ? 0 : t[i]) } }],
relu6: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (((x[i * dx] <= 0) || (x[i * dx] >= 6)) ? 0 : t[i]) } }],
selu: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] <= 0) ? (t[i] * (1.7580993408473766 * (m.exp((Math.min(x[i * dx], 0)))))) : (t[i] * 1.0507009873554805)) } }],
gelu: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * ((0.5 * (m.erfc((x[i * dx] * (-0.7071067811865476))))) + (x[i * dx] * (0.3989422804014327 * (m.exp(((-0.5) * (x[i * dx] * x[i * dx])))))))) } }],
geluTanh: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) { const v0 = (x[i * dx] * x[i * dx]); const v1 = ((1.5957691216057308 * x[i * dx]) * (1 + (0.044715 * v0))); into[i] += (t[i] * (sigmoidValue(m, v1) * (1 + ((x[i * dx] * sigmoidValue(m, (-v1))) * (1.5957691216057308 * (1 + (0.134145 * v0))))))) } }],
silu: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (sigmoidValue(m, x[i * dx]) * (1 + (x[i * dx] * sigmoidValue(m, (-x[i * dx])))))) } }],
mish: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) { const v0 = sigmoidValue(m, x[i * dx]); const v1 = sigmoidValue(m, (-x[i * dx])); const v2 = (1 + (v1 * v1)); const v3 = ((2 * v1) / v2); into[i] += (t[i] * (((v0 * (1 + v1)) / v2) + ((x[i * dx] * v0) * (v3 * v3)))) } }],
hardSigmoid: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (((x[i * dx] > (-3)) && (x[i * dx] < 3)) ? (t[i] / 6) : 0) } }],
hardTanh: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (((x[i * dx] <= (-1)) || (x[i * dx] >= 1)) ? 0 : t[i]) } }],
hardSwish: [(into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] < (-3)) ? 0 : ((x[i * dx] <= 3) ? (t[i] * ((x[i * dx] / 3) + 0.5)) : t[i])) } }],
sinc: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) { const v0 = ((Math.abs(x[i * dx])) <= 0.6366197723675814); const v1 = ((v0 ? x[i * dx] : 0) * 3.141592653589793); const v2 = (v1 * v1); const v3 = (v0 ? 1 : x[i * dx]); into[i] += (t[i] * (v0 ? ((v1 * ((-0.3333333333333333) + (v2 * (0.03333333333333333 + (v2 * ((-0.0011904761904761904) + (v2 * (0.000022045855379188714 + (v2 * ((-2.5052108385441723e-7) + (v2 * (1.9270852604185937e-9 + (v2 * ((-1.0706029224547743e-11) + (v2 * (4.4983316069528336e-14 + (v2 * ((-1.4797143443923796e-16) + (v2 * (3.9145882126782537e-19 + (v2 * ((-8.509974375387503e-22) + (v2 * (1.5472680682522734e-24 + (v2 * ((-2.3877593645868425e-27) + (v2 * (3.16678960820536e-30 + (v2 * ((-3.648375124660552e-33) + (v2 * (3.685227398647024e-36 + (v2 * ((-3.290381605934843e-39) + (v2 * (2.6155656644951062e-42 + (v2 * ((-1.8629385074751463e-45) + (v2 * (1.1957243308569623e-48 + (v2 * 0))))))))))))))))))))))))))))))))))))))))) * 3.141592653589793) : (((m.cos((v3 * 3.141592653589793))) - sincValue(m, v3)) / v3))) } }],
erf: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (1.1283791670955126 * (m.exp((-(x[i * dx] * x[i * dx])))))) } }],
erfc: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * ((-1.1283791670955126) * (m.exp((-(x[i * dx] * x[i * dx])))))) } }],
erfinv: [(into, n, t, out, _x, _dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (0.886226925452758 * (m.exp((out[i] * out[i]))))) } }],
gamma: [(into, n, t, out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (out[i] * digammaValue(m, x[i * dx], 0, 0))) } }],
lgamma: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * digammaValue(m, x[i * dx], 0, 0)) } }],
digamma: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * polygammaValue(m, 1, x[i * dx], 0)) } }],
entr: [(into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (-(1 + (m.log(x[i * dx]))))) } }],
floor: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
ceil: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
trunc: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
round: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
roundHalfUp: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
add: [(into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += t[i] } }, (into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += t[i] } }],
sub: [(into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += t[i] } }, (into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += (-t[i]) } }],
mul: [(into, n, t, _out, _x, _dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * y[i * dy]) } }, (into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * x[i * dx]) } }],
div: [(into, n, t, _out, _x, _dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] / y[i * dy]) } }, (into, n, t, out, _x, _dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((-t[i]) * (out[i] / y[i * dy])) } }],
pow: [(into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) { const v0 = (y[i * dy] === 0); into[i] += (v0 ? 0 : (t[i] * (y[i * dy] * (m.pow(x[i * dx], (v0 ? 0 : (y[i * dy] - 1))))))) } }, (into, n, t, out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) { const v0 = ((x[i * dx] === 0) && (y[i * dy] >= 0)); into[i] += (v0 ? 0 : (t[i] * (out[i] * (m.log((v0 ? 1 : x[i * dx])))))) } }],
powInt: [(into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) { const v0 = (y[i * dy] === 0); into[i] += (v0 ? 0 : (t[i] * (y[i * dy] * powIntValue(m, x[i * dx], (v0 ? 0 : (y[i * dy] - 1)), 0)))) } }, (into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
atan2: [(into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) { const v0 = (m.hypot(x[i * dx], y[i * dy])); into[i] += (t[i] * ((y[i * dy] / v0) / v0)) } }, (into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) { const v0 = (m.hypot(x[i * dx], y[i * dy])); into[i] += (t[i] * (-((x[i * dx] / v0) / v0))) } }],
hypot: [(into, n, t, out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (x[i * dx] / out[i])) } }, (into, n, t, out, _x, _dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (y[i * dy] / out[i])) } }],
maximumSplit: [(into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] === y[i * dy]) ? (t[i] * 0.5) : ((x[i * dx] < y[i * dy]) ? 0 : t[i])) } }, (into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] === y[i * dy]) ? (t[i] * 0.5) : ((y[i * dy] < x[i * dx]) ? 0 : t[i])) } }],
maximumFirst: [(into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] >= y[i * dy]) ? t[i] : 0) } }, (into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] >= y[i * dy]) ? 0 : t[i]) } }],
minimumSplit: [(into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] === y[i * dy]) ? (t[i] * 0.5) : ((y[i * dy] < x[i * dx]) ? 0 : t[i])) } }, (into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] === y[i * dy]) ? (t[i] * 0.5) : ((x[i * dx] < y[i * dy]) ? 0 : t[i])) } }],
minimumFirst: [(into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] <= y[i * dy]) ? t[i] : 0) } }, (into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] <= y[i * dy]) ? 0 : t[i]) } }],
mod: [(into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += t[i] } }, (into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (-(t[i] * floorDivideValue(m, x[i * dx], y[i * dy], 0))) } }],
fmod: [(into, n, t) => { for (let i = 0; i < n; i++) {  into[i] += t[i] } }, (into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (-(t[i] * (Math.trunc((x[i * dx] / y[i * dy]))))) } }],
floorDivide: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }, (into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
copysign: [(into, n, t, out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] === 0) ? 0 : (t[i] * (out[i] / x[i * dx]))) } }, (into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }],
logaddexp: [(into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * sigmoidValue(m, (x[i * dx] - y[i * dy]))) } }, (into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * sigmoidValue(m, (y[i * dy] - x[i * dx]))) } }],
leakyRelu: [(into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] > 0) ? t[i] : (t[i] * y[i * dy])) } }, (into, n, t, _out, x, dx) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] > 0) ? 0 : (t[i] * x[i * dx])) } }],
elu: [(into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += ((x[i * dx] <= 0) ? (t[i] * (y[i * dy] * (m.exp((Math.min(x[i * dx], 0)))))) : t[i]) } }, (into, n, t, _out, x, dx, m) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (m.expm1((Math.min(x[i * dx], 0))))) } }],
celu: [(into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (m.exp(((Math.min(x[i * dx], 0)) / y[i * dy])))) } }, (into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) { const v0 = ((Math.min(x[i * dx], 0)) / y[i * dy]); into[i] += (t[i] * ((m.expm1(v0)) - (v0 * (m.exp(v0))))) } }],
polygamma: [(into, n) => { for (let i = 0; i < n; i++) {  into[i] += 0 } }, (into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * polygammaValue(m, (x[i * dx] + 1), y[i * dy], 0)) } }],
beta: [(into, n, t, out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (out[i] * (digammaValue(m, x[i * dx], 0, 0) - digammaValue(m, (x[i * dx] + y[i * dy]), 0, 0)))) } }, (into, n, t, out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (out[i] * (digammaValue(m, y[i * dy], 0, 0) - digammaValue(m, (y[i * dy] + x[i * dx]), 0, 0)))) } }],
xlogy: [(into, n, t, _out, x, dx, m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (((x[i * dx] === 0) && (y[i * dy] <= 0)) ? 0 : xlogyValue(m, t[i], y[i * dy])) } }, (into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (x[i * dx] / y[i * dy])) } }],
clip: [(into, n, t, _out, x, dx, _m, y, dy, z, dz) => { for (let i = 0; i < n; i++) {  into[i] += (((x[i * dx] >= y[i * dy]) && (x[i * dx] <= z[i * dz])) ? t[i] : 0) } }, (into, n, t, _out, x, dx, _m, y, dy, z, dz) => { for (let i = 0; i < n; i++) {  into[i] += (((x[i * dx] < y[i * dy]) && (y[i * dy] < z[i * dz])) ? t[i] : 0) } }, (into, n, t, _out, x, dx, _m, y, dy, z, dz) => { for (let i = 0; i < n; i++) {  into[i] += (((x[i * dx] > z[i * dz]) || (z[i * dz] < y[i * dy])) ? t[i] : 0) } }],
lerp: [(into, n, t, _out, _x, _dx, _m, _y, _dy, z, dz) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (1 - z[i * dz])) } }, (into, n, t, _out, _x, _dx, _m, _y, _dy, z, dz) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * z[i * dz]) } }, (into, n, t, _out, x, dx, _m, y, dy) => { for (let i = 0; i < n; i++) {  into[i] += (t[i] * (y[i * dy] - x[i * dx])) } }], }

/** One method per row. Scalars take the short way here; everything else goes through `elementwise`. */
export abstract class ElementwiseOps {
  abstract readonly tape: Tape
  abstract readonly libm: Libm
  /** Broadcasts, computes and records any row on any operands. */
  abstract elementwise(row: Row, inputs: readonly Num[]): Num

  /** identity(x), for all numbers. */ identity(x: Num): Num {
    if (typeof x === 'number') return x
    if (x instanceof Traced) {
      const out = x.primal
      return new Traced(out, this.tape.push(8, x.node, 0, out))
    }
    return this.elementwise(ROWS.identity, [x])
  }
  /** -x, for all numbers. */ neg(x: Num): Num {
    if (typeof x === 'number') return -x
    if (x instanceof Traced) {
      const out = -x.primal
      return new Traced(out, this.tape.push(11, x.node, 0, out))
    }
    return this.elementwise(ROWS.neg, [x])
  }
  /** abs(x), for all numbers; |x|′(0) = 0 (PyTorch, TensorFlow). */ abs(x: Num): Num {
    if (typeof x === 'number') return Math.abs(x)
    if (x instanceof Traced) {
      const out = Math.abs(x.primal)
      return new Traced(out, this.tape.push(14, x.node, 0, out))
    }
    return this.elementwise(ROWS.abs, [x])
  }
  /** sign(x), for all numbers; sign′(0) = 0 (PyTorch). */ sign(x: Num): Num {
    if (typeof x === 'number') return Math.sign(x)
    if (x instanceof Traced) {
      const out = Math.sign(x.primal)
      return new Traced(out, this.tape.push(17, x.node, 0, out))
    }
    return this.elementwise(ROWS.sign, [x])
  }
  /** reciprocal(x), for x ≠ 0. */ reciprocal(x: Num): Num {
    if (typeof x === 'number') return 1 / x
    if (x instanceof Traced) {
      const out = 1 / x.primal
      return new Traced(out, this.tape.push(20, x.node, 0, out))
    }
    return this.elementwise(ROWS.reciprocal, [x])
  }
  /** square(x), for all numbers. */ square(x: Num): Num {
    if (typeof x === 'number') return x * x
    if (x instanceof Traced) {
      const out = x.primal * x.primal
      return new Traced(out, this.tape.push(23, x.node, 0, out))
    }
    return this.elementwise(ROWS.square, [x])
  }
  /** sqrt(x), for x ≥ 0; sqrt′(0) = ∞ (PyTorch). */ sqrt(x: Num): Num {
    if (typeof x === 'number') return Math.sqrt(x)
    if (x instanceof Traced) {
      const out = Math.sqrt(x.primal)
      return new Traced(out, this.tape.push(26, x.node, 0, out))
    }
    return this.elementwise(ROWS.sqrt, [x])
  }
  /** rsqrt(x), for x > 0. */ rsqrt(x: Num): Num {
    if (typeof x === 'number') return 1 / Math.sqrt(x)
    if (x instanceof Traced) {
      const out = 1 / Math.sqrt(x.primal)
      return new Traced(out, this.tape.push(29, x.node, 0, out))
    }
    return this.elementwise(ROWS.rsqrt, [x])
  }
  /** cbrt(x), for all numbers; cbrt′(0) = ∞ (the limit). */ cbrt(x: Num): Num {
    if (typeof x === 'number') return this.libm.cbrt(x)
    if (x instanceof Traced) {
      const out = this.libm.cbrt(x.primal)
      return new Traced(out, this.tape.push(32, x.node, 0, out))
    }
    return this.elementwise(ROWS.cbrt, [x])
  }
  /** exp(x), for all numbers. */ exp(x: Num): Num {
    if (typeof x === 'number') return this.libm.exp(x)
    if (x instanceof Traced) {
      const out = this.libm.exp(x.primal)
      return new Traced(out, this.tape.push(35, x.node, 0, out))
    }
    return this.elementwise(ROWS.exp, [x])
  }
  /** expm1(x), for all numbers. */ expm1(x: Num): Num {
    if (typeof x === 'number') return this.libm.expm1(x)
    if (x instanceof Traced) {
      const out = this.libm.expm1(x.primal)
      return new Traced(out, this.tape.push(38, x.node, 0, out))
    }
    return this.elementwise(ROWS.expm1, [x])
  }
  /** exp2(x), for all numbers. */ exp2(x: Num): Num {
    if (typeof x === 'number') return this.libm.exp2(x)
    if (x instanceof Traced) {
      const out = this.libm.exp2(x.primal)
      return new Traced(out, this.tape.push(41, x.node, 0, out))
    }
    return this.elementwise(ROWS.exp2, [x])
  }
  /** log(x), for x > 0. */ log(x: Num): Num {
    if (typeof x === 'number') return this.libm.log(x)
    if (x instanceof Traced) {
      const out = this.libm.log(x.primal)
      return new Traced(out, this.tape.push(44, x.node, 0, out))
    }
    return this.elementwise(ROWS.log, [x])
  }
  /** log1p(x), for x > −1. */ log1p(x: Num): Num {
    if (typeof x === 'number') return this.libm.log1p(x)
    if (x instanceof Traced) {
      const out = this.libm.log1p(x.primal)
      return new Traced(out, this.tape.push(47, x.node, 0, out))
    }
    return this.elementwise(ROWS.log1p, [x])
  }
  /** log2(x), for x > 0. */ log2(x: Num): Num {
    if (typeof x === 'number') return this.libm.log2(x)
    if (x instanceof Traced) {
      const out = this.libm.log2(x.primal)
      return new Traced(out, this.tape.push(50, x.node, 0, out))
    }
    return this.elementwise(ROWS.log2, [x])
  }
  /** log10(x), for x > 0. */ log10(x: Num): Num {
    if (typeof x === 'number') return this.libm.log10(x)
    if (x instanceof Traced) {
      const out = this.libm.log10(x.primal)
      return new Traced(out, this.tape.push(53, x.node, 0, out))
    }
    return this.elementwise(ROWS.log10, [x])
  }
  /** sin(x), for all numbers. */ sin(x: Num): Num {
    if (typeof x === 'number') return this.libm.sin(x)
    if (x instanceof Traced) {
      const out = this.libm.sin(x.primal)
      return new Traced(out, this.tape.push(56, x.node, 0, out))
    }
    return this.elementwise(ROWS.sin, [x])
  }
  /** cos(x), for all numbers. */ cos(x: Num): Num {
    if (typeof x === 'number') return this.libm.cos(x)
    if (x instanceof Traced) {
      const out = this.libm.cos(x.primal)
      return new Traced(out, this.tape.push(59, x.node, 0, out))
    }
    return this.elementwise(ROWS.cos, [x])
  }
  /** tan(x), for all numbers. */ tan(x: Num): Num {
    if (typeof x === 'number') return this.libm.tan(x)
    if (x instanceof Traced) {
      const out = this.libm.tan(x.primal)
      return new Traced(out, this.tape.push(62, x.node, 0, out))
    }
    return this.elementwise(ROWS.tan, [x])
  }
  /** asin(x), for −1 ≤ x ≤ 1; asin′(±1) = ∞ (PyTorch). */ asin(x: Num): Num {
    if (typeof x === 'number') return this.libm.asin(x)
    if (x instanceof Traced) {
      const out = this.libm.asin(x.primal)
      return new Traced(out, this.tape.push(65, x.node, 0, out))
    }
    return this.elementwise(ROWS.asin, [x])
  }
  /** acos(x), for −1 ≤ x ≤ 1; acos′(±1) = −∞ (PyTorch). */ acos(x: Num): Num {
    if (typeof x === 'number') return this.libm.acos(x)
    if (x instanceof Traced) {
      const out = this.libm.acos(x.primal)
      return new Traced(out, this.tape.push(68, x.node, 0, out))
    }
    return this.elementwise(ROWS.acos, [x])
  }
  /** atan(x), for all numbers. */ atan(x: Num): Num {
    if (typeof x === 'number') return this.libm.atan(x)
    if (x instanceof Traced) {
      const out = this.libm.atan(x.primal)
      return new Traced(out, this.tape.push(71, x.node, 0, out))
    }
    return this.elementwise(ROWS.atan, [x])
  }
  /** sinh(x), for all numbers. */ sinh(x: Num): Num {
    if (typeof x === 'number') return this.libm.sinh(x)
    if (x instanceof Traced) {
      const out = this.libm.sinh(x.primal)
      return new Traced(out, this.tape.push(74, x.node, 0, out))
    }
    return this.elementwise(ROWS.sinh, [x])
  }
  /** cosh(x), for all numbers. */ cosh(x: Num): Num {
    if (typeof x === 'number') return this.libm.cosh(x)
    if (x instanceof Traced) {
      const out = this.libm.cosh(x.primal)
      return new Traced(out, this.tape.push(77, x.node, 0, out))
    }
    return this.elementwise(ROWS.cosh, [x])
  }
  /** tanh(x), for all numbers. */ tanh(x: Num): Num {
    if (typeof x === 'number') return this.libm.tanh(x)
    if (x instanceof Traced) {
      const out = this.libm.tanh(x.primal)
      return new Traced(out, this.tape.push(80, x.node, 0, out))
    }
    return this.elementwise(ROWS.tanh, [x])
  }
  /** asinh(x), for all numbers. */ asinh(x: Num): Num {
    if (typeof x === 'number') return this.libm.asinh(x)
    if (x instanceof Traced) {
      const out = this.libm.asinh(x.primal)
      return new Traced(out, this.tape.push(83, x.node, 0, out))
    }
    return this.elementwise(ROWS.asinh, [x])
  }
  /** acosh(x), for x ≥ 1; acosh′(1) = ∞ (PyTorch). */ acosh(x: Num): Num {
    if (typeof x === 'number') return this.libm.acosh(x)
    if (x instanceof Traced) {
      const out = this.libm.acosh(x.primal)
      return new Traced(out, this.tape.push(86, x.node, 0, out))
    }
    return this.elementwise(ROWS.acosh, [x])
  }
  /** atanh(x), for −1 < x < 1. */ atanh(x: Num): Num {
    if (typeof x === 'number') return this.libm.atanh(x)
    if (x instanceof Traced) {
      const out = this.libm.atanh(x.primal)
      return new Traced(out, this.tape.push(89, x.node, 0, out))
    }
    return this.elementwise(ROWS.atanh, [x])
  }
  /** sigmoid(x), for all numbers. */ sigmoid(x: Num): Num {
    if (typeof x === 'number') return sigmoidValue(this.libm, x)
    if (x instanceof Traced) {
      const out = sigmoidValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(92, x.node, 0, out))
    }
    return this.elementwise(ROWS.sigmoid, [x])
  }
  /** softplus(x), for all numbers. */ softplus(x: Num): Num {
    if (typeof x === 'number') return softplusValue(this.libm, x)
    if (x instanceof Traced) {
      const out = softplusValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(95, x.node, 0, out))
    }
    return this.elementwise(ROWS.softplus, [x])
  }
  /** logSigmoid(x), for all numbers. */ logSigmoid(x: Num): Num {
    if (typeof x === 'number') return logSigmoidValue(this.libm, x)
    if (x instanceof Traced) {
      const out = logSigmoidValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(98, x.node, 0, out))
    }
    return this.elementwise(ROWS.logSigmoid, [x])
  }
  /** softsign(x), for all numbers; the second derivative is 0 at 0, where it jumps (PyTorch). */ softsign(
    x: Num,
  ): Num {
    if (typeof x === 'number') return softsignValue(x)
    if (x instanceof Traced) {
      const out = softsignValue(x.primal)
      return new Traced(out, this.tape.push(101, x.node, 0, out))
    }
    return this.elementwise(ROWS.softsign, [x])
  }
  /** relu(x), for all numbers; relu′(0) = 0 (PyTorch, TensorFlow). */ relu(x: Num): Num {
    if (typeof x === 'number') return reluValue(x)
    if (x instanceof Traced) {
      const out = reluValue(x.primal)
      return new Traced(out, this.tape.push(104, x.node, 0, out))
    }
    return this.elementwise(ROWS.relu, [x])
  }
  /** relu6(x), for all numbers; relu6′ is 0 at 0 and at 6 (PyTorch). */ relu6(x: Num): Num {
    if (typeof x === 'number') return relu6Value(x)
    if (x instanceof Traced) {
      const out = relu6Value(x.primal)
      return new Traced(out, this.tape.push(107, x.node, 0, out))
    }
    return this.elementwise(ROWS.relu6, [x])
  }
  /** selu(x), for all numbers; at 0 the slope is that from below (PyTorch). */ selu(x: Num): Num {
    if (typeof x === 'number') return seluValue(this.libm, x)
    if (x instanceof Traced) {
      const out = seluValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(110, x.node, 0, out))
    }
    return this.elementwise(ROWS.selu, [x])
  }
  /** gelu(x), for all numbers. */ gelu(x: Num): Num {
    if (typeof x === 'number') return geluValue(this.libm, x)
    if (x instanceof Traced) {
      const out = geluValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(113, x.node, 0, out))
    }
    return this.elementwise(ROWS.gelu, [x])
  }
  /** geluTanh(x), for all numbers. */ geluTanh(x: Num): Num {
    if (typeof x === 'number') return geluTanhValue(this.libm, x)
    if (x instanceof Traced) {
      const out = geluTanhValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(116, x.node, 0, out))
    }
    return this.elementwise(ROWS.geluTanh, [x])
  }
  /** silu(x), for all numbers. */ silu(x: Num): Num {
    if (typeof x === 'number') return siluValue(this.libm, x)
    if (x instanceof Traced) {
      const out = siluValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(119, x.node, 0, out))
    }
    return this.elementwise(ROWS.silu, [x])
  }
  /** mish(x), for all numbers. */ mish(x: Num): Num {
    if (typeof x === 'number') return mishValue(this.libm, x)
    if (x instanceof Traced) {
      const out = mishValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(122, x.node, 0, out))
    }
    return this.elementwise(ROWS.mish, [x])
  }
  /** hardSigmoid(x), for all numbers; the slope is 0 at −3 and at 3 (PyTorch). */ hardSigmoid(x: Num): Num {
    if (typeof x === 'number') return hardSigmoidValue(x)
    if (x instanceof Traced) {
      const out = hardSigmoidValue(x.primal)
      return new Traced(out, this.tape.push(125, x.node, 0, out))
    }
    return this.elementwise(ROWS.hardSigmoid, [x])
  }
  /** hardTanh(x), for all numbers; the slope is 0 at −1 and at 1 (PyTorch). */ hardTanh(x: Num): Num {
    if (typeof x === 'number') return hardTanhValue(x)
    if (x instanceof Traced) {
      const out = hardTanhValue(x.primal)
      return new Traced(out, this.tape.push(128, x.node, 0, out))
    }
    return this.elementwise(ROWS.hardTanh, [x])
  }
  /** hardSwish(x), for all numbers; the slope is −1/2 at −3 and 3/2 at 3, those from inside (PyTorch 1.13). */ hardSwish(
    x: Num,
  ): Num {
    if (typeof x === 'number') return hardSwishValue(x)
    if (x instanceof Traced) {
      const out = hardSwishValue(x.primal)
      return new Traced(out, this.tape.push(131, x.node, 0, out))
    }
    return this.elementwise(ROWS.hardSwish, [x])
  }
  /** sinc(x), for all numbers. */ sinc(x: Num): Num {
    if (typeof x === 'number') return sincValue(this.libm, x)
    if (x instanceof Traced) {
      const out = sincValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(134, x.node, 0, out))
    }
    return this.elementwise(ROWS.sinc, [x])
  }
  /** erf(x), for all numbers. */ erf(x: Num): Num {
    if (typeof x === 'number') return this.libm.erf(x)
    if (x instanceof Traced) {
      const out = this.libm.erf(x.primal)
      return new Traced(out, this.tape.push(137, x.node, 0, out))
    }
    return this.elementwise(ROWS.erf, [x])
  }
  /** erfc(x), for all numbers. */ erfc(x: Num): Num {
    if (typeof x === 'number') return this.libm.erfc(x)
    if (x instanceof Traced) {
      const out = this.libm.erfc(x.primal)
      return new Traced(out, this.tape.push(140, x.node, 0, out))
    }
    return this.elementwise(ROWS.erfc, [x])
  }
  /** erfinv(x), for −1 ≤ x ≤ 1; erfinv′(±1) = ∞ (PyTorch). */ erfinv(x: Num): Num {
    if (typeof x === 'number') return erfinvValue(this.libm, x, 0, 0)
    if (x instanceof Traced) {
      const out = erfinvValue(this.libm, x.primal, 0, 0)
      return new Traced(out, this.tape.push(143, x.node, 0, out))
    }
    return this.elementwise(ROWS.erfinv, [x])
  }
  /** gamma(x), for x ≠ 0, −1, −2, …; NaN at −1, −2, …; ±∞ at ±0 (C, IEEE 754). */ gamma(x: Num): Num {
    if (typeof x === 'number') return this.libm.gamma(x)
    if (x instanceof Traced) {
      const out = this.libm.gamma(x.primal)
      return new Traced(out, this.tape.push(146, x.node, 0, out))
    }
    return this.elementwise(ROWS.gamma, [x])
  }
  /** lgamma(x), for x ≠ 0, −1, −2, …; ∞ at 0, −1, −2, …, the slope NaN at −1, −2, … (PyTorch). */ lgamma(x: Num): Num {
    if (typeof x === 'number') return this.libm.lgamma(x)
    if (x instanceof Traced) {
      const out = this.libm.lgamma(x.primal)
      return new Traced(out, this.tape.push(149, x.node, 0, out))
    }
    return this.elementwise(ROWS.lgamma, [x])
  }
  /** digamma(x), for x ≠ 0, −1, −2, …; ∓∞ at ±0, NaN at −1, −2, … (PyTorch). */ digamma(x: Num): Num {
    if (typeof x === 'number') return digammaValue(this.libm, x, 0, 0)
    if (x instanceof Traced) {
      const out = digammaValue(this.libm, x.primal, 0, 0)
      return new Traced(out, this.tape.push(152, x.node, 0, out))
    }
    return this.elementwise(ROWS.digamma, [x])
  }
  /** entr(x), for x ≥ 0; entr′(0) = ∞ (PyTorch). */ entr(x: Num): Num {
    if (typeof x === 'number') return entrValue(this.libm, x)
    if (x instanceof Traced) {
      const out = entrValue(this.libm, x.primal)
      return new Traced(out, this.tape.push(155, x.node, 0, out))
    }
    return this.elementwise(ROWS.entr, [x])
  }
  /** floor(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ floor(x: Num): Num {
    if (typeof x === 'number') return Math.floor(x)
    if (x instanceof Traced) {
      const out = Math.floor(x.primal)
      return new Traced(out, this.tape.push(158, x.node, 0, out))
    }
    return this.elementwise(ROWS.floor, [x])
  }
  /** ceil(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ ceil(x: Num): Num {
    if (typeof x === 'number') return Math.ceil(x)
    if (x instanceof Traced) {
      const out = Math.ceil(x.primal)
      return new Traced(out, this.tape.push(161, x.node, 0, out))
    }
    return this.elementwise(ROWS.ceil, [x])
  }
  /** trunc(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ trunc(x: Num): Num {
    if (typeof x === 'number') return Math.trunc(x)
    if (x instanceof Traced) {
      const out = Math.trunc(x.primal)
      return new Traced(out, this.tape.push(164, x.node, 0, out))
    }
    return this.elementwise(ROWS.trunc, [x])
  }
  /** round(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ round(x: Num): Num {
    if (typeof x === 'number') return roundValue(this.libm, x, 0, 0)
    if (x instanceof Traced) {
      const out = roundValue(this.libm, x.primal, 0, 0)
      return new Traced(out, this.tape.push(167, x.node, 0, out))
    }
    return this.elementwise(ROWS.round, [x])
  }
  /** round(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ roundHalfUp(x: Num): Num {
    if (typeof x === 'number') return Math.round(x)
    if (x instanceof Traced) {
      const out = Math.round(x.primal)
      return new Traced(out, this.tape.push(170, x.node, 0, out))
    }
    return this.elementwise(ROWS.roundHalfUp, [x])
  }
  /** x + y, for all numbers. */ add(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x + y
      if (y instanceof Traced) {
        const out = x + y.primal
        return new Traced(out, this.tape.pushWith(174, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal + y
        return new Traced(out, this.tape.pushWith(175, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = x.primal + y.primal
        return new Traced(out, this.tape.push(173, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.add, [x, y])
  }
  /** x - y, for all numbers. */ sub(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x - y
      if (y instanceof Traced) {
        const out = x - y.primal
        return new Traced(out, this.tape.pushWith(177, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal - y
        return new Traced(out, this.tape.pushWith(178, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = x.primal - y.primal
        return new Traced(out, this.tape.push(176, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.sub, [x, y])
  }
  /** x * y, for all numbers. */ mul(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x * y
      if (y instanceof Traced) {
        const out = x * y.primal
        return new Traced(out, this.tape.pushWith(180, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal * y
        return new Traced(out, this.tape.pushWith(181, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = x.primal * y.primal
        return new Traced(out, this.tape.push(179, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.mul, [x, y])
  }
  /** x / y, for y ≠ 0. */ div(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x / y
      if (y instanceof Traced) {
        const out = x / y.primal
        return new Traced(out, this.tape.pushWith(183, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal / y
        return new Traced(out, this.tape.pushWith(184, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = x.primal / y.primal
        return new Traced(out, this.tape.push(182, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.div, [x, y])
  }
  /** x ** y, for x > 0, or x < 0 with an integer y; 0⁰ and 0ʸ: the slope in y is 0 (PyTorch). */ pow(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return this.libm.pow(x, y)
      if (y instanceof Traced) {
        const out = this.libm.pow(x, y.primal)
        return new Traced(out, this.tape.pushWith(186, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = this.libm.pow(x.primal, y)
        return new Traced(out, this.tape.pushWith(187, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = this.libm.pow(x.primal, y.primal)
        return new Traced(out, this.tape.push(185, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.pow, [x, y])
  }
  /** x ** n, for an integer y. */ powInt(x: Num, n: Num): Num {
    if (typeof x === 'number') {
      if (typeof n === 'number') return powIntValue(this.libm, x, n, 0)
      if (n instanceof Traced) {
        const out = powIntValue(this.libm, x, n.primal, 0)
        return new Traced(out, this.tape.pushWith(189, 0, n.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof n === 'number') {
        const out = powIntValue(this.libm, x.primal, n, 0)
        return new Traced(out, this.tape.pushWith(190, x.node, 0, n, out))
      }
      if (n instanceof Traced) {
        const out = powIntValue(this.libm, x.primal, n.primal, 0)
        return new Traced(out, this.tape.push(188, x.node, n.node, out))
      }
    }
    return this.elementwise(ROWS.powInt, [x, n])
  }
  /** atan2(x, y), for all numbers; NaN at (0, 0) (PyTorch). */ atan2(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return this.libm.atan2(x, y)
      if (y instanceof Traced) {
        const out = this.libm.atan2(x, y.primal)
        return new Traced(out, this.tape.pushWith(192, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = this.libm.atan2(x.primal, y)
        return new Traced(out, this.tape.pushWith(193, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = this.libm.atan2(x.primal, y.primal)
        return new Traced(out, this.tape.push(191, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.atan2, [x, y])
  }
  /** hypot(x, y), for all numbers; NaN at (0, 0) (PyTorch). */ hypot(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return this.libm.hypot(x, y)
      if (y instanceof Traced) {
        const out = this.libm.hypot(x, y.primal)
        return new Traced(out, this.tape.pushWith(195, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = this.libm.hypot(x.primal, y)
        return new Traced(out, this.tape.pushWith(196, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = this.libm.hypot(x.primal, y.primal)
        return new Traced(out, this.tape.push(194, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.hypot, [x, y])
  }
  /** maximum(x, y), for all numbers; at a tie each operand gets half (PyTorch, JAX). */ maximumSplit(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return Math.max(x, y)
      if (y instanceof Traced) {
        const out = Math.max(x, y.primal)
        return new Traced(out, this.tape.pushWith(198, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.max(x.primal, y)
        return new Traced(out, this.tape.pushWith(199, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = Math.max(x.primal, y.primal)
        return new Traced(out, this.tape.push(197, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.maximumSplit, [x, y])
  }
  /** maximum(x, y), for all numbers; at a tie the first operand gets all (TensorFlow). */ maximumFirst(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return Math.max(x, y)
      if (y instanceof Traced) {
        const out = Math.max(x, y.primal)
        return new Traced(out, this.tape.pushWith(201, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.max(x.primal, y)
        return new Traced(out, this.tape.pushWith(202, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = Math.max(x.primal, y.primal)
        return new Traced(out, this.tape.push(200, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.maximumFirst, [x, y])
  }
  /** minimum(x, y), for all numbers; at a tie each operand gets half (PyTorch, JAX). */ minimumSplit(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return Math.min(x, y)
      if (y instanceof Traced) {
        const out = Math.min(x, y.primal)
        return new Traced(out, this.tape.pushWith(204, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.min(x.primal, y)
        return new Traced(out, this.tape.pushWith(205, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = Math.min(x.primal, y.primal)
        return new Traced(out, this.tape.push(203, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.minimumSplit, [x, y])
  }
  /** minimum(x, y), for all numbers; at a tie the first operand gets all (TensorFlow). */ minimumFirst(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return Math.min(x, y)
      if (y instanceof Traced) {
        const out = Math.min(x, y.primal)
        return new Traced(out, this.tape.pushWith(207, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.min(x.primal, y)
        return new Traced(out, this.tape.pushWith(208, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = Math.min(x.primal, y.primal)
        return new Traced(out, this.tape.push(206, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.minimumFirst, [x, y])
  }
  /** x % y, for y ≠ 0; x has slope 1, y minus the quotient, at a jump too (PyTorch). */ mod(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return modValue(this.libm, x, y, 0)
      if (y instanceof Traced) {
        const out = modValue(this.libm, x, y.primal, 0)
        return new Traced(out, this.tape.pushWith(210, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = modValue(this.libm, x.primal, y, 0)
        return new Traced(out, this.tape.pushWith(211, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = modValue(this.libm, x.primal, y.primal, 0)
        return new Traced(out, this.tape.push(209, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.mod, [x, y])
  }
  /** fmod(x, y), for y ≠ 0; x has slope 1, y minus the quotient, at a jump too (PyTorch). */ fmod(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x % y
      if (y instanceof Traced) {
        const out = x % y.primal
        return new Traced(out, this.tape.pushWith(213, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal % y
        return new Traced(out, this.tape.pushWith(214, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = x.primal % y.primal
        return new Traced(out, this.tape.push(212, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.fmod, [x, y])
  }
  /** x // y, for y ≠ 0; the derivative of a step is 0 everywhere (PyTorch). */ floorDivide(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return floorDivideValue(this.libm, x, y, 0)
      if (y instanceof Traced) {
        const out = floorDivideValue(this.libm, x, y.primal, 0)
        return new Traced(out, this.tape.pushWith(216, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = floorDivideValue(this.libm, x.primal, y, 0)
        return new Traced(out, this.tape.pushWith(217, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = floorDivideValue(this.libm, x.primal, y.primal, 0)
        return new Traced(out, this.tape.push(215, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.floorDivide, [x, y])
  }
  /** copysign(x, y), for all numbers; 0 at x = 0 (PyTorch). */ copysign(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return copysignValue(this.libm, x, y, 0)
      if (y instanceof Traced) {
        const out = copysignValue(this.libm, x, y.primal, 0)
        return new Traced(out, this.tape.pushWith(219, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = copysignValue(this.libm, x.primal, y, 0)
        return new Traced(out, this.tape.pushWith(220, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = copysignValue(this.libm, x.primal, y.primal, 0)
        return new Traced(out, this.tape.push(218, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.copysign, [x, y])
  }
  /** logaddexp(x, y), for all numbers. */ logaddexp(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return logaddexpValue(this.libm, x, y)
      if (y instanceof Traced) {
        const out = logaddexpValue(this.libm, x, y.primal)
        return new Traced(out, this.tape.pushWith(222, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = logaddexpValue(this.libm, x.primal, y)
        return new Traced(out, this.tape.pushWith(223, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = logaddexpValue(this.libm, x.primal, y.primal)
        return new Traced(out, this.tape.push(221, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.logaddexp, [x, y])
  }
  /** leakyRelu(x, y), for all numbers; at 0 the slope is that from below (PyTorch). */ leakyRelu(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return leakyReluValue(x, y)
      if (y instanceof Traced) {
        const out = leakyReluValue(x, y.primal)
        return new Traced(out, this.tape.pushWith(225, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = leakyReluValue(x.primal, y)
        return new Traced(out, this.tape.pushWith(226, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = leakyReluValue(x.primal, y.primal)
        return new Traced(out, this.tape.push(224, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.leakyRelu, [x, y])
  }
  /** elu(x, y), for all numbers; at 0 the slope is that from below (PyTorch). */ elu(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return eluValue(this.libm, x, y)
      if (y instanceof Traced) {
        const out = eluValue(this.libm, x, y.primal)
        return new Traced(out, this.tape.pushWith(228, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = eluValue(this.libm, x.primal, y)
        return new Traced(out, this.tape.pushWith(229, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = eluValue(this.libm, x.primal, y.primal)
        return new Traced(out, this.tape.push(227, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.elu, [x, y])
  }
  /** celu(x, y), for all numbers; the second derivative jumps at 0 and is that from below there (PyTorch). */ celu(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return celuValue(this.libm, x, y)
      if (y instanceof Traced) {
        const out = celuValue(this.libm, x, y.primal)
        return new Traced(out, this.tape.pushWith(231, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = celuValue(this.libm, x.primal, y)
        return new Traced(out, this.tape.pushWith(232, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = celuValue(this.libm, x.primal, y.primal)
        return new Traced(out, this.tape.push(230, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.celu, [x, y])
  }
  /** polygamma(n, x), for an integer n ≥ 0 and x ≠ 0, −1, −2, …; ∞ at a pole for an odd n (PyTorch). */ polygamma(
    n: Num,
    x: Num,
  ): Num {
    if (typeof n === 'number') {
      if (typeof x === 'number') return polygammaValue(this.libm, n, x, 0)
      if (x instanceof Traced) {
        const out = polygammaValue(this.libm, n, x.primal, 0)
        return new Traced(out, this.tape.pushWith(234, 0, x.node, n, out))
      }
    } else if (n instanceof Traced) {
      if (typeof x === 'number') {
        const out = polygammaValue(this.libm, n.primal, x, 0)
        return new Traced(out, this.tape.pushWith(235, n.node, 0, x, out))
      }
      if (x instanceof Traced) {
        const out = polygammaValue(this.libm, n.primal, x.primal, 0)
        return new Traced(out, this.tape.push(233, n.node, x.node, out))
      }
    }
    return this.elementwise(ROWS.polygamma, [n, x])
  }
  /** beta(x, y), for x > 0 and y > 0. */ beta(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return betaValue(this.libm, x, y, 0)
      if (y instanceof Traced) {
        const out = betaValue(this.libm, x, y.primal, 0)
        return new Traced(out, this.tape.pushWith(237, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = betaValue(this.libm, x.primal, y, 0)
        return new Traced(out, this.tape.pushWith(238, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = betaValue(this.libm, x.primal, y.primal, 0)
        return new Traced(out, this.tape.push(236, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.beta, [x, y])
  }
  /** xlogy(x, y), for y > 0; 0 · log 0 = 0 with the slope 0 in x, NaN in y (PyTorch). */ xlogy(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return xlogyValue(this.libm, x, y)
      if (y instanceof Traced) {
        const out = xlogyValue(this.libm, x, y.primal)
        return new Traced(out, this.tape.pushWith(240, 0, y.node, x, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = xlogyValue(this.libm, x.primal, y)
        return new Traced(out, this.tape.pushWith(241, x.node, 0, y, out))
      }
      if (y instanceof Traced) {
        const out = xlogyValue(this.libm, x.primal, y.primal)
        return new Traced(out, this.tape.push(239, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.xlogy, [x, y])
  }
  /** clip(x, y, z), for all numbers; at a bound x keeps slope 1 (PyTorch, TensorFlow). */ clip(
    x: Num,
    y: Num,
    z: Num,
  ): Num {
    if (typeof x === 'number' && typeof y === 'number' && typeof z === 'number') return clipValue(x, y, z)
    return this.elementwise(ROWS.clip, [x, y, z])
  }
  /** lerp(x, y, z), for all numbers. */ lerp(x: Num, y: Num, z: Num): Num {
    if (typeof x === 'number' && typeof y === 'number' && typeof z === 'number') return lerpValue(x, y, z)
    return this.elementwise(ROWS.lerp, [x, y, z])
  }
}
