// The place that a command without arguments acts on.
import type { SubjectAt } from '@gradlens/server/protocol'
import { window } from 'vscode'

/** The cursor of the active editor; null where no editor has the focus. */
export function here(): SubjectAt | null {
  const editor = window.activeTextEditor
  if (!editor) return null
  const { line, character } = editor.selection.active
  return { uri: editor.document.uri.toString(), position: { line, character } }
}
