// The status bar's word on what the server is doing; a click on it shows the output.
import {
  languages,
  StatusBarAlignment,
  ThemeColor,
  window,
  type Disposable,
  type DocumentSelector,
  type StatusBarItem,
} from 'vscode'
import type { Server, Status } from './server'

const icons: Readonly<Record<Status['state'], string>> = {
  idle: '$(check)',
  evaluating: '$(loading~spin)',
  restarting: '$(sync~spin)',
  off: '$(circle-slash)',
  stopped: '$(error)',
}

const sentences: Readonly<Record<Status['state'], string>> = {
  idle: 'Up to date.',
  evaluating: 'Evaluating …',
  restarting: 'Restarting …',
  off: 'Evaluation is turned off by the setting `gradlens.enable`.',
  stopped: 'The language server has stopped.',
}

/** Evaluations shorter than this, in milliseconds, are not announced: nearly all are, and the item would flicker. */
const patience = 300

export class StatusItem implements Disposable {
  readonly #item: StatusBarItem
  readonly #subscriptions: Disposable[]
  #pending: ReturnType<typeof setTimeout> | undefined

  constructor(server: Server, selector: DocumentSelector) {
    this.#item = window.createStatusBarItem('gradlens.status', StatusBarAlignment.Right, 100)
    this.#item.name = 'Gradlens'
    this.#item.command = 'gradlens.showOutput'
    this.#show({ state: 'idle', message: '' })
    const appear = () => {
      // With the focus in a panel there is no active editor: then those that can be seen count.
      const editors = window.activeTextEditor ? [window.activeTextEditor] : window.visibleTextEditors
      if (editors.some(({ document }) => languages.match(selector, document) > 0)) this.#item.show()
      else this.#item.hide()
    }
    appear()
    this.#subscriptions = [
      window.onDidChangeActiveTextEditor(appear),
      window.onDidChangeVisibleTextEditors(appear),
      server.onStatus((status) => {
        clearTimeout(this.#pending)
        if (status.state === 'evaluating') this.#pending = setTimeout(() => this.#show(status), patience)
        else this.#show(status)
      }),
    ]
  }

  #show({ state, message }: Status): void {
    this.#item.text = `${icons[state]} Gradlens`
    this.#item.tooltip = `Gradlens: ${message || sentences[state]}\nClick to show the output.`
    this.#item.accessibilityInformation = { label: `Gradlens: ${message || sentences[state]}`, role: 'button' }
    this.#item.backgroundColor = state === 'stopped' ? new ThemeColor('statusBarItem.errorBackground') : undefined
  }

  dispose(): void {
    clearTimeout(this.#pending)
    for (const subscription of this.#subscriptions) subscription.dispose()
    this.#item.dispose()
  }
}
