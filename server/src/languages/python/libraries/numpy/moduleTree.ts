// A library's modules as a tree: dotted paths with their members, made into Module objects once a run.
import { Module, type Runtime, type Value } from '@gradlens/engine'

/** The members of a module or of several: `tf.square` is `tf.math.square` too. */
export interface Row {
  /** Paths as a user writes them, the first one is the name: `tf.reduce_sum`, `tf.math.reduce_sum`. */
  readonly paths: readonly string[]
  readonly value: Value
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
