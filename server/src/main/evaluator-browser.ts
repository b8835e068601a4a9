// The evaluator's worker in a browser: a classic script.
import { Analyst } from '../evaluation/analyse'
import type { WorkerRequest, WorkerStart } from '../evaluation/messages'
import { serveEvaluator } from '../evaluation/serveEvaluator'
import { meanings } from '../languages/meanings'

const scope = self as unknown as DedicatedWorkerGlobalScope

const handle = serveEvaluator(
  (cancelled) => new Analyst(meanings, cancelled),
  (answer) => scope.postMessage(answer),
)
scope.onmessage = ({ data }: MessageEvent<WorkerStart | WorkerRequest>) => handle(data)
