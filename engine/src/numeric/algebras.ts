// Algebras made from the table: plain numbers, and dual numbers over any algebra (forward mode without a tape). Tensors and
// traced values have theirs in ops.ts.
import type { Algebra, RowName } from './algebra'
import { ROWS, type COMPARISONS, type Row } from './rows'

export { numberAlgebra } from './rows'

/** An algebra from one function that applies any row; comparisons, logic and `where` are given. */
function algebraFrom<V, C>(apply: (row: Row, operands: V[]) => V, rest: Partial<Algebra<V, C>>): Algebra<V, C> {
  const methods = Object.values(ROWS).map((row) => [row.name, (...operands: V[]) => apply(row, operands)])
  return { ...Object.fromEntries(methods), ...rest } as Algebra<V, C>
}

/** A primal with its tangent; null is a tangent that is zero because nothing depends on the input. */
export interface Dual<V> {
  readonly primal: V
  readonly tangent: V | null
}

/** Dual numbers over an algebra: forward mode by the chain rule alone. Nested, they give higher orders. */
export function dualAlgebra<V, C>(base: Algebra<V, C>): Algebra<Dual<V>, C> {
  const added = (a: V | null, b: V | null): V | null => (a === null ? b : b === null ? a : base.add(a, b))
  const apply = (row: Row, operands: Dual<V>[]): Dual<V> => {
    const primals = operands.map(({ primal }) => primal)
    const out = (base[row.name as RowName] as (...x: V[]) => V)(...primals)
    const tangents = operands.map(({ tangent }, k) =>
      tangent === null ? null : row.derivatives[k](base, tangent, ...primals, out),
    )
    return { primal: out, tangent: tangents.reduce(added, null) }
  }
  const test =
    (name: keyof typeof COMPARISONS) =>
    (x: Dual<V>, y: Dual<V>): C =>
      base[name](x.primal, y.primal)
  return algebraFrom<Dual<V>, C>(apply, {
    constant: (value) => ({ primal: base.constant(value), tangent: null }),
    where: (condition, x, y) => {
      const zero = base.constant(0)
      const tangent =
        x.tangent === null && y.tangent === null ? null : base.where(condition, x.tangent ?? zero, y.tangent ?? zero)
      return { primal: base.where(condition, x.primal, y.primal), tangent }
    },
    less: test('less'),
    lessEqual: test('lessEqual'),
    greater: test('greater'),
    greaterEqual: test('greaterEqual'),
    equal: test('equal'),
    notEqual: test('notEqual'),
    logicalAnd: base.logicalAnd,
    logicalOr: base.logicalOr,
    logicalNot: base.logicalNot,
  })
}
