// The module that `dist/checker.js` is: the checker, and the double-double numbers that it and correctly rounded libms use.
export * from './checker'
export { choicesOn, type Choice } from './choices'
export { DOUBLE_DOUBLE, NotPrecise } from '../doubledouble/algebra'
export type { DoubleDouble } from '../doubledouble/arithmetic'
export { glibc, rounded } from '../doubledouble/roundedLibm'
