// The modules of a program by their text: what `globals()` and star imports find where they stand.
import type { LoadedModule, Runtime, Value } from '@gradlens/engine'
import { ProgramModule } from './types/module'

/** The modules that imports have found in a run, by how they were asked for. */
export function modulesIn(runtime: Runtime): Map<string, Value> {
  let modules = runtime.library.get('python.imports') as Map<string, Value> | undefined
  if (!modules) runtime.library.set('python.imports', (modules = new Map()))
  return modules
}

const KEY = 'python.namespaces'

/** Notes a module whose statements are about to run. */
export function registerModule(loaded: LoadedModule, runtime: Runtime): void {
  let known = runtime.library.get(KEY) as Map<number, ProgramModule> | undefined
  if (!known) runtime.library.set(KEY, (known = new Map()))
  known.set(loaded.code.text, new ProgramModule(loaded))
}

/** The module of a text; undefined where none of its statements ran. */
export function moduleAt(text: number, runtime: Runtime): ProgramModule | undefined {
  return (runtime.library.get(KEY) as ReadonlyMap<number, ProgramModule> | undefined)?.get(text)
}
