// `npm run bench`: Gradlens beside its peers, in one run (test/bench/README.md says how to read it). Nothing here fails on a
// time: what is printed are ratios, and whether the targets are met.
//
//   --quick               fewer rounds, for a first look
//   --only chain,logistic only these problems; `python`: the evaluator beside CPython
import { cpus, release, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitOnSignals, run } from '../host/processes.mjs'
import { temporaryFolder } from '../host/temporary.mjs'
import { distance } from './contest.mjs'
import { bundle, installPeers } from './places.mjs'
import { PROBLEMS } from './problems.mjs'
import { measurePrograms } from './programs.mjs'
import { printSizes, printTable } from './tables.mjs'
/** @import { Problem } from './problems.mjs' */

/** One contestant's times in milliseconds; `scaled` is the factor where fewer operations were run.
 *  @typedef {{ title: string, times: number[], scaled: number | null, size: number }} Result */
/** @typedef {{ results: Result[], left: { title: string, reason: string }[] }} Measured */

exitOnSignals()
const { quick, only } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
}).values
/** @type {string[]} */
const all = [...Object.keys(PROBLEMS), 'python']
const wanted = only?.split(',') ?? all
const unknown = wanted.filter((key) => !all.includes(key))
if (unknown.length > 0) {
  console.error(`There is no problem ${unknown.join(', ')}; there are ${all.join(', ')}.`)
  process.exit(2)
}

const here = fileURLToPath(new URL('.', import.meta.url))
const [cpu] = cpus()
console.log(`Node ${process.version} (V8 ${process.versions.v8}), ${process.platform} ${release()}, ${process.arch}`)
console.log(`${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB`)
const folder = temporaryFolder()
if (wanted.includes('python')) {
  console.log('\npython: programs by the evaluator beside CPython')
  await measurePrograms(folder, quick)
}
const keys = wanted.filter((key) => key in PROBLEMS)
if (keys.length === 0) process.exit(0)
const missing = await installPeers()
if (missing) console.log(`The peers could not be installed; those that are missing are left out.\n${missing}`)
const places = await bundle(folder)

for (const key of keys) {
  const problem = PROBLEMS[key]
  console.log(`\n${key}: ${problem.title}`)
  const measured = problem.kind === 'cold' ? await measureCold(problem) : await measureWarm(key, problem)
  if (problem.kind === 'sizes') printSizes(measured)
  else printTable(problem, measured)
}

/** Fresh processes in turns, one for each contestant and round. @param {Problem} problem @returns {Promise<Measured>} */
async function measureCold({ contestants, contest, data, expected }) {
  /** @type {Map<string, Result>} */
  const results = new Map()
  /** @type {Map<string, { title: string, reason: string }>} */
  const left = new Map()
  for (let round = 0; round < (quick ? 5 : 15); round++) {
    for (const file of contestants) {
      if (left.has(file)) continue
      try {
        const args = [file, contest, JSON.stringify(data()), JSON.stringify(places)]
        const { title, precision, milliseconds, answer } = await child('cold.mjs', args)
        const error = expected ? distance(answer, expected()) : 0
        if (!(error <= precision)) throw new Error(`wrong by ${error.toExponential(1)}, where ${precision} is allowed`)
        /** @type {Result} */
        const result = results.get(file) ?? { title, times: [], scaled: null, size: 0 }
        result.times.push(milliseconds)
        results.set(file, result)
      } catch (error) {
        left.set(file, { title: file, reason: reasonOf(error) })
        results.delete(file)
      }
    }
  }
  return { results: [...results.values()], left: [...left.values()] }
}

/** One process for a problem. A contestant that ends it is left out, and the others begin again.
 *  @param {string} key @param {Problem} problem @returns {Promise<Measured>} */
async function measureWarm(key, { contestants, kind }) {
  const rounds = kind === 'sizes' ? (quick ? 3 : 7) : quick ? 5 : 21
  const milliseconds = quick ? 10 : 30
  /** @type {Measured['left']} */
  const left = []
  for (let files = contestants; files.length > 0;) {
    const task = { problem: key, files, rounds, milliseconds, places }
    try {
      const measured = await child('warm.mjs', [JSON.stringify(task)])
      return { results: measured.results, left: [...measured.left, ...left] }
    } catch (error) {
      const culprit = /at (\S+)\n(?![^]*\nat \S+\n)/.exec(String(error))?.[1] ?? files[files.length - 1]
      left.push({ title: culprit, reason: `ended the process: ${reasonOf(error)}` })
      files = files.filter((file) => file !== culprit)
    }
  }
  return { results: [], left }
}

/** What a script prints as JSON in its last line. @param {string} script @param {string[]} args */
async function child(script, args) {
  const printed = await run(process.execPath, ['--expose-gc', join(here, script), ...args], { cwd: here, seconds: 900 })
  return JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '')
}

/** The line of a child's output that says what went wrong. @param {unknown} error */
function reasonOf(error) {
  const lines = String(error instanceof Error ? error.message : error).split('\n')
  return lines.find((line) => /^\S*Error|FATAL|^wrong/.test(line)) ?? lines[0].slice(0, 200)
}
