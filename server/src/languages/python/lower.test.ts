import type { Expr, FunctionCode, Item, Reference, Span, Stmt, Target } from '@gradlens/engine'
import { Class, Int, Native } from '@gradlens/engine'
import { describe, expect, test } from 'vitest'
import { builtin } from './builtins'
import { lower } from './lower'
import { parse } from './parse'
import { reprText } from './text/repr'

/** IR as indented text: one line a statement, expressions in brackets, names as scope:index:name. */
class Printer {
  constructor(private readonly source: string) {}

  block(statements: readonly Stmt[], indent = ''): string {
    return statements.map((s) => indent + this.statement(s, indent)).join('\n')
  }

  private text(span: Span): string {
    return this.source.slice(span.start, span.end)
  }

  private statement(s: Stmt, indent: string): string {
    const inner = (body: readonly Stmt[]) => (body.length > 0 ? `\n${this.block(body, `${indent}  `)}` : '')
    switch (s.kind) {
      case 'expression':
        return this.expression(s.value)
      case 'assign':
        return `${s.targets.map((t) => this.target(t)).join(' = ')} = ${this.expression(s.value, `${indent}  `)}`
      case 'if':
        return `if ${this.expression(s.test)}${inner(s.then)}${s.otherwise.length ? `\n${indent}else${inner(s.otherwise)}` : ''}`
      case 'loop':
        return `while ${s.test && this.expression(s.test)}${inner(s.body)}${s.otherwise.length ? `\n${indent}else${inner(s.otherwise)}` : ''}`
      case 'each':
        return `for ${this.target(s.target)} in ${this.expression(s.iterable)}${inner(s.body)}`
      case 'return':
        return `return ${s.value ? this.expression(s.value) : ''}`.trim()
      case 'try':
        return `try${inner(s.body)}${s.handlers.map((h) => `\n${indent}except ${h.types ? this.expression(h.types) : ''} as ${h.target ? this.target(h.target) : ''}${inner(h.body)}`).join('')}${s.finally.length ? `\n${indent}finally${inner(s.finally)}` : ''}`
      case 'with':
        return `with ${s.items.map((i) => `${this.expression(i.context)}${i.target ? ` as ${this.target(i.target)}` : ''}`).join(', ')}${inner(s.body)}`
      case 'import':
        return `import ${'.'.repeat(s.level)}${s.module} (${s.bindings.map((b) => `${b.member ?? b.root ?? 'module'} -> ${this.target(b.target)}`).join(', ')})`
      case 'delete':
        return `delete ${s.targets.map((t) => this.target(t)).join(', ')}`
      case 'unsupported':
        return `unsupported ${s.what} binds ${s.binds.map((t) => this.target(t)).join(', ')}`
      default:
        return s.kind
    }
  }

  private expression(e: Expr, indent = '  '): string {
    switch (e.kind) {
      case 'literal':
        return literal(e.value)
      case 'read':
        return name(e.ref)
      case 'binary':
        return `(${this.expression(e.left)} ${e.op} ${this.expression(e.right)})`
      case 'unary':
        return `(${e.op} ${this.expression(e.operand)})`
      case 'compare':
        return `(${e.operands.map((o, i) => (i ? `${e.operators[i - 1]} ` : '') + this.expression(o)).join(' ')})`
      case 'logical':
        return `(${this.expression(e.left)} ${e.op} ${this.expression(e.right)})`
      case 'call':
        return `${this.expression(e.callee, indent)}(${e.args.map((a) => `${a.kind && a.kind !== 'keyword' ? `${a.kind} ` : ''}${a.name ? `${a.name}=` : ''}${this.expression(a.value)}`).join(', ')})`
      case 'attribute':
        return `${this.expression(e.object)}.${e.name}`
      case 'subscript':
        return `${this.expression(e.object)}[${this.expression(e.index)}]`
      case 'slice':
        return [e.start, e.stop, e.step].map((part) => (part ? this.expression(part) : '')).join(':')
      case 'list':
      case 'tuple':
      case 'set':
        return `${e.kind}(${e.items.map((i: Item) => (i.spread ? '*' : '') + this.expression(i.value)).join(', ')})`
      case 'assignment':
        return `(${this.target(e.target)} := ${this.expression(e.value, indent)})`
      case 'augmented':
        return `${this.target(e.target)} ${e.op}= ${this.expression(e.value)}`
      case 'template':
        return `template(${e.parts.map((p) => (typeof p === 'string' ? JSON.stringify(p) : `${this.expression(p.value)}${p.conversion ? `!${p.conversion}` : ''}${p.spec ? `:${this.expression(p.spec)}` : ''}`)).join(' ')})`
      case 'comprehension':
        return `${e.result}[${e.key ? `${this.expression(e.key)}: ` : ''}${this.expression(e.element)}${e.clauses.map((c) => ` for ${this.target(c.target)} in ${this.expression(c.iterable)}${c.conditions.map((x) => ` if ${this.expression(x)}`).join('')}`).join('')}]`
      case 'function':
        return this.code(e.code, indent, e.decorators.length, e.defaults)
      case 'class':
        return `class ${e.code.name}(${e.code.bases.map((b) => this.expression(b.value)).join(', ')})\n${this.block(e.code.body?.body ?? [], indent)}`
      case 'unsupported':
        return `unsupported<${e.what}: ${this.text(e.span)}>`
      default:
        return e.kind
    }
  }

  private code(code: FunctionCode, indent: string, decorators: number, defaults: readonly (Expr | null)[]): string {
    const parameters = code.parameters.map(
      (p, i) =>
        `${p.kind === 'positional' ? '' : `${p.kind} `}${p.slot}:${p.name}${p.captured ? ' captured' : ''}${defaults[i] ? `=${this.expression(defaults[i])}` : ''}`,
    )
    const facts = [
      `slots ${code.slotNames.join(' ')}`,
      ...(code.cellSlots.length ? [`cells ${code.cellSlots.join(' ')}`] : []),
      ...(code.captures.length ? [`captures ${code.captures.map(name).join(' ')}`] : []),
      ...(decorators ? [`${decorators} decorators`] : []),
      ...(code.unsupported ? [code.unsupported.what] : []),
    ]
    return `function ${code.qualifiedName}(${parameters.join(', ')}) [${facts.join('; ')}]\n${this.block(code.body, indent)}`
  }

  private target(t: Target): string {
    switch (t.kind) {
      case 'name':
        return name(t.ref)
      case 'attribute':
        return `${this.expression(t.object)}.${t.name}`
      case 'subscript':
        return `${this.expression(t.object)}[${this.expression(t.index)}]`
      case 'sequence':
        return `(${t.items.map((i) => (i?.rest ? '*' : '') + (i ? this.target(i.target) : '')).join(', ')})`
      default:
        return t.kind
    }
  }
}

function name({ scope, index, name: of }: Reference): string {
  return `${scope}:${index}:${of}`
}

function literal(value: unknown): string {
  if (value instanceof Int) return `${value.value}`
  if (value instanceof Native) return `<${value.name}>`
  if (value instanceof Class) return `<${value.name}>`
  if (typeof value === 'string') return reprText(value)
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : `${value}`
  return String(value)
}

function ir(source: string): string {
  const parsed = parse(source)
  if (!parsed.ok) throw new Error(parsed.message)
  const lowered = lower(parsed, { text: 0, moduleName: '__main__', builtin })
  if (!lowered.ok) throw new Error(lowered.message)
  return new Printer(source).block(lowered.module.body)
}

describe('lowering', () => {
  test('numbers are told apart by their source', () => {
    expect(ir('x = 2, 2., -3, 1_000, 0xff, 1e3, 99999999999999999999')).toMatchInlineSnapshot(
      `"global:0:x = tuple(2, 2.0, -3, 1000, 255, 1000.0, 99999999999999999999)"`,
    )
  })

  test('names are resolved to slots: locals, cells, free variables, globals, builtins', () => {
    expect(
      ir(`
total = 0
def outer(a, b=1, *rest, c, **kw):
    n = a
    def inner():
        nonlocal n
        global total
        n += b
        total = n
        return len(rest) + missing
    return inner
`),
    ).toMatchInlineSnapshot(`
      "global:0:total = 0
      global:1:outer = function outer(0:a, 1:b captured=1, rest 2:rest captured, keywordOnly 3:c, keywordRest 4:kw) [slots a b rest c kw n inner; cells 5]
        cell:5:n = local:0:a
        local:6:inner = function outer.inner() [slots ; captures cell:5:n cell:1:b cell:2:rest]
          free:0:n += free:1:b
          global:0:total = free:0:n
          return (<len>(free:2:rest) + global:2:missing)
        return local:6:inner"
    `)
  })

  test('comprehensions have slots of their own, and are functions where something captures their targets', () => {
    expect(
      ir(`
xs = [x * y for x in range(3) if x for y in xs]
d = {k: v for k, v in xs}
fs = [lambda: i for i in xs]
s = sum(t for t in xs)
`),
    ).toMatchInlineSnapshot(`
      "global:0:xs = list[(global:4:x * global:5:y) for global:4:x in <range>(3) if global:4:x for global:5:y in global:0:xs]
      global:1:d = dict[global:6:k: global:7:v for (global:6:k, global:7:v) in global:0:xs]
      global:2:fs = function <comprehension>(positionalOnly 0:.0) [slots .0 i; cells 1]
        return list[function <lambda>() [slots ; captures cell:1:i]
        return free:0:i for cell:1:i in local:0:.0](global:0:xs)
      global:3:s = <sum>(list[global:8:t for global:8:t in global:0:xs])"
    `)
  })

  test('classes, super and private names', () => {
    expect(
      ir(`
limit = 1
class A(B):
    limit = limit
    def f(self):
        return super().f(self.__x)
@dec
class C:
    def g(self): return __class__
`),
    ).toMatchInlineSnapshot(`
      "global:0:limit = 1
      global:2:A = (global:1:__class__ := class A(global:5:B)
        local:0:limit = global:0:limit
        local:1:f = function A.f(0:self) [slots self]
          return <super>(global:1:__class__, local:0:self).f(local:0:self._A__x))
      global:4:C = global:6:dec((global:3:__class__ := class C()
        local:0:g = function C.g(0:self) [slots self]
          return global:3:__class__))"
    `)
  })

  test('imports, exceptions, with, del, augmented targets, unpacking', () => {
    expect(
      ir(`
import a.b, c as d, e.f as g
from . import h
from ..i.j import k as l, m
try:
    a.x[0] += 1
except (E, F) as e:
    del e.y, a[1:2]
finally:
    p, (q, *r) = a
with open(p) as f, q: pass
print(f"{p!r:>{q}} {r:.2f}{{}}", *r, sep='', **kw)
`),
    ).toMatchInlineSnapshot(`
      "import a.b (a -> global:0:a)
      import c (module -> global:1:d)
      import e.f (module -> global:2:g)
      import . (h -> global:3:h)
      import ..i.j (k -> global:4:l, m -> global:5:m)
      try
        global:0:a.x[0] += 1
      except tuple(global:11:E, global:12:F) as global:6:e
        delete global:6:e.y, global:0:a[1:2:]
        global:6:e = undefined
      finally
        (global:7:p, (global:8:q, *global:9:r)) = global:0:a
      with <open>(global:7:p) as global:10:f, global:8:q
      <print>(template(global:7:p!r:template(">" global:8:q) " " global:9:r:template(".2f") "{}"), spread global:9:r, sep='', keywordSpread global:13:kw)"
    `)
  })

  test('star imports may bind every name that the text reads', () => {
    expect(ir('from numpy import *\nprint(array(1), q)\nq = 2')).toMatchInlineSnapshot(`
      "global:1:print = <print>
      import numpy (*print -> global:1:print, *array -> global:2:array, *q -> global:0:q)
      global:1:print(global:2:array(1), global:0:q)
      global:0:q = 2"
    `)
  })

  test('what is not evaluated is said, with what it would bind', () => {
    expect(
      ir(`
def gen(n):
    x = n() + (yield n)
async def co(): await x
try: p = 1
except* ValueError: w = 2
`),
    ).toMatchInlineSnapshot(`
      "global:0:gen = function gen(0:n) [slots n x; A generator with \`yield\` amid an expression]
        local:1:x = (local:0:n() + unsupported<\`yield\` amid an expression: yield n>)
      global:1:co = function co() [slots ; An asynchronous function (\`async def\`)]
        unsupported<\`await\`: await x>
      unsupported \`except*\` binds global:2:p, global:3:w"
    `)
  })

  test('spans are those of CPython: calls whole, parentheses left out', () => {
    const source = 'y = (a + b) * f(x,\n  "é🎉") [ 1 : 2 ]'
    const parsed = parse(source)
    if (!parsed.ok) throw new Error(parsed.message)
    const lowered = lower(parsed, { text: 0, moduleName: 'm', builtin })
    const seen: string[] = []
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null || node instanceof Int) return
      if ('span' in node && 'kind' in node)
        seen.push(
          `${String(node.kind)} ${source.slice((node.span as Span).start, (node.span as Span).end).replace('\n', '↵')}`,
        )
      for (const child of Object.values(node)) visit(child)
    }
    visit(lowered.ok && lowered.module.body)
    expect(seen).toMatchInlineSnapshot(`
      [
        "assign y = (a + b) * f(x,↵  "é🎉") [ 1 : 2 ]",
        "name y",
        "binary (a + b) * f(x,↵  "é🎉") [ 1 : 2 ]",
        "binary a + b",
        "read a",
        "read b",
        "subscript f(x,↵  "é🎉") [ 1 : 2 ]",
        "call f(x,↵  "é🎉")",
        "read f",
        "read x",
        "literal "é🎉"",
        "slice 1 : 2",
        "literal 1",
        "literal 2",
      ]
    `)
  })

  test('what the symbol table refuses', () => {
    const refused = (source: string) => {
      const parsed = parse(source)
      const result = parsed.ok ? lower(parsed, { text: 0, moduleName: 'm', builtin }) : parsed
      return result.ok ? 'accepted' : result.message
    }
    expect(
      [
        'return 1',
        'break',
        'for i in x:\n  def f(): continue',
        'yield 1',
        'def f(a, a): pass',
        'nonlocal x',
        'def f():\n  nonlocal x',
        'def f(x):\n  global x',
        'def f():\n  x = 1\n  global x',
        'def f():\n  from m import *',
        'def f():\n  def g():\n    nonlocal x\n  x = 1',
      ].map(refused),
    ).toMatchInlineSnapshot(`
      [
        "'return' outside function",
        "'break' outside loop",
        "'continue' not properly in loop",
        "'yield' outside function",
        "duplicate argument 'a' in function definition",
        "nonlocal declaration not allowed at module level",
        "no binding for nonlocal 'x' found",
        "name 'x' is parameter and global",
        "name 'x' is assigned to before global declaration",
        "import * only allowed at module level",
        "accepted",
      ]
    `)
  })
})
