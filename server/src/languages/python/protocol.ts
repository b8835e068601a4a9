// How Python's semantics and its libraries meet: what a type can do, and how a library is found. The built-in types are
// given by the same interface.
import type {
  Arguments,
  DONE,
  Instance,
  Module,
  NativeObject,
  Num,
  Opaque,
  Runtime,
  Span,
  Tensor,
  Value,
} from '@gradlens/engine'
import type { BinaryOperator, CompareOperator, Iteration, Json, UnaryOperator } from '@gradlens/engine'
import type { MarkValue } from '../../marks/mark'
import { Ellipsis } from './singletons'

/** Returned by a binary or compare method that leaves the operation to the other operand. */
export const NotImplemented: unique symbol = Symbol('NotImplemented')

/**
 * What a type does under Python's operators. A library gives one for each of its types: `V` is the class of its values.
 * What is left out raises Python's own TypeError with the type's name.
 */
export interface TypeProtocol<V> {
  /** As `type(v).__name__`, e.g. `ResourceVariable`. */
  typeName(v: V): string
  /** `reflected`: v is the right operand. */
  binary?(
    op: BinaryOperator,
    v: V,
    other: Value,
    reflected: boolean,
    runtime: Runtime,
    site: Span,
  ): Value | typeof NotImplemented
  /** `v op= other`; without it the plain operation is taken. */
  inPlace?(op: BinaryOperator, v: V, other: Value, runtime: Runtime, site: Span): Value | typeof NotImplemented
  unary?(op: UnaryOperator, v: V, runtime: Runtime, site: Span): Value
  /** `op` is the operator as written; `reflected`: v is its right operand. Left out: equal to itself only, no order. */
  compare?(
    op: CompareOperator,
    v: V,
    other: Value,
    reflected: boolean,
    runtime: Runtime,
    site: Span,
  ): Value | typeof NotImplemented
  truthy?(v: V, runtime: Runtime, site: Span): boolean | Opaque
  /** undefined: no such attribute (Python's AttributeError follows). */
  getAttribute?(v: V, name: string, runtime: Runtime, site: Span): Value | undefined
  setAttribute?(v: V, name: string, value: Value, runtime: Runtime, site: Span): void
  deleteAttribute?(v: V, name: string, runtime: Runtime, site: Span): void
  /** `v.name(args)` without making the bound method; undefined: the attribute is got and called. */
  callMethod?(v: V, name: string, args: Arguments, runtime: Runtime, site: Span): Value | undefined
  getItem?(v: V, index: Value, runtime: Runtime, site: Span): Value
  setItem?(v: V, index: Value, value: Value, runtime: Runtime, site: Span): void
  deleteItem?(v: V, index: Value, runtime: Runtime, site: Span): void
  /** `item in v`; without it the items are compared one by one. */
  contains?(v: V, item: Value, runtime: Runtime, site: Span): boolean | Opaque
  iterate?(v: V, runtime: Runtime, site: Span): Iteration
  /** `next(v)`: for types that are iterators themselves. */
  next?(v: V, runtime: Runtime, site: Span): Value | typeof DONE
  length?(v: V, runtime: Runtime, site: Span): number | Opaque
  call?(v: V, args: Arguments, runtime: Runtime, site: Span): Value
  enter?(v: V, runtime: Runtime, site: Span): Value
  exit?(v: V, runtime: Runtime, site: Span): void
  /** May its `__exit__` swallow exceptions? */
  swallows?(v: V): boolean
  str?(v: V, runtime: Runtime): string
  repr(v: V, runtime: Runtime): string
  /** `format(v, spec)` for a spec that is not empty. */
  format?(v: V, spec: string, runtime: Runtime, site: Span): string
  /** `float(v)`, `int(v)`: the library's own loss of the tape included. */
  toFloat?(v: V, runtime: Runtime, site: Span): Value
  toInt?(v: V, runtime: Runtime, site: Span): Value
  /** The integer that v stands for as an index or a count (`__index__`); null where it stands for none. */
  toIndex?(v: V, runtime: Runtime, site: Span): number | null
  /** What a dict or set tells v from other keys by, e.g. `n:3` for a number; without it each object is a key of its own. */
  key?(v: V, runtime: Runtime, site: Span): string
  /** `hash(v)` where it is the same in every run. */
  hash?(v: V): bigint
  /** `isinstance(v, type)` for a `type` that is no Class of v's (a library's constructor function); undefined: it is not. */
  isInstance?(v: V, type: Value, runtime: Runtime): boolean | undefined
  /** `copy.copy(v)`, `copy.deepcopy(v)`; without it the value itself. */
  copy?(v: V, deep: boolean, runtime: Runtime, site: Span): Value
  /** As hovers and lenses show it: numbers as the library prints them, without dtype and shape (`16.0`, `[1.0, 2.0]`). */
  display(v: V, runtime: Runtime): string
  toJson(v: V): Json | undefined
}

/** A NativeObject of a Python library: it carries its type's protocol. */
export interface PythonObject extends NativeObject {
  readonly protocol: TypeProtocol<never>
}

/** A library table. */
export interface PythonLibrary {
  /** The top-level package's name, e.g. `tensorflow`. */
  readonly name: string
  /** The module of a dotted path below it (`tensorflow.keras.optimizers`), made once a run; undefined where the library
   *  has no such module. A member that is not in the module is opaque, named by its path. */
  module(path: string, runtime: Runtime): Module | undefined
  /** The imitated version, as contract.md's `libraries`. */
  readonly version?: string
  /** What a mark's value becomes in a file that imports this library; undefined: what it is in plain Python. */
  input?(value: MarkValue, parameter: InputParameter, runtime: Runtime): Value | undefined
  /** Type of engine `Tensor`s, where the library's tensors are these (only TensorFlow). */
  readonly tensor?: TypeProtocol<Tensor>
  /** Type of opaque values known to be this library's tensors. */
  readonly opaqueTensor?: TypeProtocol<Opaque>
}

/** The parameter that a mark's value is for. */
export interface InputParameter {
  /** Its source text; null where it has none. */
  readonly annotation: string | null
  /** Annotated `float` or `np.ndarray`: the value is to stay out of TensorFlow, PyTorch and JAX. */
  readonly plain: boolean
}

/** Python's `...`, as it stands in an index. */
export function isEllipsis(v: Value): v is Instance {
  return v === Ellipsis
}

export type { Num }
