import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Cancelled } from '@gradlens/engine'
import { there } from '../features/fixture.testing'
import type { WorkerEvents } from '../host'
import { Evaluator, WorkerEnded } from './evaluator'
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './messages'
import { serveEvaluator, type Analysis } from './serveEvaluator'

const never = new AbortController().signal
const imports = { kind: 'imports', language: 'python', languageId: 'python', source: '' } as const

/** Workers that the test answers for. */
function fakeWorkers() {
  const workers: { events: WorkerEvents; messages: (WorkerStart | WorkerRequest)[]; ended: boolean }[] = []
  const start = (events: WorkerEvents) => {
    const worker = { events, messages: [] as (WorkerStart | WorkerRequest)[], ended: false }
    workers.push(worker)
    return {
      post: (message: WorkerStart | WorkerRequest) => worker.messages.push(message),
      end: () => (worker.ended = true),
    }
  }
  const last = () => workers[workers.length - 1]
  const asked = () =>
    there(
      last()
        .messages.filter((message): message is WorkerRequest => message.kind !== 'start')
        .pop(),
    )
  return {
    workers,
    start: start as never,
    last,
    asked,
    answer: () => last().events.answer({ id: asked().id, kind: 'imports', imports: [] }),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the evaluator', () => {
  test('starts one worker, tells it the flag, and hands answers back', async () => {
    const fake = fakeWorkers()
    const evaluator = new Evaluator(fake.start)
    for (let i = 0; i < 2; i++) {
      const answer = evaluator.ask(imports, 100, never)
      fake.answer()
      expect(await answer).toMatchObject({ kind: 'imports' })
    }
    expect(fake.workers).toHaveLength(1)
    expect(fake.last().messages[0]).toMatchObject({ kind: 'start' })
  })

  test('ends a worker that does not answer in time, and starts another', async () => {
    const fake = fakeWorkers()
    const evaluator = new Evaluator(fake.start)
    const first = evaluator.ask(imports, 100, never)
    fake.answer()
    await first
    const late = evaluator.ask(imports, 100, never)
    const ended = expect(late).rejects.toMatchObject({ reason: 'time' })
    vi.advanceTimersByTime(101)
    await ended
    expect(fake.last().ended).toBe(true)
    const again = evaluator.ask(imports, 100, never)
    expect(fake.workers).toHaveLength(2)
    fake.answer()
    expect(await again).toMatchObject({ kind: 'imports' })
  })

  test('gives a new worker time to load', async () => {
    const fake = fakeWorkers()
    const answer = new Evaluator(fake.start).ask(imports, 100, never)
    vi.advanceTimersByTime(5000)
    fake.answer()
    expect(await answer).toMatchObject({ kind: 'imports' })
  })

  test('says why a worker ended by itself', async () => {
    const fake = fakeWorkers()
    const answer = new Evaluator(fake.start).ask(imports, 100, never)
    fake.last().events.ended('memory', 'heap')
    await expect(answer).rejects.toEqual(new WorkerEnded('memory', 'heap'))
  })

  test('cancels by the flag, and ends a worker that does not heed it', async () => {
    const fake = fakeWorkers()
    const cancellation = new AbortController()
    const answer = new Evaluator(fake.start).ask(imports, 100, cancellation.signal)
    cancellation.abort()
    const start = fake.last().messages[0] as WorkerStart
    expect(new Int32Array(there(start.cancel))[0]).toBe(fake.asked().id)
    vi.advanceTimersByTime(1001)
    expect(await answer).toMatchObject({ kind: 'cancelled' })
    expect(fake.last().ended).toBe(true)
  })

  test('asks nothing that is cancelled already', async () => {
    const fake = fakeWorkers()
    expect(await new Evaluator(fake.start).ask(imports, 100, AbortSignal.abort())).toMatchObject({ kind: 'cancelled' })
    expect(fake.workers).toEqual([])
  })
})

describe('the worker', () => {
  /** A worker whose analysis does `imports` for every request. */
  function serve(act: (cancelled: () => boolean) => never[]) {
    const answers: WorkerAnswer[] = []
    const handle = serveEvaluator(
      (cancelled) => ({ imports: () => act(cancelled) }) as unknown as Analysis,
      (answer) => answers.push(answer),
    )
    return { handle, answers }
  }

  test('answers with the request’s id', () => {
    const { handle, answers } = serve(() => [])
    handle({ id: 4, ...imports })
    expect(answers).toEqual([{ id: 4, kind: 'imports', imports: [] }])
  })

  test('polls the flag for its own request', () => {
    const { handle, answers } = serve((cancelled) => {
      if (cancelled()) throw new Cancelled()
      return []
    })
    const cancel = new SharedArrayBuffer(4)
    handle({ kind: 'start', cancel })
    new Int32Array(cancel)[0] = 2
    for (const id of [1, 2, 3]) handle({ id, ...imports })
    expect(answers.map(({ kind }) => kind)).toEqual(['imports', 'cancelled', 'imports'])
  })

  test('reports a defect and goes on', () => {
    const { handle, answers } = serve(() => {
      throw new Error('ours')
    })
    handle({ id: 1, ...imports })
    expect(answers).toMatchObject([{ id: 1, kind: 'defect', message: expect.stringContaining('ours') }])
  })
})
