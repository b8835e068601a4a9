// Integers as bits and as multiples: functions of whole numbers alone, which nothing is differentiated through.
import { Opaque, Tensor, type Session } from '@gradlens/engine'
import type { Call } from './call'
import { ELEMENT_TYPES, rangeOf } from './dtypes'
import type { TensorLike } from './ndarray'
import { commonShape } from './shapes'

type Ops = Session['ops']
type Bits = (a: bigint, b: bigint) => bigint

const absolute = (n: bigint): bigint => (n < 0n ? -n : n)

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), absolute(b)]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** An operation on the bits of whole numbers of one type, which wraps around as the type does. */
function onBits(bits: Bits): (ops: Ops, x: TensorLike, y: TensorLike, call: Call) => TensorLike {
  return (ops, x, y, call) => {
    if (x instanceof Opaque || y instanceof Opaque) {
      const unknown = x instanceof Opaque ? x : (y as Opaque)
      const shapes = [x, y].map((v) => (v instanceof Opaque ? v.facts.shape : v.shape))
      const [p, q] = shapes
      return call.opaque(unknown.reason, { dtype: unknown.facts.dtype, shape: p && q && commonShape([p, q]) }, [x, y])
    }
    const { dtype } = x
    const shape = commonShape([x.shape, y.shape])
    const [p, q] = [x, y].map((v) => ops.broadcastTo(v, shape) as Tensor)
    const { kind, bytes } = ELEMENT_TYPES[dtype]
    const wrap = kind === 'u' ? BigInt.asUintN : BigInt.asIntN
    const data = ops.allocate(p.size)
    for (let i = 0; i < data.length; i++)
      data[i] = Number(
        kind === 'b'
          ? bits(BigInt(p.data[i]), BigInt(q.data[i]))
          : wrap(8 * bytes, bits(BigInt(p.data[i]), BigInt(q.data[i]))),
      )
    return new Tensor(data, shape, dtype)
  }
}

// prettier-ignore
export const BITS = {
  bitwise_and: onBits((a, b) => a & b),
  bitwise_or:  onBits((a, b) => a | b),
  bitwise_xor: onBits((a, b) => a ^ b),
  left_shift:  onBits((a, b) => (b < 0n || b >= 64n ? 0n : a << b)),
  right_shift: onBits((a, b) => (b < 0n || b >= 64n ? (a < 0n ? -1n : 0n) : a >> b)),
  gcd:         onBits(gcd),
  lcm:         onBits((a, b) => (a === 0n || b === 0n ? 0n : absolute(a * b) / gcd(a, b))),
}

/** All bits turned over: −n − 1, within an unsigned type the largest number minus n; of a boolean the other one. */
export function invert(ops: Ops, x: TensorLike): unknown {
  const dtype = x instanceof Opaque ? undefined : x.dtype
  if (dtype === undefined || dtype === 'bool') return ops.equal(x, ops.fill([], 0, dtype ?? 'int64'))
  const { kind } = ELEMENT_TYPES[dtype]
  return ops.sub(ops.fill([], kind === 'u' ? Number(rangeOf(dtype).most) : -1, dtype), x)
}

/** xʸ of integers of fewer than 64 bits, modulo 2 to the power of their bits. */
export function wrappedPower(ops: Ops, x: Tensor, y: Tensor): Tensor {
  const shape = commonShape([x.shape, y.shape])
  const [base, exponent] = [x, y].map((v) => ops.broadcastTo(v, shape) as Tensor)
  const data = ops.allocate(base.size)
  for (let i = 0; i < data.length; i++) {
    let [square, made] = [base.data[i] | 0, 1]
    for (let n = exponent.data[i]; n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) made = Math.imul(made, square)
      square = Math.imul(square, square)
    }
    data[i] = made
  }
  return new Tensor(ops.rounded(data, x.dtype), shape, x.dtype)
}
