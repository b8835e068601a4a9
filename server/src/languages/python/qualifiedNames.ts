// The `__qualname__` of a program's functions, as CPython writes it. The IR's own `qualifiedName` is how a person would say it.
import type { FunctionCode } from '@gradlens/engine'

const names = new WeakMap<object, string>()

/** Notes the `__qualname__` of a function when it is lowered. */
export function setQualifiedName(code: FunctionCode, name: string): void {
  names.set(code, name)
}

/** `outer.<locals>.inner`, `Spring.energy` */
export function qualifiedNameOf(code: { readonly qualifiedName: string }): string {
  return names.get(code) ?? code.qualifiedName
}
