// `dataclasses`: classes whose `__init__`, `__repr__` and comparisons come from their annotated fields.
import {
  Class,
  Dict,
  Instance,
  List,
  Native,
  Tuple,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { bindArguments } from '../../bindArguments'
import { lenient, variadic } from '../../builtins/native'
import { libraryException, raised } from '../../exceptions'
import { callWith, getAttribute, reprOf, truth } from '../../operations'
import { NotImplemented } from '../../protocol'
import { NotImplementedValue } from '../../singletons'
import { lookUp, mroOf, ownAttribute, ProgramClass } from '../../types/class'
import { dictOf, putEntry } from '../../types/dict'
import { hashValue } from '../../types/hash'
import { MethodNative } from '../../types/methods'
import { compareSequences, guarded } from '../../types/sequence'
import { positionalParameters } from './parameters'
import { named, type StandardModule } from './table'

const frozenError = libraryException('FrozenInstanceError', 'AttributeError')

/** What `field(…)` says of a field. */
interface Options {
  readonly fallback: Value | undefined
  readonly factory: Value | undefined
  readonly inInit: boolean
  readonly inRepr: boolean
  readonly inCompare: boolean
  readonly keywordOnly: boolean
}

interface Field extends Options {
  readonly name: string
}

const PLAIN: Options = {
  fallback: undefined,
  factory: undefined,
  inInit: true,
  inRepr: true,
  inCompare: true,
  keywordOnly: false,
}

/** The value that stands for `field(…)` until the class is decorated. */
class FieldMark extends Instance {
  constructor(readonly options: Options) {
    super(fieldClass)
  }
}
const fieldClass = new Class('Field', [], null)

const field = lenient(
  'field(*, default=, default_factory=, init=, repr=, hash=, compare=, metadata=, kw_only=)',
  ([fallback, factory, init, repr, , compare, , keywordOnly]) =>
    new FieldMark({
      fallback,
      factory,
      inInit: init !== false,
      inRepr: repr !== false,
      inCompare: compare !== false,
      keywordOnly: keywordOnly === true,
    }),
  'dataclasses',
)

const fieldsByClass = new WeakMap<Class, readonly Field[]>()

/** The fields of a class, its bases' first; null where it is no dataclass. */
function fieldsOf(cls: Class): readonly Field[] | null {
  for (const base of mroOf(cls)) {
    const fields = fieldsByClass.get(base)
    if (fields) return fields
  }
  return null
}

function collectFields(cls: ProgramClass, keywordOnly: boolean): readonly Field[] {
  const fields = new Map<string, Field>()
  for (const base of [...mroOf(cls)].reverse()) {
    for (const inherited of fieldsByClass.get(base) ?? []) fields.set(inherited.name, inherited)
  }
  const annotations = cls.attributes.get('__annotations__')
  let rest = keywordOnly
  for (const { key, value: annotation } of (annotations && dictOf(annotations)?.entries.values()) || []) {
    const name = String(key)
    if (/^(?:typing\.)?ClassVar\b/.test(String(annotation))) continue
    if (/^(?:dataclasses\.)?KW_ONLY$/.test(String(annotation))) {
      rest = true
      continue
    }
    const own = ownAttribute(cls, name)
    const options = own instanceof FieldMark ? own.options : { ...PLAIN, fallback: own }
    fields.set(name, { name, ...options, keywordOnly: rest || options.keywordOnly })
  }
  return [...fields.values()]
}

function method(
  cls: ProgramClass,
  name: string,
  body: (self: Instance, args: Arguments, runtime: Runtime, site: Span) => Value,
): void {
  if (ownAttribute(cls, name) !== undefined) return
  const call = (runtime: Runtime, { positional, keywords }: Arguments, site: Span) =>
    body(positional[0] as Instance, { positional: positional.slice(1), keywords }, runtime, site)
  cls.attributes.set(name, new MethodNative(name, call, null, true))
}

function addInit(cls: ProgramClass, fields: readonly Field[], frozen: boolean): void {
  const taken = [
    ...fields.filter((f) => f.inInit && !f.keywordOnly),
    ...fields.filter((f) => f.inInit && f.keywordOnly),
  ]
  const required = (f: Field) => f.fallback === undefined && f.factory === undefined
  const parameters = [
    ...positionalParameters(['self'], 1),
    ...taken.map((f, i) => ({
      ...positionalParameters([f.name], required(f) ? 1 : 0)[0],
      slot: i + 1,
      kind: f.keywordOnly ? ('keywordOnly' as const) : ('positional' as const),
    })),
  ]
  const ABSENT = new Instance(fieldClass)
  const callee = {
    code: { qualifiedName: `${cls.qualifiedName}.__init__`, parameters },
    defaults: [undefined, ...taken.map((f) => (required(f) ? undefined : ABSENT))],
  }
  method(cls, '__init__', (self, args, runtime, site) => {
    const slots: Value[] = []
    bindArguments(callee, { positional: [self, ...args.positional], keywords: args.keywords }, slots, site)
    runtime.touch(self)
    for (const f of fields) {
      const place = taken.indexOf(f)
      const given = place < 0 ? ABSENT : slots[place + 1]
      if (given !== ABSENT) self.attributes.set(f.name, given)
      else if (f.factory !== undefined) self.attributes.set(f.name, callWith(f.factory, [], runtime, site))
      else if (f.fallback !== undefined) self.attributes.set(f.name, f.fallback)
    }
    const after = lookUp(cls, '__post_init__')
    if (after !== undefined) callWith(after, [self], runtime, site)
    return null
  })
  if (!frozen) return
  for (const name of ['__setattr__', '__delattr__']) {
    method(cls, name, (_, { positional }, __, site) => {
      const verb = name === '__setattr__' ? 'assign to' : 'delete'
      throw raised(frozenError, `cannot ${verb} field '${String(positional[0])}'`, site)
    })
  }
}

function valuesOf(self: Instance, fields: readonly Field[], runtime: Runtime, site: Span): Value[] {
  return fields.filter((f) => f.inCompare).map((f) => getAttribute(self, f.name, runtime, site))
}

function addComparisons(cls: ProgramClass, fields: readonly Field[], ordered: boolean): void {
  method(cls, '__eq__', (self, { positional: [other] }, runtime, site) => {
    if (!(other instanceof Instance) || other.cls !== self.cls) return NotImplementedValue
    return compared('==', self, other, fields, runtime, site)
  })
  if (!ordered) return
  for (const [name, op] of [
    ['__lt__', '<'],
    ['__le__', '<='],
    ['__gt__', '>'],
    ['__ge__', '>='],
  ] as const) {
    method(cls, name, (self, { positional: [other] }, runtime, site) => {
      if (!(other instanceof Instance) || other.cls !== self.cls) return NotImplementedValue
      return compared(op, self, other, fields, runtime, site)
    })
  }
}

function compared(
  op: '==' | '<' | '<=' | '>' | '>=',
  a: Instance,
  b: Instance,
  fields: readonly Field[],
  runtime: Runtime,
  site: Span,
): Value {
  const result = compareSequences(
    op,
    valuesOf(a, fields, runtime, site),
    valuesOf(b, fields, runtime, site),
    runtime,
    site,
  )
  return result === NotImplemented ? NotImplementedValue : result
}

function decorate(cls: Value, options: ReadonlyMap<string, Value>, runtime: Runtime, site: Span): Value {
  if (!(cls instanceof ProgramClass)) return cls
  const on = (name: string, fallback: boolean) => {
    const value = options.get(name)
    return value === undefined ? fallback : truth(value, runtime, site) === true
  }
  runtime.touch(cls)
  const fields = collectFields(cls, on('kw_only', false))
  fieldsByClass.set(cls, fields)
  checkOrder(fields, site)
  for (const f of fields) {
    const own = cls.attributes.get(f.name)
    if (own instanceof List || own instanceof Dict) {
      const type = own instanceof List ? 'list' : own.kind
      throw raised(
        'ValueError',
        `mutable default <class '${type}'> for field ${f.name} is not allowed: use default_factory`,
        site,
      )
    }
    if (own instanceof FieldMark) {
      if (f.fallback === undefined) cls.attributes.delete(f.name)
      else cls.attributes.set(f.name, f.fallback)
    }
  }
  if (on('match_args', true) && !cls.attributes.has('__match_args__')) {
    const names = fields.filter((f) => f.inInit && !f.keywordOnly).map((f) => f.name)
    cls.attributes.set('__match_args__', new Tuple(names))
  }
  const frozen = on('frozen', false)
  if (on('init', true)) addInit(cls, fields, frozen)
  if (on('repr', true)) {
    method(cls, '__repr__', (self, _, run, at) => {
      const shown = fields.filter((f) => f.inRepr)
      const text = () => shown.map((f) => `${f.name}=${reprOf(getAttribute(self, f.name, run, at), run)}`).join(', ')
      return guarded(self, '...', () => `${qualifiedName(self.cls)}(${text()})`)
    })
  }
  if (on('eq', true)) addComparisons(cls, fields, on('order', false))
  const ownHash = cls.attributes.get('__hash__')
  if (on('unsafe_hash', false) || (frozen && on('eq', true) && ownHash === undefined)) {
    method(cls, '__hash__', (self, _, run, at) => hashValue(new Tuple(valuesOf(self, fields, run, at)), run, at))
  }
  return cls
}

function qualifiedName(cls: Class): string {
  return cls instanceof ProgramClass ? cls.qualifiedName : cls.name
}

function checkOrder(fields: readonly Field[], site: Span): void {
  let before: string | null = null
  for (const f of fields) {
    if (!f.inInit || f.keywordOnly) continue
    if (f.fallback !== undefined || f.factory !== undefined) before = f.name
    else if (before !== null) {
      throw raised('TypeError', `non-default argument '${f.name}' follows default argument`, site)
    }
  }
}

const dataclass = variadic('dataclasses.dataclass', ({ positional, keywords }, runtime, site) => {
  const options = keywords ?? new Map<string, Value>()
  if (positional.length > 0 && positional[0] !== null) return decorate(positional[0], options, runtime, site)
  return new Native(
    'dataclasses.dataclass',
    (run, args, at) => decorate(args.positional[0], options, run, at),
    null,
    true,
  )
})

/** Dataclasses, lists, tuples and dicts, down to the bottom. */
function convert(
  v: Value,
  build: (entries: readonly (readonly [string, Value])[], runtime: Runtime, site: Span) => Value,
  runtime: Runtime,
  site: Span,
): Value {
  const inner = (item: Value) => convert(item, build, runtime, site)
  if (v instanceof Instance) {
    const fields = fieldsOf(v.cls)
    if (fields)
      return build(
        fields.map((f) => [f.name, inner(v.attributes.get(f.name) ?? null)] as const),
        runtime,
        site,
      )
  }
  if (v instanceof List) return new List(v.items.map(inner))
  if (v instanceof Tuple) return new Tuple(v.items.map(inner))
  if (v instanceof Dict && v.kind === 'dict') {
    const copy = new Dict('dict')
    for (const { key, value } of v.entries.values()) putEntry(copy, key, inner(value), runtime, site)
    return copy
  }
  return v
}

function dataclassArgument(v: Value, name: string, site: Span): Instance {
  if (v instanceof Instance && fieldsOf(v.cls)) return v
  throw raised('TypeError', `${name}() should be called on dataclass instances`, site)
}

const asdict = lenient(
  'asdict(obj, *, dict_factory=)',
  ([obj], runtime, site) =>
    convert(
      dataclassArgument(obj as Value, 'asdict', site),
      (entries, run, at) => {
        const dict = new Dict('dict')
        for (const [name, value] of entries) putEntry(dict, name, value, run, at)
        return dict
      },
      runtime,
      site,
    ),
  'dataclasses',
)

const astuple = lenient(
  'astuple(obj, *, tuple_factory=)',
  ([obj], runtime, site) =>
    convert(
      dataclassArgument(obj as Value, 'astuple', site),
      (entries) => new Tuple(entries.map(([, value]) => value)),
      runtime,
      site,
    ),
  'dataclasses',
)

const replace = variadic('dataclasses.replace', ({ positional, keywords }, runtime, site) => {
  const obj = dataclassArgument(positional[0], 'replace', site)
  const all = new Map<string, Value>(
    (fieldsOf(obj.cls) ?? [])
      .filter((f) => f.inInit)
      .map((f) => [f.name, keywords?.get(f.name) ?? obj.attributes.get(f.name) ?? null] as const),
  )
  for (const [name, value] of keywords ?? []) all.set(name, value)
  return runtime.call(obj.cls, { positional: [], keywords: all }, site)
})

const fields = lenient(
  'fields(class_or_instance)',
  ([v]) => {
    const found = fieldsOf(v instanceof Instance ? v.cls : (v as Class)) ?? []
    return new Tuple(
      found.map((f) => {
        const shown = new Instance(fieldClass)
        shown.attributes.set('name', f.name)
        return shown
      }),
    )
  },
  'dataclasses',
)

const isDataclass = lenient(
  'is_dataclass(obj)',
  ([v]) => {
    if (v instanceof Instance) return fieldsOf(v.cls) !== null
    return v instanceof Class && fieldsOf(v) !== null
  },
  'dataclasses',
)

export const dataclasses: StandardModule = {
  name: 'dataclasses',
  open: true,
  members: () => ({
    ...named([dataclass, field, asdict, astuple, replace, fields, isDataclass]),
    FrozenInstanceError: frozenError,
    KW_ONLY: fieldClass,
  }),
}
