// Generated NumPy programs (programs.py) against what NumPy 1.24 prints and how the programs end, to the byte: a sample by
// GRADLENS_SEED, all of them with GRADLENS_FULL=1. Programs that are known to fail are listed by cause in programs.known.json,
// and must still fail; GRADLENS_FULL=1 GRADLENS_UPDATE=1 writes that list anew.
import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { runScript } from '../../../runScript.testing'
import {
  causeOf,
  countNumbers,
  lastDigitsOff,
  readRows,
  sample,
  surprises,
  type KnownFault,
} from './expectations.testing'
import known from './programs.known.json'

interface Program {
  readonly id: number
  readonly source: string
  readonly stdout: string
  readonly error: { readonly text: string; readonly line: number } | null
}

const { GRADLENS_FULL, GRADLENS_UPDATE } = process.env
const CHUNK = 100
const SAMPLE = 300
/** How many of the printed numbers may differ in their last digit. */
const SHARE = 0.003

const programs = sample(readRows<Program>('programs.jsonl.gz'), SAMPLE)
const listed = new Set(known.flatMap((fault) => fault.ids))

let numbers = 0
let off = 0
const faults = new Map<string, number[]>()

/** What is wrong with a program's run; null where nothing is. */
function fault({ source, stdout, error }: Program): string | null {
  numbers += countNumbers(stdout)
  const result = runScript(source)
  const digits = lastDigitsOff(source, stdout, result.stdout)
  if (digits === null) return causeOf(stdout, result.stdout)
  if (JSON.stringify(result.error) !== JSON.stringify(error)) {
    return `ends with ${result.error?.text ?? 'no error'}, not ${error?.text ?? 'without one'}`
  }
  off += digits
  return null
}

describe('generated programs print what they print under NumPy 1.24', () => {
  for (let start = 0; start < programs.length; start += CHUNK) {
    const chunk = programs.slice(start, start + CHUNK)
    it(`programs ${chunk[0].id} to ${chunk[chunk.length - 1].id}`, { timeout: 60_000 }, () => {
      const failed = new Map<number, string>()
      for (const program of chunk) {
        const cause = fault(program)
        if (cause === null) continue
        failed.set(program.id, cause)
        faults.set(cause, [...(faults.get(cause) ?? []), program.id])
      }
      if (GRADLENS_UPDATE) return
      const ids = chunk.map(({ id }) => id)
      const { newlyFailing, repaired } = surprises(ids, new Set(failed.keys()), listed)
      const details = newlyFailing.map((id) => `${failed.get(id)}\n${chunk.find((p) => p.id === id)?.source}`)
      expect({ newlyFailing, repaired }, details.join('\n')).toEqual({ newlyFailing: [], repaired: [] })
    })
  }

  it('few numbers differ in the last digit', () => {
    expect(numbers).toBeGreaterThan(programs.length)
    expect(off / numbers).toBeLessThan(SHARE)
  })
})

afterAll(() => {
  if (!GRADLENS_UPDATE || !GRADLENS_FULL) return
  // What stays keeps the cause that a person wrote; what is new gets the first line that differs.
  const failing = new Set([...faults.values()].flat())
  const kept = known.map(({ cause, ids }) => ({ cause, ids: ids.filter((id) => failing.has(id)) }))
  const added = [...faults].map(([cause, ids]) => ({ cause, ids: ids.filter((id) => !listed.has(id)) }))
  const list: readonly KnownFault[] = [...kept, ...added].filter(({ ids }) => ids.length > 0)
  const file = new URL('programs.known.json', import.meta.url)
  writeFileSync(file, `[\n${list.map((known) => `  ${JSON.stringify(known)}`).join(',\n')}\n]\n`)
})
