// The module tree of TensorFlow: dotted paths with their members, aliases included, and the row makers of its tables.
import { Module, type Runtime, type Value } from '@gradlens/engine'
import { native, type Body, type NativeOptions } from '../numpy/call'
import { UnsupportedDType } from './dtypes'
import { onEngineError } from './errors'

/** The members of a module or of several: `tf.square` is `tf.math.square` too. */
export interface Row {
  /** Paths as a user writes them, the first one is the name: `tf.reduce_sum`, `tf.math.reduce_sum`. */
  readonly paths: readonly string[]
  readonly value: Value
}

/** A function under one or more paths; a path of the form `tf.{,math.}exp` stands for `tf.exp` and `tf.math.exp`. */
export function fn(pattern: string, signature: string, body: Body, options: NativeOptions = {}): Row {
  const paths = expand(pattern)
  const guarded: Body = (call, ...args) => {
    try {
      return body(call, ...args)
    } catch (error) {
      if (error instanceof UnsupportedDType) return call.opaque(error.reason, { tensor: true }, args)
      throw error
    }
  }
  return { paths, value: native(paths[0], signature, guarded, { facts: { tensor: true }, onError: onEngineError, ...options }) }
}

/** A member that is no function. */
export function member(pattern: string, value: Value): Row {
  return { paths: expand(pattern), value }
}

/** `a.{x,y.}b` → `a.xb`, `a.y.b`. */
export function expand(pattern: string): string[] {
  const match = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern)
  if (!match) return [pattern]
  return match[2].split(',').flatMap((choice) => expand(match[1] + choice + match[3]))
}

/** The modules of a library, by their dotted path as a user writes it. */
export class ModuleTree {
  private readonly members = new Map<string, Map<string, Value>>()

  constructor(rows: readonly Row[]) {
    for (const { paths, value } of rows) {
      for (const path of paths) this.place(path, value)
    }
  }

  private place(path: string, value: Value): void {
    const dot = path.lastIndexOf('.')
    const owner = this.moduleMembers(path.slice(0, dot))
    owner.set(path.slice(dot + 1), value)
  }

  private moduleMembers(path: string): Map<string, Value> {
    let found = this.members.get(path)
    if (!found) {
      this.members.set(path, (found = new Map()))
      if (path.includes('.')) this.moduleMembers(path.slice(0, path.lastIndexOf('.')))
    }
    return found
  }

  /** The module of a path with its submodules, made once a run. It is named as users write it (`tf.math`), which is how
   *  members that are missing are named too. */
  module(path: string, runtime: Runtime): Module | undefined {
    const members = this.members.get(path)
    if (!members) return undefined
    const key = `module:${path}`
    const known = runtime.library.get(key)
    if (known instanceof Module) return known
    const module = new Module(path)
    runtime.library.set(key, module)
    for (const [name, value] of members) module.attributes.set(name, value)
    for (const other of this.members.keys()) {
      if (!other.startsWith(`${path}.`) || other.slice(path.length + 1).includes('.')) continue
      const name = other.slice(path.length + 1)
      if (!module.attributes.has(name)) module.attributes.set(name, this.module(other, runtime))
    }
    return module
  }

  /** Every path with its value, for tests and coverage. */
  *paths(): Iterable<string> {
    for (const [module, members] of this.members) for (const name of members.keys()) yield `${module}.${name}`
  }
}

