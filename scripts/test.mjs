// `npm test`: installs what is missing (VS Code hosts, a browser) and runs every layer of tests, each within a printed budget of
// time. The last line is `N passed, N failed`.
//
//   --only unit,protocol   runs these layers
//   --full                 takes the large sets whole (GRADLENS_FULL=1) instead of a sample by the printed GRADLENS_SEED
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '../test/host/chromium.mjs'
import { repository } from '../test/host/examples.mjs'
import { hostA } from '../test/host/host-a.mjs'
import { hostC } from '../test/host/host-c.mjs'
import { exitOnSignals, run } from '../test/host/processes.mjs'
import { temporaryFolder } from '../test/host/temporary.mjs'

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {object} Layer
 * @property {string} name
 * @property {number} seconds Its budget; at twice as much it is ended.
 * @property {string[][]} commands Programs of node_modules/.bin, or scripts for node, with their arguments.
 * @property {boolean} [counts] Whether its last command counts tests; else the layer is one test.
 * @property {boolean} [built] Whether it tests what the build has made.
 * @property {(() => Promise<string>)[]} [hosts] What it needs to be installed.
 */

/** @param {string[]} options */
const vitest = (...options) => ['vitest', 'run', '--reporter=default', '--reporter=json', ...options]
const browser = ['--config', 'test/browser/vitest.config.mts', '--project']

/** @type {Layer[]} */
const layers = [
  { name: 'types', seconds: 60, commands: [['tsc', '-b']] },
  { name: 'lint', seconds: 60, commands: [['eslint', '.', '--max-warnings=0'], ['prettier', '--check', '.']] },
  { name: 'build', seconds: 30, commands: [['scripts/build.mjs']] },
  { name: 'unit', seconds: 60, commands: [vitest('--project', 'unit')], counts: true },
  { name: 'protocol', seconds: 30, commands: [vitest('--project', 'protocol')], counts: true, built: true },
  { name: 'editor', seconds: 60, commands: [['test/editor/run.mjs']], counts: true, built: true, hosts: [hostA, chromium] },
  { name: 'browser', seconds: 60, commands: [vitest(...browser, 'browser')], counts: true, built: true, hosts: [hostA, chromium] },
  { name: 'web', seconds: 30, commands: [vitest(...browser, 'web')], counts: true, built: true, hosts: [hostC, chromium] },
]
