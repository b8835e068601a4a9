// How a value is matched with a pattern of `match` (Language Reference, "Patterns"). Whether it fits may not be known.
import {
  Class,
  Instance,
  itemFactsOf,
  List,
  Mutable,
  Native,
  NativeObject,
  Opaque,
  Raised,
  Traced,
  Tuple,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from './exceptions'
import { equal, findAttribute, isUnknown, itemsOf } from './operations'
import { unknownBaseOf } from './types/class'
import { dictOf, makeDict } from './types/dict'
import { payloadOf } from './types/instance'
import { isInstance } from './types/isInstance'
import { keyOf } from './types/key'

/** A pattern; what it compares with stands beside it, by number. */
export type Pattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'singleton'; readonly value: boolean | null }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'star'; readonly name: string | null }
  | {
      readonly kind: 'mapping'
      readonly entries: readonly { readonly key: number; readonly pattern: Pattern }[]
      readonly rest: string | null
    }
  | {
      readonly kind: 'class'
      readonly cls: number
      readonly positional: readonly Pattern[]
      readonly attributes: readonly { readonly name: string; readonly pattern: Pattern }[]
    }
  | { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string | null }
  | { readonly kind: 'or'; readonly patterns: readonly Pattern[] }

/** Does a pattern fit: yes, no, or nobody knows. */
type Fit = boolean | Opaque

/**
 * What a case calls with the subject and the values that its pattern names: gives a tuple of whether the pattern fits and,
 * unless it does not, of what it binds then, in the order of `names`. The pattern is data, so that code can be compared.
 */
export class Matcher extends Native {
  constructor(
    readonly pattern: Pattern,
    readonly names: readonly string[],
  ) {
    super('match', matched, null, true)
  }
}

function matched(this: Matcher, runtime: Runtime, { positional: [subject, ...values] }: Arguments, site: Span): Value {
  const matching = new Matching(values, runtime, site)
  const fit = matching.fits(this.pattern, subject)
  if (fit === false) return NO_MATCH
  const bound = this.names.map((name) => matching.bound.get(name) ?? matching.unknownPart(fit as Opaque, subject))
  return new Tuple([fit, ...bound])
}

const NO_MATCH = new Tuple([false])

/** Types whose only positional pattern is the value itself. */
const SELF_MATCHING = new Set(['bool', 'float', 'int', 'str', 'list', 'tuple', 'dict', 'set', 'frozenset', 'bytes'])

/** Types of the language and its library, besides list and tuple, that count as sequences. */
const SEQUENCES = new Set(['deque', 'range'])

class Matching {
  readonly bound = new Map<string, Value>()

  constructor(
    private readonly values: readonly Value[],
    private readonly runtime: Runtime,
    private readonly site: Span,
  ) {}

  fits(pattern: Pattern, v: Value): Fit {
    switch (pattern.kind) {
      case 'any':
      case 'star':
        return true
      case 'value':
        return equal(v, this.values[pattern.value], this.runtime, this.site)
      case 'singleton':
        return isUnknown(v) ? v : v === pattern.value
      case 'as': {
        const fit = this.fits(pattern.pattern, v)
        if (fit !== false) this.bind(pattern.name, v)
        return fit
      }
      case 'or':
        return this.fitsAny(pattern.patterns, v)
      case 'sequence':
        return isUnknown(v) ? v : this.fitsSequence(pattern.items, v)
      case 'mapping':
        return isUnknown(v) ? v : this.fitsMapping(pattern, v)
      case 'class':
        return this.fitsClass(pattern, v)
    }
  }

  /** Something that may be in a value, or it. */
  unknownPart({ reason }: Opaque, whole: Value): Opaque {
    const candidates = whole instanceof Opaque ? whole.facts.candidates : whole instanceof Mutable ? [whole] : undefined
    const operands = whole instanceof Tuple ? whole.items : [whole]
    const held = whole instanceof Tuple ? whole.items.filter((item) => item instanceof Mutable) : candidates
    return this.runtime.opaque(reason, this.site, held ? { candidates: held } : {}, operands)
  }

  private bind(name: string | null, v: Value): void {
    if (name !== null) this.bound.set(name, v)
  }

  /** Do all of these hold? They are asked in turn until one does not. */
  private all(tests: readonly (() => Fit)[]): Fit {
    let unknown: Opaque | null = null
    for (const test of tests) {
      const fit: Fit = unknown === null ? test() : this.possibly(test, unknown)
      if (fit === false) return false
      if (fit instanceof Opaque) unknown ??= fit
    }
    return unknown ?? true
  }

  /** A test that may not be made: nobody knows whether what it raises is raised. */
  private possibly(test: () => Fit, why: Opaque): Fit {
    try {
      return test()
    } catch (e) {
      if (!(e instanceof Raised)) throw e
      return why
    }
  }

  private fitsAny(patterns: readonly Pattern[], v: Value): Fit {
    const before = new Map(this.bound)
    let unknown: Opaque | null = null
    for (const pattern of patterns) {
      const test = (): Fit => this.fits(pattern, v)
      const fit: Fit = unknown === null ? test() : this.possibly(test, unknown)
      if (fit === true && unknown === null) return true
      if (fit !== false) unknown ??= fit as Opaque
      if (fit === true) {
        // Which alternative binds the names is not known.
        this.forgetNames(before, unknown as Opaque, v)
        return true
      }
    }
    if (unknown === null) return false
    this.forgetNames(before, unknown, v)
    return unknown
  }

  /** Makes unknown what was bound since. */
  private forgetNames(before: ReadonlyMap<string, Value>, why: Opaque, whole: Value): void {
    for (const [name, value] of this.bound)
      if (!before.has(name) || before.get(name) !== value) this.bound.set(name, this.unknownPart(why, whole))
  }

  private fitsSequence(patterns: readonly Pattern[], v: Value): Fit {
    const sequence = payloadOf(v) ?? v
    const isSequence =
      sequence instanceof List ||
      sequence instanceof Tuple ||
      (sequence instanceof NativeObject && SEQUENCES.has(sequence.typeName))
    if (!isSequence) return this.unknownBase(v) ?? false
    const opaque = sequence instanceof List ? sequence.opaque : null
    const items = opaque ? (sequence as List).items : itemsOf(v, this.runtime, this.site)
    if (items instanceof Opaque) return items
    const star = patterns.findIndex((p) => p.kind === 'star')
    const least = star < 0 ? patterns.length : patterns.length - 1
    if (items.length < least && !opaque) return false
    if (star < 0 && items.length > least) return false
    const beforeStar = star < 0 ? patterns : patterns.slice(0, star)
    const behindStar = star < 0 ? [] : patterns.slice(star + 1)
    const item = (place: number): Value =>
      place < items.length ? items[place] : this.runtime.opaque((opaque as Opaque).reason, this.site, factsOf(sequence))
    // Of more items than are known nobody knows which are the last.
    const fromEnd = (i: number): Value => item(opaque ? Infinity : items.length - behindStar.length + i)
    return this.all([
      () => (opaque && (star < 0 || items.length < least) ? opaque : true),
      ...beforeStar.map((p, i) => () => this.fits(p, item(i))),
      () => {
        if (star < 0) return true
        const rest = new List(items.slice(star, opaque ? undefined : items.length - behindStar.length))
        rest.opaque = opaque
        if (opaque && behindStar.length > 0) rest.items = []
        this.bind((patterns[star] as Extract<Pattern, { kind: 'star' }>).name, rest)
        return true
      },
      ...behindStar.map((p, i) => () => this.fits(p, fromEnd(i))),
    ])
  }

  private fitsMapping({ entries, rest }: Extract<Pattern, { kind: 'mapping' }>, v: Value): Fit {
    const dict = dictOf(v)
    if (!dict) return this.unknownBase(v) ?? false
    const left = new Map(dict.entries)
    const fit = this.all(
      entries.map(({ key, pattern }) => () => {
        const wanted = this.values[key]
        if (isUnknown(wanted)) return wanted
        const at = keyOf(wanted, this.runtime, this.site)
        const entry = dict.entries.get(at)
        left.delete(at)
        if (entry) return this.fits(pattern, entry.value)
        if (!dict.opaque) return false
        const value = this.runtime.opaque(dict.opaque.reason, this.site, itemFactsOf(dict))
        return this.fits(pattern, value) === false ? false : dict.opaque
      }),
    )
    if (rest === null || fit === false) return fit
    const others = makeDict(
      [...left.values()].map((entry) => [entry.key, entry.value] as const),
      this.runtime,
      this.site,
    )
    others.opaque ??= fit instanceof Opaque ? fit : dict.opaque
    this.bind(rest, others)
    return fit
  }

  private fitsClass({ cls, positional, attributes }: Extract<Pattern, { kind: 'class' }>, v: Value): Fit {
    const type = this.values[cls]
    if (!(type instanceof Class || type instanceof Native || isUnknown(type)))
      throw raised('TypeError', 'called match pattern must be a class', this.site)
    const own = isInstance(v instanceof Traced ? v.primal : v, type, this.runtime, this.site)
    if (own === false || isUnknown(v) || isUnknown(type)) return own
    return this.all([
      () => own,
      ...(type instanceof Class ? this.positionalTests(type, positional, v) : []),
      ...attributes.map(
        ({ name, pattern }) =>
          () =>
            this.fitsAttribute(v, name, pattern),
      ),
    ])
  }

  private positionalTests(type: Class, patterns: readonly Pattern[], v: Value): readonly (() => Fit)[] {
    if (patterns.length === 0) return []
    if (SELF_MATCHING.has(type.name)) {
      if (patterns.length > 1) throw this.tooMany(type, 1, patterns.length)
      return [() => this.fits(patterns[0], v)]
    }
    const args = findAttribute(type, '__match_args__', this.runtime, this.site)
    const names = args === undefined ? [] : itemsOf(args, this.runtime, this.site)
    if (names instanceof Opaque) return [() => names]
    if (patterns.length > names.length) throw this.tooMany(type, names.length, patterns.length)
    return patterns.map((p, i) => () => this.fitsAttribute(v, names[i] as string, p))
  }

  private fitsAttribute(v: Value, name: string, pattern: Pattern): Fit {
    const value = findAttribute(v, name, this.runtime, this.site)
    return value !== undefined && this.fits(pattern, value)
  }

  /** Why it is not known what an object can do: its class inherits from something unknown. */
  private unknownBase(v: Value): Opaque | null {
    return v instanceof Instance ? unknownBaseOf(v.cls) : null
  }

  private tooMany(type: Class, most: number, given: number) {
    const word = most === 1 ? 'sub-pattern' : 'sub-patterns'
    return raised('TypeError', `${type.name}() accepts ${most} positional ${word} (${given} given)`, this.site)
  }
}

/** What is known of an item of a sequence of unknown length. */
function factsOf(sequence: Value): ReturnType<typeof itemFactsOf> {
  return sequence instanceof List ? itemFactsOf(sequence) : {}
}
