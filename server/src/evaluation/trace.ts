// The tape of one result as plain data: the entries it was made from, with values, adjoints and local partials.
import { dependencies, Traced } from '@gradlens/engine'
import type { Evaluation, Num, Runtime, Value } from '@gradlens/engine'
import type { Trace, TraceEntry } from '../report'
import { operationName } from './operationNames'
import { glance } from './show'

/** More entries than these are not drawn or listed. */
const ENTRY_LIMIT = 2000

/** The entries that lead to `targets`, in the order of recording. `sources` names inputs by their entries. */
export function traceOf(
  evaluation: Evaluation,
  title: string,
  targets: readonly number[],
  sources: readonly { readonly node: number; readonly name: string }[],
  adjoint: (node: number) => Num | null,
): Trace {
  const { runtime } = evaluation
  const { session, sites } = runtime
  const { tape } = session
  const names = new Map(sources.map((s) => [s.node, s.name]))
  const all = [...dependencies(session, targets)].sort((a, b) => a - b)
  const kept = all.slice(Math.max(0, all.length - ENTRY_LIMIT))
  const present = new Set(kept)
  const text = (x: Value): string => glance(x instanceof Traced ? x.primal : x, runtime).text
  const textOrNull = (x: Num | null): string | null => (x === null ? null : text(x))
  const entries = kept.map((node): TraceEntry => {
    const site = sites[tape.siteOf(node)]
    const span = site && site.text === 0 && site.end > site.start ? site : null
    const kind = tape.kind(node)
    const own = adjoint(node)
    const value = text(tape.valueOf(node))
    const source = names.get(node) ?? (span ? oneLine(runtime.textOf(span)) : value)
    const partials = kind === 'operation' ? session.partials(node) : []
    return {
      id: node,
      operation:
        kind === 'operation'
          ? operationName(tape.rowOf(node)?.name ?? 'operation')
          : kind === 'cut'
            ? `${tape.why(node)}`
            : names.has(node)
              ? 'input'
              : 'constant',
      label: source,
      operands: tape
        .operands(node)
        .flatMap((id, i) => (present.has(id) ? [{ id, partial: textOrNull(partials[i] ?? null) }] : [])),
      args: tape.operands(node).map((id, i) => (present.has(id) ? id : text(tape.entry(node).inputs[i]))),
      value,
      adjoint: textOrNull(own),
      span,
      line: span ? lineOf(runtime.program.texts[0].source, span.start) : null,
      ...surroundings(runtime, node),
    }
  })
  return { title, entries, omitted: all.length - kept.length }
}

/** The loop turns around an entry, and the function that was called for it where another one was running. */
function surroundings(runtime: Runtime, node: number): Pick<TraceEntry, 'turns' | 'within'> {
  const frames = runtime.session.tape.frames.of(node)
  const calls = frames.filter(({ turn }) => turn === null)
  const name = calls.length > 1 ? runtime.textOf(runtime.sites[calls[0].site]) : ''
  return {
    turns: frames.flatMap(({ turn }) => (turn === null ? [] : [turn + 1])).reverse(),
    within: name === '' ? null : oneLine(name),
  }
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
