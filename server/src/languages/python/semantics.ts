// Python's meaning for the evaluator: it asks the types of the values (operations.ts). Opaque operands come here only
// where they are tensors.
import {
  Class,
  Closure,
  Dict,
  Instance,
  List,
  Opaque,
  Raised,
  Tuple,
  type Arguments,
  type BinaryOperator,
  type ClassCode,
  type CompareOperator,
  type DictPart,
  type Delegate,
  type EvaluatedMember,
  type Failure,
  type ImportBinding,
  type Iteration,
  type Json,
  type LoadedModule,
  type Runtime,
  type Semantics,
  type Span,
  type SuspendedCall,
  type UnaryOperator,
  type Value,
} from '@gradlens/engine'
import { bindArguments } from './bindArguments'
import { calleeText } from './calleeText'
import { raised, raisedFirstAt } from './exceptions'
import { ranUnknown } from './foreignDraws'
import { importBinding } from './imports'
import { registerModule } from './namespaces'
import {
  attributeFault,
  binary,
  callMethod,
  callWith,
  compare,
  deleteItem,
  findAttribute,
  getAttribute,
  getItem,
  inPlace,
  isUnknown,
  iterate,
  setItem,
  strOf,
  truth,
  typeNameOf,
  unary,
} from './operations'
import { maySwallow } from './managers'
import { formatValue } from './text/formatValue'
import { textOf } from './text/unknownText'
import { construct, isCaught, isException, makeClass } from './types/class'
import { dictOf, entriesOf, makeDict, putEntry, updateDict } from './types/dict'
import { delegateOf, PythonGenerator } from './types/generator'
import { keyOfNumber } from './types/key'
import { protocolOf } from './types/registry'
import { displayOf, jsonOf } from './types/sequence'
import { makeSet } from './types/set'
import { keepsDecorated, mayChangeArguments } from './purity'
import { callsOf } from './unknownCode'

export class PythonSemantics implements Semantics {
  readonly mayChangeArguments = mayChangeArguments
  readonly keepsDecorated = keepsDecorated
  readonly callsOf = callsOf
  readonly swallows = maySwallow
  readonly ranUnknown = ranUnknown
  readonly recursionLimit = 1000

  readonly language = 'python'
  readonly libm = 'glibc'
  readonly undefinedIsUnbound = true
  readonly plainNumbers = true
  readonly nothing = null

  binary(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
    return binary(op, a, b, runtime, site)
  }

  inPlace(op: BinaryOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
    return inPlace(op, a, b, runtime, site)
  }

  unary(op: UnaryOperator, a: Value, runtime: Runtime, site: Span): Value {
    return unary(op, a, runtime, site)
  }

  compare(op: CompareOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value {
    return compare(op, a, b, runtime, site)
  }

  /** Two unknown numbers that belong to one thing are equal. */
  compareUnknown(op: CompareOperator, a: Value, b: Value, runtime: Runtime, site: Span): Value | undefined {
    const key = keyOfNumber(a)
    if (key !== undefined && (op === 'in' || op === 'not in') && !(b instanceof Opaque))
      return compare(op, a, b, runtime, site)
    if (op !== '==' && op !== '!=') return undefined
    return key !== undefined && key === keyOfNumber(b) ? op === '==' : undefined
  }

  truthy(v: Value, runtime: Runtime, site: Span): boolean | Opaque {
    return truth(v, runtime, site)
  }

  isNullish(v: Value): boolean {
    return v === null || v === undefined
  }

  // Objects.

  getAttribute(object: Value, name: string, runtime: Runtime, site: Span): Value {
    return getAttribute(object, name, runtime, site)
  }

  setAttribute(object: Value, name: string, value: Value, runtime: Runtime, site: Span): void {
    if (isUnknown(object)) return
    const type = protocolOf(object)
    if (!type.setAttribute) throw attributeFault(object, name, site)
    type.setAttribute(object, name, value, runtime, site)
  }

  deleteAttribute(object: Value, name: string, runtime: Runtime, site: Span): void {
    const type = protocolOf(object)
    if (!type.deleteAttribute) throw attributeFault(object, name, site)
    type.deleteAttribute(object, name, runtime, site)
  }

  getItem(object: Value, index: Value, runtime: Runtime, site: Span): Value {
    return getItem(object, index, runtime, site)
  }

  readAtUnknown(object: Value, index: Opaque, runtime: Runtime): void {
    // It may be an entry that a defaultdict makes.
    if (!(object instanceof Instance) || !object.attributes.has('default_factory')) return
    const dict = dictOf(object)
    if (!dict) return
    runtime.touch(dict)
    dict.opaque ??= new Opaque(index.reason)
  }

  setItem(object: Value, index: Value, value: Value, runtime: Runtime, site: Span): void {
    setItem(object, index, value, runtime, site)
  }

  deleteItem(object: Value, index: Value, runtime: Runtime, site: Span): void {
    deleteItem(object, index, runtime, site)
  }

  callMethod(object: Value, name: string, args: Arguments, runtime: Runtime, site: Span): Value {
    return callMethod(object, name, args, runtime, site)
  }

  iterate(object: Value, runtime: Runtime, site: Span): Iteration {
    return iterate(object, runtime, site)
  }

  /** `data.apply(f)` runs f, `pool.map(f, xs)` too: whatever is given a function may call it. */
  mayCallArguments(): boolean {
    return true
  }

  unpack(object: Value, runtime: Runtime, site: Span): Iteration {
    try {
      return iterate(object, runtime, site)
    } catch (e) {
      if (!(e instanceof Raised) || !e.message.endsWith('object is not iterable')) throw e
      throw raised('TypeError', `cannot unpack non-iterable ${typeNameOf(object)} object`, site)
    }
  }

  keys(object: Value, runtime: Runtime, site: Span): Iteration {
    return iterate(object, runtime, site)
  }

  // Making values.

  makeList(items: Value[]): Value {
    return new List(items)
  }

  makeTuple(items: Value[]): Value {
    return new Tuple(items)
  }

  makeSet(items: Value[], runtime: Runtime, site: Span): Value {
    return makeSet(items, runtime, site)
  }

  makeDict(parts: readonly DictPart[], runtime: Runtime, site: Span): Value {
    const dict = makeDict([], runtime, site)
    for (const part of parts) {
      if (!('spread' in part)) putEntry(dict, part[0], part[1], runtime, site)
      else {
        checkMapping(part.spread, runtime, site)
        updateDict(dict, { positional: [part.spread], keywords: null }, runtime, site)
      }
    }
    return dict
  }

  spreadEntries(value: Value, runtime: Runtime, site: Span): readonly (readonly [Value, Value])[] | Opaque {
    checkMapping(value, runtime, site)
    return entriesOf(value, runtime, site)
  }

  spreadFailure(
    failure: Raised,
    value: Value,
    mark: '*' | '**',
    callee: Value | undefined,
    runtime: Runtime,
    site: Span,
  ): Raised {
    const [lacks, wanted] = mark === '*' ? ['iterable', 'an iterable'] : ['a mapping', 'a mapping']
    const type = typeNameOf(value)
    if (isUnknown(callee) || failure.message !== `'${type}' object is not ${lacks}`) return failure
    const called = callee === undefined ? 'Value' : `${calleeText(callee, runtime)} argument`
    return raised('TypeError', `${called} after ${mark} must be ${wanted}, not ${type}`, site)
  }

  makeClass(
    code: ClassCode,
    bases: Arguments,
    members: readonly EvaluatedMember[],
    runtime: Runtime,
    site: Span,
  ): Value {
    return makeClass(code, bases, members, runtime, site)
  }

  restOf(): Value {
    throw new Error('Python has no rest of fields')
  }

  // Calling.

  call(callee: Value, args: Arguments, runtime: Runtime, site: Span): Value {
    const type = protocolOf(callee)
    if (type.call) return type.call(callee, args, runtime, site)
    throw raised('TypeError', `'${type.typeName(callee)}' object is not callable`, site)
  }

  construct(callee: Value, args: Arguments, runtime: Runtime, site: Span): Value {
    return runtime.call(callee, args, site)
  }

  bind(closure: Closure, args: Arguments, slots: Value[], _: Runtime, site: Span): void {
    bindArguments(closure, args, slots, site)
  }

  makeGenerator(call: SuspendedCall, runtime: Runtime): Value {
    return new PythonGenerator(call, runtime)
  }

  delegate(iterable: Value, runtime: Runtime, site: Span): Delegate {
    return delegateOf(iterable, runtime, site)
  }

  // Statements.

  openModule(module: LoadedModule, runtime: Runtime): void {
    registerModule(module, runtime)
  }

  importModule(
    module: string,
    level: number,
    binding: ImportBinding,
    runtime: Runtime,
    site: Span,
    current?: Value,
  ): Value {
    return importBinding(module, level, binding, runtime, site, current)
  }

  enter(context: Value, runtime: Runtime, site: Span): Value {
    const type = protocolOf(context)
    if (type.enter) return type.enter(context, runtime, site)
    const enter = findAttribute(context, '__enter__', runtime, site)
    if (enter === undefined) {
      throw raised(
        'TypeError',
        `'${type.typeName(context)}' object does not support the context manager protocol`,
        site,
      )
    }
    return callWith(enter, [], runtime, site)
  }

  exit(context: Value, ended: Raised | null, runtime: Runtime, site: Span): boolean | Opaque {
    const type = protocolOf(context)
    if (type.exit) {
      type.exit(context, runtime, site)
      return false
    }
    const exit = getAttribute(context, '__exit__', runtime, site)
    const exception = ended?.value ?? null
    const cls = exception instanceof Instance ? exception.cls : exception
    const result = callWith(exit, [cls, exception, null], runtime, site)
    return ended !== null && truth(result, runtime, site)
  }

  raise(exception: Value, cause: Value | undefined, runtime: Runtime, site: Span): Raised {
    const value =
      exception instanceof Class ? construct(exception, { positional: [], keywords: null }, runtime, site) : exception
    if (isUnknown(value)) {
      // Which exception it is nobody knows: handlers of any type may catch it.
      return new Raised(value, 'Exception', '', site)
    }
    if (!(value instanceof Instance) || !isException(value.cls)) {
      return raised('TypeError', 'exceptions must derive from BaseException', site)
    }
    if (cause !== undefined) {
      const made = cause instanceof Class ? construct(cause, { positional: [], keywords: null }, runtime, site) : cause
      if (made !== null && !isUnknown(made) && !(made instanceof Instance && isException(made.cls))) {
        return raised('TypeError', 'exception causes must derive from BaseException', site)
      }
      runtime.touch(value)
      value.attributes.set('__cause__', made)
    }
    return new Raised(value, value.cls.name, strOf(value, runtime), raisedFirstAt(value, site))
  }

  catches({ value }: Raised, types: Value, _: Runtime, site: Span): boolean | Opaque {
    return isCaught(value, types, site)
  }

  chain(exception: Value, context: Value, runtime: Runtime): void {
    if (!(exception instanceof Instance) || exception === context) return
    // What would close a circle is cut off where the exception stands.
    for (let at = context; at instanceof Instance; at = at.attributes.get('__context__') ?? null) {
      if (at.attributes.get('__context__') !== exception) continue
      runtime.touch(at)
      at.attributes.set('__context__', null)
    }
    runtime.touch(exception)
    exception.attributes.set('__context__', context)
  }

  failure(kind: Failure, detail: string, _: Runtime, site: Span): Raised {
    return FAILURES[kind](detail, site)
  }

  // Text.

  format(value: Value, conversion: string | null, spec: string, runtime: Runtime, site: Span): string | Opaque {
    return textOf(() => formatValue(value, conversion, spec, runtime, site), runtime, site)
  }

  display(value: Value, runtime: Runtime): string {
    if (value === undefined) return 'unbound'
    if (isUnknown(value)) return `unknown: ${value.reason}`
    return displayOf(value, runtime)
  }

  toJson(value: Value): Json | undefined {
    // A member of an unknown package (a module, a function, a class) is no value of the kinds that have JSON.
    if (value === undefined || (value instanceof Opaque && value.facts.path !== undefined)) return undefined
    return jsonOf(value)
  }
}

/** What the evaluator itself finds wrong, in CPython's words. */
const FAILURES: Readonly<Record<Failure, (detail: string, site: Span) => Raised>> = {
  'unbound-local': (name, site) =>
    raised('UnboundLocalError', `cannot access local variable '${name}' where it is not associated with a value`, site),
  'unbound-free': (name, site) =>
    raised(
      'NameError',
      `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
      site,
    ),
  'unbound-name': (name, site) => raised('NameError', `name '${name}' is not defined`, site),
  'before-initialisation': (name, site) => raised('NameError', `name '${name}' is not defined`, site),
  assertion: (message, site) => raised('AssertionError', message, site),
  'no-active-exception': (_, site) => raised('RuntimeError', 'No active exception to reraise', site),
  recursion: (_, site) => raised('RecursionError', 'maximum recursion depth exceeded', site),
  constant: (name, site) => raised('TypeError', `'${name}' cannot be assigned`, site),
  'unpack-few': (counts, site) => {
    const at = counts.lastIndexOf(' ')
    return raised(
      'ValueError',
      `not enough values to unpack (expected ${counts.slice(0, at)}, got ${counts.slice(at + 1)})`,
      site,
    )
  },
  'unpack-many': (count, site) => raised('ValueError', `too many values to unpack (expected ${count})`, site),
  'keyword-type': (_, site) => raised('TypeError', 'keywords must be strings', site),
  'keyword-twice': (names, site) => {
    const at = names.lastIndexOf(' ')
    const called = at > 0 ? `__main__.${names.slice(0, at)}() ` : ''
    return raised('TypeError', `${called}got multiple values for keyword argument '${names.slice(at + 1)}'`, site)
  },
  'not-callable': (name, site) => raised('TypeError', `'${name}' object is not callable`, site),
}

/** Raises where a value can't be spread with `**`. */
function checkMapping(value: Value, runtime: Runtime, site: Span): void {
  if (isUnknown(value) || value instanceof Dict || findAttribute(value, 'keys', runtime, site) !== undefined) return
  throw raised('TypeError', `'${typeNameOf(value)}' object is not a mapping`, site)
}
