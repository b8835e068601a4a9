// What the semantics does beyond what Node prints: unknown operands, decisions, inputs, and how values are shown.
import { activate, List, Opaque, type Evaluation, type Value } from '@gradlens/engine'
import { describe, expect, test } from 'vitest'
import { evaluationOf, functionNamed } from './evaluation.testing'
import { inputValue, shapeOfAnnotation } from './input'

const nowhere = { text: 0, start: 0, end: 0 }

/** The value of `x` after the top level ran. */
function valueOf(source: string, name = 'x'): { value: Value; evaluation: Evaluation } {
  const evaluation = evaluationOf(source)
  const ending = evaluation.runMain()
  if (ending.kind === 'raised') throw new Error(ending.raised.message)
  return { value: functionNamed(evaluation, name), evaluation }
}

function shown(source: string): string {
  const { value, evaluation } = valueOf(source)
  return value instanceof Opaque
    ? `unknown: ${value.reason}`
    : evaluation.runtime.semantics.display(value, evaluation.runtime)
}

describe('unknown values', () => {
  const unknown = "import { u } from 'pkg';"
  const REASON = 'unknown: the package `pkg` is not evaluated'
  const cases: readonly (readonly [source: string, shown: string])[] = [
    ['const x = u + 1', REASON],
    ['const x = Math.sin(u)', REASON],
    ['const x = [1, u, 3]', '[1, unknown, 3]'],
    ['const x = [1, u, 3].map((v) => v * 2)', '[2, unknown, 6]'],
    ['const x = [1, u].length', '2'],
    ['const x = [1, u].join()', REASON],
    ['const x = `a${[u]}`', REASON],
    ['const x = [1, u].indexOf(1)', '0'],
    ['const x = [3, u, 1].sort()', REASON],
    ['const a = [3, 1]; a.push(u); const x = a', '[3, 1, unknown]'],
    ['const x = [1, 2]; x[u] = 5', '[unknown, unknown]'],
    ['const a = [1, 2]; a.splice(u, 1); const x = a.length', REASON],
    ['const x = { a: 1, ...u }', REASON],
    ['const { a, ...x } = { a: 1, b: u }', '{ b: unknown }'],
    ['const x = JSON.stringify({ a: u })', REASON],
    ['const x = new Map([[u, 1]])', REASON],
    ['const x = [...u]', REASON],
    ['let x = 0; for (const v of u) x += v', REASON],
    ['let x = 0; if (u) x = 1', REASON],
    ['let x = 0; if (u) x = 1; else x = 1', '1'],
    ['const x = u?.a.b', REASON],
    ['const x = Array.isArray(u)', REASON],
    ['const x = Object.keys({ a: u })', "['a']"],
    ['const x = new Float64Array([1, u])', 'Float64Array(2) [1, unknown]'],
    ['class A extends u {}; const x = new A()', REASON],
    ['const x = new u(1)', REASON],
    ['const x = [1].includes(u)', REASON],
    ['const x = /a/.test("a")', 'unknown: a regular expression is not evaluated'],
    ['const x = "a1".replace(/\\d/, "b")', 'unknown: a regular expression is not evaluated'],
    ['const x = Date.now()', 'unknown: `Date.now()` reads the clock'],
    ['const x = new Date()', 'unknown: `Date` is not evaluated'],
    [
      'const x = Object.getOwnPropertyDescriptor({}, "a")',
      'unknown: `Object.getOwnPropertyDescriptor` is not evaluated',
    ],
    ['const x = [1].group', 'undefined'],
    ['const x = Intl.NumberFormat()', 'unknown: `Intl` is not evaluated'],
  ]
  for (const [source, expected] of cases) test(source, () => expect(shown(unknown + source)).toBe(expected))

  test('calling something async is unknown and tells where', () => {
    const { value, evaluation } = valueOf('async function f() { return 1 }\nconst x = f()')
    expect(value).toBeInstanceOf(Opaque)
    expect(evaluation.runtime.notices.map((n) => n.code)).toEqual(['unsupported-syntax'])
  })
})

describe('how values are shown', () => {
  const cases: readonly (readonly [source: string, shown: string])[] = [
    ['16', '16'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ['-0', '-0'],
    ['1 / 0', 'Infinity'],
    ["'a'", "'a'"],
    ['[1, 2]', '[1, 2]'],
    ['{ x: 1, "y-z": [] }', "{ x: 1, 'y-z': [] }"],
    ['new Map([[1, { a: 2 }]])', 'Map(1) { 1 => { a: 2 } }'],
    ['new (class Vec { x = 1 })()', 'Vec { x: 1 }'],
    ['(a) => a', '[Function: x]'],
    ['class A {}', '[class A]'],
    ['undefined', 'undefined'],
    ['new Error("no")', 'Error: no'],
    ['new Float32Array([0.5])', 'Float32Array(1) [0.5]'],
  ]
  for (const [source, expected] of cases) test(source, () => expect(shown(`const x = ${source}`)).toBe(expected))
  test('long ones are cut', () => {
    const text = shown('const x = Array.from({ length: 500 }, (_, i) => i)')
    expect(text.length).toBeLessThanOrEqual(80)
    expect(text.endsWith('…')).toBe(true)
  })
  test('a cyclic one is cut too', () => expect(shown('const x = {}; x.self = x').length).toBeLessThanOrEqual(80))
})

test('JSON for reports', () => {
  const { value, evaluation } = valueOf(
    'const x = { a: [1, NaN, -Infinity], b: { c: null, d: "t" }, f: () => 1, u: undefined, m: new Map([["k", true]]) }',
  )
  expect(evaluation.runtime.semantics.toJson(value, evaluation.runtime)).toEqual({
    a: [1, 'NaN', '-Infinity'],
    b: { c: null, d: 't' },
    m: { k: true },
  })
})

describe('a run on the tape', () => {
  function run(source: string, inputs: readonly Value[]) {
    const evaluation = evaluationOf(source)
    evaluation.runMain()
    const { runtime } = evaluation
    runtime.decisions = []
    const ending = evaluation.isolated(null, () =>
      runtime.call(
        functionNamed(evaluation, 'f'),
        { positional: inputs.map((v) => activate(v, runtime.session)), keywords: null },
        nowhere,
      ),
    )
    return { ending, runtime, decisions: runtime.decisions.map((d) => d.outcome) }
  }

  test('comparisons, truth, indices and integers are decisions', () => {
    expect(run('const f = (x) => (x > 1 ? [5, 6, 7][x] : 0)', [2]).decisions).toEqual([true, 2])
    expect(run('const f = (x) => Math.floor(x) + (x | 0) + (x && 1)', [2.5]).decisions).toEqual([2, 2, true])
    expect(run('const f = (x) => x % 2', [5.5]).decisions).toEqual([2])
    expect(run('const f = (x) => `${x}`', [1.5]).decisions).toEqual(['1.5'])
    expect(run('const f = (v) => v.sort((a, b) => a - b)[0]', [new List([2, 1])]).decisions).toEqual([-1])
    expect(run('const f = (x) => x * 2', [3]).decisions).toEqual([])
  })
  test('a number used as a sequence tells so', () => {
    for (const body of ['x[0]', 'x.length', '[...x]', 'x.map((y) => y)', 'Math.max(...x)']) {
      expect(run(`const f = (x) => ${body}`, [1]).runtime.wantedSequences.size, body).toBe(1)
    }
    expect(run('const f = (x) => x.toFixed(2)', [1]).runtime.wantedSequences.size).toBe(0)
  })
  test('a random draw is a sample, the same each time', () => {
    const once = () => valueOf('const x = Math.random()')
    const { value, evaluation } = once()
    expect(value).toBe(once().value)
    expect(value).toBeGreaterThan(0)
    expect(value).toBeLessThan(1)
    expect(evaluation.runtime.notices.map((n) => n.code)).toEqual(['sampled-value'])
  })
  test('a huge array spends the budget', () => {
    expect(run('const f = () => new Float64Array(1e10)', []).ending.kind).toBe('raised')
    expect(run('const f = () => new Array(1e9).fill(0)', []).ending.kind).toBe('budget')
    expect(run('const f = () => "x".repeat(1e9)', []).ending.kind).toBe('budget')
    expect(run('const f = () => { for (;;); }', []).ending.kind).toBe('budget')
  })
})

describe('inputs', () => {
  const parameter = (annotation: string | null) =>
    ({
      slot: 0,
      captured: false,
      name: 'x',
      span: nowhere,
      kind: 'positional',
      fallback: null,
      hasDefault: false,
      pattern: null,
      annotation,
    }) as const
  const range = { start: 0, end: 0 }
  const number = (value: number) => ({ kind: 'number', value, integer: true, range }) as const

  function inputShown(value: Parameters<typeof inputValue>[0], annotation: string | null = null): string {
    const { runtime } = evaluationOf('')
    return runtime.semantics.display(inputValue(value, parameter(annotation), runtime), runtime)
  }

  test('numbers, lists, records, generated arrays', () => {
    expect(inputShown(number(3))).toBe('3')
    expect(inputShown({ kind: 'list', items: [number(1), number(2)], range })).toBe('[1, 2]')
    expect(inputShown({ kind: 'record', fields: new Map([['x', number(1)]]), range })).toBe('{ x: 1 }')
    expect(
      inputShown({ kind: 'array', shape: [2, 2], data: Float64Array.of(1, 2, 3, 4), generator: 'randn', range }),
    ).toBe('[[1, 2], [3, 4]]')
  })
  test('typed arrays by annotation, rounded', () => {
    expect(inputShown({ kind: 'list', items: [number(0.1)], range }, 'Float32Array')).toBe(
      'Float32Array(1) [0.10000000149011612]',
    )
    expect(
      inputShown(
        { kind: 'array', shape: [2], data: Float64Array.of(1, 2), generator: 'ones', range },
        'Float64Array<ArrayBuffer>',
      ),
    ).toBe('Float64Array(2) [1, 2]')
  })
  test('shapes of annotations', () => {
    const shapes = [
      'number',
      'number[]',
      'readonly number[]',
      '[number, number]',
      '[x: number, y: number, z: number]',
      'number[][]',
      'Array<number>',
      '[number, number][]',
      'Float64Array',
      '(number)[]',
      'ReadonlyArray<readonly number[]>',
    ]
    expect(shapes.map(shapeOfAnnotation)).toEqual(['number', [3], [3], [2], [3], [3, 3], [3], [3, 2], [3], [3], [3, 3]])
    for (const none of ['string', 'Point', '{ x: number }', '[number, string]', 'number | string', ''])
      expect(shapeOfAnnotation(none)).toBeNull()
  })
})
