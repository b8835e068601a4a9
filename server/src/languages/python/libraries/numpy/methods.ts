// Methods of library objects as tables: one row per name, with its parameters behind `self`.
import { BoundMethod, type Native, type Value } from '@gradlens/engine'
import { native, type Body, type Call, type NativeOptions } from './call'

type MethodBody<V> = (call: Call, self: V, ...args: Value[]) => Value
/** Parameters behind `self` (see `native`), and what the method does. */
export type MethodRow<V> = readonly [signature: string, body: MethodBody<V>]

/** A type's methods. */
export interface Methods<V> {
  /** The method bound to its object; undefined where there is none of that name. */
  bound(self: V, name: string): BoundMethod | undefined
  /** The method as its class has it: `np.ndarray.sum`. */
  unbound(name: string): Native | undefined
}

/** Makes the methods of a type; `typeName` stands in messages. */
export function methods<V>(
  typeName: string,
  rows: Readonly<Record<string, MethodRow<V>>>,
  options: NativeOptions = {},
): Methods<V> {
  const natives = new Map<string, Native>()
  for (const [name, [signature, body]] of Object.entries(rows)) {
    const qualifiedName = `${typeName}.${name}`
    natives.set(
      name,
      native(qualifiedName, signature === '' ? 'self' : `self, ${signature}`, body as unknown as Body, {
        qualifiedName,
        ...options,
      }),
    )
  }
  return {
    bound: (self, name) => {
      const method = natives.get(name)
      return method && new BoundMethod(self as Value, method)
    },
    unbound: (name) => natives.get(name),
  }
}
