// npm for the hosts' own packages: without the settings that an enclosing `npm test` or `npm start` hands down.
import { run } from './processes.mjs'

/**
 * @param {string[]} args
 * @param {{ cwd: string, seconds?: number }} options
 */
export function npm(args, { cwd, seconds = 300 }) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
  return run('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], { cwd, env, seconds })
}
