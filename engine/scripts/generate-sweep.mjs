// Writes src/numeric/sweep.generated.ts from the rows: the scalar sweeps as a switch over opcodes, the loops over tensors,
// and the methods that record. Run it after a change of rows.ts; `--check` only says whether the file is up to date.
import { build } from 'esbuild'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const source = fileURLToPath(new URL('../src/numeric/rows.ts', import.meta.url))
const target = fileURLToPath(new URL('../src/numeric/sweep.generated.ts', import.meta.url))

const text = await format(generate(await load(source)), { ...(await resolveConfig(target)), parser: 'typescript' })
if (!process.argv.includes('--check')) {
  await writeFile(target, text)
} else if ((await readFile(target, 'utf8')) !== text) {
  console.error('sweep.generated.ts is out of date: run node engine/scripts/generate-sweep.mjs')
  process.exitCode = 1
}

async function load(path) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, format: 'esm', write: false })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

function generate({ ROWS, COMPARISONS, LOGIC }) {
  const rows = Object.values(ROWS)
  const called = new Set()
  const symbols = symbolAlgebra(rows, COMPARISONS, LOGIC, called)
  const operands = ['x', 'y', 'z']

  /** t·∂out/∂operand k of a row as JavaScript. */
  const derivative = (row, k) => row.derivatives[k](symbols, 't', ...operands.slice(0, row.arity), 'out')
  const scalarRows = rows.filter((row) => row.arity <= 2)
  const reverse = scalarRows.map((row) => reverseCase(row, derivative)).join('\n')
  const forward = scalarRows.map((row) => forwardCase(row, derivative)).join('\n')
  const loops = rows.map((row) => loop(row, symbols[row.name](...operands.slice(0, row.arity)))).join('\n')
  const methods = rows.map((row) => method(row, symbols)).join('\n')
  const functions = [...called].sort().map((name) => `const ${name}Value = ROWS.${name}.value`)

  return `// Generated from rows.ts by engine/scripts/generate-sweep.mjs. Do not edit.
    import type { RowName } from './algebra'
    import type { Libm } from './libm'
    import { Traced, type Num } from './num'
    import { ROWS, type Row } from './rows'
    import { CONSTANT, GENERAL, type Tape } from './tape'

    ${functions.join('\n')}

    /** Adjoints of the entries [from, to) from those above them. \`reached\` marks entries that an adjoint arrived at;
     *  \`general\` handles an entry that is no elementwise operation on one or two scalars. */
    export function reverseScalars(tape: Tape, m: Libm, adjoint: Float64Array, reached: Uint8Array, from: number, to: number, general: (node: number) => void): void {
      const { op, a, b, value } = tape
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
      const { op, a, b, value } = tape
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

    /** One method per row. Scalars take the short way here; everything else goes through \`elementwise\`. */
    export abstract class ElementwiseOps {
      abstract readonly tape: Tape
      abstract readonly libm: Libm
      /** Broadcasts, computes and records any row on any operands. */
      abstract elementwise(row: Row, inputs: readonly Num[]): Num

      ${methods}
    }
  `
}

/** The algebra whose values are JavaScript expressions. A single-expression value is copied, a function's is called. */
function symbolAlgebra(rows, comparisons, logic, called) {
  const algebra = {
    constant: (value) => (value < 0 ? `(${value})` : String(value)),
    where: (condition, x, y) => `(${condition} ? ${x} : ${y})`,
    logicalNot: (p) => `!${p}`,
  }
  for (const row of rows) {
    algebra[row.name] = (...operands) => {
      const inlined = inline(row.value, ['m', ...operands])
      if (inlined !== null) return inlined
      called.add(row.name)
      return `${row.name}Value(${padded(['m', ...operands]).join(', ')})`
    }
  }
  for (const [name, row] of [...Object.entries(comparisons), ...Object.entries(logic)]) {
    algebra[name] = (...operands) => inline(row.value, operands)
  }
  return algebra
}

/** A row's value takes m and three operands whatever its arity. */
function padded(args) {
  return [...args, ...Array(4 - args.length).fill('0')]
}

/** The body of an arrow function with `args` in place of its parameters, or null where that can't be. */
function inline(arrow, args) {
  const match = /^\(([^()]*)\) => ([^{][^]*)$/.exec(arrow.toString())
  if (!match) return null
  const names = match[1].split(/,\s*/)
  let body = match[2]
  const uses = names.map((name) => body.match(new RegExp(`(?<![.\\w])${name}\\b`, 'g'))?.length ?? 0)
  if (args.some((arg, i) => uses[i] > 1 && !/^[\w.]+$/.test(arg))) return null
  const by = new Map(names.map((name, i) => [name, args[i]]))
  body = body.replace(/(?<![.\w])[a-z_]+\b(?!\s*\()/g, (word) => by.get(word) ?? word)
  return `(${body})`
}

function uses(text, name) {
  return new RegExp(`(?<![.\\w])${name}\\b`).test(text)
}

/** Derivatives that call a function are not worth computing for a constant operand. */
function guarded(text, operand, statement) {
  return /\w\(/.test(text) ? `if (op[${operand}] !== CONSTANT) { ${statement} }` : statement
}

function locals(texts, arity) {
  const named = [
    ['x', 'value[p]'],
    ['y', 'value[q]'],
    ['out', 'value[i]'],
  ].filter(([name]) => texts.some((text) => uses(text, name)))
  return `const p = a[i]; ${arity === 2 ? 'const q = b[i];' : ''} ${named.map(([name, where]) => `const ${name} = ${where};`).join(' ')}`
}

function reverseCase(row, derivative) {
  const texts = row.derivatives.map((_, k) => derivative(row, k))
  const statements = texts.map((text, k) => {
    const operand = k === 0 ? 'p' : 'q'
    const statement = `adjoint[${operand}] += ${text}; reached[${operand}] = 1;`
    return row.arity === 1 ? statement : guarded(text, operand, statement)
  })
  return `case ${row.opcode}: { // ${row.name}
    ${locals(texts, row.arity)}
    ${statements.join('\n')}
    break
  }`
}

function forwardCase(row, derivative) {
  const texts = row.derivatives.map((_, k) => derivative(row, k))
  const needsT = texts.map((text, k) => (uses(text, 't') ? `const t = tangent[${k === 0 ? 'p' : 'q'}];` : ''))
  if (row.arity === 1) {
    return `case ${row.opcode}: { // ${row.name}
      ${locals(texts, 1)}
      if (active[p] !== 0) { ${needsT[0]} tangent[i] = ${texts[0]}; active[i] = 1 }
      break
    }`
  }
  return `case ${row.opcode}: { // ${row.name}
    ${locals(texts, 2)}
    if (active[p] !== 0) { ${needsT[0]} tangent[i] += ${texts[0]}; active[i] = 1 }
    if (active[q] !== 0) { ${needsT[1]} tangent[i] += ${texts[1]}; active[i] = 1 }
    break
  }`
}

function loop(row, text) {
  const body = text.replace(/(?<![.\w])([xyz])\b(?!\()/g, '$1[i * d$1]')
  const params = [uses(text, 'm') ? 'm' : '_', 'n', 'out', 'x', 'dx', 'y', 'dy', 'z', 'dz'].slice(0, 3 + 2 * row.arity)
  return `${row.name}: (${params.join(', ')}) => { for (let i = 0; i < n; i++) out[i] = ${body} },`
}

function method(row, symbols) {
  const on = (...operands) => symbols[row.name](...operands).replace(/(?<![.\w])m\b/g, 'this.libm')
  const names = row.name === 'powInt' ? ['x', 'n'] : ['x', 'y', 'z'].slice(0, row.arity)
  const opening = `/** ${docOf(row, names)} */ ${row.name}(${names.map((name) => `${name}: Num`).join(', ')}): Num {`
  const general = `return this.elementwise(ROWS.${row.name}, [${names.join(', ')}]) }`
  const isNumber = (name) => `typeof ${name} === 'number'`
  const made = (p, q, value) => `return new Traced(${value}, this.tape.push(${row.opcode}, ${p}, ${q}, ${value}))`
  if (row.arity === 1) {
    return `${opening}
      if (${isNumber('x')}) return ${on('x')}
      if (x instanceof Traced) { const out = ${on('x.primal')}; ${made('x.node', '0', 'out')} }
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
      if (${y} instanceof Traced) { const out = ${on(x, `${y}.primal`)}; ${made(`this.tape.constant(${x})`, `${y}.node`, 'out')} }
    } else if (${x} instanceof Traced) {
      if (${isNumber(y)}) { const out = ${on(`${x}.primal`, y)}; ${made(`${x}.node`, `this.tape.constant(${y})`, 'out')} }
      if (${y} instanceof Traced) { const out = ${on(`${x}.primal`, `${y}.primal`)}; ${made(`${x}.node`, `${y}.node`, 'out')} }
    }
    ${general}`
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
