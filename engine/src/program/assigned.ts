// Which variables the statements of a loop's body may bind: what is not known after a loop of unknown length.
import type { Expr, Reference, Stmt, Target } from './ir'

/** The variables that the statements assign, functions, classes and imports left out. Inner functions do not count. */
export function assignedVariables(statements: readonly Stmt[]): readonly Reference[] {
  const found = new Map<string, Reference>()
  const add = (ref: Reference): void => void found.set(`${ref.scope} ${ref.index}`, ref)

  const target = (t: Target): void => {
    if (t.kind === 'name') add(t.ref)
    else if (t.kind === 'sequence') t.items.forEach((item) => item && target(item.target))
    else if (t.kind === 'fields') {
      t.fields.forEach((field) => target(field.target))
      if (t.rest) target(t.rest)
    }
  }
  // Expressions that assign (`:=`, `x = …`, `x += …`, `x++`) may stand anywhere inside other expressions.
  const expression = (e: unknown): void => {
    if (typeof e !== 'object' || e === null) return
    if (Array.isArray(e)) return e.forEach(expression)
    const node = e as Expr
    if (node.kind === 'function' || node.kind === 'class' || node.kind === 'literal') return
    if (node.kind === 'assignment' || node.kind === 'augmented' || node.kind === 'update') target(node.target)
    Object.values(node).forEach(expression)
  }
  const visit = (s: Stmt): void => {
    switch (s.kind) {
      case 'assign':
        if (s.value.kind !== 'function' && s.value.kind !== 'class') s.targets.forEach(target)
        return expression(s.value)
      case 'expression':
        return expression(s.value)
      case 'if':
        expression(s.test)
        s.then.forEach(visit)
        return s.otherwise.forEach(visit)
      case 'loop':
        expression(s.test)
        expression(s.update)
        s.body.forEach(visit)
        return s.otherwise.forEach(visit)
      case 'each':
        target(s.target)
        expression(s.iterable)
        s.body.forEach(visit)
        return s.otherwise.forEach(visit)
      case 'switch':
        expression(s.subject)
        return s.cases.forEach((c) => c.body.forEach(visit))
      case 'block':
        return s.body.forEach(visit)
      case 'try':
        s.body.forEach(visit)
        s.handlers.forEach((h) => {
          if (h.target) target(h.target)
          h.body.forEach(visit)
        })
        s.otherwise.forEach(visit)
        return s.finally.forEach(visit)
      case 'with':
        s.items.forEach((item) => {
          expression(item.context)
          if (item.target) target(item.target)
        })
        return s.body.forEach(visit)
      case 'delete':
        return s.targets.forEach(target)
      case 'unsupported':
        return s.binds.forEach(target)
      case 'yield':
        if (s.into) target(s.into)
        return expression(s.value)
      case 'return':
        return expression(s.value)
      case 'assert':
        return expression(s.test)
      case 'break':
      case 'continue':
      case 'raise':
      case 'import':
        return
    }
  }
  statements.forEach(visit)
  return [...found.values()]
}
