// The values of which a run has one each, beside None, True and False.
import { Class, Instance } from '@gradlens/engine'

/** `...` */
export const Ellipsis = new Instance(new Class('ellipsis', [], null))

/** The value that `__add__` and its kin return to leave the operation to the other operand. */
export const NotImplementedValue = new Instance(new Class('NotImplementedType', [], null))
