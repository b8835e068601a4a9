// What only says something about types: `typing`, `abc`, `__future__`, `types`. It changes nothing of what a program computes.
import { Class, Closure, Native, type Runtime, type Value } from '@gradlens/engine'
import { lenient, variadic } from '../../builtins/native'
import { objectClass } from '../../types/builtinClasses'
import { abstractCollection } from './collectionsAbc'
import type { StandardModule } from './table'

const NAMES = [
  'Any',
  'AnyStr',
  'AbstractSet',
  'Annotated',
  'Awaitable',
  'Callable',
  'ClassVar',
  'Collection',
  'Container',
  'Coroutine',
  'Counter',
  'DefaultDict',
  'Deque',
  'Dict',
  'Final',
  'FrozenSet',
  'Generator',
  'Generic',
  'Hashable',
  'IO',
  'Iterable',
  'Iterator',
  'List',
  'Literal',
  'Mapping',
  'MutableMapping',
  'MutableSequence',
  'NoReturn',
  'Optional',
  'OrderedDict',
  'ParamSpec',
  'Protocol',
  'Self',
  'Sequence',
  'Set',
  'Sized',
  'SupportsFloat',
  'SupportsInt',
  'Text',
  'Tuple',
  'Type',
  'TypeAlias',
  'TypedDict',
  'Union',
  'Concatenate',
  'NewType',
  'TypeVar',
  'TypeVarTuple',
  'Unpack',
  'SupportsAbs',
  'SupportsIndex',
  'SupportsRound',
  'Reversible',
  'KeysView',
  'ItemsView',
  'ValuesView',
]

function placeholder(name: string): Class {
  return new Class(name, [objectClass], null)
}

/** The names of types; those of `collections.abc` stand for its own. */
function makePlaceholders(): Record<string, Class> {
  const known: Readonly<Record<string, string>> = { AbstractSet: 'Set' }
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      (name === 'Set' ? undefined : abstractCollection(known[name] ?? name)) ?? placeholder(name),
    ]),
  )
}

let placeholders: Record<string, Class> | null = null

/** A decorator that leaves its function as it is. */
function transparent(name: string): Native {
  return lenient(`${name}(func, /)`, ([callee]) => callee as Value, 'typing')
}

/** A call that makes a name for a type. */
function maker(name: string): Native {
  return variadic(`typing.${name}`, ({ positional }) => placeholder(String(positional[0])))
}

export const typing: StandardModule = {
  name: 'typing',
  open: true,
  members: () => ({
    ...(placeholders ??= makePlaceholders()),
    TypeVar: maker('TypeVar'),
    TypeVarTuple: maker('TypeVarTuple'),
    ParamSpec: maker('ParamSpec'),
    NewType: lenient('NewType(name, tp)', ([, type]) => type as Value, 'typing'),
    TYPE_CHECKING: false,
    cast: lenient('cast(typ, val)', ([, value]) => value as Value, 'typing'),
    overload: transparent('overload'),
    final: transparent('final'),
    no_type_check: transparent('no_type_check'),
    runtime_checkable: transparent('runtime_checkable'),
  }),
}

function markAbstract(callee: Value, runtime: Runtime): Value {
  if (callee instanceof Closure) {
    runtime.touch(callee)
    callee.attributes ??= new Map()
    callee.attributes.set('__isabstractmethod__', true)
  }
  return callee
}

const abstractmethod = lenient(
  'abstractmethod(funcobj)',
  ([callee], runtime) => markAbstract(callee as Value, runtime),
  'abc',
)
const ABC = placeholder('ABC')
const ABCMeta = placeholder('ABCMeta')

export const abc: StandardModule = {
  name: 'abc',
  open: true,
  members: () => ({ ABC, ABCMeta, abstractmethod }),
}

const FUTURES = [
  'absolute_import',
  'annotations',
  'division',
  'generators',
  'nested_scopes',
  'print_function',
  'unicode_literals',
  'with_statement',
]

export const future: StandardModule = {
  name: '__future__',
  members: () => Object.fromEntries(FUTURES.map((name) => [name, true])),
}
