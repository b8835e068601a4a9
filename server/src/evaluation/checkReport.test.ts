// The words of a check's result.
import { check, checkSecond } from '@gradlens/engine'
import type { CheckResult, LockedEvidence, LockedRuns } from '@gradlens/engine'
import { describe, expect, it } from 'vitest'
import { reportOf, withSecond } from './checkReport'
import type { Names } from './checkReport'

const names: Names = {
  inputs: [
    { input: 'x', path: [] },
    { input: 'v', path: [1] },
  ],
  several: false,
  decision: (index) => `line ${index}: \`x < 1\``,
  entry: (node) => `line ${node}: \`relu(x)\``,
}

function saying(evidence: Partial<LockedEvidence>): LockedRuns {
  const all = { numeric: NaN, bar: Infinity, step: NaN, other: null, converged: true, obstacle: null, ...evidence }
  return { derivative: () => all, along: () => all, second: () => all, rounding: () => 0, origin: () => null }
}

/** The check of 3x, whose derivative is said to be `automatic`. */
const tripled = (automatic: number, evidence: Partial<LockedEvidence>): CheckResult =>
  check({
    base: Float64Array.of(1),
    evaluate: ([x]) => ({ ok: true, values: [3 * x], decisions: [x > 1.001] }),
    automatic: [[automatic]],
    locked: saying(evidence),
  })

describe('who says that a derivative is wrong', () => {
  it('both: in terms of the replayed run, with its step and error bar', () => {
    const report = reportOf(tripled(2, { numeric: 3, bar: 1e-20, step: 1e-11 }), names)
    expect(report).toMatchObject({ verdict: 'disagree', worst: { input: 'x', automatic: 2, numeric: 3 } })
    expect(report.detail).toContain(
      '∂/∂x: automatic 2, by replaying the run in higher precision 3 (± 1.0e-20, steps down to 1.0e-11).',
    )
  })

  it('free runs alone, where nothing can be replayed: the obstacle is no news then', () => {
    const report = reportOf(tripled(2, { obstacle: '`svd` has no value in double-double' }), names)
    expect(report.verdict).toBe('disagree')
    expect(report.detail).toContain('∂/∂x: automatic 2, by differences 3')
    expect(report.detail).not.toContain('svd')
  })

  it('free runs alone, against the replayed one: the branch and both slopes', () => {
    const report = reportOf(tripled(2, { numeric: 2, bar: 1e-20, step: 1e-11 }), names)
    expect(report.verdict).toBe('inconclusive')
    expect(report.detail).toMatch(/slope is 3\S* by runs nearby and 2 along the run's own course/)
    expect(report.detail).toContain('The switch is at line 0: `x < 1`.')
  })
})

it('an operation that chose otherwise in a replayed run is pointed at', () => {
  const report = reportOf(
    check({
      base: Float64Array.of(1),
      evaluate: ([x]) => ({ ok: true, values: [3 * x], decisions: [] }),
      automatic: [[2]],
      locked: saying({ numeric: 2.5, bar: 1e-20, step: 1e-11, other: 7 }),
    }),
    names,
  )
  expect(report.verdict).toBe('inconclusive')
  expect(report.detail).toContain('The operation is at line 7: `relu(x)`.')
})

it('an obstacle is told where the check cannot decide', () => {
  const apart = (x: number): number => (x === 1 ? 7 : 3 * x)
  const report = reportOf(
    check({
      base: Float64Array.of(1),
      evaluate: ([x]) => ({ ok: true, values: [apart(x)], decisions: [] }),
      automatic: [[3]],
      locked: saying({ obstacle: '`svd` has no value in double-double' }),
    }),
    names,
  )
  expect(report.verdict).toBe('inconclusive')
  expect(report.detail).toContain(
    'Replaying the run in higher precision told nothing: `svd` has no value in double-double.',
  )
})

describe('second derivatives beside first ones', () => {
  const first = reportOf(tripled(3, {}), names)
  /** Of x²v + v². */
  const second = (corner: number): CheckResult =>
    checkSecond({
      base: Float64Array.of(2, 3),
      gradient: ([x, v]) => ({ ok: true, values: [2 * x * v, x * x + 2 * v], decisions: [] }),
      hessian: [
        [6, 4],
        [4, corner],
      ],
    })

  it('agree: the first ones stay the worst', () => {
    const report = withSecond(first, second(2), names)
    expect(report).toMatchObject({ verdict: 'agree', worst: first.worst, maxRelativeError: first.maxRelativeError })
    expect(report.detail).toMatch(/Second derivatives agree too(, to \S+ at the worst| in every digit)\.$/)
  })

  it('disagree: they speak for the point, with the path in `hessian[input]`', () => {
    const report = withSecond(first, second(2.1), names)
    expect(report).toMatchObject({ verdict: 'disagree', worst: { input: 'v', index: ['v', 1, 1], automatic: 2.1 } })
    expect(report.detail).toMatch(
      /^Second derivatives: ∂²\/∂v\[1\]∂v\[1\]: automatic 2\.1, by differences 2.* First derivatives: All/,
    )
  })

  it('not looked at: said, and nothing else changes', () => {
    const report = withSecond(first, null, names)
    expect(report).toEqual({
      ...first,
      detail: `${first.detail} Second derivatives were not checked: the time does not suffice.`,
    })
  })
})
