// Functions: those of the program, built-in ones, bound methods.
import { BoundMethod, Closure, Dict, Native, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { annotationsOf } from '../functionAnnotations'
import { findAttribute } from '../operations'
import { NotImplemented } from '../protocol'
import { qualifiedNameOf } from '../qualifiedNames'
import { functionClass, methodClass, nativeClass } from './builtinClasses'
import { identityOf } from './key'
import type { PythonType } from './registry'

/** An address as `repr` shows one: made up, and the same in every run. */
export function addressOf(v: object): string {
  return `0x7f${(0x10000000 + identityOf(v) * 0x40).toString(16).padStart(10, '0')}`
}

/** The text at the beginning of a function's body; None where there is none. */
function docstring({ code }: Closure): Value {
  const first = code.body[0]
  const isText = first?.kind === 'expression' && first.value.kind === 'literal' && typeof first.value.value === 'string'
  return isText ? (first.value as { value: Value }).value : null
}

function closureAttribute(v: Closure, name: string, runtime: Runtime, site: Span): Value | undefined {
  const own = v.attributes?.get(name)
  if (own !== undefined) return own
  switch (name) {
    case '__name__':
      return v.code.name
    case '__qualname__':
      return qualifiedName(v)
    case '__doc__':
      return docstring(v)
    case '__module__':
      return '__main__'
    case '__defaults__': {
      const defaults = v.defaults.filter((x, i) => x !== undefined && v.code.parameters[i].kind !== 'keywordOnly')
      return defaults.length > 0 ? new Tuple(defaults) : null
    }
    case '__dict__': {
      const dict = new Dict('dict')
      for (const [key, value] of v.attributes ?? []) dict.entries.set(`s:${key}`, { key, value })
      return dict
    }
    case '__annotations__':
      return annotationsOf(v.code, runtime, site)
    case '__get__':
      return new Native(
        '__get__',
        (_, { positional }) => (positional[0] === null ? v : new BoundMethod(positional[0], v)),
        null,
        true,
      )
    case '__call__':
      return v
    case '__class__':
      return functionClass
    default:
      return undefined
  }
}

/** As CPython writes it: `outer.<locals>.inner`, `Spring.energy`. */
function qualifiedName(v: Closure): string {
  return qualifiedNameOf(v.code)
}

export const closureType: PythonType<Closure> = {
  cls: functionClass,
  typeName: () => 'function',
  getAttribute: closureAttribute,
  setAttribute(v, name, value, runtime) {
    runtime.touch(v)
    v.attributes ??= new Map()
    v.attributes.set(name, value)
  },
  deleteAttribute(v, name, runtime) {
    runtime.touch(v)
    v.attributes?.delete(name)
  },
  call: (v, args, runtime, site) => runtime.call(v, args, site),
  repr: (v) => `<function ${qualifiedName(v)} at ${addressOf(v)}>`,
  display: (v) => `<function ${qualifiedName(v)}>`,
  toJson: () => undefined,
}

function bareName(v: Native): string {
  return v.name.slice(v.name.lastIndexOf('.') + 1)
}

/** How functions of a library are written that are no built-in functions: `<ufunc 'add'>`. */
export const nativeTexts = new WeakMap<Native, string>()

export const nativeType: PythonType<Native> = {
  cls: nativeClass,
  typeName: () => 'builtin_function_or_method',
  getAttribute(v, name) {
    const own = v.attributes?.get(name)
    if (own !== undefined) return own
    if (name === '__name__' || name === '__qualname__') return bareName(v)
    if (name === '__doc__') return null
    return name === '__class__' ? nativeClass : undefined
  },
  call: (v, args, runtime, site) => runtime.call(v, args, site),
  repr: (v) => nativeTexts.get(v) ?? `<built-in function ${bareName(v)}>`,
  display: (v) => v.name,
  toJson: () => undefined,
}

function nameOf(v: Value): string {
  if (v instanceof Closure) return qualifiedName(v)
  return v instanceof Native ? bareName(v) : '?'
}

export const boundMethodType: PythonType<BoundMethod> = {
  cls: methodClass,
  typeName: (v) => (v.callee instanceof Native ? 'builtin_function_or_method' : 'method'),
  getAttribute(v, name, runtime, site) {
    if (name === '__self__') return v.self
    if (name === '__func__') return v.callee
    return findAttribute(v.callee, name, runtime, site)
  },
  compare(op, v, other) {
    if (op !== '==' && op !== '!=') return NotImplemented
    const same = other instanceof BoundMethod && other.self === v.self && other.callee === v.callee
    return same === (op === '==')
  },
  key: (v) =>
    `m:${typeof v.self === 'object' && v.self ? identityOf(v.self) : String(v.self)}:${identityOf(v.callee as object)}`,
  call(v, args, runtime, site) {
    return runtime.call(v.callee, { positional: [v.self, ...args.positional], keywords: args.keywords }, site)
  },
  repr: (v) => `<bound method ${nameOf(v.callee)}>`,
  display: (v) => `<bound method ${nameOf(v.callee)}>`,
  toJson: () => undefined,
}
