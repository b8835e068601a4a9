// Modules of the standard library, bytes and complex numbers: what programs print and how they end as CPython 3.11 runs them
// (programs/*.py, standard.golden.py).
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runScript } from '../../runScript.testing'

interface Program {
  readonly source: string
  readonly stdout: string
  readonly error: readonly (string | number)[] | null
}

const golden: Readonly<Record<string, readonly Program[]>> = JSON.parse(
  readFileSync(new URL('./standard.golden.json', import.meta.url), 'utf8'),
)

describe.each(Object.entries(golden))('%s', (_, programs) => {
  test.each(programs.map((program) => [titleOf(program.source), program] as const))('%s', (__, program) => {
    const { stdout, error } = runScript(program.source)
    expect({ stdout, error: error && [error.text, error.line] }).toEqual({
      stdout: program.stdout,
      error: program.error,
    })
  })
})

/** The last line of a program. */
function titleOf(source: string): string {
  return source.trimEnd().split('\n').at(-1)?.trim() ?? ''
}
