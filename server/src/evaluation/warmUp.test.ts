import { describe, expect, test } from 'vitest'
import { meanings } from '../languages/meanings'
import type { Report } from '../report'
import { Analyst } from './analyse'
import type { Analysis } from './serveEvaluator'
import { warmUp } from './warmUp'

describe('warming up', () => {
  test('goes through marks, prints and gradients of every language without an error', () => {
    const analyst = new Analyst(meanings, () => false)
    const reports: Report[] = []
    const analysis = {
      report: (...args: Parameters<Analysis['report']>) => {
        const report = analyst.report(...args)
        reports.push(report)
        return report
      },
    }
    warmUp(analysis as unknown as Analysis)
    expect(reports.map((r) => r.language).sort()).toEqual(meanings.map((m) => m.id).sort())
    for (const { syntaxError, error, diagnostics, functions } of reports) {
      expect([syntaxError, error, diagnostics]).toEqual([null, null, []])
      expect(functions[0].points[0].gradients).toHaveProperty('x.json', expect.any(Number))
    }
  })
})
