// The language server: wires the connection to documents, scheduler and features. The same for Node and the browser; what
// differs comes in as a Host.
import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver'
import { Activity } from './activity'
import { readClient, type Client } from './client'
import type { OpenDocument } from './documents/document'
import { Documents } from './documents/documents'
import { normalUri, pathOf } from './documents/uris'
import { locationOf, type Answer, type View } from './documents/view'
import { collectTexts } from './evaluation/collectTexts'
import { Evaluator } from './evaluation/evaluator'
import { Scheduler } from './evaluation/scheduler'
import { functionAround, markOffer } from './features/addMark'
import { codeActions, kinds } from './features/codeAction'
import { codeLenses } from './features/codeLens'
import { completions, triggerCharacters } from './features/completion'
import { diagnostics } from './features/diagnostics'
import { documentSymbols } from './features/documentSymbol'
import { hover } from './features/hover'
import { inlayHints } from './features/inlayHint'
import { subjectAt } from './features/subjectAt'
import { siblings, weightiest } from './features/verdicts'
import { inputsText, verdictText } from './features/words'
import { layOut } from './graph/layout'
import { toMermaid } from './graph/mermaid'
import { tapeText } from './graph/tapeText'
import type { Host } from './host'
import type { LanguageSyntax } from './languages/language'
import { protocol, type InitializationOptions, type Settings, type SubjectAt, type SubjectParams } from './protocol'
import type { CheckReport, Subject, Trace } from './report'
import { budgetOf, readSettings, versionsOf } from './settings'
import { Grammars } from './syntax/grammars'
import { version } from './version'

/** How long a request waits for the text as it stands to be evaluated, before it is answered from the last good Report. */
const PATIENCE = 1000
/** A client that can be told to ask again needs not to wait for what is shown beside the text. */
const PATIENCE_BEFORE_REFRESH = 300
/** Refreshes of several documents that settle together are one. */
const REFRESH_DELAY = 10

export interface ServerOptions {
  readonly syntaxes: readonly LanguageSyntax[]
  makeHost(options: InitializationOptions, connection: Connection): Host
}

/** Serves a connection. Everything begins with its initialize request. */
export function serve(connection: Connection, options: ServerOptions): void {
  connection.onInitialize((params): InitializeResult => {
    const client = readClient(params)
    const host = options.makeHost(client.options, connection)
    new Session(connection, client, host, options.syntaxes, foldersOf(params)).listen()
    return { serverInfo: { name: 'gradlens', version }, capabilities: capabilitiesFor(client) }
  })
  connection.listen()
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri)
  return rootUri ? [rootUri] : []
}

function capabilitiesFor(client: Client): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: { resolveProvider: true },
    codeActionProvider: { codeActionKinds: kinds },
    completionProvider: { triggerCharacters },
    documentSymbolProvider: true,
    diagnosticProvider: { identifier: 'gradlens', interFileDependencies: true, workspaceDiagnostics: false },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    // Our own client runs these commands itself.
    ...(client.isOurs ? {} : { executeCommandProvider: { commands: Object.keys(COMMANDS) } }),
  }
}

/** What the lenses' commands say to a client that does not know them. */
const COMMANDS: Readonly<Record<string, (session: Session, uri: string, subject: Subject) => Promise<string | null>>> =
  {
    'gradlens.checkGradient': async (session, uri, subject) => {
      const check = await session.check({ uri, subject }, never)
      return check && `${verdictText(check)}. ${check.detail}`
    },
    'gradlens.showGraph': async (session, uri, subject) => {
      const found = await session.trace({ uri, subject }, never)
      return found && toMermaid(layOut(found.trace, () => null))
    },
    'gradlens.showTape': async (session, uri, subject) => {
      const found = await session.trace({ uri, subject }, never)
      return found && tapeText(found.trace, () => null).text
    },
  }

const never = new AbortController().signal

/** One client's session. */
class Session {
  private settings: Settings
  private readonly activity: Activity
  private readonly evaluator: Evaluator
  private readonly documents: Documents
  private readonly scheduler: Scheduler
  private readonly docsUri: string | null
  private refreshTimer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    host: Host,
    private readonly syntaxes: readonly LanguageSyntax[],
    private folders: readonly string[],
  ) {
    this.settings = readSettings(client.options.settings)
    this.docsUri = client.options.docsUri ?? host.docsUri
    this.activity = new Activity(connection, client)
    this.evaluator = new Evaluator((events) => host.startWorker(events))
    this.scheduler = new Scheduler({
      evaluator: this.evaluator,
      collect: (main, imports) =>
        collectTexts(main, {
          imports,
          read: async (uri) => this.documents.sourceOf(uri) ?? (await host.files.readText(uri)),
          followLinks: (uri) => host.files.followLinks(uri),
          languageIdOf: (uri) => this.languageIdOf(uri),
          folders: this.folders,
        }),
      budget: (visible) => budgetOf(this.settings, visible),
      versions: () => versionsOf(this.settings),
      settled: (document) => this.settled(document),
      busy: (document) => this.activity.busy(document && `evaluating ${pathOf(document.uri).split('/').pop()}`),
      defect: (message) => this.connection.console.error(`A fault of Gradlens, please report it: ${message}`),
    })
    this.documents = new Documents(syntaxes, new Grammars((name) => host.asset(name)), {
      opened: (document) => {
        if (this.settings.enable) this.scheduler.add(document)
        this.scheduler.fileChanged(normalUri(document.uri))
        this.push(document)
      },
      changed: (document) => {
        this.scheduler.changed(document)
        this.scheduler.fileChanged(normalUri(document.uri))
        this.push(document)
      },
      closed: (document) => {
        this.scheduler.remove(document)
        this.scheduler.fileChanged(normalUri(document.uri))
        if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] })
      },
      failed: (uri, error) => connection.console.error(`${uri} cannot be read: ${String(error)}`),
    })
  }

  listen(): void {
    const { connection } = this
    connection.onInitialized(() => this.initialized())
    connection.onShutdown(() => this.evaluator.restart())

    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
      this.documents.open(uri, languageId, version, text),
    )
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
      this.documents.change(uri, version, contentChanges),
    )
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => this.documents.close(uri))
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes)
        if (this.documents.sourceOf(uri) === null) this.scheduler.fileChanged(normalUri(uri))
    })
    connection.onDidChangeConfiguration(({ settings }) => void this.configure(settings))

    connection.onHover(({ textDocument, position }, token) =>
      this.answer(textDocument.uri, token, PATIENCE, null, (view) => hover(view, position, this.client.markdownHover)),
    )
    connection.onCodeLens(({ textDocument }, token) =>
      this.answer(textDocument.uri, token, PATIENCE, [], (view) => (this.settings.codeLens ? codeLenses(view) : [])),
    )
    connection.onCodeLensResolve((lens) => lens)
    connection.languages.inlayHint.on(({ textDocument, range }, token) =>
      this.answer(textDocument.uri, token, PATIENCE, [], (view) =>
        this.settings.inlayHints ? inlayHints(view, range) : [],
      ),
    )
    connection.languages.inlayHint.resolve((hint) => hint)
    connection.languages.diagnostics.on(async ({ textDocument }, token) => {
      const patience = this.client.refreshes.diagnostics ? PATIENCE_BEFORE_REFRESH : PATIENCE
      const items = await this.answer(textDocument.uri, token, patience, [], (view) => diagnostics(view, this.docsUri))
      return { kind: 'full', items }
    })
    connection.onCodeAction(({ textDocument, range, context }, token) =>
      this.answer(textDocument.uri, token, PATIENCE_BEFORE_REFRESH, [], (view) =>
        codeActions(view, range, context, this.docsUri),
      ),
    )
    connection.onCompletion(async ({ textDocument, position }) => {
      const document = await this.documents.get(textDocument.uri)
      if (document === null || !this.settings.enable) return []
      const view = document.view()
      const syntax = document.syntaxAt(view.document.offsetAt(position)) ?? ''
      return completions(view, position, /comment|string/.test(syntax))
    })
    connection.onDocumentSymbol(({ textDocument }, token) =>
      this.answer(textDocument.uri, token, PATIENCE_BEFORE_REFRESH, [], documentSymbols),
    )

    connection.onRequest(protocol.check.method, (params: SubjectParams, token: CancellationToken) =>
      this.check(params, signalOf(token)),
    )
    connection.onRequest(protocol.graph.method, async (params: SubjectParams, token: CancellationToken) => {
      const found = await this.trace(params, signalOf(token))
      return found && layOut(found.trace, (span) => locationOf(found.view(), span))
    })
    connection.onRequest(protocol.tape.method, async (params: SubjectParams, token: CancellationToken) => {
      const found = await this.trace(params, signalOf(token))
      return found && tapeText(found.trace, (span) => locationOf(found.view(), span))
    })
    connection.onRequest(protocol.subjectAt.method, ({ uri, position }: SubjectAt, token: CancellationToken) =>
      this.answer(uri, token, PATIENCE, null, (view) => subjectAt(view, position)),
    )
    connection.onRequest(protocol.addMark.method, ({ uri, position }: SubjectAt, token: CancellationToken) =>
      this.answer(uri, token, 0, null, (view) => {
        const around = functionAround(view, view.document.offsetAt(position))
        return around && markOffer(view, around)
      }),
    )
    connection.onRequest(protocol.restart.method, () => {
      this.activity.status({ state: 'restarting', message: 'The evaluator is being restarted.' })
      this.evaluator.restart()
      this.scheduler.evaluateAll()
      this.sayWhetherOn()
      return null
    })
    connection.onExecuteCommand(async ({ command, arguments: [uri, subject] = [] }) => {
      if (typeof uri !== 'string' || typeof subject !== 'object') return null
      const said = await COMMANDS[command]?.(this, uri, subject as Subject)
      if (said) connection.window.showInformationMessage(said)
      return said ?? null
    })
  }

  /** Checks a subject together with its siblings, and keeps the verdicts for the lenses. Answers with the weightiest. */
  async check({ uri, subject }: SubjectParams, signal: AbortSignal): Promise<CheckReport | null> {
    const document = await this.documents.get(uri)
    const answer = document && (await this.settledAnswer(document))
    if (!answer) return null
    const all = siblings(answer.report, subject)
    const checks: CheckReport[] = []
    for (const sibling of all) {
      const check = await this.scheduler.check(answer, sibling, signal)
      if (check === null) continue
      document.keepCheck(answer, sibling, check)
      checks.push(all.length === 1 ? check : { ...check, detail: `${placeOf(answer, sibling)}: ${check.detail}` })
    }
    this.show(document)
    return weightiest(checks)
  }

  /** The tape of a subject, with the document's view as it will be when it is asked for. */
  async trace(
    { uri, subject }: SubjectParams,
    signal: AbortSignal,
  ): Promise<{ trace: Trace; view: () => View } | null> {
    const document = await this.documents.get(uri)
    const answer = document && (await this.settledAnswer(document))
    const trace = answer && (await this.scheduler.trace(answer, subject, signal))
    return trace && { trace, view: () => document.view() }
  }

  private async settledAnswer(document: OpenDocument): Promise<Answer | null> {
    if (!this.settings.enable) return null
    await this.patiently(document, null, PATIENCE)
    return document.lastAnswer
  }

  /** Answers a request from a document's view, after some patience for the text as it stands. */
  private async answer<T>(
    uri: string,
    token: CancellationToken,
    patience: number,
    nothing: T,
    feature: (view: View) => T,
  ): Promise<T> {
    const document = await this.documents.get(uri)
    if (document === null || !this.settings.enable) return nothing
    if (patience > 0) await this.patiently(document, token, patience)
    return token.isCancellationRequested ? nothing : feature(document.view())
  }

  /** Waits for the document's evaluation: for the first one as long as it takes, else only so long. */
  private async patiently(document: OpenDocument, token: CancellationToken | null, patience: number): Promise<void> {
    this.scheduler.touch(document)
    if (document.isSettled) return
    const waits = [this.scheduler.settled(document)]
    if (document.wasSettled) waits.push(new Promise((resolve) => setTimeout(resolve, patience)))
    if (token) waits.push(new Promise((resolve) => token.onCancellationRequested(() => resolve())))
    await Promise.race(waits)
  }

  private initialized(): void {
    const { client, connection } = this
    this.evaluator.warmUp()
    this.sayWhetherOn()
    if (client.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => normalUri(uri)))
        this.folders = [...this.folders.filter((uri) => !gone.has(normalUri(uri))), ...added.map(({ uri }) => uri)]
        this.scheduler.evaluateAll()
      })
    if (client.watchesFiles) {
      const endings = this.syntaxes.flatMap(({ extensions }) =>
        Object.keys(extensions).map((ending) => ending.replace(/^\./, '')),
      )
      const watchers = [{ globPattern: `**/*.{${endings.join(',')}}` }]
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })
    }
    if (client.configuration && !client.isOurs)
      void connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'gradlens' })
        .then(() => this.configure(null))
  }

  /** @param pushed what the client sends with the notification; null where it is to be asked */
  private async configure(pushed: unknown): Promise<void> {
    const sent = (pushed as { gradlens?: unknown } | null)?.gradlens
    const given =
      sent ?? (this.client.configuration ? await this.connection.workspace.getConfiguration('gradlens') : pushed)
    if (typeof given !== 'object' || given === null) return
    const before = this.settings
    this.settings = readSettings(given)
    if (this.settings.enable !== before.enable) this.turn(this.settings.enable)
    else if (
      JSON.stringify(budgetOf(before, true)) !== JSON.stringify(budgetOf(this.settings, true)) ||
      before.timeoutBackground !== this.settings.timeoutBackground ||
      before.numpy !== this.settings.numpy
    )
      this.scheduler.evaluateAll()
    this.refresh()
  }

  private turn(on: boolean): void {
    for (const document of this.documents.all) {
      if (on) this.scheduler.add(document)
      else this.scheduler.remove(document)
      this.push(document)
    }
    this.sayWhetherOn()
  }

  private sayWhetherOn(): void {
    this.activity.status(
      this.settings.enable
        ? { state: 'idle', message: '' }
        : { state: 'off', message: 'Evaluation is turned off by the setting `gradlens.enable`.' },
    )
  }

  /** A document has a new report, or a new reason why it has none. */
  private settled(document: OpenDocument): void {
    if (this.client.isOurs)
      void this.connection.sendNotification(protocol.evaluated.method, { uri: document.uri, version: document.version })
    this.show(document)
  }

  private show(document: OpenDocument): void {
    this.push(document)
    this.refresh()
  }

  /** Sends diagnostics to a client that can't ask for them. */
  private push(document: OpenDocument): void {
    if (this.client.pullsDiagnostics) return
    const { uri, version } = document
    const items = this.settings.enable ? diagnostics(document.view(), this.docsUri) : []
    void this.connection.sendDiagnostics({ uri, version, diagnostics: items })
  }

  /** Has the client ask again for what it shows. */
  private refresh(): void {
    this.refreshTimer ??= setTimeout(() => {
      this.refreshTimer = null
      const { connection } = this
      const { codeLens, inlayHint, diagnostics } = this.client.refreshes
      const asked = [
        ...(codeLens ? [connection.sendRequest(CodeLensRefreshRequest.type)] : []),
        ...(inlayHint ? [connection.languages.inlayHint.refresh()] : []),
        ...(diagnostics ? [connection.languages.diagnostics.refresh()] : []),
      ]
      // A client that is going away may refuse.
      for (const one of asked) one.catch(() => undefined)
    }, REFRESH_DELAY)
  }

  private languageIdOf(uri: string): string | null {
    const name = pathOf(uri)
    for (const { extensions } of this.syntaxes)
      for (const [ending, languageId] of Object.entries(extensions)) if (name.endsWith(ending)) return languageId
    return null
  }
}

/** How a subject is told from its siblings: a point by its inputs, a call by its line. */
function placeOf({ report, evaluation }: Answer, subject: Subject): string {
  if (subject.kind === 'point')
    return `At ${inputsText(report.functions[subject.functionIndex].points[subject.pointIndex].inputs)}`
  const { start } = report.tapes[subject.tapeIndex].calls[subject.callIndex].span
  return `At line ${evaluation.texts[0].source.slice(0, start).split('\n').length}`
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController()
  if (token.isCancellationRequested) controller.abort()
  token.onCancellationRequested(() => controller.abort())
  return controller.signal
}
