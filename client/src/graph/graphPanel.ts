// Show Graph: the panel that draws a tape, kept in step with its source in both directions.
import { protocol, type GraphResult, type SubjectParams } from '@gradlens/server/protocol'
import {
  CancellationTokenSource,
  Range,
  ThemeColor,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type Webview,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode'
import type { FromPage, ToPage } from '../../webview/messages'
import { reveal } from '../reveal'
import type { Server } from '../server'
import { nodesAt } from './nodesAt'
import { page } from './page'

const viewType = 'gradlens.graph'

/** There is one panel at most; it shows the subject that was asked for last. */
export class GraphPanel implements WebviewPanelSerializer, Disposable {
  readonly #server: Server
  readonly #resources: Uri
  readonly #subscriptions: Disposable[]
  /** On the source of the node that the mouse or the keyboard is on. */
  readonly #pointedAt = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.wordHighlightStrongBackground'),
    border: '1px solid',
    borderColor: new ThemeColor('editor.wordHighlightStrongBorder'),
  })
  #panel: WebviewPanel | undefined
  #of: SubjectParams | undefined
  #graph: GraphResult | undefined
  #question = new CancellationTokenSource()

  constructor(server: Server, extension: Uri) {
    this.#server = server
    this.#resources = Uri.joinPath(extension, 'dist/webview')
    this.#subscriptions = [
      this.#pointedAt,
      window.registerWebviewPanelSerializer(viewType, this),
      server.onEvaluated((uri) => {
        if (this.#of && Uri.parse(this.#of.uri).toString() === uri.toString()) void this.#refresh()
      }),
      window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
        if (!this.#graph || !this.#isDrawn(document.uri)) return
        this.#post({ type: 'current', nodes: nodesAt(this.#graph.nodes, document.uri.toString(), selection) })
      }),
    ]
  }

  /** Shows the graph of a subject beside the active editor, or where the panel already is. */
  show(of: SubjectParams): void {
    this.#ask(of)
    if (this.#panel) {
      this.#panel.reveal(undefined, true)
      void this.#refresh()
    } else {
      const options = { enableFindWidget: true, ...this.#webviewOptions() }
      const column = { viewColumn: ViewColumn.Beside, preserveFocus: true }
      this.#adopt(window.createWebviewPanel(viewType, 'Graph', column, options))
    }
  }

  async deserializeWebviewPanel(panel: WebviewPanel, state: { of?: SubjectParams } | undefined): Promise<void> {
    if (!state?.of || this.#panel) return panel.dispose()
    panel.webview.options = this.#webviewOptions()
    this.#ask(state.of)
    this.#adopt(panel)
  }

  #webviewOptions() {
    return { enableScripts: true, localResourceRoots: [this.#resources] }
  }

  #ask(of: SubjectParams): void {
    this.#of = of
    this.#graph = undefined
  }

  #adopt(panel: WebviewPanel): void {
    this.#panel = panel
    panel.onDidDispose(() => {
      this.#question.cancel()
      this.#panel = this.#of = this.#graph = undefined
      this.#pointAt(null)
    })
    panel.webview.onDidReceiveMessage((message: FromPage) => this.#hear(message))
    panel.webview.html = this.#html(panel.webview)
  }

  #html(webview: Webview): string {
    const resource = (name: string) => webview.asWebviewUri(Uri.joinPath(this.#resources, name)).toString()
    const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('')
    return page({ cspSource: webview.cspSource, script: resource('graph.js'), style: resource('graph.css'), nonce })
  }

  #hear(message: FromPage): void {
    switch (message.type) {
      case 'ready':
        return void this.#refresh()
      case 'pointAt':
        return this.#pointAt(message.node)
      case 'reveal': {
        const location = this.#locationOf(message.node)
        if (location) void reveal(location, message.focus, this.#panel?.viewColumn)
      }
    }
  }

  /** Asks the server for the graph. A hidden panel's page is gone and asks by itself when it is back. */
  async #refresh(): Promise<void> {
    const [panel, of] = [this.#panel, this.#of]
    if (!panel?.visible || !of) return
    this.#question.cancel()
    const question = (this.#question = new CancellationTokenSource())
    const answer = await this.#server
      .request(protocol.graph, of, question.token)
      .catch(
        (error: unknown) => `The graph could not be made: ${error instanceof Error ? error.message : String(error)}`,
      )
    if (question.token.isCancellationRequested) return
    if (answer && typeof answer !== 'string') this.#draw(panel, of, answer)
    else this.#explain(answer ?? 'the mark or tape is not there any more, or its run did not reach it.')
  }

  #draw(panel: WebviewPanel, of: SubjectParams, result: GraphResult): void {
    const { trace, ...graph } = result
    this.#graph = result
    panel.title = `Graph: ${result.title}`
    const editor = window.visibleTextEditors.find(({ document }) => this.#isDrawn(document.uri))
    const current = editor ? nodesAt(result.nodes, editor.document.uri.toString(), editor.selection) : []
    this.#post({ type: 'graph', of, graph: { ...graph, omitted: trace.omitted }, current })
  }

  /** Says why there is no fresh graph; the last one stays. */
  #explain(reason: string): void {
    this.#post(
      this.#graph
        ? { type: 'stale', reason: `No longer up to date: ${reason}` }
        : { type: 'empty', reason: `Nothing to draw: ${reason}` },
    )
  }

  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(message)
  }

  #locationOf(node: number | null) {
    return this.#graph?.nodes.find(({ id }) => id === node)?.location ?? null
  }

  #isDrawn(uri: Uri): boolean {
    return this.#graph?.nodes.some(({ location }) => location?.uri === uri.toString()) ?? false
  }

  #pointAt(node: number | null): void {
    const location = this.#locationOf(node)
    for (const editor of window.visibleTextEditors) {
      const { start, end } = location?.range ?? {}
      const here = start && end && location?.uri === editor.document.uri.toString()
      const ranges = here ? [new Range(start.line, start.character, end.line, end.character)] : []
      editor.setDecorations(this.#pointedAt, ranges)
    }
  }

  dispose(): void {
    this.#panel?.dispose()
    for (const subscription of this.#subscriptions) subscription.dispose()
  }
}
