// One problem's contestants in turns within this process: each answer is checked, then all are warmed up, then rounds go
// A B C A B C … so that what else the machine does meets all alike. Prints `at <file>` before each contestant is first run,
// and JSON in its last line. Needs --expose-gc, so that nobody pays for another's garbage.
import { distance, prepare } from './contest.mjs'
import { PROBLEMS } from './problems.mjs'
/** @import { Answer, Places, Run } from './problems.mjs' */

/** @type {{ problem: string, files: string[], rounds: number, milliseconds: number, places: Places }} */
const { problem: key, files, rounds, milliseconds, places } = JSON.parse(process.argv[2])
const problem = PROBLEMS[key]
const { gc } = globalThis
if (!gc) throw new Error('this process needs --expose-gc')

/** @typedef {{ title: string, file: string, run: Run, scale: number, repeats: number, size: number, times: number[] }} Entry */
/** @type {Entry[]} */
const entries = []
/** @type {{ title: string, reason: string }[]} */
const left = []
/** What each contestant was held against, by the number of operations where that differs. @type {Map<number, Answer>} */
const answers = new Map()

for (const size of problem.sizes ?? [0]) for (const file of files) await enter(file, size)
for (let round = 0; round < rounds; round++) for (const entry of entries) measure(entry)
const results = entries.map(({ title, scale, size, times }) => ({
  title,
  scaled: scale > 1 ? scale : null,
  size,
  times,
}))
console.log(`\n${JSON.stringify({ results, left })}`)

/** Prepares, checks and warms up. @param {string} file @param {number} size */
async function enter(file, size) {
  console.log(`at ${file}`)
  let title = file
  try {
    const { contestant, scale, data } = await sized(file, size)
    title = contestant.title
    const { run } = await prepare(file, problem.contest, data, places)
    const answer = run()
    const given = answers.get(data.operations ?? 0) ?? problem.expected?.()
    const expected = given ?? (file === 'handwritten' ? answer : await handWritten(data))
    answers.set(data.operations ?? 0, expected)
    const error = distance(answer, expected)
    if (!(error <= contestant.precision))
      throw new Error(`wrong by ${error.toExponential(1)}, where ${contestant.precision} is allowed: not timed`)
    const repeats = warmUp(run)
    entries.push({ title, file, run, scale, repeats, size, times: [] })
  } catch (error) {
    left.push({ title, reason: error instanceof Error ? error.message.split('\n')[0] : String(error) })
  }
}

/** The problem's data for a contestant, smaller where it cannot take the whole. @param {string} file @param {number} size */
async function sized(file, size) {
  /** @type {import('./problems.mjs').Contestant} */
  const contestant = await import(`./contestants/${file}.mjs`)
  const data = size > 0 ? { ...problem.data(), operations: size } : problem.data()
  const largest = contestant.largest?.[problem.contest]
  if (largest === undefined || !(largest < data.operations)) return { contestant, scale: 1, data }
  return { contestant, scale: data.operations / largest, data: { ...data, operations: largest } }
}

/** The answer where none is given: hand-written JavaScript's. @param {any} data */
async function handWritten(data) {
  return (await prepare('handwritten', problem.contest, data, places)).run()
}

/** Runs until the compiler has had its time, and says how many runs make one sample. @param {Run} run */
function warmUp(run) {
  const start = performance.now()
  let runs = 0
  while (runs < 3 || performance.now() - start < 20 * milliseconds) {
    run()
    runs++
  }
  const from = performance.now()
  run()
  return Math.max(1, Math.round(milliseconds / (performance.now() - from)))
}

/** One sample: the mean of some runs, after one that does not count. @param {Entry} entry */
function measure({ run, repeats, times, scale }) {
  // A full collection makes the heap small and the next run slow; where runs are short a minor one has to do.
  if (repeats > 2) gc?.({ type: 'minor' })
  else gc?.()
  run()
  const start = performance.now()
  for (let i = 0; i < repeats; i++) run()
  times.push((scale * (performance.now() - start)) / repeats)
}
