// What the server needs of the machine it runs on: a worker, files, and what ships beside it. Two implementations,
// Node's and the browser's, are in main/; everything else is the same code.
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './evaluation/messages'

export interface Host {
  /** Reads a file that ships in dist/, e.g. a grammar. Rejects where it is not to be had. */
  asset(name: string): Promise<Uint8Array<ArrayBuffer>>
  startWorker(events: WorkerEvents): WorkerPort
  readonly files: FileSystem
  /** Where the diagnostics' pages lie if the client does not say. */
  readonly docsUri: string | null
}

export interface WorkerPort {
  post(message: WorkerRequest | WorkerStart): void
  /** Ends the worker at once, whatever it is doing. */
  end(): void
}

export interface WorkerEvents {
  answer(answer: WorkerAnswer): void
  /** The worker ended by itself. */
  ended(cause: 'memory' | 'crash', message: string): void
}

/** Read-only, and null for whatever cannot be read. */
export interface FileSystem {
  readText(uri: string): Promise<string | null>
  /** The file's URI with links followed; the file itself where there are none or it does not exist. */
  followLinks(uri: string): Promise<string>
}
