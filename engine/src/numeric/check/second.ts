// The check of second derivatives: a Hessian against differences of the gradient (free runs) and second differences of the
// function itself (locked runs).
import { check, type CheckProblem, type CheckResult } from './checker'
import type { Run } from './difference'
import { noEvidence, type LockedEvidence, type LockedRuns } from './locked'

export interface SecondProblem extends Pick<CheckProblem, 'base' | 'tolerance' | 'contributions' | 'lock'> {
  /** Runs the function and its derivative: the values are its gradient. Must not throw. */
  readonly gradient: (inputs: Float64Array) => Run
  /** hessian[i][j]: ∂²f/∂i∂j; null where there is none to check. */
  readonly hessian: readonly (readonly (number | null)[])[]
  /** Locked runs of the function itself, and which of their outputs it is (0 where left out). */
  readonly locked?: LockedRuns
  readonly output?: number
}

/** Compares second derivatives with differences. A component's `output` is the row i, its `input` the column j. */
export function checkSecond({ gradient, hessian, locked, output = 0, ...rest }: SecondProblem): CheckResult {
  return check({
    ...rest,
    evaluate: gradient,
    automatic: hessian,
    locked: locked && new SecondRuns(locked, output),
  })
}

/** Locked runs of the gradient, by second differences of the function. */
class SecondRuns implements LockedRuns {
  constructor(
    private readonly runs: LockedRuns,
    private readonly of: number,
  ) {}

  derivative(row: number, column: number, anchored?: boolean): LockedEvidence {
    return this.runs.second(this.of, row, column, anchored)
  }

  along(): LockedEvidence {
    return noEvidence('second derivatives are looked at one by one')
  }

  second(): LockedEvidence {
    return noEvidence('there are no third derivatives')
  }

  rounding(): number {
    return 0
  }

  origin(): null {
    return null
  }
}
