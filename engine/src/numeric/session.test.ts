import { describe, expect, test } from 'vitest'
import { v8, v8WithCEdges } from './libm'
import { Opaque, Tensor, Traced, type Num } from './num'
import { Session } from './session'

const make = (charge: (bytes: number) => void = () => {}): Session =>
  new Session({ libm: v8, roundFloat32: true, charge })
const vector = (...data: number[]): Tensor => new Tensor(Float64Array.from(data), [data.length], 'float64')
const numbersOf = (x: Num | null): number[] => (x instanceof Tensor ? Array.from(x.data) : [x as number])

describe('the tape', () => {
  test('entries, operands, kinds, sites', () => {
    const s = make()
    const { ops, tape } = s
    const x = s.leaf(3)
    s.site = 7
    const y = ops.mul(2, x) as Traced
    s.site = 8
    const z = s.cut(y, 'stopped') as Traced
    expect(tape.kind(x.node)).toBe('leaf')
    expect(tape.kind(y.node)).toBe('operation')
    expect(tape.kind(z.node)).toBe('cut')
    expect(tape.why(z.node)).toBe('stopped')
    expect(tape.rowOf(y.node)?.name).toBe('mul')
    expect(tape.operands(y.node)).toEqual([0, x.node])
    expect(tape.entry(y.node).inputs).toEqual([2, x])
    expect([tape.siteOf(y.node), tape.siteOf(z.node)]).toEqual([7, 8])
    expect(tape.valueOf(y.node)).toEqual(new Traced(6, y.node))
  })

  test('a constant operand is no entry', () => {
    const s = make()
    const x = s.leaf(3)
    const before = s.tape.length
    const y = s.ops.mul(s.ops.mul(x, 0.1), 0.1) as Traced
    expect(s.tape.length - before).toBe(2)
    const z = s.ops.div(-0, y) as Traced
    expect(s.tape.entry(z.node).inputs[0]).toBe(-0)
    expect(s.sweep([{ value: y }]).adjoint(x.node)).toBe(0.1 * 0.1)
  })

  test('truncate goes back to a mark, general entries and opaque ones included', () => {
    const s = make()
    const x = s.leaf(vector(1, 2))
    const mark = s.tape.length
    s.ops.add(s.ops.sum(x), s.leaf(new Opaque('unknown')))
    s.tape.truncate(mark)
    expect([s.tape.length, s.tape.general.length, s.tape.opaque.length]).toEqual([mark, 1, 0])
    expect(numbersOf(s.sweep([{ value: s.ops.sum(x) }]).adjoint(x.node))).toEqual([1, 1])
  })

  test('at most 40 bytes for a scalar operation, charged before they are taken', () => {
    let bytes = 0
    const s = make((more) => (bytes += more))
    let y: Num = s.leaf(1)
    for (let i = 0; i < 2 ** 20 - 10; i++) y = s.ops.sin(y)
    expect(bytes / 2 ** 20).toBeLessThanOrEqual(40)
    expect(bytes / 2 ** 20).toBeGreaterThan(20)
  })

  test('a spent budget stops tensors and entries alike', () => {
    const spent = (): never => {
      throw new Error('spent')
    }
    expect(() => make(spent)).toThrow('spent')
    let allowed = 1e6
    const s = make((more) => (allowed -= more) < 0 && spent())
    expect(() => s.ops.fill([1000, 1000], 1)).toThrow('spent')
  })
})

describe('sweeps', () => {
  test('several targets, seeds, and what is not reached', () => {
    const s = make()
    const [x, y] = [s.leaf(3), s.leaf(4)]
    const a = s.ops.mul(x, x)
    const b = s.ops.mul(x, 5)
    const sweep = s.sweep([{ value: a }, { value: b, seed: 10 }])
    expect(sweep.adjoint(x.node)).toBe(56)
    expect(sweep.adjoint(y.node)).toBeNull()
    expect(s.sweep([{ value: 5 }]).adjoint(x.node)).toBeNull()
  })

  test('reached by zero is not unreached', () => {
    const s = make()
    const x = s.leaf(3)
    expect(s.sweep([{ value: s.ops.mul(x, 0) }]).adjoint(x.node)).toBe(0)
    expect(s.sweep([{ value: s.ops.floor(x) }]).adjoint(x.node)).toBe(0)
    expect(s.sweep([{ value: s.cut(s.ops.floor(x), 'no-gradient') }]).adjoint(x.node)).toBeNull()
  })

  test('an infinite partial that is not on the path does not poison', () => {
    const s = make()
    const x = s.leaf(0)
    s.ops.log(x)
    const y = s.ops.mul(x, 2)
    expect(s.sweep([{ value: y }]).adjoint(x.node)).toBe(2)
    const beside = s.ops.add(s.ops.mul(s.ops.sqrt(s.leaf(0)), 1), y)
    expect(s.forward(new Map([[x.node, 1]]), [beside])).toEqual([2])
  })

  test('the sign of a zero adjoint is kept', () => {
    const s = make()
    const x = s.leaf(0)
    expect(s.sweep([{ value: s.ops.neg(s.ops.square(x)) }]).adjoint(x.node)).toBe(-0)
  })

  test('windows: entries outside carry nothing', () => {
    const s = make()
    const x = s.leaf(3)
    const inner = s.ops.mul(x, 2) as Traced
    const start = s.tape.length
    const y = s.ops.mul(inner, x) as Traced
    const sweep = s.sweep([{ value: y }], {
      window: [
        [x.node, x.node + 1],
        [start, Infinity],
      ],
    })
    expect(sweep.adjoint(x.node)).toBe(6)
    expect(sweep.adjoint(inner.node)).toBeNull()
    expect(s.sweep([{ value: y }]).adjoint(x.node)).toBe(12)
  })

  test('a sweep keeps its adjoints while others run', () => {
    const s = make()
    const x = s.leaf(3)
    let y: Num = x
    for (let i = 0; i < 100; i++) y = s.ops.mul(y, 1.01)
    const late = s.ops.mul(y, y) as Traced
    const first = s.sweep([{ value: late }], { window: [[late.node - 1, Infinity]] })
    const seen = first.adjoint((y as Traced).node)
    s.sweep([{ value: late }])
    s.sweep([{ value: y }], { window: [[late.node - 5, Infinity]] })
    expect(first.adjoint((y as Traced).node)).toBe(seen)
    expect(seen).toBe(2 * (y as Traced).primal)
  })

  test('an entry that is given a tangent keeps it', () => {
    const s = make()
    const x = s.leaf(3)
    const y = s.ops.mul(x, 2) as Traced
    const z = s.ops.mul(y, x)
    expect(
      s.forward(
        new Map([
          [x.node, 1],
          [y.node, 0],
        ]),
        [z],
      ),
    ).toEqual([6])
    expect(s.forward(new Map([[y.node, 1]]), [z, x, 5])).toEqual([3, null, null])
  })

  test('absolute contributions', () => {
    const s = make()
    const x = s.leaf(3)
    const y = s.ops.sub(s.ops.mul(x, 1e8), s.ops.mul(x, 1e8 - 1))
    expect(s.sweep([{ value: y }]).adjoint(x.node)).toBe(1)
    expect(s.sweep([{ value: y }], { absolute: true }).adjoint(x.node)).toBe(2e8 - 1)
    const [v, w] = [s.leaf(vector(1, 2)), vector(-3, 4)]
    expect(numbersOf(s.sweep([{ value: s.ops.neg(s.ops.matmul(v, w)) }], { absolute: true }).adjoint(v.node))).toEqual([
      3, 4,
    ])
  })

  test('integers and booleans carry no adjoints', () => {
    const s = make()
    const n = s.leaf(new Tensor(Float64Array.of(1, 2), [2], 'int64'))
    const y = s.ops.sum(s.ops.mul(s.ops.cast(n, 'float64'), 3))
    expect(s.sweep([{ value: y }]).adjoint(n.node)).toBeNull()
  })
})

describe('partials', () => {
  test('of scalars and tensors', () => {
    const s = make()
    const x = s.leaf(3)
    expect(s.partials((s.ops.powInt(x, 2) as Traced).node)).toEqual([6, 0])
    expect(s.partials(x.node)).toEqual([])
    const v = s.leaf(vector(1, 2))
    const [dv, dx] = s.partials((s.ops.mul(v, x) as Tensor).node)
    expect([numbersOf(dv), numbersOf(dx)]).toEqual([
      [3, 3],
      [1, 2],
    ])
    expect(s.partials((s.ops.sum(v) as Tensor).node)).toEqual([null])
    const chosen = s.ops.where(s.ops.greater(v, 1.5), v, 0) as Tensor
    expect(s.partials(chosen.node).map((p) => p && numbersOf(p))).toEqual([null, [0, 1], [1, 0]])
  })
})

describe('opaque values', () => {
  const unknown = (shape?: number[]): Opaque =>
    new Opaque('`load` is not evaluated', { tensor: shape !== undefined, shape, dtype: shape && 'float64' })

  test('a gradient whose path meets no unknown value is known', () => {
    const s = make()
    const w = s.leaf(2)
    const loss = s.ops.add(s.ops.mul(w, 3), unknown([]))
    expect(loss).toBeInstanceOf(Opaque)
    expect(s.sweep([{ value: loss }]).adjoint(w.node)).toBe(3)
  })

  test('one that meets an unknown value is unknown, with its reason', () => {
    const s = make()
    const w = s.leaf(vector(1, 2))
    const loss = s.ops.sum(s.ops.mul(w, unknown([2])))
    const adjoint = s.sweep([{ value: loss }]).adjoint(w.node)
    expect(adjoint).toMatchObject({ reason: '`load` is not evaluated', facts: { shape: [2] } })
    expect(s.sweep([{ value: loss }]).adjoint(s.leaf(1).node)).toBeNull()
  })

  test('an unknown shape makes the seed unknown, never a wrong number', () => {
    const s = make()
    const w = s.leaf(2)
    const loss = s.ops.add(s.ops.mul(w, 3), unknown())
    expect(s.sweep([{ value: loss }]).adjoint(w.node)).toBeInstanceOf(Opaque)
  })

  test('structure without numbers: matmul, reshape, index keep what is known of the shape', () => {
    const s = make()
    const w = s.leaf(new Tensor(new Float64Array(6), [2, 3], 'float64'))
    expect(s.ops.matmul(w, unknown([3, 5]))).toMatchObject({ facts: { shape: [2, 5], dtype: 'float64', tensor: true } })
    expect((s.ops.matmul(w, unknown()) as Opaque).facts.shape).toBeUndefined()
    const loss = s.ops.mean(s.ops.matmul(unknown([4, 2]), w))
    expect(s.sweep([{ value: loss }]).adjoint(w.node)).toMatchObject({ facts: { shape: [2, 3] } })
  })

  test('off the tape nothing is recorded', () => {
    const s = make()
    const before = s.tape.length
    expect((s.ops.add(unknown(), 1) as Opaque).node).toBe(0)
    expect(s.tape.length).toBe(before)
  })
})

describe('dtypes', () => {
  const f32 = (...data: number[]): Tensor => new Tensor(Float64Array.from(data, Math.fround), [data.length], 'float32')

  test('float32 rounds at every operation, beside plain numbers too', () => {
    const s = make()
    const sum = s.ops.add(f32(0.1), 0.2) as Tensor
    expect(sum.dtype).toBe('float32')
    expect(sum.data[0]).toBe(Math.fround(Math.fround(0.1) + Math.fround(0.2)))
    expect((s.ops.sum(f32(1e8, 1, -1e8)) as Tensor).data[0]).toBe(0)
  })

  test('in a check float32 is a label only', () => {
    const s = new Session({ libm: v8, roundFloat32: false, charge: () => {} })
    const third = s.ops.div(f32(1), 3) as Tensor
    expect([third.dtype, third.data[0]]).toEqual(['float32', 1 / 3])
  })

  test('integers: exact, int32 wraps, division gives float64', () => {
    const s = make()
    const n = (dtype: 'int32' | 'int64', ...data: number[]): Tensor =>
      new Tensor(Float64Array.from(data), [data.length], dtype)
    expect(numbersOf(s.ops.mul(n('int32', 65537), n('int32', 65537)))).toEqual([131073])
    expect(numbersOf(s.ops.add(n('int32', 2 ** 31 - 1), 1))).toEqual([-(2 ** 31)])
    expect(s.ops.div(n('int64', 7), n('int64', 2))).toMatchObject({ dtype: 'float64' })
    expect(s.ops.floorDivide(n('int64', -7), 2)).toMatchObject({ dtype: 'int64' })
    expect(numbersOf(s.ops.floorDivide(n('int64', -7), 2))).toEqual([-4])
    expect(s.ops.mul(n('int64', 7), 0.5)).toMatchObject({ dtype: 'float64' })
    expect(s.ops.mul(n('int64', 7), s.leaf(2))).toMatchObject({ dtype: 'float64' })
    expect(s.ops.less(n('int64', 7), 8)).toMatchObject({ dtype: 'bool' })
  })

  test('overflow of float32 is an infinity', () => {
    expect(numbersOf(make().ops.mul(f32(3e38), 10))).toEqual([Infinity])
  })
})

test('the power function has the edges of its language', () => {
  const c = new Session({ libm: v8WithCEdges, roundFloat32: true, charge: () => {} })
  expect([c.ops.pow(1, NaN), c.ops.pow(-1, Infinity), c.ops.pow(0, 0)]).toEqual([1, 1, 1])
  expect([make().ops.pow(1, NaN), make().ops.pow(-1, Infinity)]).toEqual([NaN, NaN])
})

test('comparisons of traced scalars are booleans; of traced tensors a cut', () => {
  const s = make()
  expect(s.ops.less(s.leaf(1), 2)).toBe(true)
  const mask = s.ops.less(s.leaf(vector(1, 3)), 2) as Tensor
  expect(numbersOf(mask)).toEqual([1, 0])
  expect([s.tape.kind(mask.node), s.tape.why(mask.node), s.tape.rowOf(mask.node)?.name]).toEqual([
    'cut',
    'no-gradient',
    'less',
  ])
})

test('the chain of a thousand terms', () => {
  const s = make()
  const x = s.leaf(0.7)
  let sum: Num = 0
  for (let i = 0; i < 1000; i++)
    sum = s.ops.add(sum, s.ops.mul(s.ops.sin(s.ops.mul(i, x)), s.ops.exp(s.ops.div(s.ops.mul(-i, x), 1000))))
  expect((sum as Traced).primal).toBeCloseTo(1.8050475089, 9)
  expect(s.sweep([{ value: sum }]).adjoint(x.node)).toBeCloseTo(575.5254176511695, 9)
})
