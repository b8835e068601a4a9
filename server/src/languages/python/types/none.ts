// None, and what an unbound name would be.
import type { PythonType } from './registry'
import { NotImplemented } from '../protocol'
import { noneClass } from './builtinClasses'

export const noneType: PythonType<null | undefined> = {
  cls: noneClass,
  typeName: () => 'NoneType',
  truthy: () => false,
  compare: () => NotImplemented,
  getAttribute: (_, name) => (name === '__class__' ? noneClass : undefined),
  key: () => 'none',
  repr: () => 'None',
  display: () => 'None',
  toJson: () => null,
}
