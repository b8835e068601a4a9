// The operators of the language on known operands (ECMA-262 §13). Arithmetic on the tape goes through the session.
import { Traced, type BinaryOperator, type Num, type Runtime, type Span, type Value } from '@gradlens/engine'
import { isNumber, primalOf, toInt32, toNumber, toPrimitive, toText, type JsNumber } from './conversion'

type Arithmetic = '-' | '*' | '/' | '%' | '**'

interface Operation {
  readonly plain: (a: number, b: number) => number
  readonly traced: (a: JsNumber, b: JsNumber, runtime: Runtime, site: Span) => Num
}

const ARITHMETIC: Readonly<Record<Arithmetic | '+', Operation>> = {
  '+': { plain: (a, b) => a + b, traced: (a, b, { session }) => session.ops.add(a, b) },
  '-': { plain: (a, b) => a - b, traced: (a, b, { session }) => session.ops.sub(a, b) },
  '*': { plain: (a, b) => a * b, traced: (a, b, { session }) => session.ops.mul(a, b) },
  '/': { plain: (a, b) => a / b, traced: (a, b, { session }) => session.ops.div(a, b) },
  '**': { plain: (a, b) => a ** b, traced: (a, b, { session }) => session.ops.pow(a, b) },
  '%': { plain: (a, b) => a % b, traced: remainder },
}

/** The remainder with the dividend's sign. Which multiple of the divisor it leaves is a decision. */
function remainder(a: JsNumber, b: JsNumber, runtime: Runtime, site: Span): Num {
  runtime.decide(Math.trunc(primalOf(a) / primalOf(b)), site)
  return runtime.session.ops.fmod(a, b)
}

const BITS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
}

/** `a op b`. */
export function binary(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
  const bits = BITS[op]
  if (bits) return bits(toInt32(a, runtime, site), toInt32(b, runtime, site))
  if (op === '+') return add(a, b, runtime, site)
  return arithmetic(op as Arithmetic, toNumber(a, runtime, site), toNumber(b, runtime, site), runtime, site)
}

/** Arithmetic on numbers of which some may be on the tape. */
export function arithmetic(op: Arithmetic | '+', a: JsNumber, b: JsNumber, runtime: Runtime, site: Span): JsNumber {
  const operation = ARITHMETIC[op]
  if (typeof a === 'number' && typeof b === 'number') return operation.plain(a, b)
  return operation.traced(a, b, runtime, site) as JsNumber
}

/** `a + b`: texts are joined, everything else is a sum (§13.15.3). */
function add(a: Value, b: Value, runtime: Runtime, site: Span): Value {
  if (isNumber(a) && isNumber(b)) return arithmetic('+', a, b, runtime, site)
  const x = toPrimitive(a, 'default', runtime, site)
  const y = toPrimitive(b, 'default', runtime, site)
  if (typeof x === 'string' || typeof y === 'string') {
    const text = toText(x, runtime, site) + toText(y, runtime, site)
    runtime.charge(2 * text.length)
    return text
  }
  return arithmetic('+', toNumber(x, runtime, site), toNumber(y, runtime, site), runtime, site)
}

/** `-a`. */
export function negate(a: Value, runtime: Runtime, site: Span): Value {
  const x = toNumber(a, runtime, site)
  return x instanceof Traced ? (runtime.session.ops.neg(x) as JsNumber) : -x
}
