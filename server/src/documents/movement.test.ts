import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Movement, type Edit } from './movement'

/** The plainest model: every character of the old text carries its number; new ones carry none. */
function edited(length: number, edits: readonly Edit[]): (number | null)[] {
  const text: (number | null)[] = Array.from({ length }, (_, i) => i)
  for (const { start, end, length } of edits) text.splice(start, end - start, ...Array<null>(length).fill(null))
  return text
}

/** Edits that fit a text as it grows and shrinks. */
const history = fc.nat(30).chain((length) =>
  fc.record({
    length: fc.constant(length),
    edits: fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.nat(4)), { maxLength: 12 }).map((raw) => {
      let now = length
      return raw.map(([at, removed, inserted]): Edit => {
        const start = at % (now + 1)
        const end = Math.min(now, start + removed)
        now += inserted - (end - start)
        return { start, end, length: inserted }
      })
    }),
    span: fc.tuple(fc.nat(length), fc.nat(length)),
  }),
)

function moved({ length, edits, span }: { length: number; edits: readonly Edit[]; span: [number, number] }) {
  const movement = new Movement(length)
  for (const edit of edits) movement.apply(edit)
  const [start, end] = span[0] < span[1] ? span : [span[1], span[0]]
  return { ...movement.move(start, end), was: { start, end }, text: edited(length, edits) }
}

describe('a moved span', () => {
  test('reaches from the first to the last of its characters that are left', () => {
    fc.assert(
      fc.property(history, (case_) => {
        const { start, end, was, text } = moved(case_)
        const left = text.flatMap((from, at) => (from !== null && from >= was.start && from < was.end ? [at] : []))
        if (left.length === 0) return
        expect({ start, end }).toEqual({ start: left[0], end: left[left.length - 1] + 1 })
      }),
    )
  })

  test('is intact exactly where all its characters are left, with nothing between them', () => {
    fc.assert(
      fc.property(history, (case_) => {
        const { start, end, intact, was, text } = moved(case_)
        if (was.start === was.end) return
        const now = text.slice(start, end)
        const same = now.length === was.end - was.start && now.every((from, i) => from === was.start + i)
        expect(intact).toBe(same)
      }),
    )
  })

  test('of which nothing is left is empty, behind what stood before it and is left', () => {
    fc.assert(
      fc.property(history, (case_) => {
        const { start, end, was, text } = moved(case_)
        if (text.some((from) => from !== null && from >= was.start && from < was.end)) return
        const before = text.reduce<number>((last, from, at) => (from !== null && from < was.start ? at : last), -1)
        expect({ start, end }).toEqual({ start: before + 1, end: before + 1 })
      }),
    )
  })

  test('that is empty is intact exactly where nothing came between its neighbours', () => {
    fc.assert(
      fc.property(history, ({ length, edits, span: [at] }) => {
        const { intact } = moved({ length, edits, span: [at, at] })
        const bounded = [-1, ...edited(length, edits), length]
        expect(intact).toBe(bounded.some((from, i) => from === at - 1 && bounded[i + 1] === at))
      }),
    )
  })

  test('keeps spans in one another', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.nat(), ({ length, edits, span }, a, b) => {
        const movement = new Movement(length)
        for (const edit of edits) movement.apply(edit)
        const [start, end] = [Math.min(...span), Math.max(...span)]
        const inner = [start + (a % (end - start + 1)), start + (b % (end - start + 1))].sort((x, y) => x - y)
        const outside = movement.move(start, end)
        const inside = movement.move(inner[0], inner[1])
        if (inside.start === inside.end) return
        expect(inside.start).toBeGreaterThanOrEqual(outside.start)
        expect(inside.end).toBeLessThanOrEqual(outside.end)
      }),
    )
  })
})

test('typing on at one place keeps the rest intact', () => {
  const movement = new Movement(10)
  for (let i = 0; i < 5; i++) movement.apply({ start: 4 + i, end: 4 + i, length: 1 })
  expect(movement.move(0, 4)).toEqual({ start: 0, end: 4, intact: true })
  expect(movement.move(4, 10)).toEqual({ start: 9, end: 15, intact: true })
  expect(movement.move(2, 6)).toEqual({ start: 2, end: 11, intact: false })
})

test('what was typed and removed again has changed nothing', () => {
  const movement = new Movement(10)
  movement.apply({ start: 4, end: 4, length: 3 })
  expect(movement.move(2, 8).intact).toBe(false)
  movement.apply({ start: 4, end: 7, length: 0 })
  expect(movement.move(2, 8)).toEqual({ start: 2, end: 8, intact: true })
})
