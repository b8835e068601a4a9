// Lowering: the form of the IR where a program's output does not tell it.
import type { Expr, FunctionCode, ModuleCode, Stmt } from '@gradlens/engine'
import { Opaque } from '@gradlens/engine'
import { describe, expect, test } from 'vitest'
import { outputOf } from './evaluation.testing'
import { typescriptMeaning } from './meaning'

function moduleOf(source: string, languageId = 'typescript'): ModuleCode {
  const reading = typescriptMeaning.read([{ uri: '', source, languageId, path: 'a', imports: {} }])
  if (!reading.ok) throw new Error(reading.message)
  return reading.program.main
}

function functionOf(source: string, name = 'f'): FunctionCode {
  const code = moduleOf(source).functions.find((f) => f.name === name)
  if (!code) throw new Error(`no ${name}`)
  return code
}

/** The value of a lone expression statement. */
function expressionOf(source: string): Expr {
  const [statement] = moduleOf(source).body
  if (statement.kind !== 'expression') throw new Error(statement.kind)
  return statement.value
}

function textOf(source: string, { span }: Expr | Stmt): string {
  return source.slice(span.start, span.end)
}

describe('names', () => {
  test('module names are global, locals have slots, captured ones cells', () => {
    const code = functionOf('const k = 1; function f(a, b) { let c = 2; return () => a + c + k + b }')
    expect(code.parameters.map((p) => [p.slot, p.captured])).toEqual([
      [0, true],
      [1, true],
    ])
    expect(code.cellSlots).toEqual([2])
    const inner = moduleOf('const k = 1; function f(a, b) { let c = 2; return () => a + c + k + b }').functions[1]
    expect(inner.captures.map((r) => [r.scope, r.name])).toEqual([
      ['cell', 'a'],
      ['cell', 'c'],
      ['cell', 'b'],
    ])
  })
  test('a loop that closures capture renews its variable, one that nobody captures does not', () => {
    const block = functionOf('function f() { for (let i = 0; i < 3; i++) g(() => i) }').body[0]
    expect(block.kind === 'block' && block.fresh).toEqual([0])
    expect(functionOf('function f() { for (let i = 0; i < 3; i++) g(i) }').body.map((s) => s.kind)).toEqual([
      'assign',
      'loop',
    ])
  })
  test('builtins are literals, members that never change too', () => {
    const value = expressionOf('Math.PI')
    expect(value.kind === 'literal' && value.value).toBe(Math.PI)
    const call = expressionOf('Math.sin(1)')
    expect(call.kind === 'call' && call.callee.kind).toBe('literal')
  })
  test('a shadowed builtin is a variable', () =>
    expect(outputOf('const Math = { PI: 3 }; console.log(Math.PI)')).toBe('3\n'))
  test('names of other hosts are opaque and say which', () => {
    const value = expressionOf('document')
    expect(value.kind === 'literal' && value.value).toBeInstanceOf(Opaque)
    expect((value as { value: Opaque }).value.reason).toBe('`document` exists only in a browser')
    expect((expressionOf('nobodyKnows') as { value: Opaque }).value.reason).toBe(
      '`nobodyKnows` is not defined in this file',
    )
  })
})

describe('spans', () => {
  test('are UTF-16 offsets without parentheses', () => {
    const source = 'f("😀é"); ((x)) + (y * 2)'
    const [, statement] = moduleOf(source).body
    if (statement.kind !== 'expression' || statement.value.kind !== 'binary') throw new Error('no sum')
    expect(textOf(source, statement.value)).toBe('((x)) + (y * 2)')
    expect(textOf(source, statement.value.left)).toBe('x')
    expect(textOf(source, statement.value.right)).toBe('y * 2')
  })
  test('of names end before their types', () => {
    const source = 'function f(x: number, { y }: { y: number }, z?: number) { const w: number = 1 }'
    const code = functionOf(source)
    expect(code.parameters.map((p) => source.slice(p.span.start, p.span.end))).toEqual(['x', '{ y }', 'z'])
    const [declaration] = code.body
    expect(
      declaration.kind === 'assign' && source.slice(declaration.targets[0].span.start, declaration.targets[0].span.end),
    ).toBe('w')
  })
  test('of methods leave decorators out', () => {
    const source = 'class A { @dec() m(x) {} }'
    const code = moduleOf(source).functions[0]
    expect(source.slice(code.span.start, code.span.end)).toBe('m(x) {}')
  })
})

describe('functions', () => {
  test('parameters keep annotation, default and kind; aliases of the file are replaced', () => {
    const code = functionOf(
      'type V3 = [number, number, number]; type W = V3; function f(this: A, v: W, k: number = 2, ...r: number[]) {}',
    )
    expect(code.parameters.map((p) => [p.name, p.kind, p.hasDefault, p.annotation])).toEqual([
      ['v', 'positional', false, '[number, number, number]'],
      ['k', 'positional', true, 'number'],
      ['r', 'rest', false, 'number[]'],
    ])
  })
  test('a destructured parameter has a pattern', () => {
    const [p] = functionOf('const f = ({ x, y = 2 }: P = {}) => x').parameters
    expect(p.name).toBe('{ x, y = 2 }')
    expect(p.pattern?.kind).toBe('fields')
  })
  test('async functions and generators are marked at the word, the rest of the file is not', () => {
    const source = 'export async function f() { await x }\nfunction* g() { yield 1 }\nfunction h() { return 1 }'
    const [f, g, h] = moduleOf(source).functions
    expect([f, g].map((c) => source.slice(c.unsupported!.span.start, c.unsupported!.span.end))).toEqual(['async', '*'])
    expect(h.unsupported).toBeNull()
  })
  test('overloads and declared functions are no functions', () => {
    expect(
      moduleOf('function f(x: string): void; function f(x: any) {} declare function g(): void').functions.map(
        (f) => f.name,
      ),
    ).toEqual(['f'])
  })
})

describe('what is not evaluated', () => {
  const cases = ['/a+/', '10n', 'tag`x`', 'import("x")', 'import.meta', '<div/>']
  for (const source of cases) {
    test(source, () => {
      const value = moduleOf(source, source.startsWith('<') ? 'typescriptreact' : 'typescript').body[0]
      expect(value.kind === 'expression' && value.value.kind).toBe('unsupported')
    })
  }
  test('never breaks the rest of the file', () => {
    const source = `import React from 'react'; import type { T } from './t'
      @Component({ x: 1 }) class A { @Input() y = 1; @Output() m() {} }
      abstract class B { abstract q(): void; declare z: number; [key: string]: unknown }
      interface I {} type U = string; declare global { interface Window {} } declare const d: number
      enum E { A, B = 1 << 2, C = B | A, D = 'x'.length } namespace Types { export type X = 1 }
      export const view = () => <div>{[1].map((x) => <b key={x}>{x}</b>)}</div>
      const r = /x/.test('x'); label: for (;;) break label
      export default async () => { for await (const x of y) {} }
      export function f(x: number): number { return x * 2 }`
    const code = moduleOf(source, 'typescriptreact')
    expect([...code.exports.keys()].sort()).toEqual(['default', 'f', 'view'])
    expect(code.functions.some((f) => f.name === 'f')).toBe(true)
  })
})

test('a syntax error has its place and message', () => {
  const source = 'function f(x) {\n  return x * \n}'
  const reading = typescriptMeaning.read([{ uri: '', source, languageId: 'typescript', path: 'a', imports: {} }])
  expect(reading).toMatchObject({ ok: false, span: { text: 0, start: 30, end: 31 }, message: 'Unexpected token' })
})

test('TypeScript that exists at run time runs', () => {
  const run = (source: string) => {
    const evaluated = outputOf(source, 'typescript')
    return evaluated
  }
  expect(run('enum E { A, B = 5, C, D = "d", F = B | 8 } console.log(E.A, E.C, E[5], E.D, E.F, E)')).toBe(
    "0 6 B d 13 {\n  '0': 'A',\n  '5': 'B',\n  '6': 'C',\n  '13': 'F',\n  A: 0,\n  B: 5,\n  C: 6,\n  D: 'd',\n  F: 13\n}\n",
  )
  expect(
    run(
      'namespace N { const hidden = 2; export const k = hidden * 2; export function f() { return k + hidden } } console.log(N.f(), N.k)',
    ),
  ).toBe('6 4\n')
  expect(run('namespace N { export const a = 1 } namespace N { export const b = 2 } console.log(N)')).toBe(
    '{ a: 1, b: 2 }\n',
  )
  expect(
    run(
      'class A { constructor(public x: number, readonly y = x * 2) {} } class B extends A { constructor(private z: number) { super(z + 1) } } console.log(new B(1))',
    ),
  ).toBe('B { x: 2, y: 4, z: 1 }\n')
  expect(
    run('const x = <number>(5 as unknown) satisfies number; const f = <T,>(y: T): T => y!; console.log(f<number>(x))'),
  ).toBe('5\n')
  expect(run('function g(this: { k: number }, d: number) { return this.k + d } console.log(g.call({ k: 2 }, 3))')).toBe(
    '5\n',
  )
})
