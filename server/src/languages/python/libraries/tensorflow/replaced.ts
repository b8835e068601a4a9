// The beginner's `w = w - lr * g`: the name then stands for a new tensor, and the variable is lost.
import { Tensor, nodeOf, type Expr, type Span } from '@gradlens/engine'
import type { NoneRequest } from './explain'
import { statementAround } from './syntax'
import { variablesOf } from './state'

export interface Replaced {
  /** The assignment that made a tensor of the variable. */
  readonly span: Span
  readonly name: string
}

/** The assignment that turned the variable that the source was into a tensor; null where that is not what happened. */
export function replacedVariable({ call, source }: NoneRequest): Replaced | null {
  const x = source.value
  if (!(x instanceof Tensor) || source.watchedAt !== null || nodeOf(x) === 0) return null
  const { tape } = call.session
  if (tape.kind(x.node) !== 'operation') return null
  const span = call.runtime.sites[tape.siteOf(x.node)]
  const statement = statementAround(call.runtime.program, span)
  if (!statement) return null
  const name = rebound(statement)
  if (name === null || name !== source.text) return null
  return stemsFromVariable(x.node, call) ? { span: statement.span, name } : null
}

/** The name that the statement gives a value computed from itself: `x = x + 1`, `x += 1`. */
function rebound(statement: ReturnType<typeof statementAround>): string | null {
  if (statement?.kind === 'expression' && statement.value.kind === 'augmented') {
    return statement.value.target.kind === 'name' ? statement.value.target.ref.name : null
  }
  if (statement?.kind !== 'assign' || statement.targets.length !== 1) return null
  const [target] = statement.targets
  return target.kind === 'name' && reads(statement.value, target.ref.name) ? target.ref.name : null
}

function reads(expr: Expr, name: string): boolean {
  let found = false
  const visit = (value: unknown): void => {
    if (found || typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach(visit)
    const node = value as { kind?: string; ref?: { name: string } }
    if (node.kind === 'read' && node.ref?.name === name) found = true
    else if (node.kind !== 'literal') for (const [key, child] of Object.entries(value)) if (key !== 'span') visit(child)
  }
  visit(expr)
  return found
}

/** Is a variable of the program among what the entry was computed from? */
function stemsFromVariable(node: number, call: NoneRequest['call']): boolean {
  const { tape } = call.session
  const entries = new Set<number>()
  for (const variable of variablesOf(call.runtime))
    for (let v: typeof variable.versions | null = variable.versions; v; v = v.previous) entries.add(v.node)
  const seen = new Set<number>()
  const queue = [node]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (entries.has(next)) return true
    for (const operand of tape.operands(next)) {
      if (operand !== 0 && !seen.has(operand)) {
        seen.add(operand)
        queue.push(operand)
      }
    }
  }
  return false
}
