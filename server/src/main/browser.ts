// The language server as a web worker: a classic script that VS Code starts from a blob. It knows where it ships from by
// the client's extensionUri only.
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  type Connection,
} from 'vscode-languageserver/browser'
import type { WorkerAnswer } from '../evaluation/messages'
import type { Host, WorkerEvents, WorkerPort } from '../host'
import { syntaxes } from '../languages/syntaxes'
import { protocol, type InitializationOptions } from '../protocol'
import { serve } from '../server'

const scope = self as unknown as DedicatedWorkerGlobalScope

function browserHost({ extensionUri }: InitializationOptions, connection: Connection): Host {
  const dist = `${extensionUri?.replace(/\/$/, '')}/dist`
  return {
    asset: async (name) => {
      const response = await fetch(`${dist}/${name}`)
      if (!response.ok) throw new Error(`${dist}/${name}: ${response.status} ${response.statusText}`)
      return new Uint8Array(await response.arrayBuffer())
    },
    startWorker: (events) => startWorker(`${dist}/browser/evaluator.js`, events),
    files: {
      readText: (uri) => connection.sendRequest<string | null>(protocol.readFile.method, { uri }).catch(() => null),
      followLinks: async (uri) => uri,
    },
    docsUri: null,
  }
}

/** A worker may not be made from another origin's URL, but a blob may import it. */
function startWorker(script: string, events: WorkerEvents): WorkerPort {
  const blob = URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(script)})`], { type: 'text/javascript' }))
  const worker = new Worker(blob)
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => events.answer(data)
  worker.onerror = ({ message }) => events.ended('crash', message ?? 'the evaluator could not be loaded')
  return {
    post: (message) => worker.postMessage(message),
    end: () => {
      worker.terminate()
      URL.revokeObjectURL(blob)
    },
  }
}

serve(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  syntaxes,
  makeHost: browserHost,
})
