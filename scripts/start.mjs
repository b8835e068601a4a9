// `npm start`: builds, and opens examples/ in a real VS Code with the extension loaded: the desktop's, where there is one, else
// a server's in the browser. Stays in the foreground; SIGINT, SIGTERM and SIGHUP end it and all that it started, with 130, 143
// and 129.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { repository } from '../test/host/examples.mjs'
import { onPath } from '../test/host/path.mjs'
import { exitOnSignals, run } from '../test/host/processes.mjs'
import { serveHostA } from '../test/host/serve-host-a.mjs'

const folder = join(repository, 'examples')
const file = join(folder, '1_first_gradient.py')
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

exitOnSignals()
await run(process.execPath, ['scripts/build.mjs'], { cwd: repository, output: 'inherit' })

const desktop = hasDisplay && onPath('code')
await (desktop ? openDesktop(desktop) : openInBrowser())

/** @param {string} code */
async function openDesktop(code) {
  console.log('examples/ is open in your VS Code, with Gradlens loaded.')
  await run(code, ['--wait', '--new-window', `--extensionDevelopmentPath=${repository}`, folder, file], {
    output: 'inherit',
  })
}

async function openInBrowser() {
  const server = await serveHostA()
  const url = server.url({ folder, extensionPath: repository, file })
  const { ok, status } = await fetch(url)
  if (!ok) throw new Error(`VS Code's page answers with ${status}`)

  console.log(`\nVS Code with Gradlens, on examples/:\n\n  ${url}\n\nCtrl+C ends it.`)
  const opener = hasDisplay && onPath('xdg-open')
  // The browser is the user's own and goes on when this ends.
  if (opener) spawn(opener, [url], { detached: true, stdio: 'ignore' }).unref()
  await server.ended
  throw new Error('VS Code’s server has ended.')
}
