import { expect, test } from 'vitest'
import { nodesAt } from './nodesAt'

const uri = 'file:///f.py'
const at = (id: number, line: number, from: number, to: number, toLine = line, where = uri) => ({
  id,
  location: { uri: where, range: { start: { line, character: from }, end: { line: toLine, character: to } } },
})
const cursor = (line: number, character: number, to = character) => ({
  start: { line, character },
  end: { line, character: to },
})
// `return x ** 2 + 1`: the power inside the sum, which runs twice.
const nodes = [
  at(1, 3, 11, 12),
  at(2, 3, 11, 17),
  at(3, 3, 11, 21),
  at(4, 3, 11, 21),
  at(5, 3, 0, 9, 3, 'file:///g.py'),
]

test('the smallest source around the cursor wins', () => {
  expect(nodesAt(nodes, uri, cursor(3, 14))).toEqual([2])
  expect(nodesAt(nodes, uri, cursor(3, 11))).toEqual([1])
})

test('a place is inside from its first to behind its last character', () => {
  expect(nodesAt(nodes, uri, cursor(3, 17))).toEqual([2])
  expect(nodesAt(nodes, uri, cursor(3, 18))).toEqual([3, 4])
  expect(nodesAt(nodes, uri, cursor(3, 22))).toEqual([])
})

test('all runs of one expression are meant', () => {
  expect(nodesAt(nodes, uri, cursor(3, 20))).toEqual([3, 4])
})

test('a selection needs a source around all of it', () => {
  expect(nodesAt(nodes, uri, cursor(3, 11, 13))).toEqual([2])
  expect(nodesAt(nodes, uri, cursor(3, 16, 19))).toEqual([3, 4])
})

test('of sources over several lines those with fewer lines are smaller', () => {
  expect(nodesAt([at(1, 1, 0, 2, 5), at(2, 2, 4, 60)], uri, cursor(2, 10))).toEqual([2])
})

test('another file, another line and a node without a source are not meant', () => {
  expect(nodesAt(nodes, 'file:///h.py', cursor(3, 14))).toEqual([])
  expect(nodesAt(nodes, uri, cursor(2, 14))).toEqual([])
  expect(nodesAt([{ id: 1, location: null }], uri, cursor(3, 14))).toEqual([])
})
