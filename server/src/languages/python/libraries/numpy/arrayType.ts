// `np.ndarray`, the type of arrays: for `isinstance`, `type` and methods that are called on it.
import { NativeObject } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { arrayMethods } from './arrayMethods'

class ArrayType extends NativeObject<null> {
  readonly typeName = 'ndarray type'
  readonly protocol: TypeProtocol<ArrayType> = {
    typeName: () => 'type',
    repr: () => "<class 'numpy.ndarray'>",
    display: () => 'np.ndarray',
    toJson: () => undefined,
    getAttribute: (_, name) => (name === '__name__' ? 'ndarray' : arrayMethods().unbound(name)),
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

/** The one type of all arrays. */
export const NDARRAY = new ArrayType()
