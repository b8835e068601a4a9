// How a value is matched with a pattern of `match` (Language Reference, "Patterns").
import {
  Class,
  Dict,
  List,
  NativeObject,
  Opaque,
  Traced,
  Tuple,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from './exceptions'
import { equal, findAttribute, isUnknown, itemsOf } from './operations'
import { classOf, isSubclass } from './types/class'
import { entriesOf, makeDict } from './types/dict'

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

/** Thrown where it is not known whether a pattern fits. */
class Undecided {
  constructor(readonly why: Opaque) {}
}

/** What a pattern binds, in the order of `names`; None where it does not fit; opaque where that is not known. */
export function matched(
  pattern: Pattern,
  names: readonly string[],
  subject: Value,
  values: readonly Value[],
  runtime: Runtime,
  site: Span,
): Value {
  const matching = new Matching(values, runtime, site)
  try {
    if (!matching.fits(pattern, subject)) return null
  } catch (e) {
    if (!(e instanceof Undecided)) throw e
    return runtime.opaque(e.why.reason, site, {}, [subject])
  }
  return new Tuple(names.map((name) => matching.bound.get(name)))
}

/** Types whose only positional pattern is the value itself. */
const SELF_MATCHING = new Set(['bool', 'float', 'int', 'str', 'list', 'tuple', 'dict', 'set', 'frozenset', 'bytes'])

class Matching {
  readonly bound = new Map<string, Value>()

  constructor(
    private readonly values: readonly Value[],
    private readonly runtime: Runtime,
    private readonly site: Span,
  ) {}

  fits(pattern: Pattern, v: Value): boolean {
    switch (pattern.kind) {
      case 'any':
      case 'star':
        return true
      case 'value':
        return this.sure(equal(this.known(v), this.values[pattern.value], this.runtime, this.site))
      case 'singleton':
        return this.known(v) === pattern.value
      case 'as':
        return this.fits(pattern.pattern, v) && this.bind(pattern.name, v)
      case 'or':
        return pattern.patterns.some((p) => this.fits(p, v))
      case 'sequence':
        return this.fitsSequence(pattern.items, this.known(v))
      case 'mapping':
        return this.fitsMapping(pattern, this.known(v))
      case 'class':
        return this.fitsClass(pattern, this.known(v))
    }
  }

  private bind(name: string | null, v: Value): true {
    if (name !== null) this.bound.set(name, v)
    return true
  }

  private known(v: Value): Value {
    if (isUnknown(v)) throw new Undecided(v)
    return v
  }

  private sure(answer: boolean | Opaque): boolean {
    if (answer instanceof Opaque) throw new Undecided(answer)
    return answer
  }

  private fitsSequence(patterns: readonly Pattern[], v: Value): boolean {
    if (!(v instanceof List || v instanceof Tuple || (v instanceof NativeObject && v.typeName === 'deque')))
      return false
    const items = itemsOf(v, this.runtime, this.site)
    if (items instanceof Opaque) throw new Undecided(items)
    const star = patterns.findIndex((p) => p.kind === 'star')
    if (star < 0) return items.length === patterns.length && patterns.every((p, i) => this.fits(p, items[i]))
    const behind = patterns.length - star - 1
    if (items.length < patterns.length - 1) return false
    const rest = items.slice(star, items.length - behind)
    const [{ name }] = [patterns[star] as Extract<Pattern, { kind: 'star' }>]
    return (
      patterns.slice(0, star).every((p, i) => this.fits(p, items[i])) &&
      this.bind(name, new List([...rest])) &&
      patterns.slice(star + 1).every((p, i) => this.fits(p, items[items.length - behind + i]))
    )
  }

  private fitsMapping({ entries, rest }: Extract<Pattern, { kind: 'mapping' }>, v: Value): boolean {
    if (!(v instanceof Dict) || v.kind !== 'dict') return false
    const held = entriesOf(v, this.runtime, this.site)
    if (held instanceof Opaque) throw new Undecided(held)
    const left = new Set(held)
    for (const { key, pattern } of entries) {
      const wanted = this.values[key]
      const entry = held.find(([k]) => this.sure(equal(k, wanted, this.runtime, this.site)))
      if (!entry || !this.fits(pattern, entry[1])) return false
      left.delete(entry)
    }
    return rest === null || this.bind(rest, makeDict([...left], this.runtime, this.site))
  }

  private fitsClass({ cls, positional, attributes }: Extract<Pattern, { kind: 'class' }>, v: Value): boolean {
    const type = this.known(this.values[cls])
    if (!(type instanceof Class)) throw raised('TypeError', 'called match pattern must be a class', this.site)
    const own = v instanceof Traced ? classOf(v.primal) : classOf(v)
    if (!isSubclass(own, type)) return false
    if (positional.length > 0 && SELF_MATCHING.has(type.name)) {
      if (positional.length > 1) throw this.tooMany(type, 1, positional.length)
      if (!this.fits(positional[0], v)) return false
    } else if (positional.length > 0) {
      const args = findAttribute(type, '__match_args__', this.runtime, this.site)
      const names = args === undefined ? [] : itemsOf(args, this.runtime, this.site)
      if (names instanceof Opaque) throw new Undecided(names)
      if (positional.length > names.length) throw this.tooMany(type, names.length, positional.length)
      if (!positional.every((p, i) => this.fitsAttribute(v, names[i] as string, p))) return false
    }
    return attributes.every(({ name, pattern }) => this.fitsAttribute(v, name, pattern))
  }

  private fitsAttribute(v: Value, name: string, pattern: Pattern): boolean {
    const value = findAttribute(v, name, this.runtime, this.site)
    return value !== undefined && this.fits(pattern, value)
  }

  private tooMany(type: Class, most: number, given: number) {
    const word = most === 1 ? 'sub-pattern' : 'sub-patterns'
    return raised('TypeError', `${type.name}() accepts ${most} positional ${word} (${given} given)`, this.site)
  }
}
