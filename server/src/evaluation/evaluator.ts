// The connection's side of the port: one worker, one request at a time, each with a limit. A worker that does not heed the
// limit, or a cancellation, is ended; the next request starts another. Knows nothing of documents.
import type { WorkerEvents, WorkerPort } from '../host'
import type { WorkerAnswer, WorkerRequest } from './messages'

/** A request as it is asked; the evaluator numbers it. */
export type Question = WorkerRequest extends infer R ? (R extends WorkerRequest ? Omit<R, 'id'> : never) : never

/** The worker ended before it had answered. */
export class WorkerEnded extends Error {
  constructor(
    readonly reason: 'time' | 'memory' | 'crash' | 'restart',
    message: string,
  ) {
    super(message)
  }
}

/** Added to the limit of the first request to a new worker, which has to load first. */
const START_ALLOWANCE = 10_000
/** How long a cancelled request may take to end: with the shared flag it polls, without it can't know. */
const CANCEL_ALLOWANCE = { shared: 1000, unshared: 500 }

interface Pending {
  readonly id: number
  readonly resolve: (answer: WorkerAnswer) => void
  readonly reject: (ended: WorkerEnded) => void
}

export class Evaluator {
  private worker: WorkerPort | null = null
  private isLoaded = false
  private cancelFlag: Int32Array | null = null
  private pending: Pending | null = null
  private lastId = 0

  constructor(private readonly startWorker: (events: WorkerEvents) => WorkerPort) {}

  /** Starts the worker, so that it is there when the first question comes. */
  warmUp(): void {
    this.worker ??= this.start()
  }

  /**
   * Asks the worker. Cancelled by the signal the answer is `cancelled`; rejects with WorkerEnded where the worker had to be
   * ended or ended by itself. Ask one question at a time.
   *
   * @param limit how many milliseconds the answer may take
   */
  async ask(question: Question, limit: number, signal: AbortSignal): Promise<WorkerAnswer> {
    if (this.pending !== null) throw new Error('the evaluator is asked one question at a time')
    const id = ++this.lastId
    if (signal.aborted) return { id, kind: 'cancelled' }
    const worker = (this.worker ??= this.start())
    const outOfTime = () => this.end(new WorkerEnded('time', `no answer within ${limit} ms`))
    let timer = setTimeout(outOfTime, limit + (this.isLoaded ? 0 : START_ALLOWANCE))
    const cancel = () => {
      clearTimeout(timer)
      if (this.cancelFlag) Atomics.store(this.cancelFlag, 0, id)
      const allowance = this.cancelFlag ? CANCEL_ALLOWANCE.shared : CANCEL_ALLOWANCE.unshared
      timer = setTimeout(() => {
        this.forgetWorker()
        this.pending?.resolve({ id, kind: 'cancelled' })
      }, allowance)
    }
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise<WorkerAnswer>((resolve, reject) => {
        this.pending = { id, resolve, reject }
        worker.post({ id, ...question } as WorkerRequest)
      })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      this.pending = null
    }
  }

  /** Ends the worker; what it was asked is rejected. */
  restart(): void {
    this.end(new WorkerEnded('restart', 'the evaluator was restarted'))
  }

  private start(): WorkerPort {
    const worker: WorkerPort = this.startWorker({
      answer: (answer) => {
        if (worker !== this.worker) return
        this.isLoaded = true
        if (answer.id === this.pending?.id) this.pending.resolve(answer)
      },
      ended: (cause, message) => {
        if (worker === this.worker) this.end(new WorkerEnded(cause, message))
      },
    })
    this.isLoaded = false
    this.cancelFlag = null
    if (typeof SharedArrayBuffer === 'undefined') worker.post({ kind: 'start', cancel: null })
    else {
      const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
      worker.post({ kind: 'start', cancel: shared })
      this.cancelFlag = new Int32Array(shared)
    }
    return worker
  }

  private end(ended: WorkerEnded): void {
    const { pending } = this
    this.forgetWorker()
    pending?.reject(ended)
  }

  private forgetWorker(): void {
    this.worker?.end()
    this.worker = null
  }
}
