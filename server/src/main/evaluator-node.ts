// The evaluator's worker in Node.
import { getHeapStatistics } from 'node:v8'
import { parentPort } from 'node:worker_threads'
import { Analyst } from '../evaluation/analyse'
import { serveEvaluator } from '../evaluation/serveEvaluator'
import { meanings } from '../languages/meanings'

function memoryInUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

const port = parentPort
if (port === null) throw new Error('the evaluator runs in a worker thread')
const handle = serveEvaluator(
  (cancelled) => new Analyst(meanings, cancelled, { now: () => performance.now(), memoryInUse }),
  (answer) => port.postMessage(answer),
)
port.on('message', handle)
