// What the client can do, read once from what it said at the start.
import type { InitializeParams } from 'vscode-languageserver'
import type { InitializationOptions } from './protocol'

export interface Client {
  readonly options: InitializationOptions
  /** Our own: it knows the custom messages, runs the lenses' commands itself, and has a status item. */
  readonly isOurs: boolean
  readonly markdownHover: boolean
  readonly pullsDiagnostics: boolean
  readonly refreshes: { readonly diagnostics: boolean; readonly codeLens: boolean; readonly inlayHint: boolean }
  readonly progress: boolean
  readonly configuration: boolean
  readonly watchesFiles: boolean
  readonly workspaceFolders: boolean
}

export function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const { workspace, textDocument, window } = capabilities
  const options = (initializationOptions ?? {}) as InitializationOptions
  return {
    options,
    isOurs: options.extensionUri !== undefined,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshes: {
      diagnostics: workspace?.diagnostics?.refreshSupport ?? false,
      codeLens: workspace?.codeLens?.refreshSupport ?? false,
      inlayHint: workspace?.inlayHint?.refreshSupport ?? false,
    },
    progress: window?.workDoneProgress ?? false,
    configuration: workspace?.configuration ?? false,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
  }
}
