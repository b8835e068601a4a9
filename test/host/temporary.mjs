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

/** Removes a folder, even where a process that has just been ended still wrote to it. @param {string} folder */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}
