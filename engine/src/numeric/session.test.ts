import { describe, expect, test } from 'vitest'
import { glibc } from './doubledouble/roundedLibm'
import { v8 } from './libm'
import { Opaque, plain, Tensor, Traced, type Num } from './num'
import { ROWS, type Row } from './rows'
import { Session } from './session'

const make = (charge: (bytes: number) => void = () => {}): Session =>
  new Session({ libm: v8, roundFloat32: true, charge })
const vector = (...data: number[]): Tensor => new Tensor(Float64Array.from(data), [data.length], 'float64')
const plainOf = (x: Num | null): Num | null => (x === null ? null : plain(x))
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

  test.each([
    ['traced, float64', 'float64', true],
    ['plain, float32', 'float32', false],
    ['traced, float32', 'float32', true],
  ] as const)('over the elements of a tensor take linear time: %s', (_, dtype, traced) => {
    const time = (n: number): number => {
      const s = make()
      const x = s.leaf(new Tensor(new Float64Array(n).fill(0.5), [n], dtype))
      let sum: Num = s.ops.sum(x)
      for (let i = 0; i < n; i++) sum = s.ops.add(sum, s.ops.square(s.ops.item(s.ops.index(x, [n - 1 - i]))))
      const start = performance.now()
      const first = s.sweep([{ value: sum }], { traced }).adjoint(x.node) as Tensor
      const elapsed = performance.now() - start
      expect(first.data.every((g) => g === 2)).toBe(true)
      if (traced) expect(numbersOf(s.sweep([{ value: s.ops.sum(first) }]).adjoint(x.node))[n - 1]).toBe(2)
      return elapsed
    }
    time(1000)
    const best = (n: number): number => Math.min(...[1, 2, 3].map(() => time(n)))
    expect(best(20_000)).toBeLessThan(40 * Math.max(1, best(2000)))
  })

  test('shares of float32 elements round at every addition, in any kind of sweep', () => {
    for (const options of [{}, { traced: true }]) {
      const s = make()
      const x = s.leaf(new Tensor(Float64Array.of(1, 1), [2], 'float32'))
      const element = (i: number, factor: number): Num => s.ops.mul(s.ops.index(x, [i]), factor)
      // Backwards from 2²⁴, where float32 has no odd numbers: 1 is lost each time.
      const total = [element(0, 1), element(0, 1), element(0, 2 ** 24), element(1, 3)].reduce((a, b) => s.ops.add(a, b))
      expect(numbersOf(s.sweep([{ value: total }], options).adjoint(x.node))).toEqual([2 ** 24, 3])
    }
  })

  test('an element that is taken several times, beside the whole', () => {
    for (const options of [{}, { traced: true }, { absolute: true }]) {
      const s = make()
      const x = s.leaf(vector(2, 5))
      const first = s.ops.index(x, [0])
      const sum = s.ops.add(s.ops.sum(s.ops.square(x)), s.ops.mul(s.ops.item(first), s.ops.item(s.ops.index(x, [-1]))))
      const sweep = s.sweep([{ value: s.ops.add(sum, s.ops.mul(s.ops.item(first), 3)) }], options)
      expect(numbersOf(sweep.adjoint(x.node))).toEqual([4 + 5 + 3, 10 + 2])
      expect(numbersOf(sweep.adjoint((first as Tensor).node))).toEqual([8])
    }
  })

  test('second derivatives through elements', () => {
    const s = make()
    const x = s.leaf(vector(2, 5))
    const [a, b] = [0, 1].map((i) => s.ops.item(s.ops.index(x, [i])))
    const product = s.ops.mul(s.ops.square(a), b)
    const first = s.sweep([{ value: product }], { traced: true }).adjoint(x.node) as Tensor
    expect(numbersOf(first)).toEqual([20, 4])
    const hessian = [vector(1, 0), vector(0, 1)].map((seed) =>
      numbersOf(s.sweep([{ value: first, seed }]).adjoint(x.node)),
    )
    expect(hessian).toEqual([
      [10, 4],
      [4, 0],
    ])
    expect(numbersOf(s.forward(new Map([[x.node, vector(1, 1)]]), [first])[0])).toEqual([14, 4])
  })

  test('receivers below the window get what elements of them give back', () => {
    const s = make()
    const x = s.leaf(vector(2, 5))
    const start = s.tape.length
    const y = s.ops.mul(s.ops.item(s.ops.index(x, [0])), s.ops.item(s.ops.index(x, [1])))
    for (const traced of [false, true]) {
      const sweep = s.sweep([{ value: y }], { traced, window: [[start, Infinity]], receivers: [x.node] })
      expect(numbersOf(sweep.adjoint(x.node))).toEqual([5, 2])
    }
  })

  test('an operand beside an empty tensor gets zero', () => {
    for (const traced of [false, true]) {
      const s = make()
      const empty = s.leaf(new Tensor(new Float64Array(0), [0, 3], 'float64'))
      const [scalar, cell, row] = [
        s.leaf(2),
        s.leaf(new Tensor(Float64Array.of(2), [], 'float64')),
        s.leaf(vector(1, 2, 3)),
      ]
      for (const [x, adjoint] of [
        [scalar, [0]],
        [cell, [0]],
        [row, [0, 0, 0]],
      ] as const) {
        const sweep = s.sweep([{ value: s.ops.mul(empty, x) }], { traced })
        expect(numbersOf(plainOf(sweep.adjoint(x.node)))).toEqual(adjoint)
        expect(sweep.adjoint(empty.node)).toMatchObject({ shape: [0, 3] })
      }
    }
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

describe('elementwise entries of tensors', () => {
  // Operands of one shape, single numbers of every kind, and what has to be broadcast.
  const shapes: Readonly<Record<string, readonly number[] | null>> = {
    scalar: null,
    cell: [],
    one: [1, 1],
    vector: [6],
    matrix: [2, 6],
    empty: [0, 2, 6],
  }
  const kinds = Object.keys(shapes)
  const operand = (s: Session, kind: string, from: number): Num => {
    const shape = shapes[kind]
    if (shape === null) return s.leaf(from)
    const n = shape.reduce((a, b) => a * b, 1)
    return s.leaf(
      new Tensor(
        Float64Array.from({ length: n }, (_, i) => from + i / 16),
        shape,
        'float64',
      ),
    )
  }
  const elementwise: readonly Row[] = Object.values(ROWS)

  test.each(elementwise.map((row) => [row.name, row] as const))(
    '%s: the loops over adjoints give what the row gives over tensors',
    (_, row) => {
      const others = row.arity === 1 ? [null] : kinds
      for (const first of kinds) {
        for (const other of others) {
          const s = make()
          const inputs = [first, ...(other ? [other] : []), ...(row.arity > 2 ? ['vector'] : [])].map((kind, k) =>
            operand(s, kind, 0.25 + k / 8),
          )
          const out = s.ops.elementwise(row, inputs)
          const seed = out instanceof Tensor ? s.ops.mul(plain(out), 3) : 1.5
          const [loops, rule] = [false, true].map((traced) => s.sweep([{ value: out, seed }], { traced }))
          for (const x of inputs) {
            const [a, b] = [loops, rule].map((sweep) => plainOf(sweep.adjoint((x as Tensor).node)))
            expect(a instanceof Tensor && a.shape, `${first} ${other}`).toEqual(b instanceof Tensor && b.shape)
            const size = Math.max(...numbersOf(b).map((v) => (Number.isFinite(v) ? Math.abs(v) : 0)), 1e-300)
            numbersOf(a).forEach((v, i) => {
              const wanted = numbersOf(b)[i]
              if (Number.isFinite(wanted)) expect(Math.abs(v - wanted)).toBeLessThanOrEqual(4e-16 * size)
              else expect(v).toBe(wanted)
            })
          }
        }
      }
    },
  )

  test('a number to the power of float32, a choice between numbers in its derivative', () => {
    for (const traced of [false, true]) {
      const s = make()
      const y = s.leaf(new Tensor(Float64Array.of(1, 3), [2], 'float32'))
      const adjoint = s.sweep([{ value: s.ops.pow(2, y) }], { traced }).adjoint(y.node) as Tensor
      expect(adjoint.dtype).toBe('float32')
      const ln2 = Math.fround(Math.LN2)
      expect(numbersOf(adjoint)).toEqual([Math.fround(2 * ln2), Math.fround(8 * ln2)])
      const [tangent] = s.forward(new Map([[y.node, new Tensor(Float64Array.of(1, 1), [2], 'float32')]]), [
        s.ops.pow(2, y),
      ])
      expect(numbersOf(tangent)).toEqual(numbersOf(adjoint))
    }
  })

  test('integers beside a traced number', () => {
    for (const traced of [false, true]) {
      const s = make()
      const n = s.leaf(new Tensor(Float64Array.of(2, 3), [2], 'int64'))
      const w = s.leaf(0.5)
      const sweep = s.sweep([{ value: s.ops.mul(n, w) }], { traced })
      expect(plainOf(sweep.adjoint(w.node))).toBe(5)
      expect(sweep.adjoint(n.node)).toBeNull()
    }
  })
})

test('norms of any order are one operation', () => {
  const s = make()
  const x = s.leaf(vector(3, -4))
  for (const p of [1, 2, 3, Infinity, -Infinity, 0]) {
    const before = s.tape.length
    const out = s.ops.norm(x, p) as Tensor
    expect([s.tape.length - before, s.tape.rowOf(out.node)?.name]).toEqual([1, 'norm'])
  }
  expect(numbersOf(s.ops.norm(vector(3e200, 4e200), 4))[0] / 1e200).toBeCloseTo(337 ** 0.25, 12)
})

test('tensors of every size begin as zeros and share nothing', () => {
  const { ops } = make()
  const all = Array.from({ length: 300 }, (_, n) => ops.allocate(n))
  all.forEach((data, n) => {
    expect(data.length).toBe(n)
    expect(data.every((v) => v === 0)).toBe(true)
    data.fill(n)
  })
  all.forEach((data, n) => expect(data.every((v) => v === n)).toBe(true))
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
  const c = new Session({ libm: glibc, roundFloat32: true, charge: () => {} })
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
