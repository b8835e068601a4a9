// `functools`: functions made from functions.
import {
  BoundMethod,
  type Class,
  Closure,
  Dict,
  DONE,
  Int,
  Native,
  NativeObject,
  Tuple,
  Instance,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { isKnownCallable } from '../../builtins/attributes'
import { lenient, variadic } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callMethod, callWith, compare, findAttribute, isUnknown, iterate, reprOf, truth } from '../../operations'
import type { TypeProtocol } from '../../protocol'
import { lookUp, ownAttribute, ProgramClass } from '../../types/class'
import { makeDict } from '../../types/dict'
import { identityOf, keyOf } from '../../types/key'
import { MethodNative } from '../../types/methods'
import { isNumber } from '../../types/number'
import { Property } from '../../types/property'
import { namedTupleClass } from './collections'
import { singledispatch } from './singledispatch'
import { named, type StandardModule } from './table'

function isCallableValue(v: Value): boolean {
  return v instanceof Instance ? lookUp(v.cls, '__call__') !== undefined : isKnownCallable(v)
}

/** `functools.partial(f, …)` */
class Partial extends NativeObject<null> {
  override readonly typeName = 'partial'
  readonly protocol = partialProtocol

  constructor(
    readonly callee: Value,
    readonly args: readonly Value[],
    readonly keywords: ReadonlyMap<string, Value>,
  ) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
  override obscure(): readonly Value[] {
    return [this.callee, ...this.args, ...this.keywords.values()]
  }
}

const partialProtocol: TypeProtocol<Partial> = {
  typeName: () => 'partial',
  call(v, { positional, keywords }, runtime, site) {
    const all = new Map([...v.keywords, ...(keywords ?? [])])
    return runtime.call(v.callee, { positional: [...v.args, ...positional], keywords: all.size > 0 ? all : null }, site)
  },
  getAttribute(v, name, runtime, site) {
    if (name === 'func') return v.callee
    if (name === 'args') return new Tuple(v.args)
    return name === 'keywords' ? makeDict(v.keywords, runtime, site) : undefined
  },
  repr: (v, runtime) => {
    const keywords = [...v.keywords].map(([name, value]) => `${name}=${reprOf(value, runtime)}`)
    return `functools.partial(${[v.callee, ...v.args]
      .map((arg) => reprOf(arg, runtime))
      .concat(keywords)
      .join(', ')})`
  },
  display: (v) => `partial(${v.callee instanceof Closure ? v.callee.code.name : '…'})`,
  toJson: () => undefined,
}

const partial = variadic('functools.partial', ({ positional, keywords }, _, site) => {
  const [callee, ...args] = positional
  if (callee === undefined) throw raised('TypeError', "type 'partial' takes at least one argument", site)
  if (!isUnknown(callee) && !isCallableValue(callee)) {
    throw raised('TypeError', 'the first argument must be callable', site)
  }
  return new Partial(callee, args, keywords ?? new Map())
})

const reduce = lenient(
  'reduce(function, iterable, initial=, /)',
  ([callee, iterable, initial], runtime, site) => {
    const iteration = iterate(iterable as Value, runtime, site)
    let result: Value | undefined = initial
    for (let item = iteration.next(); item !== DONE; item = iteration.next()) {
      runtime.step(1)
      result = result === undefined ? item : callWith(callee as Value, [result, item], runtime, site)
    }
    if (iteration.opaque) return runtime.opaque(iteration.opaque.reason, site, {}, [result ?? null])
    if (result === undefined) throw raised('TypeError', 'reduce() of empty iterable with no initial value', site)
    return result
  },
  'functools',
)

const COPIED = ['__module__', '__name__', '__qualname__', '__doc__']

function copyNames(wrapper: Value, wrapped: Value, runtime: Runtime, site: Span): Value {
  if (wrapper instanceof Closure) {
    runtime.touch(wrapper)
    wrapper.attributes ??= new Map()
    for (const name of COPIED) {
      const value = findAttribute(wrapped, name, runtime, site)
      if (value !== undefined) wrapper.attributes.set(name, value)
    }
    if (wrapped instanceof Closure)
      for (const [name, value] of wrapped.attributes ?? []) wrapper.attributes.set(name, value)
    wrapper.attributes.set('__wrapped__', wrapped)
  }
  return wrapper
}

const wraps = lenient(
  'wraps(wrapped, assigned=, updated=)',
  ([wrapped]) =>
    new Native(
      'functools.wraps',
      (runtime, args, site) => copyNames(args.positional[0], wrapped as Value, runtime, site),
      null,
      true,
    ),
  'functools',
)

/** A function that remembers its results. The memory is a dict of the program, so that it can be put back. */
class Memo extends NativeObject<Counts> {
  override readonly typeName = '_lru_cache_wrapper'
  readonly protocol = memoProtocol
  readonly memory = new Dict('dict')
  hits = 0
  misses = 0

  constructor(
    readonly callee: Value,
    readonly limit: number,
  ) {
    super()
  }

  override save(): Counts {
    return { hits: this.hits, misses: this.misses }
  }
  override restore({ hits, misses }: Counts): void {
    this.hits = hits
    this.misses = misses
  }
  override merge(one: Counts): void {
    this.restore(one)
  }
}

interface Counts {
  readonly hits: number
  readonly misses: number
}

let cacheInfo: Class | null = null

/** `functools.CacheInfo`, made when it is first asked for. */
function cacheInfoClass(): Class {
  return (cacheInfo ??= namedTupleClass('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], [], 'functools'))
}

function remembered(v: Memo, args: Arguments, runtime: Runtime, site: Span): Value {
  const written = (parts: readonly Value[]) =>
    parts
      .map((part) => keyOf(part, runtime, site))
      .map((text) => `${text.length}:${text}`)
      .join('')
  const key = `${written(args.positional)}|${written([...(args.keywords ?? [])].flat())}`
  const known = v.memory.entries.get(key)
  runtime.touch(v)
  if (known) {
    v.hits++
    if (Number.isFinite(v.limit)) {
      // What was used last is forgotten last.
      runtime.touch(v.memory)
      v.memory.entries.delete(key)
      v.memory.entries.set(key, known)
    }
    return known.value
  }
  v.misses++
  const value = runtime.call(v.callee, args, site)
  runtime.touch(v.memory)
  runtime.charge(64)
  v.memory.entries.set(key, { key: null, value })
  if (v.memory.entries.size > v.limit) v.memory.entries.delete(v.memory.entries.keys().next().value as string)
  return value
}

const memoProtocol: TypeProtocol<Memo> = {
  typeName: (v) => v.typeName,
  call: remembered,
  getAttribute(v, name, runtime, site) {
    if (name === '__wrapped__') return v.callee
    if (name === 'cache_clear') {
      return new Native('cache_clear', (r) => {
        r.touch(v)
        r.touch(v.memory)
        v.restore({ hits: 0, misses: 0 })
        v.memory.entries = new Map()
        return null
      })
    }
    if (name === 'cache_info') {
      return new Native('cache_info', () => {
        const limit = Number.isFinite(v.limit) ? Int.of(v.limit) : null
        return new Instance(
          cacheInfoClass(),
          new Tuple([Int.of(v.hits), Int.of(v.misses), limit, Int.of(v.memory.entries.size)]),
        )
      })
    }
    if (name === '__get__')
      return new Native('__get__', (_, { positional }) => new BoundMethod(positional[0], v), null, true)
    return findAttribute(v.callee, name, runtime, site)
  },
  repr: (v, runtime) => reprOf(v.callee, runtime).replace('<function', '<functools._lru_cache_wrapper object of'),
  display: (v) => (v.callee instanceof Closure ? v.callee.code.name : 'cached function'),
  toJson: () => undefined,
}

const DEFAULT_CACHE = 128

const lruCache = lenient(
  'lru_cache(maxsize=, typed=)',
  ([size]) => {
    if (size !== undefined && size !== null && !isNumber(size)) return new Memo(size, DEFAULT_CACHE)
    const limit = size === undefined ? DEFAULT_CACHE : size === null ? Infinity : Number((size as Int).value)
    return new Native('functools.lru_cache', (_, { positional }) => new Memo(positional[0], limit), null, true)
  },
  'functools',
)

const cache = lenient('cache(user_function, /)', ([callee]) => new Memo(callee as Value, Infinity), 'functools')

const cachedProperty = lenient(
  'cached_property(func)',
  ([callee]) =>
    new Property(
      new Native(
        'cached_property',
        (runtime, { positional }, site) => {
          const self = positional[0] as Instance
          const name = `<cached ${String(identityOf(callee as object))}>`
          const known = self.attributes.get(name)
          if (known !== undefined) return known
          const value = callWith(callee as Value, [self], runtime, site)
          runtime.touch(self)
          self.attributes.set(name, value)
          return value
        },
        null,
        true,
      ),
      null,
      null,
    ),
  'functools',
)

/** An object that compares by a function: what `cmp_to_key` makes of each item. */
class KeyObject extends NativeObject<null> {
  override readonly typeName = 'K'
  readonly protocol = keyObjectProtocol

  constructor(
    readonly callee: Value,
    readonly item: Value,
  ) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

const keyObjectProtocol: TypeProtocol<KeyObject> = {
  typeName: () => 'K',
  compare(op, v, other, reflected, runtime, site) {
    if (!(other instanceof KeyObject)) throw raised('TypeError', 'other argument must be K instance', site)
    const [a, b] = reflected ? [other, v] : [v, other]
    return compare(op, callWith(v.callee, [a.item, b.item], runtime, site), Int.of(0), runtime, site)
  },
  repr: () => '<functools.KeyWrapper object>',
  display: () => '<functools.KeyWrapper object>',
  toJson: () => undefined,
}

const cmpToKey = lenient(
  'cmp_to_key(mycmp)',
  ([callee]) =>
    new Native(
      'functools.KeyWrapper',
      (_, { positional }) => new KeyObject(callee as Value, positional[0]),
      null,
      true,
    ),
  'functools',
)

/** What the missing comparisons are made of: the one that is there, with the operands swapped, negated, or equality. */
const ORDER_RULES: Readonly<
  Record<string, readonly (readonly [name: string, holds: (less: boolean, same: boolean) => boolean])[]>
> = {
  __lt__: [
    ['__gt__', (less, same) => !less && !same],
    ['__le__', (less, same) => less || same],
    ['__ge__', (less) => !less],
  ],
  __le__: [
    ['__ge__', (le, same) => !le || same],
    ['__lt__', (le, same) => le && !same],
    ['__gt__', (le) => !le],
  ],
  __gt__: [
    ['__lt__', (gt, same) => !gt && !same],
    ['__ge__', (gt, same) => gt || same],
    ['__le__', (gt) => !gt],
  ],
  __ge__: [
    ['__le__', (ge, same) => !ge || same],
    ['__gt__', (ge, same) => ge && !same],
    ['__lt__', (ge) => !ge],
  ],
}

const totalOrdering = lenient(
  'total_ordering(cls)',
  ([cls], runtime, site) => {
    if (!(cls instanceof ProgramClass)) return cls as Value
    const root = Object.keys(ORDER_RULES).find((name) => ownAttribute(cls, name) !== undefined)
    if (root === undefined) throw raised('ValueError', 'must define at least one ordering operation: < > <= >=', site)
    runtime.touch(cls)
    for (const [name, holds] of ORDER_RULES[root]) {
      if (ownAttribute(cls, name) !== undefined) continue
      const method = new MethodNative(name, (r, { positional }, at) => {
        const [self, other] = positional
        const result = truth(callMethod(self, root, { positional: [other], keywords: null }, r, at), r, at) === true
        return holds(result, truth(compare('==', self, other, r, at), r, at) === true)
      })
      cls.attributes.set(name, method)
    }
    return cls
  },
  'functools',
)

export const functools: StandardModule = {
  name: 'functools',
  open: true,
  members: () => ({
    ...named([partial, reduce, wraps, lruCache, cache, cachedProperty, cmpToKey, totalOrdering, singledispatch]),
  }),
}
