// Child processes that never outlive this one: each runs in a process group of its own (guard.mjs), which is ended when the
// command ends, when this process exits and when it is killed.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url))

/**
 * Starts a command; `child.pid` leads its group. Its standard input is empty.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'inherit' | 'pipe' }} [options]
 */
export function start(command, args, { cwd, env, output = 'pipe' } = {}) {
  const child = spawn(process.execPath, [guard, command, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', output, output],
  })
  const end = () => endGroup(child)
  // First of all: the folders that it writes to are removed then too.
  process.prependListener('exit', end)
  child.on('exit', () => {
    end()
    process.off('exit', end)
  })
  return child
}

/**
 * Ends a started command and all that it started.
 * @param {import('node:child_process').ChildProcess} child
 */
export function endGroup(child) {
  try {
    process.kill(-Number(child.pid), 'SIGKILL')
  } catch {
    // The group has ended by itself.
  }
}

/**
 * Runs a command to its end and gives what it printed; throws with that output where the command fails or takes too long.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'inherit' | 'pipe', seconds?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { seconds, ...options } = {}) {
  const child = start(command, args, options)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += data))
  let late = false
  const stop = () => {
    late = true
    endGroup(child)
  }
  const timer = seconds && setTimeout(stop, seconds * 1000)
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      if (code === 0) return resolve(printed)
      const end = late ? `took longer than ${seconds} s` : `ended with ${code}`
      reject(new Error(`${[command, ...args].join(' ')} ${end}\n${printed}`))
    })
  })
}

/** Makes SIGINT, SIGTERM and SIGHUP end this process with 130, 143 or 129, however often they come. */
export function exitOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => process.exit(128 + constants.signals[signal]))
}
