// After an edit the run goes on from a state before it (kept.ts, Evaluation.rewind): what is shown must be what a run from
// the beginning shows, whatever the edits.
import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanings } from '../languages/meanings'
import type { Report } from '../report'
import { Analyst } from './analyse'
import { requestFor } from './analyst.testing'

const full = Boolean(process.env.GRADLENS_FULL)

/** A clock that goes on by the same each time it is asked, so that states are kept in short programs too. */
function analyst(): Analyst {
  let at = 0
  return new Analyst(meanings, () => false, { now: () => (at += 3) })
}

async function reportBy(by: Analyst, source: string): Promise<unknown> {
  const request = await requestFor(source)
  const report: Report = by.report({ ...request, budget: { ...request.budget, milliseconds: 1e9 } }, false)
  // Addresses go on from evaluation to evaluation.
  return JSON.parse(JSON.stringify({ ...report, elapsed: 0 }).replaceAll(/ at 0x[0-9a-f]+/g, ' at 0x')) as unknown
}

const here = new URL('.', import.meta.url)

function generated(path: string): readonly string[] {
  const lines = gunzipSync(readFileSync(new URL(path, here)))
    .toString('utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const program = JSON.parse(line) as { source: string } | readonly [id: number, topic: string, source: string]
    return 'source' in program ? program.source : program[2]
  })
}

function filesIn(path: string): readonly string[] {
  const folder = new URL(path, here)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
}

const CORPORA: Readonly<Record<string, readonly string[]>> = {
  CPython: generated('../../../test/oracle/cpython/programs.jsonl.gz'),
  NumPy: generated('../languages/python/libraries/numpy/oracle/programs.jsonl.gz'),
  written: filesIn('../languages/python/written/programs/'),
  examples: filesIn('../../../examples/'),
}

/** The top-level statements of a text, each with the lines that belong to it. */
function statementsOf(source: string): string[] {
  const chunks: string[] = []
  for (const line of source.split('\n')) {
    const goesOn = /^[ \t)\]}]|^$|^(?:else|elif|except|finally)\b/.test(line)
    if (goesOn && chunks.length > 0) chunks[chunks.length - 1] += `\n${line}`
    else chunks.push(line)
  }
  return chunks
}

/** What stands in the place of a statement afterwards, by a number that says how. */
const EDITS: readonly ((statement: string, how: number) => readonly string[])[] = [
  (statement, how) => [statement.replace(/\d+/, String(how % 9))],
  () => [],
  (statement) => [statement, statement],
  (statement) => ['# a remark', statement],
  (statement, how) => [statement, `new_name${how % 3} = ${how}`],
  (statement, how) => [`import random\nrandom.seed(${how})`, statement],
  (statement, how) => [`print(${how}, len(dir()))`, statement],
]

const edit = fc.record({
  kind: fc.nat(EDITS.length - 1),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  how: fc.nat(99),
})

describe.each(Object.entries(CORPORA))('edits of programs: %s', (_, programs) => {
  test(
    'the report after them is that of a run from the beginning',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(programs.length - 1),
          fc.array(edit, { minLength: 1, maxLength: 5 }),
          async (n, edits) => {
            const kept = analyst()
            const statements = statementsOf(programs[n])
            await reportBy(kept, statements.join('\n'))
            for (const { kind, at, how } of edits) {
              const place = Math.floor(at * statements.length)
              statements.splice(place, 1, ...EDITS[kind](statements[place] ?? '', how))
              const source = statements.join('\n')
              expect({ source, report: await reportBy(kept, source) }).toEqual({
                source,
                report: await reportBy(analyst(), source),
              })
            }
          },
        ),
        { numRuns: full ? 400 : 15, seed: 1, endOnFailure: true },
      )
    },
    full ? 1_800_000 : 120_000,
  )
})

test('what is left to be run of the unknown is that of a run from the beginning, however often the text changed', async () => {
  const kept = analyst()
  const textOf = (edit: number) => `import lib
g = (lambda n: n * 0) if lib.flag else (lambda n: n - n)
zeros = [g(i) for i in range(${60 + edit})]
print(zeros)
`
  for (let edit = 0; edit < 8; edit++)
    expect(await reportBy(kept, textOf(edit))).toEqual(await reportBy(analyst(), textOf(edit)))
})
