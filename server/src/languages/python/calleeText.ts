// How CPython names what is called where something is wrong with the arguments of the call.
import { BoundMethod, Class, Closure, Native, type Runtime, type Value } from '@gradlens/engine'
import { strOf, typeNameOf } from './operations'
import { qualifiedNameOf } from './qualifiedNames'
import { ProgramClass } from './types/programClass'

/** `__main__.Spring.energy()`, `print()`, `list.append()`; what is no function as `str` writes it. */
export function calleeText(callee: Value, runtime: Runtime): string {
  if (callee instanceof BoundMethod) {
    const { self, callee: inner } = callee
    return inner instanceof Native && !inner.name.includes('.')
      ? `${typeNameOf(self)}.${inner.name}()`
      : calleeText(inner, runtime)
  }
  if (callee instanceof Closure) return `__main__.${qualifiedNameOf(callee.code)}()`
  if (callee instanceof ProgramClass) return `${callee.moduleName}.${callee.qualifiedName}()`
  if (callee instanceof Class || callee instanceof Native) return `${callee.name}()`
  return strOf(callee, runtime)
}
