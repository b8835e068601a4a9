// Gradients of functions as people write them, against finite differences of the very same function under Node.
import { List, type Value } from '@gradlens/engine'
import { describe, expect, test } from 'vitest'
import { gradientOf } from './evaluation.testing'
import { objectOf } from './runtime/object'

type Numbers = number | readonly Numbers[] | { readonly [key: string]: Numbers }
type Subject = (...args: never[]) => number

/** Data as values of a program. */
function valueOf(data: Numbers): Value {
  if (typeof data === 'number') return data
  if (Array.isArray(data)) return new List(data.map(valueOf))
  return objectOf(
    Object.entries(data).map(([k, v]) => [k, valueOf(v)] as const),
    { charge() {} } as never,
  )
}

function paths(data: Numbers, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof data === 'number') return [at]
  return Object.entries(data).flatMap(([key, item]) => paths(item as Numbers, [...at, key]))
}

function moved(data: Numbers, [key, ...rest]: readonly (string | number)[], by: number): Numbers {
  if (key === undefined) return (data as number) + by
  const copy = (Array.isArray(data) ? [...data] : { ...(data as object) }) as Record<string, Numbers>
  copy[key] = moved(copy[key], rest, by)
  return copy as Numbers
}

function at(data: unknown, path: readonly (string | number)[]): number {
  return path.reduce<unknown>((d, key) => (d as Record<string, unknown>)[key], data) as number
}

/** Ridders' extrapolation of central differences (Numerical Recipes, §5.7): about 1e-11 of the scale for smooth functions. */
function slope(f: (h: number) => number): number {
  const table: number[][] = []
  let best = NaN
  let error = Infinity
  for (let i = 0, h = 0.05; i < 10; i++, h /= 1.6) {
    table[i] = [(f(h) - f(-h)) / (2 * h)]
    for (let j = 1, factor = 2.56; j <= i; j++, factor *= 2.56) {
      table[i][j] = (table[i][j - 1] * factor - table[i - 1][j - 1]) / (factor - 1)
      const e = Math.max(Math.abs(table[i][j] - table[i][j - 1]), Math.abs(table[i][j] - table[i - 1][j - 1]))
      if (e <= error) [error, best] = [e, table[i][j]]
    }
  }
  return best
}

function check(f: Subject, inputs: readonly Numbers[]): void {
  const { value, gradients } = gradientOf(`const f = ${f.toString()}`, inputs.map(valueOf))
  const host = (args: readonly Numbers[]): number => f(...(structuredClone(args) as never[]))
  expect(value).toBe(host(inputs))
  inputs.forEach((input, i) => {
    for (const path of paths(input)) {
      const numeric = slope((h) => host(inputs.map((each, k) => (k === i ? moved(each, path, h) : each))))
      const automatic = at(gradients[i], path)
      expect(Math.abs(automatic - numeric), `∂/∂${i}.${path.join('.')}: ${automatic} and ${numeric}`).toBeLessThan(
        1e-8 * Math.max(1, Math.abs(numeric)),
      )
    }
  })
}

const subjects: readonly (readonly [string, Subject, ...Numbers[]])[] = [
  ['a polynomial', (x: number) => x ** 3 - 2 * x ** 2 + x / 3 - 1, 1.7],
  [
    'every arithmetic operator',
    (x: number, y: number) => ((x + y) * (x - y)) / (x * y) + -x + x ** y - (x % y),
    2.3,
    0.7,
  ],
  [
    'exponentials and logarithms',
    (x: number) => Math.exp(-x) * Math.log(x) + Math.log2(x) + Math.log10(x) + Math.log1p(x) + Math.expm1(x),
    1.3,
  ],
  [
    'trigonometry',
    (x: number) => Math.sin(x) * Math.cos(x) + Math.tan(x) + Math.asin(x) + Math.acos(x) * Math.atan(x),
    0.4,
  ],
  [
    'hyperbolic functions',
    (x: number) => Math.sinh(x) + Math.cosh(x) * Math.tanh(x) + Math.asinh(x) + Math.acosh(1 + x) + Math.atanh(x / 3),
    0.8,
  ],
  ['roots and powers', (x: number) => Math.sqrt(x) + Math.cbrt(x) + Math.pow(x, 2.5) + Math.pow(2, x) + x ** -1.5, 2.2],
  [
    'atan2 and hypot',
    (x: number, y: number, z: number) => Math.atan2(y, x) + Math.hypot(x, y) + Math.hypot(x, y, z),
    1.2,
    -0.7,
    0.4,
  ],
  [
    'abs, max, min, sign',
    (x: number, y: number) => Math.abs(x) * Math.max(x, y, 1) + Math.min(x, y) + Math.sign(x) * y,
    -1.4,
    0.6,
  ],
  [
    'steps keep what is smooth',
    (x: number) => Math.floor(x) * x + Math.ceil(x) + Math.round(x) * x + Math.trunc(x) + (x | 0) * x,
    2.3,
  ],
  ['branches', (x: number) => (x > 1 ? x * x : Math.sin(x)) + (x < 0 || x > 3 ? x : 2 * x), 1.5],
  [
    'a loop',
    (x: number) => {
      let s = 1
      for (let i = 1; i <= 8; i++) s = s * x + 1 / i
      return s
    },
    0.9,
  ],
  [
    'newton with a tolerance',
    (a: number) => {
      let x = a
      while (Math.abs(x * x - a) > 1e-14) x = (x + a / x) / 2
      return x
    },
    2.5,
  ],
  ['a norm', (v: number[]) => Math.sqrt(v.reduce((s, x) => s + x * x, 0)), [1, -2, 3]],
  [
    'softmax cross entropy',
    (z: number[]) => {
      const m = Math.max(...z)
      const s = z.map((x) => Math.exp(x - m)).reduce((a, b) => a + b)
      return Math.log(s) + m - z[1]
    },
    [0.2, 1.5, -0.3],
  ],
  [
    'rosenbrock',
    (v: number[]) => {
      let s = 0
      for (let i = 0; i + 1 < v.length; i++) s += 100 * (v[i + 1] - v[i] ** 2) ** 2 + (1 - v[i]) ** 2
      return s
    },
    [0.3, 0.8, 1.1],
  ],
  [
    'an element overwritten',
    (v: number[]) => {
      v[0] = v[1] * v[2]
      v[1] += v[0]
      return v[0] * v[1] + v[2]
    },
    [1.5, 2, 0.7],
  ],
  [
    'a swap',
    (v: number[]) => {
      const w = v.slice()
      ;[w[0], w[2]] = [w[2], w[0]]
      return w[0] * 2 + w[1] * 3 + w[2] * w[0]
    },
    [1, 2, 3],
  ],
  [
    'aliased arrays',
    (v: number[]) => {
      const w = v
      w[0] *= 2
      return v[0] * v[1] + w[0]
    },
    [1.2, 0.8],
  ],
  [
    'a matrix product',
    (a: number[][], b: number[][]) => {
      let t = 0
      for (let i = 0; i < 2; i++)
        for (let j = 0; j < 2; j++) {
          let s = 0
          for (let k = 0; k < 2; k++) s += a[i][k] * b[k][j]
          t += s * (i + 2 * j + 1)
        }
      return t
    },
    [
      [1, 2],
      [3, 4],
    ],
    [
      [0.5, -1],
      [2, 0.3],
    ],
  ],
  [
    'a determinant by elimination',
    (m: number[][]) => {
      const a = m.map((r) => [...r])
      let d = 1
      for (let i = 0; i < a.length; i++) {
        d *= a[i][i]
        for (let r = i + 1; r < a.length; r++) {
          const f = a[r][i] / a[i][i]
          for (let c = i; c < a.length; c++) a[r][c] -= f * a[i][c]
        }
      }
      return d
    },
    [
      [2, 1, 0.5],
      [1, 3, 1],
      [0.2, 1, 4],
    ],
  ],
  [
    'records',
    (p: { x: number; y: number }, { k = 2, m }: { k?: number; m: number }) => k * p.x ** 2 + m * p.x * p.y,
    { x: 1.5, y: -0.5 },
    { m: 3, k: 0.7 },
  ],
  [
    'records made and spread',
    (p: { x: number; y: number }) => {
      const q = { ...p, z: p.x * p.y }
      q.x += q.z
      const { x, ...rest } = q
      return x * rest.z + Object.values(rest).reduce((a, b) => a + b)
    },
    { x: 1.1, y: 2.3 },
  ],
  [
    'a class',
    (k: number, x: number) => {
      class Spring {
        constructor(
          public k: number,
          private rest = 0.5,
        ) {}
        get half() {
          return this.k / 2
        }
        energy(x: number) {
          return this.half * (x - this.rest) ** 2
        }
      }
      return new Spring(k).energy(x)
    },
    3,
    1.4,
  ],
  [
    'an accumulator object',
    (v: number[]) => {
      const acc = {
        sum: 0,
        prod: 1,
        add(x: number) {
          this.sum += x
          this.prod *= x
          return this
        },
      }
      v.forEach((x) => acc.add(x))
      return acc.sum * acc.prod
    },
    [1.5, 0.4, 2],
  ],
  [
    'closures',
    (a: number, b: number) => {
      const compose =
        <T>(f: (x: T) => T, g: (x: T) => T) =>
        (x: T) =>
          f(g(x))
      const mul = (k: number) => (x: number) => k * x
      return compose(
        mul(a),
        compose(mul(b), (x) => x * x),
      )(a)
    },
    1.3,
    0.6,
  ],
  [
    'recursion',
    (x: number) => {
      const horner = (n: number): number => (n === 0 ? 1 : 1 + x * horner(n - 1))
      return horner(6)
    },
    0.7,
  ],
  [
    'runge-kutta',
    (y0: number, k: number) => {
      let y = y0
      const f = (y: number) => -k * y * (1 - y)
      for (let i = 0; i < 10; i++) {
        const h = 0.1
        const a = f(y),
          b = f(y + (h / 2) * a),
          c = f(y + (h / 2) * b),
          d = f(y + h * c)
        y += (h / 6) * (a + 2 * b + 2 * c + d)
      }
      return y
    },
    0.3,
    1.8,
  ],
  [
    'black and scholes by simpson',
    (s: number, vol: number) => {
      const d = (Math.log(s) + 0.05 + (vol * vol) / 2) / vol
      const pdf = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI)
      const cdf = (x: number) => {
        const n = 200,
          h = x / n
        let sum = pdf(0) + pdf(x)
        for (let i = 1; i < n; i++) sum += pdf(i * h) * (i % 2 ? 4 : 2)
        return 0.5 + (sum * h) / 3
      }
      return s * cdf(d) - Math.exp(-0.05) * cdf(d - vol)
    },
    1.1,
    0.3,
  ],
  [
    'a layout force',
    (q: number[]) => {
      let e = 0
      const n = q.length / 2
      for (let i = 0; i < n; i++)
        for (let j = i + 1; j < n; j++) {
          const dx = q[2 * i] - q[2 * j],
            dy = q[2 * i + 1] - q[2 * j + 1]
          const d = Math.hypot(dx, dy)
          e += (d - 1) ** 2 / 2 + 0.1 / d
        }
      return e
    },
    [0, 0, 1, 0.3, -0.4, 1.2],
  ],
  [
    'inverse kinematics',
    (angles: number[], target: { x: number; y: number }) => {
      let x = 0,
        y = 0,
        a = 0
      for (const t of angles) {
        a += t
        x += Math.cos(a)
        y += Math.sin(a)
      }
      return (x - target.x) ** 2 + (y - target.y) ** 2
    },
    [0.3, 0.5, -0.2],
    { x: 1, y: 2 },
  ],
  [
    'an easing curve',
    (t: number) => {
      switch (true) {
        case t < 0.5:
          return 4 * t * t * t
        default:
          return 1 - Math.pow(-2 * t + 2, 3) / 2
      }
    },
    0.7,
  ],
  [
    'colour conversion',
    (rgb: number[]) => {
      const lin = rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      const [r, g, b] = lin
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    },
    [0.2, 0.5, 0.03],
  ],
  [
    'sorting',
    (v: number[]) => {
      const w = [...v].sort((a, b) => a - b)
      return w[0] + 2 * w[1] + 3 * w[2]
    },
    [3, 1, 2],
  ],
  [
    'maps, sets and entries',
    (p: { a: number; b: number }) => {
      const m = new Map(Object.entries(p))
      let s = 0
      for (const [k, v] of m) s += v * k.length * (m.get('a') as number)
      return s
    },
    { a: 1.5, b: 2.5 },
  ],
  [
    'a recurrent cell',
    (w: number[], x: number[]) => {
      let h = 0
      for (const xi of x) h = Math.tanh(w[0] * xi + w[1] * h + w[2])
      return h * h
    },
    [0.5, -0.3, 0.1],
    [1, 0.5, -0.2],
  ],
  [
    'k-means cost',
    (c: number[][]) => {
      const points = [
        [0, 0],
        [1, 0.5],
        [3, 3],
      ]
      return points
        .map((p) => Math.min(...c.map((k) => k.reduce((s, kj, j) => s + (kj - p[j]) ** 2, 0))))
        .reduce((a, b) => a + b, 0)
    },
    [
      [0.2, 0.1],
      [2.5, 2],
    ],
  ],
  [
    'try and finally',
    (x: number) => {
      let y = x
      try {
        if (y > 0) throw { scale: y * 2 }
        return 0
      } catch (e) {
        y *= (e as { scale: number }).scale
      } finally {
        y += x
      }
      return y
    },
    1.3,
  ],
  [
    'labelled loops and compound assignment',
    (x: number) => {
      let s = x
      outer: for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) {
          if (j > i) continue outer
          if (i + j > 4) break outer
          s *= 1 + x / 10
          s -= j
          s **= 1
        }
      }
      return s
    },
    0.9,
  ],
  [
    'text does not disturb',
    (x: number) => {
      const o: Record<string, number> = {}
      for (const k of ['a', 'b']) o[`${k}1`] = x * k.charCodeAt(0)
      return o.a1 * o['b' + 1]
    },
    0.3,
  ],
]

describe('a gradient agrees with finite differences, the value with Node', () => {
  for (const [name, f, ...inputs] of subjects) test(name, () => check(f, inputs))
})

describe('conventions', () => {
  const slopeAt = (source: string, x: number): unknown => gradientOf(`const f = (x) => ${source}`, [x]).gradients[0]

  test('a tie of Math.max and Math.min is split', () => {
    expect(slopeAt('Math.max(x, 2)', 2)).toBe(0.5)
    expect(slopeAt('Math.min(2, x)', 2)).toBe(0.5)
  })
  test('|x| has slope 0 at 0', () => expect(slopeAt('Math.abs(x)', 0)).toBe(0))
  test('typed arrays of floats keep the derivative, rounded to float32 they keep it too', () => {
    expect(
      gradientOf(
        'const f = (x) => { const a = new Float32Array(2); a[0] = x * 3; a[1] = a[0] * a[0]; return a[1] }',
        [0.1],
      ),
    ).toEqual({
      value: Math.fround(Math.fround(0.1 * 3) ** 2),
      gradients: [2 * Math.fround(0.1 * 3) * 3],
    })
    expect(slopeAt('Float64Array.of(x, 2).reduce((a, b) => a * b)', 5)).toBe(2)
  })
  test('integers made of a float are constants', () => {
    expect(slopeAt('new Int32Array([x])[0] * x', 2.5)).toBe(2)
    expect(slopeAt('(x >> 1) * x', 5)).toBe(2)
    expect(slopeAt('Number.parseInt(x) * x', 5.5)).toBe(5)
  })
  test('a result that does not depend on an input has slope 0', () => expect(slopeAt('7', 1)).toBe(0))
  test('a vector result has a Jacobian', () => {
    expect(gradientOf('const f = (v) => [v[0] * v[1], v[0] + 1]', [new List([2, 3])]).gradients).toEqual([
      [
        [3, 2],
        [1, 0],
      ],
    ])
  })
})
