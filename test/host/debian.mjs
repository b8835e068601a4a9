// Debian's packages, where this process may install them.
import { existsSync } from 'node:fs'
import { run } from './processes.mjs'

/**
 * Installs packages if this is root on a Debian system; says whether it is.
 * @param {string[]} names
 */
export async function installPackages(...names) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing ${names.join(', ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env })
  return true
}
