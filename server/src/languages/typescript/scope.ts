// Lexical scoping of a Babel tree: which scope a node opens, which slot of which frame a name is, and which variables a
// closure captures. Knows nothing of what the code does.
import type { Reference } from '@gradlens/engine'
import type * as t from '@babel/types'

/** A declared name. */
export interface Binding {
  readonly name: string
  readonly slot: number
  readonly frame: Frame
  /** Assigning to it raises: `const`, imports. */
  readonly constant: boolean
  /** It is a name of the module itself, which every function reaches without capturing it. */
  readonly moduleLevel: boolean
  /** It is one of the parameters' own slots. */
  readonly parameter: boolean
  /** Where in the text a `let`, `const` or class has got its value; 0 for names that have one from the start. */
  readonly initialisedAt: number
  captured: boolean
  /** Anything refers to it. */
  used: boolean
}

/** The variables of one activation of a function (or of the module). */
export class Frame {
  readonly slotNames: string[] = []
  readonly bindings: Binding[] = []
  /** What the closure captures, as the enclosing function finds it. */
  readonly captures: Reference[] = []
  private readonly captureOf = new Map<Binding, number>()

  constructor(readonly parent: Frame | null) {}

  /** The slot of a new variable. */
  slot(name: string): number {
    return this.slotNames.push(name) - 1
  }

  /** How code in this frame reaches the binding; captures it through every function between. */
  reference(binding: Binding): Reference {
    const { name, slot } = binding
    if (binding.frame === this) {
      const uncaptured = this.parent === null ? 'global' : 'local'
      return { scope: binding.captured ? 'cell' : uncaptured, index: slot, name }
    }
    if (binding.moduleLevel) return { scope: 'global', index: slot, name }
    let index = this.captureOf.get(binding)
    if (index === undefined) {
      index = this.captures.push(this.parent!.reference(binding)) - 1
      this.captureOf.set(binding, index)
    }
    return { scope: 'free', index, name }
  }

  /** Own slots, parameters left out, that hold a cell. */
  cellSlots(): number[] {
    return this.bindings.filter((b) => b.captured && !b.parameter).map((b) => b.slot)
  }
}

/** What every function but an arrow has of itself. */
export const ARGUMENTS = 'arguments'

/** The hidden name under which a class is reached by `super`; no program can write it. */
export const HOME_CLASS = '%class'

/** One block's names. */
export class Scope {
  readonly names = new Map<string, Binding>()
  /** What is made anew whenever the block is entered, hidden names of expressions inside it included. */
  readonly declared: Binding[] = []

  constructor(
    readonly parent: Scope | null,
    readonly frame: Frame,
    /** The scope whose block owns what is declared here: itself, except for the scope of an expression's own name. */
    private readonly owner: Scope | null = null,
    /** It is the scope of a function that has its own `arguments`. */
    private readonly hasArguments = false,
  ) {}

  /** Gives the function around here a slot for its `arguments`. */
  needArguments(): void {
    const owner = outward(this).find((scope) => scope.hasArguments)
    if (owner && !owner.names.has(ARGUMENTS)) owner.declare(ARGUMENTS, { slot: owner.frame.slot(ARGUMENTS) })
  }

  declare(name: string, facts: { constant?: boolean; slot?: number; initialisedAt?: number } = {}): Binding {
    const known = this.names.get(name)
    if (known && facts.slot === undefined) return known
    const binding: Binding = {
      name,
      slot: facts.slot ?? this.frame.slot(name),
      frame: this.frame,
      constant: facts.constant ?? false,
      moduleLevel: this.parent === null,
      parameter: facts.slot !== undefined,
      initialisedAt: facts.initialisedAt ?? 0,
      captured: false,
      used: false,
    }
    this.names.set(name, binding)
    this.frame.bindings.push(binding)
    this.block.declared.push(binding)
    return binding
  }

  lookup(name: string): Binding | null {
    return (
      outward(this)
        .find((scope) => scope.names.has(name))
        ?.names.get(name) ?? null
    )
  }

  /** The nearest block. */
  get block(): Scope {
    return this.owner ?? this
  }

  /** Where `var` declares: the frame's outermost scope. */
  get functionScope(): Scope {
    return outward(this)
      .filter((scope) => scope.frame === this.frame)
      .pop()!
  }

  /** Slots whose cells are made anew on entry. */
  fresh(): number[] {
    return this.declared.filter((b) => b.captured).map((b) => b.slot)
  }
}

/** The scope and all around it, innermost first. */
function outward(scope: Scope): Scope[] {
  const scopes = [scope]
  for (let parent = scope.parent; parent; parent = parent.parent) scopes.push(parent)
  return scopes
}

/** The scopes of one file. */
export interface Scopes {
  readonly module: Scope
  /** The scope that a node opens; undefined where it opens none. */
  of(node: t.Node): Scope | undefined
}

/** Finds every scope and binding of the file. */
export function analyseScopes(file: t.File, kind: 'module' | 'script'): Scopes {
  return new Analysis(kind).run(file.program)
}

/** What a script may be given by the module system of CommonJS. */
export const COMMONJS_NAMES = ['module', 'exports'] as const

interface Use {
  readonly scope: Scope
  readonly name: string
  readonly written: boolean
}

type Visit = (node: never, scope: Scope, analysis: Analysis) => void

class Analysis {
  private readonly scopes = new Map<t.Node, Scope>()
  private readonly uses: Use[] = []

  constructor(private readonly kind: 'module' | 'script') {}

  run(program: t.Program): Scopes {
    const module = new Scope(null, new Frame(null))
    this.scopes.set(program, module)
    this.children(program, module)
    if (this.kind === 'script') this.bindCommonJs(module)
    for (const use of this.uses) this.resolve(use, module)
    return { module, of: (node) => this.scopes.get(node) }
  }

  private resolve({ scope, name, written }: Use, module: Scope): void {
    let binding = scope.lookup(name)
    // A sloppy script's assignment to an undeclared name makes a global.
    if (!binding && written && this.kind === 'script') binding = module.declare(name)
    if (!binding) return
    binding.used = true
    if (binding.frame !== scope.frame && !binding.moduleLevel) binding.captured = true
  }

  /** Only what a script uses, and does not declare itself. */
  private bindCommonJs(module: Scope): void {
    const used = new Set(this.uses.map(({ name }) => name))
    for (const name of COMMONJS_NAMES) if (used.has(name) && !module.names.has(name)) module.declare(name)
  }

  open(node: t.Node, scope: Scope): Scope {
    this.scopes.set(node, scope)
    return scope
  }

  use(scope: Scope, name: string, written = false): void {
    if (name === ARGUMENTS) scope.needArguments()
    this.uses.push({ scope, name, written })
  }

  visit(node: t.Node | null | undefined, scope: Scope): void {
    if (!node || (node.type.startsWith('TS') && !RUNTIME_TYPES.has(node.type))) return
    const special = visits[node.type] as Visit | undefined
    if (special) special(node as never, scope, this)
    else this.children(node, scope)
  }

  children(node: t.Node, scope: Scope): void {
    for (const child of childrenOf(node)) this.visit(child, scope)
  }

  /** Declares what a pattern binds, and visits the expressions inside it. */
  declarePattern(pattern: t.Node, scope: Scope, target: Scope, constant: boolean, initialisedAt = 0): void {
    for (const name of boundNames(pattern)) target.declare(name, { constant, initialisedAt })
    this.patternExpressions(pattern, scope)
  }

  /** Visits computed keys and defaults of a pattern that declares. */
  patternExpressions(pattern: t.Node, scope: Scope): void {
    if (pattern.type === 'AssignmentPattern') {
      this.patternExpressions(pattern.left, scope)
      this.visit(pattern.right, scope)
    } else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') continue
        if (property.computed) this.visit(property.key, scope)
        this.patternExpressions(property.value, scope)
      }
    } else if (pattern.type === 'ArrayPattern') {
      for (const element of pattern.elements) if (element) this.patternExpressions(element, scope)
    } else if (pattern.type === 'RestElement') this.patternExpressions(pattern.argument, scope)
  }

  functionScopes(node: t.Function, outer: Scope): void {
    const frame = new Frame(outer.frame)
    const scope = this.open(node, new Scope(outer, frame, null, node.type !== 'ArrowFunctionExpression'))
    const params = runtimeParameters(node)
    const patterns: t.Node[] = []
    for (const parameter of params) {
      const target = parameterTarget(parameter)
      if (target.type === 'Identifier') scope.declare(target.name, { slot: frame.slot(target.name) })
      else {
        frame.slot('')
        patterns.push(target)
      }
    }
    for (const pattern of patterns) this.declarePattern(pattern, scope, scope, false)
    for (const parameter of params) this.defaultOf(parameter, scope)
    if (node.body.type === 'BlockStatement') {
      this.scopes.set(node.body, scope)
      this.children(node.body, scope)
    } else this.visit(node.body, scope)
  }

  private defaultOf(parameter: Parameter, scope: Scope): void {
    if (parameter.type === 'TSParameterProperty') this.defaultOf(parameter.parameter, scope)
    else if (parameter.type === 'AssignmentPattern') this.visit(parameter.right, scope)
  }
}

export type Parameter = t.Function['params'][number]

/** The parameters that exist at run time: TypeScript's `this` is none. */
export function runtimeParameters(node: t.Function): Parameter[] {
  return (node.params as Parameter[]).filter((p) => !(p.type === 'Identifier' && p.name === 'this'))
}

/** The name or pattern that a parameter binds, its default and `...` taken off. */
export function parameterTarget(parameter: t.Node): t.Identifier | t.ObjectPattern | t.ArrayPattern {
  switch (parameter.type) {
    case 'TSParameterProperty':
      return parameterTarget(parameter.parameter)
    case 'AssignmentPattern':
      return parameterTarget(parameter.left)
    case 'RestElement':
      return parameterTarget(parameter.argument)
    default:
      return parameter as t.Identifier | t.ObjectPattern | t.ArrayPattern
  }
}

/** The names that a pattern binds, in source order. */
export function boundNames(pattern: t.Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'RestElement':
      return boundNames(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) => boundNames(p.type === 'RestElement' ? p.argument : p.value))
    default:
      return []
  }
}

/** The nodes directly inside a node, in source order; those that are only types left out. */
export function childrenOf(node: t.Node): t.Node[] {
  return Object.entries(node).flatMap(([key, child]: [string, unknown]) => {
    if (TYPE_KEYS.has(key)) return []
    if (Array.isArray(child)) return child.filter(isNode)
    return isNode(child) ? [child] : []
  })
}

/** Keys of a node below which nothing runs. */
const TYPE_KEYS = new Set([
  'loc',
  'extra',
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'superTypeParameters',
  'returnType',
  'implements',
  'predicate',
])

/** TypeScript's nodes that hold code. */
const RUNTIME_TYPES = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSExportAssignment',
])

function isNode(value: unknown): value is t.Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

type Visits = {
  readonly [K in t.Node['type']]?: (node: Extract<t.Node, { type: K }>, scope: Scope, analysis: Analysis) => void
}

function block(node: t.Node, scope: Scope, analysis: Analysis): void {
  const frame = scope.frame
  analysis.children(node, analysis.open(node, new Scope(scope, frame)))
}

function property(
  node: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty,
  scope: Scope,
  analysis: Analysis,
): void {
  if ('computed' in node && node.computed) analysis.visit(node.key, scope)
  for (const decorator of node.decorators ?? []) analysis.visit(decorator, scope)
  if (node.value) analysis.visit(node.value, analysis.open(node, new Scope(scope, new Frame(scope.frame))))
}

function method(node: t.ObjectMethod | t.ClassMethod | t.ClassPrivateMethod, scope: Scope, analysis: Analysis): void {
  if ('computed' in node && node.computed) analysis.visit(node.key, scope)
  for (const decorator of node.decorators ?? []) analysis.visit(decorator, scope)
  analysis.functionScopes(node, scope)
}

function classScopes(node: t.Class, scope: Scope, analysis: Analysis): void {
  const inner = analysis.open(node, new Scope(scope, scope.frame, scope.block))
  inner.declare(HOME_CLASS, { constant: true })
  if (node.type === 'ClassExpression' && node.id) inner.declare(node.id.name, { constant: true })
  for (const decorator of node.decorators ?? []) analysis.visit(decorator, scope)
  analysis.visit(node.superClass, inner)
  analysis.visit(node.body, inner)
}

function member(node: t.MemberExpression | t.OptionalMemberExpression, scope: Scope, analysis: Analysis): void {
  analysis.visit(node.object, scope)
  if (node.computed) analysis.visit(node.property, scope)
}

function write(target: t.Node, scope: Scope, analysis: Analysis): void {
  for (const name of boundNames(target)) analysis.use(scope, name, true)
  analysis.visit(target, scope)
}

function loopOver(node: t.ForInStatement | t.ForOfStatement, scope: Scope, analysis: Analysis): void {
  const inner = analysis.open(node, new Scope(scope, scope.frame))
  if (node.left.type === 'VariableDeclaration') analysis.visit(node.left, inner)
  else write(node.left, inner, analysis)
  analysis.visit(node.right, inner)
  analysis.visit(node.body, inner)
}

const visits: Visits = {
  Identifier: (node, scope, analysis) => analysis.use(scope, node.name),
  Super: (_, scope, analysis) => analysis.use(scope, HOME_CLASS),
  MemberExpression: member,
  OptionalMemberExpression: member,
  ObjectProperty(node, scope, analysis) {
    if (node.computed) analysis.visit(node.key, scope)
    analysis.visit(node.value, scope)
  },
  ObjectMethod: method,
  ClassMethod: method,
  ClassPrivateMethod: method,
  ClassProperty: property,
  ClassPrivateProperty: property,
  ClassAccessorProperty: property,
  StaticBlock(node, scope, analysis) {
    analysis.children(node, analysis.open(node, new Scope(scope, new Frame(scope.frame))))
  },
  ClassExpression: classScopes,
  ClassDeclaration(node, scope, analysis) {
    if (node.declare) return
    if (node.id) scope.declare(node.id.name, { initialisedAt: node.body.start! })
    classScopes(node, scope, analysis)
  },
  FunctionDeclaration(node, scope, analysis) {
    if (node.declare) return
    if (node.id) scope.declare(node.id.name)
    analysis.functionScopes(node, scope)
  },
  FunctionExpression(node, scope, analysis) {
    let outer = scope
    if (node.id) {
      outer = new Scope(scope, scope.frame, scope.block)
      outer.declare(node.id.name, { constant: true })
    }
    analysis.functionScopes(node, outer)
  },
  ArrowFunctionExpression: (node, scope, analysis) => analysis.functionScopes(node, scope),
  VariableDeclaration(node, scope, analysis) {
    if (node.declare) return
    const target = node.kind === 'var' ? scope.functionScope : scope
    for (const { id, init, end } of node.declarations) {
      analysis.declarePattern(
        id,
        scope,
        target,
        node.kind !== 'var' && node.kind !== 'let',
        node.kind === 'var' ? 0 : end!,
      )
      analysis.visit(init, scope)
    }
  },
  AssignmentExpression(node, scope, analysis) {
    write(node.left, scope, analysis)
    analysis.visit(node.right, scope)
  },
  UpdateExpression: (node, scope, analysis) => write(node.argument, scope, analysis),
  BlockStatement: block,
  ForStatement: block,
  ForInStatement: loopOver,
  ForOfStatement: loopOver,
  SwitchStatement(node, scope, analysis) {
    analysis.visit(node.discriminant, scope)
    const inner = analysis.open(node, new Scope(scope, scope.frame))
    for (const each of node.cases) analysis.visit(each, inner)
  },
  CatchClause(node, scope, analysis) {
    const inner = analysis.open(node, new Scope(scope, scope.frame))
    if (node.param) analysis.declarePattern(node.param, inner, inner, false)
    analysis.visit(node.body, inner)
  },
  LabeledStatement: (node, scope, analysis) => analysis.visit(node.body, scope),
  BreakStatement: () => {},
  ContinueStatement: () => {},
  MetaProperty: () => {},
  ImportDeclaration(node, scope) {
    if (node.importKind === 'type' || node.importKind === 'typeof') return
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type') continue
      scope.declare(specifier.local.name, { constant: true })
    }
  },
  ExportNamedDeclaration(node, scope, analysis) {
    if (node.declaration) analysis.visit(node.declaration, scope)
    else if (!node.source) {
      for (const specifier of node.specifiers)
        if (specifier.type === 'ExportSpecifier') analysis.visit(specifier.local, scope)
    }
  },
  TSEnumDeclaration(node, scope, analysis) {
    if (node.declare) return
    scope.declare(node.id.name)
    for (const each of node.members) analysis.visit(each.initializer, scope)
  },
  TSModuleDeclaration(node, scope, analysis) {
    if (node.declare || node.id.type !== 'Identifier') return
    scope.declare(node.id.name)
    analysis.visit(node.body, scope)
  },
  TSModuleBlock: block,
}
