// Imports: where they may lead, and what a program of several texts means.
import { Evaluation, Opaque, v8 } from '@gradlens/engine'
import { describe, expect, test } from 'vitest'
import type { SourceText } from '../language'
import { typescriptMeaning } from './meaning'

describe('requests', () => {
  const candidates = (source: string) =>
    Object.fromEntries(typescriptMeaning.imports(source, 'typescript').map((r) => [r.specifier, r.candidates]))

  test('relative imports have candidates, packages have none', () => {
    const found = candidates(
      "import { a } from './a'; import x from 'lodash'; export * from '../b'; import './c.js'; import type { T } from './t'",
    )
    expect(Object.keys(found)).toEqual(['./a', '../b', './c.js'])
    expect(found['./a'].slice(0, 3)).toEqual(['./a.ts', './a.tsx', './a.mts'])
    expect(found['./a']).toContain('./a/index.ts')
    expect(found['./c.js']).toEqual(['./c.ts', './c.tsx', './c.js', './c.jsx'])
    expect(candidates("import '.'")['.'][0]).toBe('./index.ts')
  })
  test('a text that does not parse has none', () => expect(candidates('import {')).toEqual({}))
})

/** Runs `main` with the other files beside it. */
function run(files: Readonly<Record<string, string>>): { printed: string; ended: string } {
  const names = Object.keys(files)
  const texts = names.map((path): SourceText => {
    const specifiers = names.map((other, k) => [`./${other.replace(/\.[jt]s$/, '')}`, k] as const)
    return {
      uri: path,
      source: files[path],
      languageId: path.endsWith('.js') ? 'javascript' : 'typescript',
      path,
      imports: Object.fromEntries(specifiers),
    }
  })
  const reading = typescriptMeaning.read(texts)
  if (!reading.ok) throw new Error(reading.message)
  const budget = { maxSteps: 1e6, milliseconds: 5000, bytes: 1e8, now: () => performance.now(), cancelled: () => false }
  const evaluation = new Evaluation(reading.program, typescriptMeaning.semantics(reading.program), {
    budget,
    libm: v8,
    roundFloat32: true,
    observe: false,
  })
  const ending = evaluation.runMain()
  return {
    printed: evaluation.runtime.printed.map((p) => p.text).join(''),
    ended: ending.kind === 'raised' ? ending.raised.message : ending.kind,
  }
}

describe('programs of several texts', () => {
  test('named, default, renamed and namespace imports', () => {
    const main =
      "import d, { k as kk, f, type T } from './m'; import * as m from './m'; console.log(d(2), kk, f(1), m.k, Object.keys(m))"
    const m =
      'export const k = 3; export function f(x: number) { return x + k } export default (x: number) => x * k; export type T = number'
    expect(run({ 'main.ts': main, 'm.ts': m })).toEqual({ printed: "6 3 4 3 [ 'default', 'f', 'k' ]\n", ended: 'done' })
  })
  test('re-exports', () => {
    const files = {
      'main.ts': "import { a, b2, c, n } from './barrel'; console.log(a, b2, c, n.c)",
      'barrel.ts':
        "export { a } from './a'; export { b as b2 } from './a'; export * from './c'; export * as n from './c'",
      'a.ts': 'export const a = 1, b = 2',
      'c.ts': 'export const c = 3; export default 9',
    }
    expect(run(files)).toEqual({ printed: '1 2 3 3\n', ended: 'done' })
  })
  test('an import of nothing runs the module', () => {
    expect(run({ 'main.ts': "import './m'; console.log('main')", 'm.ts': "console.log('m')" }).printed).toBe(
      'm\nmain\n',
    )
  })
  test('functions reach their own module', () => {
    expect(
      run({
        'main.ts': "import { up } from './m'; const n = 100; up(); console.log(up(), n)",
        'm.ts': 'let n = 0; export const up = () => ++n',
      }).printed,
    ).toBe('2 100\n')
  })
  test('CommonJS: require, module.exports, exports, cycles', () => {
    const js = {
      'main.js':
        "const { k, f } = require('./a'); const b = require('./b'); console.log(k, f(2), b(3), typeof module, require('fs') === undefined)",
      'a.js': "exports.k = 3; const b = require('./b'); exports.f = (x) => b(x) + 1; module.exports.g = 1",
      'b.js': "const a = require('./a'); module.exports = function (x) { return x * a.k }",
    }
    expect(run(js)).toEqual({ printed: '3 7 9 object unknown\n', ended: 'done' })
    expect(
      run({ 'main.ts': "import b, { n } from './b'; console.log(b.n, n)", 'b.js': 'module.exports = { n: 5 }' }),
    ).toEqual({ printed: '5 5\n', ended: 'done' })
  })
  test('a file that does not parse is unknown with its reason', () => {
    expect(
      run({
        'main.ts': "import { a } from './m'; console.log(typeof a === 'x' ? 1 : 2, 'after')",
        'm.ts': 'export const a = ',
      }).ended,
    ).toBe('done')
  })
  test('a missing name is told as Node tells it', () => {
    expect(run({ 'main.ts': "import { nope } from './m'", 'm.ts': 'export const a = 1' }).ended).toBe(
      "The requested module 'm.ts' does not provide an export named 'nope'",
    )
  })
})

test('packages are opaque and say so', () => {
  const source = "import { clamp } from 'lodash'; import fs from 'node:fs'; const x = clamp(1, 2)"
  const reading = typescriptMeaning.read([{ uri: '', source, languageId: 'typescript', path: 'a', imports: {} }])
  if (!reading.ok) throw new Error(reading.message)
  const budget = { maxSteps: 1e6, milliseconds: 5000, bytes: 1e8, now: () => performance.now(), cancelled: () => false }
  const evaluation = new Evaluation(reading.program, typescriptMeaning.semantics(reading.program), {
    budget,
    libm: v8,
    roundFloat32: true,
    observe: false,
  })
  evaluation.runMain()
  const { code, frame } = evaluation.main
  const x = frame.slots[code.slotNames.indexOf('x')]
  expect(x).toBeInstanceOf(Opaque)
  expect((x as Opaque).reason).toBe('the package `lodash` is not evaluated')
})
