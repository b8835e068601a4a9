// The tape as plain data: what was computed from what, with values, adjoints, local partials and places. Made only when asked
// for; a window or the targets' ancestors cut it to size.
import type { EnclosingFrame } from './frames'
import { Opaque, plain, Tensor, Traced, type Num } from './num'
import type { Session } from './session'
import type { Cut, EntryKind } from './tape'

/** A number, a tensor's shape, dtype and elements, or why a value is not known. */
export type TraceValue =
  | number
  | { readonly shape: readonly number[]; readonly dtype: string; readonly data: readonly number[] }
  | { readonly opaque: string }

export interface TraceOperand {
  /** Its entry; null for a constant. */
  readonly node: number | null
  readonly value: TraceValue
  /** ∂value/∂operand of an elementwise operation, in the shape of the value; null where there is none. */
  readonly partial: TraceValue | null
}

export interface TraceEntry {
  readonly node: number
  readonly kind: EntryKind
  /** The row's name; null for leaves and plain cuts. */
  readonly operation: string | null
  readonly operands: readonly TraceOperand[]
  readonly value: TraceValue
  /** Null where no adjoint arrived, or where none was asked for. */
  readonly adjoint: TraceValue | null
  /** Why a cut lets no adjoint through. */
  readonly cut: Cut | null
  /** The site that was current when it was made. */
  readonly site: number
  /** The function calls and loop turns around it, innermost first. */
  readonly frames: readonly EnclosingFrame[]
}

export interface TraceOptions {
  /** Only what these entries depend on. */
  readonly targets?: readonly number[]
  /** Only entries from `start` up to, not including, `end`. */
  readonly window?: readonly [start: number, end: number]
  /** Adjoints to show, e.g. a sweep's. */
  readonly adjoint?: (node: number) => Num | null
}

/** The entries in the order of recording. */
export function trace(session: Session, { targets, window = [1, Infinity], adjoint }: TraceOptions = {}): TraceEntry[] {
  const { tape } = session
  const [start, end] = window
  const nodes = targets
    ? [...dependencies(session, targets)].filter((node) => node >= start && node < end).sort((a, b) => a - b)
    : Array.from({ length: Math.max(0, Math.min(end, tape.length) - start) }, (_, i) => start + i)
  return nodes.map((node): TraceEntry => {
    const { row, why, operands, inputs, value } = tape.entry(node)
    const partials = session.partials(node)
    return {
      node,
      kind: tape.kind(node),
      operation: row?.name ?? null,
      operands: operands.map((operand, k) => ({
        node: operand === 0 ? null : operand,
        value: traced(inputs[k]),
        partial: nullable(partials[k] ?? null),
      })),
      value: traced(value),
      adjoint: nullable(adjoint?.(node) ?? null),
      cut: why,
      site: tape.siteOf(node),
      frames: tape.frames.of(node),
    }
  })
}

/** The entries that some entries depend on, these included. */
export function dependencies({ tape }: Session, targets: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>()
  const waiting = targets.filter((node) => node > 0)
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (found.has(node)) continue
    found.add(node)
    for (const operand of tape.operands(node)) if (operand > 0) waiting.push(operand)
  }
  return found
}

function nullable(x: Num | null): TraceValue | null {
  return x === null ? null : traced(x)
}

function traced(num: Num): TraceValue {
  const x = plain(num)
  if (x instanceof Tensor) return { shape: x.shape, dtype: x.dtype, data: Array.from(x.data) }
  if (x instanceof Opaque) return { opaque: x.reason }
  return x instanceof Traced ? x.primal : x
}
