import { describe, expect, test } from 'vitest'
import { v8 } from './libm'
import { Opaque, Tensor, type Num, type Traced } from './num'
import { Session } from './session'
import { trace } from './trace'

const make = (): Session => new Session({ libm: v8, roundFloat32: true, charge: () => {} })

describe('trace', () => {
  test('operations, operands, values, adjoints, local partials, sites', () => {
    const s = make()
    const x = s.leaf(3)
    s.site = 5
    const y = s.ops.mul(2, s.ops.square(x)) as Traced
    const sweep = s.sweep([{ value: y }])
    const entries = trace(s, { adjoint: (node) => sweep.adjoint(node) })
    expect(entries).toEqual([
      { node: 1, kind: 'leaf', operation: null, operands: [], value: 3, adjoint: 12, cut: null, site: 0, frames: [] },
      {
        node: 2,
        kind: 'operation',
        operation: 'square',
        operands: [{ node: 1, value: 3, partial: 6 }],
        value: 9,
        adjoint: 2,
        cut: null,
        site: 5,
        frames: [],
      },
      {
        node: 3,
        kind: 'operation',
        operation: 'mul',
        operands: [
          { node: null, value: 2, partial: 9 },
          { node: 2, value: 9, partial: 2 },
        ],
        value: 18,
        adjoint: 1,
        cut: null,
        site: 5,
        frames: [],
      },
    ])
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries)
  })

  test('tensors, unknown values, cuts; windows and targets', () => {
    const s = make()
    const x = s.leaf(new Tensor(Float64Array.of(1, 2), [2], 'float32'))
    const stopped = s.cut(x, 'stopped')
    const total = s.ops.sum(s.ops.mul(stopped, s.leaf(new Opaque('not read'))))
    const all = trace(s)
    expect(all.map(({ kind, operation, cut }) => [kind, operation, cut])).toEqual([
      ['leaf', null, null],
      ['cut', null, 'stopped'],
      ['leaf', null, null],
      ['operation', 'mul', null],
      ['operation', 'sum', null],
    ])
    expect(all[0].value).toEqual({ shape: [2], dtype: 'float32', data: [1, 2] })
    expect(all[4].value).toEqual({ opaque: 'not read' })
    expect(trace(s, { window: [2, 4] }).map(({ node }) => node)).toEqual([2, 3])
    s.ops.exp(x)
    expect(trace(s, { targets: [(total as Opaque).node] }).map(({ node }) => node)).toEqual([1, 2, 3, 4, 5])
  })
})

describe('frames', () => {
  test('calls and loop turns, innermost first', () => {
    const s = make()
    const { frames } = s.tape
    let y: Num = s.leaf(1)
    const outside = frames.call(10)
    const loop = frames.loop(20)
    for (let k = 0; k < 3; k++) {
      y = s.ops.sin(y)
      const inner = frames.call(30)
      y = s.ops.cos(y)
      frames.leave(inner)
      frames.turn()
    }
    frames.leave(loop)
    y = s.ops.exp(y)
    frames.leave(outside)
    s.ops.log(y)
    const f = { site: 10, turn: null }
    const of = trace(s).map((entry) => entry.frames)
    expect(of[0]).toEqual([])
    expect(of[1]).toEqual([{ site: 20, turn: 0 }, f])
    expect(of[2]).toEqual([{ site: 30, turn: null }, { site: 20, turn: 0 }, f])
    expect(of[5]).toEqual([{ site: 20, turn: 2 }, f])
    expect(of[6]).toEqual([{ site: 30, turn: null }, { site: 20, turn: 2 }, f])
    expect(of[7]).toEqual([f])
    expect(of[8]).toEqual([])
  })

  test('what records nothing takes no room', () => {
    let bytes = 0
    const s = new Session({ libm: v8, roundFloat32: true, charge: (more) => (bytes += more) })
    const before = bytes
    const { frames } = s.tape
    const loop = frames.loop(1)
    for (let k = 0; k < 100_000; k++) {
      frames.leave(frames.call(2))
      frames.turn()
    }
    expect(bytes - before).toBe(0)
    s.leaf(1)
    expect(frames.of(1)).toEqual([{ site: 1, turn: 100_000 }])
    frames.leave(loop)
  })

  test('truncate forgets frames too, and leave undoes all that is inside', () => {
    const s = make()
    const { frames } = s.tape
    s.leaf(1)
    const mark = s.tape.length
    for (let k = 0; k < 3; k++) {
      const outer = frames.call(7)
      frames.loop(8)
      s.leaf(2)
      frames.leave(outer)
      expect(frames.of(mark)).toEqual([
        { site: 8, turn: 0 },
        { site: 7, turn: null },
      ])
      s.tape.truncate(mark)
    }
    s.leaf(3)
    expect(frames.of(mark)).toEqual([])
  })
})
