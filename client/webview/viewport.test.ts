import { expect, test } from 'vitest'
import { firstView, fit, reveal, zoom } from './viewport'

const window = { width: 800, height: 600 }

test('a small drawing stands in the middle, at its own size', () => {
  expect(fit({ width: 200, height: 100 }, window)).toEqual({ x: 300, y: 250, scale: 1 })
})

test('a large drawing is made small enough, with a margin', () => {
  const { x, y, scale } = fit({ width: 1600, height: 100 }, window)
  expect(scale).toBeCloseTo(752 / 1600)
  expect(x).toBeCloseTo(24)
  expect(y).toBeCloseTo(300 - 50 * scale)
})

test('a drawing that could not be read when small is first shown around its result, without an empty margin', () => {
  const { x, y, scale } = firstView({ width: 9000, height: 9000 }, window, { x: 4000, y: 8900, width: 100, height: 60 })
  expect(scale).toBe(0.6)
  expect(4050 * scale + x).toBeCloseTo(400)
  expect(9000 * scale + y).toBeCloseTo(600 - 24)
})

test('a long narrow one stands in the middle of the width', () => {
  const { x, y } = firstView({ width: 200, height: 9000 }, window, { x: 0, y: 0, width: 100, height: 60 })
  expect([x, y]).toEqual([400 - 60, 24])
})

test('zooming leaves the point under the mouse where it is, and has limits', () => {
  const view = { x: 10, y: 20, scale: 1 }
  const closer = zoom(view, 2, { x: 110, y: 220 })
  expect(closer).toEqual({ x: -90, y: -180, scale: 2 })
  expect(zoom(view, 1e9, { x: 0, y: 0 }).scale).toBe(4)
  expect(zoom(view, 1e-9, { x: 0, y: 0 }).scale).toBe(0.05)
})

test('a node outside the window is brought in by the shortest way, one inside does not move', () => {
  const view = { x: 0, y: 0, scale: 1 }
  expect(reveal(view, { x: 100, y: 100, width: 100, height: 60 }, window)).toEqual(view)
  expect(reveal(view, { x: 900, y: -50, width: 100, height: 60 }, window)).toEqual({ x: -224, y: 74, scale: 1 })
})
