// A language client without an editor: talks to `node dist/server.js --stdio` as any other would.
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node'
import type {
  ClientCapabilities,
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  InlayHint,
  MarkupContent,
  Position,
  PublishDiagnosticsParams,
  Range,
  TextEdit,
} from 'vscode-languageserver-protocol'

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

const examples = join(repository, 'examples')

/** What an editor of today says of itself. */
export const modern: ClientCapabilities = {
  general: { positionEncodings: ['utf-8', 'utf-16'] },
  textDocument: { hover: { contentFormat: ['markdown', 'plaintext'] }, diagnostic: {} },
  workspace: {
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
}

export interface Options {
  readonly capabilities?: ClientCapabilities
  readonly initializationOptions?: unknown
  readonly folder?: string
}

interface OpenText {
  version: number
  text: string
}

export class Client {
  readonly #open = new Map<string, OpenText>()
  /** What the server asked to be refreshed, the diagnostics that it sent by itself, and whatever else it said. */
  readonly refreshed: string[] = []
  readonly pushed = new Map<string, Diagnostic[]>()
  readonly notified: { method: string; params: unknown }[] = []

  private constructor(
    readonly process: ChildProcess,
    readonly connection: MessageConnection,
    readonly initialized: InitializeResult,
  ) {
    connection.onRequest((method) => {
      this.refreshed.push(method)
      return null
    })
    connection.onNotification((method, params) => void this.notified.push({ method, params }))
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      this.pushed.set(uri, diagnostics)
    })
  }

  static async start({
    capabilities = modern,
    initializationOptions,
    folder = examples,
  }: Options = {}): Promise<Client> {
    const server = spawn(process.execPath, [join(repository, 'dist/server.js'), '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    )
    connection.listen()
    const client = new Client(
      server,
      connection,
      await connection.sendRequest<InitializeResult>('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities,
        workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'workspace' }],
        initializationOptions,
      }),
    )
    void connection.sendNotification('initialized', {})
    return client
  }

  /** Ends the server as an editor does. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve))
    await this.connection.sendRequest('shutdown')
    await this.connection.sendNotification('exit')
    return ended
  }

  /** Opens a text under a name of the workspace; returns its URI. */
  open(name: string, text: string, languageId = 'python'): string {
    const uri = pathToFileURL(join(examples, name)).href
    this.#open.set(uri, { version: 1, text })
    const textDocument = { uri, languageId, version: 1, text }
    void this.connection.sendNotification('textDocument/didOpen', { textDocument })
    return uri
  }

  openExample(name: string): string {
    const languageId = name.endsWith('.py') ? 'python' : name.endsWith('.ts') ? 'typescript' : 'javascript'
    return this.open(name, readFileSync(join(examples, name), 'utf8'), languageId)
  }

  close(uri: string): void {
    void this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
  }

  /** Replaces `words` (the first place of them) by other text. */
  edit(uri: string, words: string, newText: string): void {
    this.#change(uri, { range: this.range(uri, words), newText })
  }

  /** Does what choosing an action does. */
  apply(uri: string, { edit }: CodeAction): void {
    const edits = edit?.changes?.[uri] ?? []
    const fromTheEnd = [...edits].sort((a, b) => this.#offset(uri, b.range.start) - this.#offset(uri, a.range.start))
    for (const one of fromTheEnd) this.#change(uri, one)
  }

  #change(uri: string, { range, newText }: TextEdit): void {
    const open = this.#document(uri)
    const [start, end] = [this.#offset(uri, range.start), this.#offset(uri, range.end)]
    open.text = open.text.slice(0, start) + newText + open.text.slice(end)
    open.version++
    const textDocument = { uri, version: open.version }
    const contentChanges = [{ range, text: newText }]
    void this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges })
  }

  #document(uri: string): OpenText {
    const open = this.#open.get(uri)
    if (!open) throw new Error(`${uri} is not open`)
    return open
  }

  text(uri: string): string {
    return this.#document(uri).text
  }

  #offset(uri: string, { line, character }: Position): number {
    const before = this.text(uri).split('\n').slice(0, line)
    return before.reduce((sum, text) => sum + text.length + 1, character)
  }

  #position(uri: string, offset: number): Position {
    const before = this.text(uri).slice(0, offset).split('\n')
    return { line: before.length - 1, character: before[before.length - 1].length }
  }

  /** Where `words` stands, inside the first place of `around`. */
  range(uri: string, words: string, around = words): Range {
    const start = this.text(uri).indexOf(around) + around.indexOf(words)
    if (!this.text(uri).includes(around) || !around.includes(words))
      throw new Error(`“${words}” in “${around}” is not there`)
    return { start: this.#position(uri, start), end: this.#position(uri, start + words.length) }
  }

  async hover(uri: string, words: string, around = words): Promise<string> {
    const params = { textDocument: { uri }, position: this.range(uri, words, around).start }
    const found = await this.connection.sendRequest<Hover | null>('textDocument/hover', params)
    return found ? (found.contents as MarkupContent).value : ''
  }

  async lenses(uri: string): Promise<{ line: number; title: string; arguments?: unknown[] }[]> {
    const found = await this.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } })
    return found.map(({ range, command }) => ({
      line: range.start.line,
      title: command?.title ?? '',
      arguments: command?.arguments,
    }))
  }

  async titles(uri: string): Promise<string[]> {
    return (await this.lenses(uri)).map(({ title }) => title)
  }

  async hints(uri: string): Promise<{ position: Position; label: string }[]> {
    const range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } }
    const params = { textDocument: { uri }, range }
    const found = await this.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', params)
    return found.map(({ position, label }) => ({ position, label: String(label) }))
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const params = { textDocument: { uri } }
    const report = await this.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', params)
    return report.kind === 'full' ? report.items : []
  }

  async actions(uri: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    const params = { textDocument: { uri }, range: diagnostic.range, context: { diagnostics: [diagnostic] } }
    return this.connection.sendRequest('textDocument/codeAction', params)
  }
}

/** Waits until `check` passes; its last failure is the reason where it never does. */
export async function eventually<T>(check: () => Promise<T>, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
