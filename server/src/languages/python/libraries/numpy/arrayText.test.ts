// Printing against NumPy 1.24 (goldens/arrayText.golden.py): float32 digits, padding, line breaks, exponents, summaries.
import { describe, expect, it } from 'vitest'
import type { DType } from '@gradlens/engine'
import { arrayRepr, arrayStr, oneLine, tupleText } from './arrayText'
import { scalarText } from './floatText'
import golden from './goldens/arrayText.golden.json'

function element(x: number | string): number {
  return x === 'inf' ? Infinity : x === '-inf' ? -Infinity : Number(x)
}

describe('arrays', () => {
  it('print as NumPy prints them', () => {
    for (const { shape, dtype, data, str, repr } of golden.arrays) {
      const array = { shape, dtype: dtype as DType, data: data.map(element) }
      expect(arrayStr(array)).toBe(str)
      expect(arrayRepr(array)).toBe(repr)
    }
  })

  it('print on one line for a lens', () => {
    expect(oneLine({ shape: [2, 2], dtype: 'float32', data: [1, 2, 3, 4] })).toBe('[[1. 2.] [3. 4.]]')
  })

  it('have shapes that print as tuples', () => {
    expect([[], [3], [2, 3]].map(tupleText)).toEqual(['()', '(3,)', '(2, 3)'])
  })
})

describe('float32 scalars', () => {
  it('have the shortest digits that read back', () => {
    const wrong = golden.scalars.filter(([x, text]) => scalarText(x as number, true) !== text)
    expect(wrong).toEqual([])
  })
})
