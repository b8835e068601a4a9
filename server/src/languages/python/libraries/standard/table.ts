// How a module of the standard library is written: a name and a table of its members.
import { Module, Native, type Runtime, type Value } from '@gradlens/engine'
import type { PythonLibrary } from '../../protocol'
import { ClosedModule } from '../../types/module'

export interface StandardModule {
  readonly name: string
  /** Its members; functions are named by themselves. Made once a run where they hold state. */
  readonly members: (runtime: Runtime) => Readonly<Record<string, Value>>
  /** Modules below it (`os.path`). */
  readonly submodules?: readonly StandardModule[]
  /** Not all members are in the table: others are opaque, named by their path. */
  readonly open?: boolean
}

/** The module as a library. */
export function closed(module: StandardModule): PythonLibrary {
  return {
    name: module.name,
    module(path, runtime) {
      const found = find(module, path)
      return found && make(found, runtime)
    },
  }
}

function find(module: StandardModule, path: string): StandardModule | undefined {
  if (module.name === path) return module
  return (module.submodules ?? []).map((inner) => find(inner, path)).find((inner) => inner !== undefined)
}

function make(table: StandardModule, runtime: Runtime): Module {
  const module = table.open ? new Module(table.name) : new ClosedModule(table.name)
  for (const [name, value] of Object.entries(table.members(runtime))) module.attributes.set(name, value)
  for (const inner of table.submodules ?? []) {
    module.attributes.set(inner.name.slice(table.name.length + 1), make(inner, runtime))
  }
  return module
}

/** Members from functions, by their own names. */
export function named(functions: readonly Native[]): Record<string, Value> {
  return Object.fromEntries(functions.map((callee) => [callee.name.slice(callee.name.lastIndexOf('.') + 1), callee]))
}
