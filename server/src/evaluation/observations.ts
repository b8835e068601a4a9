// What was seen in one run, as a report shows it: values, adjoints and local partials by place.
import {
  BoundMethod,
  Cell,
  Class,
  Closure,
  Module,
  Native,
  NativeObject,
  nodeOf,
  Opaque,
  Tensor,
  Traced,
} from '@gradlens/engine'
import type { Evaluation, Expr, Num, Observer, Span, Tape, Value } from '@gradlens/engine'
import type { Adjoint, Observation } from '../report'
import { operationName } from './operationNames'
import { adjointOf, glance } from './show'

/** A derivative that was taken in the run. */
export interface Swept {
  /** What was differentiated, as a person writes it. */
  readonly of: string
  readonly adjoint: (node: number) => Num | null
}

/** Every place of the main text that the observer saw, in source order. `swept` is null where the run has been undone: its
 *  tape is gone, and so is what its containers held. */
export function observationsOf(
  evaluation: Evaluation,
  observer: Observer,
  swept: readonly Swept[] | null,
): readonly Observation[] {
  const { runtime, compiler } = evaluation
  const list: Observation[] = []
  for (const [site, { role, span, expression }] of compiler.sites) {
    if (span.text !== 0) continue
    const seen = observer.at(site)
    if (!seen || isMachinery(seen.value) || (swept === null && !seen.unchanged)) continue
    const value = glance(seen.value, runtime)
    const adjoints: Adjoint[] = []
    for (const { of, adjoint } of swept ?? []) {
      const found = adjointOf(seen.value, adjoint, runtime)
      if (found !== null) adjoints.push({ of, value: glance(found, runtime) })
    }
    list.push({
      span,
      value: seen.unchanged ? value : { ...value, text: `${value.text} (as the run left it)` },
      count: seen.count,
      role,
      adjoints,
      ...(swept === null ? { partials: [] } : localPartials(evaluation, observer, site, expression, seen.value)),
    })
  }
  return list.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}

/** Functions, classes, modules and a library's tools: nobody asks for their value. */
function isMachinery(value: Value): boolean {
  if (value instanceof NativeObject) return value.num === null
  if (value instanceof Cell) return true
  return (
    value instanceof Closure ||
    value instanceof Native ||
    value instanceof Class ||
    value instanceof Module ||
    value instanceof BoundMethod
  )
}

/** The operation of an entry and its partials by each operand, where this very expression made the entry. */
function localPartials(
  evaluation: Evaluation,
  observer: Observer,
  site: number,
  expression: Expr | null,
  value: Value,
): Pick<Observation, 'operation' | 'partials'> {
  const { runtime } = evaluation
  const { session } = runtime
  const node = entryOf(value)
  if (!expression || expression.kind === 'read' || node === 0 || session.tape.siteOf(node) !== site)
    return { partials: [] }
  const row = session.tape.rowOf(node)
  if (!row) return { partials: [] }
  const operands = session.tape.operands(node)
  const partials = session.partials(node).flatMap((partial, i) => {
    const label = operandText(evaluation, observer, expression, operands[i])
    if (partial === null || label === null) return []
    return [{ operand: label, value: glance(partial instanceof Traced ? partial.primal : partial, runtime) }]
  })
  return { operation: operationName(row.name), partials }
}

/** The source text of the operand: the sub-expression whose value stood on that entry. Null for constants. */
function operandText(evaluation: Evaluation, observer: Observer, expression: Expr, node: number): string | null {
  const { runtime, compiler } = evaluation
  if (node === 0) return null
  for (const child of childrenOf(expression)) {
    const seen = observer.at(runtime.siteId(child.span))
    if (seen && entryOf(seen.value) === node && compiler.sites.has(runtime.siteId(child.span)))
      return runtime.textOf(child.span)
  }
  if (
    expression.kind === 'augmented' &&
    node === tape(evaluation).operands(entryOf(observer.at(runtime.siteId(expression.span))?.value))[0]
  ) {
    return runtime.textOf(expression.target.span)
  }
  const made: Span | undefined = runtime.sites[tape(evaluation).siteOf(node)]
  const within =
    made && made.text === expression.span.text && made.start >= expression.span.start && made.end <= expression.span.end
  const smaller = within && made.end > made.start && made.end - made.start < expression.span.end - expression.span.start
  return smaller ? runtime.textOf(made) : null
}

function tape(evaluation: Evaluation): Tape {
  return evaluation.runtime.session.tape
}

function childrenOf(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case 'binary':
      return [e.left, e.right]
    case 'unary':
      return [e.operand]
    case 'call':
    case 'new':
      return [...e.args.map((a) => a.value), ...(e.callee.kind === 'attribute' ? [e.callee.object] : [])]
    case 'subscript':
      return [e.object]
    case 'attribute':
      return [e.object]
    case 'augmented':
      return [e.value]
    default:
      return []
  }
}

function entryOf(value: Value): number {
  if (value instanceof NativeObject) return value.num === null ? 0 : nodeOf(value.num)
  return value instanceof Traced || value instanceof Tensor || value instanceof Opaque ? value.node : 0
}
