// CPython's scoping: which names a module, function, class body or comprehension binds, and where every other name comes
// from. Knows no IR but its References.
import type { ASTNode, ASTNodeUnion, Module, Name } from 'py-ast'
import type { Reference, Span } from '@gradlens/engine'

export type Node<Type extends ASTNodeUnion['nodeType']> = Extract<ASTNodeUnion, { nodeType: Type }>
export type ComprehensionNode = Node<'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'>
export type FunctionNode = Node<'FunctionDef' | 'AsyncFunctionDef' | 'Lambda'>
export type ScopedNode = Module | FunctionNode | Node<'ClassDef'> | ComprehensionNode

/** An error of the symbol table, at a node. */
export class ScopeError extends Error {
  constructor(
    readonly node: ASTNode,
    message: string,
  ) {
    super(message)
  }
}

/** The parameter of a comprehension that is lowered as a function: its first iterable. */
export const ITERABLE = '.0'

/** One scope. Its slots live in its `frame`'s slots: a comprehension has none of its own unless a closure captures its targets. */
export class Scope {
  /** Names bound here, in the order of their first binding; parameters first. */
  readonly bound = new Set<string>()
  readonly parameters: string[] = []
  readonly globals = new Set<string>()
  readonly nonlocals = new Set<string>()
  /** Names that are read, assigned or deleted here. */
  readonly used = new Set<string>()
  /** Bound names that an inner function reads or writes. */
  readonly captured = new Set<string>()
  readonly children: Scope[] = []
  /** A comprehension that is lowered as a function, because something captures its targets. */
  reified = false
  isGenerator = false
  /** The first `yield` that stands amid an expression, behind something that does something. */
  disorderly: Span | null = null
  /** In a module: the names that `from m import *` may bind, because the text reads them and nothing else in it binds them. */
  readonly starNames = new Set<string>()
  /** The hidden name that holds a class for its methods' `super()`. */
  hiddenClass: string | null = null
  /** Set with slots when the analysis is complete. */
  private readonly slots = new Map<string, number>()
  readonly slotNames: string[] = []
  readonly free: string[] = []

  constructor(
    readonly kind: 'module' | 'function' | 'class' | 'comprehension',
    readonly name: string,
    readonly parent: Scope | null,
  ) {
    parent?.children.push(this)
  }

  /** Makes a comprehension a function of its own. */
  reify(): void {
    this.reified = true
    this.parameters.push(ITERABLE)
  }

  /** The scope around this one. Ask no module for it. */
  get outer(): Scope {
    return this.parent as Scope
  }

  /** As a person would call what stands here: `Spring.energy`, `outer.inner`. */
  qualify(name: string): string {
    const outer = this.namingScope()
    return outer.kind === 'module' ? name : `${outer.outer.qualify(outer.name)}.${name}`
  }

  /** `__qualname__` of what stands here: `outer.<locals>.inner`. */
  pythonName(name: string): string {
    const outer = this.namingScope()
    if (outer.kind === 'module') return name
    return `${outer.outer.pythonName(outer.name)}.${outer.kind === 'function' ? '<locals>.' : ''}${name}`
  }

  private namingScope(): Scope {
    return this.kind === 'comprehension' ? this.outer.namingScope() : this
  }

  /** The scope whose frame holds this one's slots. */
  get frame(): Scope {
    return this.kind === 'comprehension' && !this.reified ? this.outer.frame : this
  }

  get module(): Scope {
    return this.parent ? this.parent.module : this
  }

  /** The class whose body this stands in, for private names; null outside of classes. */
  get className(): string | null {
    return this.kind === 'class' ? this.name : (this.parent?.className ?? null)
  }

  /** The scope that binds a name as seen from here; null where it is a builtin or bound nowhere. `outer`: seen from a class body before the body binds it. */
  owner(name: string, outer = false): Scope | null {
    const { module } = this
    if (this.globals.has(name)) return module.bound.has(name) ? module : null
    if (!outer && this.bound.has(name) && !this.nonlocals.has(name)) return this
    let scope = this.parent
    while (scope && scope !== module) {
      if (scope.kind !== 'class') {
        if (scope.globals.has(name)) break
        if (scope.bound.has(name) && !scope.nonlocals.has(name)) return scope
      }
      scope = scope.parent
    }
    return module.bound.has(name) ? module : null
  }

  /** The reference to a name as seen from here; null where nothing binds it. */
  reference(name: string, outer = false): Reference | null {
    const owner = this.owner(name, outer)
    if (!owner) return null
    const display = displayName(name)
    const { frame } = owner
    if (frame.kind === 'module') return { scope: 'global', index: owner.slot(name), name: display }
    if (frame !== this.frame) return { scope: 'free', index: this.frame.freeIndex(name), name: display }
    return { scope: owner.captured.has(name) ? 'cell' : 'local', index: owner.slot(name), name: display }
  }

  slot(name: string): number {
    return this.slots.get(name) as number
  }

  /** The slots that hold a cell from the start. */
  get cellSlots(): number[] {
    const cells = [...this.captured].filter((name) => !this.parameters.includes(name)).map((name) => this.slot(name))
    return cells.sort((a, b) => a - b)
  }

  /** Where the enclosing frame finds each of this function's captured cells. */
  captures(): Reference[] {
    // What a class body binds is not seen from inside of it.
    const outer = this.outer.kind === 'class'
    return this.free.map((name) => this.outer.reference(name, outer) as Reference)
  }

  private freeIndex(name: string): number {
    return this.free.indexOf(name)
  }

  /** Gives every bound name of this scope and of the comprehensions inside a slot in the frame. */
  assignSlots(): void {
    const { frame } = this
    for (const name of this.parameters.concat([...this.bound])) {
      if (this.slots.has(name)) continue
      this.slots.set(name, frame.slotNames.length)
      frame.slotNames.push(this === frame ? name : `<comprehension> ${name}`)
    }
    for (const child of this.children) child.assignSlots()
  }
}

/** A hidden name as an error would show it. */
function displayName(name: string): string {
  return name.startsWith('<class') ? '__class__' : name
}

/** The scopes of one module, by the node that makes each. */
export class Scopes {
  private readonly byNode = new Map<ASTNode, Scope>()
  private readonly outerReads = new Set<ASTNode>()

  constructor(
    readonly module: Scope,
    build: { scopes: ReadonlyMap<ASTNode, Scope>; outerReads: ReadonlySet<ASTNode> },
  ) {
    this.byNode = new Map(build.scopes)
    this.outerReads = new Set(build.outerReads)
  }

  of(node: ScopedNode): Scope {
    return this.byNode.get(node) as Scope
  }

  /** The reference that a name node means in a scope; null: a builtin, or bound nowhere. */
  resolve(node: Name, scope: Scope): Reference | null {
    return scope.reference(mangle(node.id, scope.className), this.outerReads.has(node))
  }
}

/** Private names (`__x` inside a class) as CPython writes them. */
export function mangle(name: string, className: string | null): string {
  if (className === null || !name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name
  const stripped = className.replace(/^_+/, '')
  return stripped ? `_${stripped}${name}` : name
}
