// `collections.abc`: kinds of collections. What the values of the language and its library are is known; what a class of the
// program is, its methods tell.
import { Class, Closure, Dict, Instance, List, Native, NativeObject, Tensor, Tuple, type Value } from '@gradlens/engine'
import { isKnownCallable } from '../../builtins/attributes'
import { AbstractClass } from '../../types/abstractClass'
import { objectClass } from '../../types/builtinClasses'
import { isByteString } from '../../types/bytes'
import { lookUp, unknownBaseOf } from '../../types/class'
import { payloadOf } from '../../types/instance'
import { protocolOf } from '../../types/registry'
import { FrozenSet, PythonSet } from '../../types/set'
import type { StandardModule } from './table'

/** Types that are sequences, sets and so on; each name that `type(v).__name__` gives. */
const SEQUENCES = new Set(['list', 'tuple', 'str', 'range', 'bytes', 'bytearray', 'deque'])
const CHANGING_SEQUENCES = new Set(['list', 'bytearray', 'deque'])
const SET_VIEWS = new Set(['dict_keys', 'dict_items'])
const VIEWS = new Set(['dict_keys', 'dict_items', 'dict_values'])

/** The type of a value, or of the value of the language that an instance is built on. */
function typeName(v: Value): string {
  if (v instanceof Instance && v.cls.name === 'deque') return 'deque'
  const plain = v instanceof Instance ? payloadOf(v) : v
  return plain === undefined ? '' : protocolOf(plain).typeName(plain)
}

function isSet(v: Value): boolean {
  const plain = v instanceof Instance ? payloadOf(v) : v
  return plain instanceof PythonSet || plain instanceof FrozenSet || SET_VIEWS.has(typeName(v))
}

/** Does a value have methods of these names: those of its class, or what its type can do? */
function having(names: readonly string[], can: (v: Value) => boolean): (v: Value) => boolean {
  return (v) => {
    if (v instanceof Instance && names.every((name) => definedIn(v.cls, name))) return true
    const plain = v instanceof Instance ? payloadOf(v) : v
    return plain !== undefined && can(plain)
  }
}

function definedIn(cls: Class, name: string): boolean {
  const found = lookUp(cls, name)
  return found !== undefined && found !== null
}

const canIterate = (v: Value) => protocolOf(v).iterate !== undefined || protocolOf(v).next !== undefined
const hasLength = (v: Value) => protocolOf(v).length !== undefined
const isIterable = having(['__iter__'], canIterate)
const isSized = having(['__len__'], hasLength)
const isContainer = having(
  ['__contains__'],
  (v) =>
    protocolOf(v).contains !== undefined || (hasLength(v) && !VIEWS.has(typeName(v))) || SET_VIEWS.has(typeName(v)),
)

const KINDS: Readonly<Record<string, (v: Value) => boolean>> = {
  Iterable: isIterable,
  Iterator: having(['__iter__', '__next__'], (v) => protocolOf(v).next !== undefined),
  Generator: (v) => typeName(v) === 'generator',
  Sized: isSized,
  Container: isContainer,
  Collection: (v) => isSized(v) && isIterable(v) && isContainer(v),
  Sequence: (v) => SEQUENCES.has(typeName(v)),
  MutableSequence: (v) => CHANGING_SEQUENCES.has(typeName(v)),
  Mapping: (v) => typeName(v) === 'dict' || typeName(v) === 'mappingproxy',
  MutableMapping: (v) => typeName(v) === 'dict',
  Set: isSet,
  MutableSet: (v) => isSet(v) && typeName(v) === 'set',
  Callable: (v) => (v instanceof Instance ? definedIn(v.cls, '__call__') : isKnownCallable(v)),
}

/** Kinds that give the classes that inherit from them further methods: those classes are not known. */
const MIXING = new Set([
  'Iterator',
  'Generator',
  'Sequence',
  'MutableSequence',
  'Mapping',
  'MutableMapping',
  'Set',
  'MutableSet',
])

/** Values whose type says all: those of the language, of its library, and instances of known classes. */
function isJudged(v: Value): boolean {
  if (v instanceof Instance) return unknownBaseOf(v.cls) === null
  if (v instanceof Tensor) return false
  const ours = v instanceof List || v instanceof Tuple || v instanceof Dict || isByteString(v)
  if (ours || v instanceof Class || v instanceof Closure || v instanceof Native) return true
  return (
    !(v instanceof NativeObject) ||
    !protocolOf(v)
      .typeName(v as never)
      .startsWith('numpy.')
  )
}

const made = new Map<string, AbstractClass>()

/** The abstract class of that name; undefined where there is none. */
export function abstractCollection(name: string): AbstractClass | undefined {
  if (!Object.hasOwn(KINDS, name)) return undefined
  let cls = made.get(name)
  if (!cls) {
    const includes = (v: Value) => (isJudged(v) ? KINDS[name](v) : null)
    made.set(name, (cls = new AbstractClass(name, [objectClass], 'collections.abc', includes, MIXING.has(name))))
  }
  return cls
}

export const collectionsAbc: StandardModule = {
  name: 'collections.abc',
  open: true,
  members: () =>
    Object.fromEntries(Object.keys(KINDS).map((name) => [name, abstractCollection(name) as AbstractClass])),
}
