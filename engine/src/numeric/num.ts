// The numbers that operations work on: plain numbers, traced scalars, tensors, and values that cannot be known.
// Knows the tape only as an index (`node`); 0 means "not on the tape".

/** Integers that wrap around within fewer bits, or without a sign. */
export type NarrowInteger = 'int8' | 'int16' | 'uint8' | 'uint16' | 'uint32' | 'uint64'

/** The element types of tensors. float32 is a label plus rounding at every operation; storage is always float64. */
export type DType = 'float64' | 'float32' | 'int64' | 'int32' | 'bool' | NarrowInteger

/** A scalar that stands on the tape: its primal and the index of the tape entry that made it. */
export class Traced {
  constructor(
    readonly primal: number,
    readonly node: number,
  ) {}
}

/** An immutable-by-convention dense array in row-major order. `node` is its tape entry, 0 where it has none. */
export class Tensor {
  constructor(
    readonly data: Float64Array,
    readonly shape: readonly number[],
    readonly dtype: DType,
    readonly node: number = 0,
  ) {}

  get size(): number {
    return this.data.length
  }
}

/** What is known of a value that cannot be known. */
export interface OpaqueFacts {
  /** It is known to be a tensor, hence not None. */
  readonly tensor?: boolean
  readonly dtype?: DType
  readonly shape?: readonly number[]
  /** A module or a member of one that is not evaluated: its dotted path, so that its own members can be named. */
  readonly path?: string
  /** The dotted path of what it came from, where that is not evaluated. */
  readonly origin?: string
  /** The objects of which it is one, nobody knows which: what changes it changes one of these. */
  readonly candidates?: readonly object[]
  /** It is certainly one of the candidates. */
  readonly complete?: true
  /** A variable or attribute that may not be there: to ask for it may raise. */
  readonly maybeAbsent?: true
  /** It is a text: how it is printed, with what is unknown in it marked. */
  readonly text?: string
}

/** A value that cannot be known, with the reason, what is known of it, and its history on the tape. */
export class Opaque {
  constructor(
    /** A sentence part that fits behind "unknown: ", e.g. "`pandas.read_csv` is not evaluated". */
    readonly reason: string,
    readonly facts: OpaqueFacts = {},
    readonly node: number = 0,
  ) {}
}

/** Everything an operation's row can be applied to. */
export type Num = number | Traced | Tensor | Opaque

/** The tape entry of a number; 0 where it has none. */
export function nodeOf(x: Num): number {
  return typeof x === 'number' ? 0 : x.node
}

/** The number, tensor or opaque value without its place on the tape. */
export function plain(x: Num): Num {
  if (typeof x === 'number') return x
  if (x instanceof Traced) return x.primal
  if (x.node === 0) return x
  return x instanceof Tensor ? new Tensor(x.data, x.shape, x.dtype) : new Opaque(x.reason, x.facts)
}

/** The unit vectors of a value's shape, in the order of its elements: 1 for a scalar. */
export function unitsOf(x: Num): Num[] {
  if (!(x instanceof Tensor)) return [1]
  return Array.from(x.data, (_, i) => {
    const data = new Float64Array(x.size)
    data[i] = 1
    return new Tensor(data, x.shape, x.dtype)
  })
}

/** A shape that is needed and not known: the sweep makes the contribution opaque. */
export class UnknownShape extends Error {
  constructor(readonly opaque: Opaque) {
    super(opaque.reason)
  }
}

/** The shape, () for scalars; throws UnknownShape for an opaque value whose shape is not known. */
export function shapeOf(x: Num): readonly number[] {
  if (x instanceof Tensor) return x.shape
  if (!(x instanceof Opaque)) return []
  if (!x.facts.shape) throw new UnknownShape(x)
  return x.facts.shape
}

export function rankOf(x: Num): number {
  return shapeOf(x).length
}

/** A tensor, or an opaque value that stands for one. */
export function isTensor(x: Num): boolean {
  return x instanceof Tensor || (x instanceof Opaque && (x.facts.tensor ?? (x.facts.shape?.length ?? 0) > 0))
}
