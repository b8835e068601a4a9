// Types that libraries give to the values of their own subclasses of Class and Instance. A library says so while modules are
// still being loaded: the type itself is made when a value asks for it first.
import type { TypeProtocol } from '../protocol'

const makers = new Map<unknown, () => TypeProtocol<never>>()

export function registerType<V>(constructor: new (...args: never[]) => V, make: () => TypeProtocol<V>): void {
  makers.set(constructor, make)
}

/** All of them, by constructor. */
export function registeredTypes(): (readonly [unknown, TypeProtocol<never>])[] {
  return [...makers].map(([constructor, make]) => [constructor, make()])
}
