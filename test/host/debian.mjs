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
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, seconds: 300 }
  await run('apt-get', ['update'], options)
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], options)
  return true
}
