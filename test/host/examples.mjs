// A copy of the examples, for tests that edit them.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './temporary.mjs'

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export function copyOfExamples() {
  const folder = temporaryFolder()
  cpSync(join(repository, 'examples'), folder, { recursive: true })
  return folder
}
