// What `import` finds: files of the workspace first, then libraries; everything else is opaque, named by its path.
import { Module, Opaque, type ImportBinding, type Runtime, type Span, type Value } from '@gradlens/engine'
import { builtin } from './builtins'
import { raised } from './exceptions'
import { findLibrary } from './libraries'
import { findAttribute, isUnknown } from './operations'
import { ProgramModule } from './types/module'

/** The name of a module as a program's imports are looked up: the text that imports, the dots, the dotted path. */
export function moduleKey(text: number, level: number, path: string): string {
  return `${text}:${'.'.repeat(level)}${path}`
}

interface Loaded {
  readonly modules: Map<string, Value>
  /** What star imports bound, by importing text and name. */
  readonly starred: Map<string, Value>
}

function loadedIn(runtime: Runtime): Loaded {
  let loaded = runtime.library.get('python.imports') as Loaded | undefined
  if (!loaded) runtime.library.set('python.imports', (loaded = { modules: new Map(), starred: new Map() }))
  return loaded
}

/** The value that an import statement gives to one of its names. */
export function importBinding(
  module: string,
  level: number,
  binding: ImportBinding,
  runtime: Runtime,
  site: Span,
): Value {
  const { member, root } = binding
  if (member === null) {
    const whole = importPath(site.text, level, module, runtime)
    return root === undefined ? whole : importPath(site.text, level, root, runtime)
  }
  const from = module === '' && level > 0 ? null : importPath(site.text, level, module, runtime)
  if (member.startsWith('*')) return starMember(from, member.slice(1), runtime, site)
  const value = from === null ? undefined : memberOf(from, member, runtime, site)
  if (value !== undefined && !isUnknown(value)) return value
  const submodule = findModule(site.text, level, module === '' ? member : `${module}.${member}`, runtime)
  if (submodule !== null) return submodule
  if (value !== undefined) return value
  if (from === null) return new Opaque(`\`${member}\` is not evaluated`, { path: member })
  throw raised('ImportError', `cannot import name '${member}' from '${module}' (unknown location)`, site)
}

function memberOf(from: Value, name: string, runtime: Runtime, site: Span): Value | undefined {
  if (from instanceof ProgramModule) return from.find(name)
  return findAttribute(from, name, runtime, site)
}

/** The module of a dotted path; opaque where it is not evaluated. Its parents are made as well, and know it. */
function importPath(text: number, level: number, path: string, runtime: Runtime): Value {
  const parts = path.split('.')
  let module: Value = null
  for (let i = 1; i <= parts.length; i++) {
    const parent = module
    const prefix = parts.slice(0, i).join('.')
    module =
      findModule(text, level, prefix, runtime) ??
      new Opaque(`\`${prefix}\` is not evaluated`, { path: prefix, origin: prefix })
    if (parent instanceof ProgramModule && module instanceof Module) parent.set(parts[i - 1], module, runtime)
  }
  return module
}

/** A module of the workspace or a library; null where there is none of that name. */
function findModule(text: number, level: number, path: string, runtime: Runtime): Value | null {
  const { modules } = loadedIn(runtime)
  const key = moduleKey(text, level, path)
  const known = modules.get(key)
  if (known !== undefined) return known
  const loaded = runtime.loadModule(key)
  let module: Value | null
  if (typeof loaded === 'string') module = new Opaque(`\`${path}\` cannot be read: ${loaded}`, { path })
  else if (loaded !== null) module = shared(modules, `:${loaded.code.text}`, () => new ProgramModule(loaded))
  else if (level === 0) module = shared(modules, path, () => findLibrary(path, runtime) ?? null)
  else module = null
  if (module !== null) modules.set(key, module)
  return module
}

/** One module object for all that import it. */
function shared(modules: Map<string, Value>, key: string, make: () => Value | null): Value | null {
  const known = modules.get(key)
  if (known !== undefined) return known
  const made = make()
  if (made !== null) modules.set(key, made)
  return made
}

/** The value of one name after `from m import *`: the module's, else what it was. */
function starMember(from: Value, name: string, runtime: Runtime, site: Span): Value {
  const { starred } = loadedIn(runtime)
  const key = `${site.text}:${name}`
  const before = starred.get(key) ?? builtin(name)
  const value = exported(from, name, before, runtime)
  if (value !== undefined) starred.set(key, value)
  return value
}

function exported(from: Value, name: string, before: Value | undefined, runtime: Runtime): Value | undefined {
  if (from instanceof ProgramModule) {
    if (name.startsWith('_')) return before
    return from.find(name) ?? before
  }
  if (from instanceof Module) return from.attributes.get(name) ?? before
  if (!(from instanceof Opaque)) return before
  return before ?? runtime.semantics.getAttribute(from, name, runtime, { text: 0, start: 0, end: 0 })
}
