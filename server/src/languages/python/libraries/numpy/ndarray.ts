// NumPy's arrays and scalars as objects. An array owns its elements or is a view: it then reads them through its parent
// and writes them back into it, so that aliasing is right and gradients flow through writes.
import {
  NativeObject,
  Opaque,
  Tensor,
  type Arguments,
  type Num,
  type Runtime,
  type Session,
  type Span,
  type Value,
} from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { toTensor } from './convert'
import { arrayProtocol, scalarProtocol } from './protocols'
import type { ScalarType } from './scalarTypes'

/** A known tensor, or one that cannot be known. */
export type TensorLike = Tensor | Opaque

/** How a view sees its parent's elements, both ways. */
export interface Lens {
  get(parent: TensorLike, ops: Session['ops']): TensorLike
  set(parent: TensorLike, part: TensorLike, ops: Session['ops']): TensorLike
}

/** `numpy.ndarray`. */
export class NdArray extends NativeObject<TensorLike | null> {
  readonly typeName = 'ndarray'
  /** Nobody else has seen the elements: they were copied for a write and not handed out since. */
  private exclusive = false

  private constructor(
    private own: TensorLike | null,
    private readonly parent: NdArray | null,
    private readonly lens: Lens | null,
    private readonly session: Session,
    private readonly viewStrides: readonly number[] | null,
  ) {
    super()
  }

  /** An array with elements of its own. */
  static of(elements: TensorLike, session: Session): NdArray {
    return new NdArray(elements, null, null, session, null)
  }

  /** A view of this array; `strides`: how far each of its axes steps in the owner's elements, null where that is not known. */
  view(lens: Lens, strides: readonly number[] | null): NdArray {
    return new NdArray(null, this, lens, this.session, strides)
  }

  /** How far each axis steps in the owner's elements; null where it is not known. */
  get strides(): readonly number[] | null {
    if (this.parent) return this.viewStrides
    const elements = this.num
    const shape = elements instanceof Opaque ? elements.facts.shape : elements.shape
    return shape ? shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1)) : null
  }

  /** The flat place in its owner of each element; null where the owner's shape is not known. */
  get places(): TensorLike | null {
    if (this.parent && this.lens) {
      const places = this.parent.places
      return places && this.lens.get(places, this.session.ops)
    }
    const { own } = this
    const shape = own instanceof Opaque ? own.facts.shape : own?.shape
    if (!shape) return null
    const size = shape.reduce((a, b) => a * b, 1)
    return new Tensor(
      Float64Array.from({ length: size }, (_, i) => i),
      shape,
      'int64',
    )
  }

  get protocol(): TypeProtocol<NdArray> {
    return arrayProtocol
  }

  /** Does it own its elements? */
  get owns(): boolean {
    return this.parent === null
  }

  /** The array that owns the elements. */
  get owner(): NdArray {
    return this.parent ? this.parent.owner : this
  }

  override get num(): TensorLike {
    this.exclusive = false
    if (this.own !== null) return this.own
    if (!this.parent || !this.lens) throw new Error('an array that neither owns its elements nor views another one')
    return this.lens.get(this.parent.num, this.session.ops)
  }

  override withNum(num: Num): NdArray {
    return NdArray.of(num as TensorLike, this.session)
  }

  /** An owner's elements where they are known, to be read here and now and not to be kept; null for views. */
  peek(): Tensor | null {
    return this.own instanceof Opaque ? null : this.own
  }

  /** Writes one element of an owner whose elements are known and not on the tape. */
  poke(flat: number, value: number, runtime: Runtime): void {
    const { own } = this
    if (own === null || own instanceof Opaque) throw new Error('an array that has no elements of its own')
    runtime.touch(this)
    if (this.exclusive) {
      own.data[flat] = value
      return
    }
    const data = this.session.ops.allocate(own.size)
    data.set(own.data)
    data[flat] = value
    this.own = new Tensor(data, own.shape, own.dtype)
    this.exclusive = true
  }

  /** Replaces all elements, those of the parent with them. The new ones have this array's shape and dtype. */
  write(elements: TensorLike, runtime: Runtime): void {
    if (this.parent && this.lens) {
      this.parent.write(this.lens.set(this.parent.num, elements, this.session.ops), runtime)
      return
    }
    runtime.touch(this)
    this.own = elements
    this.exclusive = false
  }

  save(): TensorLike | null {
    this.exclusive = false
    return this.own
  }
  restore(state: TensorLike | null): void {
    this.own = state
    this.exclusive = false
  }
  merge(one: TensorLike | null, other: TensorLike | null, unknown: () => Opaque): void {
    this.exclusive = false
    if (one === null || one === other) {
      this.own = one
      return
    }
    const shapes = [one, other].map((x) => (x === null ? undefined : x instanceof Opaque ? x.facts.shape : x.shape))
    const facts = {
      dtype: one instanceof Opaque ? one.facts.dtype : one.dtype,
      shape: String(shapes[0]) === String(shapes[1]) ? shapes[0] : undefined,
    }
    this.own = this.session.unknown(unknown().reason, facts, other === null ? [one] : [one, other])
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    // A view has nothing of its own: what it looks at is changed.
    if (this.own === null) return this.parent === null ? [] : [this.parent]
    this.exclusive = false
    const { own } = this
    const facts = own instanceof Opaque ? own.facts : { tensor: true, dtype: own.dtype, shape: own.shape }
    this.own = this.session.unknown(unknown().reason, facts, [own])
    return []
  }
}

/** `numpy.float64(…)` and its like: an immutable 0-d tensor. */
export class NumpyScalar extends NativeObject<null> {
  constructor(readonly value: TensorLike) {
    super()
  }

  get typeName(): string {
    const { value } = this
    const dtype = value instanceof Opaque ? value.facts.dtype : value.dtype
    return dtype === 'bool' ? 'bool_' : (dtype ?? 'generic')
  }

  get protocol(): TypeProtocol<NumpyScalar> {
    return scalarProtocol
  }

  override get num(): TensorLike {
    return this.value
  }

  override withNum(num: Num): NumpyScalar {
    return new NumpyScalar(num as TensorLike)
  }

  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

/** What NumPy makes of a result: a scalar where it has no axes, else an array of its own. What is not known stays so. */
export function scalarOrArray(x: TensorLike, session: Session): NdArray | NumpyScalar | Opaque {
  if (x instanceof Opaque) return new Opaque(x.reason, { dtype: x.facts.dtype, shape: x.facts.shape }, x.node)
  if (x.dtype === 'int64' && x.data.some((v) => Math.abs(v) > Number.MAX_SAFE_INTEGER))
    return new Opaque('integers of arrays beyond 2^53 are not evaluated', { dtype: x.dtype, shape: x.shape }, x.node)
  return x.shape.length === 0 ? new NumpyScalar(x) : NdArray.of(x, session)
}

/** `np.float32(x)`. */
export function makeScalar(type: ScalarType, args: Arguments, runtime: Runtime, site: Span): Value {
  const [v = 0] = args.positional
  if (type.dtype === null) return runtime.opaque(`\`np.${type.name}\` is not evaluated`, site, {}, args.positional)
  return scalarOrArray(toTensor(v, type.dtype, runtime, site), runtime.session)
}
