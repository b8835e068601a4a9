// Runs every program of programs/ under Node and keeps what it printed: `node expect.mjs` writes expected.json.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'gradlens-differential-'))

/** Prints the name and message of what nobody caught as the last line. */
const GUARD = `process.on('uncaughtException', (e) => { process.stdout.write('!' + (e instanceof Error ? e.constructor.name + ': ' + e.message : String(e))); process.exit(0) })\n`

const expected = {}
for (const file of readdirSync(join(here, 'programs')).sort()) {
  const [, ...programs] = readFileSync(join(here, 'programs', file), 'utf8').split(/^\/\/# /m)
  for (const program of programs) {
    const [title] = program.split('\n', 1)
    const path = join(folder, 'program.mjs')
    writeFileSync(path, GUARD + program.slice(title.length))
    const { stdout, stderr, status } = spawnSync(process.execPath, [path], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${file}: ${title}\n${stderr}`)
    expected[`${file}: ${title}`] = stdout
  }
}
rmSync(folder, { recursive: true })
writeFileSync(join(here, 'expected.json'), JSON.stringify(expected, null, 2) + '\n')
console.log(`${Object.keys(expected).length} programs`)
