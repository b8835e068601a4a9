// The engine: automatic differentiation and the program evaluator. Knows no editor, no Node, no DOM.
export { nodeOf, Opaque, Tensor, Traced, type DType, type Num, type OpaqueFacts } from './numeric/num'
export * from './numeric/session'
export * from './numeric/libm'
export { DTypeError } from './numeric/dtype'
export type { Condition, Ops } from './numeric/ops'
export { ShapeError, type IndexItem, type Shape } from './numeric/shape'
export type { EntryKind, General, Operation } from './numeric/tape'
export { formulaOf, symbol, type Formula } from './numeric/symbols'
export * from './numeric/check/checker'
export {
  dependencies,
  trace,
  type TraceOptions,
  type TraceOperand,
  type TraceValue,
  type TraceEntry as TapeTraceEntry,
} from './numeric/trace'
export type { Frame } from './numeric/frames'
export type { WithVjp } from './numeric/custom'
export type { ScalarOps } from './numeric/scalars.generated'
export * from './numeric/transforms'
export * from './numeric/functions'
export * from './numeric/arrange/functions'
export * from './numeric/order/functions'
export * from './numeric/linalg/functions'
export * from './numeric/nn/functions'
export * from './program/budget'
export * from './program/evaluation'
export * from './program/ir'
export * from './program/observer'
export * from './program/runtime'
export * from './program/semantics'
export * from './program/values'
export * from './program/differentiate'
export type { ObservedSite } from './program/compiler'
export type { Tape } from './numeric/tape'
export { check } from './numeric/check/checker'
export type { CheckProblem, CheckResult, Run as CheckRun } from './numeric/check/checker'
export { choicesOn } from './numeric/check/choices'
