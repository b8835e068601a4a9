// Which `yield`s of a statement may run before the rest of it: those before which nothing is evaluated that does anything, or
// that a stop could change.
import { iterChildNodes, type ASTNode, type ExprNode, type StmtNode } from 'py-ast'

type Of<Type extends ExprNode['nodeType']> = Extract<ExprNode, { nodeType: Type }>

/** Walks expressions in the order of their evaluation. */
class Order {
  readonly found = new Set<ASTNode>()
  /** Nothing so far does anything but to read a variable. */
  private clean = true

  readonly visit = (node: ExprNode): void => {
    const own = this.visitors[node.nodeType] as ((node: ExprNode) => void) | undefined
    if (own) return own(node)
    for (const child of iterChildNodes(node)) this.visit(child as ExprNode)
    this.clean = false
  }

  /** What follows may not be evaluated at all. */
  maybe(nodes: readonly ExprNode[]): void {
    if (nodes.length === 0) return
    this.clean = false
    nodes.forEach(this.visit)
  }

  private stop(node: ASTNode, value: ExprNode | undefined): void {
    const { clean } = this
    if (value) this.visit(value)
    // The value is evaluated right before the stop, wherever that is.
    this.clean = clean
    if (clean) this.found.add(node)
  }

  private readonly visitors: { readonly [Type in ExprNode['nodeType']]?: (node: Of<Type>) => void } = {
    Yield: (node) => this.stop(node, node.value),
    YieldFrom: (node) => this.stop(node, node.value),
    Name: () => undefined,
    Constant: () => undefined,
    Lambda: () => undefined,
    Starred: (node) => this.visit(node.value),
    Tuple: (node) => node.elts.forEach(this.visit),
    List: (node) => node.elts.forEach(this.visit),
    Call: (node) => {
      let callee = node.func
      while (callee.nodeType === 'Attribute') callee = callee.value
      this.visit(callee)
      node.args.forEach(this.visit)
      node.keywords.forEach(({ value }) => this.visit(value))
      this.clean = false
    },
    BoolOp: (node) => {
      this.visit(node.values[0])
      this.maybe(node.values.slice(1))
    },
    IfExp: (node) => {
      this.visit(node.test)
      this.maybe([node.body, node.orelse])
    },
    Compare: (node) => {
      this.visit(node.left)
      this.visit(node.comparators[0])
      this.maybe(node.comparators.slice(1))
    },
  }
}

/** A statement's own expressions in the order of their evaluation, up to the first that is evaluated later or not always. */
function expressionsOf(node: StmtNode): readonly (ExprNode | undefined)[] {
  switch (node.nodeType) {
    case 'Expr':
    case 'Assign':
    case 'AnnAssign':
    case 'Return':
      return [node.value]
    case 'AugAssign':
      return node.target.nodeType === 'Name' ? [node.value] : []
    case 'If':
    case 'While':
    case 'Assert':
      return [node.test]
    case 'For':
      return [node.iter]
    case 'With':
      return [node.items[0].context_expr]
    case 'Raise':
      return [node.exc]
    case 'Match':
      return [node.subject]
    default:
      return []
  }
}

/** The `yield`s of a statement, or of a lambda's body, that may run before the rest of it. */
export function orderlyYields(node: StmtNode | { readonly lambda: ExprNode }): ReadonlySet<ASTNode> {
  const order = new Order()
  const expressions = 'lambda' in node ? [node.lambda] : expressionsOf(node)
  for (const expression of expressions) if (expression) order.visit(expression)
  return order.found
}
