// Which point or tape call a command without arguments means: the one at the cursor, else the nearest above, else the first.
import type { Position } from 'vscode-languageserver-types'
import type { View } from '../documents/view'
import type { Subject } from '../report'

interface Candidate {
  readonly subject: Subject
  /** Where it is meant by a cursor inside. */
  readonly start: number
  readonly end: number
}

/** The subject at a position; null where the document has none. */
export function subjectAt(view: View, position: Position): Subject | null {
  const offset = view.document.offsetAt(position)
  const all = candidates(view)
  const inside = all.filter(({ start, end }) => start <= offset && offset <= end)
  const above = all.filter(({ start }) => start <= offset)
  const best = smallest(inside) ?? lowest(above) ?? all[0]
  return best?.subject ?? null
}

/** In source order: for a function its points, each by its mark and the first also by the whole function; for a tape its calls, the first also by the tape. */
function candidates(view: View): Candidate[] {
  const { functions = [], tapes = [] } = view.answer?.report ?? {}
  const at = (span: { text: number; start: number; end: number }, subject: Subject): Candidate[] => {
    const place = view.place(span)
    return place === null || place.start === place.end ? [] : [{ subject, start: place.start, end: place.end }]
  }
  const all = [
    ...functions.flatMap(({ span, points }, functionIndex) => {
      const subject = (pointIndex: number): Subject => ({ kind: 'point', functionIndex, pointIndex })
      return points.flatMap(({ markSpan }, i) => [
        ...(i === 0 ? at(span, subject(0)) : []),
        ...at(markSpan, subject(i)),
      ])
    }),
    ...tapes.flatMap(({ span, calls }, tapeIndex) => {
      const subject = (callIndex: number): Subject => ({ kind: 'call', tapeIndex, callIndex })
      return calls.flatMap((call, i) => [...(i === 0 ? at(span, subject(0)) : []), ...at(call.span, subject(i))])
    }),
  ]
  return all.sort((a, b) => a.start - b.start)
}

function smallest(all: readonly Candidate[]): Candidate | undefined {
  return [...all].sort((a, b) => a.end - a.start - (b.end - b.start))[0]
}

function lowest(all: readonly Candidate[]): Candidate | undefined {
  return all[all.length - 1]
}
