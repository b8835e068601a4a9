// The running language server, as the rest of the client sees it: requests, two events, and a restart.
import {
  protocol,
  type InitializationOptions,
  type RequestName,
  type Settings,
  type StatusParams,
} from '@gradlens/server/protocol'
import { EventEmitter, Uri, workspace, type CancellationToken, type Disposable, type LogOutputChannel } from 'vscode'
import { State, type BaseLanguageClient, type LanguageClientOptions } from 'vscode-languageclient'

/** The text of a file inside the workspace's folders; null where it is elsewhere or cannot be read. */
async function readWorkspaceFile(uri: Uri): Promise<string | null> {
  if (!workspace.getWorkspaceFolder(uri)) return null
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri))
  } catch {
    return null
  }
}

export type MakeClient = (options: LanguageClientOptions) => BaseLanguageClient

/** What the server is doing; `stopped` is said by the client, the others by the server itself. */
export type Status = StatusParams | { readonly state: 'stopped'; readonly message: string }

export class Server implements Disposable {
  readonly #makeClient: () => BaseLanguageClient
  #client: BaseLanguageClient | undefined
  #watch: Disposable | undefined
  readonly #status = new EventEmitter<Status>()
  readonly #evaluated = new EventEmitter<Uri>()
  readonly onStatus = this.#status.event
  /** A document's report was renewed. */
  readonly onEvaluated = this.#evaluated.event

  constructor(
    makeClient: MakeClient,
    extension: Uri,
    documentSelector: { scheme: string; language: string }[],
    outputChannel: LogOutputChannel,
  ) {
    const initializationOptions = (): InitializationOptions => {
      const settings = workspace.getConfiguration().get<Settings>('gradlens')
      return {
        extensionUri: extension.toString(),
        docsUri: Uri.joinPath(extension, 'docs/diagnostics').toString(),
        // A copy: settings are proxies, which cannot be posted to a worker.
        settings: settings && { ...settings },
      }
    }
    this.#makeClient = () =>
      makeClient({
        documentSelector,
        outputChannel,
        initializationOptions,
        synchronize: { configurationSection: 'gradlens' },
        diagnosticPullOptions: { onChange: true },
      })
  }

  start(): void {
    const client = this.#makeClient()
    client.onNotification(protocol.status.method, (status: StatusParams) => this.#status.fire(status))
    client.onNotification(protocol.evaluated.method, ({ uri }: { uri: string }) => this.#evaluated.fire(Uri.parse(uri)))
    client.onRequest(protocol.readFile.method, ({ uri }: { uri: string }) => readWorkspaceFile(Uri.parse(uri)))
    this.#watch = client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#status.fire({ state: 'idle', message: '' })
      if (newState === State.Stopped || newState === State.StartFailed)
        this.#status.fire({ state: 'stopped', message: 'The language server has stopped.' })
    })
    this.#client = client
    // The language client itself tells the person, and the output channel why.
    client.start().catch(() => undefined)
  }

  /**
   * Asks about a document, which is opened first where need be: the server knows open documents only. Rejects where the
   * server does not run or fails.
   */
  async request<P extends { readonly uri: string }, R>(
    name: RequestName<P, R>,
    params: P,
    token?: CancellationToken,
  ): Promise<R> {
    await workspace.openTextDocument(Uri.parse(params.uri))
    const client = this.#client
    if (!client || client.state === State.Stopped || client.state === State.StartFailed)
      throw new Error('the language server does not run. The output says why; Restart Server starts it again.')
    // A missing token is left out: an undefined one is sent as null.
    return token ? client.sendRequest<R>(name.method, params, token) : client.sendRequest<R>(name.method, params)
  }

  /** Ends the server, also one that does not answer, and starts another. */
  async restart(): Promise<void> {
    // One that is just starting is as new as one can be.
    if (this.#client?.state === State.Starting) return
    this.#status.fire({ state: 'restarting', message: 'The language server is being restarted.' })
    await this.#end()
    this.start()
  }

  async dispose(): Promise<void> {
    await this.#end()
    this.#status.dispose()
    this.#evaluated.dispose()
  }

  async #end(): Promise<void> {
    this.#watch?.dispose()
    // It rejects where the server did not answer in time; it is ended all the same.
    await this.#client?.dispose().catch(() => undefined)
    this.#client = undefined
  }
}
