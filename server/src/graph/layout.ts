// A trace as a laid-out graph: nodes as large as their text, from the inputs at the top to the result at the bottom. Knows
// neither the page that draws it nor the document that it comes from.
import { Graph, layout } from '@dagrejs/dagre'
import type { Location } from 'vscode-languageserver-types'
import type { Span } from '@gradlens/engine'
import type { GraphEdge, GraphNode, GraphResult } from '../protocol'
import type { Trace, TraceEntry } from '../report'
import { layered, layeredSize, type Box } from './layers'

/** As protocol.ts says of GraphNode: three lines of 12 px monospace, with 12 px beside them. */
const CHARACTER = 7.3
const PADDING = 12
const HEIGHT = 60
const MIN_CHARACTERS = 6
const MAX_CHARACTERS = 32
const MARGIN = 16
/** Between ranks there is room for a partial beside an arrow. */
const GAPS = { node: 28, rank: 48, margin: MARGIN }
/** Nodes, counted as `layeredSize` counts them, that dagre lays out in about half a second. */
const DAGRE_NODES = 1500

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 }

interface Edge {
  readonly from: number
  readonly to: number
  readonly partial: string | null
  /** Which operand: an operation may use one twice. */
  readonly index: number
}

interface Placed {
  readonly boxes: ReadonlyMap<number, Box>
  readonly points: (edge: Edge) => GraphEdge['points']
}

/**
 * Lays a trace out. A node is never over another, an edge goes from the border of its operand to the border of its
 * operation, and everything lies within `width` × `height`. Large graphs are laid out more plainly.
 *
 * @param locate where an entry's span stands in the text as it is now
 */
export function layOut(trace: Trace, locate: (span: Span) => Location | null): GraphResult {
  const edges = trace.entries.flatMap(({ id, operands }) =>
    operands.map((operand, index): Edge => ({ from: operand.id, to: id, partial: operand.partial, index })),
  )
  const { boxes, points } = layeredSize(trace) <= DAGRE_NODES ? byDagre(trace, edges) : byLayers(trace)
  const extent = (end: (box: Box) => number) =>
    boxes.size === 0 ? 0 : Math.max(...[...boxes.values()].map(end)) + MARGIN
  const drawn = edges.map((edge): GraphEdge => ({
    from: edge.from,
    to: edge.to,
    partial: edge.partial,
    points: points(edge),
  }))
  const bends = drawn.flatMap((edge) => edge.points)
  return {
    title: trace.title,
    trace,
    width: Math.max(
      extent(({ x, width }) => x + width),
      ...bends.map(({ x }) => x + MARGIN),
    ),
    height: extent(({ y, height }) => y + height),
    nodes: trace.entries.map(({ id, label, operation, value, adjoint, span }): GraphNode => {
      const { x, y, width, height } = boxes.get(id) ?? NOWHERE
      return { id, x, y, width, height, label, operation, value, adjoint, location: span && locate(span) }
    }),
    edges: drawn,
  }
}

function byDagre(trace: Trace, edges: readonly Edge[]): Placed {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: GAPS.node, ranksep: GAPS.rank, marginx: MARGIN, marginy: MARGIN })
  for (const entry of trace.entries) graph.setNode(String(entry.id), sizeOf(entry))
  const nameOf = ({ from, to, index }: Edge) => ({ v: String(from), w: String(to), name: String(index) })
  for (const edge of edges) graph.setEdge(nameOf(edge), {})
  layout(graph)
  const boxes = trace.entries.map(({ id }): [number, Box] => {
    const { x, y, width, height } = graph.node(String(id)) as Box
    return [id, { x: x - width / 2, y: y - height / 2, width, height }]
  })
  const points = (edge: Edge) => (graph.edge(nameOf(edge)) as GraphEdge).points.map(({ x, y }) => ({ x, y }))
  return { boxes: new Map(boxes), points }
}

function byLayers(trace: Trace): Placed {
  const boxes = layered(trace, sizeOf, GAPS)
  const points = ({ from, to }: Edge) => {
    const [above, below] = [boxes.get(from) ?? NOWHERE, boxes.get(to) ?? NOWHERE]
    return [
      { x: above.x + above.width / 2, y: above.y + above.height },
      { x: below.x + below.width / 2, y: below.y },
    ]
  }
  return { boxes, points }
}

function sizeOf(entry: TraceEntry): { width: number; height: number } {
  return { width: widthOf(entry), height: HEIGHT }
}

function widthOf({ label, value, adjoint }: TraceEntry): number {
  const longest = Math.max(
    label.length,
    value.length,
    adjoint === null ? 0 : adjoint.length + '∂ '.length,
    MIN_CHARACTERS,
  )
  return Math.ceil(Math.min(longest, MAX_CHARACTERS) * CHARACTER) + 2 * PADDING
}
