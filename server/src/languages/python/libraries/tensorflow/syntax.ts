// Finding a place of the program again in its IR: what stands at a span, and the statements around it.
import type { Expr, ModuleCode, Program, Span, Stmt } from '@gradlens/engine'

/** Anything of the IR that has a place. */
type Node = (Expr | Stmt) & { readonly span: Span }

/** The modules that a text of the program is. */
function modulesOf(program: Program, text: number): ModuleCode[] {
  return [program.main, ...program.modules.values()].filter((module) => module.text === text)
}

/** The nodes that cover a span, outermost first. */
export function pathTo(program: Program, span: Span): Node[] {
  const path: Node[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    const node = value as { readonly span?: Span; readonly kind?: string }
    if (node.span && 'kind' in node) {
      if (!covers(node.span, span)) return
      path.push(node as Node)
      if (node.kind === 'literal') return
    } else if (node.span && !covers(node.span, span)) return
    for (const [key, child] of Object.entries(value)) if (key !== 'span' && key !== 'nameSpan') visit(child)
  }
  for (const module of modulesOf(program, span.text)) visit(module.body)
  return path
}

export function covers(outer: Span, inner: Span): boolean {
  return outer.text === inner.text && outer.start <= inner.start && outer.end >= inner.end
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.text === b.text && a.start === b.start && a.end === b.end
}

type CallExpr = Extract<Expr, { kind: 'call' }>

/** Calls found before: a gradient is asked at the same place again and again. */
const calls = new WeakMap<Program, Map<string, CallExpr | null>>()

/** The call that stands exactly there. */
export function callAt(program: Program, span: Span): CallExpr | null {
  const known = calls.get(program) ?? new Map<string, CallExpr | null>()
  calls.set(program, known)
  const key = `${span.text}:${span.start}:${span.end}`
  let found = known.get(key)
  if (found === undefined) {
    const here = pathTo(program, span).filter(
      (node): node is CallExpr => node.kind === 'call' && sameSpan(node.span, span),
    )
    found = here[here.length - 1] ?? null
    known.set(key, found)
  }
  return found
}

/** The innermost statement around a span. */
export function statementAround(program: Program, span: Span): Stmt | null {
  const statements = pathTo(program, span).filter((node): node is Stmt & { readonly span: Span } =>
    STATEMENTS.has(node.kind),
  )
  return statements[statements.length - 1] ?? null
}

const STATEMENTS = new Set<string>([
  'expression',
  'assign',
  'if',
  'loop',
  'each',
  'with',
  'return',
  'raise',
  'try',
  'import',
  'delete',
  'assert',
  'switch',
  'block',
  'break',
  'continue',
])

/** An argument of a call, by its place or its name. */
export function argument(call: CallExpr, place: number, name: string): Expr | null {
  const keyword = call.args.find((arg) => arg.kind === 'keyword' && arg.name === name)
  if (keyword) return keyword.value
  const given = call.args[place]
  return given && (given.kind ?? 'positional') === 'positional' ? given.value : null
}
