import { describe, expect, test } from 'vitest'
import { PythonFault } from '../fault'
import { reprFloat } from '../numbers/repr'
import { roundedFloat } from '../numbers/round'
import { formatFloat, formatInteger, formatText } from './formatSpec'
import golden from './formatSpec.golden.json'

type Shown = { readonly bool?: boolean; readonly int?: string; readonly float?: string; readonly str?: string }

const floatOf = (text: string) => Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'))

function format(v: Shown, spec: string): string | string[] {
  try {
    if (v.str !== undefined) return formatText(v.str, spec)
    if (v.float !== undefined) return formatFloat(floatOf(v.float), spec)
    if (v.int !== undefined) return formatInteger(BigInt(v.int), spec)
    return spec === '' ? (v.bool ? 'True' : 'False') : formatInteger(v.bool ? 1 : 0, spec, 'bool')
  } catch (error) {
    if (error instanceof PythonFault) return [error.type, error.message]
    throw error
  }
}

describe('formatting as CPython does it', () => {
  test('values under the specs that programs use', () => {
    const rows = golden.format as [Shown, string, string | string[]][]
    const wrong = rows.filter(([v, spec, text]) => JSON.stringify(format(v, spec)) !== JSON.stringify(text))
    expect(wrong.map(([v, spec, text]) => [v, spec, text, format(v, spec)])).toEqual([])
  })

  test('repr and rounding of floats of all sizes', () => {
    for (const [repr, three, five, general, one] of golden.random as (string | null)[][]) {
      const x = floatOf(repr as string)
      expect(reprFloat(x)).toBe(repr)
      if (three !== null) expect(formatFloat(x, '.3f')).toBe(three)
      expect(formatFloat(x, '.5e')).toBe(five)
      expect(formatFloat(x, '.12g')).toBe(general)
      if (one !== null) expect(formatFloat(x, '.1f')).toBe(one)
    }
    for (const [repr, places, rounded] of golden.round as [string, number, string][]) {
      expect([repr, places, reprFloat(roundedFloat(floatOf(repr), places))]).toEqual([repr, places, rounded])
    }
  })
})
