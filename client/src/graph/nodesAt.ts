// Which nodes of a graph belong to a place in the source.
import type { GraphNode } from '@gradlens/server/protocol'

interface Position {
  readonly line: number
  readonly character: number
}

interface Range {
  readonly start: Position
  readonly end: Position
}

/**
 * The ids of the nodes whose source contains the range and is the smallest that does: several where one expression ran
 * several times, none where the range is in no node's source.
 */
export function nodesAt(nodes: readonly Pick<GraphNode, 'id' | 'location'>[], uri: string, range: Range): number[] {
  const around = nodes.flatMap(({ id, location }) =>
    location && location.uri === uri && contains(location.range, range) ? [{ id, range: location.range }] : [],
  )
  const smallest = around.reduce<Range | null>(
    (best, { range }) => (best && !smaller(range, best) ? best : range),
    null,
  )
  return around.filter(({ range }) => smallest && !smaller(smallest, range)).map(({ id }) => id)
}

function contains(outer: Range, inner: Range): boolean {
  return !before(inner.start, outer.start) && !before(outer.end, inner.end)
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}

/** Of two ranges around one place, fewer lines are smaller, then fewer characters. */
function smaller(a: Range, b: Range): boolean {
  const lines = a.end.line - a.start.line - (b.end.line - b.start.line)
  return lines < 0 || (lines === 0 && a.end.character - a.start.character < b.end.character - b.start.character)
}
