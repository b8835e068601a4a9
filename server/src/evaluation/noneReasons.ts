// Why the gradient of a marked function is None: what cut the way from an input to the value.
import { dependencies, leavesOf, nodeOf } from '@gradlens/engine'
import type { Cut, Runtime, Span, Value } from '@gradlens/engine'
import type { ReportDiagnostic } from '../report'
import { diagnostic } from './diagnostics'
import type { ActiveInput } from './point'

/** For each way to lose the history: its code, and what happened there. */
const LOSSES: Readonly<Record<Cut, readonly [code: string, what: string]>> = {
  'left-the-library': ['left-the-library', 'the value leaves TensorFlow here, and its history with it'],
  stopped: ['gradient-stopped', 'the gradient is stopped here'],
  'no-gradient': ['gradient-none', 'this operation has no gradient'],
  integer: ['integer-dtype', 'the value becomes an integer here, which has no gradient'],
  'integer-dtype': ['integer-dtype', 'integers have no gradient'],
  assigned: ['through-state', 'the value is put into a variable here, which has no history'],
}

/** Explains every gradient that is None. `end`: the first entry that was made after the call. */
export function noneDiagnostics(
  name: string,
  nameSpan: Span,
  active: readonly ActiveInput[],
  gradients: readonly Value[],
  runtime: Runtime,
  end: number,
): readonly ReportDiagnostic[] {
  return active.flatMap((a, i): readonly ReportDiagnostic[] => {
    if (gradients[i] !== null) return []
    const nodes = leavesOf(a.tree).map(({ num }) => nodeOf(num))
    const cut = firstCut(runtime, nodes, end)
    const says = `The gradient of \`${name}\` by \`${a.name}\` is None: `
    if (!cut) return [diagnostic('gradient-none', nameSpan, `${says}its value does not depend on \`${a.name}\`.`)]
    const [code, what] = LOSSES[cut.why]
    const place = runtime.sites[runtime.session.tape.siteOf(cut.node)]
    return [diagnostic(code, place.text === 0 && place.end > place.start ? place : nameSpan, `${says}${what}.`)]
  })
}

/** The first entry that was made from one of these and lets no adjoint through. */
function firstCut(
  runtime: Runtime,
  nodes: readonly number[],
  end: number,
): { readonly node: number; readonly why: Cut } | null {
  const { tape } = runtime.session
  for (let node = Math.min(...nodes) + 1; node < end; node++) {
    const why = tape.kind(node) === 'cut' ? tape.why(node) : null
    if (why && nodes.some((n) => dependencies(runtime.session, [node]).has(n))) return { node, why }
  }
  return null
}
