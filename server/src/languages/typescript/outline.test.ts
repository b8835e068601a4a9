// The outline of tolerant trees: names, parameters, marks, in every form in which functions are written.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { Language, Parser } from 'web-tree-sitter'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Outline } from '../language'
import { typescriptMeaning } from './meaning'
import { typescriptSyntax } from './syntax'

const resolve = createRequire(import.meta.url).resolve
const grammars = new Map<string, Language>()

beforeAll(async () => {
  await Parser.init()
  for (const [file, name] of [
    ['tree-sitter-typescript.wasm', 'tree-sitter-typescript/tree-sitter-typescript.wasm'],
    ['tree-sitter-tsx.wasm', 'tree-sitter-typescript/tree-sitter-tsx.wasm'],
    ['tree-sitter-javascript.wasm', 'tree-sitter-javascript/tree-sitter-javascript.wasm'],
  ])
    grammars.set(file, await Language.load(readFileSync(resolve(name))))
})

function outline(source: string, languageId = 'typescript'): Outline {
  const parser = new Parser()
  parser.setLanguage(grammars.get(typescriptSyntax.grammar(languageId))!)
  return typescriptSyntax.outline(parser.parse(source)!, source)
}

/** Each function as `name(parameters) marks`. */
function listed(source: string, languageId?: string): string[] {
  const { functions } = outline(source, languageId)
  return functions.map(
    (f) => `${f.name}(${f.parameters.map((p) => p.name).join(', ')})${f.marks.length > 0 ? ` ${f.marks.length}` : ''}`,
  )
}

describe('names', () => {
  test('declarations, arrows and function expressions', () => {
    expect(
      listed(
        'function f(x) {} const g = (x) => x, h = function (a, b) {}; let i = x => x; var j = async function k() {}',
      ),
    ).toEqual(['f(x)', 'g(x)', 'h(a, b)', 'i(x)', 'k()'])
  })
  test('exported, default-exported and nested', () => {
    expect(
      listed(
        'export function f() { function inner(y) {} }\nexport default (x: number) => x\nexport const g = <T,>(x: T) => x',
      ),
    ).toEqual(['f()', 'inner(y)', 'default(x)', 'g(x)'])
  })
  test('members of classes and objects', () => {
    const source = `class Spring { constructor(private k: number) {} energy(x) {} static of(a) {} get half() { return 1 } f = (x) => x; #g(y) {} static async h() {} }
      const ops = { add(a, b) {}, sub: (a, b) => a, 'mul'(a) {}, deep: { f() {} } } as const
      const K = class { m() {} }`
    expect(listed(source)).toEqual([
      'Spring.constructor(k)',
      'Spring.energy(x)',
      'Spring.of(a)',
      'Spring.half()',
      'Spring.f(x)',
      'Spring.#g(y)',
      'Spring.h()',
      'ops.add(a, b)',
      'ops.sub(a, b)',
      'ops.mul(a)',
      'ops.deep.f()',
      'K.m()',
    ])
  })
  test('assigned to members', () => {
    expect(
      listed(
        'Vec.prototype.norm = function (v) {}\nexports.f = (x) => x\nmodule.exports.g = function g2() {}\nthis.h = () => 1',
        'javascript',
      ),
    ).toEqual(['Vec.norm(v)', 'f(x)', 'g2()', 'h()'])
  })
  test('callbacks have no name and are not listed', () =>
    expect(listed('xs.map((x) => x); (function () {})()')).toEqual([]))
})

test('parameters: defaults, patterns by their fields, no rest, no `this`', () => {
  expect(
    listed(
      'function f(this: X, a: number, b = 2, { x, y: q, z = 1, w: { v } = {} }: P = {}, [c]: number[], d?: number, ...e: number[]) {}',
    ),
  ).toEqual(['f(a, b, x, y, z, w, d)'])
  const [f] = outline('const f = ({ x }) => x').functions
  expect(f.parameters).toEqual([{ name: 'x', start: 13, end: 14 }])
})

describe('marks', () => {
  const marked = (source: string): string[] => listed(source).filter((line) => / \d$/.test(line))

  test('in JSDoc and comment lines, above export and decorators', () => {
    expect(marked('/**\n * Energy.\n * @grad x=1\n * @grad x=2\n */\nexport function f(x) {}')).toEqual(['f(x) 2'])
    expect(marked('// @grad x=1\n// @grad x=2\nexport const f = (x) => x')).toEqual(['f(x) 2'])
    expect(marked('class A {\n  /** @grad x=1 */\n  @memo() @log\n  m(x) {}\n  // @grad y=2\n  n(y) {}\n}')).toEqual([
      'A.m(x) 1',
      'A.n(y) 1',
    ])
    expect(marked('const o = {\n  // @grad x=1\n  f: (x) => x,\n  /** @grad y=1 */ g(y) {},\n}')).toEqual([
      'o.f(x) 1',
      'o.g(y) 1',
    ])
    expect(marked('/** @grad x=1 */ export default function f(x) {}')).toEqual(['f(x) 1'])
  })
  test('above overloads', () => {
    expect(
      marked('/** @grad x=1 */\nfunction f(x: string): void\nfunction f(x: number): void\nfunction f(x: any) {}'),
    ).toEqual(['f(x) 1'])
  })
  test('malformed ones are there with their error', () => {
    const [f] = outline('/** @grad x= */\nfunction f(x) {}').functions
    expect(f.marks).toHaveLength(1)
    expect('error' in f.marks[0]).toBe(true)
  })
  test('stand directly above or are stray', () => {
    const { functions, strayMarks } = outline(
      '// @grad x=1\n\nfunction f(x) {}\nlet y = 1 // @grad y=2\nfunction g(x) {}\n// @grad z=3\n',
    )
    expect(functions.flatMap((f) => f.marks)).toEqual([])
    expect(strayMarks).toHaveLength(3)
  })
  test('belong to the first declarator', () =>
    expect(marked('// @grad x=1\nconst f = (x) => x, g = (x) => x')).toEqual(['f(x) 1']))
  test('ranges are in the document', () => {
    const source = 'const s = "é😀"\n/** @grad x=3 */\nfunction f(x) {}'
    const [mark] = outline(source).functions[0].marks
    expect('mark' in mark && source.slice(mark.mark.range.start, mark.mark.range.end)).toBe('@grad x=3')
  })
})

test('half-typed code keeps its other functions', () => {
  const { functions, hasErrors } = outline(
    '// @grad x=1\nfunction f(x) { return x * }\n\nconst y = \n\n/** @grad x=2 */\nfunction g(x) { return x }',
  )
  expect(hasErrors).toBe(true)
  expect(functions.map((f) => f.name)).toContain('f')
  expect(functions.find((f) => f.name === 'g')?.marks).toHaveLength(1)
})

test('JSX and JavaScript by their grammars', () => {
  expect(listed('const A = () => <div onClick={(e) => e}>{f(1)}</div>', 'typescriptreact')).toEqual(['A()'])
  expect(listed('const A = () => <div/>\n/** @grad x=1 */ function f(x) {}', 'javascript')).toEqual(['A()', 'f(x) 1'])
})

test('the outline and the IR agree on names and places', () => {
  const source = `
    export class A { static m(x) { const inner = (y) => y; return inner(x) } get g() { return 1 } f = (x) => x; static s = () => 1 }
    export const o = { a: (x) => x, b() {}, c: { d: function () {} } }, h = cond ? (x) => x : function named() {}
    V.prototype.n = function (v) {}
    export default class { z() {} }
    async function k(cb = () => 1) { await go(() => 2) }
    const w = function* () {}, { p = () => 3 } = q
    namespace N { export const r = (x) => x }`
  const reading = typescriptMeaning.read([{ uri: '', source, languageId: 'typescript', path: 'a.ts', imports: {} }])
  if (!reading.ok) throw new Error(reading.message)
  const lowered = new Map(reading.program.main.functions.map((f) => [f.span.start, f]))
  const { functions } = outline(source)
  expect(functions.length).toBeGreaterThan(15)
  for (const f of functions) {
    const code = lowered.get(f.start)
    expect(code, f.name).toBeDefined()
    expect([code!.qualifiedName, code!.nameSpan.start, code!.nameSpan.end, code!.span.end]).toEqual([
      f.name,
      f.nameStart,
      f.nameEnd,
      f.end,
    ])
  }
})
