// Where the VS Code hosts are kept between runs: the user's cache, which outlives `npm ci` and fresh clones.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { removeFolder } from './temporary.mjs'

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gradlens')

/**
 * The cache's folder of that name, built first where it is not there yet. It is built beside its place and moved there whole,
 * so that a broken build, or one that goes on at the same time, is never taken for a good one.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} build
 */
export async function cached(name, build) {
  const folder = join(cache, name)
  const isReady = () => existsSync(join(folder, 'ready'))
  if (isReady()) return folder

  await mkdir(cache, { recursive: true })
  const unfinished = await mkdtemp(`${folder}.unfinished-`)
  const remove = () => removeFolder(unfinished)
  process.on('exit', remove)
  try {
    await build(unfinished)
    await writeFile(join(unfinished, 'ready'), '')
    await rename(unfinished, folder)
  } catch (error) {
    if (!isReady()) throw error
  } finally {
    remove()
    process.off('exit', remove)
  }
  return folder
}
