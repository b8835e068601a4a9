// Writes src/numeric/sweep.generated.ts and scalars.generated.ts from the rows: the scalar sweeps as a switch over opcodes, the
// loops over tensors, and the methods that record. Run it after a change of rows.ts; `--check` only says whether the files are
// up to date.
import { build } from 'esbuild'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const source = fileURLToPath(new URL('../src/numeric/rows.ts', import.meta.url))
const targets = { sweep: '../src/numeric/sweep.generated.ts', scalars: '../src/numeric/scalars.generated.ts' }

async function load(path) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, format: 'esm', write: false })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

function generate({ ROWS, COMPARISONS, LOGIC }) {
  const rows = Object.values(ROWS)
  const functions = new Functions(rows, COMPARISONS, LOGIC)
  const scalarRows = rows.filter((row) => row.arity <= 2)
  const reverse = scalarRows.map((row) => reverseCase(row, functions)).join('\n')
  const forward = scalarRows.map((row) => forwardCase(row, functions)).join('\n')
  const loops = rows.map((row) => loop(row, functions)).join('\n')
  const reverseLoops = rows.map((row) => reverseLoop(row, functions)).join('\n')
  const methods = rows.map((row) => method(row, functions)).join('\n')
  const scalars = scalarRows.map((row) => scalarMethods(row, functions)).join('\n')
  const imported = functions.names.filter((name) => uses(scalars, name))

  const sweep = `// Generated from rows.ts by engine/scripts/generate-sweep.mjs. Do not edit.
    import type { RowName } from './algebra'
    import type { Libm } from './libm'
    import { Traced, type Num } from './num'
    import { ROWS, type Row } from './rows'
    import { GENERAL, type Tape } from './tape'

    ${functions.text}

    /** Adjoints of the entries [from, to) from those above them. \`reached\` marks entries that an adjoint arrived at;
     *  \`general\` handles an entry that is no elementwise operation on one or two scalars. */
    export function reverseScalars(tape: Tape, m: Libm, adjoint: Float64Array, reached: Uint8Array, from: number, to: number, general: (node: number) => void): void {
      const { op, a, b, value, constant } = tape
      for (let i = to - 1; i >= from; i--) {
        if (reached[i] === 0) continue
        const t = adjoint[i]
        switch (op[i]) {
          case GENERAL: general(i); break
          ${reverse}
        }
      }
    }

    /** Tangents of the entries [from, to). \`active\` marks entries that a tangent arrived at. */
    export function forwardScalars(tape: Tape, m: Libm, tangent: Float64Array, active: Uint8Array, from: number, to: number, general: (node: number) => void): void {
      const { op, a, b, value, constant } = tape
      for (let i = from; i < to; i++) {
        switch (op[i]) {
          case GENERAL: general(i); break
          ${forward}
        }
      }
    }

    /** out[i] = row(x[i], …) for n elements; a stride is 1, or 0 where an operand is one number. */
    export type Loop = (m: Libm, n: number, out: Float64Array, x: Float64Array, dx: number, y: Float64Array, dy: number, z: Float64Array, dz: number) => void

    // prettier-ignore
    export const LOOPS: Readonly<Record<RowName, Loop>> = { ${loops} }

    /** into[i] += t[i]·∂out/∂operand for n elements; strides as in a Loop. */
    export type ReverseLoop = (into: Float64Array, n: number, t: Float64Array, out: Float64Array, x: Float64Array, dx: number, m: Libm, y: Float64Array, dy: number, z: Float64Array, dz: number) => void

    /** One loop per operand. */
    // prettier-ignore
    export const REVERSE_LOOPS: Readonly<Record<RowName, readonly ReverseLoop[]>> = { ${reverseLoops} }

    /** One method per row. Scalars take the short way here; everything else goes through \`elementwise\`. */
    export abstract class ElementwiseOps {
      abstract readonly tape: Tape
      abstract readonly libm: Libm
      /** Broadcasts, computes and records any row on any operands. */
      abstract elementwise(row: Row, inputs: readonly Num[]): Num

      ${methods}
    }
  `

  const scalarsText = `// Generated from rows.ts by engine/scripts/generate-sweep.mjs. Do not edit.
    import type { Libm } from './libm'
    import { ${imported.join(', ')} } from './sweep.generated'
    import { LEAF, type Tape } from './tape'

    // V8 keeps a prototype with more than 128 methods as a dictionary and inlines none of them: only operators have forms for
    // constants.
    /** The rows on entries of the tape by their indices: an operation costs no object. Takes and returns indices; an operator's
     *  \`…Left\` and \`…Right\` take a number for that operand. */
    export class ScalarOps {
      constructor(private readonly tape: Tape, private readonly libm: Libm) {}

      /** A new entry without operands: an input, or a constant that is used often. */
      leaf(value: number): number { return this.tape.push(LEAF, 0, 0, value) }

      /** The value of an entry. */
      primal(x: number): number { return this.tape.value[x] }

      ${scalars}
    }
  `
  return { sweep, scalars: scalarsText }
}

const OPERANDS = ['x', 'y', 'z']

/** What the generated code calls: the values of rows that are no single expression. A composed row's is written out here. */
class Functions {
  #written = new Map()

  constructor(rows, comparisons, logic) {
    this.rows = rows
    this.tests = [...Object.entries(comparisons), ...Object.entries(logic)]
  }

  get names() {
    return [...this.#written.values()].map(({ name }) => name).sort()
  }

  get text() {
    return [...this.#written]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { text }]) => `export ${text}`)
      .join('\n')
  }

  /** A row's value on operands that are names. */
  value(row, operands) {
    return written(symbolAlgebra(this)[row.name](...operands.map(leaf))).text
  }

  /** t·∂out/∂operand k of a row, with the declarations that it needs; `place` says how a quantity is read. */
  derivative(row, k, place = (name) => name) {
    const quantities = ['t', ...OPERANDS.slice(0, row.arity), 'out']
    return written(row.derivatives[k](symbolAlgebra(this), ...quantities.map((name) => leaf(place(name)))))
  }

  /** The function of a row's value: its name, its parameters, its text. */
  of(row) {
    if (!this.#written.has(row.name)) this.#written.set(row.name, this.#write(row))
    return this.#written.get(row.name)
  }

  #write(row) {
    const name = `${row.name}Value`
    const operands = OPERANDS.slice(0, row.arity)
    if (row.compose === null) {
      const parameters = ['m', ...operands, ...Array(3 - row.arity).fill('0')]
      return { name, parameters, text: `const ${name} = ROWS.${row.name}.value` }
    }
    const { declarations, text } = written(row.compose(symbolAlgebra(this), ...operands.map(leaf)))
    const parameters = [...(uses(`${declarations} ${text}`, 'm') ? ['m'] : []), ...operands]
    const typed = parameters.map((p) => `${p}: ${p === 'm' ? 'Libm' : 'number'}`)
    return {
      name,
      parameters,
      text: `function ${name}(${typed.join(', ')}): number { ${declarations} return ${text} }`,
    }
  }
}

/** An expression: pieces of text, and the expressions that stand between them. */
function expression(pieces, args) {
  return { pieces, args }
}

function leaf(text) {
  return expression([text], [])
}

/** The algebra whose values are JavaScript expressions. A single-expression value is copied, any other is called. Equal
 *  expressions are one object, so that `written` sees what is used twice. */
function symbolAlgebra(functions) {
  const known = new Map()
  const numbers = new Map()
  const number = (node) => {
    if (node.args.length === 0) return node.pieces[0]
    if (!numbers.has(node)) numbers.set(node, numbers.size)
    return numbers.get(node)
  }
  const shared = ([pieces, args]) => {
    const key = JSON.stringify([pieces, args.map(number)])
    if (!known.has(key)) known.set(key, expression(pieces, args))
    return known.get(key)
  }
  const algebra = {
    constant: (value) => leaf(value < 0 ? `(${value})` : String(value)),
    where: (condition, x, y) =>
      shared([
        ['(', ' ? ', ' : ', ')'],
        [condition, x, y],
      ]),
    logicalNot: (p) => shared([['!', ''], [p]]),
  }
  for (const row of functions.rows) {
    algebra[row.name] = (...operands) => {
      const copied = row.compose === null ? filled(row.value, [leaf('m'), ...operands]) : null
      if (copied !== null) return shared(copied)
      const { name, parameters } = functions.of(row)
      const args = parameters.map((parameter) => operands[OPERANDS.indexOf(parameter)] ?? leaf(parameter))
      return shared([[`${name}(`, ...Array(args.length - 1).fill(', '), ')'], args])
    }
  }
  for (const [name, row] of functions.tests) {
    algebra[name] = (...operands) => shared(filled(row.value, operands))
  }
  return algebra
}

/** The body of an arrow function, cut where its parameters stand, and what stands there; null for any other function. */
function filled(arrow, args) {
  const match = /^\(([^()]*)\) => ([^{][^]*)$/.exec(arrow.toString())
  if (!match) return null
  const [, parameters, body] = match
  const given = new Map(parameters.split(/,\s*/).map((name, i) => [name, args[i]]))
  const found = [...body.matchAll(/(?<![.\w])[a-z_]+\b(?!\s*\()/g)].filter(([word]) => given.has(word))
  const starts = [0, ...found.map(({ 0: word, index }) => index + word.length)]
  const ends = [...found.map(({ index }) => index), body.length]
  const pieces = starts.map((start, i) => body.slice(start, ends[i]))
  pieces[0] = `(${pieces[0]}`
  pieces[pieces.length - 1] += ')'
  return [pieces, found.map(([word]) => given.get(word))]
}

/** An expression as text, behind declarations of what it uses more than once. */
function written(root) {
  const times = new Map()
  const count = (node) => {
    times.set(node, (times.get(node) ?? 0) + 1)
    if (times.get(node) === 1) node.args.forEach(count)
  }
  count(root)
  const names = new Map()
  const declarations = []
  const render = (node) => {
    if (names.has(node)) return names.get(node)
    const text = node.pieces.map((piece, i) => (i === 0 ? piece : render(node.args[i - 1]) + piece)).join('')
    if (times.get(node) === 1 || node.args.length === 0) return text
    const name = `v${names.size}`
    names.set(node, name)
    declarations.push(`const ${name} = ${text};`)
    return name
  }
  const text = render(root)
  return { declarations: declarations.join(' '), text }
}

function uses(text, name) {
  return new RegExp(`(?<![.\\w])${name}\\b`).test(text)
}

/** A row's forms on the tape: which operands are entries, and the code that names the places and values of both. */
function formsOf(row) {
  if (row.arity === 1) return [{ form: 0, active: [0], places: 'const p = a[i];', x: 'value[p]' }]
  return [
    { form: 0, active: [0, 1], places: 'const p = a[i]; const q = b[i];', x: 'value[p]', y: 'value[q]' },
    { form: 1, active: [1], places: 'const q = b[i];', x: 'constant[i]', y: 'value[q]' },
    { form: 2, active: [0], places: 'const p = a[i];', x: 'value[p]', y: 'constant[i]' },
  ]
}

/** The cases of a row's forms; `statement` makes the code of one active operand from its derivative and its place. */
function cases(row, functions, forms, statement) {
  return forms
    .map(({ form, active, places, x, y }) => {
      const derivatives = active.map((k) => functions.derivative(row, k))
      const named = [
        ['x', x],
        ['y', y],
        ['out', 'value[i]'],
      ].filter(([name]) => derivatives.some(({ declarations, text }) => uses(`${declarations} ${text}`, name)))
      const labels = form === 'any' ? [0, 1, 2] : [form]
      const note = ['', ' of a constant and an entry', ' of an entry and a constant'][form] ?? ''
      return `${labels.map((label) => `case ${row.opcode + label}:`).join('\n')} { // ${row.name}${note}
      ${places} ${named.map(([name, where]) => `const ${name} = ${where};`).join(' ')}
      ${active.map((k, n) => statement(derivatives[n], k === 0 ? 'p' : 'q', active.length)).join('\n')}
      break
    }`
    })
    .join('\n')
}

/** All forms of a row of two operands as one: a constant's place is 0. */
function anyForm() {
  const operand = (place) => `${place} === 0 ? constant[i] : value[${place}]`
  const places = 'const p = a[i]; const q = b[i];'
  return [{ form: 'any', active: [0, 1], places, x: operand('p'), y: operand('q') }]
}

/** Operators, which stand in the hottest loops, have a case a form. */
function reverseCase(row, functions) {
  const together = row.arity === 2 && row.printed.kind === 'call'
  return cases(row, functions, together ? anyForm() : formsOf(row), ({ declarations, text }, place, count) => {
    const statement = `${declarations} adjoint[${place}] += ${text}; reached[${place}] = 1;`
    if (together) return `if (${place} !== 0) { ${statement} }`
    return declarations !== '' && count > 1 ? `{ ${statement} }` : statement
  })
}

function forwardCase(row, functions) {
  const forms = row.arity === 1 ? formsOf(row) : anyForm()
  return cases(row, functions, forms, ({ declarations, text }, place, count) => {
    const t = uses(`${declarations} ${text}`, 't') ? `const t = tangent[${place}];` : ''
    return `if (active[${place}] !== 0) { ${t} ${declarations} tangent[i] ${count === 1 ? '=' : '+='} ${text}; active[i] = 1 }`
  })
}

function loop(row, functions) {
  const text = functions.value(
    row,
    OPERANDS.slice(0, row.arity).map((name) => `${name}[i * d${name}]`),
  )
  const params = [uses(text, 'm') ? 'm' : '_', 'n', 'out', 'x', 'dx', 'y', 'dy', 'z', 'dz'].slice(0, 3 + 2 * row.arity)
  return `${row.name}: (${params.join(', ')}) => { for (let i = 0; i < n; i++) out[i] = ${text} },`
}

function reverseLoop(row, functions) {
  const place = (name) => (OPERANDS.includes(name) ? `${name}[i * d${name}]` : `${name}[i]`)
  const loops = row.derivatives.map((_, k) => {
    const { declarations, text } = functions.derivative(row, k, place)
    const names = ['into', 'n', 't', 'out', 'x', 'dx', 'm', 'y', 'dy', 'z', 'dz']
    const used = (name) => ['into', 'n'].includes(name) || uses(`${declarations} ${text}`, name)
    const parameters = names.slice(0, names.findLastIndex(used) + 1).map((name) => (used(name) ? name : `_${name}`))
    return `(${parameters.join(', ')}) => { for (let i = 0; i < n; i++) { ${declarations} into[i] += ${text} } }`
  })
  return `${row.name}: [${loops.join(', ')}],`
}

/** The parameters of a row's method: n for an integer constant. */
function parametersOf(row) {
  if (row.name === 'powInt') return ['x', 'n']
  if (row.name === 'polygamma') return ['n', 'x']
  return OPERANDS.slice(0, row.arity)
}

function method(row, functions) {
  const on = (...operands) => functions.value(row, operands).replace(/(?<![.\w])m\b/g, 'this.libm')
  const names = parametersOf(row)
  const opening = `/** ${docOf(row, names)} */ ${row.name}(${names.map((name) => `${name}: Num`).join(', ')}): Num {`
  const general = `return this.elementwise(ROWS.${row.name}, [${names.join(', ')}]) }`
  const isNumber = (name) => `typeof ${name} === 'number'`
  const madeWith = (form, p, q, constant) =>
    `return new Traced(out, this.tape.pushWith(${row.opcode + form}, ${p}, ${q}, ${constant}, out))`
  const made = (form, p, q, value) =>
    `return new Traced(${value}, this.tape.push(${row.opcode + form}, ${p}, ${q}, ${value}))`
  if (row.arity === 1) {
    return `${opening}
      if (${isNumber('x')}) return ${on('x')}
      if (x instanceof Traced) { const out = ${on('x.primal')}; ${made(0, 'x.node', '0', 'out')} }
      ${general}`
  }
  if (row.arity === 3) {
    return `${opening}
      if (${names.map(isNumber).join(' && ')}) return ${on('x', 'y', 'z')}
      ${general}`
  }
  const [x, y] = names
  return `${opening}
    if (${isNumber(x)}) {
      if (${isNumber(y)}) return ${on(x, y)}
      if (${y} instanceof Traced) { const out = ${on(x, `${y}.primal`)}; ${madeWith(1, '0', `${y}.node`, x)} }
    } else if (${x} instanceof Traced) {
      if (${isNumber(y)}) { const out = ${on(`${x}.primal`, y)}; ${madeWith(2, `${x}.node`, '0', y)} }
      if (${y} instanceof Traced) { const out = ${on(`${x}.primal`, `${y}.primal`)}; ${made(0, `${x}.node`, `${y}.node`, 'out')} }
    }
    ${general}`
}

/** The methods of ScalarOps for a row's forms. */
function scalarMethods(row, functions) {
  const on = (...operands) => functions.value(row, operands).replace(/(?<![.\w])m\b/g, 'this.libm')
  const method = (suffix, params, body) =>
    `${row.name}${suffix}(${params.map((name) => `${name}: number`).join(', ')}): number { ${body} }`
  const doc = `/** ${docOf(row, ['x', 'y'].slice(0, row.arity))} */`
  if (row.arity === 1)
    return `${doc}
      ${method('', ['x'], `const p = this.tape.value[x]; return this.tape.push(${row.opcode}, x, 0, ${on('p')})`)}`
  const both = `${doc}
    ${method('', ['x', 'y'], `const p = this.tape.value[x]; const q = this.tape.value[y]; return this.tape.push(${row.opcode}, x, y, ${on('p', 'q')})`)}`
  if (row.printed.kind === 'call') return both
  return `${both}
    ${method('Left', ['x', 'y'], `const q = this.tape.value[y]; return this.tape.pushWith(${row.opcode + 1}, 0, y, x, ${on('x', 'q')})`)}
    ${method('Right', ['x', 'y'], `const p = this.tape.value[x]; return this.tape.pushWith(${row.opcode + 2}, x, 0, y, ${on('p', 'y')})`)}`
}

function docOf(row, names) {
  const printed =
    row.printed.kind === 'call'
      ? `${row.printed.name}(${names.join(', ')})`
      : row.printed.kind === 'prefix'
        ? `${row.printed.name}${names[0]}`
        : `${names[0]} ${row.printed.name} ${names[1]}`
  const convention = row.kinks ? `; ${row.kinks.convention}` : ''
  return `${printed}, for ${row.domain.text}${convention}.`
}

const texts = generate(await load(source))
for (const [name, path] of Object.entries(targets)) {
  const target = fileURLToPath(new URL(path, import.meta.url))
  const text = await format(texts[name], { ...(await resolveConfig(target)), parser: 'typescript' })
  if (!process.argv.includes('--check')) {
    await writeFile(target, text)
  } else if ((await readFile(target, 'utf8')) !== text) {
    console.error(`${path} is out of date: run node engine/scripts/generate-sweep.mjs`)
    process.exitCode = 1
  }
}
