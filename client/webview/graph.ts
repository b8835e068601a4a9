// The graph panel's page: shows what the panel sends, moves about in it, and says what the mouse and the keyboard are on.
import type { GraphNode } from '@gradlens/server/protocol'
import { draw } from './draw'
import type { FromPage, Graph, ToPage } from './messages'
import { neighbour, type Direction } from './neighbour'
import { firstView, fit, reveal, zoom, type Viewport } from './viewport'

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void
  getState(): unknown
  setState(state: unknown): void
}

/** What outlives the page, which is dropped whenever its panel is hidden. `of` is also what the panel is restored by. */
interface State {
  readonly of: unknown
  /** Where a person has moved the drawing to; null while it follows the window. */
  readonly moved: Viewport | null
}

const vscode = acquireVsCodeApi()
const find = <E extends Element = HTMLElement>(selector: string): E => document.querySelector(selector) as E
const svg = find<SVGSVGElement>('svg')
const title = find('h1')
const note = find('#note')
const message = find('#message')

let graph: Graph | null = null
let drawing: SVGGElement | null = null
let view: Viewport = { x: 0, y: 0, scale: 1 }
let state: State = (vscode.getState() as State | undefined) ?? { of: null, moved: null }

const size = () => ({ width: svg.clientWidth, height: svg.clientHeight })
const nodeOf = (target: EventTarget | null) => (target instanceof Element ? target.closest<SVGGElement>('.node') : null)
const idOf = (node: Element) => Number(node.getAttribute('data-node'))
const elementOf = (id: number) => drawing?.querySelector<SVGGElement>(`.node[data-node="${id}"]`)

addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'graph':
      if (JSON.stringify(state.of) !== JSON.stringify(data.of)) keep({ of: data.of, moved: null })
      return show(data.graph, data.current)
    case 'current':
      mark(data.nodes)
      if (data.nodes.length > 0) lookAt(data.nodes[0])
      return
    case 'stale':
      document.body.classList.add('stale')
      return say(note, data.reason)
    case 'empty':
      return empty(data.reason)
  }
})

function show(next: Graph, current: readonly number[]): void {
  const focused = nodeOf(document.activeElement)
  graph = next
  document.body.classList.remove('stale', 'empty')
  title.textContent = next.title
  svg.setAttribute('aria-label', `The gradient graph of ${next.title}: ${next.nodes.length} nodes`)
  say(note, next.omitted > 0 ? `${next.omitted} more operations are not drawn.` : '')
  say(message, '')
  drawing = draw(next)
  svg.replaceChildren(drawing)
  mark(current)
  place(state.moved ?? home())
  if (focused) elementOf(idOf(focused))?.focus()
}

function empty(reason: string): void {
  graph = drawing = null
  document.body.classList.remove('stale')
  document.body.classList.add('empty')
  svg.replaceChildren()
  say(note, '')
  say(message, reason)
}

function say(where: Element, what: string): void {
  where.textContent = what
}

function mark(nodes: readonly number[]): void {
  for (const node of drawing?.querySelectorAll('.node.current') ?? []) node.classList.remove('current')
  for (const id of nodes) elementOf(id)?.classList.add('current')
}

/** Brings a node into the window. */
function lookAt(id: number): void {
  const node = graph?.nodes.find((node) => node.id === id)
  const shifted = node && reveal(view, node, size())
  if (shifted && (shifted.x !== view.x || shifted.y !== view.y)) move(shifted)
}

/** What a graph is read from: the node that no other uses. */
function result({ nodes, edges }: Graph): GraphNode {
  const used = new Set(edges.map((edge) => edge.from))
  return nodes.filter((node) => !used.has(node.id)).pop() ?? nodes[0]
}

function home(): Viewport {
  return graph && graph.nodes.length > 0 ? firstView(graph, size(), result(graph)) : view
}

function place(next: Viewport): void {
  view = next
  drawing?.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.scale})`)
}

/** Places the drawing where a person wants it, which a new graph of the same subject and a new size of the window respect. */
function move(next: Viewport): void {
  place(next)
  keep({ ...state, moved: next })
}

function keep(next: State): void {
  state = next
  vscode.setState(state)
}

function zoomBy(factor: number, at = { x: svg.clientWidth / 2, y: svg.clientHeight / 2 }): void {
  move(zoom(view, factor, at))
}

function fitAll(): void {
  if (!graph) return
  keep({ ...state, moved: null })
  place(fit(graph, size()))
}

new ResizeObserver(() => {
  if (!state.moved) place(home())
}).observe(svg)

svg.addEventListener(
  'wheel',
  (event) => {
    event.preventDefault()
    const { left, top } = svg.getBoundingClientRect()
    // One notch of a wheel is 100 or 120; a pinch on a touchpad comes as a wheel with ctrlKey, and in small steps.
    const step = Math.max(-100, Math.min(100, event.deltaY)) / (event.ctrlKey ? 100 : 400)
    zoomBy(Math.exp(-step), { x: event.clientX - left, y: event.clientY - top })
  },
  { passive: false },
)

svg.addEventListener('pointerdown', (down) => {
  if (down.button !== 0 || nodeOf(down.target)) return
  const from = view
  svg.setPointerCapture(down.pointerId)
  const drag = ({ clientX, clientY }: PointerEvent) =>
    move({ ...from, x: from.x + clientX - down.clientX, y: from.y + clientY - down.clientY })
  svg.addEventListener('pointermove', drag)
  svg.addEventListener('lostpointercapture', () => svg.removeEventListener('pointermove', drag), { once: true })
})

svg.addEventListener('click', ({ target }) => {
  const node = nodeOf(target)
  if (node) vscode.postMessage({ type: 'reveal', node: idOf(node), focus: true })
})

for (const [enter, leave] of [
  ['pointerover', 'pointerout'],
  ['focusin', 'focusout'],
] as const) {
  svg.addEventListener(enter, ({ target }) => pointAt(nodeOf(target)))
  svg.addEventListener(leave, () => pointAt(nodeOf(document.activeElement)))
}

/** Lights the arrows of a node, and has the editor show where it comes from. */
function pointAt(node: SVGGElement | null): void {
  for (const lit of drawing?.querySelectorAll('.lit') ?? []) lit.classList.remove('lit')
  vscode.postMessage({ type: 'pointAt', node: node && idOf(node) })
  if (!node) return
  const id = idOf(node)
  for (const edge of drawing?.querySelectorAll(`[data-from="${id}"], [data-to="${id}"]`) ?? [])
    edge.classList.add('lit')
}

const isDirection = (key: string): key is Direction => key.startsWith('Arrow')

addEventListener('keydown', (event) => {
  if (!graph || event.ctrlKey || event.metaKey || event.altKey) return
  if (act(event.key, graph)) event.preventDefault()
})

/** Does what a key means; false where it means nothing here. */
function act(key: string, shown: Graph): boolean {
  const focused = nodeOf(document.activeElement)
  if (isDirection(key)) {
    goTo(focused ? neighbour(shown.nodes, shown.edges, idOf(focused), key) : startOf(shown))
  } else if (key === '+' || key === '=') zoomBy(1.25)
  else if (key === '-') zoomBy(1 / 1.25)
  else if (key === '0') fitAll()
  else if (focused && (key === 'Enter' || key === ' ')) {
    vscode.postMessage({ type: 'reveal', node: idOf(focused), focus: key === 'Enter' })
  } else return false
  return true
}

/** Where the keyboard enters the graph: the node at the cursor, else the result. */
function startOf(shown: Graph): number {
  const current = drawing?.querySelector('.node.current')
  return current ? idOf(current) : result(shown).id
}

function goTo(id: number): void {
  lookAt(id)
  elementOf(id)?.focus()
}

find('#zoom-in').addEventListener('click', () => zoomBy(1.25))
find('#zoom-out').addEventListener('click', () => zoomBy(1 / 1.25))
find('#fit').addEventListener('click', fitAll)

vscode.postMessage({ type: 'ready' })
