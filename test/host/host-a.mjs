// Host A: VS Code 1.96.4 with the Node extension host, as the server and web workbench inside npm's code-server.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cached } from './cache.mjs'
import { npm } from './npm.mjs'
import { run } from './processes.mjs'

const codeServer = 'code-server@4.96.4'

/** Needed only for log files, the terminal and the watchdog; they are compiled on this machine. */
const nativeParts = ['@vscode/spdlog', 'native-watchdog', 'node-pty']

/** The folder of host A, installed first where it is missing. */
export function hostA() {
  return cached('vscode-server-1.96.4-typescript', async (folder) => {
    console.log('Installing VS Code 1.96.4 into the user cache: once, one to two minutes …')
    const packed = join(folder, 'packed')
    await mkdir(packed)
    await npm(['pack', codeServer], { cwd: packed })
    await run(
      'tar',
      ['-xzf', `${codeServer.replace('@', '-')}.tgz`, '--strip-components=3', '-C', folder, 'package/lib/vscode'],
      { cwd: packed },
    )
    await rm(packed, { recursive: true })
    // It pins a package to a git address.
    await rm(join(folder, 'npm-shrinkwrap.json'))
    await npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: folder })
    // The built-in TypeScript extension complains without its compiler.
    const extensions = join(folder, 'extensions')
    await rm(join(extensions, 'npm-shrinkwrap.json'))
    await npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: extensions })
    await npm(['rebuild', '--ignore-scripts=false', ...nativeParts], { cwd: folder, seconds: 180 }).catch(() =>
      console.log('VS Code runs without its terminal and log files: their native parts could not be compiled here.'),
    )
  })
}
