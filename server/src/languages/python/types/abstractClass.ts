// Classes that have instances of other classes: `numbers.Number`, which `int` does not inherit from.
import type { Class, Value } from '@gradlens/engine'
import { ProgramClass } from './programClass'

export class AbstractClass extends ProgramClass {
  constructor(
    name: string,
    bases: readonly Class[],
    moduleName: string,
    /** Is a value an instance that does not inherit from it? null where nobody knows. */
    readonly includes: (v: Value) => boolean | null,
    /** Gives it methods to the classes that inherit from it? They are not evaluated. */
    readonly mixing: boolean = false,
  ) {
    super(name, bases, null, null, name, moduleName)
  }
}
