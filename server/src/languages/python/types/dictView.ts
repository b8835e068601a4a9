// `dict.keys()`, `.values()` and `.items()`: views that follow their dict.
import { Dict, NativeObject, Opaque, Tuple, type Value } from '@gradlens/engine'
import { equal, isUnknown } from '../operations'
import { NotImplemented, type TypeProtocol } from '../protocol'
import { unknownRest } from '../text/unknownText'
import { findEntry, walkEntries } from './dict'
import { keyOf } from './key'
import { displayed, listed } from './sequence'
import { asSet, setBinary, setCompare } from './set'

type Kind = 'keys' | 'values' | 'items'

export class DictView extends NativeObject<null> {
  override readonly typeName: string
  readonly protocol = viewProtocol

  constructor(
    readonly dict: Dict,
    readonly kind: Kind,
  ) {
    super()
    this.typeName = `dict_${kind}`
  }

  /** Its items as they are now. */
  get items(): Value[] {
    return [...this.dict.entries.values()].map((entry) => this.pick(entry))
  }

  /** Those of them whose places are known. */
  get placed(): Value[] {
    return this.items.slice(0, this.dict.order?.placed)
  }

  /** Why not all of them, or of their places, are known. */
  get why(): Opaque | null {
    return this.dict.opaque ?? this.dict.order?.why ?? null
  }

  pick({ key, value }: { readonly key: Value; readonly value: Value }): Value {
    if (this.kind === 'items') return new Tuple([key, value])
    return this.kind === 'keys' ? key : value
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

const viewProtocol: TypeProtocol<DictView> = {
  typeName: (v) => v.typeName,
  iterate: (v, _, site) => walkEntries(v.dict, (entry) => v.pick(entry), site),
  length: (v) => v.dict.opaque ?? v.dict.entries.size,
  contains(v, item, runtime, site) {
    if (isUnknown(item)) return item
    if (v.kind === 'keys') return v.dict.entries.has(keyOf(item, runtime, site)) || (v.dict.opaque ?? false)
    if (v.kind === 'items') {
      if (!(item instanceof Tuple) || item.items.length !== 2) return false
      const value = findEntry(v.dict, item.items[0], runtime, site)
      return value === undefined ? false : equal(value, item.items[1], runtime, site)
    }
    for (const { value } of v.dict.entries.values()) {
      const same = equal(value, item, runtime, site)
      if (same === true || same instanceof Opaque) return same
    }
    return v.dict.opaque ?? false
  },
  binary(op, v, other, reflected, runtime, site) {
    return v.kind === 'values'
      ? NotImplemented
      : setBinary(op, asSet(v, runtime, site), other, reflected, runtime, site)
  },
  compare(op, v, other, reflected, runtime, site) {
    return v.kind === 'values'
      ? NotImplemented
      : setCompare(op, asSet(v, runtime, site), other, reflected, runtime, site)
  },
  repr: (v, runtime) => `${v.typeName}([${unknownRest(listed(v.placed, runtime), v.why)}])`,
  display: (v, runtime) => `${v.typeName}([${unknownRest(displayed(v.items, runtime), v.why)}])`,
  toJson: () => undefined,
}
