// The extension in a Node extension host: the server is a process of its own.
import { Uri, type ExtensionContext } from 'vscode'
import { LanguageClient, TransportKind, type NodeModule } from 'vscode-languageclient/node'
import { activateWith } from './activate'

export function activate(context: ExtensionContext): void {
  const module = Uri.joinPath(context.extensionUri, 'dist/server.js').fsPath
  const run: NodeModule = { module, transport: TransportKind.ipc }
  const debug: NodeModule = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } }
  activateWith(context, (options) => new LanguageClient('gradlens', 'Gradlens', { run, debug }, options))
}
