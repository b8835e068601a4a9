// Finds the first operation that made a NaN or an infinity, on the way forward or on the way back.
import { dependencies, Opaque, Tensor, Traced } from '@gradlens/engine'
import type { Num, Runtime, Span } from '@gradlens/engine'
import type { ReportDiagnostic } from '../report'
import { diagnostic } from './diagnostics'
import { operationName } from './operationNames'

interface NonFinite {
  readonly span: Span
  readonly message: string
}

/** The origin of a value or gradient that is not finite; null where none is found among the entries that lead to `node`. */
function originOfNonFinite(runtime: Runtime, node: number, adjoint: (node: number) => Num | null): NonFinite | null {
  const { tape } = runtime.session
  const entries = [...dependencies(runtime.session, [node])].sort((a, b) => a - b)
  for (const entry of entries) {
    const value = tape.valueOf(entry)
    if (isFiniteNum(value) || tape.kind(entry) !== 'operation') continue
    if (!tape.entry(entry).inputs.every(isFiniteNum)) continue
    const row = operationName(tape.rowOf(entry)?.name ?? 'operation')
    return {
      span: runtime.sites[tape.siteOf(entry)],
      message: `${row} gives ${textOf(value)} here from finite operands`,
    }
  }
  for (const entry of entries.reverse()) {
    const own = adjoint(entry)
    if (own === null || !isFiniteNum(own) || tape.kind(entry) !== 'operation') continue
    const broken = runtime.session.partials(entry).findIndex((partial) => partial !== null && !isFiniteNum(partial))
    if (broken < 0) continue
    const row = operationName(tape.rowOf(entry)?.name ?? 'operation')
    return {
      span: runtime.sites[tape.siteOf(entry)],
      message: `the derivative of ${row} is ${textOf(runtime.session.partials(entry)[broken] as Num)} at ${textOf(tape.entry(entry).inputs[broken])}`,
    }
  }
  return null
}

/** Tells of it at its origin, or at `fallback` where that is not in the main text. `what`: a sentence without its end. */
export function nonFiniteDiagnostic(
  runtime: Runtime,
  node: number,
  adjoint: (node: number) => Num | null,
  fallback: Span,
  what: string,
): ReportDiagnostic {
  const origin = originOfNonFinite(runtime, node, adjoint)
  const place = origin?.span.text === 0 ? origin.span : fallback
  return diagnostic('non-finite-gradient', place, origin ? `${what}: ${origin.message}.` : `${what}.`)
}

export function isFiniteNum(x: Num): boolean {
  if (typeof x === 'number') return Number.isFinite(x)
  if (x instanceof Traced) return Number.isFinite(x.primal)
  return x instanceof Opaque || x.data.every(Number.isFinite)
}

function textOf(x: Num): string {
  if (typeof x === 'number') return String(x)
  if (x instanceof Traced) return String(x.primal)
  if (x instanceof Tensor) return x.size === 1 ? String(x.data[0]) : 'a tensor with NaN or infinity in it'
  return 'unknown'
}
