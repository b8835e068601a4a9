// What the syntax of a Python program tells about tapes: which expressions open one, and the mends of using one twice.
import type { Expr, Fix, Program, Span } from '@gradlens/engine'
import { tapeUsedTwiceFixes } from './libraries/tensorflow/fixes'

/** `tf.GradientTape(…)`, by whatever name the package goes. */
export function isTape(e: Expr): boolean {
  if (e.kind !== 'call') return false
  const { callee } = e
  return callee.kind === 'attribute'
    ? callee.name === 'GradientTape'
    : callee.kind === 'read' && callee.ref.name === 'GradientTape'
}

/** Mends of an exception's diagnostic that need the program's syntax. */
export function fixes(
  diagnostic: { readonly code: string; readonly span: Span; readonly related: readonly { readonly span: Span }[] },
  program: Program,
): readonly Fix[] {
  const [first] = diagnostic.related
  return diagnostic.code === 'tape-used-twice' && first ? tapeUsedTwiceFixes(program, diagnostic.span, first.span) : []
}
