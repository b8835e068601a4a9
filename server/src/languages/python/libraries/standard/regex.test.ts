// Random regular expressions: what is evaluated is what CPython 3.11 finds (regex.golden.py); few are not evaluated.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runScript } from '../../runScript.testing'

interface Case {
  readonly pattern: string
  readonly flags: number
  readonly text: string
  readonly found: string
  readonly match: string
  readonly full: string
  readonly sub: string
  readonly split: string
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL('./regex.golden.json', import.meta.url), 'utf8'))

const PROGRAM = `
import re
def spans(m):
    return [list(m.span(i)) for i in range(m.re.groups + 1)] + [m.lastindex]
for pattern, flags, text in CASES:
    p = re.compile(pattern, flags)
    print(repr([spans(m) for m in p.finditer(text)]), repr(p.match(text)), repr(p.fullmatch(text)), repr(p.sub('<>', text)), repr(p.split(text)), sep='\\t')
`

/** A machine that is shared by many may be slow: milliseconds. */
const PATIENCE = 60_000

/** How many expressions one program tries. */
const CHUNK = 100
const CHUNKS = Array.from({ length: Math.ceil(cases.length / CHUNK) }, (_, i) => i)

/** At least so many of them are evaluated. */
const KNOWN = 65

test.each(CHUNKS)(
  'random regular expressions, part %i',
  (part) => {
    const chunk = cases.slice(part * CHUNK, (part + 1) * CHUNK)
    const literals = chunk.map(
      ({ pattern, flags, text }) => `(${JSON.stringify(pattern)}, ${flags}, ${JSON.stringify(text)})`,
    )
    const { stdout, error } = runScript(`CASES = [${literals.join(', ')}]\n${PROGRAM}`)
    expect(error).toBeNull()
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBe(chunk.length)
    const known = chunk.flatMap((c, i) => (lines[i].includes('unknown') ? [] : [[c, lines[i]] as const]))
    for (const [c, line] of known) {
      expect(line, `${c.pattern} on ${JSON.stringify(c.text)}`).toBe(
        [c.found, c.match, c.full, c.sub, c.split].join('\t'),
      )
    }
    expect(known.length).toBeGreaterThanOrEqual(KNOWN)
  },
  PATIENCE,
)
