// Generated from rows.ts by engine/scripts/generate-sweep.mjs. Do not edit.
import type { Libm } from './libm'
import {
  betaValue,
  celuValue,
  copysignValue,
  digammaValue,
  eluValue,
  entrValue,
  erfinvValue,
  floorDivideValue,
  geluTanhValue,
  geluValue,
  hardSigmoidValue,
  hardSwishValue,
  hardTanhValue,
  leakyReluValue,
  logSigmoidValue,
  logaddexpValue,
  mishValue,
  modValue,
  polygammaValue,
  powIntValue,
  relu6Value,
  reluValue,
  roundValue,
  seluValue,
  sigmoidValue,
  siluValue,
  sincValue,
  softplusValue,
  softsignValue,
  xlogyValue,
} from './sweep.generated'
import { LEAF, type Tape } from './tape'

// V8 keeps a prototype with more than 128 methods as a dictionary and inlines none of them: only operators have forms for
// constants.
/** The rows on entries of the tape by their indices: an operation costs no object. Takes and returns indices; an operator's
 *  `…Left` and `…Right` take a number for that operand. */
export class ScalarOps {
  constructor(
    private readonly tape: Tape,
    private readonly libm: Libm,
  ) {}

  /** A new entry without operands: an input, or a constant that is used often. */
  leaf(value: number): number {
    return this.tape.push(LEAF, 0, 0, value)
  }

  /** The value of an entry. */
  primal(x: number): number {
    return this.tape.value[x]
  }

  /** identity(x), for all numbers. */
  identity(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(8, x, 0, p)
  }
  /** -x, for all numbers. */
  neg(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(11, x, 0, -p)
  }
  /** abs(x), for all numbers; |x|′(0) = 0 (PyTorch, TensorFlow). */
  abs(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(14, x, 0, Math.abs(p))
  }
  /** sign(x), for all numbers; sign′(0) = 0 (PyTorch). */
  sign(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(17, x, 0, Math.sign(p))
  }
  /** reciprocal(x), for x ≠ 0. */
  reciprocal(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(20, x, 0, 1 / p)
  }
  /** square(x), for all numbers. */
  square(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(23, x, 0, p * p)
  }
  /** sqrt(x), for x ≥ 0; sqrt′(0) = ∞ (PyTorch). */
  sqrt(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(26, x, 0, Math.sqrt(p))
  }
  /** rsqrt(x), for x > 0. */
  rsqrt(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(29, x, 0, 1 / Math.sqrt(p))
  }
  /** cbrt(x), for all numbers; cbrt′(0) = ∞ (the limit). */
  cbrt(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(32, x, 0, this.libm.cbrt(p))
  }
  /** exp(x), for all numbers. */
  exp(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(35, x, 0, this.libm.exp(p))
  }
  /** expm1(x), for all numbers. */
  expm1(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(38, x, 0, this.libm.expm1(p))
  }
  /** exp2(x), for all numbers. */
  exp2(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(41, x, 0, this.libm.exp2(p))
  }
  /** log(x), for x > 0. */
  log(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(44, x, 0, this.libm.log(p))
  }
  /** log1p(x), for x > −1. */
  log1p(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(47, x, 0, this.libm.log1p(p))
  }
  /** log2(x), for x > 0. */
  log2(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(50, x, 0, this.libm.log2(p))
  }
  /** log10(x), for x > 0. */
  log10(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(53, x, 0, this.libm.log10(p))
  }
  /** sin(x), for all numbers. */
  sin(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(56, x, 0, this.libm.sin(p))
  }
  /** cos(x), for all numbers. */
  cos(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(59, x, 0, this.libm.cos(p))
  }
  /** tan(x), for all numbers. */
  tan(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(62, x, 0, this.libm.tan(p))
  }
  /** asin(x), for −1 ≤ x ≤ 1; asin′(±1) = ∞ (PyTorch). */
  asin(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(65, x, 0, this.libm.asin(p))
  }
  /** acos(x), for −1 ≤ x ≤ 1; acos′(±1) = −∞ (PyTorch). */
  acos(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(68, x, 0, this.libm.acos(p))
  }
  /** atan(x), for all numbers. */
  atan(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(71, x, 0, this.libm.atan(p))
  }
  /** sinh(x), for all numbers. */
  sinh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(74, x, 0, this.libm.sinh(p))
  }
  /** cosh(x), for all numbers. */
  cosh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(77, x, 0, this.libm.cosh(p))
  }
  /** tanh(x), for all numbers. */
  tanh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(80, x, 0, this.libm.tanh(p))
  }
  /** asinh(x), for all numbers. */
  asinh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(83, x, 0, this.libm.asinh(p))
  }
  /** acosh(x), for x ≥ 1; acosh′(1) = ∞ (PyTorch). */
  acosh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(86, x, 0, this.libm.acosh(p))
  }
  /** atanh(x), for −1 < x < 1. */
  atanh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(89, x, 0, this.libm.atanh(p))
  }
  /** sigmoid(x), for all numbers. */
  sigmoid(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(92, x, 0, sigmoidValue(this.libm, p))
  }
  /** softplus(x), for all numbers. */
  softplus(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(95, x, 0, softplusValue(this.libm, p))
  }
  /** logSigmoid(x), for all numbers. */
  logSigmoid(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(98, x, 0, logSigmoidValue(this.libm, p))
  }
  /** softsign(x), for all numbers; the second derivative is 0 at 0, where it jumps (PyTorch). */
  softsign(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(101, x, 0, softsignValue(p))
  }
  /** relu(x), for all numbers; relu′(0) = 0 (PyTorch, TensorFlow). */
  relu(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(104, x, 0, reluValue(p))
  }
  /** relu6(x), for all numbers; relu6′ is 0 at 0 and at 6 (PyTorch). */
  relu6(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(107, x, 0, relu6Value(p))
  }
  /** selu(x), for all numbers; at 0 the slope is that from below (PyTorch). */
  selu(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(110, x, 0, seluValue(this.libm, p))
  }
  /** gelu(x), for all numbers. */
  gelu(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(113, x, 0, geluValue(this.libm, p))
  }
  /** geluTanh(x), for all numbers. */
  geluTanh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(116, x, 0, geluTanhValue(this.libm, p))
  }
  /** silu(x), for all numbers. */
  silu(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(119, x, 0, siluValue(this.libm, p))
  }
  /** mish(x), for all numbers. */
  mish(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(122, x, 0, mishValue(this.libm, p))
  }
  /** hardSigmoid(x), for all numbers; the slope is 0 at −3 and at 3 (PyTorch). */
  hardSigmoid(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(125, x, 0, hardSigmoidValue(p))
  }
  /** hardTanh(x), for all numbers; the slope is 0 at −1 and at 1 (PyTorch). */
  hardTanh(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(128, x, 0, hardTanhValue(p))
  }
  /** hardSwish(x), for all numbers; the slope is −1/2 at −3 and 3/2 at 3, those from inside (PyTorch 1.13). */
  hardSwish(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(131, x, 0, hardSwishValue(p))
  }
  /** sinc(x), for all numbers. */
  sinc(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(134, x, 0, sincValue(this.libm, p))
  }
  /** erf(x), for all numbers. */
  erf(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(137, x, 0, this.libm.erf(p))
  }
  /** erfc(x), for all numbers. */
  erfc(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(140, x, 0, this.libm.erfc(p))
  }
  /** erfinv(x), for −1 ≤ x ≤ 1; erfinv′(±1) = ∞ (PyTorch). */
  erfinv(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(143, x, 0, erfinvValue(this.libm, p, 0, 0))
  }
  /** gamma(x), for x ≠ 0, −1, −2, …; NaN at −1, −2, …; ±∞ at ±0 (C, IEEE 754). */
  gamma(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(146, x, 0, this.libm.gamma(p))
  }
  /** lgamma(x), for x ≠ 0, −1, −2, …; ∞ at 0, −1, −2, …, the slope NaN at −1, −2, … (PyTorch). */
  lgamma(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(149, x, 0, this.libm.lgamma(p))
  }
  /** digamma(x), for x ≠ 0, −1, −2, …; ∓∞ at ±0, NaN at −1, −2, … (PyTorch). */
  digamma(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(152, x, 0, digammaValue(this.libm, p, 0, 0))
  }
  /** entr(x), for x ≥ 0; entr′(0) = ∞ (PyTorch). */
  entr(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(155, x, 0, entrValue(this.libm, p))
  }
  /** floor(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */
  floor(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(158, x, 0, Math.floor(p))
  }
  /** ceil(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */
  ceil(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(161, x, 0, Math.ceil(p))
  }
  /** trunc(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */
  trunc(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(164, x, 0, Math.trunc(p))
  }
  /** round(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */
  round(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(167, x, 0, roundValue(this.libm, p, 0, 0))
  }
  /** round(x), for all numbers; the derivative of a step is 0 everywhere (PyTorch). */
  roundHalfUp(x: number): number {
    const p = this.tape.value[x]
    return this.tape.push(170, x, 0, Math.round(p))
  }
  /** x + y, for all numbers. */
  add(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(173, x, y, p + q)
  }
  addLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(174, 0, y, x, x + q)
  }
  addRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(175, x, 0, y, p + y)
  }
  /** x - y, for all numbers. */
  sub(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(176, x, y, p - q)
  }
  subLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(177, 0, y, x, x - q)
  }
  subRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(178, x, 0, y, p - y)
  }
  /** x * y, for all numbers. */
  mul(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(179, x, y, p * q)
  }
  mulLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(180, 0, y, x, x * q)
  }
  mulRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(181, x, 0, y, p * y)
  }
  /** x / y, for y ≠ 0. */
  div(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(182, x, y, p / q)
  }
  divLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(183, 0, y, x, x / q)
  }
  divRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(184, x, 0, y, p / y)
  }
  /** x ** y, for x > 0, or x < 0 with an integer y; 0⁰ and 0ʸ: the slope in y is 0 (PyTorch). */
  pow(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(185, x, y, this.libm.pow(p, q))
  }
  powLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(186, 0, y, x, this.libm.pow(x, q))
  }
  powRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(187, x, 0, y, this.libm.pow(p, y))
  }
  /** x ** y, for an integer y. */
  powInt(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(188, x, y, powIntValue(this.libm, p, q, 0))
  }
  powIntLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(189, 0, y, x, powIntValue(this.libm, x, q, 0))
  }
  powIntRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(190, x, 0, y, powIntValue(this.libm, p, y, 0))
  }
  /** atan2(x, y), for all numbers; NaN at (0, 0) (PyTorch). */
  atan2(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(191, x, y, this.libm.atan2(p, q))
  }
  /** hypot(x, y), for all numbers; NaN at (0, 0) (PyTorch). */
  hypot(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(194, x, y, this.libm.hypot(p, q))
  }
  /** maximum(x, y), for all numbers; at a tie each operand gets half (PyTorch, JAX). */
  maximumSplit(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(197, x, y, Math.max(p, q))
  }
  /** maximum(x, y), for all numbers; at a tie the first operand gets all (TensorFlow). */
  maximumFirst(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(200, x, y, Math.max(p, q))
  }
  /** minimum(x, y), for all numbers; at a tie each operand gets half (PyTorch, JAX). */
  minimumSplit(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(203, x, y, Math.min(p, q))
  }
  /** minimum(x, y), for all numbers; at a tie the first operand gets all (TensorFlow). */
  minimumFirst(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(206, x, y, Math.min(p, q))
  }
  /** x % y, for y ≠ 0; x has slope 1, y minus the quotient, at a jump too (PyTorch). */
  mod(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(209, x, y, modValue(this.libm, p, q, 0))
  }
  modLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(210, 0, y, x, modValue(this.libm, x, q, 0))
  }
  modRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(211, x, 0, y, modValue(this.libm, p, y, 0))
  }
  /** fmod(x, y), for y ≠ 0; x has slope 1, y minus the quotient, at a jump too (PyTorch). */
  fmod(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(212, x, y, p % q)
  }
  /** x // y, for y ≠ 0; the derivative of a step is 0 everywhere (PyTorch). */
  floorDivide(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(215, x, y, floorDivideValue(this.libm, p, q, 0))
  }
  floorDivideLeft(x: number, y: number): number {
    const q = this.tape.value[y]
    return this.tape.pushWith(216, 0, y, x, floorDivideValue(this.libm, x, q, 0))
  }
  floorDivideRight(x: number, y: number): number {
    const p = this.tape.value[x]
    return this.tape.pushWith(217, x, 0, y, floorDivideValue(this.libm, p, y, 0))
  }
  /** copysign(x, y), for all numbers; 0 at x = 0 (PyTorch). */
  copysign(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(218, x, y, copysignValue(this.libm, p, q, 0))
  }
  /** logaddexp(x, y), for all numbers. */
  logaddexp(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(221, x, y, logaddexpValue(this.libm, p, q))
  }
  /** leakyRelu(x, y), for all numbers; at 0 the slope is that from below (PyTorch). */
  leakyRelu(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(224, x, y, leakyReluValue(p, q))
  }
  /** elu(x, y), for all numbers; at 0 the slope is that from below (PyTorch). */
  elu(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(227, x, y, eluValue(this.libm, p, q))
  }
  /** celu(x, y), for all numbers; the second derivative jumps at 0 and is that from below there (PyTorch). */
  celu(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(230, x, y, celuValue(this.libm, p, q))
  }
  /** polygamma(x, y), for an integer n ≥ 0 and x ≠ 0, −1, −2, …; ∞ at a pole for an odd n (PyTorch). */
  polygamma(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(233, x, y, polygammaValue(this.libm, p, q, 0))
  }
  /** beta(x, y), for x > 0 and y > 0. */
  beta(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(236, x, y, betaValue(this.libm, p, q, 0))
  }
  /** xlogy(x, y), for y > 0; 0 · log 0 = 0 with the slope 0 in x, NaN in y (PyTorch). */
  xlogy(x: number, y: number): number {
    const p = this.tape.value[x]
    const q = this.tape.value[y]
    return this.tape.push(239, x, y, xlogyValue(this.libm, p, q))
  }
}
