// Modules: of the program, whose attributes are its variables, and of libraries, whose unknown members are opaque.
import { Cell, Dict, Module, Opaque, type LoadedModule, type Runtime, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { moduleClass } from './builtinClasses'
import type { PythonType } from './registry'

/** A module of the workspace: its attributes are the variables of its frame. */
export class ProgramModule extends Module {
  /** A module that is not evaluated of which `import *` may have put any name in here. */
  unknownStar: Opaque | null = null

  constructor(readonly loaded: LoadedModule) {
    super(loaded.code.name)
  }

  /** The value of a name that only a star import may have bound; undefined where none of something unknown ran. */
  findStarred(name: string): Opaque | undefined {
    const path = this.unknownStar?.facts.path
    return path === undefined || name.startsWith('_') ? undefined : unevaluatedMember(path, name)
  }

  find(name: string): Value | undefined {
    const slot = this.loaded.code.slotNames.indexOf(name)
    if (slot < 0) return this.attributes.get(name)
    const held = this.loaded.frame.slots[slot]
    return held instanceof Cell ? held.value : held
  }

  set(name: string, value: Value, runtime: Runtime): void {
    const slot = this.loaded.code.slotNames.indexOf(name)
    if (slot < 0) {
      runtime.touch(this)
      this.attributes.set(name, value)
      return
    }
    const held = this.loaded.frame.slots[slot]
    if (held instanceof Cell) {
      runtime.touch(held)
      held.value = value
    } else {
      runtime.touch(this.loaded.frame)
      this.loaded.frame.slots[slot] = value
    }
  }

  /** What it binds, by name. */
  get names(): string[] {
    return this.loaded.code.slotNames.filter((name) => !name.startsWith('<') && this.find(name) !== undefined)
  }
}

/** A library module of which every member is known: another name is an AttributeError, as in Python. */
export class ClosedModule extends Module {}

/** A library module that says what became of members that its version took away. */
export class ReducedModule extends Module {
  constructor(
    name: string,
    readonly removed: ReadonlyMap<string, string>,
  ) {
    super(name)
  }
}

function moduleAttribute(v: Module, name: string): Value | undefined {
  const own = v instanceof ProgramModule ? v.find(name) : v.attributes.get(name)
  if (own !== undefined) return own
  if (name === '__name__') return v.name
  if (name === '__doc__' || name === '__file__') return null
  if (name === '__dict__') {
    const dict = new Dict('dict')
    const names = v instanceof ProgramModule ? v.names : [...v.attributes.keys()]
    for (const key of names) dict.entries.set(`s:${key}`, { key, value: moduleAttribute(v, key) as Value })
    return dict
  }
  if (v instanceof ProgramModule) return v.findStarred(name)
  return v instanceof ClosedModule ? undefined : unevaluatedMember(v.name, name)
}

function unevaluatedMember(module: string, name: string): Opaque {
  const path = `${module}.${name}`
  return new Opaque(`\`${path}\` is not evaluated`, { path, origin: path })
}

export const moduleType: PythonType<Module> = {
  cls: moduleClass,
  typeName: () => 'module',
  getAttribute(v, name, _, site) {
    const removed = v instanceof ReducedModule ? v.removed.get(name) : undefined
    if (removed !== undefined) throw raised('AttributeError', removed, site)
    const value = moduleAttribute(v, name)
    if (value === undefined) throw raised('AttributeError', `module '${v.name}' has no attribute '${name}'`, site)
    return value
  },
  setAttribute(v, name, value, runtime) {
    if (v instanceof ProgramModule) return v.set(name, value, runtime)
    runtime.touch(v)
    v.attributes.set(name, value)
  },
  deleteAttribute(v, name, runtime) {
    if (v instanceof ProgramModule) return v.set(name, undefined, runtime)
    runtime.touch(v)
    v.attributes.delete(name)
  },
  repr: (v) => `<module '${v.name}'>`,
  display: (v) => `<module '${v.name}'>`,
  toJson: () => undefined,
}
