// Which subject a name on the command line means, for `gradlens tape` and `gradlens graph`.
import type { Subject } from '../report'
import type { Inspected } from './inspect'

interface Named {
  readonly subject: Subject
  readonly name: string
  readonly start: number
}

/** The first subject of the name (of the whole file without one); null where there is none. */
export function subjectNamed(file: Inspected, name: string | null): Subject | null {
  const all = namedSubjects(file)
  const found = name === null ? all : all.filter((one) => one.name === name || one.name.endsWith(`.${name}`))
  return found[0]?.subject ?? null
}

/** The names that can be asked for. */
export function subjectNames(file: Inspected): string[] {
  return [...new Set(namedSubjects(file).map(({ name }) => name))].filter((name) => name !== '')
}

/** Points by their function's name, tape calls by the function that they stand in; in source order. */
function namedSubjects({ report, outline }: Inspected): Named[] {
  const points = report.functions.flatMap(({ name, nameSpan, points }, functionIndex) =>
    points.length === 0
      ? []
      : [{ name, start: nameSpan.start, subject: { kind: 'point', functionIndex, pointIndex: 0 } as const }],
  )
  const calls = report.tapes.flatMap(({ calls }, tapeIndex) =>
    calls.map(({ span }, callIndex) => {
      const around = outline.functions.filter(({ start, end }) => start <= span.start && span.end <= end)
      const subject = { kind: 'call', tapeIndex, callIndex } as const
      return { name: around[around.length - 1]?.name ?? '', start: span.start, subject }
    }),
  )
  return [...points, ...calls].sort((a, b) => a.start - b.start)
}
