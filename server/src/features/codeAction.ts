// Code actions: the fixes of problems as quick fixes, and "add a mark" as a refactoring on a function without one.
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-types'
import type { View } from '../documents/view'
import { functionAround, markOffer } from './addMark'
import { diagnosticOf } from './diagnostics'
import { problems, type Problem, type TextFix } from './problems'

/** What the client says of the place: the kinds it wants (all where it says nothing), and its own diagnostics there. */
export interface CodeActionContext {
  readonly only?: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

export const kinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite]

export function codeActions(
  view: View,
  range: Range,
  context: CodeActionContext,
  docsUri: string | null,
): CodeAction[] {
  const wants = (kind: string) => context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true
  return [
    ...(wants(CodeActionKind.QuickFix) ? quickFixes(view, range, context, docsUri) : []),
    ...(wants(CodeActionKind.RefactorRewrite) ? addMark(view, range) : []),
  ]
}

function quickFixes(view: View, range: Range, context: CodeActionContext, docsUri: string | null): CodeAction[] {
  return problems(view)
    .filter((problem) => touches(problem.location.range, range))
    .flatMap((problem) => problem.fixes.map((fix) => quickFix(fix, problem, context, docsUri)))
}

function quickFix(
  fix: TextFix,
  problem: Problem,
  { diagnostics }: CodeActionContext,
  docsUri: string | null,
): CodeAction {
  const own = diagnosticOf(problem, docsUri)
  const theirs = diagnostics.find(
    ({ code, range, message }) => code === own.code && same(range, own.range) && message === own.message,
  )
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [theirs ?? own],
    edit: { changes: changes(fix) },
    ...(fix.preferred ? { isPreferred: true } : {}),
  }
}

function changes({ edits }: TextFix): Record<string, TextEdit[]> {
  const byUri: Record<string, TextEdit[]> = {}
  for (const { location, text } of edits) (byUri[location.uri] ??= []).push({ range: location.range, newText: text })
  return byUri
}

/** Offered on the name of a function that has no mark yet. */
function addMark(view: View, range: Range): CodeAction[] {
  const offset = view.document.offsetAt(range.start)
  const around = functionAround(view, offset)
  if (around === null || around.marks.length > 0 || offset < around.nameStart || offset > around.nameEnd) return []
  const { range: place, text } = markOffer(view, around)
  return [
    {
      title: `Add a @grad mark to \`${around.name}\``,
      kind: CodeActionKind.RefactorRewrite,
      edit: { changes: { [view.uri]: [{ range: place, newText: text }] } },
    },
  ]
}

function touches(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start)
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}

function same(a: Range, b: Range): boolean {
  return (
    !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end)
  )
}
