// A laid-out graph as a picture of its own: black on white, in a file that any program shows.
import type { GraphEdge, GraphNode, GraphResult } from '../protocol'

const LINE = 17
const CHARACTER = 7.3
const PADDING = 12

export function toSvg({ title, width, height, nodes, edges }: GraphResult): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img">`,
    `<title>${escaped(title)}</title>`,
    '<style>text{font:12px monospace;text-anchor:middle;dominant-baseline:central}.adjoint,.partial{fill:#8a3d00}.partial{font-size:10px}</style>',
    '<defs><marker id="tip" viewBox="0 0 9 8" refX="9" refY="4" markerWidth="9" markerHeight="8" orient="auto"><path d="M0 0L9 4L0 8z" fill="#555"/></marker></defs>',
    `<rect width="${w}" height="${h}" fill="#fff"/>`,
    ...edges.map(edgeOf),
    ...nodes.map(nodeOf),
    ...edges.map(partialOf),
    '</svg>',
    '',
  ].join('\n')
}

function edgeOf({ points }: GraphEdge): string {
  const [start, ...rest] = points
  const path = `M${at(start)}${rest.map((point) => `L${at(point)}`).join('')}`
  return `<path d="${path}" fill="none" stroke="#555" marker-end="url(#tip)"/>`
}

function partialOf({ points, partial }: GraphEdge): string {
  if (partial === null) return ''
  const { x, y } = points[Math.floor(points.length / 2)]
  return `<text class="partial" x="${round(x)}" y="${round(y)}" stroke="#fff" stroke-width="3" paint-order="stroke">${escaped(cut(partial, 12))}</text>`
}

const FILLS: Readonly<Record<string, string>> = { input: '#e3f0ff', constant: '#f2f2f2' }

function nodeOf({ x, y, width, height, label, operation, value, adjoint }: GraphNode): string {
  const room = Math.floor((width - 2 * PADDING) / CHARACTER)
  const lines = [['label', label], ['value', value], ...(adjoint === null ? [] : [['adjoint', `∂ ${adjoint}`]])]
  const first = y + (height - lines.length * LINE) / 2 + LINE / 2
  return [
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6" fill="${FILLS[operation] ?? '#fff'}" stroke="#555"/>`,
    ...lines.map(
      ([kind, text], i) =>
        `<text class="${kind}" x="${round(x + width / 2)}" y="${round(first + i * LINE)}">${escaped(cut(text, room))}</text>`,
    ),
  ].join('')
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`
}

function at({ x, y }: GraphEdge['points'][number]): string {
  return `${round(x)} ${round(y)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
