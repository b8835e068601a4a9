// Generated marked functions (gradients.py) against complex steps and differences through NumPy and CPython: the value and every
// component of the gradient, to a relative 1e-9. A sample by GRADLENS_SEED, all of them with GRADLENS_FULL=1.
import type { Json } from '@gradlens/engine'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../../../../evaluation/analyst.testing'
import { readRows, sample } from './expectations.testing'

interface MarkedFunction {
  readonly id: number
  readonly source: string
  readonly value: number
  readonly gradients: Readonly<Record<string, Json>>
}

const CHUNK = 100
const SAMPLE = 300
const TOLERANCE = 1e-9
/** Components this much smaller than the largest are cancellations: they are measured by it. */
const SMALLEST = 1e-6

function numbersIn(value: Json | undefined): readonly number[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(numbersIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [NaN]
}

/** What is wrong with a marked function's answer; null where nothing is. */
async function fault({ source, value, gradients }: MarkedFunction): Promise<string | null> {
  const report = await analyse(source, 'python')
  const [point] = report.functions.flatMap((f) => f.points)
  if (!point) return `no point: ${JSON.stringify(report.diagnostics)}`
  const shown = point.value.json
  if (typeof shown !== 'number' || !(Math.abs(shown - value) <= 1e-13 * Math.abs(value))) {
    return `the value is ${point.value.text}, not ${value}`
  }
  const largest = Math.max(...numbersIn(gradients).map(Math.abs))
  for (const [name, expected] of Object.entries(gradients)) {
    const theirs = numbersIn(expected)
    const { json, text } = point.gradients[name]
    if (json === null && theirs.every((component) => component === 0)) continue // the value does not depend on it
    const ours = numbersIn(json)
    const near = (a: number, b: number) =>
      Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), SMALLEST * largest, Number.MIN_VALUE)
    if (ours.length !== theirs.length || !theirs.every((component, i) => near(component, ours[i]))) {
      return `the gradient by ${name} is ${text}, not ${JSON.stringify(expected)}`
    }
  }
  return null
}

describe('generated functions have the gradients that complex steps and differences give', () => {
  const functions = sample(readRows<MarkedFunction>('gradients.jsonl.gz'), SAMPLE)
  for (let start = 0; start < functions.length; start += CHUNK) {
    const chunk = functions.slice(start, start + CHUNK)
    it(`functions ${chunk[0].id} to ${chunk[chunk.length - 1].id}`, { timeout: 60_000 }, async () => {
      const faults: string[] = []
      for (const marked of chunk) {
        const found = await fault(marked)
        if (found !== null) faults.push(`${found}\n${marked.source}`)
      }
      expect(faults).toEqual([])
    })
  }
})
