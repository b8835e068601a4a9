// `copy.copy` and `copy.deepcopy`.
import { Dict, Instance, List, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { lenient } from '../../builtins/native'
import { callWith, isUnknown } from '../../operations'
import { lookUp } from '../../types/class'
import { protocolOf } from '../../types/registry'
import { named, type StandardModule } from './table'

function shallow(v: Value, runtime: Runtime, site: Span): Value {
  if (isUnknown(v)) return v
  if (v instanceof Instance) {
    const own = lookUp(v.cls, '__copy__')
    return own !== undefined
      ? callWith(own, [v], runtime, site)
      : copyInstance(
          v,
          (inner) => inner,
          (native) => shallow(native, runtime, site),
        )
  }
  return protocolOf(v).copy?.(v, false, runtime, site) ?? v
}

function copyInstance(v: Instance, attribute: (inner: Value) => Value, payload: (native: Value) => Value): Instance {
  const copy = new Instance(v.cls, v.native === null ? null : payload(v.native as Value))
  for (const [name, value] of v.attributes) copy.attributes.set(name, attribute(value))
  return copy
}

/** Copies what is mutable, keeping what is shared shared. */
class DeepCopy {
  private readonly made = new Map<Value, Value>()

  constructor(
    private readonly runtime: Runtime,
    private readonly site: Span,
  ) {}

  of(v: Value): Value {
    if (typeof v !== 'object' || v === null || isUnknown(v)) return v
    const known = this.made.get(v)
    if (known !== undefined) return known
    this.runtime.step(1)
    const copy = this.make(v)
    this.made.set(v, copy)
    return copy
  }

  private make(v: Value): Value {
    if (v instanceof List) {
      const copy = this.remember(v, new List([]))
      copy.items = v.items.map((item) => this.of(item))
      copy.opaque = v.opaque
      copy.tail = v.tail.map((item) => this.of(item))
      return copy
    }
    if (v instanceof Tuple) {
      const items = v.items.map((item) => this.of(item))
      return items.every((item, i) => item === v.items[i]) ? v : new Tuple(items)
    }
    if (v instanceof Dict) return this.dict(v)
    if (!(v instanceof Instance)) return protocolOf(v).copy?.(v, true, this.runtime, this.site) ?? v
    const own = lookUp(v.cls, '__deepcopy__')
    if (own !== undefined) return callWith(own, [v, new Dict('dict')], this.runtime, this.site)
    const copy = this.remember(v, new Instance(v.cls, v.native === null ? null : this.of(v.native as Value)))
    for (const [name, value] of v.attributes) copy.attributes.set(name, this.of(value))
    return copy
  }

  private dict(v: Dict): Dict {
    if (v.kind === 'set') return (protocolOf(v).copy?.(v, true, this.runtime, this.site) ?? v) as Dict
    const copy = this.remember(v, new Dict('dict'))
    for (const [at, { key, value }] of v.entries) copy.entries.set(at, { key, value: this.of(value) })
    copy.opaque = v.opaque
    copy.order = v.order
    return copy
  }

  private remember<T extends Value>(v: Value, copy: T): T {
    this.made.set(v, copy)
    return copy
  }
}

export const copy: StandardModule = {
  name: 'copy',
  open: true,
  members: () =>
    named([
      lenient('copy(x)', ([x], runtime, site) => shallow(x as Value, runtime, site), 'copy'),
      lenient('deepcopy(x, memo=)', ([x], runtime, site) => new DeepCopy(runtime, site).of(x as Value), 'copy'),
    ]),
}
