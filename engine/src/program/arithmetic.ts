// The fast ways of operators: plain numbers, small integers, and both together, for languages in which these mean what they
// mean in arithmetic (`plainNumbers`). What is neither, and what would leave the small integers, goes the slow way.
import type { Activation } from './activation'
import type { BinaryOperator, CompareOperator } from './ir'
import type { Observer } from './observer'
import { Int, type Value } from './values'

type Slow = (a: Value, b: Value) => Value
/** An operator on two values; `slow` is asked where the fast way does not hold. */
export type Fast = (a: Value, b: Value, slow: Slow) => Value

function add(a: Value, b: Value, slow: Slow): Value {
  if (typeof a === 'number') {
    if (typeof b === 'number') return a + b
    if (b instanceof Int && typeof b.value === 'number') return a + b.value
  } else if (a instanceof Int && typeof a.value === 'number') {
    if (b instanceof Int) {
      if (typeof b.value === 'number') {
        const sum = a.value + b.value
        if (Number.isSafeInteger(sum)) return Int.of(sum)
      }
    } else if (typeof b === 'number') return a.value + b
  }
  return slow(a, b)
}

function sub(a: Value, b: Value, slow: Slow): Value {
  if (typeof a === 'number') {
    if (typeof b === 'number') return a - b
    if (b instanceof Int && typeof b.value === 'number') return a - b.value
  } else if (a instanceof Int && typeof a.value === 'number') {
    if (b instanceof Int) {
      if (typeof b.value === 'number') {
        const difference = a.value - b.value
        if (Number.isSafeInteger(difference)) return Int.of(difference)
      }
    } else if (typeof b === 'number') return a.value - b
  }
  return slow(a, b)
}

function mul(a: Value, b: Value, slow: Slow): Value {
  if (typeof a === 'number') {
    if (typeof b === 'number') return a * b
    if (b instanceof Int && typeof b.value === 'number') return a * b.value
  } else if (a instanceof Int && typeof a.value === 'number') {
    if (b instanceof Int) {
      if (typeof b.value === 'number') {
        const product = a.value * b.value
        return Int.of(Number.isSafeInteger(product) ? product : BigInt(a.value) * BigInt(b.value))
      }
    } else if (typeof b === 'number') return a.value * b
  }
  return slow(a, b)
}

function div(a: Value, b: Value, slow: Slow): Value {
  const y = b instanceof Int ? b.value : b
  if (typeof y !== 'number' || y === 0) return slow(a, b)
  if (typeof a === 'number') return a / y
  return a instanceof Int && typeof a.value === 'number' ? a.value / y : slow(a, b)
}

/** Only for integers of which the second is small and positive: the remainder has its sign. */
function mod(a: Value, b: Value, slow: Slow): Value {
  if (!(a instanceof Int && b instanceof Int)) return slow(a, b)
  const { value: x } = a
  const { value: y } = b
  if (typeof y !== 'number' || y <= 0) return slow(a, b)
  const rest = typeof x === 'number' ? x % y : Number(x % BigInt(y))
  return Int.of(rest < 0 ? rest + y : rest)
}

function floorDiv(a: Value, b: Value, slow: Slow): Value {
  if (!(a instanceof Int && b instanceof Int)) return slow(a, b)
  const { value: x } = a
  const { value: y } = b
  if (typeof x !== 'number' || typeof y !== 'number' || y <= 0) return slow(a, b)
  const rest = x % y
  return Int.of((x - (rest < 0 ? rest + y : rest)) / y)
}

/** A plain number or a small integer as a number; NaN for anything else, and for NaN. */
function numberOf(v: Value): number {
  if (typeof v === 'number') return v
  return v instanceof Int && typeof v.value === 'number' ? v.value : NaN
}

function less(a: Value, b: Value, slow: Slow): Value {
  const x = numberOf(a)
  const y = numberOf(b)
  return x === x && y === y ? x < y : slow(a, b)
}

function lessEqual(a: Value, b: Value, slow: Slow): Value {
  const x = numberOf(a)
  const y = numberOf(b)
  return x === x && y === y ? x <= y : slow(a, b)
}

function greater(a: Value, b: Value, slow: Slow): Value {
  const x = numberOf(a)
  const y = numberOf(b)
  return x === x && y === y ? x > y : slow(a, b)
}

function greaterEqual(a: Value, b: Value, slow: Slow): Value {
  const x = numberOf(a)
  const y = numberOf(b)
  return x === x && y === y ? x >= y : slow(a, b)
}

function equal(a: Value, b: Value, slow: Slow): Value {
  const x = numberOf(a)
  const y = numberOf(b)
  return x === x && y === y ? x === y : slow(a, b)
}

function notEqual(a: Value, b: Value, slow: Slow): Value {
  const x = numberOf(a)
  const y = numberOf(b)
  return x === x && y === y ? x !== y : slow(a, b)
}

/** The binary operators that have a fast way. */
export const FAST_BINARY: Readonly<Partial<Record<BinaryOperator, Fast>>> = {
  '+': add,
  '-': sub,
  '*': mul,
  '/': div,
  '%': mod,
  '//': floorDiv,
}

/** The comparisons that have a fast way. */
export const FAST_COMPARE: Readonly<Partial<Record<CompareOperator, Fast>>> = {
  '<': less,
  '<=': lessEqual,
  '>': greater,
  '>=': greaterEqual,
  '==': equal,
  '!=': notEqual,
}

/** An operand: how it is evaluated, and what makes that unnecessary. */
export interface Operand {
  readonly evaluate: Evaluate
  /** The slot of a variable of the running call, −1 where it is none. */
  readonly slot: number
  /** The value of a literal. */
  readonly literal: Value
  /** Where the variable's value is noted, −1 where it is not. */
  readonly site: number
  readonly holder: { readonly observer: Observer | null }
}

type Evaluate = (f: Activation) => Value
type Operation = (left: Operand, right: Operand, slow: Slow) => Evaluate

function valueOf(operand: Operand, f: Activation): Value {
  const { slot } = operand
  if (slot < 0) return operand.literal ?? operand.evaluate(f)
  const value = f.slots[slot]
  if (typeof value !== 'number' && !(value instanceof Int)) return operand.evaluate(f)
  if (operand.site >= 0) operand.holder.observer?.see(operand.site, value)
  return value
}

/** Operators as evaluations. Each has a function of its own, so that V8 learns about each by itself. */
// prettier-ignore
export const OPERATIONS: Readonly<Partial<Record<BinaryOperator | CompareOperator, Operation>>> = {
  '+':   (l, r, slow) => (f) => add(valueOf(l, f), valueOf(r, f), slow),
  '-':   (l, r, slow) => (f) => sub(valueOf(l, f), valueOf(r, f), slow),
  '*':   (l, r, slow) => (f) => mul(valueOf(l, f), valueOf(r, f), slow),
  '/':   (l, r, slow) => (f) => div(valueOf(l, f), valueOf(r, f), slow),
  '%':   (l, r, slow) => (f) => mod(valueOf(l, f), valueOf(r, f), slow),
  '//':  (l, r, slow) => (f) => floorDiv(valueOf(l, f), valueOf(r, f), slow),
  '<':   (l, r, slow) => (f) => less(valueOf(l, f), valueOf(r, f), slow),
  '<=':  (l, r, slow) => (f) => lessEqual(valueOf(l, f), valueOf(r, f), slow),
  '>':   (l, r, slow) => (f) => greater(valueOf(l, f), valueOf(r, f), slow),
  '>=':  (l, r, slow) => (f) => greaterEqual(valueOf(l, f), valueOf(r, f), slow),
  '==':  (l, r, slow) => (f) => equal(valueOf(l, f), valueOf(r, f), slow),
  '!=':  (l, r, slow) => (f) => notEqual(valueOf(l, f), valueOf(r, f), slow),
}
