// The place that a command without arguments acts on.
import type { SubjectAt } from '@gradlens/server/protocol'
import { window, type Disposable, type TextEditor } from 'vscode'

let last: TextEditor | undefined

/** Remembers which editor had the focus last: with the focus in the graph panel there is no active one. */
export function followEditors(): Disposable {
  last = window.activeTextEditor
  return window.onDidChangeActiveTextEditor((editor) => {
    if (editor) last = editor
  })
}

/** The editor that has the focus, or had it last and is still to be seen. */
export function editorHere(): TextEditor | undefined {
  return window.activeTextEditor ?? window.visibleTextEditors.find((editor) => editor === last)
}

/** The cursor of that editor; null where there is none. */
export function here(): SubjectAt | null {
  const editor = editorHere()
  if (!editor) return null
  const { line, character } = editor.selection.active
  return { uri: editor.document.uri.toString(), position: { line, character } }
}
