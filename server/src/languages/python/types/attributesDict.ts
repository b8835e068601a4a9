// `instance.__dict__`: the attributes as a dict that follows them, changes included.
import { Dict, mayBeAbsent, NativeObject, Opaque, type Instance, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import type { TypeProtocol } from '../protocol'
import { isException } from './class'
import { entriesOf, dictType, keyFault } from './dict'

/** Attributes of exceptions that are no part of their `__dict__`. */
const SLOTS: ReadonlySet<string> = new Set(['args', '__cause__', '__context__'])

class AttributesDict extends NativeObject<null> {
  override readonly typeName = 'dict'
  readonly protocol = protocol

  constructor(readonly instance: Instance) {
    super()
  }

  /** A dict with the attributes as they are now. */
  get snapshot(): Dict {
    const dict = new Dict('dict')
    for (const [key, value] of this.instance.attributes) {
      if (SLOTS.has(key) && isException(this.instance.cls)) continue
      if (mayBeAbsent(value)) dict.opaque ??= value
      else dict.add(`s:${key}`, { key, value })
    }
    return dict
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

/** The `__dict__` of an instance. */
export function attributesDict(instance: Instance): Value {
  return new AttributesDict(instance)
}

const protocol: TypeProtocol<AttributesDict> = {
  typeName: () => 'dict',
  getItem: (v, index, runtime, site) => dictType.getItem(v.snapshot, index, runtime, site),
  setItem(v, index, value, runtime) {
    runtime.touch(v.instance)
    v.instance.attributes.set(String(index), value)
  },
  deleteItem(v, index, runtime, site) {
    if (!v.instance.attributes.has(String(index))) throw keyFault(index, runtime, site)
    runtime.touch(v.instance)
    v.instance.attributes.delete(String(index))
  },
  contains: (v, item, runtime, site) => dictType.contains(v.snapshot, item, runtime, site),
  iterate: (v, runtime, site) => dictType.iterate(v.snapshot, runtime, site),
  length: (v) => dictType.length(v.snapshot),
  compare: (op, v, other, reflected, runtime, site) =>
    dictType.compare(op, v.snapshot, other, reflected, runtime, site),
  getAttribute: (v, name) => dictType.getAttribute(v.snapshot, name),
  callMethod(v, name, args, runtime, site) {
    if (name !== 'update') return dictType.callMethod(v.snapshot, name, args, runtime, site)
    runtime.touch(v.instance)
    if (args.positional.length > 1) throw raised('TypeError', 'update expected at most 1 argument', site)
    const entries = args.positional.length === 1 ? entriesOf(args.positional[0], runtime, site) : []
    if (!(entries instanceof Opaque)) for (const [key, value] of entries) v.instance.attributes.set(String(key), value)
    for (const [key, value] of args.keywords ?? []) v.instance.attributes.set(key, value)
    return null
  },
  repr: (v, runtime) => dictType.repr(v.snapshot, runtime),
  display: (v, runtime) => dictType.display(v.snapshot, runtime),
  toJson: (v) => dictType.toJson(v.snapshot),
}
