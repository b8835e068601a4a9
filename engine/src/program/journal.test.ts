import { describe, expect, it } from 'vitest'
import { Journal } from './journal'
import { Cell, Frame, List } from './values'

describe('Journal', () => {
  it('puts back what was changed since a level began', () => {
    const journal = new Journal()
    const list = new List([1])
    const cell = new Cell(1)
    const level = journal.begin()
    journal.touch(list)
    list.items.push(2)
    journal.touch(cell)
    cell.value = 9
    journal.touch(cell)
    cell.value = 10
    journal.rollback(level)
    expect(list.items).toEqual([1])
    expect(cell.value).toBe(1)
  })

  it('lets the outer level undo what an inner one kept', () => {
    const journal = new Journal()
    const frame = new Frame([1, 2])
    const outer = journal.begin()
    const inner = journal.begin()
    journal.touch(frame)
    frame.slots[0] = 5
    journal.commit(inner)
    journal.touch(frame)
    frame.slots[1] = 6
    journal.rollback(outer)
    expect(frame.slots).toEqual([1, 2])
  })

  it('undoes an inner level to where the outer one stood', () => {
    const journal = new Journal()
    const cell = new Cell(0)
    const outer = journal.begin()
    journal.touch(cell)
    cell.value = 1
    const inner = journal.begin()
    journal.touch(cell)
    cell.value = 2
    journal.rollback(inner)
    expect(cell.value).toBe(1)
    journal.touch(cell)
    cell.value = 3
    journal.rollback(outer)
    expect(cell.value).toBe(0)
  })

  it('counts every change', () => {
    const journal = new Journal()
    const cell = new Cell(0)
    journal.touch(cell)
    journal.touch(cell)
    expect(cell.version).toBe(2)
  })
})
