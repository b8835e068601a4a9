// What `import` finds: files of the workspace first, then libraries; everything else is opaque, named by its path.
import {
  List,
  Module,
  Mutable,
  Opaque,
  type ImportBinding,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { builtin } from './builtins'
import { raised } from './exceptions'
import { ranUnknown } from './foreignDraws'
import { findLibrary } from './libraries'
import { moduleAt, modulesIn } from './namespaces'
import { findAttribute, isUnknown } from './operations'
import { ClosedModule, ProgramModule } from './types/module'

/** The name of a module as a program's imports are looked up: the text that imports, the dots, the dotted path. */
export function moduleKey(text: number, level: number, path: string): string {
  return `${text}:${'.'.repeat(level)}${path}`
}

/** The value that an import statement gives to one of its names; `current`: what that holds before `import *`. */
export function importBinding(
  module: string,
  level: number,
  binding: ImportBinding,
  runtime: Runtime,
  site: Span,
  current?: Value,
): Value {
  const { member, root } = binding
  if (member === null) {
    const whole = importPath(site.text, level, module, runtime)
    return root === undefined ? whole : importPath(site.text, level, root, runtime)
  }
  const from = module === '' && level > 0 ? null : importPath(site.text, level, module, runtime)
  if (member.startsWith('*')) return starMember(from ?? unevaluated('.'), member.slice(1), current, runtime, site)
  const value = from === null ? undefined : memberOf(from, member, runtime, site)
  if (value !== undefined && !isUnknown(value)) return value
  const submodule = findModule(site.text, level, module === '' ? member : `${module}.${member}`, runtime)
  if (submodule !== null) return submodule
  if (value !== undefined) return value
  if (from === null) return loadedUnknown(member, runtime)
  throw raised('ImportError', `cannot import name '${member}' from '${module}' (unknown location)`, site)
}

function memberOf(from: Value, name: string, runtime: Runtime, site: Span): Value | undefined {
  if (from instanceof ProgramModule) return from.find(name) ?? from.findStarred(name)
  return findAttribute(from, name, runtime, site)
}

/** The module of a dotted path; opaque where it is not evaluated. Its parents are made as well, and know it. */
function importPath(text: number, level: number, path: string, runtime: Runtime): Value {
  const parts = path.split('.')
  let module: Value = null
  for (let i = 1; i <= parts.length; i++) {
    const parent = module
    const prefix = parts.slice(0, i).join('.')
    module = findModule(text, level, prefix, runtime) ?? loadedUnknown(prefix, runtime)
    if (parent instanceof ProgramModule && module instanceof Module) parent.set(parts[i - 1], module, runtime)
  }
  return module
}

function unevaluated(path: string): Opaque {
  return new Opaque(`\`${path}\` is not evaluated`, { path, origin: path })
}

/** A module that is not evaluated; it may have done something when it was loaded. */
function loadedUnknown(path: string, runtime: Runtime): Opaque {
  const module = unevaluated(path)
  ranUnknown(path, undefined, null, module, runtime)
  return module
}

/** A module of the workspace or a library; null where there is none of that name. */
function findModule(text: number, level: number, path: string, runtime: Runtime): Value | null {
  const modules = modulesIn(runtime)
  const key = moduleKey(text, level, path)
  const known = modules.get(key)
  if (known !== undefined) return known
  const loaded = runtime.loadModule(key)
  let module: Value | null
  if (typeof loaded === 'string') module = new Opaque(`\`${path}\` cannot be read: ${loaded}`, { path })
  else if (loaded !== null) module = moduleAt(loaded.code.text, runtime) ?? null
  else if (level === 0) module = shared(modules, path, runtime, () => findLibrary(path, runtime) ?? null)
  else module = null
  if (module !== null) modules.set(key, module)
  return module
}

/** One module object for all that import it. */
function shared(modules: Map<string, Value>, key: string, runtime: Runtime, make: () => Value | null): Value | null {
  const known = modules.get(key)
  if (known !== undefined) return known
  const made = make()
  if (made !== null) modules.set(key, made)
  if (made instanceof Mutable) runtime.journal.outlives(made)
  return made
}

/** Packages whose star import is known to replace builtins, and those builtins. */
const REPLACING = /^(?:pylab|matplotlib\.pylab|scipy|jax\.numpy|autograd\.numpy|cupy|torch|sympy)$/
const REPLACED: ReadonlySet<string> = new Set([
  'sum',
  'max',
  'min',
  'abs',
  'round',
  'any',
  'all',
  'pow',
  'divmod',
  'range',
])

/** The value of one name after `from m import *`: the module's, else what it was; undefined where nothing binds it. */
function starMember(
  from: Value,
  name: string,
  current: Value | undefined,
  runtime: Runtime,
  site: Span,
): Value | undefined {
  if (from instanceof ProgramModule) {
    const found = isExported(from, name) ? from.find(name) : undefined
    if (found !== undefined) return found
    const { unknownStar } = from
    return unknownStar === null ? current : starMember(unknownStar, name, current, runtime, site)
  }
  if (from instanceof Module) {
    const known = from.attributes.get(name)
    if (known !== undefined || current !== undefined) return known ?? current
    return from instanceof ClosedModule ? undefined : findAttribute(from, name, runtime, site)
  }
  if (!(from instanceof Opaque)) return current
  const importing = moduleAt(site.text, runtime)
  if (importing) importing.unknownStar = from
  if (current === undefined) return runtime.semantics.getAttribute(from, name, runtime, site)
  // A package that has a name for another module, or for a builtin, most often means the same.
  if (current instanceof Module) return current
  if (current === builtin(name) && !(REPLACING.test(from.facts.path ?? '') && REPLACED.has(name))) return current
  const member = `${from.facts.path ?? 'a module'}.${name}`
  const facts = { origin: member, ...(current instanceof Mutable ? { candidates: [current] } : {}) }
  return runtime.opaque(`\`${member}\` is not evaluated`, site, facts, [current])
}

/** Does `from m import *` take this name from a module of the workspace? */
function isExported(module: ProgramModule, name: string): boolean {
  const listed = module.find('__all__')
  if (listed instanceof List && listed.opaque === null) return listed.items.includes(name)
  return !name.startsWith('_')
}
