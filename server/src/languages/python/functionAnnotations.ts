// `__annotations__` of a program's functions. The evaluator runs no annotation: what it knows are those that are plain
// names of builtins and literals.
import { Dict, type FunctionCode, type Runtime, type Span, type Value } from '@gradlens/engine'
import type { ExprNode } from 'py-ast'
import { lowerExpr } from './lowerExpressions'
import type { Lowering } from './lowering'
import type { FunctionNode } from './scope'

/** A name and what it is annotated with; undefined where that is not known. */
type Annotation = readonly [name: string, value: Value | undefined]

const annotations = new WeakMap<object, readonly Annotation[]>()

/** Notes the annotations of a function when it is lowered, in its outer scope. */
export function setAnnotations(code: FunctionCode, node: FunctionNode, lowering: Lowering): void {
  if (node.nodeType === 'Lambda') return
  const { posonlyargs, args, vararg, kwonlyargs, kwarg } = node.args
  const parameters = [...posonlyargs, ...args, ...(vararg ? [vararg] : []), ...kwonlyargs, ...(kwarg ? [kwarg] : [])]
  const list: Annotation[] = parameters.flatMap(({ arg, annotation }) =>
    annotation ? [[lowering.mangle(arg), valueOf(annotation, lowering)]] : [],
  )
  if (node.returns) list.push(['return', valueOf(node.returns, lowering)])
  if (list.length > 0) annotations.set(code, list)
}

function valueOf(node: ExprNode, lowering: Lowering): Value | undefined {
  if (lowering.annotationsAreTexts) return node.nodeType === 'Name' ? node.id : undefined
  if (node.nodeType !== 'Name' && node.nodeType !== 'Constant') return undefined
  const lowered = lowerExpr(node, lowering)
  return lowered.kind === 'literal' ? lowered.value : undefined
}

/** A function's annotations by name. */
export function annotationsOf(code: FunctionCode, runtime: Runtime, site: Span): Dict {
  const dict = new Dict('dict')
  for (const [key, value] of annotations.get(code) ?? []) {
    const known = value === undefined ? runtime.opaque(`the annotation of \`${key}\` is not evaluated`, site) : value
    dict.entries.set(`s:${key}`, { key, value: known })
  }
  return dict
}
