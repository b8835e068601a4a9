// `globals()` and `locals()`: the variables of a module as a dict that follows them.
import { Dict, NativeObject, Opaque, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../protocol'
import { unknownText } from '../text/unknownText'
import { unknownIteration } from '../operations'
import { dictType, keyFault } from './dict'
import type { ProgramModule } from './module'

const ALL = new Opaque('all the names of a module are not evaluated')

export class NamespaceDict extends NativeObject<null> {
  override readonly typeName = 'dict'
  readonly protocol = protocol

  constructor(
    readonly module: ProgramModule,
    /** False: it may be the dict of a function's own variables. */
    readonly isModules: boolean,
  ) {
    super()
  }

  get(name: Value): Value | undefined {
    return this.isModules && typeof name === 'string' ? this.module.find(name) : undefined
  }

  set(name: Value, value: Value, runtime: Runtime, site: Span): void {
    if (typeof name !== 'string') return
    const before = this.module.find(name)
    const unsure = (): Opaque => runtime.opaque('`locals()` is not evaluated', site, {}, [before, value])
    this.module.set(name, this.isModules ? value : unsure(), runtime)
  }

  // Its state is the module's.
  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

/** Code that nobody knows ran in a module: its variables are unknown, and what they hold may have been changed. */
export function obscureModule(module: ProgramModule, why: Opaque, runtime: Runtime, site: Span): void {
  const names = module.loaded.code.slotNames.filter((name) => !/^(?:<|__name__$)/.test(name))
  runtime.forget(
    names.map((name) => module.find(name)),
    why.reason,
    site,
  )
  for (const name of names) obscureName(module, name, why, runtime, site)
}

/** Something may have bound a name anew. */
export function obscureName(module: ProgramModule, name: string, why: Opaque, runtime: Runtime, site: Span): void {
  const before = module.find(name)
  const candidates = before instanceof NativeObject || before instanceof Dict ? [before] : []
  module.set(name, runtime.opaque(why.reason, site, candidates.length > 0 ? { candidates } : {}, [before]), runtime)
}

type Method = (v: NamespaceDict, args: readonly Value[], runtime: Runtime, site: Span) => Value

const METHODS: Readonly<Record<string, Method>> = {
  get: (v, [name, fallback = null]) => v.get(name) ?? (v.isModules ? fallback : ALL),
  setdefault(v, [name, fallback = null], runtime, site) {
    const known = v.get(name)
    if (known === undefined) v.set(name, fallback, runtime, site)
    return known ?? fallback
  },
  pop(v, [name, fallback], runtime, site) {
    const known = v.get(name) ?? fallback
    if (known === undefined) throw keyFault(name, runtime, site)
    v.set(name, undefined, runtime, site)
    return known
  },
}

function update(v: NamespaceDict, { positional, keywords }: Arguments, runtime: Runtime, site: Span): null {
  for (const given of positional) {
    if (given instanceof Dict && given.opaque === null)
      for (const { key, value } of given.entries.values()) v.set(key, value, runtime, site)
    else obscureModule(v.module, ALL, runtime, site)
  }
  for (const [name, value] of keywords ?? []) v.set(name, value, runtime, site)
  return null
}

const protocol: TypeProtocol<NamespaceDict> = {
  typeName: () => 'dict',
  getItem(v, name, runtime, site) {
    const value = v.get(name)
    if (value === undefined && v.isModules) throw keyFault(name, runtime, site)
    return value ?? runtime.opaque('`locals()` is not evaluated', site)
  },
  setItem: (v, name, value, runtime, site) => v.set(name, value, runtime, site),
  deleteItem(v, name, runtime, site) {
    if (v.isModules && v.get(name) === undefined) throw keyFault(name, runtime, site)
    v.set(name, undefined, runtime, site)
  },
  contains: (v, name) => (v.isModules ? v.get(name) !== undefined : ALL),
  iterate: () => unknownIteration(ALL),
  length: () => ALL,
  compare: () => ALL,
  getAttribute: (_, name) => dictType.getAttribute(new Dict('dict'), name),
  callMethod(v, name, args, runtime, site) {
    if (name === 'update') return update(v, args, runtime, site)
    if (!Object.hasOwn(METHODS, name)) return runtime.opaque(ALL.reason, site)
    return METHODS[name](v, args.positional, runtime, site)
  },
  repr: () => unknownText(ALL, 'repr'),
  display: () => `unknown: ${ALL.reason}`,
  toJson: () => undefined,
}
