// `argparse`: what a script's options are. Without a list of arguments there is no command line: options have their defaults,
// and what must be given is unknown.
import {
  Instance,
  Int,
  List,
  Native,
  Opaque,
  Raised,
  Tuple,
  type Class,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { unevaluated } from '../../../builtins/native'
import { libraryException, makeException, raised } from '../../../exceptions'
import { callWith, equal, isUnknown, itemsOf, reprOf } from '../../../operations'
import { NotImplementedValue } from '../../../singletons'
import { objectClass } from '../../../types/builtinClasses'
import { ProgramClass } from '../../../types/programClass'
import { MethodNative } from '../../../types/methods'
import type { Method } from '../libraryClass'
import { raisedIs } from '../../../types/instance'
import type { StandardModule } from '../table'
import { consume, UsageFault, type Option } from './consume'

const SUPPRESS = '==SUPPRESS=='

function argparseClass(name: string, methods: Readonly<Record<string, Method>>): Class {
  const cls = new ProgramClass(name, [objectClass], null, null, name, 'argparse')
  for (const [method, body] of Object.entries(methods)) {
    cls.attributes.set(
      method,
      new MethodNative(
        `${name}.${method}`,
        (runtime, { positional, keywords }, site) =>
          body(positional[0] as Instance, positional.slice(1), keywords, runtime, site),
        null,
        true,
      ),
    )
  }
  return cls
}

// Namespaces.

function namespaceText(self: Instance, runtime: Runtime): string {
  const parts = [...self.attributes].map(([name, value]) => `${name}=${reprOf(value, runtime)}`)
  return `Namespace(${parts.join(', ')})`
}

const makeNamespaceClass = () =>
  argparseClass('Namespace', {
    __init__: (self, _, keywords, runtime) => {
      runtime.touch(self)
      for (const [name, value] of keywords ?? []) self.attributes.set(name, value)
      return null
    },
    __repr__: (self, _, __, runtime) => namespaceText(self, runtime),
    __eq__: (self, [other], _, runtime, site) => {
      if (!(other instanceof Instance) || other.cls !== self.cls) return NotImplementedValue
      if (self.attributes.size !== other.attributes.size) return false
      let unknown: Opaque | null = null
      for (const [name, value] of self.attributes) {
        const same = other.attributes.has(name) && equal(value, other.attributes.get(name), runtime, site)
        if (same === false) return false
        if (same instanceof Opaque) unknown ??= same
      }
      return unknown ? runtime.opaque(unknown.reason, site) : true
    },
    __contains__: (self, [name]) => typeof name === 'string' && self.attributes.has(name),
  })

// Options, kept as instances whose attributes are theirs.

const ACTION_CLASSES: Readonly<Record<string, string>> = {
  store: '_StoreAction',
  store_const: '_StoreConstAction',
  store_true: '_StoreTrueAction',
  store_false: '_StoreFalseAction',
  append: '_AppendAction',
  append_const: '_AppendConstAction',
  count: '_CountAction',
  extend: '_ExtendAction',
  help: '_HelpAction',
  version: '_VersionAction',
  boolean: 'BooleanOptionalAction',
}

const booleanOptional = new Native('argparse.BooleanOptionalAction', () => null)

/** The name under which an option's value is kept. */
function destOf(names: readonly string[], given: Value): string {
  if (typeof given === 'string') return given
  const long = names.find((name) => name.startsWith('--')) ?? names[0]
  return long.startsWith('-') ? long.replace(/^-+/, '').replaceAll('-', '_') : long
}

function addArgument(
  parser: Instance,
  names: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  runtime: Runtime,
  site: Span,
): Value {
  const texts = names.map(String)
  const given = keywords.get('action') ?? 'store'
  const kind = given === booleanOptional ? 'boolean' : typeof given === 'string' ? given : null
  const unknown = [...names, given].find((v) => isUnknown(v))
  if (unknown instanceof Opaque || kind === null || !(kind in ACTION_CLASSES)) {
    if (typeof given === 'string' && unknown === undefined) {
      throw raised('ValueError', `unknown action "${given}"`, site)
    }
    runtime.touch(parser)
    parser.attributes.set('_unknown', runtime.opaque('an action of one’s own is not evaluated', site))
    return runtime.opaque('an action of one’s own is not evaluated', site)
  }
  const optional = texts.length > 0 && texts[0].startsWith('-')
  const dest = destOf(texts.length > 0 ? texts : [String(keywords.get('dest'))], keywords.get('dest') ?? null)
  const flags: Readonly<Record<string, Value>> = { store_true: false, store_false: true }
  const action = new Instance(actionClass(ACTION_CLASSES[kind]))
  const strings = optional ? texts : []
  const all =
    kind === 'boolean' ? strings.flatMap((s) => (s.startsWith('--') ? [s, `--no-${s.slice(2)}`] : [s])) : strings
  for (const [name, value] of Object.entries({
    option_strings: new List(all),
    dest,
    nargs: keywords.get('nargs') ?? null,
    const: keywords.get('const') ?? null,
    default: keywords.get('default') ?? (keywords.has('default') ? null : (flags[kind] ?? null)),
    type: keywords.get('type') ?? null,
    choices: keywords.get('choices') ?? null,
    required: optional
      ? (keywords.get('required') ?? false)
      : !['?', '*'].includes(String(keywords.get('nargs') ?? '')),
    help: keywords.get('help') ?? null,
    metavar: keywords.get('metavar') ?? null,
    _kind: kind,
    _group: parser.attributes.get('_exclusive') ?? null,
  } satisfies Record<string, Value>)) {
    action.attributes.set(name, value)
  }
  const list = actionsOf(parser)
  const taken = all.filter((name) => (list.items as Instance[]).some((other) => optionOf(other).names.includes(name)))
  if (taken.length > 0) {
    const message = `argument ${all.join('/')}: conflicting option string${taken.length > 1 ? 's' : ''}: ${taken.join(', ')}`
    throw raised(argumentError, message, site)
  }
  runtime.touch(list)
  list.items.push(action)
  return action
}

const actionClasses = new Map<string, Class>()

function actionClass(name: string): Class {
  let cls = actionClasses.get(name)
  if (!cls) actionClasses.set(name, (cls = new ProgramClass(name, [objectClass], null, null, name, 'argparse')))
  return cls
}

function actionsOf(parser: Instance): List {
  return parser.attributes.get('_actions') as List
}

function optionOf(action: Instance): Option {
  const read = (name: string) => action.attributes.get(name)
  const nargs = read('nargs')
  return {
    names: (read('option_strings') as List).items.map(String),
    dest: String(read('dest')),
    kind: String(read('_kind')),
    nargs: nargs instanceof Int ? Number(nargs.value) : nargs === null ? null : String(nargs),
    constant: read('const'),
    fallback: read('default'),
    type: read('type'),
    choices: read('choices'),
    required: read('required') === true,
    group: read('_group'),
  }
}

/** A text as the option's type makes a value of it. */
function converted(option: Option, text: Value, runtime: Runtime, site: Span): Value {
  if (option.type === null || typeof text !== 'string') return text
  try {
    return callWith(option.type, [text], runtime, site)
  } catch (error) {
    const refused = ['ValueError', 'TypeError'] as const
    if (error instanceof Raised && (refused.some((name) => raisedIs(error, name)) || isTypeFault(error))) {
      throw new UsageFault()
    }
    throw error
  }
}

function isTypeFault({ value }: Raised): boolean {
  return value instanceof Instance && value.cls === argumentTypeError
}

const argumentTypeError = libraryException('ArgumentTypeError', 'Exception')
const argumentError = libraryException('ArgumentError', 'Exception')

/** `parse_args(args)`; the texts that no option takes come second. */
function parse(parser: Instance, given: Value, runtime: Runtime, site: Span): [Value, Value] | Opaque {
  const unknown = parser.attributes.get('_unknown')
  if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site)
  const options = actionsOf(parser).items.map((action) => optionOf(action as Instance))
  const list = given === undefined || given === null ? null : itemsOf(given, runtime, site)
  if (list instanceof Opaque) return runtime.opaque(list.reason, site)
  const opaque = list?.find((v) => isUnknown(v))
  if (opaque instanceof Opaque) return runtime.opaque(opaque.reason, site)
  try {
    const values = new Map<string, Value>()
    for (const { dest, fallback, kind } of options) {
      if (kind !== 'help' && kind !== 'version' && fallback !== SUPPRESS && !values.has(dest))
        values.set(dest, fallback)
    }
    const defaults = parser.attributes.get('_defaults') as Instance
    for (const [name, value] of defaults.attributes) {
      if (!options.some(({ dest, fallback }) => dest === name && fallback !== null) || !values.has(name)) {
        values.set(name, value)
      }
    }
    const tools = { convert: (option: Option, v: Value) => converted(option, v, runtime, site), runtime, site }
    const seen = new Set<Option>()
    const rest = list === null ? [] : consume(options, list.map(String), values, seen, tools)
    if (rest instanceof Opaque) return rest
    for (const option of options) {
      if (seen.has(option)) continue
      if (option.required) {
        if (list !== null) throw new UsageFault()
        const name = option.names.at(-1) ?? option.dest
        values.set(option.dest, runtime.opaque(`\`${name}\` is given on the command line`, site))
      } else if (typeof option.fallback === 'string' && values.get(option.dest) === option.fallback) {
        if (option.fallback !== SUPPRESS) values.set(option.dest, converted(option, option.fallback, runtime, site))
      }
    }
    const namespace = new Instance(namespaceClass())
    for (const [name, value] of values) namespace.attributes.set(name, value)
    return [namespace, new List(rest)]
  } catch (error) {
    if (!(error instanceof UsageFault)) throw error
    throw exit(2, site)
  }
}

function exit(status: number, site: Span): Raised {
  return new Raised(makeException('SystemExit', [Int.of(status)]), 'SystemExit', String(status), site)
}

let cachedNamespace: Class | null = null
const namespaceClass = () => (cachedNamespace ??= makeNamespaceClass())

/** What stands for a group of options: it adds them to its parser. */
const makeGroupClass = () =>
  argparseClass('_ArgumentGroup', {
    add_argument: (self, names, keywords, runtime, site) =>
      addArgument(self, names, keywords ?? new Map(), runtime, site),
    add_argument_group: (self) => self,
  })

let cachedGroup: Class | null = null

function groupOf(parser: Instance, exclusive: Value): Instance {
  const group = new Instance((cachedGroup ??= makeGroupClass()))
  group.attributes.set('_actions', actionsOf(parser))
  group.attributes.set('_exclusive', exclusive)
  return group
}

const notEvaluated = (name: string): Method => {
  const native = unevaluated(`argparse.ArgumentParser.${name}`)
  return (_, args, keywords, runtime, site) => native.call(runtime, { positional: args, keywords }, site)
}

const makeParserClass = () =>
  argparseClass('ArgumentParser', {
    __init__: (self, args, keywords, runtime, site) => {
      runtime.touch(self)
      self.attributes.set(
        'prog',
        args[0] ?? keywords?.get('prog') ?? runtime.opaque('the program’s name is unknown', site),
      )
      self.attributes.set('description', keywords?.get('description') ?? null)
      self.attributes.set('epilog', keywords?.get('epilog') ?? null)
      self.attributes.set('_actions', new List([]))
      self.attributes.set('_defaults', new Instance(namespaceClass()))
      const parents = keywords?.get('parents')
      if (parents instanceof List || parents instanceof Tuple) {
        for (const parent of parents.items) {
          if (parent instanceof Instance) actionsOf(self).items.push(...actionsOf(parent).items)
        }
      }
      if (keywords?.get('add_help') !== false) {
        addArgument(self, ['-h', '--help'], new Map([['action', 'help']]), runtime, site)
      }
      return null
    },
    add_argument: (self, names, keywords, runtime, site) =>
      addArgument(self, names, keywords ?? new Map(), runtime, site),
    add_argument_group: (self) => groupOf(self, null),
    add_mutually_exclusive_group: (self) => groupOf(self, new Instance(namespaceClass())),
    set_defaults: (self, _, keywords, runtime) => {
      const defaults = self.attributes.get('_defaults') as Instance
      runtime.touch(defaults)
      for (const [name, value] of keywords ?? []) {
        defaults.attributes.set(name, value)
        for (const action of actionsOf(self).items as Instance[]) {
          if (action.attributes.get('dest') !== name) continue
          runtime.touch(action)
          action.attributes.set('default', value)
        }
      }
      return null
    },
    get_default: (self, [name]) => {
      const found = (actionsOf(self).items as Instance[]).find((action) => action.attributes.get('dest') === name)
      return (
        found?.attributes.get('default') ??
        (self.attributes.get('_defaults') as Instance).attributes.get(String(name)) ??
        null
      )
    },
    parse_args: (self, [args, namespace], keywords, runtime, site) => {
      if ((namespace ?? keywords?.get('namespace') ?? null) !== null) {
        return runtime.opaque('arguments put into an object of one’s own are not evaluated', site)
      }
      const parsed = parse(self, args ?? keywords?.get('args'), runtime, site)
      if (parsed instanceof Opaque) return parsed
      if ((parsed[1] as List).items.length > 0) throw exit(2, site)
      return parsed[0]
    },
    parse_known_args: (self, [args], keywords, runtime, site) => {
      const parsed = parse(self, args ?? keywords?.get('args'), runtime, site)
      return parsed instanceof Opaque ? parsed : new Tuple(parsed)
    },
    error: (_, __, ___, ____, site) => {
      throw exit(2, site)
    },
    exit: (_, [status], __, ___, site) => {
      throw exit(status instanceof Int ? Number(status.value) : 0, site)
    },
    add_subparsers: (self, _, __, runtime, site) => {
      runtime.touch(self)
      const unknown = runtime.opaque('subcommands are not evaluated', site)
      self.attributes.set('_unknown', unknown)
      return unknown
    },
    print_help: () => null,
    print_usage: () => null,
    format_help: notEvaluated('format_help'),
    format_usage: notEvaluated('format_usage'),
  })

let parserClass: Class | null = null

export const argparse: StandardModule = {
  name: 'argparse',
  open: true,
  members: () => ({
    ArgumentParser: (parserClass ??= makeParserClass()),
    Namespace: namespaceClass(),
    ArgumentTypeError: argumentTypeError,
    ArgumentError: argumentError,
    BooleanOptionalAction: booleanOptional,
    SUPPRESS,
    REMAINDER: '...',
    OPTIONAL: '?',
    ZERO_OR_MORE: '*',
    ONE_OR_MORE: '+',
  }),
}
