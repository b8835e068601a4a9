// `randint`, `random_integers` and `Generator.integers`: integers between bounds, which may be arrays.
import { Int, Opaque, Tensor, type DType, type Value } from '@gradlens/engine'
import { isNone, sizeOf } from '../arguments'
import { known, type Call } from '../call'
import { flag } from '../reductions'
import { namedDType, ScalarType } from '../scalarTypes'
import { NdArray, NumpyScalar } from '../ndarray'
import { intClass, boolClass } from '../../../types/builtinClasses'
import type { Draws } from './draws'
import { narrowDraws, upTo } from './integers'
import { parameter, resultShape, sizeArgument, unknownDraw } from './sizes'

/** The bounds of an element type, both included, and its width in bits. */
const RANGES: Readonly<Record<string, readonly [low: bigint, high: bigint, width: number]>> = {
  bool: [0n, 1n, 1],
  int8: [-128n, 127n, 8],
  uint8: [0n, 255n, 8],
  int16: [-32768n, 32767n, 16],
  uint16: [0n, 65535n, 16],
  int32: [-(2n ** 31n), 2n ** 31n - 1n, 32],
  uint32: [0n, 2n ** 32n - 1n, 32],
  int64: [-(2n ** 63n), 2n ** 63n - 1n, 64],
  uint64: [0n, 2n ** 64n - 1n, 64],
}

function typeName(call: Call, dtype: Value): string {
  if (isNone(dtype)) return 'int64'
  const given = known(dtype)
  const name = namedDType(given) ?? (given instanceof ScalarType ? given.name : typeof given === 'string' ? given : '')
  if (!Object.hasOwn(RANGES, name)) call.raise('TypeError', `Unsupported dtype dtype('${name}') for randint`)
  return name
}

/** Bounds as integers: a Python integer exactly, others by way of an array. */
function bounds(call: Call, v: Value): { readonly values: readonly bigint[]; readonly tensor: Tensor } {
  const given = known(v)
  const tensor = parameter(call, given, null)
  if (given instanceof Int) return { values: [BigInt(given.value)], tensor }
  return { values: Array.from(tensor.data, (x) => BigInt(Math.trunc(x))), tensor }
}

/** @param closed is the upper bound included? */
export function integersBetween(
  call: Call,
  draws: Draws | Opaque,
  [low, high, size, dtype, endpoint]: readonly Value[],
): Value {
  const closed = flag(call, endpoint)
  const [first, last] = isNone(high) ? [Int.of(0), low] : [low, high]
  const [from, to] = [bounds(call, first), bounds(call, last)]
  const name = typeName(call, dtype)
  const [least, most, width] = RANGES[name]
  const highest = to.values.map((x) => (closed ? x : x - 1n))
  if (from.values.some((x) => x < least)) call.raise('ValueError', `low is out of bounds for ${name}`)
  if (highest.some((x) => x > most)) call.raise('ValueError', `high is out of bounds for ${name}`)
  const shape = resultShape(call, [from.tensor, to.tensor], sizeArgument(call, size))
  const count = sizeOf(shape ?? [])
  const [lows, highs] = [places(call, from.tensor, shape ?? []), places(call, to.tensor, shape ?? [])]
  if (count > 0 || shape === null)
    for (let i = 0; i < count; i++)
      if (from.values[lows[i]] > highest[highs[i]]) call.raise('ValueError', emptyRange(isNone(high), closed))
  const evaluated = width === 1 ? 'bool' : name === 'int32' || name === 'int64' ? (name as DType) : null
  if (draws instanceof Opaque) return unknownDraw(call, draws, shape, evaluated ?? 'int64')
  call.runtime.step(count)
  const narrow =
    width <= 16 && from.values.length === 1 && highest.length === 1
      ? narrowDraws(draws.bits, draws.bounded, width as 1 | 8 | 16, Number(highest[0] - from.values[0]))
      : null
  const exact = Array.from({ length: count }, (_, i) => {
    const start = from.values[lows[i]]
    if (narrow) return start + BigInt(narrow())
    return start + upTo(draws.bits, draws.bounded, highest[highs[i]] - start)
  })
  return result(call, exact, shape, evaluated, dtype, draws.legacy)
}

/** What NumPy says of bounds without an integer between them. */
function emptyRange(only: boolean, closed: boolean): string {
  if (only) return closed ? 'high < 0' : 'high <= 0'
  return closed ? 'low > high' : 'low >= high'
}

const SAFE = 2n ** 53n

function result(
  call: Call,
  exact: readonly bigint[],
  shape: readonly number[] | null,
  dtype: DType | null,
  asked: Value,
  legacy: boolean,
): Value {
  if (dtype === null)
    return call.opaque('arrays of this element type are not evaluated', { tensor: true, shape: shape ?? [] })
  const plain = (legacy && isNone(asked)) || asked === intClass || asked === boolClass
  if (shape === null && plain) return dtype === 'bool' ? exact[0] !== 0n : Int.of(exact[0])
  if (exact.some((x) => x > SAFE || x < -SAFE))
    return call.opaque('integers beyond 2⁵³ in arrays are not evaluated', { tensor: true, dtype, shape: shape ?? [] })
  const x = new Tensor(Float64Array.from(exact, Number), [...(shape ?? [])], dtype)
  return shape === null ? new NumpyScalar(x) : NdArray.of(x, call.session)
}

/** Which of a bound's elements each element of the result has. */
function places(call: Call, x: Tensor, shape: readonly number[]): ArrayLike<number> {
  const own = new Tensor(
    Float64Array.from(x.data, (_, i) => i),
    x.shape,
    'int64',
  )
  return (call.ops.broadcastTo(own, [...shape]) as Tensor).data
}
