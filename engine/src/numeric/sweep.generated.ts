// Generated from rows.ts by engine/scripts/generate-sweep.mjs. Do not edit.
import type { RowName } from './algebra'
import type { Libm } from './libm'
import { Traced, type Num } from './num'
import { ROWS, type Row } from './rows'
import { CONSTANT, GENERAL, type Tape } from './tape'

const clipValue = ROWS.clip.value
const copysignValue = ROWS.copysign.value
const floorDivideValue = ROWS.floorDivide.value
const modValue = ROWS.mod.value
const powIntValue = ROWS.powInt.value
const reluValue = ROWS.relu.value
const roundValue = ROWS.round.value
const sigmoidValue = ROWS.sigmoid.value
const softplusValue = ROWS.softplus.value

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
  const { op, a, b, value } = tape
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
      case 9: {
        // neg
        const p = a[i]
        adjoint[p] += -t
        reached[p] = 1
        break
      }
      case 10: {
        // abs
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * Math.sign(x)
        reached[p] = 1
        break
      }
      case 11: {
        // sign
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 12: {
        // reciprocal
        const p = a[i]
        const out = value[i]
        adjoint[p] += -(t * (out * out))
        reached[p] = 1
        break
      }
      case 13: {
        // square
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * (2 * x)
        reached[p] = 1
        break
      }
      case 14: {
        // sqrt
        const p = a[i]
        const out = value[i]
        adjoint[p] += t / (2 * out)
        reached[p] = 1
        break
      }
      case 15: {
        // rsqrt
        const p = a[i]
        const out = value[i]
        adjoint[p] += -0.5 * t * (out * (out * out))
        reached[p] = 1
        break
      }
      case 16: {
        // cbrt
        const p = a[i]
        const out = value[i]
        adjoint[p] += t / (3 * (out * out))
        reached[p] = 1
        break
      }
      case 17: {
        // exp
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * out
        reached[p] = 1
        break
      }
      case 18: {
        // expm1
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (out + 1)
        reached[p] = 1
        break
      }
      case 19: {
        // exp2
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * out * 0.6931471805599453
        reached[p] = 1
        break
      }
      case 20: {
        // log
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / x
        reached[p] = 1
        break
      }
      case 21: {
        // log1p
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (x + 1)
        reached[p] = 1
        break
      }
      case 22: {
        // log2
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (x * 0.6931471805599453)
        reached[p] = 1
        break
      }
      case 23: {
        // log10
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (x * 2.302585092994046)
        reached[p] = 1
        break
      }
      case 24: {
        // sin
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * m.cos(x)
        reached[p] = 1
        break
      }
      case 25: {
        // cos
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * -m.sin(x)
        reached[p] = 1
        break
      }
      case 26: {
        // tan
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (1 + out * out)
        reached[p] = 1
        break
      }
      case 27: {
        // asin
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / Math.sqrt((1 - x) * (1 + x))
        reached[p] = 1
        break
      }
      case 28: {
        // acos
        const p = a[i]
        const x = value[p]
        adjoint[p] += -(t / Math.sqrt((1 - x) * (1 + x)))
        reached[p] = 1
        break
      }
      case 29: {
        // atan
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (1 + x * x)
        reached[p] = 1
        break
      }
      case 30: {
        // sinh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * m.cosh(x)
        reached[p] = 1
        break
      }
      case 31: {
        // cosh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * m.sinh(x)
        reached[p] = 1
        break
      }
      case 32: {
        // tanh
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (1 - out * out)
        reached[p] = 1
        break
      }
      case 33: {
        // asinh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / m.hypot(1, x)
        reached[p] = 1
        break
      }
      case 34: {
        // acosh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / (Math.sqrt(x - 1) * Math.sqrt(x + 1))
        reached[p] = 1
        break
      }
      case 35: {
        // atanh
        const p = a[i]
        const x = value[p]
        adjoint[p] += t / ((1 - x) * (1 + x))
        reached[p] = 1
        break
      }
      case 36: {
        // sigmoid
        const p = a[i]
        const out = value[i]
        adjoint[p] += t * (1 - out) * out
        reached[p] = 1
        break
      }
      case 37: {
        // softplus
        const p = a[i]
        const x = value[p]
        adjoint[p] += t * sigmoidValue(m, x, 0, 0)
        reached[p] = 1
        break
      }
      case 38: {
        // relu
        const p = a[i]
        const x = value[p]
        adjoint[p] += x <= 0 ? 0 : t
        reached[p] = 1
        break
      }
      case 39: {
        // floor
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 40: {
        // ceil
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 41: {
        // trunc
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 42: {
        // round
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 43: {
        // roundHalfUp
        const p = a[i]
        adjoint[p] += 0
        reached[p] = 1
        break
      }
      case 44: {
        // add
        const p = a[i]
        const q = b[i]
        adjoint[p] += t
        reached[p] = 1
        adjoint[q] += t
        reached[q] = 1
        break
      }
      case 45: {
        // sub
        const p = a[i]
        const q = b[i]
        adjoint[p] += t
        reached[p] = 1
        adjoint[q] += -t
        reached[q] = 1
        break
      }
      case 46: {
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
      case 47: {
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
      case 48: {
        // pow
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        const out = value[i]
        if (op[p] !== CONSTANT) {
          adjoint[p] += y === 0 ? 0 : t * (y * m.pow(x, y - 1))
          reached[p] = 1
        }
        if (op[q] !== CONSTANT) {
          adjoint[q] += x === 0 && y >= 0 ? 0 : t * (out * m.log(x))
          reached[q] = 1
        }
        break
      }
      case 49: {
        // powInt
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        if (op[p] !== CONSTANT) {
          adjoint[p] += y === 0 ? 0 : t * (y * powIntValue(m, x, y - 1, 0))
          reached[p] = 1
        }
        adjoint[q] += 0
        reached[q] = 1
        break
      }
      case 50: {
        // atan2
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += t * (y / (x * x + y * y))
        reached[p] = 1
        adjoint[q] += t * -(x / (x * x + y * y))
        reached[q] = 1
        break
      }
      case 51: {
        // hypot
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        const out = value[i]
        adjoint[p] += t * (x / out)
        reached[p] = 1
        adjoint[q] += t * (y / out)
        reached[q] = 1
        break
      }
      case 52: {
        // maximumSplit
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += x === y ? t * 0.5 : x < y ? 0 : t
        reached[p] = 1
        adjoint[q] += x === y ? t * 0.5 : y < x ? 0 : t
        reached[q] = 1
        break
      }
      case 53: {
        // maximumFirst
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += x >= y ? t : 0
        reached[p] = 1
        adjoint[q] += x >= y ? 0 : t
        reached[q] = 1
        break
      }
      case 54: {
        // minimumSplit
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += x === y ? t * 0.5 : y < x ? 0 : t
        reached[p] = 1
        adjoint[q] += x === y ? t * 0.5 : x < y ? 0 : t
        reached[q] = 1
        break
      }
      case 55: {
        // minimumFirst
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += x <= y ? t : 0
        reached[p] = 1
        adjoint[q] += x <= y ? 0 : t
        reached[q] = 1
        break
      }
      case 56: {
        // mod
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += t
        reached[p] = 1
        if (op[q] !== CONSTANT) {
          adjoint[q] += -(t * floorDivideValue(m, x, y, 0))
          reached[q] = 1
        }
        break
      }
      case 57: {
        // fmod
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        adjoint[p] += t
        reached[p] = 1
        if (op[q] !== CONSTANT) {
          adjoint[q] += -(t * Math.trunc(x / y))
          reached[q] = 1
        }
        break
      }
      case 58: {
        // floorDivide
        const p = a[i]
        const q = b[i]
        adjoint[p] += 0
        reached[p] = 1
        adjoint[q] += 0
        reached[q] = 1
        break
      }
      case 59: {
        // copysign
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const out = value[i]
        adjoint[p] += x === 0 ? 0 : t * (out / x)
        reached[p] = 1
        adjoint[q] += 0
        reached[q] = 1
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
  const { op, a, b, value } = tape
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
      case 9: {
        // neg
        const p = a[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = -t
          active[i] = 1
        }
        break
      }
      case 10: {
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
      case 11: {
        // sign
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 12: {
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
      case 13: {
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
      case 14: {
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
      case 15: {
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
      case 16: {
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
      case 17: {
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
      case 18: {
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
      case 19: {
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
      case 20: {
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
      case 21: {
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
      case 22: {
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
      case 23: {
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
      case 24: {
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
      case 25: {
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
      case 26: {
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
      case 27: {
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
      case 28: {
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
      case 29: {
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
      case 30: {
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
      case 31: {
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
      case 32: {
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
      case 33: {
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
      case 34: {
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
      case 35: {
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
      case 36: {
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
      case 37: {
        // softplus
        const p = a[i]
        const x = value[p]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] = t * sigmoidValue(m, x, 0, 0)
          active[i] = 1
        }
        break
      }
      case 38: {
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
      case 39: {
        // floor
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 40: {
        // ceil
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 41: {
        // trunc
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 42: {
        // round
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 43: {
        // roundHalfUp
        const p = a[i]
        if (active[p] !== 0) {
          tangent[i] = 0
          active[i] = 1
        }
        break
      }
      case 44: {
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
      case 45: {
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
      case 46: {
        // mul
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 47: {
        // div
        const p = a[i]
        const q = b[i]
        const y = value[q]
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
      case 48: {
        // pow
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        const out = value[i]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += y === 0 ? 0 : t * (y * m.pow(x, y - 1))
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += x === 0 && y >= 0 ? 0 : t * (out * m.log(x))
          active[i] = 1
        }
        break
      }
      case 49: {
        // powInt
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += y === 0 ? 0 : t * (y * powIntValue(m, x, y - 1, 0))
          active[i] = 1
        }
        if (active[q] !== 0) {
          tangent[i] += 0
          active[i] = 1
        }
        break
      }
      case 50: {
        // atan2
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
        if (active[p] !== 0) {
          const t = tangent[p]
          tangent[i] += t * (y / (x * x + y * y))
          active[i] = 1
        }
        if (active[q] !== 0) {
          const t = tangent[q]
          tangent[i] += t * -(x / (x * x + y * y))
          active[i] = 1
        }
        break
      }
      case 51: {
        // hypot
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 52: {
        // maximumSplit
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 53: {
        // maximumFirst
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 54: {
        // minimumSplit
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 55: {
        // minimumFirst
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 56: {
        // mod
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 57: {
        // fmod
        const p = a[i]
        const q = b[i]
        const x = value[p]
        const y = value[q]
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
      case 58: {
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
      case 59: {
        // copysign
        const p = a[i]
        const q = b[i]
        const x = value[p]
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
sigmoid: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = sigmoidValue(m, x[i * dx], 0, 0) },
softplus: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = softplusValue(m, x[i * dx], 0, 0) },
relu: (m, n, out, x, dx) => { for (let i = 0; i < n; i++) out[i] = reluValue(m, x[i * dx], 0, 0) },
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
clip: (m, n, out, x, dx, y, dy, z, dz) => { for (let i = 0; i < n; i++) out[i] = clipValue(m, x[i * dx], y[i * dy], z[i * dz]) }, }

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
      return new Traced(out, this.tape.push(9, x.node, 0, out))
    }
    return this.elementwise(ROWS.neg, [x])
  }
  /** abs(x), for all numbers; |x|′(0) = 0 (PyTorch, TensorFlow). */ abs(x: Num): Num {
    if (typeof x === 'number') return Math.abs(x)
    if (x instanceof Traced) {
      const out = Math.abs(x.primal)
      return new Traced(out, this.tape.push(10, x.node, 0, out))
    }
    return this.elementwise(ROWS.abs, [x])
  }
  /** sign(x), for all numbers; sign′(0) = 0 (PyTorch). */ sign(x: Num): Num {
    if (typeof x === 'number') return Math.sign(x)
    if (x instanceof Traced) {
      const out = Math.sign(x.primal)
      return new Traced(out, this.tape.push(11, x.node, 0, out))
    }
    return this.elementwise(ROWS.sign, [x])
  }
  /** reciprocal(x), for x ≠ 0. */ reciprocal(x: Num): Num {
    if (typeof x === 'number') return 1 / x
    if (x instanceof Traced) {
      const out = 1 / x.primal
      return new Traced(out, this.tape.push(12, x.node, 0, out))
    }
    return this.elementwise(ROWS.reciprocal, [x])
  }
  /** square(x), for all numbers. */ square(x: Num): Num {
    if (typeof x === 'number') return x * x
    if (x instanceof Traced) {
      const out = x.primal * x.primal
      return new Traced(out, this.tape.push(13, x.node, 0, out))
    }
    return this.elementwise(ROWS.square, [x])
  }
  /** sqrt(x), for x ≥ 0; sqrt′(0) = ∞ (PyTorch). */ sqrt(x: Num): Num {
    if (typeof x === 'number') return Math.sqrt(x)
    if (x instanceof Traced) {
      const out = Math.sqrt(x.primal)
      return new Traced(out, this.tape.push(14, x.node, 0, out))
    }
    return this.elementwise(ROWS.sqrt, [x])
  }
  /** rsqrt(x), for x > 0. */ rsqrt(x: Num): Num {
    if (typeof x === 'number') return 1 / Math.sqrt(x)
    if (x instanceof Traced) {
      const out = 1 / Math.sqrt(x.primal)
      return new Traced(out, this.tape.push(15, x.node, 0, out))
    }
    return this.elementwise(ROWS.rsqrt, [x])
  }
  /** cbrt(x), for all numbers; cbrt′(0) = ∞ (the limit). */ cbrt(x: Num): Num {
    if (typeof x === 'number') return this.libm.cbrt(x)
    if (x instanceof Traced) {
      const out = this.libm.cbrt(x.primal)
      return new Traced(out, this.tape.push(16, x.node, 0, out))
    }
    return this.elementwise(ROWS.cbrt, [x])
  }
  /** exp(x), for all numbers. */ exp(x: Num): Num {
    if (typeof x === 'number') return this.libm.exp(x)
    if (x instanceof Traced) {
      const out = this.libm.exp(x.primal)
      return new Traced(out, this.tape.push(17, x.node, 0, out))
    }
    return this.elementwise(ROWS.exp, [x])
  }
  /** expm1(x), for all numbers. */ expm1(x: Num): Num {
    if (typeof x === 'number') return this.libm.expm1(x)
    if (x instanceof Traced) {
      const out = this.libm.expm1(x.primal)
      return new Traced(out, this.tape.push(18, x.node, 0, out))
    }
    return this.elementwise(ROWS.expm1, [x])
  }
  /** exp2(x), for all numbers. */ exp2(x: Num): Num {
    if (typeof x === 'number') return this.libm.exp2(x)
    if (x instanceof Traced) {
      const out = this.libm.exp2(x.primal)
      return new Traced(out, this.tape.push(19, x.node, 0, out))
    }
    return this.elementwise(ROWS.exp2, [x])
  }
  /** log(x), for x > 0. */ log(x: Num): Num {
    if (typeof x === 'number') return this.libm.log(x)
    if (x instanceof Traced) {
      const out = this.libm.log(x.primal)
      return new Traced(out, this.tape.push(20, x.node, 0, out))
    }
    return this.elementwise(ROWS.log, [x])
  }
  /** log1p(x), for x > −1. */ log1p(x: Num): Num {
    if (typeof x === 'number') return this.libm.log1p(x)
    if (x instanceof Traced) {
      const out = this.libm.log1p(x.primal)
      return new Traced(out, this.tape.push(21, x.node, 0, out))
    }
    return this.elementwise(ROWS.log1p, [x])
  }
  /** log2(x), for x > 0. */ log2(x: Num): Num {
    if (typeof x === 'number') return this.libm.log2(x)
    if (x instanceof Traced) {
      const out = this.libm.log2(x.primal)
      return new Traced(out, this.tape.push(22, x.node, 0, out))
    }
    return this.elementwise(ROWS.log2, [x])
  }
  /** log10(x), for x > 0. */ log10(x: Num): Num {
    if (typeof x === 'number') return this.libm.log10(x)
    if (x instanceof Traced) {
      const out = this.libm.log10(x.primal)
      return new Traced(out, this.tape.push(23, x.node, 0, out))
    }
    return this.elementwise(ROWS.log10, [x])
  }
  /** sin(x), for all numbers. */ sin(x: Num): Num {
    if (typeof x === 'number') return this.libm.sin(x)
    if (x instanceof Traced) {
      const out = this.libm.sin(x.primal)
      return new Traced(out, this.tape.push(24, x.node, 0, out))
    }
    return this.elementwise(ROWS.sin, [x])
  }
  /** cos(x), for all numbers. */ cos(x: Num): Num {
    if (typeof x === 'number') return this.libm.cos(x)
    if (x instanceof Traced) {
      const out = this.libm.cos(x.primal)
      return new Traced(out, this.tape.push(25, x.node, 0, out))
    }
    return this.elementwise(ROWS.cos, [x])
  }
  /** tan(x), for all numbers. */ tan(x: Num): Num {
    if (typeof x === 'number') return this.libm.tan(x)
    if (x instanceof Traced) {
      const out = this.libm.tan(x.primal)
      return new Traced(out, this.tape.push(26, x.node, 0, out))
    }
    return this.elementwise(ROWS.tan, [x])
  }
  /** asin(x), for −1 ≤ x ≤ 1; asin′(±1) = ∞ (PyTorch). */ asin(x: Num): Num {
    if (typeof x === 'number') return this.libm.asin(x)
    if (x instanceof Traced) {
      const out = this.libm.asin(x.primal)
      return new Traced(out, this.tape.push(27, x.node, 0, out))
    }
    return this.elementwise(ROWS.asin, [x])
  }
  /** acos(x), for −1 ≤ x ≤ 1; acos′(±1) = −∞ (PyTorch). */ acos(x: Num): Num {
    if (typeof x === 'number') return this.libm.acos(x)
    if (x instanceof Traced) {
      const out = this.libm.acos(x.primal)
      return new Traced(out, this.tape.push(28, x.node, 0, out))
    }
    return this.elementwise(ROWS.acos, [x])
  }
  /** atan(x), for all numbers. */ atan(x: Num): Num {
    if (typeof x === 'number') return this.libm.atan(x)
    if (x instanceof Traced) {
      const out = this.libm.atan(x.primal)
      return new Traced(out, this.tape.push(29, x.node, 0, out))
    }
    return this.elementwise(ROWS.atan, [x])
  }
  /** sinh(x), for all numbers. */ sinh(x: Num): Num {
    if (typeof x === 'number') return this.libm.sinh(x)
    if (x instanceof Traced) {
      const out = this.libm.sinh(x.primal)
      return new Traced(out, this.tape.push(30, x.node, 0, out))
    }
    return this.elementwise(ROWS.sinh, [x])
  }
  /** cosh(x), for all numbers. */ cosh(x: Num): Num {
    if (typeof x === 'number') return this.libm.cosh(x)
    if (x instanceof Traced) {
      const out = this.libm.cosh(x.primal)
      return new Traced(out, this.tape.push(31, x.node, 0, out))
    }
    return this.elementwise(ROWS.cosh, [x])
  }
  /** tanh(x), for all numbers. */ tanh(x: Num): Num {
    if (typeof x === 'number') return this.libm.tanh(x)
    if (x instanceof Traced) {
      const out = this.libm.tanh(x.primal)
      return new Traced(out, this.tape.push(32, x.node, 0, out))
    }
    return this.elementwise(ROWS.tanh, [x])
  }
  /** asinh(x), for all numbers. */ asinh(x: Num): Num {
    if (typeof x === 'number') return this.libm.asinh(x)
    if (x instanceof Traced) {
      const out = this.libm.asinh(x.primal)
      return new Traced(out, this.tape.push(33, x.node, 0, out))
    }
    return this.elementwise(ROWS.asinh, [x])
  }
  /** acosh(x), for x ≥ 1; acosh′(1) = ∞ (PyTorch). */ acosh(x: Num): Num {
    if (typeof x === 'number') return this.libm.acosh(x)
    if (x instanceof Traced) {
      const out = this.libm.acosh(x.primal)
      return new Traced(out, this.tape.push(34, x.node, 0, out))
    }
    return this.elementwise(ROWS.acosh, [x])
  }
  /** atanh(x), for −1 < x < 1. */ atanh(x: Num): Num {
    if (typeof x === 'number') return this.libm.atanh(x)
    if (x instanceof Traced) {
      const out = this.libm.atanh(x.primal)
      return new Traced(out, this.tape.push(35, x.node, 0, out))
    }
    return this.elementwise(ROWS.atanh, [x])
  }
  /** sigmoid(x), for all numbers. */ sigmoid(x: Num): Num {
    if (typeof x === 'number') return sigmoidValue(this.libm, x, 0, 0)
    if (x instanceof Traced) {
      const out = sigmoidValue(this.libm, x.primal, 0, 0)
      return new Traced(out, this.tape.push(36, x.node, 0, out))
    }
    return this.elementwise(ROWS.sigmoid, [x])
  }
  /** softplus(x), for all numbers. */ softplus(x: Num): Num {
    if (typeof x === 'number') return softplusValue(this.libm, x, 0, 0)
    if (x instanceof Traced) {
      const out = softplusValue(this.libm, x.primal, 0, 0)
      return new Traced(out, this.tape.push(37, x.node, 0, out))
    }
    return this.elementwise(ROWS.softplus, [x])
  }
  /** relu(x), for all numbers; relu′(0) = 0 (PyTorch, TensorFlow). */ relu(x: Num): Num {
    if (typeof x === 'number') return reluValue(this.libm, x, 0, 0)
    if (x instanceof Traced) {
      const out = reluValue(this.libm, x.primal, 0, 0)
      return new Traced(out, this.tape.push(38, x.node, 0, out))
    }
    return this.elementwise(ROWS.relu, [x])
  }
  /** floor(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ floor(x: Num): Num {
    if (typeof x === 'number') return Math.floor(x)
    if (x instanceof Traced) {
      const out = Math.floor(x.primal)
      return new Traced(out, this.tape.push(39, x.node, 0, out))
    }
    return this.elementwise(ROWS.floor, [x])
  }
  /** ceil(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ ceil(x: Num): Num {
    if (typeof x === 'number') return Math.ceil(x)
    if (x instanceof Traced) {
      const out = Math.ceil(x.primal)
      return new Traced(out, this.tape.push(40, x.node, 0, out))
    }
    return this.elementwise(ROWS.ceil, [x])
  }
  /** trunc(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ trunc(x: Num): Num {
    if (typeof x === 'number') return Math.trunc(x)
    if (x instanceof Traced) {
      const out = Math.trunc(x.primal)
      return new Traced(out, this.tape.push(41, x.node, 0, out))
    }
    return this.elementwise(ROWS.trunc, [x])
  }
  /** round(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ round(x: Num): Num {
    if (typeof x === 'number') return roundValue(this.libm, x, 0, 0)
    if (x instanceof Traced) {
      const out = roundValue(this.libm, x.primal, 0, 0)
      return new Traced(out, this.tape.push(42, x.node, 0, out))
    }
    return this.elementwise(ROWS.round, [x])
  }
  /** round(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */ roundHalfUp(x: Num): Num {
    if (typeof x === 'number') return Math.round(x)
    if (x instanceof Traced) {
      const out = Math.round(x.primal)
      return new Traced(out, this.tape.push(43, x.node, 0, out))
    }
    return this.elementwise(ROWS.roundHalfUp, [x])
  }
  /** x + y, for all numbers. */ add(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x + y
      if (y instanceof Traced) {
        const out = x + y.primal
        return new Traced(out, this.tape.push(44, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal + y
        return new Traced(out, this.tape.push(44, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = x.primal + y.primal
        return new Traced(out, this.tape.push(44, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.add, [x, y])
  }
  /** x - y, for all numbers. */ sub(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x - y
      if (y instanceof Traced) {
        const out = x - y.primal
        return new Traced(out, this.tape.push(45, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal - y
        return new Traced(out, this.tape.push(45, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = x.primal - y.primal
        return new Traced(out, this.tape.push(45, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.sub, [x, y])
  }
  /** x * y, for all numbers. */ mul(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x * y
      if (y instanceof Traced) {
        const out = x * y.primal
        return new Traced(out, this.tape.push(46, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal * y
        return new Traced(out, this.tape.push(46, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = x.primal * y.primal
        return new Traced(out, this.tape.push(46, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.mul, [x, y])
  }
  /** x / y, for y ≠ 0. */ div(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x / y
      if (y instanceof Traced) {
        const out = x / y.primal
        return new Traced(out, this.tape.push(47, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal / y
        return new Traced(out, this.tape.push(47, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = x.primal / y.primal
        return new Traced(out, this.tape.push(47, x.node, y.node, out))
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
        return new Traced(out, this.tape.push(48, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = this.libm.pow(x.primal, y)
        return new Traced(out, this.tape.push(48, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = this.libm.pow(x.primal, y.primal)
        return new Traced(out, this.tape.push(48, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.pow, [x, y])
  }
  /** x ** n, for all numbers. */ powInt(x: Num, n: Num): Num {
    if (typeof x === 'number') {
      if (typeof n === 'number') return powIntValue(this.libm, x, n, 0)
      if (n instanceof Traced) {
        const out = powIntValue(this.libm, x, n.primal, 0)
        return new Traced(out, this.tape.push(49, this.tape.constant(x), n.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof n === 'number') {
        const out = powIntValue(this.libm, x.primal, n, 0)
        return new Traced(out, this.tape.push(49, x.node, this.tape.constant(n), out))
      }
      if (n instanceof Traced) {
        const out = powIntValue(this.libm, x.primal, n.primal, 0)
        return new Traced(out, this.tape.push(49, x.node, n.node, out))
      }
    }
    return this.elementwise(ROWS.powInt, [x, n])
  }
  /** atan2(x, y), for all numbers; NaN at (0, 0) (PyTorch). */ atan2(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return this.libm.atan2(x, y)
      if (y instanceof Traced) {
        const out = this.libm.atan2(x, y.primal)
        return new Traced(out, this.tape.push(50, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = this.libm.atan2(x.primal, y)
        return new Traced(out, this.tape.push(50, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = this.libm.atan2(x.primal, y.primal)
        return new Traced(out, this.tape.push(50, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.atan2, [x, y])
  }
  /** hypot(x, y), for all numbers; NaN at (0, 0) (PyTorch). */ hypot(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return this.libm.hypot(x, y)
      if (y instanceof Traced) {
        const out = this.libm.hypot(x, y.primal)
        return new Traced(out, this.tape.push(51, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = this.libm.hypot(x.primal, y)
        return new Traced(out, this.tape.push(51, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = this.libm.hypot(x.primal, y.primal)
        return new Traced(out, this.tape.push(51, x.node, y.node, out))
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
        return new Traced(out, this.tape.push(52, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.max(x.primal, y)
        return new Traced(out, this.tape.push(52, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = Math.max(x.primal, y.primal)
        return new Traced(out, this.tape.push(52, x.node, y.node, out))
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
        return new Traced(out, this.tape.push(53, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.max(x.primal, y)
        return new Traced(out, this.tape.push(53, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = Math.max(x.primal, y.primal)
        return new Traced(out, this.tape.push(53, x.node, y.node, out))
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
        return new Traced(out, this.tape.push(54, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.min(x.primal, y)
        return new Traced(out, this.tape.push(54, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = Math.min(x.primal, y.primal)
        return new Traced(out, this.tape.push(54, x.node, y.node, out))
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
        return new Traced(out, this.tape.push(55, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = Math.min(x.primal, y)
        return new Traced(out, this.tape.push(55, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = Math.min(x.primal, y.primal)
        return new Traced(out, this.tape.push(55, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.minimumFirst, [x, y])
  }
  /** x % y, for y ≠ 0; between jumps x has slope 1 and y minus the quotient; at one too (PyTorch). */ mod(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return modValue(this.libm, x, y, 0)
      if (y instanceof Traced) {
        const out = modValue(this.libm, x, y.primal, 0)
        return new Traced(out, this.tape.push(56, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = modValue(this.libm, x.primal, y, 0)
        return new Traced(out, this.tape.push(56, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = modValue(this.libm, x.primal, y.primal, 0)
        return new Traced(out, this.tape.push(56, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.mod, [x, y])
  }
  /** fmod(x, y), for y ≠ 0; between jumps x has slope 1 and y minus the quotient; at one too (PyTorch). */ fmod(
    x: Num,
    y: Num,
  ): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return x % y
      if (y instanceof Traced) {
        const out = x % y.primal
        return new Traced(out, this.tape.push(57, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = x.primal % y
        return new Traced(out, this.tape.push(57, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = x.primal % y.primal
        return new Traced(out, this.tape.push(57, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.fmod, [x, y])
  }
  /** x // y, for y ≠ 0; the derivative of a step is 0 everywhere (PyTorch). */ floorDivide(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return floorDivideValue(this.libm, x, y, 0)
      if (y instanceof Traced) {
        const out = floorDivideValue(this.libm, x, y.primal, 0)
        return new Traced(out, this.tape.push(58, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = floorDivideValue(this.libm, x.primal, y, 0)
        return new Traced(out, this.tape.push(58, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = floorDivideValue(this.libm, x.primal, y.primal, 0)
        return new Traced(out, this.tape.push(58, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.floorDivide, [x, y])
  }
  /** copysign(x, y), for all numbers; 0 at x = 0 (PyTorch). */ copysign(x: Num, y: Num): Num {
    if (typeof x === 'number') {
      if (typeof y === 'number') return copysignValue(this.libm, x, y, 0)
      if (y instanceof Traced) {
        const out = copysignValue(this.libm, x, y.primal, 0)
        return new Traced(out, this.tape.push(59, this.tape.constant(x), y.node, out))
      }
    } else if (x instanceof Traced) {
      if (typeof y === 'number') {
        const out = copysignValue(this.libm, x.primal, y, 0)
        return new Traced(out, this.tape.push(59, x.node, this.tape.constant(y), out))
      }
      if (y instanceof Traced) {
        const out = copysignValue(this.libm, x.primal, y.primal, 0)
        return new Traced(out, this.tape.push(59, x.node, y.node, out))
      }
    }
    return this.elementwise(ROWS.copysign, [x, y])
  }
  /** clip(x, y, z), for all numbers; at a bound x keeps slope 1 (PyTorch, TensorFlow). */ clip(
    x: Num,
    y: Num,
    z: Num,
  ): Num {
    if (typeof x === 'number' && typeof y === 'number' && typeof z === 'number') return clipValue(this.libm, x, y, z)
    return this.elementwise(ROWS.clip, [x, y, z])
  }
}
