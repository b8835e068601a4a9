// A dict that can only be read.
import { NativeObject, type Dict, type Value } from '@gradlens/engine'
import { contains, findAttribute, getItem, iterate, reprOf } from '../../operations'
import type { TypeProtocol } from '../../protocol'
import { dictType } from '../../types/dict'

class MappingProxy extends NativeObject<null> {
  override readonly typeName = 'mappingproxy'
  readonly protocol: TypeProtocol<MappingProxy> = proxyType

  constructor(readonly dict: Dict) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

const READING = new Set([
  'keys',
  'values',
  'items',
  'get',
  'copy',
  '__len__',
  '__iter__',
  '__contains__',
  '__getitem__',
])

const proxyType: TypeProtocol<MappingProxy> = {
  typeName: () => 'mappingproxy',
  getAttribute: (v, name, runtime, site) =>
    READING.has(name) ? findAttribute(v.dict, name, runtime, site) : undefined,
  getItem: (v, key, runtime, site) => getItem(v.dict, key, runtime, site),
  contains: (v, key, runtime, site) => contains(v.dict, key, runtime, site),
  iterate: (v, runtime, site) => iterate(v.dict, runtime, site),
  length: (v) => v.dict.opaque ?? v.dict.entries.size,
  str: (v, runtime) => reprOf(v.dict, runtime),
  repr: (v, runtime) => `mappingproxy(${reprOf(v.dict, runtime)})`,
  display: (v, runtime) => dictType.display(v.dict, runtime),
  toJson: (v) => dictType.toJson(v.dict),
}

export function mappingProxy(dict: Dict): Value {
  return new MappingProxy(dict)
}
