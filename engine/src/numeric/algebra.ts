// What a derivative is written over: one method per elementwise operation, for any kind of value. Numbers, tensors, traced
// values, dual numbers and symbols are algebras. Adding an elementwise operation begins with its line here; the compiler
// then asks for its row.

/** Elementwise arithmetic on values of type V with conditions of type C. */
export interface Algebra<V, C> {
  constant(value: number): V

  identity(x: V): V
  neg(x: V): V
  abs(x: V): V
  sign(x: V): V
  reciprocal(x: V): V
  square(x: V): V
  sqrt(x: V): V
  rsqrt(x: V): V
  cbrt(x: V): V
  exp(x: V): V
  expm1(x: V): V
  exp2(x: V): V
  log(x: V): V
  log1p(x: V): V
  log2(x: V): V
  log10(x: V): V
  sin(x: V): V
  cos(x: V): V
  tan(x: V): V
  asin(x: V): V
  acos(x: V): V
  atan(x: V): V
  sinh(x: V): V
  cosh(x: V): V
  tanh(x: V): V
  asinh(x: V): V
  acosh(x: V): V
  atanh(x: V): V
  sigmoid(x: V): V
  softplus(x: V): V
  logSigmoid(x: V): V
  softsign(x: V): V
  relu(x: V): V
  relu6(x: V): V
  selu(x: V): V
  gelu(x: V): V
  geluTanh(x: V): V
  silu(x: V): V
  mish(x: V): V
  hardSigmoid(x: V): V
  hardTanh(x: V): V
  hardSwish(x: V): V
  sinc(x: V): V
  erf(x: V): V
  erfc(x: V): V
  erfinv(x: V): V
  gamma(x: V): V
  lgamma(x: V): V
  digamma(x: V): V
  entr(x: V): V
  floor(x: V): V
  ceil(x: V): V
  trunc(x: V): V
  round(x: V): V
  roundHalfUp(x: V): V

  add(x: V, y: V): V
  sub(x: V, y: V): V
  mul(x: V, y: V): V
  div(x: V, y: V): V
  pow(x: V, y: V): V
  powInt(x: V, n: V): V
  atan2(y: V, x: V): V
  hypot(x: V, y: V): V
  maximumSplit(x: V, y: V): V
  maximumFirst(x: V, y: V): V
  minimumSplit(x: V, y: V): V
  minimumFirst(x: V, y: V): V
  mod(x: V, y: V): V
  fmod(x: V, y: V): V
  floorDivide(x: V, y: V): V
  copysign(x: V, y: V): V
  logaddexp(x: V, y: V): V
  leakyRelu(x: V, slope: V): V
  elu(x: V, alpha: V): V
  celu(x: V, alpha: V): V
  polygamma(n: V, x: V): V
  beta(x: V, y: V): V
  xlogy(x: V, y: V): V

  clip(x: V, low: V, high: V): V
  lerp(x: V, y: V, weight: V): V

  where(condition: C, x: V, y: V): V

  less(x: V, y: V): C
  lessEqual(x: V, y: V): C
  greater(x: V, y: V): C
  greaterEqual(x: V, y: V): C
  equal(x: V, y: V): C
  notEqual(x: V, y: V): C

  logicalAnd(p: C, q: C): C
  logicalOr(p: C, q: C): C
  logicalNot(p: C): C
}

type Signatures = Algebra<'value', 'condition'>
type Names<P extends readonly unknown[], R> = {
  [K in keyof Signatures]: Signatures[K] extends (...args: infer Q) => infer S
    ? [Q, S, P, R] extends [P, R, Q, S]
      ? K
      : never
    : never
}[keyof Signatures]

export type UnaryName = Names<['value'], 'value'>
export type BinaryName = Names<['value', 'value'], 'value'>
export type TernaryName = Names<['value', 'value', 'value'], 'value'>
export type ComparisonName = Names<['value', 'value'], 'condition'>
export type LogicName = Names<['condition', 'condition'], 'condition'>
/** The differentiable elementwise operations, each a row of `ROWS`. */
export type RowName = UnaryName | BinaryName | TernaryName
