// `npm test`: installs what is missing (VS Code hosts, a browser) and runs every layer of tests, each with a printed budget of
// time; one that takes twice as long is ended. The last line is `N passed, N failed`.
//
//   --only unit,protocol   runs only these layers
//   --full                 takes the large sets whole (GRADLENS_FULL=1), not a sample by the printed GRADLENS_SEED
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { repository } from '../test/host/examples.mjs'
import { exitOnSignals, run } from '../test/host/processes.mjs'
import { temporaryFolder } from '../test/host/temporary.mjs'
import { layers } from './layers.mjs'

exitOnSignals()
const { only, full } = parseArgs({ options: { only: { type: 'string' }, full: { type: 'boolean' } } }).values
const temporary = temporaryFolder()
/** @param {string} layer */
const countsFile = (layer) => join(temporary, `${layer}.json`)

const all = layers(countsFile)
const names = only?.split(',') ?? all.map(({ name }) => name)
const unknown = names.filter((name) => !all.some((layer) => layer.name === name))
if (unknown.length > 0) {
  console.error(`There is no layer ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const selected = all.filter(({ name }) => names.includes(name))

const seed = process.env.GRADLENS_SEED ?? String(Math.floor(Math.random() * 1e9))
const env = { ...process.env, TMPDIR: temporary, GRADLENS_SEED: seed, ...(full && { GRADLENS_FULL: '1' }) }
console.log(`GRADLENS_SEED=${seed}${full ? ', large sets whole' : ''}`)

/** The hosts are installed while the first layers run. */
const hosts = new Map([...new Set(selected.flatMap((layer) => layer.hosts ?? []))].map((host) => [host, host()]))
for (const host of hosts.values()) host.catch(() => {})

/** @type {{ name: string, passed: number, failed: number, seconds: number, budget: number }[]} */
const results = []
for (const layer of selected) results.push(await runLayer(layer))

console.log()
for (const { name, passed, failed, seconds, budget } of results) {
  const time = `${seconds.toFixed(1).padStart(6)} s of ${budget} s${seconds > budget ? ', over its budget' : ''}`
  console.log(`${name.padEnd(10)}${time}: ${passed} passed, ${failed} failed`)
}
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)

/** @param {import('./layers.mjs').Layer} layer */
async function runLayer({ name, seconds: usual, commands, counted, built, hosts: needed = [] }) {
  const budget = full ? usual * 10 : usual
  console.log(`\n── ${name} (budget ${budget} s)`)
  let start = Date.now()
  let ended = true
  try {
    if (built && results.some((result) => result.name === 'build' && result.failed))
      throw new Error('There is no build to test.')
    await Promise.all(needed.map((host) => hosts.get(host)))
    // Waiting for the hosts is not the layer's own time.
    start = Date.now()
    for (const command of commands) await runCommand(command, budget)
  } catch (error) {
    ended = false
    console.error(error instanceof Error ? error.message : error)
  }
  const seconds = (Date.now() - start) / 1000
  return { name, seconds, budget, ...count(name, ended, counted) }
}

/** @param {string[]} command @param {number} budget */
function runCommand([program, ...args], budget) {
  const options = { cwd: repository, env, seconds: 2 * budget, output: /** @type {const} */ ('inherit') }
  return program.endsWith('.mjs')
    ? run(process.execPath, [program, ...args], options)
    : run(join(repository, 'node_modules/.bin', program), args, options)
}

/** @param {string} layer @param {boolean} ended @param {boolean} [counted] */
function count(layer, ended, counted) {
  if (!counted) return { passed: Number(ended), failed: Number(!ended) }
  if (!existsSync(countsFile(layer))) return { passed: 0, failed: 1 }
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(countsFile(layer), 'utf8'))
  return { passed, failed: ended ? failed : Math.max(failed, 1) }
}
