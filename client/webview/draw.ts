// The graph as an SVG drawing: a box per node, an arrow per operand. Colours and fonts are graph.css's.
import type { GraphEdge, GraphNode } from '@gradlens/server/protocol'
import { cut, roomFor, widthOf } from './label'
import type { Graph } from './messages'

const lineHeight = 17
const arrowLength = 9
const arrowWidth = 7
/** With more arrows than this their numbers would cover each other; they are then shown where the mouse or the focus is. */
const labelledEdges = 30
const partialRoom = 16

/** The drawing of a graph. Each node is `g.node[data-node]`, each arrow `g.edge[data-from][data-to]`. */
export function draw(graph: Graph): SVGGElement {
  const drawing = element('g', { class: graph.edges.length <= labelledEdges ? 'drawing labelled' : 'drawing' })
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const used = new Set(graph.edges.map((edge) => edge.from))
  drawing.append(
    ...graph.edges.map((edge) => drawEdge(edge, byId)),
    ...graph.nodes.map((node) => drawNode(node, !used.has(node.id))),
    // Above the nodes: the numbers of arrows between close nodes stay legible.
    ...graph.edges.flatMap((edge) => (edge.partial === null ? [] : [drawPartial(edge, edge.partial)])),
  )
  return drawing
}

function drawNode(node: GraphNode, isResult: boolean): SVGGElement {
  const kind = node.operation === 'input' || node.operation === 'constant' ? node.operation : 'operation'
  const group = element('g', {
    class: ['node', kind, ...(isResult ? ['result'] : [])].join(' '),
    'data-node': node.id,
    transform: `translate(${node.x} ${node.y})`,
    tabindex: 0,
    role: 'button',
    'aria-label': describe(node),
  })
  const room = roomFor(node.width)
  const lines = [
    text('label', cut(node.label, room)),
    text('value', cut(node.value, room)),
    ...(node.adjoint === null ? [] : [text('adjoint', cut(`∂ ${node.adjoint}`, room))]),
  ]
  const first = (node.height - lines.length * lineHeight) / 2
  for (const [index, line] of lines.entries())
    set(line, { x: node.width / 2, y: first + index * lineHeight + lineHeight / 2 })
  const title = element('title', {})
  title.textContent = describe(node).replaceAll('; ', '\n')
  group.append(element('rect', { width: node.width, height: node.height, rx: 6 }), ...lines, title)
  return group
}

/** A node in words, for tooltips and screen readers. */
function describe({ label, operation, value, adjoint, location }: GraphNode): string {
  return [
    label === operation ? label : `${label} (${operation})`,
    `value ${value}`,
    ...(adjoint === null ? [] : [`∂result/∂node = ${adjoint}`]),
    ...(location ? [`line ${location.range.start.line + 1}`] : []),
  ].join('; ')
}

function drawEdge(edge: GraphEdge, nodes: ReadonlyMap<number, GraphNode>): SVGGElement {
  const group = element('g', { class: 'edge', 'data-from': edge.from, 'data-to': edge.to })
  const tip = edge.points[edge.points.length - 1]
  const before = edge.points[edge.points.length - 2] ?? tip
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x)
  const neck = { x: tip.x - arrowLength * Math.cos(angle), y: tip.y - arrowLength * Math.sin(angle) }
  const side = { x: (-Math.sin(angle) * arrowWidth) / 2, y: (Math.cos(angle) * arrowWidth) / 2 }
  const d = curve([...edge.points.slice(0, -1), neck])
  const corners = [tip, { x: neck.x + side.x, y: neck.y + side.y }, { x: neck.x - side.x, y: neck.y - side.y }]
  const title = element('title', {})
  const names = [edge.to, edge.from].map((id) => nodes.get(id)?.label ?? '')
  title.textContent = `∂(${names[0]})/∂(${names[1]}) = ${edge.partial ?? 'none'}`
  group.append(
    element('path', { class: 'reach', d }),
    element('path', { class: 'line', d }),
    element('polygon', { class: 'tip', points: corners.map(({ x, y }) => `${x},${y}`).join(' ') }),
    title,
  )
  return group
}

/** The number in the middle of an arrow, on a ground that hides the line. */
function drawPartial(edge: GraphEdge, partial: string): SVGGElement {
  const number = cut(partial, partialRoom)
  const line = element('path', { d: curve(edge.points) })
  const { x, y } = line.getPointAtLength(line.getTotalLength() / 2)
  const group = element('g', { class: 'partial', 'data-from': edge.from, 'data-to': edge.to })
  const width = widthOf(number) + 6
  group.append(
    element('rect', { x: x - width / 2, y: y - lineHeight / 2, width, height: lineHeight }),
    set(text('number', number), { x, y }),
  )
  return group
}

type Point = GraphEdge['points'][number]

/** A smooth line through the middles of the pieces that join the points. */
function curve(points: readonly Point[]): string {
  const [start, ...rest] = points
  const end = rest.pop() ?? start
  const bends = rest.map((point, index) => {
    const next = rest[index + 1]
    const to = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : end
    return `Q${point.x} ${point.y} ${to.x} ${to.y}`
  })
  return [`M${start.x} ${start.y}`, ...(bends.length ? bends : [`L${end.x} ${end.y}`])].join('')
}

function text(name: string, content: string): SVGTextElement {
  const line = element('text', { class: name })
  line.textContent = content
  return line
}

function element<K extends keyof SVGElementTagNameMap>(name: K, attributes: Attributes): SVGElementTagNameMap[K] {
  return set(document.createElementNS('http://www.w3.org/2000/svg', name), attributes)
}

type Attributes = Readonly<Record<string, string | number>>

function set<T extends SVGElement>(target: T, attributes: Attributes): T {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, String(value))
  return target
}
