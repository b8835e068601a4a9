// Functions with a tape in them that nothing in the file calls: run once with unknown arguments, for their structure.
import { Opaque } from '@gradlens/engine'
import type { Evaluation, Expr, FunctionCode, Span, Stmt } from '@gradlens/engine'
import type { LanguageMeaning } from '../languages/language'
import type { ReportDiagnostic } from '../report'
import { diagnostic } from './diagnostics'

/** Runs them, keeps what their structure shows (in the runtime's notices), and tells that they were not run. `opened`: the
 *  tapes that some run opened. */
export function runUncalledTapes(
  evaluation: Evaluation,
  language: LanguageMeaning,
  opened: readonly Span[],
): readonly ReportDiagnostic[] {
  const { runtime, compiler, program } = evaluation
  const { isTape } = language
  if (!isTape) return []
  return program.main.functions.flatMap((code) => {
    const tapes = tapesIn(code.body, isTape)
    const closure = compiler.closures.get(code)
    if (
      tapes.length === 0 ||
      !closure ||
      tapes.some((t) => opened.some((o) => o.text === t.text && o.start === t.start))
    )
      return []
    const positional = code.parameters
      .filter((p) => p.kind === 'positional' || p.kind === 'positionalOnly')
      .map((p) => unknownArgument(p, code))
    evaluation.isolated(null, () => runtime.call(closure, { positional, keywords: null }, code.nameSpan))
    const message = `Nothing in this file calls \`${code.qualifiedName}\`, so its tape was not run: its structure was checked with unknown arguments. To see numbers, call it or write a mark above it, e.g. \`# @grad ${code.parameters[0]?.name ?? 'x'}=1\`.`
    return tapes.map((tape) => diagnostic('tape-not-run', tape, message))
  })
}

function unknownArgument(p: FunctionCode['parameters'][number], code: FunctionCode): Opaque {
  return new Opaque(`\`${code.name}\` is not called, so \`${p.name}\` has no value`)
}

/** The tape expressions of the `with` statements in these statements, those in inner functions left out. */
function tapesIn(statements: readonly Stmt[], isTape: (e: Expr) => boolean): readonly Span[] {
  return statements.flatMap((s): readonly Span[] => {
    switch (s.kind) {
      case 'with':
        return [
          ...s.items.filter((item) => isTape(item.context)).map((item) => item.context.span),
          ...tapesIn(s.body, isTape),
        ]
      case 'if':
        return [...tapesIn(s.then, isTape), ...tapesIn(s.otherwise, isTape)]
      case 'loop':
      case 'each':
        return [...tapesIn(s.body, isTape), ...tapesIn(s.otherwise, isTape)]
      case 'try':
        return [s.body, ...s.handlers.map((h) => h.body), s.otherwise, s.finally].flatMap((b) => tapesIn(b, isTape))
      case 'block':
        return tapesIn(s.body, isTape)
      default:
        return []
    }
  })
}
