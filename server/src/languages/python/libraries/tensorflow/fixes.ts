// Mechanical mends as text edits, made from the program's IR and its source text: what each diagnostic of this library
// offers. Pure: knows no run.
import type { Expr, Fix, Program, Span, Stmt } from '@gradlens/engine'
import { argument, callAt, pathTo, sameSpan } from './syntax'

/** What a diagnostic knows that its fix needs. */
export type NoneFacts =
  | { readonly kind: 'not-watched'; readonly tape: Span; readonly sources: readonly string[] }
  | { readonly kind: 'variable-replaced'; readonly span: Span }
  | { readonly kind: 'integer-dtype'; readonly span: Span }
  | { readonly kind: 'tape-used-twice'; readonly first: Span; readonly second: Span; readonly tape: Span | null }

/** The fixes, none where the program's form does not allow a mechanical one. */
export function fixesFor(program: Program, facts: NoneFacts): readonly Fix[] {
  switch (facts.kind) {
    case 'not-watched':
      return watchFix(program, facts.tape, facts.sources)
    case 'variable-replaced':
      return assignFix(program, facts.span)
    case 'integer-dtype':
      return floatFix(program, facts.span)
    case 'tape-used-twice':
      return [...persistentFix(program, facts), ...mergeFix(program, facts)]
  }
}

/** The fixes of a tape that was asked twice, from the places that its diagnostic shows: the second call and the first. */
export function tapeUsedTwiceFixes(program: Program, second: Span, first: Span): readonly Fix[] {
  return fixesFor(program, { kind: 'tape-used-twice', first, second, tape: null })
}

type With = Extract<Stmt, { kind: 'with' }> & { readonly span: Span }
type Call = Extract<Expr, { kind: 'call' }>

function sourceOf(program: Program, span: Span): string {
  return program.texts[span.text].source
}

function textOf(program: Program, span: Span): string {
  return sourceOf(program, span).slice(span.start, span.end)
}

/** The start of the line, and what stands before the statement on it. */
function indentation(source: string, at: number): { readonly lineStart: number; readonly indent: string } {
  const lineStart = source.lastIndexOf('\n', at - 1) + 1
  return { lineStart, indent: /^[ \t]*/.exec(source.slice(lineStart, at))?.[0] ?? '' }
}

/** `tape.watch(x)` as the first line of the block. */
function watchFix(program: Program, tape: Span, sources: readonly string[]): Fix[] {
  const block = pathTo(program, tape)
    .filter((node): node is With => node.kind === 'with')
    .pop()
  const item = block?.items.find((one) => sameSpan(one.context.span, tape))
  if (!block || !item?.target || !sources.every((text) => /^[A-Za-z_][\w.]*(\[\w+\])?$/.test(text))) return []
  const [first] = block.body
  const { lineStart, indent } = indentation(sourceOf(program, tape), first.span.start)
  if (lineStart + indent.length !== first.span.start) return []
  const watched = sources.length === 1 ? sources[0] : `[${sources.join(', ')}]`
  const statement = `${textOf(program, item.target.span)}.watch(${watched})`
  const edit = {
    span: { text: tape.text, start: first.span.start, end: first.span.start },
    text: `${statement}\n${indent}`,
  }
  return [{ title: `Add \`${statement}\``, edits: [edit], preferred: true }]
}

/** `w = w - e` as `w.assign_sub(e)`. */
function assignFix(program: Program, span: Span): Fix[] {
  const statement = pathTo(program, span).find(
    (node) => sameSpan(node.span, span) && (node.kind === 'assign' || node.kind === 'expression'),
  )
  if (!statement) return []
  const found = inPlaceForm(program, statement as Stmt)
  if (!found) return []
  return [{ title: `Change the variable in place: \`${found}\``, edits: [{ span, text: found }], preferred: true }]
}

const IN_PLACE: Readonly<Record<string, string>> = { '+': 'assign_add', '-': 'assign_sub' }

function inPlaceForm(program: Program, statement: Stmt): string | null {
  if (statement.kind === 'expression' && statement.value.kind === 'augmented') {
    const { target, op, value } = statement.value
    if (target.kind !== 'name') return null
    const operand = textOf(program, value.span)
    return IN_PLACE[op]
      ? `${target.ref.name}.${IN_PLACE[op]}(${operand})`
      : `${target.ref.name}.assign(${target.ref.name} ${op} (${operand}))`
  }
  if (statement.kind !== 'assign' || statement.targets.length !== 1) return null
  const [target] = statement.targets
  if (target.kind !== 'name') return null
  const { name } = target.ref
  const { value } = statement
  if (value.kind === 'binary' && IN_PLACE[value.op] && value.left.kind === 'read' && value.left.ref.name === name) {
    return `${name}.${IN_PLACE[value.op]}(${textOf(program, value.right.span)})`
  }
  return `${name}.assign(${textOf(program, value.span)})`
}

/** `tf.Variable(3)` as `tf.Variable(3.0)`: integer literals of the first argument become floats. */
function floatFix(program: Program, span: Span): Fix[] {
  const call = callAt(program, span)
  const value = call?.args[0]?.value
  if (!call || !value || argument(call, 1, 'dtype')) return []
  const literals: Span[] = []
  if (!collectIntegers(program, value, literals) || literals.length === 0) return []
  const edits = literals.map((literal) => ({
    span: { text: span.text, start: literal.end, end: literal.end },
    text: '.0',
  }))
  return [{ title: 'Make it a float', edits, preferred: true }]
}

function collectIntegers(program: Program, expr: Expr, into: Span[]): boolean {
  if (expr.kind === 'literal') {
    if (!/^-?\d[\d_]*$/.test(textOf(program, expr.span))) return false
    into.push(expr.span)
    return true
  }
  if (expr.kind === 'unary' && expr.op === '-') return collectIntegers(program, expr.operand, into)
  if (expr.kind === 'list' || expr.kind === 'tuple')
    return expr.items.every((item) => collectIntegers(program, item.value, into))
  return false
}

/** `persistent=True` in the call that makes the tape. */
function persistentFix(program: Program, facts: Extract<NoneFacts, { kind: 'tape-used-twice' }>): Fix[] {
  const tape = facts.tape ?? tapeOf(program, facts.second)
  const made = tape && callAt(program, tape)
  if (!made || argument(made, 0, 'persistent')) return []
  const at = made.span.end - 1
  const last = made.args[made.args.length - 1]
  const comma = last && !/,\s*$/.test(sourceOf(program, made.span).slice(last.value.span.end, at)) ? ', ' : ''
  const edit = { span: { text: made.span.text, start: at, end: at }, text: `${comma}persistent=True` }
  return [{ title: 'Make the tape persistent: `persistent=True`', edits: [edit] }]
}

/** The call in a `with` item that made the tape on which a call is made by name. */
function tapeOf(program: Program, call: Span): Span | null {
  const found = callAt(program, call)
  const receiver =
    found?.callee.kind === 'attribute' && found.callee.object.kind === 'read' ? found.callee.object.ref : null
  if (!receiver) return null
  let best: Span | null = null
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach(visit)
    const node = value as { kind?: string; items?: With['items'] }
    if (node.kind === 'with') {
      for (const { context, target } of node.items ?? []) {
        const named = target?.kind === 'name' && target.ref.name === receiver.name && context.kind === 'call'
        if (named && context.span.start < call.start && (!best || context.span.start > best.start)) best = context.span
      }
    }
    if (node.kind !== 'literal')
      for (const [key, child] of Object.entries(value)) if (key !== 'span' && key !== 'nameSpan') visit(child)
  }
  for (const module of [program.main, ...program.modules.values()]) if (module.text === call.text) visit(module.body)
  return best
}

/** `a = tape.gradient(z, x)` and `b = tape.gradient(z, y)` as `a, b = tape.gradient(z, [x, y])`. */
function mergeFix(program: Program, { first, second }: Extract<NoneFacts, { kind: 'tape-used-twice' }>): Fix[] {
  const one = gradientAssignment(program, first)
  const two = gradientAssignment(program, second)
  if (!one || !two || one.statement.span.start >= two.statement.span.start) return []
  if (one.receiver !== two.receiver || textOf(program, one.target.span) !== textOf(program, two.target.span)) return []
  const block = siblings(program, one.statement, two.statement)
  const between = block?.slice(block.indexOf(one.statement) + 1, block.indexOf(two.statement))
  if (!between?.every((statement) => statement.kind === 'expression')) return []
  const names = `${one.name}, ${two.name}`
  const sources = `[${[...one.sources, ...two.sources].map((s) => textOf(program, s.span)).join(', ')}]`
  const merged = `${names} = ${one.receiver}.gradient(${textOf(program, one.target.span)}, ${sources})`
  const edits = [
    { span: one.statement.span, text: merged },
    { span: wholeLines(program, two.statement.span), text: '' },
  ]
  return [{ title: `Ask once, with a list: \`${merged}\``, edits, preferred: true }]
}

interface GradientAssignment {
  readonly statement: Stmt & { readonly span: Span }
  readonly name: string
  readonly receiver: string
  readonly target: Expr
  readonly sources: readonly Expr[]
}

/** A statement of the form `name = tape.gradient(target, source)`; the source is no list, so that the names match one by one. */
function gradientAssignment(program: Program, span: Span): GradientAssignment | null {
  const statement = pathTo(program, span)
    .filter((node) => node.kind === 'assign')
    .pop()
  if (
    !statement ||
    statement.kind !== 'assign' ||
    statement.targets.length !== 1 ||
    !sameSpan(statement.value.span, span)
  )
    return null
  const [assigned] = statement.targets
  const call = statement.value as Call
  if (assigned.kind !== 'name' || call.kind !== 'call' || call.args.length !== 2) return null
  if (call.callee.kind !== 'attribute' || call.callee.name !== 'gradient' || call.callee.object.kind !== 'read')
    return null
  const target = argument(call, 0, 'target')
  const source = argument(call, 1, 'sources')
  if (!target || !source || ['list', 'tuple', 'dict', 'attribute', 'call'].includes(source.kind)) return null
  return { statement, name: assigned.ref.name, receiver: call.callee.object.ref.name, target, sources: [source] }
}

/** The block that both statements stand in; null where there is none. */
function siblings(program: Program, one: Stmt, two: Stmt): readonly Stmt[] | null {
  let found: readonly Stmt[] | null = null
  const visit = (value: unknown): void => {
    if (found || typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      if (value.includes(one) && value.includes(two)) found = value as Stmt[]
      else value.forEach(visit)
      return
    }
    if ((value as { kind?: string }).kind !== 'literal')
      for (const [key, child] of Object.entries(value)) if (key !== 'span') visit(child)
  }
  for (const module of [program.main, ...program.modules.values()])
    if (module.text === one.span.text) visit(module.body)
  return found
}

/** The statement's line with its line break, where nothing else stands on it; else the statement alone. */
function wholeLines(program: Program, span: Span): Span {
  const source = sourceOf(program, span)
  const { lineStart, indent } = indentation(source, span.start)
  const lineEnd = source.indexOf('\n', span.end)
  const after = source.slice(span.end, lineEnd === -1 ? undefined : lineEnd)
  if (lineStart + indent.length !== span.start || after.trim() !== '') return span
  return { text: span.text, start: lineStart, end: lineEnd === -1 ? source.length : lineEnd + 1 }
}
