// Goes from a panel or a listing to a place in the source.
import type { Location } from 'vscode-languageclient'
import { Range, TabInputText, Uri, ViewColumn, window } from 'vscode'

export const revealCommandName = 'gradlens.reveal'

/** The address of the command that shows a location; not in the palette, as it says nothing without one. */
export function revealCommand(location: Location): Uri {
  return Uri.from({ scheme: 'command', path: revealCommandName, query: JSON.stringify([location]) })
}

/**
 * Selects a location in the editor that has it open, else in the first column, or beside it where that is the caller's own.
 * `focus`: the editor takes the keyboard too.
 */
export async function reveal(location: Location, focus = true, callersColumn?: ViewColumn): Promise<void> {
  const uri = Uri.parse(location.uri)
  const { start, end } = location.range
  const visible = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())
  const group = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  )
  const free = callersColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One
  await window.showTextDocument(uri, {
    viewColumn: visible?.viewColumn ?? group?.viewColumn ?? free,
    selection: new Range(start.line, start.character, end.line, end.character),
    preserveFocus: !focus,
  })
}
