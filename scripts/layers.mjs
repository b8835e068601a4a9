// The layers of tests in the order in which `npm test` runs them.
import { chromium } from '../test/host/chromium.mjs'
import { hostA } from '../test/host/host-a.mjs'
import { hostC } from '../test/host/host-c.mjs'

/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {number} seconds Its budget.
 * @property {string[][]} commands Programs of node_modules/.bin, or scripts, with their arguments.
 * @property {boolean} [counted] Its last command counts tests in a file; else the layer is one test.
 * @property {boolean} [built] It tests what the build makes.
 * @property {(() => Promise<string>)[]} [hosts] What it needs installed.
 */

/**
 * @param {(layer: string) => string} countsFile where a layer's numbers of passed and failed tests are to be written
 * @returns {Layer[]}
 */
export function layers(countsFile) {
  /** @param {string} name @param {string[]} config */
  const vitest = (name, ...config) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${countsFile(name)}`]
    return { name, commands: [['vitest', 'run', ...config, '--project', name, ...reporters]], counted: true }
  }
  const inBrowser = ['--config', 'test/browser/vitest.config.mts']
  const editor = [['test/editor/run.mjs', `--counts=${countsFile('editor')}`]]
  return [
    { name: 'types', seconds: 40, commands: [['tsc', '-b']] },
    {
      name: 'lint',
      seconds: 30,
      commands: [
        ['eslint', '.', '--max-warnings=0'],
        ['prettier', '--check', '.'],
      ],
    },
    { name: 'build', seconds: 20, commands: [['scripts/build.mjs']] },
    { seconds: 300, ...vitest('unit') },
    { seconds: 45, ...vitest('protocol'), built: true },
    { name: 'editor', seconds: 40, commands: editor, counted: true, built: true, hosts: [hostA, chromium] },
    { seconds: 30, ...vitest('browser', ...inBrowser), built: true, hosts: [hostA, chromium] },
    { seconds: 20, ...vitest('web', ...inBrowser), built: true, hosts: [hostC, chromium] },
  ]
}
