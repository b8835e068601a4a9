// The open documents, by URI. A document needs its grammar, which loads once: until it is there, what the client says of the
// document waits in order. Documents of languages that are not served do not exist here.
import type { LanguageSyntax } from '../languages/language'
import type { Grammars } from '../syntax/grammars'
import { OpenDocument, type Change } from './document'
import { normalUri } from './uris'

export interface DocumentEvents {
  opened(document: OpenDocument): void
  changed(document: OpenDocument): void
  closed(document: OpenDocument): void
  /** Something went wrong with a document, e.g. its grammar could not be loaded. */
  failed(uri: string, error: unknown): void
}

export class Documents {
  private readonly loading = new Map<string, Promise<OpenDocument | null>>()
  private readonly loaded = new Map<string, OpenDocument>()

  constructor(
    private readonly syntaxes: readonly LanguageSyntax[],
    private readonly grammars: Grammars,
    private readonly events: DocumentEvents,
  ) {}

  get all(): OpenDocument[] {
    return [...this.loaded.values()]
  }

  /** The text of an open document, under whatever spelling of its URI. */
  sourceOf(uri: string): string | null {
    return this.loaded.get(normalUri(uri))?.source ?? null
  }

  /** The document once all that the client has said of it so far is known; null where it is not open or not served. */
  async get(uri: string): Promise<OpenDocument | null> {
    return (await this.loading.get(normalUri(uri))) ?? null
  }

  open(uri: string, languageId: string, version: number, source: string): void {
    const syntax = this.syntaxes.find(({ languageIds }) => languageIds.includes(languageId))
    if (syntax === undefined) return
    this.then(uri, async (previous) => {
      if (previous) this.forget(previous)
      const parser = await this.grammars.parser(syntax, languageId)
      const document = new OpenDocument(uri, languageId, syntax, parser, version, source)
      this.loaded.set(normalUri(uri), document)
      this.events.opened(document)
      return document
    })
  }

  change(uri: string, version: number, changes: readonly Change[]): void {
    if (!this.loading.has(normalUri(uri))) return
    this.then(uri, (document) => {
      document?.change(changes, version)
      if (document) this.events.changed(document)
      return document
    })
  }

  close(uri: string): void {
    const key = normalUri(uri)
    if (!this.loading.has(key)) return
    const closing = this.then(uri, (document) => {
      if (document) this.forget(document)
      return null
    })
    void closing.then(() => {
      if (this.loading.get(key) === closing) this.loading.delete(key)
    })
  }

  /** Does something with the document after all that was to be done before. */
  private then(
    uri: string,
    act: (document: OpenDocument | null) => OpenDocument | null | Promise<OpenDocument | null>,
  ): Promise<OpenDocument | null> {
    const key = normalUri(uri)
    const done = (this.loading.get(key) ?? Promise.resolve(null)).then(async (document) => {
      try {
        return await act(document)
      } catch (error) {
        this.events.failed(uri, error)
        return document
      }
    })
    this.loading.set(key, done)
    return done
  }

  private forget(document: OpenDocument): void {
    this.loaded.delete(normalUri(document.uri))
    this.events.closed(document)
    document.dispose()
  }
}
