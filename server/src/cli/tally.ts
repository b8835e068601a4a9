// How many marks there were and what became of them: a green run must not mean that nothing was looked at.
import type { CheckReport, FunctionReport } from '../report'
import type { Inspected } from './inspect'

export interface Tally {
  /** Marks, `@gradOf`s and tape calls. */
  readonly marks: number
  readonly evaluated: number
  readonly checked: number
  /** Error-severity diagnostics. */
  readonly wrong: number
  /** Marks that could not be evaluated, and checks that could not decide: `--strict` does not let them pass. */
  readonly undecided: number
}

/** What is counted of one mark: was it evaluated, did its check decide, and was that due. */
interface Counted {
  readonly evaluated: boolean
  readonly decided: boolean
  readonly isExempt: boolean
}

export function tallyOf(files: readonly Inspected[]): Tally {
  const all = files.flatMap(countedIn)
  const wrong = files.flatMap(({ report }) => report.diagnostics.filter(({ severity }) => severity === 'error')).length
  return {
    marks: all.length,
    evaluated: all.filter(({ evaluated }) => evaluated).length,
    checked: all.filter(({ evaluated, decided }) => evaluated && decided).length,
    wrong,
    undecided: all.filter(({ evaluated, decided, isExempt }) => !evaluated || (!decided && !isExempt)).length,
  }
}

/** `7 marks, 7 evaluated, 6 checked, 0 wrong` */
export function tallyText({ marks, evaluated, checked, wrong }: Tally): string {
  return `${marks} ${marks === 1 ? 'mark' : 'marks'}, ${evaluated} evaluated, ${checked} checked, ${wrong} wrong`
}

function countedIn({ outline, report }: Inspected): Counted[] {
  const lines = [...outline.strayMarks, ...outline.functions.flatMap(({ marks }) => marks)]
  const points = report.functions.flatMap(({ points }) => points)
  return [
    ...lines.map((line): Counted => {
      if ('error' in line) return { evaluated: false, decided: false, isExempt: false }
      const { mark } = line
      if (mark.kind === 'gradOf') {
        const found = report.gradOf.find(({ nameSpan }) =>
          outline.functions.some((one) => one.nameStart === nameSpan.start && one.marks.includes(line)),
        )
        return {
          evaluated: found !== undefined && found.verdict !== 'skipped',
          decided: found !== undefined && decides(found.verdict),
          isExempt: false,
        }
      }
      const own = points.filter(({ markSpan }) => markSpan.start === mark.range.start)
      return {
        evaluated: own.length > 0 && own.every(isKnown),
        decided: own.length > 0 && own.every(({ check }) => check !== null && decides(check.verdict)),
        isExempt: !mark.check,
      }
    }),
    ...report.tapes.flatMap(({ calls }) =>
      calls.map(({ gradients, check }) => ({
        evaluated: gradients.every(({ opaque }) => opaque === undefined),
        decided: check !== null && decides(check.verdict),
        isExempt: false,
      })),
    ),
  ]
}

function isKnown({ value, gradients }: FunctionReport['points'][number]): boolean {
  return value.opaque === undefined && Object.values(gradients).every(({ opaque }) => opaque === undefined)
}

function decides(verdict: CheckReport['verdict']): boolean {
  return verdict !== 'skipped' && verdict !== 'inconclusive'
}
