// Programs as a person in this field would write them (programs/*.py): what each prints, how it ends, and the gradients at its
// marks, against CPython 3.11, NumPy 1.24 and mpmath (written.golden.py).
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { analyse } from '../../../evaluation/analyst.testing'
import { runScript } from '../runScript.testing'
import golden from './written.golden.json'

interface Expected {
  readonly stdout: string
  readonly error: readonly (string | number)[] | null
  readonly points: readonly Point[]
}

interface Point {
  readonly function: string
  readonly value: number
  readonly gradients: Readonly<Record<string, unknown>>
}

const PROGRAMS: readonly (readonly [name: string, expected: Expected])[] = Object.entries(golden)

/** What a program meets that is not evaluated as CPython does it; the test says when it is mended. */
const NOT_YET: Readonly<Record<string, string>> = {}

/** A machine that is shared by many may be slow: milliseconds. */
const PATIENCE = 30_000

const sourceOf = (name: string) =>
  readFileSync(fileURLToPath(new URL(`./programs/${name}.py`, import.meta.url)), 'utf8')

describe('programs print and end as CPython runs them', () => {
  for (const [name, expected] of PROGRAMS) {
    const cause = NOT_YET[name] as string | undefined
    const title = cause === undefined ? name : `${name} (not yet: ${cause})`
    const declared = cause === undefined ? test : test.fails
    declared(
      title,
      () => {
        const { stdout, error } = runScript(sourceOf(name))
        expect(stdout).toBe(expected.stdout)
        const ended = error?.text.startsWith('SystemExit') ? null : error
        expect(ended && [ended.text, ended.line]).toEqual(expected.error)
      },
      PATIENCE,
    )
  }
})

/** Asserts that two numbers, or what lists and records hold of them, differ by at most 1e-9 of their size. */
function close(actual: unknown, expected: unknown, place: string): void {
  if (typeof expected === 'number') {
    expect(actual, place).toBeTypeOf('number')
    const off = Math.abs((actual as number) - expected) / Math.max(1, Math.abs(expected))
    expect(off, `${place}: ${String(actual)} instead of ${expected}`).toBeLessThanOrEqual(1e-9)
  } else {
    const keys = Object.keys(expected as object)
    expect(Object.keys(actual as object).sort(), place).toEqual(keys.sort())
    for (const key of keys) {
      close((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key], `${place}.${key}`)
    }
  }
}

/** What keeps the gradients of a program from being had. */
const NO_GRADIENT_YET: Readonly<Record<string, string>> = {}

describe('gradients at the marks', () => {
  for (const [name, { points }] of PROGRAMS) {
    if (points.length === 0) continue
    const declared = name in NO_GRADIENT_YET ? test.fails : test
    declared(
      name,
      async () => {
        const report = await analyse(sourceOf(name))
        const found = report.functions.flatMap((f) => f.points.map((point) => ({ function: f.name, point })))
        expect(found.map((f) => f.function)).toEqual(points.map((p) => p.function))
        found.forEach(({ point }, i) => {
          const place = `${points[i].function}, mark ${i + 1}`
          const gradients = Object.fromEntries(Object.entries(point.gradients).map(([key, shown]) => [key, shown.json]))
          close(point.value.json, points[i].value, place)
          close(gradients, points[i].gradients, place)
        })
      },
      PATIENCE,
    )
  }
})
