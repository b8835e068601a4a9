// Formulas as text: the algebra whose values are expressions, for tape listings, graphs and hovers. Written with Python's
// operators and precedence.
import type { Algebra } from './algebra'
import { COMPARISONS, LOGIC, ROWS, type Printed } from './rows'
import type { Operation } from './tape'

/** An expression and how strongly it binds: ATOM where it needs no parentheses anywhere. */
export interface Formula {
  readonly text: string
  readonly strength: number
}

const ATOM = 9

/** A name, or any text that binds like one. */
export function symbol(text: string): Formula {
  return { text, strength: ATOM }
}

/** An operation on expressions as a person would write it: `x ** 2`, `sin(x)`, `sum(x)`. */
export function formulaOf(operation: Operation, operands: readonly Formula[]): Formula {
  const printed =
    operation.kind === 'elementwise' ? operation.printed : (DISCRETE.get(operation.name) ?? call(operation.name))
  return print(printed, operands)
}

const call = (name: string): Printed => ({ kind: 'call', name })
const DISCRETE = new Map(
  [...Object.entries(COMPARISONS), ...Object.entries(LOGIC)].map(([name, { printed }]) => [name, printed]),
)
const NOT: Printed = { kind: 'prefix', name: 'not ', strength: 2 }

function print(printed: Printed, operands: readonly Formula[]): Formula {
  if (printed.kind === 'call') return symbol(`${printed.name}(${operands.map(({ text }) => text).join(', ')})`)
  const { name, strength } = printed
  if (printed.kind === 'prefix') return { text: `${name}${within(operands[0], strength)}`, strength }
  // A power binds to the right, all other operators to the left.
  const [left, right] = name === '**' ? [strength + 1, strength] : [strength, strength + 1]
  return { text: `${within(operands[0], left)} ${name} ${within(operands[1], right)}`, strength }
}

function within({ text, strength }: Formula, least: number): string {
  return strength >= least ? text : `(${text})`
}

/** Expressions as an algebra: a row's derivative, read in it, is the formula of the derivative. */
export const FORMULAS: Algebra<Formula, Formula> = {
  ...(Object.fromEntries(
    [...Object.values(ROWS).map((row) => [row.name, row.printed] as const), ...DISCRETE].map(([name, printed]) => [
      name,
      (...operands: Formula[]) => print(printed, operands),
    ]),
  ) as unknown as Algebra<Formula, Formula>),
  constant: (value) => (value < 0 ? { text: String(value), strength: 6 } : symbol(String(value))),
  where: (condition, x, y) => print(call('where'), [condition, x, y]),
  logicalNot: (p) => print(NOT, [p]),
}
