// Show Tape: the tape as a read-only text, whose lines lead to their source.
import { protocol, type TapeTextResult } from '@gradlens/server/protocol'
import {
  DocumentLink,
  languages,
  Location,
  Position,
  Range,
  Uri,
  type DefinitionProvider,
  type Disposable,
  type DocumentLinkProvider,
  type TextDocument,
} from 'vscode'
import { revealCommand } from '../reveal'
import type { Server } from '../server'
import { SubjectDocuments } from '../subjectDocuments'
import { definingLine, sourceColumn } from './listing'

const scheme = 'gradlens-tape'

export class TapeDocuments
  extends SubjectDocuments<TapeTextResult>
  implements DocumentLinkProvider, DefinitionProvider
{
  readonly #registrations: Disposable[]

  constructor(server: Server) {
    super(server, {
      scheme,
      suffix: '.gradtape',
      ask: (subject, token) => server.request(protocol.tape, subject, token),
      write: ({ text }) => text,
    })
    this.#registrations = [
      languages.registerDocumentLinkProvider({ scheme }, this),
      languages.registerDefinitionProvider({ scheme }, this),
    ]
  }

  /** The source that ends a line is a link to it. */
  provideDocumentLinks(document: TextDocument): DocumentLink[] {
    const lines = this.answer(document.uri)?.lines ?? []
    return lines.flatMap((location, line) => {
      if (!location || line >= document.lineCount) return []
      const { text } = document.lineAt(line)
      const link = new DocumentLink(new Range(line, sourceColumn(text), line, text.length), revealCommand(location))
      link.tooltip = 'Go to the source'
      return [link]
    })
  }

  /** From an operand to the line that computes it, from anything else to the line's source; nothing where that is a link. */
  provideDefinition(document: TextDocument, { line, character }: Position): Location | null {
    const source = this.answer(document.uri)?.lines[line]
    if (source && character >= sourceColumn(document.lineAt(line).text)) return null
    const operand = document.getWordRangeAtPosition(new Position(line, character), /%\d+/)
    const computed = operand ? definingLine(document.getText().split('\n'), document.getText(operand)) : -1
    if (computed >= 0 && computed !== line) return new Location(document.uri, new Position(computed, 0))
    if (!source) return null
    const { start, end } = source.range
    return new Location(Uri.parse(source.uri), new Range(start.line, start.character, end.line, end.character))
  }

  override dispose(): void {
    for (const registration of this.#registrations) registration.dispose()
    super.dispose()
  }
}
