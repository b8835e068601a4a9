// Which node an arrow key goes to.
import type { GraphEdge, GraphNode } from '@gradlens/server/protocol'

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

type Nodes = readonly Pick<GraphNode, 'id' | 'x' | 'y' | 'width' | 'height'>[]
type Edges = readonly Pick<GraphEdge, 'from' | 'to'>[]

const unit: Readonly<Record<Direction, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/**
 * The node that an arrow key goes to from node `id`: along the flow of the graph the one that an edge joins to it where there is
 * one, else the nearest in that direction. Its own id where nothing lies there.
 */
export function neighbour(nodes: Nodes, edges: Edges, id: number, direction: Direction): number {
  const from = nodes.find((node) => node.id === id)
  if (!from) return id
  const [dx, dy] = unit[direction]
  const ahead = nodes
    .map((node) => {
      const x = node.x + node.width / 2 - (from.x + from.width / 2)
      const y = node.y + node.height / 2 - (from.y + from.height / 2)
      return { id: node.id, along: x * dx + y * dy, aside: Math.abs(x * dy - y * dx) }
    })
    .filter(({ along }) => along > 0)
  const byPlace = least(
    ahead.filter(({ along, aside }) => aside <= 2 * along),
    ({ along, aside }) => along + 2 * aside,
  )
  if (flowsDown(nodes, edges) !== (dy !== 0)) return byPlace?.id ?? id
  const joined = new Set(edges.flatMap((edge) => (edge.from === id ? [edge.to] : edge.to === id ? [edge.from] : [])))
  // An edge may lead far aside: of those only the angle says which one is meant.
  const byEdge = least(
    ahead.filter((node) => joined.has(node.id)),
    ({ along, aside }) => aside / along,
  )
  return (byEdge ?? byPlace)?.id ?? id
}

/** Whether every edge leads to a lower row (or every one to a higher), and not from column to column. */
function flowsDown(nodes: Nodes, edges: Edges): boolean {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const leadsDown = (above: number, below: number) => {
    const [from, to] = [byId.get(above), byId.get(below)]
    return !from || !to || from.y + from.height <= to.y
  }
  return edges.every(({ from, to }) => leadsDown(from, to)) || edges.every(({ from, to }) => leadsDown(to, from))
}

function least<T>(items: readonly T[], cost: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (best, item) => (best === undefined || cost(item) < cost(best) ? item : best),
    undefined,
  )
}
