// Reads this folder's files: mpmath's values of the elementary functions, and glibc's (the scripts beside them make them).
import { readFileSync } from 'node:fs'
import type { DoubleDouble } from '../arithmetic'

type Written = readonly [arguments: readonly string[], value: readonly [hi: string, lo: string]]

export interface GoldenCase {
  readonly operands: readonly DoubleDouble[]
  /** The value; its high word is the value correctly rounded. */
  readonly value: DoubleDouble
}

export interface Golden {
  readonly name: string
  /** Arguments that are float64. */
  readonly plain: readonly GoldenCase[]
  /** Arguments with low words. */
  readonly fine: readonly GoldenCase[]
}

const pair = (hi: string, lo: string): DoubleDouble => ({ hi: Number(hi), lo: Number(lo) })

interface GlibcCases {
  readonly f: string
  readonly cases: readonly (readonly [x: number, value: number])[]
}

function read<T>(file: string): readonly T[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as T)
}

export function readGlibc(): readonly GlibcCases[] {
  return read<GlibcCases>('glibc.jsonl')
}

export function readGoldens(): readonly Golden[] {
  return read<{ f: string; cases: Written[]; fine: Written[] }>('elementary.jsonl').map(({ f, cases, fine }) => {
    return {
      name: f,
      plain: cases.map(([x, value]) => ({ operands: x.map((hi) => pair(hi, '0')), value: pair(...value) })),
      fine: fine.map(([x, value]) => ({
        operands: x.flatMap((hi, i) => (i % 2 === 0 ? [pair(hi, x[i + 1])] : [])),
        value: pair(...value),
      })),
    }
  })
}

export function printed({ operands, value }: GoldenCase): string {
  const words = ({ hi, lo }: DoubleDouble): string => (lo === 0 ? String(hi) : `${String(hi)} + ${String(lo)}`)
  return `(${operands.map(words).join(', ')}) = ${words(value)}`
}
