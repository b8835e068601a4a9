// Free and locked evidence together: the rules of design.md, "What a check says".
import { describe, expect, test } from 'vitest'
import { check, checkSecond, compareModes, lockedRuns, type CheckResult, type Run } from './checker'
import { checked, differentiated, primal, PROGRAMS, type Machine, type Program } from './programs.testing'
import { v8 } from '../libm'
import { nodeOf, Tensor, type Num } from '../num'
import { Session } from '../session'

/** A value that has to be there. */
function some<T>(x: T | null | undefined): T {
  if (x === null || x === undefined) throw new Error('missing')
  return x
}

const newSession = (): Session => new Session({ libm: v8, roundFloat32: false, charge: () => undefined })

function at(
  f: (machine: Machine, ...x: Num[]) => Num | readonly Num[],
  x: readonly number[],
  wrong?: readonly number[][],
  lock: 'always' | 'as needed' | 'never' = 'as needed',
): CheckResult {
  const program: Program = { kind: 'ordinary', f, points: [] }
  const d = differentiated(program, x)
  return checked(program, x, d, wrong ?? d.automatic, lock)
}

test('both agree', () => {
  const result = at(({ o }, x) => o.add(o.mul(x, x), o.mul(2, x)), [3], undefined, 'always')
  expect(result).toMatchObject({ verdict: 'agree', worst: { by: 'locked', automatic: 8, numeric: 8 } })
})

test('locked runs are made only where they are needed', () => {
  expect(at(({ o }, x) => o.sin(x), [1]).worst?.locked).toBeNull()
  expect(at(({ o }, x) => o.sin(x), [1], [[0.9]]).worst?.locked).not.toBeNull()
})

test('an error below the bar of free runs is found by locked ones', () => {
  const tower = ({ o }: Machine, x: Num): Num => o.add(1e10, o.sin(x))
  const right = Math.cos(0.5)
  expect(at(tower, [0.5], undefined, 'always').verdict).toBe('agree')
  expect(at(tower, [0.5], [[right * (1 + 1e-5)]], 'never').verdict).not.toBe('disagree')
  expect(at(tower, [0.5], [[right * (1 + 1e-5)]], 'always')).toMatchObject({
    verdict: 'disagree',
    worst: { by: 'locked' },
  })
})

test('locked runs confirm what the bar of free ones covers, where no run nearby took another branch', () => {
  expect(at(({ o }, x) => o.add(1e13, o.sin(x)), [0.5])).toMatchObject({ verdict: 'agree', worst: { by: 'locked' } })
  const branching = ({ o, decide }: Machine, x: Num): Num =>
    decide(primal(x) > 0.5001) ? o.add(1e13, o.mul(3, x)) : o.add(1e13, x)
  expect(at(branching, [0.5]).verdict).toBe('inconclusive')
})

describe('the two examples of the design', () => {
  const points = (name: string): readonly (readonly number[])[] => PROGRAMS[name].points

  test.each(['bisection6', 'bisection13'])('%s is never called right for the slope along its branches', (name) => {
    for (const x of points(name)) {
      const d = differentiated(PROGRAMS[name], x)
      const result = checked(PROGRAMS[name], x, d, d.automatic, 'always')
      expect(result.verdict, `at ${x[0]}: ${JSON.stringify(result.worst)}`).toBe('inconclusive')
      expect(result.reason).toContain(`along the run's own course it is ${some(result.worst?.locked).numeric}`)
    }
  })

  test.each(['newton3', 'newton10'])('%s is never called wrong', (name) => {
    for (const x of points(name)) {
      const d = differentiated(PROGRAMS[name], x)
      for (const lock of ['always', 'as needed'] as const) {
        const result = checked(PROGRAMS[name], x, d, d.automatic, lock)
        expect(result.verdict, `at ${x[0]}: ${JSON.stringify(result.worst)}`).not.toBe('disagree')
      }
    }
  })

  test('a wrong rule in either is found all the same', () => {
    for (const name of ['bisection6', 'newton3']) {
      const [x] = points(name)
      const d = differentiated(PROGRAMS[name], x)
      expect(checked(PROGRAMS[name], x, d, [[d.automatic[0][0] * 1.01]], 'as needed').verdict, name).toBe('disagree')
    }
  })
})

test('other branches nearby: inconclusive, with both slopes', () => {
  // A search on a grid of 1e-4: along its branches the slope is 1, over several it is 2.
  const grid = ({ o, decide }: Machine, x: Num): Num => o.add(x, decide(Math.round(primal(x) * 1e4)) / 1e4)
  const { verdict, reason } = at(grid, [0.33333])
  expect(verdict).toBe('inconclusive')
  expect(reason).toMatch(/slope is 1\b.*about (2|1\.99)/)
})

test('a hidden kink beside the point is no disagreement', () => {
  // The operation with the kink is not on the tape: only the values tell.
  const hidden = ({ o, cut }: Machine, x: Num): Num => o.add(x, cut(o.relu(o.sub(x, 0.5 - 1e-9))))
  expect(at(hidden, [0.5], undefined, 'always').verdict).not.toBe('disagree')
})

test('a derivative spoilt by the rounding of its operands is inconclusive, not wrong', () => {
  const x = 2 ** -48 * 1.03
  const { verdict } = at(({ o }, v) => o.log(o.sub(o.add(1, v), 1)), [x], undefined, 'always')
  expect(verdict).not.toBe('disagree')
  expect(verdict).not.toBe('agree')
})

test('a wrong slope one unit beside a kink is a disagreement', () => {
  const vee = ({ o }: Machine, x: Num): Num => o.abs(o.sub(x, 1))
  expect(at(vee, [1 + 2 ** -52]).verdict).toBe('kink')
  expect(at(vee, [1 + 2 ** -52], [[-1]]).verdict).toBe('disagree')
  expect(at(vee, [1], [[0]]).verdict).toBe('kink')
})

test('a non-finite derivative names the operation that made it', () => {
  expect(at(({ o }, x) => o.mul(2, o.sqrt(o.mul(x, x))), [0])).toMatchObject({
    verdict: 'non-finite',
    reason: expect.stringContaining('`sqrt` made it, on the way back'),
    worst: { origin: { name: 'sqrt', pass: 'backward' } },
  })
  expect(at(({ o }, x) => o.add(1, o.log(o.sub(x, 1))), [1])).toMatchObject({
    worst: { origin: { name: 'log', pass: 'forward' } },
  })
})

describe('many inputs', () => {
  const size = 200
  const base = Float64Array.from({ length: size }, (_, i) => Math.sin(i) + 1.5)
  /** Σ 10^(−9·i/n)·exp(x_i): components from 1 to 1e-9. */
  const weights = new Tensor(
    Float64Array.from({ length: size }, (_, i) => 10 ** ((-9 * i) / size)),
    [size],
    'float64',
  )
  const program: Program = {
    kind: 'large',
    tensor: true,
    points: [],
    f: ({ o }, x) => o.item(o.sum(o.mul(weights, o.exp(x)))),
  }
  const x = [...base]
  const d = differentiated(program, x)

  test('directions tell that all fit, in far fewer runs', () => {
    const result = checked(program, x, d, d.automatic, 'as needed')
    expect(result).toMatchObject({ verdict: 'agree', worst: { verdict: 'agree' } })
    expect(result.directions).toBeGreaterThan(0)
    expect(result.runs).toBeLessThan(10 * size)
    expect(result.components).toHaveLength(size)
    expect(result.maxRelativeError).toBeLessThan(1e-6)
  })

  test.each([0, 77, 198, 199])('an error in component %s alone is found and named', (wrong) => {
    for (const lock of ['as needed', 'never'] as const) {
      const automatic = [d.automatic[0].map((g, i) => (i === wrong ? g * (1 + 1e-4) : g))]
      const result = checked(program, x, d, automatic, lock)
      if (lock === 'never' && wrong > 100 && result.verdict !== 'disagree') {
        // Without locked runs a component that small lies within the bar of single runs, too.
        const alone = some(result.components.find(({ input }) => input === wrong))
        expect(alone.bar).toBeGreaterThan(1e-4 * alone.automatic)
        continue
      }
      expect(result, `component ${wrong}`).toMatchObject({ verdict: 'disagree', worst: { input: wrong } })
    }
  })

  test('directions leave to free runs what the rounding of the base run has moved', () => {
    // (z + 1e8) − 1e8 is 0.1 to seven digits only, whatever x is.
    const factor = ({ o }: Machine, z: Num): Num => o.sub(o.add(z, 1e8), 1e8)
    const scaled: Program = {
      kind: 'large',
      points: [],
      f: (machine, z, ...x) =>
        machine.o.mul(
          factor(machine, z),
          x.reduce((sum, y) => machine.o.add(sum, y)),
        ),
    }
    const at = [0.1, ...base]
    const right = differentiated(scaled, at)
    const ofX = [right.automatic[0].map((g, i) => (i === 0 ? null : g))] as unknown as number[][]
    const result = checked(scaled, at, right, ofX, 'as needed')
    expect(Math.abs(right.automatic[0][1] / 0.1 - 1)).toBeGreaterThan(1e-8)
    expect(result.verdict).toBe('agree')
    expect(result.components.filter(({ by }) => by === 'directions')).toHaveLength(size - 1)
    const wrong = [ofX[0].map((g, i) => (i === 9 ? g * 1.001 : g))]
    expect(checked(scaled, at, right, wrong, 'as needed')).toMatchObject({ verdict: 'disagree', worst: { input: 9 } })
  })

  test('a missing component is found', () => {
    const automatic = [d.automatic[0].map((g, i) => (i === 120 ? 0 : g))]
    expect(checked(program, x, d, automatic, 'as needed')).toMatchObject({ verdict: 'disagree', worst: { input: 120 } })
  })
})

describe('second derivatives', () => {
  const f = (s: Session, { 0: x, 1: y }: ArrayLike<number>): { inputs: Num[]; out: Num } => {
    const [u, v] = [s.leaf(x), s.leaf(y)]
    return { inputs: [u, v], out: s.ops.mul(s.ops.sin(u), s.ops.exp(s.ops.mul(u, v))) }
  }
  const gradient = (x: Float64Array): Run => {
    const s = newSession()
    const { inputs, out } = f(s, x)
    const sweep = s.sweep([{ value: out }])
    return { ok: true, values: inputs.map((input) => sweep.adjoint(nodeOf(input)) as number), decisions: [] }
  }
  const base = Float64Array.of(0.7, -0.4)
  const s = newSession()
  const { inputs, out } = f(s, base)
  const first = s.sweep([{ value: out }], { traced: true })
  const hessian = inputs.map((input) => {
    const again = s.sweep([{ value: some(first.adjoint(nodeOf(input))) }])
    return inputs.map((other) => primal(some(again.adjoint(nodeOf(other)))))
  })
  const place = (x: Num): { node: number; element: number } => ({ node: nodeOf(x), element: 0 })
  const locked = lockedRuns(s, inputs.map(place), [place(out)])

  test('a right Hessian agrees', () => {
    expect(checkSecond({ gradient, base, hessian, locked, lock: 'always' })).toMatchObject({
      verdict: 'agree',
      worst: { by: 'locked' },
    })
    expect(checkSecond({ gradient, base, hessian }).verdict).toBe('agree')
  })

  test('a wrong one does not', () => {
    const wrong = hessian.map((row, i) => row.map((h, j) => (i === 1 && j === 0 ? h * 1.0001 : h)))
    for (const evidence of [locked, undefined]) {
      expect(checkSecond({ gradient, base, hessian: wrong, locked: evidence })).toMatchObject({
        verdict: 'disagree',
        worst: { output: 1, input: 0 },
      })
    }
  })
})

describe('forward against reverse mode', () => {
  // Contributions measure how sums round, not what a saturated rule loses within.
  test.each(Object.entries(PROGRAMS).filter(([, { kind }]) => kind !== 'saturated'))('%s', (_, program) => {
    for (const x of program.points.slice(0, 5)) {
      const { session, inputs, outputs } = differentiated(program, x)
      expect(compareModes(session, inputs, outputs).ulps).toBeLessThanOrEqual(16)
    }
  })

  test('a wrong sweep is seen', () => {
    const s = newSession()
    const [x, y] = [s.leaf(2), s.leaf(3)]
    const out = s.ops.mul(s.ops.sin(x), y)
    const broken = Object.create(s, {
      forward: {
        value: (...args: Parameters<Session['forward']>) => s.forward(...args).map((t) => (t as number) * 1.5),
      },
    }) as Session
    expect(compareModes(broken, [x, y], [out]).ulps).toBeGreaterThan(1e12)
    expect(compareModes(s, [x, y], [out]).ulps).toBeLessThanOrEqual(1)
  })
})

test('without a tape the free runs decide alone', () => {
  const evaluate = ([x]: Float64Array): Run => ({ ok: true, values: [x * x], decisions: [] })
  expect(check({ evaluate, base: Float64Array.of(3), automatic: [[6]] })).toMatchObject({
    verdict: 'agree',
    worst: { by: 'free', locked: null },
  })
})
