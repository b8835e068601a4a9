// Methods of TensorFlow's objects: NumPy's table form with TensorFlow's errors.
import { methods as plainMethods, type MethodRow, type Methods } from '../numpy/methods'
import { onEngineError } from './errors'

/** Makes the methods of a type; `typeName` stands in messages. */
export function methods<V>(typeName: string, rows: Readonly<Record<string, MethodRow<V>>>): Methods<V> {
  return plainMethods(typeName, rows, { onError: onEngineError })
}
