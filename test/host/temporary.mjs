// Temporary folders, which go with this process at the latest.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new temporary folder. Its path is short: VS Code puts sockets there, whose names may have hardly 100 characters. */
export function temporaryFolder() {
  const parent = tmpdir().length < 40 ? tmpdir() : '/tmp'
  const folder = mkdtempSync(join(parent, 'gradlens-'))
  process.on('exit', () => removeFolder(folder))
  return folder
}

/** Removes a folder, even where a process that is just ending still writes to it. @param {string} folder */
export function removeFolder(folder) {
  for (let tries = 1; ; tries++)
    try {
      return rmSync(folder, { recursive: true, force: true })
    } catch (error) {
      if (tries === 40) throw error
      sleep(50)
    }
}

/** Waits, also while the process is exiting. @param {number} milliseconds */
function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
