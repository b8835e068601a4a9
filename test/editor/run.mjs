// Runs the editor tests in a real VS Code: bundles them to .build/test/editor/ and has @vscode/test-electron start host A. The
// same tests run in desktop VS Code with GRADLENS_DESKTOP=1 (downloaded) or GRADLENS_DESKTOP=/path/to/its/executable. With
// --counts=FILE the numbers of passed and failed tests are written to that file.
import { runTests } from '@vscode/test-electron'
import { build } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { copyOfExamples, repository } from '../host/examples.mjs'
import { exitOnSignals } from '../host/processes.mjs'

exitOnSignals()
const { counts } = parseArgs({ options: { counts: { type: 'string' } } }).values
const bundled = join(repository, '.build/test/editor')
await build({
  absWorkingDir: repository,
  entryPoints: ['test/editor/index.ts', 'test/editor/*.test.ts'],
  outdir: bundled,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'inline',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
})

const desktop = process.env.GRADLENS_DESKTOP
const hostA = fileURLToPath(new URL('../host/launch-a.mjs', import.meta.url))
await runTests({
  vscodeExecutablePath: desktop === '1' ? undefined : desktop || hostA,
  extensionDevelopmentPath: repository,
  extensionTestsPath: join(bundled, 'index.js'),
  extensionTestsEnv: { GRADLENS_COUNTS: counts },
  launchArgs: [copyOfExamples(), '--disable-extensions'],
}).catch(() => process.exit(1))
