// What the user wrote for the target and the sources of a gradient call, as reports show them.
import type { Expr, Runtime, Span } from '@gradlens/engine'
import { argument, callAt } from './syntax'

/** The text of the target argument. */
export function targetText(runtime: Runtime, site: Span): string {
  const call = callAt(runtime.program, site)
  const target = call && argument(call, 0, 'target')
  return target ? runtime.textOf(target.span) : 'target'
}

/** The expression of the sources argument, and of each source where it is a literal list, tuple or dict. */
export function sourceExpressions(
  runtime: Runtime,
  site: Span,
): { readonly whole: Expr; readonly items: readonly Expr[] | null } | null {
  const call = callAt(runtime.program, site)
  const whole = call && (argument(call, 1, 'sources') ?? argument(call, 1, 'source'))
  if (!whole) return null
  if ((whole.kind === 'list' || whole.kind === 'tuple') && whole.items.every((item) => !item.spread))
    return { whole, items: whole.items.map((item) => item.value) }
  return { whole, items: null }
}

/** One text per source: `x`; `w, b` for a list; the keys of a dict; `params[0]` for a list by name. */
export function sourceTexts(runtime: Runtime, site: Span, count: number): string[] {
  const found = sourceExpressions(runtime, site)
  if (!found) return Array.from({ length: count }, (_, i) => `source ${i}`)
  const { whole, items } = found
  if (items && items.length === count) return items.map((item) => runtime.textOf(item.span))
  const keys =
    whole.kind === 'dict' ? whole.entries.map((entry) => ('key' in entry ? keyText(entry.key, runtime) : null)) : []
  if (keys.length === count && keys.every((key) => key !== null)) return (keys as string[]).sort()
  const text = runtime.textOf(whole.span)
  return count === 1 && items === null ? [text] : Array.from({ length: count }, (_, i) => `${text}[${i}]`)
}

function keyText(key: Expr, runtime: Runtime): string {
  return key.kind === 'literal' && typeof key.value === 'string' ? key.value : runtime.textOf(key.span)
}
