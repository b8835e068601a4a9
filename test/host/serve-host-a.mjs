// Starts host A and says at which address it shows what.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostA } from './host-a.mjs'
import { freePort } from './port.mjs'
import { endGroup, start } from './processes.mjs'
import { removeFolder, temporaryFolder } from './temporary.mjs'

/** What keeps a workbench quiet, and leaves files as they are until someone saves them. */
const quiet = {
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'window.autoDetectColorScheme': false,
  'workbench.startupEditor': 'none',
}

/**
 * @typedef {object} View
 * @property {string} folder The workspace.
 * @property {string} extensionPath The folder of the extension under development.
 * @property {string} [testsPath] A module under `extensionPath` whose `run` the extension host calls.
 * @property {string} [file] A file to open.
 */

/** @param {Record<string, unknown>} [settings] */
export async function serveHostA(settings) {
  const cwd = await hostA()
  const port = await freePort()
  const own = temporaryFolder()
  const user = join(own, 'data/User')
  mkdirSync(user, { recursive: true })
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quiet, ...settings }))

  const options = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--server-data-dir',
    own,
    '--without-connection-token',
  ]
  const consents = ['--accept-server-license-terms', '--disable-workspace-trust', '--telemetry-level', 'off']
  // A temporary folder of its own, for the sockets that it leaves when it is ended.
  const env = { ...process.env, TMPDIR: own }
  const server = start(process.execPath, ['out/server-main.js', ...options, ...consents], { cwd, env })
  await ready(server)

  /** @param {string} path */
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${encodeURI(path)}`
  return {
    /** @param {View} view */
    url({ folder, extensionPath, testsPath, file }) {
      const payload = [
        ['skipWelcome', 'true'],
        ['extensionDevelopmentPath', remote(extensionPath)],
        ...(testsPath ? [['extensionTestsPath', remote(testsPath)]] : []),
        ...(file ? [['openFile', remote(file)]] : []),
      ]
      const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) })
      return `http://127.0.0.1:${port}/?${query}`
    },
    close() {
      endGroup(server)
      removeFolder(own)
    },
    ended: new Promise((resolve) => server.once('exit', resolve)),
  }
}

/** @param {import('node:child_process').ChildProcess} server */
function ready(server) {
  let printed = ''
  return new Promise((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (data) => {
        printed = (printed + data).slice(-10_000)
        if (printed.includes('Web UI available')) resolve(undefined)
      })
    server.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}\n${printed}`)))
  })
}
