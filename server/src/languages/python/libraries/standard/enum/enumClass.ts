// Classes of enumerations: how a `class` statement makes one with its members, and what the class itself can do (members by
// value and by name, iteration, `in`).
import {
  Class,
  Closure,
  DONE,
  Dict,
  Instance,
  Int,
  List,
  NativeObject,
  Opaque,
  Tuple,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from '../../../exceptions'
import { callWith, equal, isUnknown, operate, reprOf, typeNameOf } from '../../../operations'
import type { TypeProtocol } from '../../../protocol'
import { typeClass } from '../../../types/builtinClasses'
import { buildClass, builtinBaseOf, classType, construct, lookUp, ownAttribute } from '../../../types/class'
import { keyFault, putEntry } from '../../../types/dict'
import { itemsIterator } from '../../../types/iterator'
import { bindAttribute, ClassMethod, Property, StaticMethod } from '../../../types/property'
import { DerivingClass, ProgramClass, type ClassParts } from '../../../types/programClass'
import { registerType } from '../../../types/registered'
import { AutoMark } from './auto'
import { mappingProxy } from '../mappingProxy'
import { functionalMembers } from './functional'

/** `type(Color)` */
export const enumTypeClass = new ProgramClass('EnumType', [typeClass], null, null, 'EnumType', 'enum')

/** A member of an enumeration. Its name and value are its attributes `_name_` and `_value_`. */
export class EnumMember extends Instance {}

/** A class of an enumeration, or one that enumerations inherit from. */
export class EnumClass extends DerivingClass {
  /** Members by all their names, aliases among them, in order of definition. */
  readonly members = new Map<string, EnumMember>()

  override derive(parts: ClassParts, runtime: Runtime, site: Span): Value {
    return makeEnumeration(parts, runtime, site)
  }

  /** The members without aliases. */
  get distinct(): EnumMember[] {
    return [...new Set(this.members.values())]
  }
}

export function valueOf(member: Instance): Value {
  return member.attributes.get('_value_')
}

export function nameOf(member: Instance): string {
  return String(member.attributes.get('_name_'))
}

/** Is that attribute of the class's body no member? */
function isNoMember(name: string, value: Value, className: string): boolean {
  if (/^__.*__$/.test(name) || /^_[^_].*_$/.test(name)) return true
  if (name.startsWith(`_${className.replace(/^_+/, '')}__`)) return true
  if (value instanceof Closure || value instanceof Property || value instanceof ClassMethod) return true
  if (value instanceof StaticMethod || (value instanceof NativeObject && value.typeName === 'functools.partial')) {
    return true
  }
  return value instanceof Instance && lookUp(value.cls, '__get__') !== undefined
}

/** Makes the class of an enumeration from its body. */
function makeEnumeration(parts: ClassParts, runtime: Runtime, site: Span): Value {
  const { bases, attributes, name } = parts
  const enumerations = bases.positional.filter((base) => base instanceof EnumClass)
  for (const base of enumerations) {
    if (base.members.size > 0) {
      throw raised('TypeError', `<enum '${name}'> cannot extend <enum '${base.name}'>`, site)
    }
  }
  const fields = [...attributes].filter(([key, value]) => !isNoMember(key, value, name))
  const unknown = [...bases.positional, ...fields.map(([, value]) => value)].find(isUnknown)
  if (unknown) return new Opaque(unknown.reason, { origin: unknown.facts.origin })
  const nested = fields.find(([, value]) => value instanceof Class)
  if (nested) return new Opaque(`a class inside of the enumeration \`${name}\` is not evaluated`)
  const rest = new Map([...attributes].filter(([key, value]) => isNoMember(key, value, name)))
  const { qualifiedName, moduleName, code } = parts
  const cls = buildClass(name, qualifiedName, moduleName, code, bases, rest, runtime, site, EnumClass)
  if (!(cls instanceof EnumClass)) return cls
  addMembers(cls, fields, runtime, site)
  return cls
}

/** Adds the members of a new class. */
export function addMembers(
  cls: EnumClass,
  fields: readonly (readonly [string, Value])[],
  runtime: Runtime,
  site: Span,
): void {
  const values: Value[] = []
  for (const [name, given] of fields) {
    const value = resolved(given, () => nextValue(cls, name, values, runtime, site), runtime, site)
    values.push(value)
    const member = makeMember(cls, name, value, runtime, site)
    const twin = cls.distinct.find((other) => equal(valueOf(other), valueOf(member), runtime, site) === true)
    cls.members.set(name, twin ?? member)
    cls.attributes.set(name, twin ?? member)
  }
}

/** A value with `auto()` in it replaced. */
function resolved(value: Value, next: () => Value, runtime: Runtime, site: Span): Value {
  if (value instanceof AutoMark) return value.resolve(next, runtime, site)
  if (value instanceof Tuple && value.items.some((item) => item instanceof AutoMark)) {
    return new Tuple(value.items.map((item) => resolved(item, next, runtime, site)))
  }
  return value
}

/** What `auto()` stands for. */
function nextValue(cls: EnumClass, name: string, before: readonly Value[], runtime: Runtime, site: Span): Value {
  const generate = lookUp(cls, '_generate_next_value_')
  const callee = generate instanceof StaticMethod ? generate.callee : (generate as Value)
  const args = [name, Int.of(1), Int.of(before.length), new List([...before])]
  return callWith(callee, args, runtime, site)
}

function makeMember(cls: EnumClass, name: string, value: Value, runtime: Runtime, site: Span): EnumMember {
  const args: Arguments = { positional: value instanceof Tuple ? value.items : [value], keywords: null }
  const base = builtinBaseOf(cls)
  const make = lookUp(cls, '__new__')
  const own = make instanceof Closure || make instanceof StaticMethod ? make : null
  const made = own
    ? runtime.call(
        bindAttribute(own, undefined, cls, runtime, site),
        { ...args, positional: [cls, ...args.positional] },
        site,
      )
    : null
  const native = made instanceof Instance ? made.native : base && !own ? construct(base, args, runtime, site) : null
  const member = new EnumMember(cls, native)
  if (made instanceof Instance) for (const [key, part] of made.attributes) member.attributes.set(key, part)
  if (!member.attributes.has('_value_')) {
    const payload = base ? (native as Value) : value
    member.attributes.set('_value_', payload)
  }
  member.attributes.set('_name_', name)
  const init = lookUp(cls, '__init__')
  if (init instanceof Closure) {
    runtime.call(init, { ...args, positional: [member, ...args.positional] }, site)
  }
  return member
}

// What the class can do.

/** `Color(value)` */
function memberByValue(cls: EnumClass, value: Value, runtime: Runtime, site: Span): Value {
  if (isUnknown(value)) return runtime.opaque(value.reason, site)
  if (value instanceof EnumMember && value.cls === cls) return value
  for (const member of cls.distinct) {
    const same = equal(valueOf(member), value, runtime, site)
    if (same instanceof Opaque) return runtime.opaque(same.reason, site)
    if (same) return member
  }
  const missing = lookUp(cls, '_missing_')
  const made = callWith(bindAttribute(missing, undefined, cls, runtime, site), [value], runtime, site)
  if (made instanceof EnumMember && made.cls === cls) return made
  if (isUnknown(made)) return made
  if (made === null) throw raised('ValueError', `${reprOf(value, runtime)} is not a valid ${cls.qualifiedName}`, site)
  const message = `error in ${cls.name}._missing_: returned ${reprOf(made, runtime)} instead of None or a valid member`
  throw raised('TypeError', message, site)
}

const enumClassType = (): TypeProtocol<EnumClass> & { readonly cls: Class } => ({
  ...classType,
  cls: enumTypeClass,
  typeName: () => 'EnumType',
  getAttribute(v, name, runtime, site) {
    if (name === '__class__') return enumTypeClass
    if (name === '__members__') {
      const dict = new Dict('dict')
      for (const [key, member] of v.members) putEntry(dict, key, member, runtime, site)
      return mappingProxy(dict)
    }
    const found = lookUp(v, name)
    if (found instanceof Property && ownAttribute(v, name) === undefined && (name === 'name' || name === 'value')) {
      throw raised('AttributeError', name, site)
    }
    const value = classType.getAttribute?.(v, name, runtime, site)
    if (value === undefined) throw raised('AttributeError', name, site)
    return value
  },
  setAttribute(v, name, value, runtime, site) {
    if (v.members.has(name)) throw raised('AttributeError', `cannot reassign member '${name}'`, site)
    classType.setAttribute?.(v, name, value, runtime, site)
  },
  deleteAttribute(v, name, runtime, site) {
    if (v.members.has(name)) throw raised('AttributeError', `'${v.name}' cannot delete member '${name}'.`, site)
    classType.deleteAttribute?.(v, name, runtime, site)
  },
  getItem(v, name, runtime, site) {
    const member = typeof name === 'string' ? v.members.get(name) : undefined
    if (member) return member
    throw keyFault(name, runtime, site)
  },
  contains(v, item, _, site) {
    if (isUnknown(item)) return item
    if (!(item instanceof EnumMember)) {
      const message = `unsupported operand type(s) for 'in': '${typeNameOf(item)}' and 'EnumType'`
      throw raised('TypeError', message, site)
    }
    return item.cls === v && v.distinct.includes(item)
  },
  iterate(v) {
    const members = v.distinct
    let place = 0
    return { next: () => (place < members.length ? members[place++] : DONE) }
  },
  length: (v) => v.distinct.length,
  truthy: () => true,
  call(v, args, runtime, site) {
    const { positional, keywords } = args
    if (positional.length === 0 && !keywords?.has('value')) {
      throw raised('TypeError', "EnumType.__call__() missing 1 required positional argument: 'value'", site)
    }
    if (v.members.size > 0 || positional.length < 2) {
      return memberByValue(v, positional[0] ?? keywords?.get('value'), runtime, site)
    }
    return functionalEnumeration(v, args, runtime, site)
  },
  repr: (v) => `<enum '${v.name}'>`,
  display: (v) => `<enum '${v.name}'>`,
})

registerType(EnumClass, enumClassType)

/** `Enum('Color', 'RED GREEN')` */
function functionalEnumeration(base: EnumClass, args: Arguments, runtime: Runtime, site: Span): Value {
  const [name, names] = args.positional
  if (typeof name !== 'string') return runtime.opaque('an enumeration of an unknown name is not evaluated', site)
  const start = args.keywords?.get('start') ?? Int.of(1)
  const fields = functionalMembers(names, (i) => operate('+', start, Int.of(i), runtime, site), runtime, site)
  if (fields instanceof Opaque) return fields
  const bases = { positional: [base], keywords: null }
  const parts = { name, qualifiedName: name, moduleName: '__main__', code: null, bases, attributes: new Map() }
  const made = makeEnumeration(parts, runtime, site)
  if (made instanceof EnumClass) addMembers(made, fields, runtime, site)
  return made
}

/** `reversed(Color)` */
export function reversedMembers(cls: EnumClass): Value {
  return itemsIterator('reversed', cls.distinct.reverse())
}

/** Is an instance of such a class written as its value is: IntEnum, StrEnum? */
export function isReplaced(cls: Class): boolean {
  return cls.bases.some((base) => base.name === 'ReprEnum' || isReplaced(base))
}
