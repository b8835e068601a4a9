// The host that Node is: worker threads, the file system, and what ships beside the bundle. For the server and the command line.
import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import type { WorkerAnswer } from '../evaluation/messages'
import type { Host, WorkerEvents, WorkerPort } from '../host'

/** V8's own limits, well above what the evaluator counts itself: they end a worker that fails to. */
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 2048, stackSizeMb: 16 }

/**
 * @param dist the folder that holds the bundle, the grammars and the evaluator
 * @param limits what a worker may take
 */
export function nodeHost(dist: string, limits: ResourceLimits = LIMITS): Host {
  return {
    asset: async (name) => new Uint8Array(await readFile(join(dist, name))),
    startWorker: (events) => startWorker(join(dist, 'evaluator.js'), limits, events),
    files: {
      readText: (uri) => onFile(uri, (path) => readFile(path, 'utf8')),
      followLinks: async (uri) => (await onFile(uri, async (path) => pathToFileURL(await realpath(path)).href)) ?? uri,
    },
    docsUri: pathToFileURL(join(dist, '..', 'docs', 'diagnostics')).href,
  }
}

async function onFile<T>(uri: string, act: (path: string) => Promise<T>): Promise<T | null> {
  try {
    return await act(fileURLToPath(uri))
  } catch {
    return null
  }
}

function startWorker(file: string, resourceLimits: ResourceLimits, events: WorkerEvents): WorkerPort {
  // What a worker writes goes nowhere: standard output belongs to the protocol.
  const worker = new Worker(file, { resourceLimits, stdout: true, stderr: true })
  worker.on('message', (answer: WorkerAnswer) => events.answer(answer))
  worker.on('error', (error: Error & { code?: string }) =>
    events.ended(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', String(error)),
  )
  worker.on('exit', (code) => events.ended('crash', `the evaluator ended with ${code}`))
  return {
    post: (message) => worker.postMessage(message),
    end: () => void worker.terminate(),
  }
}
