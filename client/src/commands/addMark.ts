// Add Mark: writes a @grad mark above the function at the cursor.
import { protocol } from '@gradlens/server/protocol'
import { Position, Range, Selection, window } from 'vscode'
import { editorHere, here } from '../here'
import type { Server } from '../server'

const tag = '@grad'

export async function addMark(server: Server): Promise<void> {
  const editor = editorHere()
  const place = here()
  const offer = place && (await server.request(protocol.addMark, place))
  if (!editor || !offer) {
    void window.showInformationMessage('No function here to mark: put the cursor into one and run the command again.')
    return
  }
  const { start, end } = offer.range
  const range = new Range(start.line, start.character, end.line, end.character)
  if (!(await editor.edit((edit) => edit.replace(range, offer.text)))) return
  // Behind the tag, where sample values would be typed.
  const lines = offer.text.slice(0, offer.text.indexOf(tag) + tag.length).split('\n')
  const column = lines[lines.length - 1].length + (lines.length === 1 ? start.character : 0)
  const cursor = new Position(start.line + lines.length - 1, column)
  editor.selection = new Selection(cursor, cursor)
  editor.revealRange(editor.selection)
}
