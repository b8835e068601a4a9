// `tf.TensorShape`: what `.shape` gives, and what counts as a shape in arguments.
import { DONE, Int, List, NativeObject, Opaque, Slice, Tensor, Tuple, type Value } from '@gradlens/engine'
import { raise } from '../../exceptions'
import { NotImplemented, type TypeProtocol } from '../../protocol'
import { indexOf } from '../../operations'
import { tupleText } from '../numpy/arrayText'
import { asInteger, known, native, type Call } from '../numpy/call'
import { NdArray, NumpyScalar } from '../numpy/ndarray'
import { methods } from './methods'
import { Variable } from './variable'

/** A fully known shape. */
export class TensorShape extends NativeObject<null> {
  readonly typeName = 'TensorShape'
  constructor(readonly sizes: readonly number[]) {
    super()
  }
  get protocol(): TypeProtocol<TensorShape> {
    return protocol
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const METHODS = methods<TensorShape>('TensorShape', {
  as_list: [
    '',
    (call, self) =>
      call.runtime.semantics.makeList(
        self.sizes.map((n) => Int.of(n)),
        call.runtime,
      ),
  ],
  num_elements: ['', (_, self) => Int.of(self.sizes.reduce((a, b) => a * b, 1))],
  is_fully_defined: ['', () => true],
})

const protocol: TypeProtocol<TensorShape> = {
  typeName: () => 'TensorShape',
  repr: (v) => `TensorShape([${v.sizes.join(', ')}])`,
  str: (v) => tupleText(v.sizes),
  display: (v) => tupleText(v.sizes),
  toJson: (v) => [...v.sizes],
  compare(op, v, other) {
    if (op !== '==' && op !== '!=') return NotImplemented
    const sizes = sizesOf(other)
    const same = sizes !== null && sizes.length === v.sizes.length && sizes.every((n, i) => n === v.sizes[i])
    return (op === '==') === same
  },
  binary(op, v, other, reflected) {
    const sizes = sizesOf(other)
    if (op !== '+' || sizes === null) return NotImplemented
    return new TensorShape(reflected ? [...sizes, ...v.sizes] : [...v.sizes, ...sizes])
  },
  key: (v) => `shape:${v.sizes.join(',')}`,
  truthy: () => true,
  length: (v) => v.sizes.length,
  iterate(v) {
    let i = 0
    return { next: () => (i < v.sizes.length ? Int.of(v.sizes[i++]) : DONE) }
  },
  getItem(v, index, runtime, site) {
    if (index instanceof Slice) {
      const place = (at: Value, fallback: number): number => (at === null ? fallback : indexOf(at, runtime, site))
      const n = v.sizes.length
      const wrap = (i: number): number => Math.min(n, Math.max(0, i < 0 ? i + n : i))
      const step = place(index.step, 1)
      const picked: number[] = []
      if (step > 0)
        for (let i = wrap(place(index.start, 0)); i < wrap(place(index.stop, n)); i += step) picked.push(v.sizes[i])
      else
        for (
          let i = Math.min(n - 1, wrap(place(index.start, n - 1)));
          i > (index.stop === null ? -1 : wrap(place(index.stop, 0)));
          i += step
        )
          picked.push(v.sizes[i])
      return new TensorShape(picked)
    }
    const i = indexOf(index, runtime, site)
    const size = v.sizes[i < 0 ? i + v.sizes.length : i]
    return size === undefined ? raise(runtime, 'IndexError', 'list index out of range', site) : Int.of(size)
  },
  getAttribute(v, name) {
    if (name === 'rank' || name === 'ndims') return Int.of(v.sizes.length)
    return METHODS.bound(v, name)
  },
}

/** The sizes that a list, tuple or shape of known integers holds; null for anything else. */
function sizesOf(v: Value): number[] | null {
  if (v instanceof TensorShape) return [...v.sizes]
  if (!(v instanceof List) && !(v instanceof Tuple)) return null
  const sizes = v.items.map(asInteger)
  return sizes.every((n) => n !== null) ? (sizes as number[]) : null
}

/** A list of integers given as a list, tuple, shape, array, tensor or one number; an unknown one ends the call. */
export function integers(call: Call, v: Value): number[] {
  const given = known(v)
  const single = integer(given)
  if (single !== null) return [single]
  if (given instanceof TensorShape) return [...given.sizes]
  if (given instanceof List || given instanceof Tuple)
    return given.items.map((item) => integer(known(item)) ?? refused(call, item))
  const elements = given instanceof NdArray || given instanceof Variable ? given.num : given
  if (elements instanceof Opaque) known(elements)
  return elements instanceof Tensor && !elements.dtype.startsWith('float')
    ? Array.from(elements.data)
    : refused(call, v)
}

/** One integer, a 0-d integer tensor included; null where it is none. */
export function integer(v: Value): number | null {
  const plain = asInteger(v)
  if (plain !== null) return plain
  const x = v instanceof NumpyScalar || v instanceof Variable ? v.num : v
  if (x instanceof Opaque) known(x)
  return x instanceof Tensor && x.shape.length === 0 && !x.dtype.startsWith('float') ? x.data[0] : null
}

function refused(call: Call, v: Value): never {
  return call.raise(
    'TypeError',
    `Dimension value must be integer or None or have an __index__ method, got value '${call.runtime.semantics.display(v, call.runtime)}'`,
  )
}

/** `tf.TensorShape(dims)`. */
export const tensorShape = native('tf.TensorShape', 'dims', (call, dims) => new TensorShape(integers(call, dims)))
