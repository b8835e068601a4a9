import { expect, test } from 'vitest'
import { neighbour } from './neighbour'

const node = (id: number, x: number, y: number) => ({ id, x, y, width: 100, height: 60 })
// 1 and 2 are operands of 3, 3 of 5; 4 stands alone beside 3.
const nodes = [node(1, 0, 0), node(2, 200, 0), node(3, 100, 120), node(4, 300, 120), node(5, 700, 240)]
const edges = [
  { from: 1, to: 3 },
  { from: 2, to: 3 },
  { from: 3, to: 5 },
]
const go = (id: number, direction: 'Up' | 'Down' | 'Left' | 'Right') => neighbour(nodes, edges, id, `Arrow${direction}`)

test('along the flow of the graph it follows an edge', () => {
  expect(go(1, 'Down')).toBe(3)
  expect(go(5, 'Up')).toBe(3)
})

test('across the flow it stays in the row, though an edge leads to that side too', () => {
  expect(go(1, 'Right')).toBe(2)
  expect(go(3, 'Right')).toBe(4)
})

test('an edge that leads far aside is followed before a nearer node that none leads to', () => {
  expect(go(3, 'Down')).toBe(5)
})

test('where no edge leads that way it goes to the nearest node there', () => {
  expect(go(4, 'Up')).toBe(2)
})

test('the flow may go to the right', () => {
  const turned = nodes.map(({ id, x, y }) => node(id, 2 * y, x))
  expect(neighbour(turned, edges, 3, 'ArrowRight')).toBe(5)
  expect(neighbour(turned, edges, 1, 'ArrowDown')).toBe(2)
})

test('it stays where nothing lies that way', () => {
  expect(go(1, 'Up')).toBe(1)
  expect(go(9, 'Up')).toBe(9)
})
