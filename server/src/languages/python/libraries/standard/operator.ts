// `operator`: Python's operators as functions.
import { Int, Native, Opaque, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { lenient, native, variadic } from '../../builtins/native'
import { NUMERIC } from '../../builtins/numeric'
import { raised } from '../../exceptions'
import {
  callMethod,
  callWith,
  compare,
  contains,
  deleteItem,
  getAttribute,
  getItem,
  indexOf,
  inPlace,
  itemsOf,
  operate,
  setItem,
  truth,
  unary,
} from '../../operations'
import { countItem } from '../../types/sequence'
import { named, type StandardModule } from './table'

const BINARY = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  and_: '&',
  or_: '|',
  xor: '^',
  lshift: '<<',
  rshift: '>>',
} as const

const COMPARISONS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=', is_: 'is', is_not: 'is not' } as const

function binaryFunctions(): Native[] {
  return Object.entries(BINARY).flatMap(([name, op]) => [
    lenient(
      `${name}(a, b, /)`,
      ([a, b], runtime, site) => operate(op, a as Value, b as Value, runtime, site),
      'operator',
    ),
    native(
      `i${name.replace('_', '')}(a, b, /)`,
      ([a, b], runtime, site) => inPlace(op, a as Value, b as Value, runtime, site),
      'operator',
    ),
  ])
}

function magnitude(v: Value, runtime: Runtime, site: Span): Value {
  const abs = NUMERIC.find(({ name }) => name === 'abs') as Native
  return callWith(abs, [v], runtime, site)
}

function occurrences(items: Value, item: Value, runtime: Runtime, site: Span): Value {
  const all = itemsOf(items, runtime, site)
  const count = all instanceof Opaque ? all : countItem(all, item, runtime, site)
  return count instanceof Opaque ? runtime.opaque(count.reason, site) : Int.of(count)
}

/** A getter of one thing or, of several, a tuple. */
function getter(name: string, get: (object: Value, key: Value, runtime: Runtime, site: Span) => Value): Native {
  return variadic(`operator.${name}`, ({ positional: keys }, _, site) => {
    if (keys.length === 0) throw raised('TypeError', `${name} expected 1 argument, got 0`, site)
    return new Native(
      `operator.${name}`,
      (runtime, { positional }, at) => {
        const values = keys.map((key) => get(positional[0], key, runtime, at))
        return values.length === 1 ? values[0] : new Tuple(values)
      },
      null,
      true,
    )
  })
}

export const operator: StandardModule = {
  name: 'operator',
  open: true,
  members: () =>
    named([
      ...binaryFunctions(),
      ...Object.entries(COMPARISONS).map(([name, op]) =>
        native(
          `${name}(a, b, /)`,
          ([a, b], runtime, site) => compare(op, a as Value, b as Value, runtime, site),
          'operator',
        ),
      ),
      native('neg(a, /)', ([a], runtime, site) => unary('-', a as Value, runtime, site), 'operator'),
      native('pos(a, /)', ([a], runtime, site) => unary('+', a as Value, runtime, site), 'operator'),
      native('invert(a, /)', ([a], runtime, site) => unary('~', a as Value, runtime, site), 'operator'),
      native('truth(a, /)', ([a], runtime, site) => truth(a as Value, runtime, site) === true, 'operator'),
      native('index(a, /)', ([a], runtime, site) => Int.of(indexOf(a as Value, runtime, site)), 'operator'),
      native('abs(a, /)', ([a], runtime, site) => magnitude(a as Value, runtime, site), 'operator'),
      native(
        'concat(a, b, /)',
        ([a, b], runtime, site) => operate('+', a as Value, b as Value, runtime, site),
        'operator',
      ),
      native(
        'setitem(a, b, c, /)',
        ([a, b, c], runtime, site) => (setItem(a as Value, b as Value, c as Value, runtime, site), null),
        'operator',
      ),
      native(
        'delitem(a, b, /)',
        ([a, b], runtime, site) => (deleteItem(a as Value, b as Value, runtime, site), null),
        'operator',
      ),
      native(
        'countOf(a, b, /)',
        ([a, b], runtime, site) => occurrences(a as Value, b as Value, runtime, site),
        'operator',
      ),
      native('not_(a, /)', ([a], runtime, site) => truth(a as Value, runtime, site) === false, 'operator'),
      native(
        'contains(a, b, /)',
        ([a, b], runtime, site) => contains(a as Value, b as Value, runtime, site) === true,
        'operator',
      ),
      native('getitem(a, b, /)', ([a, b], runtime, site) => getItem(a as Value, b as Value, runtime, site), 'operator'),
      getter('itemgetter', getItem),
      getter('attrgetter', (object, path, runtime, site) =>
        String(path)
          .split('.')
          .reduce((value, name) => getAttribute(value, name, runtime, site), object),
      ),
      variadic(
        'operator.methodcaller',
        ({ positional: [name, ...args], keywords }) =>
          new Native(
            'operator.methodcaller',
            (runtime, { positional }, site) =>
              callMethod(positional[0], String(name), { positional: args, keywords }, runtime, site),
            null,
            true,
          ),
      ),
    ]),
}
