// Temporary folders that go with this process.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new temporary folder. Its path is short: VS Code puts sockets there, whose names may have hardly 100 characters. */
export function temporaryFolder() {
  const parent = tmpdir().length < 40 ? tmpdir() : '/tmp'
  const folder = mkdtempSync(join(parent, 'gradlens-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))
  return folder
}
