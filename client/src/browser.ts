// The extension in a web extension host: the server is a web worker.
import { Uri, type ExtensionContext } from 'vscode'
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser'
import { activateWith } from './activate'

export function activate(context: ExtensionContext): void {
  // Unencoded, as VS Code's own loader wants it: it makes the blob that imports this address.
  const script = Uri.joinPath(context.extensionUri, 'dist/browser/server.js').toString(true)
  let worker: Worker | undefined
  context.subscriptions.push({ dispose: () => worker?.terminate() })

  /** A fresh worker at each start. As transports, not as a Worker: VS Code replaces that class, so `instanceof` fails. */
  const start = async () => {
    worker?.terminate()
    worker = new Worker(script, { name: 'Gradlens' })
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) }
  }
  activateWith(context, (options) => new LanguageClient('gradlens', 'Gradlens', start, options))
}
