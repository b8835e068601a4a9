// `import * as m`: the exports of a module of the workspace as an object.
import { Cell, NativeObject, type LoadedModule, type Value } from '@gradlens/engine'

/** Live: a name reads what the module's variable is then. */
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
    return this.module.code.exports.has(name)
  }
  get(name: string): Value {
    const reference = this.module.code.exports.get(name)
    const held = reference && this.module.frame.slots[reference.index]
    return held instanceof Cell ? held.value : held
  }
  keys(): string[] {
    return [...this.module.code.exports.keys()].sort()
  }
}
