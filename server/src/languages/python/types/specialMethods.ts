// The special methods of built-in values, for programs that ask for them by name: `hasattr(x, '__len__')`,
// `{...}.__getitem__`, `(3).__add__`. They are the operators themselves.
import {
  Int,
  Native,
  Opaque,
  type BinaryOperator,
  type CompareOperator,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../exceptions'
import {
  compare,
  contains,
  deleteItem,
  getItem,
  iterate,
  lengthOf,
  reprOf,
  setItem,
  strOf,
  truth,
  typeNameOf,
  unary,
} from '../operations'
import { NotImplemented, type TypeProtocol } from '../protocol'
import { NotImplementedValue } from '../singletons'
import { formatValue } from '../text/formatValue'
import { textOf } from '../text/unknownText'
import { hashValue } from './hash'
import { walking } from './iterator'
import { specialMethods } from './methods'
import { protocolOf } from './registry'

interface SpecialMethod {
  /** How many arguments it takes behind the value itself. */
  readonly arguments: number
  /** Does a type have it? */
  readonly has: (type: TypeProtocol<Value>) => boolean
  readonly call: (v: Value, args: readonly Value[], runtime: Runtime, site: Span) => Value
}

function binaryMethod(op: BinaryOperator, reflected: boolean): SpecialMethod {
  return {
    arguments: 1,
    has: (type) => type.binary !== undefined,
    call: (v, [other], runtime, site) => {
      const result = protocolOf(v).binary?.(op, v, other, reflected, runtime, site)
      return result === undefined || result === NotImplemented ? NotImplementedValue : result
    },
  }
}

function compareMethod(op: CompareOperator): SpecialMethod {
  return {
    arguments: 1,
    has: () => true,
    call: (v, [other], runtime, site) => {
      if ((op === '==' || op === '!=') && typeNameOf(v) === typeNameOf(other))
        return compare(op, v, other, runtime, site)
      const result = protocolOf(v).compare?.(op, v, other, false, runtime, site)
      return result === undefined || result === NotImplemented ? NotImplementedValue : result
    },
  }
}

/** The operators of numbers and those of sequences and sets, by the types that have them. */
const NUMBERS = ['int', 'float', 'bool']
const ARITHMETIC: readonly (readonly [name: string, op: BinaryOperator, types: readonly string[]])[] = [
  ['add', '+', [...NUMBERS, 'str', 'list', 'tuple']],
  ['sub', '-', [...NUMBERS, 'set', 'frozenset']],
  ['mul', '*', [...NUMBERS, 'str', 'list', 'tuple']],
  ['truediv', '/', NUMBERS],
  ['floordiv', '//', NUMBERS],
  ['mod', '%', [...NUMBERS, 'str']],
  ['pow', '**', NUMBERS],
  ['and', '&', ['int', 'bool', 'set', 'frozenset']],
  ['or', '|', ['int', 'bool', 'set', 'frozenset', 'dict']],
  ['xor', '^', ['int', 'bool', 'set', 'frozenset']],
  ['lshift', '<<', ['int', 'bool']],
  ['rshift', '>>', ['int', 'bool']],
]

function unaryMethod(op: '-' | '+' | '~', types: readonly string[]): SpecialMethod {
  return { arguments: 0, has: named(types), call: (v, _, runtime, site) => unary(op, v, runtime, site) }
}

function named(types: readonly string[]) {
  return (type: TypeProtocol<Value>) => types.includes((type as { cls?: { name: string } }).cls?.name ?? '')
}

const TABLE: ReadonlyMap<string, SpecialMethod> = new Map<string, SpecialMethod>([
  ...ARITHMETIC.flatMap(([name, op, types]) => {
    const plain = { ...binaryMethod(op, false), has: named(types) }
    const reflectable = types.filter(
      (type) => !(['add', 'mul'].includes(name) && !NUMBERS.includes(type) && name === 'add'),
    )
    const reflected = { ...binaryMethod(op, true), has: named(reflectable) }
    return [[`__${name}__`, plain] as const, [`__r${name}__`, reflected] as const]
  }),
  ...(['eq ==', 'ne !=', 'lt <', 'le <=', 'gt >', 'ge >='] as const).map((pair) => {
    const [name, op] = pair.split(' ')
    return [`__${name}__`, compareMethod(op as CompareOperator)] as const
  }),
  ['__neg__', unaryMethod('-', NUMBERS)],
  ['__pos__', unaryMethod('+', NUMBERS)],
  ['__invert__', unaryMethod('~', ['int', 'bool'])],
  ['__abs__', { arguments: 0, has: named(NUMBERS), call: absolute }],
  ['__bool__', { arguments: 0, has: named(NUMBERS), call: truthOf }],
  ['__float__', { arguments: 0, has: named(NUMBERS), call: (v, _, r, s) => protocolOf(v).toFloat?.(v, r, s) ?? 0 }],
  ['__len__', { arguments: 0, has: (type) => type.length !== undefined, call: lengthValue }],
  ['__iter__', { arguments: 0, has: (type) => type.iterate !== undefined, call: iteratorValue }],
  [
    '__getitem__',
    { arguments: 1, has: (type) => type.getItem !== undefined, call: (v, [i], r, s) => getItem(v, i, r, s) },
  ],
  [
    '__setitem__',
    {
      arguments: 2,
      has: (type) => type.setItem !== undefined,
      call: (v, [i, x], r, s) => (setItem(v, i, x, r, s), null),
    },
  ],
  [
    '__delitem__',
    {
      arguments: 1,
      has: (type) => type.deleteItem !== undefined,
      call: (v, [i], r, s) => (deleteItem(v, i, r, s), null),
    },
  ],
  [
    '__contains__',
    {
      arguments: 1,
      has: (type) => (type.contains ?? type.iterate) !== undefined,
      call: (v, [x], r, s) => contains(v, x, r, s),
    },
  ],
  ['__repr__', { arguments: 0, has: () => true, call: (v, _, r, s) => textOf(() => reprOf(v, r), r, s) }],
  ['__str__', { arguments: 0, has: () => true, call: (v, _, r, s) => textOf(() => strOf(v, r), r, s) }],
  ['__format__', { arguments: 1, has: () => true, call: formatted }],
  ['__hash__', { arguments: 0, has: () => true, call: (v, _, r, s) => hashValue(v, r, s) }],
])

function absolute(v: Value, _: readonly Value[], runtime: Runtime, site: Span): Value {
  const negative = truth(compare('<', v, Int.of(0), runtime, site), runtime, site)
  return unary(negative === true ? '-' : '+', v, runtime, site)
}

function truthOf(v: Value, _: readonly Value[], runtime: Runtime, site: Span): Value {
  return truth(v, runtime, site)
}

function lengthValue(v: Value, _: readonly Value[], runtime: Runtime, site: Span): Value {
  const length = lengthOf(v, runtime, site)
  return length instanceof Opaque ? runtime.opaque(length.reason, site) : Int.of(length)
}

function iteratorValue(v: Value, _: readonly Value[], runtime: Runtime, site: Span): Value {
  return walking(iterate(v, runtime, site), `${typeNameOf(v)}_iterator`)
}

function formatted(v: Value, [spec]: readonly Value[], runtime: Runtime, site: Span): Value {
  const text = String(spec)
  return textOf(() => formatValue(v, null, text, runtime, site), runtime, site)
}

/** A special method of a built-in value, bound to it; undefined where its type has none of that name. */
function specialMethod(v: Value, name: string): Native | undefined {
  const method = TABLE.get(name)
  if (!method?.has(protocolOf(v))) return undefined
  return new Native(
    name,
    (runtime, { positional, keywords }, site) => {
      if (keywords !== null || positional.length !== method.arguments) {
        const message = `expected ${method.arguments} argument${method.arguments === 1 ? '' : 's'}, got ${positional.length}`
        throw raised('TypeError', message, site)
      }
      const unknown = positional.find((item): item is Opaque => item instanceof Opaque)
      return unknown ? runtime.opaque(unknown.reason, site, {}, [v]) : method.call(v, positional, runtime, site)
    },
    null,
    true,
  )
}

specialMethods.find = specialMethod
