// Read-only documents about a mark's point or a tape's call. A document's address says what it is about; it is made anew
// whenever its source is evaluated.
import type { SubjectParams } from '@gradlens/server/protocol'
import type { Subject } from '@gradlens/server/report'
import {
  EventEmitter,
  TabInputText,
  Uri,
  ViewColumn,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type TextDocumentContentProvider,
} from 'vscode'
import type { Server } from './server'

export interface SubjectDocumentKind<T> {
  readonly scheme: string
  /** Ends the document's name, and tells its language. */
  readonly suffix: string
  readonly ask: (subject: SubjectParams, token?: CancellationToken) => Promise<T | null>
  readonly write: (answer: T, place: string) => string
}

export class SubjectDocuments<T> implements TextDocumentContentProvider, Disposable {
  readonly #kind: SubjectDocumentKind<T>
  readonly #changed = new EventEmitter<Uri>()
  readonly onDidChange = this.#changed.event
  /** What the open documents show, by address. */
  readonly #answers = new Map<string, T>()
  /** Those whose source was evaluated while they could not be seen. */
  readonly #outdated = new Set<string>()
  readonly #subscriptions: Disposable[]

  constructor(server: Server, kind: SubjectDocumentKind<T>) {
    this.#kind = kind
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(kind.scheme, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#answers.delete(uri.toString())),
      window.onDidChangeVisibleTextEditors(() => this.#refresh()),
      server.onEvaluated((source) => {
        for (const { uri } of workspace.textDocuments)
          if (uri.scheme === kind.scheme && Uri.parse(subjectIn(uri).uri).toString() === source.toString())
            this.#outdated.add(uri.toString())
        this.#refresh()
      }),
    ]
  }

  #refresh(): void {
    for (const { document } of window.visibleTextEditors)
      if (this.#outdated.delete(document.uri.toString())) this.#changed.fire(document.uri)
  }

  /** What the document with this address shows; undefined where there is none. */
  answer(uri: Uri): T | undefined {
    return this.#answers.get(uri.toString())
  }

  async provideTextDocumentContent(uri: Uri, token: CancellationToken): Promise<string> {
    const subject = subjectIn(uri)
    const place = `${fileName(subject.uri)}, ${placeIn(subject.subject)}`
    const answer = await this.#kind.ask(subject, token)
    if (answer) {
      this.#answers.set(uri.toString(), answer)
      return this.#kind.write(answer, place)
    }
    this.#answers.delete(uri.toString())
    return `# Nothing to show for ${place}: the mark or tape is not there any more, or its run did not reach it.\n`
  }

  /** Shows the document about a subject where it is already open, else beside the active editor. */
  async show({ uri, subject }: SubjectParams): Promise<void> {
    const address = Uri.from({
      scheme: this.#kind.scheme,
      path: `/${placeIn(subject)}/${fileName(uri)}${this.#kind.suffix}`,
      query: JSON.stringify({ uri, subject }),
    })
    const group = window.tabGroups.all.find(({ tabs }) =>
      tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === address.toString()),
    )
    await window.showTextDocument(address, {
      viewColumn: group?.viewColumn ?? ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    })
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose()
    this.#changed.dispose()
  }
}

function subjectIn(uri: Uri): SubjectParams {
  return JSON.parse(uri.query) as SubjectParams
}

function fileName(uri: string): string {
  return Uri.parse(uri).path.replace(/^.*\//, '')
}

function placeIn(subject: Subject): string {
  return subject.kind === 'point'
    ? `function ${subject.functionIndex + 1}, point ${subject.pointIndex + 1}`
    : `tape ${subject.tapeIndex + 1}, call ${subject.callIndex + 1}`
}
