// What Python's operators, attributes, iteration and text mean for any values: it asks the type of the values at hand.
// Unlike the Semantics object it takes opaque values everywhere, so built-in functions call these.
import {
  Class,
  Dict,
  Instance,
  Int,
  List,
  mayBeAbsent,
  Opaque,
  Raised,
  Slice,
  Tensor,
  Traced,
  type Arguments,
  type BinaryOperator,
  type CompareOperator,
  DONE,
  heldBy,
  type Iteration,
  type Runtime,
  type Span,
  type UnaryOperator,
  type Value,
} from '@gradlens/engine'
import { raised } from './exceptions'
import { NotImplemented } from './protocol'
import { noteUnknown, unknownText } from './text/unknownText'
import { isNumber, quickArithmetic, quickCompare } from './types/number'
import { protocolOf } from './types/registry'
import { reflectsFirst } from './types/instance'
import { UnknownInteger } from './unknownInteger'

/** A value of which nothing is known that an operation could ask. */
export function isUnknown(v: Value | undefined): v is Opaque {
  return v instanceof Opaque && !v.facts.tensor
}

/** `type(v).__name__` */
export function typeNameOf(v: Value): string {
  return protocolOf(v).typeName(v)
}

// Operators.

const REFLECTABLE_NAMES: Readonly<Partial<Record<BinaryOperator, string>>> = { '**': '** or pow()' }

/** `a op b`, of known values. */
export function binary(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
  const quick = quickArithmetic(op, a, b)
  if (quick !== undefined) return quick
  const result = tryBinary(op, a, b, runtime, site)
  if (result === NotImplemented) throw operandFault(op, op, a, b, site)
  return result
}

/** `a op b`; opaque where an operand is. */
export function operate(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
  const unknown = isUnknown(a) ? a : isUnknown(b) ? b : null
  if (unknown) {
    const act = (v: Value): Value =>
      unknown === a ? operate(op, v, b, runtime, site) : binary(op, a, v, runtime, site)
    return runtime.each(unknown, act, () => runtime.opaque(unknown.reason, site, {}, [a, b]), site)
  }
  return binary(op, a, b, runtime, site)
}

/** `a op= b`, of known values. */
export function inPlace(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
  const quick = quickArithmetic(op, a, b)
  if (quick !== undefined) return quick
  const type = protocolOf(a)
  if (type.inPlace) {
    const result = type.inPlace(op, a, b, runtime, site)
    if (result !== NotImplemented) return result
  }
  const result = tryBinary(op, a, b, runtime, site)
  if (result === NotImplemented) throw operandFault(op, `${op}=`, a, b, site)
  return result
}

function tryBinary(
  op: BinaryOperator,
  a: Value,
  b: Value,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  const left = protocolOf(a)
  const right = protocolOf(b)
  if (b instanceof Instance && right.binary && reflectsFirst(a, b)) {
    const result = right.binary(op, b, a, true, runtime, site)
    if (result !== NotImplemented) return result
    return left.binary ? left.binary(op, a, b, false, runtime, site) : NotImplemented
  }
  if (left.binary) {
    const result = left.binary(op, a, b, false, runtime, site)
    if (result !== NotImplemented) return result
  }
  return right.binary && right !== left
    ? right.binary(op, b, a, true, runtime, site)
    : reflectedSame(op, a, b, runtime, site)
}

/** Two instances share a protocol, but not a class. */
function reflectedSame(
  op: BinaryOperator,
  a: Value,
  b: Value,
  runtime: Runtime,
  site: Span,
): Value | typeof NotImplemented {
  if (!(a instanceof Instance) || !(b instanceof Instance) || a.cls === b.cls) return NotImplemented
  return protocolOf(b).binary?.(op, b, a, true, runtime, site) ?? NotImplemented
}

const SEQUENCES = new Set(['str', 'list', 'tuple'])
const BYTE_STRINGS = new Set(['bytes', 'bytearray'])
const isRepeated = (type: string) => SEQUENCES.has(type) || BYTE_STRINGS.has(type)

function operandFault(op: BinaryOperator, shown: string, a: Value, b: Value, site: Span): Raised {
  const [left, right] = [typeNameOf(a), typeNameOf(b)]
  if (op === '+' && BYTE_STRINGS.has(left)) return raised('TypeError', `can't concat ${right} to ${left}`, site)
  if (op === '+' && SEQUENCES.has(left)) {
    return raised('TypeError', `can only concatenate ${left} (not "${right}") to ${left}`, site)
  }
  if (op === '*' && !(shown !== op && (left === 'dict' || left === 'set'))) {
    const other = isRepeated(left) ? right : isRepeated(right) ? left : null
    if (other !== null) return raised('TypeError', `can't multiply sequence by non-int of type '${other}'`, site)
  }
  const name = shown === op ? (REFLECTABLE_NAMES[op] ?? op) : shown
  return raised('TypeError', `unsupported operand type(s) for ${name}: '${left}' and '${right}'`, site)
}

/** `op v`, of a known value; `not` is not among them. */
export function unary(op: UnaryOperator, v: Value, runtime: Runtime, site: Span): Value {
  const type = protocolOf(v)
  if (type.unary) return type.unary(op, v, runtime, site)
  throw raised('TypeError', `bad operand type for unary ${op}: '${type.typeName(v)}'`, site)
}

/** `a op b` for every comparison, of known values. */
export function compare(op: CompareOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
  const quick = quickCompare(op, a, b)
  if (quick !== undefined) return quick
  switch (op) {
    case 'is':
      return identical(a, b)
    case 'is not':
      return !identical(a, b)
    case 'in':
      return contains(b, a, runtime, site)
    case 'not in': {
      const found = contains(b, a, runtime, site)
      return found instanceof Opaque ? found : !found
    }
    default:
      return compareByType(op, a, b, runtime, site)
  }
}

function compareByType(op: CompareOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
  const left = protocolOf(a)
  const right = protocolOf(b)
  if (b instanceof Instance && right.compare && reflectsFirst(a, b)) {
    const result = right.compare(op, b, a, true, runtime, site)
    if (result !== NotImplemented) return result
  }
  if (left.compare) {
    const result = left.compare(op, a, b, false, runtime, site)
    if (result !== NotImplemented) return result
  }
  if (right.compare) {
    const result = right.compare(op, b, a, true, runtime, site)
    if (result !== NotImplemented) return result
  }
  if (op === '==') return identical(a, b)
  if (op === '!=') return !identical(a, b)
  const names = `'${left.typeName(a)}' and '${right.typeName(b)}'`
  throw raised('TypeError', `'${op}' not supported between instances of ${names}`, site)
}

/** `a is b`. Numbers and texts are identical where they are equal. */
export function identical(a: Value, b: Value): boolean {
  if (a instanceof Int && b instanceof Int) return a.value === b.value
  return Object.is(a, b)
}

/** Equality as containers test it: identical, or `==` holds. Unknown where an operand is. */
export function equal(a: Value, b: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (identical(a, b)) return true
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  if (typeof a === 'string' && typeof b === 'string') return false
  return truth(compareByType('==', a, b, runtime, site), runtime, site)
}

/** `a op b` as a truth value. Unknown where an operand is. */
export function ordered(op: '<' | '>', a: Value, b: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  return truth(compare(op, a, b, runtime, site), runtime, site)
}

/** `bool(v)` */
export function truth(v: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (typeof v === 'boolean') return v
  if (isUnknown(v))
    return runtime.each(
      v,
      (x) => truth(x, runtime, site),
      () => v,
      site,
    ) as boolean | Opaque
  const type = protocolOf(v)
  if (type.truthy) return type.truthy(v, runtime, site)
  if (!type.length) return true
  const length = type.length(v, runtime, site)
  return length instanceof Opaque ? length : length !== 0
}

/** `item in container` */
export function contains(container: Value, item: Value, runtime: Runtime, site: Span): boolean | Opaque {
  if (isUnknown(container)) {
    const act = (x: Value): Value => contains(x, item, runtime, site)
    return runtime.each(container, act, () => container, site) as boolean | Opaque
  }
  const type = protocolOf(container)
  if (type.contains) return type.contains(container, item, runtime, site)
  if (!canIterate(container)) {
    throw raised('TypeError', `argument of type '${type.typeName(container)}' is not iterable`, site)
  }
  const iteration = iterate(container, runtime, site)
  let unknown: Opaque | null = null
  for (let v = iteration.next(); v !== DONE; v = iteration.next()) {
    runtime.step(1)
    const same = equal(v, item, runtime, site)
    if (same === true) return true
    if (same instanceof Opaque) unknown ??= same
  }
  return unknown ?? iteration.opaque ?? false
}

// Iteration.

/** Can it be walked, as far as its type tells? */
export function canIterate(v: Value): boolean {
  const type = protocolOf(v)
  return type.iterate !== undefined || type.next !== undefined
}

/** Walks an iterable. */
export function iterate(v: Value, runtime: Runtime, site: Span): Iteration {
  if (isUnknown(v)) {
    runtime.each(
      v,
      (x) => iterate(x, runtime, site).next() as Value,
      () => null,
      site,
    )
    return unknownIteration(v)
  }
  const type = protocolOf(v)
  if (type.iterate) return type.iterate(v, runtime, site)
  if (type.next) {
    const next = type.next.bind(type)
    return { next: () => next(v, runtime, site) }
  }
  if (isNumber(v) || v instanceof Tensor) runtime.wantsSequence(v)
  throw raised('TypeError', `'${type.typeName(v)}' object is not iterable`, site)
}

/** Nothing is known to be in it, and more may be. */
export function unknownIteration(opaque: Opaque): Iteration {
  return { next: () => DONE, opaque }
}

/** The items of an iterable, as far as they are known, and the reason where there may be more. */
export function walked(
  v: Value,
  runtime: Runtime,
  site: Span,
): { readonly items: Value[]; readonly opaque: Opaque | null } {
  const iteration = iterate(v, runtime, site)
  const items: Value[] = []
  for (let item = iteration.next(); item !== DONE; item = iteration.next()) {
    runtime.step(1)
    items.push(item)
  }
  runtime.charge(8 * items.length)
  return { items, opaque: iteration.opaque ?? null }
}

/** All items of an iterable; the reason where it is not known how many there are. */
export function itemsOf(v: Value, runtime: Runtime, site: Span): Value[] | Opaque {
  const { items, opaque } = walked(v, runtime, site)
  return opaque ?? items
}

/** `len(v)` */
export function lengthOf(v: Value, runtime: Runtime, site: Span): number | Opaque {
  if (isUnknown(v))
    return runtime.each(
      v,
      (x) => lengthOf(x, runtime, site),
      () => v,
      site,
    ) as number | Opaque
  const type = protocolOf(v)
  if (type.length) return type.length(v, runtime, site)
  if (isNumber(v)) runtime.wantsSequence(v)
  throw raised('TypeError', `object of type '${type.typeName(v)}' has no len()`, site)
}

// Attributes, items, calls.

/** `object.name`; undefined where there is none. */
export function findAttribute(object: Value, name: string, runtime: Runtime, site: Span): Value | undefined {
  if (isUnknown(object)) return memberOfOpaque(object, name, runtime, site)
  return protocolOf(object).getAttribute?.(object, name, runtime, site)
}

/** `object.name` */
export function getAttribute(object: Value, name: string, runtime: Runtime, site: Span): Value {
  const value = findAttribute(object, name, runtime, site)
  if (value === undefined) throw attributeFault(object, name, site)
  return typeof value === 'object' && mayBeAbsent(value) ? runtime.presentOrRaised(value) : value
}

/** A member of something opaque: of an unknown module it is named by its path. */
export function memberOfOpaque(object: Opaque, name: string, runtime: Runtime, site: Span): Opaque {
  const { path } = object.facts
  if (path === undefined) return runtime.opaque(object.reason, site, { origin: object.facts.origin }, [object])
  const member = `${path}.${name}`
  return new Opaque(`\`${member}\` is not evaluated`, { path: member, origin: member })
}

export function attributeFault(object: Value, name: string, site: Span): Raised {
  if (object instanceof Class) {
    return raised('AttributeError', `type object '${object.name}' has no attribute '${name}'`, site)
  }
  return raised('AttributeError', `'${typeNameOf(object)}' object has no attribute '${name}'`, site)
}

/** `object.name(*args)` */
export function callMethod(object: Value, name: string, args: Arguments, runtime: Runtime, site: Span): Value {
  const type = protocolOf(object)
  if (type.callMethod) {
    const result = type.callMethod(object, name, args, runtime, site)
    if (result !== undefined) return result
  }
  return runtime.call(getAttribute(object, name, runtime, site), args, site)
}

/** `callee(*positional)` */
export function callWith(callee: Value, positional: readonly Value[], runtime: Runtime, site: Span): Value {
  return runtime.call(callee, { positional, keywords: null }, site)
}

/** `object[index]` */
export function getItem(object: Value, index: Value, runtime: Runtime, site: Span): Value {
  // The common case: an item of a list by a small integer.
  if (object instanceof List && index instanceof Int && typeof index.value === 'number' && object.opaque === null) {
    const { items } = object
    const place = index.value < 0 ? index.value + items.length : index.value
    if (place >= 0 && place < items.length) return items[place]
  }
  const unknown = unknownAmong(object, index)
  if (unknown) return itemOfUnknown(object, index, unknown, runtime, site)
  const type = protocolOf(object)
  if (type.getItem) {
    const item = type.getItem(object, index, runtime, site)
    if (item instanceof Opaque) mayLackItem(object, runtime)
    return item
  }
  if (isNumber(object)) runtime.wantsSequence(object)
  throw raised('TypeError', `'${type.typeName(object)}' object is not subscriptable`, site)
}

/** `object[index]` where one of them, or an end of a slice, is unknown. */
function itemOfUnknown(object: Value, index: Value, unknown: Opaque, runtime: Runtime, site: Span): Value {
  const candidates = isUnknown(object) ? (object.facts.candidates ?? []) : heldBy(object)
  const why = runtime.opaque(unknown.reason, site, candidates.length > 0 ? { candidates } : {}, [object])
  if (isUnknown(object))
    return runtime.each(
      object,
      (v) => getItem(v, index, runtime, site),
      () => why,
      site,
    )
  if (!(object instanceof List) || !(index instanceof Slice)) return why
  const part = new List([])
  part.opaque = why
  return part
}

/** `object[index] = value` */
export function setItem(object: Value, index: Value, value: Value, runtime: Runtime, site: Span): void {
  if (object instanceof List && index instanceof Int && typeof index.value === 'number' && object.opaque === null) {
    const { items } = object
    const place = index.value < 0 ? index.value + items.length : index.value
    if (place >= 0 && place < items.length) {
      runtime.touch(object)
      items[place] = value
      return
    }
  }
  if (isUnknown(object)) return changeEach(object, (v) => setItem(v, index, value, runtime, site), runtime, site)
  const type = protocolOf(object)
  if (type.setItem) {
    if (object instanceof List) mayLackItem(object, runtime, index)
    return type.setItem(object, index, value, runtime, site)
  }
  throw raised('TypeError', `'${type.typeName(object)}' object does not support item assignment`, site)
}

/** `del object[index]` */
export function deleteItem(object: Value, index: Value, runtime: Runtime, site: Span): void {
  if (isUnknown(object)) return changeEach(object, (v) => deleteItem(v, index, runtime, site), runtime, site)
  const type = protocolOf(object)
  if (type.deleteItem) {
    mayLackItem(object, runtime, index)
    return type.deleteItem(object, index, runtime, site)
  }
  throw raised('TypeError', `'${type.typeName(object)}' object doesn't support item deletion`, site)
}

/** An operation on an item of a container that may not have it may raise. */
function mayLackItem(object: Value, runtime: Runtime, index?: Value): void {
  if (runtime.guards.length === 0) return
  const why = index instanceof Opaque ? index : object instanceof List || object instanceof Dict ? object.opaque : null
  if (why) runtime.mayRaise(why)
}

/** A change of something unknown: of each of the objects that it may be. */
function changeEach(object: Opaque, change: (v: Value) => void, runtime: Runtime, site: Span): void {
  const act = (v: Value): Value => (change(v), null)
  runtime.each(object, act, () => (runtime.forget([object], object.reason, site), null), site)
}

function unknownAmong(object: Value, index: Value): Opaque | null {
  if (isUnknown(object)) return object
  if (isUnknown(index)) return index
  if (index instanceof Slice) return [index.start, index.stop, index.step].find(isUnknown) ?? null
  return null
}

// Numbers.

/** The integer that a value stands for as an index or a count; throws UnknownInteger where nobody knows it. */
export function indexOf(v: Value, runtime: Runtime, site: Span): number {
  if (v instanceof Int) {
    const { value } = v
    if (typeof value === 'bigint' && (value >= 2n ** 63n || value < -(2n ** 63n))) {
      throw raised('OverflowError', 'Python int too large to convert to C ssize_t', site)
    }
    return Number(value)
  }
  if (typeof v === 'boolean') return v ? 1 : 0
  if (isUnknown(v)) throw new UnknownInteger(v, site)
  const index = protocolOf(v).toIndex?.(v, runtime, site) ?? null
  if (index !== null) return index
  if (v instanceof Traced) runtime.wantsInteger(v)
  throw raised('TypeError', `'${typeNameOf(v)}' object cannot be interpreted as an integer`, site)
}

// Text.

/** `repr(v)` */
export function reprOf(v: Value, runtime: Runtime): string {
  if (isUnknown(v)) return unknownTextOf(v, 'repr', runtime)
  if (v instanceof Opaque) noteUnknown(v)
  return protocolOf(v).repr(v, runtime)
}

/** What is written of something unknown; any of the objects that it may be may be asked for its text. */
function unknownTextOf(v: Opaque, how: 'str' | 'repr', runtime: Runtime): string {
  const text = how === 'str' ? strOf : reprOf
  runtime.each(
    v,
    (x) => text(x, runtime),
    () => null,
    runtime.statement,
  )
  return unknownText(v, how)
}

/** `str(v)` */
export function strOf(v: Value, runtime: Runtime): string {
  if (typeof v === 'string') return v
  if (isUnknown(v)) return unknownTextOf(v, 'str', runtime)
  if (v instanceof Opaque) noteUnknown(v)
  const type = protocolOf(v)
  return type.str ? type.str(v, runtime) : type.repr(v, runtime)
}
