// The plain layout for graphs that the good one would take seconds for: each entry one layer below its operands, straight
// arrows. Also tells how large a graph is for the good one.
import type { Trace, TraceEntry } from '../report'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Gaps {
  readonly node: number
  readonly rank: number
  readonly margin: number
}

/** For each entry the length of the longest way to it. Entries come after their operands. */
function ranksOf({ entries }: Trace): (id: number) => number {
  const ranks = new Map<number, number>()
  for (const { id, operands } of entries)
    ranks.set(id, Math.max(0, ...operands.map((operand) => (ranks.get(operand.id) ?? -1) + 1)))
  return (id) => ranks.get(id) ?? 0
}

/** How many nodes a layered layout has, with one more for each rank that an edge passes. */
export function layeredSize(trace: Trace): number {
  const rankOf = ranksOf(trace)
  const passed = trace.entries.flatMap(({ id, operands }) =>
    operands.map((operand) => rankOf(id) - rankOf(operand.id) - 1),
  )
  return passed.reduce((sum, count) => sum + count, trace.entries.length)
}

/** Boxes by entry. Within a layer entries stand in the order of their operands. */
export function layered(
  trace: Trace,
  sizeOf: (entry: TraceEntry) => { width: number; height: number },
  gaps: Gaps,
): ReadonlyMap<number, Box> {
  const rankOf = ranksOf(trace)
  const layers: TraceEntry[][] = []
  for (const entry of trace.entries) (layers[rankOf(entry.id)] ??= []).push(entry)
  const boxes = new Map<number, Box>()
  let y = gaps.margin
  for (const layer of layers) {
    let x = gaps.margin
    let tallest = 0
    for (const entry of sorted(layer, boxes)) {
      const { width, height } = sizeOf(entry)
      boxes.set(entry.id, { x, y, width, height })
      x += width + gaps.node
      tallest = Math.max(tallest, height)
    }
    y += tallest + gaps.rank
  }
  return boxes
}

function sorted(layer: readonly TraceEntry[], boxes: ReadonlyMap<number, Box>): TraceEntry[] {
  const placed = layer.map((entry) => {
    const xs = entry.operands.flatMap((operand) => boxes.get(operand.id)?.x ?? [])
    return { entry, middle: xs.length === 0 ? 0 : xs.reduce((sum, x) => sum + x, 0) / xs.length }
  })
  return placed.sort((a, b) => a.middle - b.middle).map(({ entry }) => entry)
}
