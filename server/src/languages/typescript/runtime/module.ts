// Modules of the workspace as values: `import * as m`, members of a module, what `require` gives.
import {
  Cell,
  NativeObject,
  Opaque,
  type LoadedModule,
  type Reference,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raised } from './classes'
import { getProperty, hasOwn } from './property'

/** Under this name a CommonJS module exports its variable `module`. */
export const COMMONJS_EXPORT = 'module'

/** The exports of a module as an object. Live: a name reads what the module's variable is then. */
export class ModuleNamespace extends NativeObject<null> {
  readonly typeName = 'module'
  constructor(private readonly module: LoadedModule) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {
    // The module's frame is saved by itself.
  }
  merge(): void {
    // The module's frame is merged by itself.
  }
  has(name: string): boolean {
    return name !== COMMONJS_EXPORT && this.module.code.exports.has(name)
  }
  get(name: string): Value {
    return this.read(this.module.code.exports.get(name))
  }
  keys(): string[] {
    return [...this.module.code.exports.keys()].filter((name) => this.has(name)).sort()
  }

  /** What an import binds to the name: the variable itself, which may change later or, in a cycle, come later. */
  member(name: string, runtime: Runtime, site: Span): Value {
    const reference = this.has(name) ? this.module.code.exports.get(name) : undefined
    if (reference) return this.variable(reference, runtime)
    if (this.isCommonJs) {
      const exported = this.required(runtime, site)
      if (name === 'default' || exported instanceof Opaque) return exported
      if (hasOwn(exported, name, runtime)) return getProperty(exported, name, runtime, site)
    }
    throw raised(
      'SyntaxError',
      `The requested module '${this.module.code.name}' does not provide an export named '${name}'`,
      site,
    )
  }

  /** What `require` gives: `module.exports`, or the exports of a module of the standard's kind. */
  required(runtime: Runtime, site: Span): Value {
    return this.isCommonJs
      ? getProperty(this.read(this.module.code.exports.get(COMMONJS_EXPORT)), 'exports', runtime, site)
      : this
  }

  private get isCommonJs(): boolean {
    return this.module.code.exports.has(COMMONJS_EXPORT)
  }

  /** An exported variable as a cell that both modules hold. */
  private variable({ index }: Reference, runtime: Runtime): Cell {
    const { frame } = this.module
    const held = frame.slots[index]
    if (held instanceof Cell) return held
    runtime.touch(frame)
    const cell = new Cell(held)
    frame.slots[index] = cell
    return cell
  }

  private read(reference: Reference | undefined): Value {
    const held = reference && this.module.frame.slots[reference.index]
    return held instanceof Cell ? held.value : held
  }
}

/** The module that a specifier names, run once; opaque where it is none of the workspace's or cannot be read. */
export function importedModule(specifier: string, runtime: Runtime): ModuleNamespace | Opaque {
  const loaded = runtime.loadModule(specifier)
  if (loaded === null)
    return new Opaque(
      isPath(specifier) ? `the module \`${specifier}\` was not found` : `the package \`${specifier}\` is not evaluated`,
    )
  return typeof loaded === 'string'
    ? new Opaque(`the module \`${specifier}\` cannot be read: ${loaded}`)
    : new ModuleNamespace(loaded)
}

function isPath(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/')
}
