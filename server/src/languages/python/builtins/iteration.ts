// Built-in functions that walk iterables: `sum`, `min`, `zip`, `map`, `sorted` …
import {
  DONE,
  heldBy,
  Instance,
  Int,
  List,
  type Native,
  objectsIn,
  Opaque,
  type Raised,
  Tuple,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import { callWith, equal, indexOf, isUnknown, iterate, itemsOf, operate, ordered, truth } from '../operations'
import { signature } from '../signature'
import { lookUp } from '../types/class'
import { endOf } from '../types/generator'
import { isSequence } from '../types/instance'
import { iteratorOf, PythonIterator, reversedIterator, stepOf, type Advance } from '../types/iterator'
import { sortedItems } from '../types/list'
import { lenient, native, orOpaque, variadic } from './native'

/** `sum`: floats by plain addition from left to right, as CPython 3.11 does. */
const sum = lenient('sum(iterable, /, start=)', ([iterable, start], runtime, site) => {
  if (typeof start === 'string') {
    throw raised('TypeError', "sum() can't sum strings [use ''.join(seq) instead]", site)
  }
  let total: Value = start ?? Int.of(0)
  const iteration = iterate(iterable as Value, runtime, site)
  for (let item = iteration.next(); item !== DONE; item = iteration.next()) {
    runtime.step(1)
    total = operate('+', total, item, runtime, site)
  }
  return iteration.opaque ? runtime.opaque(iteration.opaque.reason, site, {}, [total]) : total
})

function all(name: 'all' | 'any', decisive: boolean) {
  return lenient(`${name}(iterable, /)`, ([iterable], runtime, site) => {
    const iteration = iterate(iterable as Value, runtime, site)
    let unknown: Opaque | null = null
    for (let item = iteration.next(); item !== DONE; item = iteration.next()) {
      runtime.step(1)
      const result = truth(item, runtime, site)
      if (result === decisive) return unknown ?? decisive
      if (result instanceof Opaque) unknown ??= result
    }
    return orOpaque<boolean>(unknown ?? iteration.opaque ?? !decisive, runtime, site)
  })
}

function extreme(name: 'min' | 'max', op: '<' | '>') {
  const parse = signature(`${name}(*, key=, default=)`)
  return variadic(name, (args, runtime, site) => {
    const [key, fallback] = parse({ positional: [], keywords: args.keywords }, site)
    const given = args.positional
    if (given.length === 0) throw raised('TypeError', `${name} expected at least 1 argument, got 0`, site)
    if (given.length > 1 && fallback !== undefined) {
      throw raised('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`, site)
    }
    const items = given.length > 1 ? given : itemsOf(given[0], runtime, site)
    if (items instanceof Opaque)
      return runtime.opaqueOrRaised(items.reason, site, { candidates: held(given[0], items) })
    if (items.length === 0) {
      if (fallback !== undefined) return fallback
      throw raised('ValueError', `${name}() arg is an empty sequence`, site)
    }
    const keyed = (item: Value) => (key === undefined || key === null ? item : callWith(key, [item], runtime, site))
    let best = items[0]
    let bestKey = keyed(best)
    for (const item of items.slice(1)) {
      const itemKey = keyed(item)
      const wins = ordered(op, itemKey, bestKey, runtime, site)
      if (wins instanceof Opaque)
        return runtime.opaqueOrRaised(wins.reason, site, { candidates: objectsIn(items) }, items)
      if (wins) [best, bestKey] = [item, itemKey]
    }
    return best
  })
}

/** The objects that an iterable holds, as far as they are known. */
function held(iterable: Value, why: Opaque): readonly object[] {
  return [...new Set([...heldBy(iterable), ...objectsIn([isUnknown(iterable) ? iterable : null, why])])]
}

const enumerateSignature = signature('enumerate(iterable, start=)')

const enumerate = variadic('enumerate', (args, runtime, site) => {
  if (args.positional.length === 0 && args.keywords?.has('iterable') !== true) {
    throw raised('TypeError', "enumerate() missing required argument 'iterable'", site)
  }
  const [iterable, start] = enumerateSignature(args, site)
  const inner = iteratorOf(iterable as Value, runtime, site)
  const first = start === undefined ? 0 : indexOf(start, runtime, site)
  const advance: Advance<number> = (count, run, at) => {
    const step = stepOf(inner, run, at)
    if (step === DONE || step instanceof Opaque) return step
    return { value: new Tuple([Int.of(count), step.item]), state: count + 1 }
  }
  return isUnknown(inner) ? inner : (new PythonIterator('enumerate', first, advance) as PythonIterator)
})

/** Steps several iterators together; ends with the shortest. @param strict raises where another one had an item */
function together(
  inners: readonly Value[],
  runtime: Runtime,
  site: Span,
  strict = false,
): Value[] | typeof DONE | Opaque {
  const items: Value[] = []
  for (const inner of inners) {
    const step = stepOf(inner, runtime, site)
    if (step === DONE && strict && items.length > 0) throw lengthFault(items.length, 'shorter', site)
    if (step === DONE || step instanceof Opaque) return step
    items.push(step.item)
  }
  return items
}

const zip = variadic('zip', (args, runtime, site) => {
  const strict = args.keywords?.get('strict')
  const inners = args.positional.map((v) => zipped(v, runtime, site))
  const unknown = inners.find((v) => isUnknown(v))
  if (unknown instanceof Opaque) return unknown
  const advance: Advance<number> = (count, run, at) => {
    if (inners.length === 0) return DONE
    const items = together(inners, run, at, strict === true)
    if (items === DONE && strict === true) checkLengths(inners, run, at)
    return items === DONE || items instanceof Opaque ? items : { value: new Tuple(items), state: count + 1 }
  }
  return new PythonIterator('zip', 0, advance) as PythonIterator
})

function zipped(v: Value, runtime: Runtime, site: Span): Value {
  return isUnknown(v) ? v : iteratorOf(v, runtime, site)
}

/** `zip(…, strict=True)`, where the first one has ended: the others must end as well. */
function checkLengths(inners: readonly Value[], runtime: Runtime, site: Span): void {
  for (let i = 1; i < inners.length; i++) {
    if (stepOf(inners[i], runtime, site) !== DONE) throw lengthFault(i, 'longer', site)
  }
}

function lengthFault(place: number, word: 'shorter' | 'longer', site: Span): Raised {
  const others = place === 1 ? ' 1' : `s 1-${place}`
  return raised('ValueError', `zip() argument ${place + 1} is ${word} than argument${others}`, site)
}

const map = variadic('map', (args, runtime, site) => {
  const [callee, ...iterables] = args.positional
  if (iterables.length === 0) throw raised('TypeError', 'map() must have at least two arguments.', site)
  const inners = iterables.map((v) => zipped(v, runtime, site))
  const unknown = inners.find((v) => isUnknown(v))
  if (unknown instanceof Opaque) return unknown
  const advance: Advance<number> = (count, run, at) => {
    const items = together(inners, run, at)
    if (items === DONE || items instanceof Opaque) return items
    return { value: callWith(callee, items, run, at), state: count + 1 }
  }
  return new PythonIterator('map', 0, advance) as PythonIterator
})

const filter = lenient('filter(function, iterable, /)', ([test, iterable], runtime, site) => {
  const inner = iteratorOf(iterable as Value, runtime, site)
  if (isUnknown(inner)) return inner
  const advance: Advance<number> = (count, run, at) => {
    for (;;) {
      const step = stepOf(inner, run, at)
      if (step === DONE || step instanceof Opaque) return step
      run.step(1)
      const keeps = truth(test === null ? step.item : callWith(test as Value, [step.item], run, at), run, at)
      if (keeps instanceof Opaque) return keeps
      if (keeps) return { value: step.item, state: count + 1 }
    }
  }
  return new PythonIterator('filter', 0, advance) as PythonIterator
})

const iter = lenient('iter(object, sentinel=, /)', ([object, sentinel], runtime, site) => {
  if (sentinel === undefined) return iteratorOf(object as Value, runtime, site)
  const advance: Advance<number> = (count, run, at) => {
    const item = callWith(object as Value, [], run, at)
    const ends = equal(item, sentinel, run, at)
    if (ends instanceof Opaque) return ends
    return ends ? DONE : { value: item, state: count + 1 }
  }
  return new PythonIterator('callable_iterator', 0, advance) as PythonIterator
})

const next = lenient('next(iterator, default=, /)', ([iterator, fallback], runtime, site) => {
  const step = stepOf(iterator as Value, runtime, site)
  if (step instanceof Opaque) {
    const candidates = objectsIn([step, fallback])
    if (fallback === undefined) runtime.mayRaise(step)
    return runtime.opaque(step.reason, site, candidates.length > 0 ? { candidates } : {})
  }
  if (step !== DONE) return step.item
  if (fallback !== undefined) return fallback
  throw endOf(iterator, runtime, site)
})

const sortedSignature = signature('sorted(iterable, /, *, key=, reverse=)')

const sorted = variadic('sorted', (args, runtime, site) => {
  const given = args.positional.length
  if (given !== 1) throw raised('TypeError', `sorted expected 1 argument, got ${given}`, site)
  const [iterable, key, reverse] = sortedSignature(args, site)
  const items = sortedItems(iterable as Value, key, reverse, runtime, site)
  if (!(items instanceof Opaque)) return new List(items)
  return runtime.opaqueOrRaised(items.reason, site, { candidates: held(iterable as Value, items) })
})

const reversed = native('reversed(sequence, /)', ([sequence], runtime, site) =>
  sequence instanceof Instance && lookUp(sequence.cls, '__reversed__') === undefined && !isSequence(sequence)
    ? notReversible(sequence, site)
    : reversedIterator(sequence as Value, runtime, site),
)

function notReversible(v: Instance, site: Span): never {
  throw raised('TypeError', `'${v.cls.name}' object is not reversible`, site)
}

/** What a generator expression makes of its first iterable. */
export const iteratorOfFirst = lenient('iter(iterable, /)', ([iterable], runtime, site) =>
  iteratorOf(iterable as Value, runtime, site),
)

export const ITERATION: readonly Native[] = [
  sum,
  all('all', false),
  all('any', true),
  extreme('min', '<'),
  extreme('max', '>'),
  enumerate,
  zip,
  map,
  filter,
  iter,
  next,
  sorted,
  reversed,
]
