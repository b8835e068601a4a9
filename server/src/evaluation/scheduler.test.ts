import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { OpenDocument } from '../documents/document'
import { reportOf, there } from '../features/fixture.testing'
import type { LanguageSyntax } from '../languages/language'
import type { Report } from '../report'
import { WorkerEnded, type Question } from './evaluator'
import type { WorkerAnswer } from './messages'
import { Scheduler } from './scheduler'

const syntax = {
  id: 'python',
  outline: () => ({ functions: [], strayMarks: [], hasErrors: false }),
} as unknown as LanguageSyntax
const parser = { parse: () => ({ delete: () => undefined, edit: () => undefined }) } as never

function document(name: string, source = 'x = 1'): OpenDocument {
  return new OpenDocument(`file:///w/${name}.py`, 'python', syntax, parser, 1, source)
}

/** A scheduler over an evaluator that the test answers for. */
function given(parts: { looked?: string[] } = {}) {
  const asked: {
    question: Question
    limit: number
    signal: AbortSignal
    answer: (given: object) => void
    fail: (error: unknown) => void
  }[] = []
  const settled: string[] = []
  const defects: string[] = []
  const scheduler = new Scheduler({
    evaluator: {
      ask: (question, limit, signal) =>
        new Promise<WorkerAnswer>((resolve, reject) => {
          asked.push({
            question,
            limit,
            signal,
            answer: (answer) => resolve({ id: 0, ...answer } as WorkerAnswer),
            fail: reject,
          })
          signal.addEventListener('abort', () => resolve({ id: 0, kind: 'cancelled' }))
        }),
    },
    collect: async (main) => ({ texts: [{ ...main, path: '', imports: {} }], looked: new Set(parts.looked) }),
    budget: (visible) => ({ maxSteps: 1, milliseconds: visible ? 2000 : 5000, bytes: 1 }),
    versions: () => ({}),
    settled: ({ uri }) => settled.push(uri.slice('file:///w/'.length, -'.py'.length)),
    busy: () => undefined,
    defect: (message) => defects.push(message),
  })
  const last = () => asked[asked.length - 1]
  const what = () =>
    asked.map(({ question }) =>
      'evaluation' in question ? `${question.kind} ${question.evaluation.texts[0].source}` : question.kind,
    )
  const report = async (parts: Partial<Report> = {}) => {
    last().answer({ kind: 'report', report: reportOf(parts) })
    await vi.advanceTimersByTimeAsync(0)
  }
  return { scheduler, asked, settled, defects, last, what, report }
}

const wait = (milliseconds = 100) => vi.advanceTimersByTimeAsync(milliseconds)

function type(scheduler: Scheduler, one: OpenDocument, text: string): void {
  one.change([{ text }], one.version + 1)
  scheduler.changed(one)
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a document is evaluated when it comes, and after the last of several keystrokes', async () => {
  const { scheduler, what, report, settled } = given()
  const a = document('a')
  scheduler.add(a)
  await wait()
  await report()
  for (const text of ['x = 12', 'x = 123', 'x = 1234']) {
    type(scheduler, a, text)
    await wait(10)
  }
  await wait()
  await report()
  expect(what()).toEqual(['report x = 1', 'report x = 1234'])
  expect(settled).toEqual(['a', 'a'])
  expect(a.isSettled).toBe(true)
})

test('a newer text cancels the evaluation of the older one', async () => {
  const { scheduler, asked, what } = given()
  const a = document('a')
  scheduler.add(a)
  await wait()
  type(scheduler, a, 'x = 2')
  expect(asked[0].signal.aborted).toBe(true)
  await wait()
  expect(what()).toEqual(['report x = 1', 'report x = 2'])
})

test('what was touched last comes first, with the smaller budget, and what it put off comes after', async () => {
  const { scheduler, asked, what, report } = given()
  const [a, b] = [document('a', 'a'), document('b', 'b')]
  scheduler.add(a)
  await wait()
  scheduler.add(b)
  await wait()
  expect(asked[0].signal.aborted).toBe(true)
  await report()
  await report()
  expect(what()).toEqual(['report a', 'report b', 'report a'])
  expect(asked.map(({ limit }) => limit)).toEqual([3500, 3500, 8000])
})

test('a text that comes again is not evaluated again', async () => {
  const { scheduler, what, report } = given()
  const a = document('a')
  scheduler.add(a)
  await wait()
  await report({ stdout: 'first' })
  type(scheduler, a, 'x = 2')
  await wait()
  await report()
  type(scheduler, a, 'x = 1')
  await wait()
  expect(what()).toEqual(['report x = 1', 'report x = 2'])
  expect(a.isSettled).toBe(true)
  expect(a.lastAnswer?.report.stdout).toBe('first')
})

describe('an evaluation that had to be stopped', () => {
  async function stopped() {
    const { scheduler, last, ...rest } = given()
    const a = document('a')
    scheduler.add(a)
    await wait()
    last().fail(new WorkerEnded('time', ''))
    await wait()
    return { a, scheduler, last, ...rest }
  }

  test('is said, and settles the document', async () => {
    const { a, settled } = await stopped()
    expect(settled).toEqual(['a'])
    expect(a.view().stale).toEqual({
      kind: 'stopped',
      reason: 'it did not keep to its 2 s (`gradlens.timeoutVisible`) and was ended',
    })
  })

  test('is not tried again with the same text, but with another', async () => {
    const { a, scheduler, what, report } = await stopped()
    type(scheduler, a, 'x = 2')
    await wait()
    await report()
    type(scheduler, a, 'x = 1')
    await wait()
    expect(what()).toEqual(['report x = 1', 'report x = 2'])
    expect(a.view().stale?.kind).toBe('stopped')
    scheduler.evaluateAll()
    await wait()
    expect(what()).toHaveLength(3)
  })
})

test('a fault of ours is no fault of the program’s', async () => {
  const { scheduler, last, defects } = given()
  const a = document('a')
  scheduler.add(a)
  await wait()
  last().answer({ kind: 'defect', message: 'TypeError: ours' })
  await wait()
  expect(a.view().stale?.kind).toBe('failed')
  expect(defects.join()).toContain('TypeError: ours')
})

test('whoever waits for a document is told, also when it goes away', async () => {
  const { scheduler, report } = given()
  const [a, b] = [document('a'), document('b')]
  scheduler.add(a)
  const first = vi.fn()
  void scheduler.settled(a).then(first)
  await wait()
  expect(first).not.toHaveBeenCalled()
  await report()
  expect(first).toHaveBeenCalled()
  scheduler.add(b)
  const second = vi.fn()
  void scheduler.settled(b).then(second)
  scheduler.remove(b)
  await wait()
  expect(second).toHaveBeenCalled()
})

test('a changed file makes what depends on it stale, and evaluates it anew', async () => {
  const { scheduler, report, what } = given({ looked: ['file:///w/lib.py'] })
  const a = document('a')
  scheduler.add(a)
  await wait()
  await report()
  scheduler.fileChanged('file:///w/other.py')
  expect(a.isSettled).toBe(true)
  scheduler.fileChanged('file:///w/lib.py')
  expect(a.isSettled).toBe(false)
  await wait()
  expect(a.isSettled).toBe(true)
  expect(what()).toHaveLength(1)
})

describe('what a person asks for', () => {
  const subject = { kind: 'call', tapeIndex: 0, callIndex: 0 } as const
  const never = new AbortController().signal

  test('comes first, and what it put off comes after', async () => {
    const { scheduler, what, report, last, asked } = given()
    const a = document('a')
    scheduler.add(a)
    await wait()
    await report()
    const answer = there(a.lastAnswer)
    type(scheduler, a, 'x = 2')
    await wait()
    const check = scheduler.check(answer, subject, never)
    await wait(0)
    expect(asked[1].signal.aborted).toBe(true)
    last().answer({ kind: 'check', check: null })
    expect(await check).toBeNull()
    await wait(0)
    expect(what()).toEqual(['report x = 1', 'report x = 2', 'check x = 1', 'report x = 2'])
  })

  test('is inconclusive where it takes too long', async () => {
    const { scheduler, report, last } = given()
    const a = document('a')
    scheduler.add(a)
    await wait()
    await report()
    const check = scheduler.check(there(a.lastAnswer), subject, never)
    await wait(0)
    last().fail(new WorkerEnded('time', ''))
    expect(await check).toMatchObject({ verdict: 'inconclusive', detail: expect.stringContaining('5 s') })
  })
})
