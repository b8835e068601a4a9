// GradBench's lse: log Σ exp x, safe for large elements. As a tensor, by its parts, and with a scalar operation at a time.
import {
  add,
  exp,
  index,
  item,
  log,
  logsumexp,
  max,
  sub,
  sum,
  type Num,
  type Operand,
  type Tensor,
} from '@gradlens/engine'

/** The engine's own operation. */
export const lse = (x: Operand): Num => logsumexp(x)

/** a + log Σ exp(x − a) with a = max x. */
export const lseByParts = (x: Operand): Num => {
  const largest = max(x)
  return add(largest, log(sum(exp(sub(x, largest)))))
}

/** The same, term by term. */
export const lseByScalars = (x: Num): Num => {
  const terms = Array.from({ length: (x as Tensor).size }, (_, i) => item(index(x, [i])))
  const largest = item(max(x))
  return add(largest, log(terms.reduce<Num>((total, term) => add(total, exp(sub(term, largest))), 0)))
}
