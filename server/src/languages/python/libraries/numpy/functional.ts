// Functions of a program applied to arrays: along an axis, element by element, piece by piece, on indices.
import {
  argumentValues,
  BoundMethod,
  Closure,
  Native,
  NativeObject,
  Opaque,
  Tensor,
  Tuple,
  type Arguments,
  type DType,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import {
  bools,
  integerOr,
  isNone,
  isSequence,
  itemsOf,
  knownTensor,
  range,
  sizeOf,
  tensor,
  tuple,
  unravel,
} from './arguments'
import { pythonNumber } from './arrayMethods'
import { Call, known, Unknown } from './call'
import { dtypeOf } from './convert'
import { dtypeArgument } from './creation'
import { indexArrays } from './indexTricks'
import { read } from './indexing'
import type { Row } from './moduleTree'
import { NdArray, scalarOrArray, type TensorLike } from './ndarray'
import { commonShape } from './shapes'
import { row } from './row'
import { asArray, counted, integers, shapeOf } from './shaping'
import { as, checkBroadcast } from './ufuncs'

/** Arguments by the names of the first parameters; the rest are the function's own. */
interface Given {
  readonly call: Call
  readonly named: readonly Value[]
  readonly rest: Arguments
}

/** A function that hands what it does not name on to the program's function, its first argument. */
function handingOn(name: string, parameters: readonly string[], body: (given: Given) => Value): Row {
  const call = (runtime: Runtime, args: Arguments, site: Span): Value => {
    const made = new Call(runtime, `np.${name}`, site)
    const keywords = new Map(args.keywords ?? [])
    const named = parameters.map((parameter, i) => {
      if (i < args.positional.length) return args.positional[i]
      const value = keywords.get(parameter)
      keywords.delete(parameter)
      return value
    })
    const missing = parameters.filter((_, i) => named[i] === undefined)
    if (missing.length > 0)
      made.raise(
        'TypeError',
        `${name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${missing.map((p) => `'${p}'`).join(' and ')}`,
      )
    const rest = { positional: args.positional.slice(parameters.length), keywords: keywords.size > 0 ? keywords : null }
    return guarded(made, argumentValues(args), () => body({ call: made, named, rest }))
  }
  return { paths: [`np.${name}`], value: new Native(`np.${name}`, call, null, true) }
}

/** What cannot be known makes the result unknown; the functions among the operands may have been called. */
function guarded(call: Call, operands: readonly Value[], work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Unknown)) throw error
    for (const v of operands)
      if (v instanceof Closure || v instanceof BoundMethod) call.runtime.mayCall(v, error.opaque, call.site)
    return call.runtime.opaque(error.opaque.reason, call.site, {}, operands)
  }
}

const callWith = (call: Call, f: Value, first: readonly Value[], { positional, keywords }: Arguments): Value =>
  call.runtime.call(f, { positional: [...first, ...positional], keywords }, call.site)

/** `np.apply_along_axis`: the function of each lane; what the first one gives decides on shape and element type. */
function applyAlongAxis({ call, named: [f, axis, v], rest }: Given): Value {
  const array = asArray(call, known(v))
  const shape = shapeOf(array.num)
  const along = counted(call, integerOr(call, axis, 0), shape.length)
  const others = range(shape.length).filter((i) => i !== along)
  const outer = others.map((i) => shape[i])
  if (sizeOf(outer) === 0) call.raise('ValueError', 'Cannot apply_along_axis when any iteration dimensions are 0')
  const { ops } = call
  const results = range(sizeOf(outer)).map((flat) => {
    const index = unravel(flat, outer)
    const items = shape.map((_, i) => (i === along ? ALL : index[others.indexOf(i)]))
    const lane = NdArray.of(ops.index(array.num, items) as TensorLike, call.session)
    return tensor(call, callWith(call, f, [lane], rest))
  })
  const inner = shapeOf(results[0])
  const cast = results.map((x) => as(call, x, dtypeOf(results[0])))
  const stacked = ops.reshape(ops.stack(cast, 0), [...outer, ...inner])
  const back = [
    ...range(along),
    ...inner.map((_, i) => outer.length + i),
    ...range(outer.length - along).map((i) => along + i),
  ]
  return NdArray.of(ops.transpose(stacked, back) as TensorLike, call.session)
}

const ALL = { start: null, stop: null, step: null } as const

/** `np.fromfunction`: the function of the indices of a shape. */
function fromFunction({ call, named: [f, shape], rest }: Given): Value {
  const keywords = new Map(rest.keywords ?? [])
  const dtype = dtypeArgument(call, keywords.get('dtype')) ?? 'float64'
  keywords.delete('dtype')
  const places = indexArrays(integers(call, shape)).map((x) => NdArray.of(as(call, x, dtype), call.session))
  return callWith(call, f, places, { positional: rest.positional, keywords: keywords.size > 0 ? keywords : null })
}

/** `np.piecewise`: where a condition holds, its function of these elements, or its number. */
function piecewise({ call, named: [v, conditions, functions], rest }: Given): Value {
  const array = asArray(call, known(v))
  const x = array.num
  const shape = shapeOf(x)
  const given = known(conditions)
  const whole = !isSequence(given) || (!isSequence(itemsOf(call, given)[0]) && shape.length !== 0)
  const tests = (whole ? [given] : itemsOf(call, given)).map(
    (test) => as(call, knownTensor(call, test), 'bool') as Tensor,
  )
  const pieces = itemsOf(call, functions)
  if (pieces.length === tests.length + 1) {
    const any = range(sizeOf(tests[0].shape)).map((i) => !tests.some((test) => test.data[i] !== 0))
    tests.push(bools(any, tests[0].shape))
  } else if (pieces.length !== tests.length)
    call.raise(
      'ValueError',
      `with ${tests.length} condition(s), either ${tests.length} or ${tests.length + 1} functions are expected`,
    )
  const made = NdArray.of(call.ops.fill(shape, 0, dtypeOf(x) ?? 'float64'), call.session)
  const { semantics } = call.runtime
  tests.forEach((test, k) => {
    const mask = NdArray.of(test, call.session)
    const piece = pieces[k]
    const isNumber = typeof piece === 'number' || (typeof piece === 'object' && piece !== null && 'num' in piece)
    if (isNumber || !isCallable(piece)) semantics.setItem(made, mask, piece, call.runtime, call.site)
    else if (test.data.some((holds) => holds !== 0)) {
      const part = read(call, array, shape.length === 0 ? new Tuple([]) : mask)
      const value = callWith(call, piece, [part], rest)
      semantics.setItem(made, shape.length === 0 ? new Tuple([]) : mask, value, call.runtime, call.site)
    }
  })
  return made
}

function isCallable(v: Value): boolean {
  return typeof v === 'object' && v !== null && !isSequence(v) && !('value' in v)
}

/** `np.vectorize(f)`: f element by element. */
class Vectorized extends NativeObject<null> {
  readonly typeName = 'vectorize'
  readonly protocol = vectorizedProtocol
  constructor(
    readonly f: Value,
    readonly otypes: readonly DType[] | null,
  ) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const vectorizedProtocol: TypeProtocol<Vectorized> = {
  typeName: () => 'vectorize',
  repr: () => '<numpy.vectorize object>',
  display: () => 'np.vectorize',
  toJson: () => undefined,
  getAttribute: (v, name) => (name === 'pyfunc' ? v.f : undefined),
  call(v, args, runtime, site) {
    const call = new Call(runtime, 'np.vectorize', site)
    const operands = argumentValues(args)
    return guarded(call, [v.f, ...operands], () => eachElement(call, v, args))
  },
}

function eachElement(call: Call, { f, otypes }: Vectorized, args: Arguments): Value {
  const { positional, keywords } = args
  const names = [...(keywords?.keys() ?? [])]
  const given = argumentValues(args).map((v) => knownTensor(call, v))
  checkBroadcast(call, given)
  const shape = commonShape(given.map((x) => x.shape))
  const size = sizeOf(shape)
  const { ops } = call
  const flat = given.map((x) => ops.reshape(ops.broadcastTo(x, shape), [-1]) as Tensor)
  const apply = (items: readonly Value[]): Value =>
    call.runtime.call(
      f,
      {
        positional: items.slice(0, positional.length),
        keywords: names.length > 0 ? new Map(names.map((name, i) => [name, items[positional.length + i]])) : null,
      },
      call.site,
    )
  const element = (x: Tensor, i: number): Tensor => ops.index(x, [i]) as Tensor
  let dtypes = otypes
  let several = otypes !== null && otypes.length > 1
  if (dtypes === null) {
    if (size === 0) call.raise('ValueError', 'cannot call `vectorize` on size 0 inputs unless `otypes` is set')
    // NumPy asks the function once more what it gives.
    const first = apply(flat.map((x) => scalarOrArray(element(x, 0), call.session)))
    several = first instanceof Tuple
    const outputs = first instanceof Tuple ? first.items : [first]
    dtypes = outputs.map((v) => {
      const x = tensor(call, v)
      if (shapeOf(x).length > 0) call.raise('ValueError', 'setting an array element with a sequence.')
      return dtypeOf(x) ?? 'float64'
    })
  }
  const results = range(size).map((i) => {
    const made = apply(flat.map((x) => pythonNumber(call, element(x, i))))
    return several ? itemsOf(call, made) : [made]
  })
  const arrays = dtypes.map((dtype, k): Value => {
    const parts = results.map((outputs) => as(call, tensor(call, outputs[k]), dtype))
    if (parts.some((part) => shapeOf(part).length > 0))
      call.raise('ValueError', 'setting an array element with a sequence.')
    const made = parts.length === 0 ? ops.fill(shape, 0, dtype) : ops.reshape(ops.stack(parts, 0), shape)
    return NdArray.of(made as TensorLike, call.session)
  })
  return several ? tuple(call, arrays) : arrays[0]
}

function vectorize(call: Call, f: Value, otypes: Value, excluded: Value, signature: Value): Value {
  if (!isNone(excluded) || !isNone(signature))
    return call.opaque('`np.vectorize` with `excluded` or `signature` is not evaluated', {}, [f])
  if (f instanceof Opaque) return call.opaque(f.reason, {}, [f])
  const types = isNone(otypes)
    ? null
    : (typeof otypes === 'string' ? [...otypes] : itemsOf(call, otypes)).map((code) => dtypeArgument(call, code))
  return new Vectorized(f, types?.map((dtype) => dtype ?? 'float64') ?? null)
}

export const FUNCTIONAL: readonly Row[] = [
  handingOn('apply_along_axis', ['func1d', 'axis', 'arr'], applyAlongAxis),
  handingOn('fromfunction', ['function', 'shape'], fromFunction),
  handingOn('piecewise', ['x', 'condlist', 'funclist'], piecewise),
  row(
    'vectorize',
    'pyfunc, otypes=, doc=, excluded=, cache=, signature=',
    (call, f, otypes, _doc, excluded, _cache, signature) => vectorize(call, f, otypes, excluded, signature),
  ),
]
