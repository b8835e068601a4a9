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
import { INEXACT, toTensor } from './convert'
import { isExact } from './dtypes'
import { arrayProtocol, scalarProtocol } from './protocols'
import type { ScalarType } from './scalarTypes'

/** A known tensor, or one that cannot be known. */
export type TensorLike = Tensor | Opaque

/** How a view sees its parent's elements, both ways. */
export interface Lens {
  get(parent: TensorLike, ops: Session['ops']): TensorLike
  set(parent: TensorLike, part: TensorLike, ops: Session['ops']): TensorLike
}

/** What of an array can change: its elements where it owns them, and the shape that it was given by hand. */
interface ArrayState {
  readonly own: TensorLike | null
  readonly appearance: Appearance | null
}

/** A shape that an array was given by hand, and how far its axes step then. */
interface Appearance {
  readonly shape: readonly number[]
  readonly strides: readonly number[] | null
}

/** `numpy.ndarray`. */
export class NdArray extends NativeObject<ArrayState> {
  readonly typeName = 'ndarray'
  /** The shape after `array.shape = …`; null where it is that of the elements. */
  private appearance: Appearance | null = null
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
    return new NdArray(exactly(elements, session), null, null, session, null)
  }

  /** A view of this array; `strides`: how far each of its axes steps in the owner's elements, null where that is not known. */
  view(lens: Lens, strides: readonly number[] | null): NdArray {
    return new NdArray(null, this, this.throughAppearance(lens), this.session, strides)
  }

  /** A lens on what the array looks like now, which stays right when it is given another shape. */
  private throughAppearance(lens: Lens): Lens {
    const { appearance } = this
    if (appearance === null) return lens
    const shape = shapeOfElements(this.elements)
    return {
      get: (parent, ops) => lens.get(ops.reshape(parent, appearance.shape) as TensorLike, ops),
      set: (parent, part, ops) =>
        ops.reshape(
          lens.set(ops.reshape(parent, appearance.shape) as TensorLike, part, ops),
          shape ?? [-1],
        ) as TensorLike,
    }
  }

  /** `array.shape = …`: another shape of the same elements, of views that were made before not. */
  reshapeInPlace(shape: readonly number[], strides: readonly number[] | null, runtime: Runtime): void {
    runtime.touch(this)
    this.exclusive = false
    this.appearance = { shape, strides }
  }

  /** How far each axis steps in the owner's elements; null where it is not known. */
  get strides(): readonly number[] | null {
    if (this.appearance) return this.appearance.strides
    if (this.parent) return this.viewStrides
    const shape = shapeOfElements(this.elements)
    return shape ? shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1)) : null
  }

  /** The flat place in its owner of each element; null where the owner's shape is not known. */
  get places(): TensorLike | null {
    const places = this.placesOfElements
    return places && this.appearance ? (this.session.ops.reshape(places, this.appearance.shape) as TensorLike) : places
  }

  private get placesOfElements(): TensorLike | null {
    if (this.parent && this.lens) {
      const places = this.parent.placesOfElements
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
    const { elements, appearance } = this
    return appearance === null ? elements : (this.session.ops.reshape(elements, appearance.shape) as TensorLike)
  }

  /** The elements in the shape that they were made in. */
  private get elements(): TensorLike {
    this.exclusive = false
    if (this.own !== null) return this.own
    if (!this.parent || !this.lens) throw new Error('an array that neither owns its elements nor views another one')
    return this.lens.get(this.parent.elements, this.session.ops)
  }

  override withNum(num: Num): NdArray {
    return NdArray.of(num as TensorLike, this.session)
  }

  /** An owner's elements where they are known, to be read here and now and not to be kept; null for views. */
  peek(): Tensor | null {
    return this.own instanceof Opaque || this.appearance !== null ? null : this.own
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
    if (this.appearance === null) return this.writeElements(elements, runtime)
    const shape = shapeOfElements(this.elements) ?? [-1]
    this.writeElements(this.session.ops.reshape(elements, shape) as TensorLike, runtime)
  }

  /** Other elements, maybe of another shape; for owners. */
  replace(elements: TensorLike, runtime: Runtime): void {
    runtime.touch(this)
    this.appearance = null
    this.writeElements(elements, runtime)
  }

  private writeElements(elements: TensorLike, runtime: Runtime): void {
    if (this.parent && this.lens) {
      this.parent.writeElements(this.lens.set(this.parent.elements, elements, this.session.ops), runtime)
      return
    }
    runtime.touch(this)
    this.own = exactly(elements, this.session)
    this.exclusive = false
  }

  save(): ArrayState {
    this.exclusive = false
    return { own: this.own, appearance: this.appearance }
  }
  restore({ own, appearance }: ArrayState): void {
    this.own = own
    this.appearance = appearance
    this.exclusive = false
  }
  merge(first: ArrayState, second: ArrayState, unknown: () => Opaque): void {
    this.exclusive = false
    const { own: one } = first
    const { own: other } = second
    this.appearance = first.appearance
    if (String(first.appearance?.shape) !== String(second.appearance?.shape)) {
      this.appearance = null
      this.own = this.session.unknown(
        unknown().reason,
        {},
        [one, other].filter((x) => x !== null),
      )
      return
    }
    if (one === null || one === other) {
      this.own = one
      return
    }
    const shapes = [one, other].map((x) => (x === null ? undefined : shapeOfElements(x)))
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

function shapeOfElements(x: TensorLike): readonly number[] | undefined {
  return x instanceof Opaque ? x.facts.shape : x.shape
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

/** What NumPy makes of a result: a scalar where it has no axes, an array where it has some; unknown where that is not known. */
export function scalarOrArray(x: TensorLike, session: Session): NdArray | NumpyScalar | Opaque {
  const known = exactly(x, session)
  const shape = known instanceof Opaque ? known.facts.shape : known.shape
  if (shape && shape.length > 0) return NdArray.of(known, session)
  if (known instanceof Opaque) return new Opaque(known.reason, { dtype: known.facts.dtype, shape }, known.node)
  return new NumpyScalar(known)
}

/** The elements; unknown where a double does not hold their integers. */
function exactly(x: TensorLike, session: Session): TensorLike {
  if (x instanceof Opaque || isExact(x)) return x
  return session.unknown(INEXACT, { dtype: x.dtype, shape: x.shape }, [x])
}

/** `np.float32(x)`. */
export function makeScalar(type: ScalarType, args: Arguments, runtime: Runtime, site: Span): Value {
  const [v = 0] = args.positional
  if (type.dtype === null) return runtime.opaque(`\`np.${type.name}\` is not evaluated`, site, {}, args.positional)
  return scalarOrArray(toTensor(v, type.dtype, runtime, site), runtime.session)
}
