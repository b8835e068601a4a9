// `instance.__class__ = C`: an instance becomes one of another class.
import { Class, Mutable, Opaque, type Instance, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { typeNameOf } from '../operations'
import { ProgramClass } from './programClass'

/** The class of an instance, where a program assigns it. */
class AssignedClass extends Mutable<Class> {
  constructor(private readonly instance: Instance) {
    super()
  }

  override save(): Class {
    return this.instance.cls
  }
  override restore(cls: Class): void {
    this.instance.cls = cls
  }
  override merge(one: Class, other: Class, unknown: () => Opaque): void {
    this.instance.cls = one === other ? one : unknownClass(one.name, unknown())
  }
}

/** A class of which nothing is known. */
function unknownClass(name: string, why: Opaque): Class {
  return new ProgramClass(name, [], null, why, name, '__main__')
}

const KEY = 'python.assignedClasses'

function assignedIn(runtime: Runtime): WeakMap<Instance, AssignedClass> {
  let known = runtime.library.get(KEY) as WeakMap<Instance, AssignedClass> | undefined
  if (!known) runtime.library.set(KEY, (known = new WeakMap()))
  return known
}

/** Makes an instance one of another class. */
export function assignClass(instance: Instance, cls: Value, runtime: Runtime, site: Span): void {
  if (!(cls instanceof Class) && !(cls instanceof Opaque)) {
    throw raised('TypeError', `__class__ must be set to a class, not '${typeNameOf(cls)}' object`, site)
  }
  if (!(instance.cls instanceof ProgramClass) || (cls instanceof Class && !(cls instanceof ProgramClass))) {
    const message = '__class__ assignment only supported for mutable types or ModuleType subclasses'
    throw raised('TypeError', message, site)
  }
  const known = assignedIn(runtime)
  let assigned = known.get(instance)
  if (!assigned) known.set(instance, (assigned = new AssignedClass(instance)))
  runtime.touch(assigned)
  instance.cls = cls instanceof Class ? cls : unknownClass(instance.cls.name, cls)
}
