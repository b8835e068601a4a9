// Python programs by the evaluator beside CPython: each is run again and again in one process, in turns with its peer, and its
// printed text is compared before any time counts.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { run } from '../host/processes.mjs'
import { printRows } from './tables.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const PYTHON = '/usr/bin/python3'

/** @typedef {{ printed: string, times: number[] }} Runs */

/**
 * Measures and prints all programs.
 * @param {string} folder Where the evaluator's bundle goes.
 * @param {boolean} quick
 */
export async function measurePrograms(folder, quick) {
  const bundle = join(folder, 'evaluator.mjs')
  await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'node',
    entryPoints: [join(here, 'evaluator.entry.ts')],
    outfile: bundle,
    tsconfig: join(root, 'tsconfig.base.json'),
    alias: { '@gradlens/engine': join(root, 'engine/src/index.ts') },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  })
  const programs = join(here, 'programs')
  const [rounds, turns] = quick ? [5, 1] : [9, 3]
  const rows = [['', 'CPython', 'Gradlens', 'first', 'observed', '÷ CPython', 'observed ÷ CPython']]
  for (const file of readdirSync(programs).sort()) {
    const program = join(programs, file)
    const ours = [join(here, 'evaluator.mjs'), bundle, program, `${rounds}`]
    /** @type {Runs[][]} CPython's, ours, ours observed: a few processes each, in turns. */
    const all = [[], [], []]
    let missing = false
    for (let turn = 0; turn < turns; turn++) {
      const theirs = await runs(PYTHON, [join(here, 'cpython.py'), program, `${rounds}`])
      missing ||= theirs === null
      all[0].push(...(theirs ? [theirs] : []))
      for (const [place, mode] of ['plain', 'observed'].entries()) {
        const mine = await runs(process.execPath, [...ours, mode])
        if (mine === null) throw new Error(`${file} could not be run`)
        if (theirs && mine.printed !== theirs.printed) throw new Error(`${file} prints something else than CPython`)
        all[place + 1].push(mine)
      }
    }
    const [theirs, plain, observed] = all.map((some) => Math.min(...some.flatMap(({ times }) => times)))
    const first = Math.min(...all[1].map(({ times }) => times[0]))
    const ratio = (/** @type {number} */ time) => (missing ? '' : (time / theirs).toFixed(2))
    const shown = [theirs, plain, first, observed].map((time) => (Number.isFinite(time) ? `${time.toFixed(1)} ms` : ''))
    rows.push([file.replace('.py', ''), ...shown, ratio(plain), ratio(observed)])
  }
  printRows(rows)
  console.log(
    '  The least times of all runs; `first`: the least of the first runs in a new process; `observed`: with the',
  )
  console.log('  values noted that hovers show.')
}

/** Runs a script that prints JSON; null where its interpreter is missing. @returns {Promise<Runs | null>} */
async function runs(/** @type {string} */ command, /** @type {string[]} */ args) {
  try {
    return JSON.parse(await run(command, args, { cwd: here, seconds: 300 }))
  } catch (error) {
    if (command === PYTHON) return null
    throw error
  }
}
