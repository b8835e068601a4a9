import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Trace, TraceEntry } from '../report'
import { there } from '../features/fixture.testing'
import { toDot } from './dot'
import { layOut } from './layout'
import { toMermaid } from './mermaid'
import { toSvg } from './svg'
import { tapeText } from './tapeText'

const nowhere = () => null

function entry(
  id: number,
  operation: string,
  label: string,
  value: string,
  rest: Partial<TraceEntry> = {},
): TraceEntry {
  return {
    id,
    operation,
    label,
    value,
    operands: [],
    args: [],
    adjoint: '1.0',
    span: null,
    line: null,
    turns: [],
    within: null,
    ...rest,
  }
}

/** x ** 2 + x at 3. */
const trace: Trace = {
  title: 'y',
  omitted: 0,
  entries: [
    entry(7, 'input', 'x', '3.0', { adjoint: '7.0', line: 2 }),
    entry(9, 'power', 'x ** 2', '9.0', {
      operands: [{ id: 7, partial: '6.0' }],
      args: [7, '2'],
      span: { text: 0, start: 11, end: 17 },
      line: 4,
    }),
    entry(10, 'add', 'x ** 2 + x', '12.0', {
      operands: [
        { id: 9, partial: '1.0' },
        { id: 7, partial: '1.0' },
      ],
      args: [9, 7],
      line: 4,
      turns: [2, 3],
      within: 'step',
    }),
  ],
}

const location = { uri: 'file:///a.py', range: { start: { line: 3, character: 11 }, end: { line: 3, character: 17 } } }

/** Traces whose entries use earlier ones; in a long one each uses the one before, and others far away. */
function traces(sizes: fc.ArrayConstraints, isLong: boolean) {
  return fc.array(fc.array(fc.nat(), { maxLength: 3 }), sizes).map((all): Trace => ({
    title: 't',
    omitted: 0,
    entries: all.map((uses, id) => {
      const used = id === 0 ? [] : [...(isLong ? [id - 1] : []), ...uses.map((use) => use % id)]
      const operands = used.map((one) => ({ id: one, partial: null }))
      return entry(id, used.length === 0 ? 'input' : 'add', 'x'.repeat(uses.length * 9 + 1), '1', { operands })
    }),
  }))
}

describe('a layout', () => {
  test('goes from the inputs down to the result', () => {
    const { nodes, edges } = layOut(trace, nowhere)
    const at = (id: number) => there(nodes.find((node) => node.id === id))
    expect(at(7).y).toBeLessThan(at(9).y)
    expect(at(9).y).toBeLessThan(at(10).y)
    expect(edges.map(({ from, to, partial }) => [from, to, partial])).toEqual([
      [7, 9, '6.0'],
      [9, 10, '1.0'],
      [7, 10, '1.0'],
    ])
  })

  const sizes = [
    ['a small graph', traces({ minLength: 1, maxLength: 20 }, false), 30],
    ['a large graph', traces({ minLength: 150, maxLength: 200 }, true), 5],
  ] as const
  test.each(sizes)('of %s keeps nodes apart and inside, and edges at their borders', (_, anyTrace, numRuns) => {
    fc.assert(
      fc.property(anyTrace, (one) => {
        const { nodes, edges, width, height } = layOut(one, nowhere)
        for (const a of nodes) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true)
          for (const b of nodes) {
            if (a === b) continue
            const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
            expect(apart).toBe(true)
          }
        }
        for (const { from, to, points } of edges) {
          expect(isOnBorder(points[0], nodes[from])).toBe(true)
          expect(isOnBorder(points[points.length - 1], nodes[to])).toBe(true)
        }
      }),
      { numRuns, endOnFailure: true },
    )
  })

  test('has a node’s source where there is one', () => {
    const { nodes } = layOut(trace, () => location)
    expect(nodes.map((node) => node.location)).toEqual([null, location, null])
  })

  test('of nothing is empty', () =>
    expect(layOut({ title: '', omitted: 0, entries: [] }, nowhere)).toMatchObject({ width: 0, height: 0, nodes: [] }))

  test('of two thousand nodes takes no second', () => {
    const entries = Array.from({ length: 2000 }, (_, id) =>
      entry(id, id ? 'add' : 'input', 'x', '1', {
        operands: id
          ? [
              { id: id - 1, partial: null },
              { id: Math.floor(id / 2), partial: null },
            ]
          : [],
      }),
    )
    const started = performance.now()
    layOut({ title: '', omitted: 0, entries }, nowhere)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

function isOnBorder(
  { x, y }: { x: number; y: number },
  node: { x: number; y: number; width: number; height: number },
): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 1
  const across = x >= node.x - 1 && x <= node.x + node.width + 1
  const along = y >= node.y - 1 && y <= node.y + node.height + 1
  return (
    (across && (near(y, node.y) || near(y, node.y + node.height))) ||
    (along && (near(x, node.x) || near(x, node.x + node.width)))
  )
}

test('the tape as text has a line an operation, in columns, and knows its sources', () => {
  const { text, lines } = tapeText(trace, () => location)
  expect(text).toBe(`# The tape of y: 2 operations, in the order of recording.
# Each line has a value, and as adjoint the derivative of the result by that value.

%0 = input x        3.0    adjoint 7.0   2: x
%1 = power(%0, 2)   9.0    adjoint 1.0   4: x ** 2
%2 = add(%1, %0)    12.0   adjoint 1.0   4: x ** 2 + x   turn 2.3   in step
`)
  expect(lines).toEqual([null, null, null, null, location, null])
})

test('the tape says what is left out, and that there is no adjoint', () => {
  const { text } = tapeText(
    { title: 'y', omitted: 5, entries: [entry(1, 'constant', '2', '2', { adjoint: null })] },
    nowhere,
  )
  expect(text).toContain('# The first 5 entries are left out.\n')
  expect(text).toContain('\n%0 = constant   2\n')
})

test('a graph is written as DOT', () => {
  const dot = toDot(layOut({ ...trace, title: 'a "b"\\' }, nowhere))
  expect(dot).toContain('label="a \\"b\\"\\\\"')
  expect(dot).toContain('n9 [label="x ** 2\\n9.0\\n∂ 1.0"];')
  expect(dot).toContain('n7 -> n9 [label="6.0"];')
})

test('a graph is written as Mermaid, with what could be markup as entities', () => {
  const mermaid = toMermaid(layOut(trace, nowhere))
  expect(mermaid).toContain('n9["x #42;#42; 2<br>9.0<br>∂ 1.0"]')
  expect(mermaid).toContain('n7 -->|"6.0"| n9')
})

test('a graph is written as SVG, its text escaped', () => {
  const svg = toSvg(layOut({ ...trace, title: '<y> & z' }, nowhere))
  expect(svg).toContain('<title>&lt;y&gt; &amp; z</title>')
  expect(svg.match(/<path d="M/g)).toHaveLength(4)
  expect(svg).toContain('>x ** 2</text>')
})
