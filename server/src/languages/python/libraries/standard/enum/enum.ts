// `enum`: enumerations and what they inherit from.
import { Instance, Int, Native, type Class, type Runtime, type Span, type Value } from '@gradlens/engine'
import { lenient, native, variadic } from '../../../builtins/native'
import { raised } from '../../../exceptions'
import { operate, reprOf, strOf } from '../../../operations'
import { intClass, objectClass, strClass } from '../../../types/builtinClasses'
import { instanceType } from '../../../types/instance'
import { MethodNative } from '../../../types/methods'
import { Property, StaticMethod, ClassMethod } from '../../../types/property'
import { registerType } from '../../../types/registered'
import { protocolOf } from '../../../types/registry'
import { named, type StandardModule } from '../table'
import { AutoMark } from './auto'
import { EnumClass, EnumMember, enumTypeClass, isReplaced, nameOf, reversedMembers, valueOf } from './enumClass'

type Body = (self: Instance, args: readonly Value[], runtime: Runtime, site: Span) => Value

function enumeration(name: string, bases: readonly Class[], methods: Readonly<Record<string, Body>> = {}): EnumClass {
  const cls = new EnumClass(name, bases, null, null, name, 'enum')
  for (const [method, body] of Object.entries(methods)) {
    const call = (runtime: Runtime, { positional }: { readonly positional: readonly Value[] }, site: Span) =>
      body(positional[0] as Instance, positional.slice(1), runtime, site)
    cls.attributes.set(method, new MethodNative(method, call, null, true))
  }
  return cls
}

function payloadText(self: Instance, runtime: Runtime): string {
  return strOf(self.native as Value, runtime)
}

function attribute(name: string): Property {
  const get = new Native(name, (_, { positional }) => (positional[0] as Instance).attributes.get(`_${name}_`))
  const set = new Native(
    name,
    (_, __, site) => {
      throw raised('AttributeError', `<enum 'Enum'> cannot set attribute '${name}'`, site)
    },
    null,
    true,
  )
  return new Property(get, set, null)
}

/** The classes, made when a program imports them first. */
function makeClasses(): Record<string, EnumClass> {
  const Enum = enumeration('Enum', [objectClass], {
    __repr__: (self, _, runtime) => `<${self.cls.name}.${nameOf(self)}: ${reprOf(valueOf(self), runtime)}>`,
    __str__: (self, _, runtime) =>
      isReplaced(self.cls) ? payloadText(self, runtime) : `${self.cls.name}.${nameOf(self)}`,
    __format__: (self, [spec], runtime, site) => {
      const value = isReplaced(self.cls) ? (self.native as Value) : strOf(self, runtime)
      const type = protocolOf(value)
      return spec === '' || !type.format ? strOf(value, runtime) : type.format(value, String(spec), runtime, site)
    },
    __copy__: (self) => self,
    __deepcopy__: (self) => self,
  })

  Enum.attributes.set('name', attribute('name'))
  Enum.attributes.set('value', attribute('value'))
  Enum.attributes.set('_missing_', new ClassMethod(new Native('_missing_', () => null, null, true)))
  Enum.attributes.set(
    '_generate_next_value_',
    new StaticMethod(
      lenient('_generate_next_value_(name, start, count, last_values, /)', ([, start, , last], runtime, site) => {
        const values = (last as { readonly items: readonly Value[] }).items
        const greatest = values.reduce<Value>((most, value) => {
          if (!(value instanceof Int)) return most
          return most instanceof Int && most.value >= value.value ? most : value
        }, undefined)
        if (greatest === undefined) return start as Value
        return operate('+', greatest, Int.of(1), runtime, site)
      }),
    ),
  )
  Enum.attributes.set(
    '__reversed__',
    new ClassMethod(new Native('__reversed__', (_, { positional }) => reversedMembers(positional[0] as EnumClass))),
  )

  const ReprEnum = enumeration('ReprEnum', [Enum])
  const IntEnum = enumeration('IntEnum', [intClass, ReprEnum])
  const StrEnum = enumeration('StrEnum', [strClass, ReprEnum])
  StrEnum.attributes.set(
    '_generate_next_value_',
    new StaticMethod(new Native('_generate_next_value_', (_, { positional: [name] }) => String(name).toLowerCase())),
  )

  return { Enum, ReprEnum, IntEnum, StrEnum }
}

let classes: Record<string, EnumClass> | null = null

registerType(EnumMember, () => ({ ...instanceType, display: (v) => `${v.cls.name}.${nameOf(v)}` }))

const unique = native(
  'unique(enumeration)',
  ([cls], _, site) => {
    if (!(cls instanceof EnumClass)) return cls as Value
    const aliases = [...cls.members].filter(([name, member]) => nameOf(member) !== name)
    if (aliases.length === 0) return cls
    const details = aliases.map(([name, member]) => `${name} -> ${nameOf(member)}`).join(', ')
    throw raised('ValueError', `duplicate values found in <enum '${cls.name}'>: ${details}`, site)
  },
  'enum',
)

export const enumModule: StandardModule = {
  name: 'enum',
  open: true,
  members: () => ({
    ...(classes ??= makeClasses()),
    EnumMeta: enumTypeClass,
    EnumType: enumTypeClass,
    ...named([unique, variadic('enum.auto', () => new AutoMark())]),
  }),
}
