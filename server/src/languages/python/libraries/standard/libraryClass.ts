// Classes of the standard library that programs can inherit from: built on a built-in type, with methods of their own.
import { Class, type Instance, type Runtime, type Span, type Value } from '@gradlens/engine'
import { unlessUnknown } from '../../unknownInteger'
import { MethodNative } from '../../types/methods'

export type Method = (
  self: Instance,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  runtime: Runtime,
  site: Span,
) => Value

/** A class of a library with its methods. */
export function libraryClass(name: string, base: Class, methods: Readonly<Record<string, Method>>): Class {
  const cls = new Class(name, [base], null)
  for (const [method, body] of Object.entries(methods)) {
    cls.attributes.set(
      method,
      new MethodNative(
        `${name}.${method}`,
        (runtime, { positional, keywords }, site) => {
          const self = positional[0] as Instance
          const call = () => body(self, positional.slice(1), keywords, runtime, site)
          return unlessUnknown(call, [self, self.native as Value], runtime, site)
        },
        null,
        true,
      ),
    )
  }
  return cls
}
