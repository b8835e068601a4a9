// `tf.Variable`: its current tensor, the tape entries of every version that it has had, and the assign family.
import {
  Class,
  NativeObject,
  Opaque,
  Tensor,
  Traced,
  nodeOf,
  type DType,
  type Num,
  type OpaqueFacts,
  type Runtime,
  type Session,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raise } from '../../exceptions'
import type { TypeProtocol } from '../../protocol'
import { arrayRepr, arrayStr, tupleText } from '../numpy/arrayText'
import { Call, native } from '../numpy/call'
import { nestedJson } from '../numpy/json'
import type { TensorLike } from '../numpy/ndarray'
import { placed, toTensor } from './convert'
import { dtypeArgument, dtypeObject, UnsupportedDType } from './dtypes'
import { brackets, unary, UNARY } from './elementwise'
import { kernelError } from './errors'
import { methods } from './methods'
import { registerVariable } from './state'
import { numpyOf, tensorOperators } from './tensor'
import { TensorShape } from './tensorShape'

/** A tape entry that a variable stood on, and the one before it. */
export interface Version {
  readonly node: number
  readonly previous: Version | null
}

interface VariableState {
  readonly value: TensorLike
  readonly versions: Version
}

/** A resource variable. */
export class Variable extends NativeObject<VariableState> {
  readonly typeName = 'ResourceVariable'
  private state: VariableState

  constructor(
    value: TensorLike,
    readonly name: string,
    readonly dtype: DType,
    readonly trainable: boolean,
    /** Where it was made. */
    readonly site: Span,
    private readonly session: Session,
    /** The variable whose state this one shares: what `assign` returns is a second object. */
    private readonly origin: Variable | null = null,
  ) {
    super()
    this.state = { value, versions: { node: nodeOf(value), previous: null } }
  }

  /** The variable itself, whichever object stands for it. */
  get self(): Variable {
    return this.origin ?? this
  }

  /** What `assign` gives back: the same state under another name. */
  unread(): Variable {
    return new Variable(this.num, 'UnreadVariable', this.dtype, this.trainable, this.site, this.session, this.self)
  }

  get protocol(): TypeProtocol<Variable> {
    return protocol
  }

  override get num(): TensorLike {
    return this.self.state.value
  }

  /** The entries of all its versions, the newest first. */
  get versions(): Version {
    return this.self.state.versions
  }

  /** Puts a new value, on a tape entry of its own. */
  put(value: TensorLike, runtime: Runtime): void {
    const { self } = this
    runtime.touch(self)
    self.state = { value, versions: { node: nodeOf(value), previous: self.state.versions } }
  }

  save(): VariableState {
    return this.state
  }
  restore(state: VariableState): void {
    this.state = state
  }
  merge(one: VariableState, other: VariableState, unknown: () => Opaque): void {
    if (one === other) {
      this.state = one
      return
    }
    this.state = this.unknownAfter(one, unknown())
  }
  override obscure(unknown: () => Opaque): readonly Value[] {
    const { self } = this
    self.state = this.unknownAfter(self.state, unknown())
    return []
  }

  /** Its value is lost, its place on the tape is not: what is computed from it still leads to it. */
  private unknownAfter(state: VariableState, { reason }: Opaque): VariableState {
    const value = this.session.leaf(new Opaque(reason, factsOf(state.value)))
    return { value, versions: { node: value.node, previous: state.versions } }
  }
}

/** What stays known of a tensor whose numbers are lost. */
export function factsOf(x: TensorLike): OpaqueFacts {
  return x instanceof Opaque ? { ...x.facts, tensor: true } : { tensor: true, dtype: x.dtype, shape: x.shape }
}

/** Makes a variable with that initial value, on a new tape entry. */
export function makeVariable(call: Call, initial: TensorLike, name: string, trainable: boolean): Variable {
  const dtype = initial instanceof Opaque ? (initial.facts.dtype ?? 'float32') : initial.dtype
  const value = nodeOf(initial) === 0 ? call.session.leaf(initial) : call.session.cut(initial, 'assigned')
  const variable = new Variable(value as TensorLike, `${name}:0`, dtype, trainable, call.site, call.session)
  registerVariable(call.runtime, variable)
  return variable
}

const construct = native(
  'tf.Variable',
  'initial_value, trainable=, validate_shape=, caching_device=, name=, variable_def=, dtype=, import_scope=, constraint=, synchronization=, aggregation=, shape=',
  (call, initial, trainable, _validate, _caching, name, _def, dtypeName) => {
    try {
      const dtype = dtypeArgument(call, dtypeName)
      const start =
        typeof initial === 'object' && initial !== null && isCallable(initial)
          ? call.runtime.call(initial, { positional: [], keywords: null }, call.site)
          : initial
      call.runtime.at(call.site)
      return makeVariable(
        call,
        toTensor(call, start, { dtype }),
        typeof name === 'string' ? name : 'Variable',
        trainable !== false,
      )
    } catch (error) {
      if (error instanceof UnsupportedDType) return call.opaque(error.reason, { tensor: true })
      throw error
    }
  },
  { facts: { tensor: true } },
)

/** `tf.Variable` itself. */
export const variableConstructor = construct

function isCallable(v: Value): boolean {
  return (
    typeof v === 'object' &&
    v !== null &&
    !(v instanceof Tensor) &&
    !(v instanceof Traced) &&
    ('code' in v || 'callee' in v || 'call' in v) &&
    !(v instanceof Class)
  )
}

/** Sets a variable; the new value has its shape and is cut off from where it comes. */
export function assign(call: Call, variable: Variable, value: Value): Variable {
  const x = toTensor(call, value, { dtype: variable.dtype })
  const current = variable.num
  if (x instanceof Tensor && current instanceof Tensor && String(x.shape) !== String(current.shape)) {
    call.raise(
      'ValueError',
      `Cannot assign value to variable ' ${variable.name}': Shape mismatch.The variable shape ${tupleText(current.shape)}, and the assigned value shape ${tupleText(x.shape)} are incompatible.`,
    )
  }
  return setTo(call, variable, x)
}

/** `assign_add` and `assign_sub`. */
function update(call: Call, variable: Variable, delta: Value, op: 'Add' | 'Sub'): Variable {
  const x = toTensor(call, delta, { dtype: variable.dtype })
  const current = variable.num
  if (x instanceof Tensor && current instanceof Tensor && String(x.shape) !== String(current.shape)) {
    kernelError(
      call,
      `Assign${op}VariableOp`,
      `Cannot update variable with shape ${brackets(current)} using a Tensor with shape ${brackets(x)}, shapes must be equal.`,
    )
  }
  return setTo(call, variable, op === 'Add' ? call.ops.add(current, x) : call.ops.sub(current, x))
}

/** Puts a value into a variable: its state has no history, but it is known what it was made from. */
export function setTo(call: Call, variable: Variable, value: Num): Variable {
  const facts = factsOf(variable.num)
  const kept =
    value instanceof Opaque
      ? new Opaque(value.reason, { ...facts, shape: value.facts.shape ?? facts.shape }, value.node)
      : value
  variable.put(
    (nodeOf(kept) === 0 ? call.session.leaf(kept) : call.session.cut(kept, 'assigned')) as TensorLike,
    call.runtime,
  )
  return variable.unread()
}

const read = (call: Call, self: Variable): Value => placed(call, call.ops.identity(self.num))

const METHODS = methods<Variable>('ResourceVariable', {
  assign: ['value, use_locking=, name=, read_value=', (call, self, value) => assign(call, self, value)],
  assign_add: ['delta, use_locking=, name=, read_value=', (call, self, delta) => update(call, self, delta, 'Add')],
  assign_sub: ['delta, use_locking=, name=, read_value=', (call, self, delta) => update(call, self, delta, 'Sub')],
  numpy: ['', (call, self) => numpyOf(call, self.num)],
  value: ['', read],
  read_value: ['', read],
  get_shape: ['', (call, self) => shapeOf(self.num, call)],
  initialized_value: ['', read],
  __abs__: ['', (call, self) => unary(call, UNARY.abs, self)],
})

function shapeOf(x: TensorLike, call: Call): Value {
  const shape = x instanceof Opaque ? x.facts.shape : x.shape
  return shape ? new TensorShape(shape) : call.opaque((x as Opaque).reason)
}

const protocol: TypeProtocol<Variable> = {
  ...tensorOperators<Variable>((v) => v.num),
  typeName: () => 'ResourceVariable',
  repr: describe,
  format(v, spec, runtime, site) {
    return spec === ''
      ? describe(v)
      : raise(runtime, 'TypeError', 'unsupported format string passed to ResourceVariable.__format__', site)
  },
  getAttribute(v, name, runtime, site) {
    switch (name) {
      case 'shape':
        return shapeOf(v.num, new Call(runtime, 'tf.Variable', site))
      case 'dtype':
        return dtypeObject(v.dtype)
      case 'name':
        return v.name
      case 'trainable':
        return v.trainable
      case 'device':
        return '/job:localhost/replica:0/task:0/device:CPU:0'
      default:
        return METHODS.bound(v, name)
    }
  },
  copy: (v, deep, runtime, site) =>
    deep ? makeVariable(new Call(runtime, 'copy.deepcopy', site), v.num, v.name.replace(/:0$/, ''), v.trainable) : v,
  isInstance: (v, type) => type === variableConstructor && v instanceof Variable,
  toJson: (v) => (v.num instanceof Opaque ? { opaque: v.num.reason } : nestedJson(v.num)),
}

function describe(v: Variable): string {
  const x = v.num
  if (x instanceof Opaque) return `<tf.Variable '${v.name}' unknown: ${x.reason}>`
  const numbers = x.shape.length === 0 ? arrayStr(x) : arrayRepr(x)
  return `<tf.Variable '${v.name}' shape=${tupleText(x.shape)} dtype=${x.dtype}, numpy=${numbers.includes('\n') ? `\n${numbers}` : numbers}>`
}
