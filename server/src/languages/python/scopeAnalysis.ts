// Builds the scopes of a module in one walk, then finds what inner functions capture. Finds the errors that CPython's
// symbol table finds.
import {
  iterChildNodes,
  type ASTNode,
  type ASTNodeUnion,
  type ExprNode,
  type Module,
  type Name,
  type StmtNode,
} from 'py-ast'
import {
  mangle,
  Scope,
  ScopeError,
  Scopes,
  type ComprehensionNode,
  type FunctionNode,
  type Node,
  type ScopedNode,
} from './scope'
import type { SourcePositions } from './sourcePositions'

/**
 * Analyses a module. A name that nothing binds and that is no builtin gets a variable of the module that stays unbound;
 * throws a ScopeError where CPython's symbol table would refuse the module.
 */
export function analyseScopes(tree: Module, positions: SourcePositions, isBuiltin: (name: string) => boolean): Scopes {
  const builder = new ScopeBuilder(positions)
  const module = builder.module(tree)
  for (const name of unresolvedNames(module)) {
    // A star import leaves names with an underscore out.
    const starred = builder.hasStarImport && !name.startsWith('_')
    if (starred) module.starNames.add(name)
    if (starred || !isBuiltin(name)) module.bound.add(name)
  }
  captureAll(module)
  module.assignSlots()
  return new Scopes(module, builder)
}

function unresolvedNames(scope: Scope): string[] {
  const own = [...scope.used].filter((name) => !scope.owner(name) && !name.startsWith('<'))
  return [...new Set([...own, ...scope.children.flatMap(unresolvedNames)])]
}

function captureAll(module: Scope): void {
  let changed = true
  while (changed) changed = captureIn(module)
  collectFree(module)
}

/** Marks what inner frames capture; true where a comprehension had to become a function, which changes the frames. */
function captureIn(scope: Scope): boolean {
  let changed = false
  for (const name of scope.used) {
    const owner = scope.owner(name) ?? null
    const outer = scope.kind === 'class' ? scope.owner(name, true) : null
    for (const from of [owner, outer]) {
      if (!from || from.kind === 'module' || from.frame === scope.frame) continue
      from.captured.add(name)
      if (from.kind === 'comprehension' && !from.reified) {
        from.reify()
        changed = true
      }
    }
  }
  for (const child of scope.children) changed = captureIn(child) || changed
  return changed
}

/** Gives every frame between a captured name's owner and its user a free name. */
function collectFree(scope: Scope): void {
  for (const name of scope.used) {
    for (const outer of scope.kind === 'class' ? [false, true] : [false]) {
      const owner = scope.owner(name, outer)
      if (!owner || owner.frame.kind === 'module') continue
      for (let frame = scope.frame; frame !== owner.frame; frame = frame.outer.frame) {
        if (!frame.free.includes(name)) frame.free.push(name)
      }
    }
  }
  for (const child of scope.children) collectFree(child)
}

/** Builtins that walk their first argument to its end at once: nobody can tell whether its items were there before. */
const CONSUMERS = new Set(['sum', 'list', 'tuple', 'set', 'frozenset', 'dict', 'sorted', 'min', 'max'])

function consumes(callee: ExprNode): boolean {
  return callee.nodeType === 'Attribute'
    ? callee.attr === 'join'
    : callee.nodeType === 'Name' && CONSUMERS.has(callee.id)
}

class ScopeBuilder {
  readonly scopes = new Map<ASTNode, Scope>()
  readonly outerReads = new Set<ASTNode>()
  hasStarImport = false
  /** Generator expressions that are wholly walked where they stand. */
  private readonly consumed = new Set<ASTNode>()
  private scope!: Scope
  private loops = 0
  private hidden = 0
  private readonly nonlocals: { readonly node: ASTNode; readonly scope: Scope; readonly name: string }[] = []

  constructor(private readonly positions: SourcePositions) {}

  module(tree: Module): Scope {
    this.scope = new Scope('module', '', null)
    this.scopes.set(tree, this.scope)
    this.block(tree.body)
    for (const { node, scope, name } of this.nonlocals) {
      const owner = scope.owner(name)
      if (!owner || owner.kind === 'module') throw new ScopeError(node, `no binding for nonlocal '${name}' found`)
    }
    return this.scope
  }

  private block(statements: readonly StmtNode[]): void {
    for (const statement of statements) this.visit(statement)
  }

  private visit(node: ASTNodeUnion): void {
    const visitor = this.visitors[node.nodeType] as ((node: ASTNodeUnion) => void) | undefined
    if (visitor) visitor(node)
    else for (const child of iterChildNodes(node)) this.visit(child)
  }

  private visitAll(nodes: readonly (ASTNode | null | undefined)[]): void {
    for (const node of nodes) if (node) this.visit(node as ASTNodeUnion)
  }

  private readonly visitors: { readonly [Type in ASTNodeUnion['nodeType']]?: (node: Node<Type>) => void } = {
    Name: (node) => this.name(node),
    Assign: (node) => this.visitAll([node.value, ...node.targets]),
    AnnAssign: (node) => {
      if (node.simple && this.scope.kind === 'class') this.bind('__annotations__', node)
      this.visitAll([node.value])
      this.visit(node.target)
    },
    AugAssign: (node) => {
      if (node.target.nodeType === 'Name') this.use(node.target.id, node.target)
      this.visitAll([node.value, node.target])
    },
    NamedExpr: (node) => {
      this.visit(node.value)
      this.walrus(node.target as Name)
    },
    For: (node) => this.loop(node),
    AsyncFor: (node) => this.loop(node),
    While: (node) => {
      this.visit(node.test)
      this.loopBody(node.body)
      this.block(node.orelse)
    },
    WithItem: (node) => this.visitAll([node.context_expr, node.optional_vars]),
    ExceptHandler: (node) => {
      this.visitAll([node.type])
      if (node.name) this.bind(node.name, node)
      this.block(node.body)
    },
    Import: (node) => {
      for (const { name, asname } of node.names) this.bind(asname ?? name.split('.')[0], node)
    },
    ImportFrom: (node) => {
      for (const { name, asname } of node.names) {
        if (name !== '*') this.bind(asname ?? name, node)
        else if (this.scope.kind === 'module') this.hasStarImport = true
        else throw new ScopeError(node, 'import * only allowed at module level')
      }
    },
    Global: (node) => this.declare(node, 'global'),
    Nonlocal: (node) => this.declare(node, 'nonlocal'),
    FunctionDef: (node) => this.functionDefinition(node),
    AsyncFunctionDef: (node) => this.functionDefinition(node),
    Lambda: (node) => this.functionScope(node, '<lambda>', [node.body]),
    ClassDef: (node) => this.classDefinition(node),
    ListComp: (node) => this.comprehension(node, [node.elt]),
    SetComp: (node) => this.comprehension(node, [node.elt]),
    GeneratorExp: (node) => this.comprehension(node, [node.elt], !this.consumed.has(node)),
    DictComp: (node) => this.comprehension(node, [node.key, node.value]),
    Yield: (node) => this.yields(node, [node.value]),
    YieldFrom: (node) => this.yields(node, [node.value]),
    Await: (node) => {
      if (this.functionOf(this.scope) === null) throw new ScopeError(node, "'await' outside function")
      this.visit(node.value)
    },
    Return: (node) => {
      if (this.scope.kind !== 'function') throw new ScopeError(node, "'return' outside function")
      this.visitAll([node.value])
    },
    Break: (node) => {
      if (this.loops === 0) throw new ScopeError(node, "'break' outside loop")
    },
    Continue: (node) => {
      if (this.loops === 0) throw new ScopeError(node, "'continue' not properly in loop")
    },
    Constant: (node) => {
      if (typeof node.value === 'number' || typeof node.value === 'bigint') this.checkNumber(node)
    },
    Try: (node) => {
      if (node.handlers.length + node.finalbody.length === 0) {
        throw new ScopeError(node, "expected 'except' or 'finally' block")
      }
      for (const child of iterChildNodes(node)) this.visit(child)
    },
    Call: (node) => {
      if (node.func.nodeType === 'Name' && node.func.id === 'super' && node.args.length === 0) this.superCall()
      if (node.args.length > 0 && consumes(node.func)) this.consumed.add(node.args[0])
      for (const child of iterChildNodes(node)) this.visit(child)
    },
    MatchStar: (node) => node.name && this.bind(node.name, node),
    MatchAs: (node) => {
      this.visitAll([node.pattern])
      if (node.name) this.bind(node.name, node)
    },
    MatchMapping: (node) => {
      this.visitAll([...node.keys, ...node.patterns])
      if (node.rest) this.bind(node.rest, node)
    },
    TypeAlias: (node) => this.visit(node.name),
  }

  private name(node: Name): void {
    if (node.ctx.nodeType !== 'Load') this.bind(node.id, node)
    else if (node.id !== '__class__' || !this.superCall()) this.use(node.id, node)
  }

  private use(id: string, node: ASTNode): void {
    const { scope } = this
    const name = mangle(id, scope.className)
    scope.used.add(name)
    if (scope.kind === 'class' && !scope.bound.has(name)) this.outerReads.add(node)
  }

  private bind(id: string, node: ASTNode, scope = this.scope): void {
    const name = mangle(id, scope.className)
    scope.used.add(name)
    if (scope.globals.has(name)) scope.module.bound.add(name)
    else if (!scope.nonlocals.has(name)) scope.bound.add(name)
    else if (scope.parameters.includes(name)) throw new ScopeError(node, `name '${name}' is parameter and nonlocal`)
  }

  /** `:=` in a comprehension binds in the scope around it. */
  private walrus(target: Name): void {
    let scope = this.scope
    while (scope.kind === 'comprehension') {
      if (scope.bound.has(target.id)) {
        throw new ScopeError(
          target,
          `assignment expression cannot rebind comprehension iteration variable '${target.id}'`,
        )
      }
      scope = scope.outer
    }
    if (scope !== this.scope && scope.kind === 'class') {
      throw new ScopeError(target, 'assignment expression within a comprehension cannot be used in a class body')
    }
    this.bind(target.id, target, scope)
    this.scope.used.add(mangle(target.id, scope.className))
  }

  private declare(node: Node<'Global' | 'Nonlocal'>, kind: 'global' | 'nonlocal'): void {
    const { scope } = this
    for (const id of node.names) {
      const name = mangle(id, scope.className)
      if (scope.parameters.includes(name)) throw new ScopeError(node, `name '${name}' is parameter and ${kind}`)
      if (kind === 'nonlocal' && scope.kind === 'module') {
        throw new ScopeError(node, 'nonlocal declaration not allowed at module level')
      }
      if (scope.kind !== 'module') {
        if (scope.bound.has(name))
          throw new ScopeError(node, `name '${name}' is assigned to before ${kind} declaration`)
        if (scope.used.has(name)) throw new ScopeError(node, `name '${name}' is used prior to ${kind} declaration`)
      }
      if (kind === 'global') {
        scope.globals.add(name)
        scope.module.bound.add(name)
      } else {
        scope.nonlocals.add(name)
        scope.used.add(name)
        this.nonlocals.push({ node, scope, name })
      }
    }
  }

  private loop(node: Node<'For' | 'AsyncFor'>): void {
    this.visitAll([node.iter, node.target])
    this.loopBody(node.body)
    this.block(node.orelse)
  }

  private loopBody(body: readonly StmtNode[]): void {
    this.loops++
    this.block(body)
    this.loops--
  }

  /** What py-ast reads as a number and CPython does not. */
  private checkNumber(node: Node<'Constant'>): void {
    const text = this.positions.textOf(node)
    if (/^0[\d_]*[1-9]\d*$/.test(text)) {
      const message = 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers'
      throw new ScopeError(node, message)
    }
    if (/__|_$|_[.eE]|[.eE]_/.test(text)) throw new ScopeError(node, 'invalid decimal literal')
  }

  private yields(node: Node<'Yield' | 'YieldFrom'>, children: readonly (ASTNode | undefined)[]): void {
    const around = this.functionOf(this.scope)
    if (around === null) throw new ScopeError(node, "'yield' outside function")
    around.isGenerator = true
    this.visitAll(children)
  }

  private functionOf(scope: Scope): Scope | null {
    if (scope.kind === 'function') return scope
    return scope.kind === 'comprehension' ? this.functionOf(scope.outer) : null
  }

  private functionDefinition(node: Node<'FunctionDef' | 'AsyncFunctionDef'>): void {
    this.visitAll(node.decorator_list)
    this.functionScope(node, node.name, node.body)
    this.bind(node.name, node)
  }

  private functionScope(node: FunctionNode, name: string, body: readonly (StmtNode | ExprNode)[]): void {
    const { args } = node
    this.visitAll([...args.defaults, ...args.kw_defaults])
    this.inside(new Scope('function', name, this.scope), node, () => {
      const { scope } = this
      const parameters = [...args.posonlyargs, ...args.args, ...(args.vararg ? [args.vararg] : [])]
      parameters.push(...args.kwonlyargs, ...(args.kwarg ? [args.kwarg] : []))
      for (const parameter of parameters) {
        const name = mangle(parameter.arg, scope.className)
        if (scope.bound.has(name)) {
          throw new ScopeError(parameter, `duplicate argument '${parameter.arg}' in function definition`)
        }
        scope.parameters.push(name)
        scope.bound.add(name)
      }
      this.visitAll(body)
    })
  }

  private classDefinition(node: Node<'ClassDef'>): void {
    this.visitAll([...node.decorator_list, ...node.bases, ...node.keywords])
    const around = this.scope
    this.inside(new Scope('class', node.name, around), node, () => this.block(node.body))
    const { hiddenClass } = this.scopes.get(node) as Scope
    if (hiddenClass !== null) around.used.add(hiddenClass)
    this.bind(node.name, node)
  }

  /** `super()` and `__class__` in a method (false elsewhere): the class gets a hidden name in the nearest function or module around it. */
  private superCall(): boolean {
    let scope: Scope | null = this.scope
    while (scope && scope.kind !== 'class') scope = scope.parent
    if (!scope || scope === this.scope) return false
    if (scope.hiddenClass === null) {
      scope.hiddenClass = `<class ${scope.name} ${this.hidden++}>`
      let home = scope.outer
      while (home.kind === 'class' || home.kind === 'comprehension') home = home.outer
      home.bound.add(scope.hiddenClass)
    }
    this.scope.used.add(scope.hiddenClass)
    return true
  }

  private comprehension(node: ComprehensionNode, results: readonly ExprNode[], isGenerator = false): void {
    const [first, ...others] = node.generators
    this.visit(first.iter)
    const scope = new Scope('comprehension', isGenerator ? '<genexpr>' : '<comprehension>', this.scope)
    scope.isGenerator = isGenerator
    if (isGenerator) scope.reify()
    this.inside(scope, node, () => {
      this.visitAll([first.target, ...first.ifs])
      for (const clause of others) this.visitAll([clause.iter, clause.target, ...clause.ifs])
      this.visitAll(results)
    })
  }

  private inside(scope: Scope, node: ScopedNode, body: () => void): void {
    const around = { scope: this.scope, loops: this.loops }
    this.scopes.set(node, scope)
    this.scope = scope
    this.loops = 0
    body()
    this.scope = around.scope
    this.loops = around.loops
  }
}
