// Classes of the program, and those of libraries that make the classes that inherit from them in a way of their own.
import {
  Class,
  type Arguments,
  type ClassCode,
  type Opaque,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'

/** A class of the program. */
export class ProgramClass extends Class {
  constructor(
    name: string,
    bases: readonly Class[],
    code: ClassCode | null,
    /** A base that is not evaluated: what the class has from it is unknown. */
    readonly unknownBase: Opaque | null,
    /** As a person would call it: `Outer.Inner`. */
    readonly qualifiedName: string,
    readonly moduleName: string,
  ) {
    super(name, bases, code)
  }
}

/** What a `class` statement gives. */
export interface ClassParts {
  readonly name: string
  readonly qualifiedName: string
  readonly moduleName: string
  readonly code: ClassCode | null
  readonly bases: Arguments
  readonly attributes: ReadonlyMap<string, Value>
}

/** A class whose subclasses are made as a metaclass would. */
export abstract class DerivingClass extends ProgramClass {
  abstract derive(parts: ClassParts, runtime: Runtime, site: Span): Value
}
