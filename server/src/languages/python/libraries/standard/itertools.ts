// `itertools`: lazy iterators with immutable states.
import { DONE, Int, Native, Opaque, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { lenient, native, variadic } from '../../builtins/native'
import { raised } from '../../exceptions'
import type { TypeProtocol } from '../../protocol'
import { callWith, equal, indexOf, isUnknown, itemsOf, operate, reprOf, truth } from '../../operations'
import { signature } from '../../signature'
import { isNumber } from '../../types/number'
import { iteratorOf, itemsIterator, PythonIterator, stepOf, type Advance, type Step } from '../../types/iterator'
import { named, type StandardModule } from './table'

function lazy<S>(name: string, start: S, advance: Advance<S>): Value {
  return new PythonIterator(`itertools.${name}`, start, advance) as PythonIterator
}

/** An iterator whose text says where it stands. */
class ShownIterator<S> extends PythonIterator<S> {
  override readonly protocol: TypeProtocol<PythonIterator>

  constructor(typeName: string, start: S, advance: Advance<S>, shown: (state: S, runtime: Runtime) => string) {
    super(typeName, start, advance)
    const plain = new PythonIterator(typeName, start, advance).protocol
    const text = (runtime: Runtime) => {
      const { state } = this.save()
      return state === DONE ? `<${typeName}>` : shown(state, runtime)
    }
    this.protocol = { ...plain, repr: (_, runtime) => text(runtime) }
  }
}

function integerArgument(v: Value, name: string, runtime: Runtime, site: Span): number {
  const value = indexOf(v, runtime, site)
  if (value < 0) throw raised('ValueError', `${name} must be non-negative`, site)
  return value
}

const count = lenient(
  'count(start=, step=)',
  ([start, step], _, site) => {
    const by = step ?? Int.of(1)
    if (!isNumber(start ?? Int.of(0))) throw raised('TypeError', 'a number is required', site)
    const shown = (value: Value, run: Runtime) => {
      const plain = by instanceof Int && by.value === 1
      return `count(${reprOf(value, run)}${plain ? '' : `, ${reprOf(by, run)}`})`
    }
    return new ShownIterator<Value>(
      'itertools.count',
      start ?? Int.of(0),
      (value, run, at) => {
        run.step(1)
        return { value, state: operate('+', value, by, run, at) }
      },
      shown,
    ) as PythonIterator
  },
  'itertools',
)

const cycle = native(
  'cycle(iterable, /)',
  ([iterable], runtime, site) => {
    const items = itemsOf(iterable as Value, runtime, site)
    if (items instanceof Opaque) return runtime.opaque(items.reason, site)
    return lazy('cycle', 0, (place: number, run) => {
      run.step(1)
      return items.length === 0 ? DONE : { value: items[place], state: (place + 1) % items.length }
    })
  },
  'itertools',
)

const repeat = lenient(
  'repeat(object, times=)',
  ([object, times], runtime, site) => {
    const most = times === undefined ? Infinity : indexOf(times, runtime, site)
    return new ShownIterator<number>(
      'itertools.repeat',
      0,
      (done, run) => {
        run.step(1)
        return done < most ? { value: object as Value, state: done + 1 } : DONE
      },
      (done, run) =>
        `repeat(${reprOf(object as Value, run)}${most === Infinity ? '' : `, ${Math.max(0, most - done)}`})`,
    ) as PythonIterator
  },
  'itertools',
)

/** Walks iterators one after the other. `next` gives the following iterable. */
function chained(
  next: (place: number, runtime: Runtime, site: Span) => { readonly item: Value } | typeof DONE | Opaque,
): Value {
  type State = { readonly place: number; readonly inner: Value | null }
  return lazy<State>('chain', { place: 0, inner: null }, (state, runtime, site) => {
    let { place, inner } = state
    for (;;) {
      if (inner === null) {
        const following = next(place, runtime, site)
        if (following === DONE || following instanceof Opaque) return following
        inner = iteratorOf(following.item, runtime, site)
        place++
      }
      const step = stepOf(inner, runtime, site)
      if (step instanceof Opaque) return step
      if (step !== DONE) return { value: step.item, state: { place, inner } }
      inner = null
    }
  })
}

const chain = variadic('itertools.chain', ({ positional }) =>
  chained((place) => (place < positional.length ? { item: positional[place] } : DONE)),
)

const fromIterable = lenient(
  'from_iterable(iterable, /)',
  ([iterable], runtime, site) => {
    const outer = iteratorOf(iterable as Value, runtime, site)
    return chained((_, run, at) => stepOf(outer, run, at))
  },
  'itertools.chain',
)

const isliceTwo = signature('islice(iterable, stop, /)')
const isliceMany = signature('islice(iterable, start, stop, step=, /)')

function isliceBound(v: Value, fallback: number, what: string, runtime: Runtime, site: Span): number {
  if (v === null || v === undefined) return fallback
  const value = v instanceof Int || typeof v === 'boolean' ? indexOf(v, runtime, site) : -1
  if (value >= 0) return value
  throw raised('ValueError', `${what} for islice() must be None or an integer: 0 <= x <= sys.maxsize.`, site)
}

function isliceStep(v: Value, runtime: Runtime, site: Span): number {
  const value = v instanceof Int ? indexOf(v, runtime, site) : 0
  if (value > 0) return value
  throw raised('ValueError', 'Step for islice() must be a positive integer or None.', site)
}

const islice = variadic('itertools.islice', (args, runtime, site) => {
  const few = args.positional.length < 3
  const [iterable, first, last, by] = few
    ? [isliceTwo(args, site)[0], null, args.positional[1], null]
    : isliceMany(args, site)
  const inner = iteratorOf(iterable as Value, runtime, site)
  if (isUnknown(inner)) return inner
  const unknown = [first, last, by].find(isUnknown)
  if (unknown) {
    // Nobody knows how much of it is taken.
    runtime.forget([inner], unknown.reason, site)
    return runtime.opaque(unknown.reason, site)
  }
  const start = isliceBound(first, 0, few ? 'Stop argument' : 'Indices', runtime, site)
  const stop = isliceBound(last, Infinity, few ? 'Stop argument' : 'Indices', runtime, site)
  const step = by === null || by === undefined ? 1 : isliceStep(by, runtime, site)
  type State = { readonly seen: number; readonly wanted: number }
  return lazy<State>('islice', { seen: 0, wanted: start }, (state, run, at) => {
    let { seen } = state
    if (state.wanted >= stop) return DONE
    for (;;) {
      const item = stepOf(inner, run, at)
      if (item === DONE || item instanceof Opaque) return item
      run.step(1)
      if (seen++ === state.wanted) return { value: item.item, state: { seen, wanted: state.wanted + step } }
    }
  })
})

/** Items of all iterables together, filled up to the longest. */
const zipLongest = variadic('itertools.zip_longest', ({ positional, keywords }, runtime, site) => {
  const lists = positional.map((v) => itemsOf(v, runtime, site))
  const unknown = lists.find((list) => list instanceof Opaque)
  if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site)
  const known = lists as Value[][]
  const length = Math.max(0, ...known.map((list) => list.length))
  const fill = keywords?.get('fillvalue') ?? null
  return itemsIterator(
    'itertools.zip_longest',
    Array.from({ length }, (_, i) => new Tuple(known.map((list) => (i < list.length ? list[i] : fill)))),
  )
})

const accumulate = lenient(
  'accumulate(iterable, func=, *, initial=)',
  ([iterable, callee, initial], runtime, site) => {
    const inner = iteratorOf(iterable as Value, runtime, site)
    if (isUnknown(inner)) return inner
    const combine = (a: Value, b: Value, run: Runtime, at: Span) =>
      callee === undefined || callee === null ? operate('+', a, b, run, at) : callWith(callee, [a, b], run, at)
    const start: Value | undefined = initial === null ? undefined : initial
    return lazy<{ readonly total: Value | undefined; readonly first: boolean }>(
      'accumulate',
      { total: start, first: start !== undefined },
      ({ total, first }, run, at) => {
        if (first) return { value: total as Value, state: { total, first: false } }
        const step = stepOf(inner, run, at)
        if (step === DONE || step instanceof Opaque) return step
        const next = total === undefined ? step.item : combine(total, step.item, run, at)
        return { value: next, state: { total: next, first: false } }
      },
    )
  },
  'itertools',
)

/** Takes or drops items by a test of each. */
function selecting(name: string, select: (passes: boolean, started: boolean) => 'give' | 'skip' | 'end'): Native {
  return lenient(
    `${name}(predicate, iterable, /)`,
    ([test, iterable], runtime, site) => {
      const inner = iteratorOf(iterable as Value, runtime, site)
      if (isUnknown(inner)) return inner
      return lazy<boolean>(name, false, (started, run, at) => {
        for (;;) {
          const step = stepOf(inner, run, at)
          if (step === DONE || step instanceof Opaque) return step
          run.step(1)
          const result = test === null ? step.item : callWith(test as Value, [step.item], run, at)
          const passes = truth(result, run, at)
          if (passes instanceof Opaque) return passes
          const choice = select(passes, started)
          if (choice === 'end') return DONE
          if (choice === 'give') return { value: step.item, state: true }
        }
      })
    },
    'itertools',
  )
}

const starmap = lenient(
  'starmap(function, iterable, /)',
  ([callee, iterable], runtime, site) => {
    const inner = iteratorOf(iterable as Value, runtime, site)
    return lazy<null>('starmap', null, (_, run, at): Step<null> => {
      const step = stepOf(inner, run, at)
      if (step === DONE || step instanceof Opaque) return step
      const args = itemsOf(step.item, run, at)
      return args instanceof Opaque ? args : { value: callWith(callee as Value, args, run, at), state: null }
    })
  },
  'itertools',
)

const pairwise = native(
  'pairwise(iterable, /)',
  ([iterable], runtime, site) =>
    listing('pairwise', iterable as Value, runtime, site, (items) => items.slice(1).map((item, i) => [items[i], item])),
  'itertools',
)

/** An iterator over tuples made from all items at once. */
function listing(
  name: string,
  iterable: Value,
  runtime: Runtime,
  site: Span,
  make: (items: readonly Value[]) => Value[][],
): Value {
  const items = itemsOf(iterable, runtime, site)
  if (items instanceof Opaque) return runtime.opaque(items.reason, site)
  const made = make(items)
  runtime.step(made.length)
  runtime.charge(64 * made.length)
  return itemsIterator(
    `itertools.${name}`,
    made.map((values) => new Tuple(values)),
  )
}

/** More tuples than this are not made at once. */
const MAX_TUPLES = 2_000_000

function choose(
  items: readonly Value[],
  size: number,
  from: (place: number, chosen: readonly number[]) => number[],
): Value[][] {
  const result: Value[][] = []
  const grow = (chosen: number[]): void => {
    if (result.length > MAX_TUPLES) return
    if (chosen.length === size) {
      result.push(chosen.map((place) => items[place]))
      return
    }
    for (const place of from(items.length, chosen)) grow([...chosen, place])
  }
  grow([])
  return result
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}

function choosing(name: string, from: (count: number, chosen: readonly number[]) => number[]): Native {
  return native(
    `${name}(iterable, r=)`,
    ([iterable, r], runtime, site) =>
      listing(name, iterable as Value, runtime, site, (items) =>
        choose(items, r === undefined || r === null ? items.length : integerArgument(r, 'r', runtime, site), from),
      ),
    'itertools',
  )
}

const product = variadic('itertools.product', ({ positional, keywords }, runtime, site) => {
  const times = keywords?.has('repeat') ? indexOf(keywords.get('repeat') as Value, runtime, site) : 1
  const lists = positional.map((v) => itemsOf(v, runtime, site))
  const unknown = lists.find((list) => list instanceof Opaque)
  if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site)
  const all = Array.from({ length: times }, () => lists as Value[][]).flat()
  const size = all.reduce((n, list) => n * list.length, 1)
  runtime.step(size)
  runtime.charge(64 * size)
  const tuples = all.reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]])
  return itemsIterator(
    'itertools.product',
    tuples.map((values) => new Tuple(values)),
  )
})

const compress = native(
  'compress(data, selectors)',
  ([data, selectors], runtime, site) => {
    const [items, flags] = [itemsOf(data as Value, runtime, site), itemsOf(selectors as Value, runtime, site)]
    if (items instanceof Opaque || flags instanceof Opaque) return runtime.opaque('what is selected is unknown', site)
    const kept: Value[] = []
    for (let i = 0; i < Math.min(items.length, flags.length); i++) {
      const keeps = truth(flags[i], runtime, site)
      if (keeps instanceof Opaque) return itemsIterator('itertools.compress', kept, keeps)
      if (keeps) kept.push(items[i])
    }
    return itemsIterator('itertools.compress', kept)
  },
  'itertools',
)

const tee = native(
  'tee(iterable, n=, /)',
  ([iterable, n], runtime, site) => {
    const items = itemsOf(iterable as Value, runtime, site)
    if (items instanceof Opaque) return runtime.opaque(items.reason, site)
    const times = n === undefined ? 2 : indexOf(n, runtime, site)
    return new Tuple(Array.from({ length: times }, () => itemsIterator('itertools._tee', items)))
  },
  'itertools',
)

const groupby = lenient(
  'groupby(iterable, key=)',
  ([iterable, key], runtime, site) => {
    const items = itemsOf(iterable as Value, runtime, site)
    if (items instanceof Opaque) return runtime.opaque(items.reason, site)
    const groups: { readonly key: Value; readonly items: Value[] }[] = []
    let unknown: Opaque | null = null
    for (const item of items) {
      const of = key === undefined || key === null ? item : callWith(key, [item], runtime, site)
      const last = groups.at(-1)
      const same = last !== undefined && equal(last.key, of, runtime, site)
      if (same instanceof Opaque) {
        unknown = same
        break
      }
      if (same) last.items.push(item)
      else groups.push({ key: of, items: [item] })
    }
    // Where it is not known whether the last group has ended, it may have more items, and more groups may follow.
    const grouper = (group: Value[], i: number) =>
      itemsIterator('itertools._grouper', group, i === groups.length - 1 ? unknown : null)
    return itemsIterator(
      'itertools.groupby',
      groups.map((group, i) => new Tuple([group.key, grouper(group.items, i)])),
      unknown,
    )
  },
  'itertools',
)

const FUNCTIONS: readonly Native[] = [
  count,
  cycle,
  repeat,
  islice,
  zipLongest,
  accumulate,
  selecting('takewhile', (passes) => (passes ? 'give' : 'end')),
  selecting('dropwhile', (passes, started) => (started || !passes ? 'give' : 'skip')),
  selecting('filterfalse', (passes) => (passes ? 'skip' : 'give')),
  starmap,
  pairwise,
  choosing('combinations', (count, chosen) => range((chosen.at(-1) ?? -1) + 1, count)),
  choosing('combinations_with_replacement', (count, chosen) => range(chosen.at(-1) ?? 0, count)),
  choosing('permutations', (count, chosen) => range(0, count).filter((place) => !chosen.includes(place))),
  product,
  compress,
  tee,
  groupby,
]

export const itertools: StandardModule = {
  name: 'itertools',
  members: () => ({ ...named(FUNCTIONS), chain: withMembers(chain, { from_iterable: fromIterable }) }),
}

function withMembers(callee: Native, members: Readonly<Record<string, Value>>): Native {
  return new Native(callee.name, callee.call, new Map(Object.entries(members)), true)
}
