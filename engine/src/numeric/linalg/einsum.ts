// Sums of products in Einstein's notation, as transpositions, reshapes, products and sums: no operation of its own is recorded.
// The grammar and the words of its errors are numpy.einsum's.
import { shapeOf, type Num } from '../num'
import type { Ops } from '../ops'
import { broadcastShapes, sameShape, ShapeError, sizeOf, type Shape } from '../shape'
import { product } from './matrices'

/** A value whose axes have names. Axes under an ellipsis are '.0', '.1', … from the last. */
interface Named {
  readonly value: Num
  readonly labels: readonly string[]
}

const LETTERS = /^[A-Za-z]*$/

/** numpy.einsum: `subscripts` such as 'ij,jk->ik', with repeated indices, an ellipsis, and an implicit result. Pairs are
 *  contracted from left to right. Throws ShapeError where subscripts and operands do not fit. */
export function einsum(ops: Ops, subscripts: string, operands: readonly Num[]): Num {
  const [left, right] = subscripts.replace(/\s/g, '').split('->')
  const terms = left.split(',')
  if (terms.length !== operands.length) {
    const [few, fewer] = terms.length < operands.length ? ['more', 'fewer'] : ['fewer', 'more']
    throw new ShapeError(`einsum: ${few} operands provided than ${fewer} subscripts in '${subscripts}'`)
  }
  const named = operands.map((value, k) => ({ value, labels: labelsOf(terms[k], shapeOf(value), k) }))
  const output = right === undefined ? implied(named) : explicit(right, named)
  const single = named.map((term) => diagonals(ops, term))
  const result = contracted(ops, single, output)
  return arranged(ops, result, output)
}

function labelsOf(term: string, shape: Shape, k: number): readonly string[] {
  const [before, after, ...more] = term.split('...')
  const letters = before + (after ?? '')
  if (more.length > 0 || !LETTERS.test(letters)) throw new ShapeError(`einsum: invalid subscript '${term}'`)
  const rest = shape.length - letters.length
  if (rest < 0) {
    throw new ShapeError(`einstein sum subscripts string contains too many subscripts for operand ${k}`)
  }
  if (after === undefined && rest > 0) {
    throw new ShapeError(
      `operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.`,
    )
  }
  return [...before, ...ellipsis(rest), ...(after ?? '')]
}

function ellipsis(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `.${count - 1 - i}`)
}

const isBroadcast = (label: string): boolean => label.startsWith('.')

/** The longest ellipsis of the operands. */
function broadcastLabels(named: readonly Named[]): readonly string[] {
  return ellipsis(Math.max(0, ...named.map(({ labels }) => labels.filter(isBroadcast).length)))
}

/** Without '->': the ellipsis, then the indices that appear once, in the order of the alphabet. */
function implied(named: readonly Named[]): readonly string[] {
  const letters = named.flatMap(({ labels }) => labels.filter((label) => !isBroadcast(label)))
  const once = letters.filter((label) => letters.indexOf(label) === letters.lastIndexOf(label))
  return [...broadcastLabels(named), ...once.sort()]
}

function explicit(text: string, named: readonly Named[]): readonly string[] {
  const [before, after, ...more] = text.split('...')
  const letters = before + (after ?? '')
  if (more.length > 0 || !LETTERS.test(letters)) throw new ShapeError(`einsum: invalid output subscript '${text}'`)
  const broadcast = broadcastLabels(named)
  if (after === undefined && broadcast.length > 0) {
    throw new ShapeError("output has fewer dimensions than the '...' ellipsis: give it one too")
  }
  for (const label of letters) {
    if (letters.indexOf(label) !== letters.lastIndexOf(label)) {
      throw new ShapeError(`einstein sum subscripts string includes output subscript '${label}' multiple times`)
    }
    if (!named.some(({ labels }) => labels.includes(label))) {
      throw new ShapeError(
        `einstein sum subscripts string included output subscript '${label}' which never appeared in an input`,
      )
    }
  }
  return [...before, ...(after === undefined ? [] : broadcast), ...(after ?? '')]
}

/** Repeated indices of one operand: the elements where they are equal. */
function diagonals(ops: Ops, { value, labels }: Named): Named {
  const twice = labels.find((label, i) => labels.indexOf(label) !== i)
  if (twice === undefined) return { value, labels }
  const [i, j] = [labels.indexOf(twice), labels.indexOf(twice, labels.indexOf(twice) + 1)]
  const others = labels.map((_, axis) => axis).filter((axis) => axis !== i && axis !== j)
  const shape = shapeOf(value)
  const n = shape[i]
  if (shape[j] !== n) {
    throw new ShapeError(
      `dimensions in single operand for collapsing index '${twice}' don't match (${n} != ${shape[j]})`,
    )
  }
  const moved = ops.transpose(value, [...others, i, j])
  const flat = ops.reshape(moved, [...others.map((axis) => shape[axis]), n * n])
  const taken = ops.index(flat, ['ellipsis', { start: 0, stop: n * n, step: n + 1 }])
  return diagonals(ops, { value: taken, labels: [...others.map((axis) => labels[axis]), twice] })
}

/** The product of all terms, summed over every index that is not wanted. */
function contracted(ops: Ops, terms: readonly Named[], wanted: readonly string[]): Named {
  const lonely = terms.map((term, k) =>
    summed(
      ops,
      term,
      (label) => wanted.includes(label) || terms.some(({ labels }, other) => other !== k && labels.includes(label)),
    ),
  )
  return lonely.reduce((left, right, k) => {
    const later = lonely.slice(k + 1).flatMap(({ labels }) => labels)
    return pair(ops, left, right, [...wanted, ...later])
  })
}

function summed(ops: Ops, { value, labels }: Named, keeps: (label: string) => boolean): Named {
  const axes = labels.map((_, axis) => axis).filter((axis) => !keeps(labels[axis]))
  return axes.length === 0 ? { value, labels } : { value: ops.sum(value, axes), labels: labels.filter(keeps) }
}

/** The product of two terms, summed over what they share and nobody needs later. */
function pair(ops: Ops, x: Named, y: Named, needed: readonly string[]): Named {
  const shared = x.labels.filter((label) => y.labels.includes(label))
  const [left, right] = fitted(ops, x, y, shared)
  const batch = shared.filter((label) => needed.includes(label))
  const inner = shared.filter((label) => !needed.includes(label))
  const rows = x.labels.filter((label) => !shared.includes(label))
  const columns = y.labels.filter((label) => !shared.includes(label))
  const labels = [...batch, ...rows, ...columns]
  const lengths = lengthsOf([left, right])
  const sizes = (names: readonly string[]): Shape => names.map((label) => lengths.get(label) ?? 1)
  const size = (names: readonly string[]): number => sizeOf(sizes(names))
  if (inner.length === 0) {
    const one = (names: readonly string[]): Shape => names.map(() => 1)
    const a = shaped(ops, arranged(ops, left, [...batch, ...rows]), [...sizes(batch), ...sizes(rows), ...one(columns)])
    const b = shaped(ops, arranged(ops, right, [...batch, ...columns]), [
      ...sizes(batch),
      ...one(rows),
      ...sizes(columns),
    ])
    return { value: ops.mul(a, b), labels }
  }
  // An operand that lies transposed already is read so.
  const flipX = follows(left.labels, [...batch, ...inner, ...rows])
  const flipY = follows(right.labels, [...batch, ...columns, ...inner])
  const a = arranged(ops, left, flipX ? left.labels : [...batch, ...rows, ...inner])
  const b = arranged(ops, right, flipY ? right.labels : [...batch, ...inner, ...columns])
  const [height, depth, width] = [size(rows), size(inner), size(columns)]
  const value = product(
    ops,
    shaped(ops, a, [...sizes(batch), ...(flipX ? [depth, height] : [height, depth])]),
    shaped(ops, b, [...sizes(batch), ...(flipY ? [width, depth] : [depth, width])]),
    { flipX, flipY },
  )
  return { value: shaped(ops, value, sizes(labels)), labels }
}

function follows(labels: readonly string[], order: readonly string[]): boolean {
  return labels.every((label, i) => label === order[i])
}

function lengthsOf(terms: readonly Named[]): ReadonlyMap<string, number> {
  return new Map(terms.flatMap(({ value, labels }) => shapeOf(value).map((n, i) => [labels[i], n] as const)))
}

/** Both with one length for each shared index: a length of 1 is repeated. */
function fitted(ops: Ops, x: Named, y: Named, shared: readonly string[]): readonly [Named, Named] {
  const [own, other] = [lengthsOf([x]), lengthsOf([y])]
  const common = new Map<string, number>()
  for (const label of shared) {
    const [m, n] = [own.get(label) ?? 1, other.get(label) ?? 1]
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(
        isBroadcast(label)
          ? `operands could not be broadcast together: an axis of the ellipsis has lengths ${m} and ${n}`
          : `operands could not be broadcast together: index '${label}' has lengths ${m} and ${n}`,
      )
    }
    common.set(label, broadcastShapes([m], [n])[0])
  }
  const spread = ({ value, labels }: Named): Named => {
    const shape = shapeOf(value)
    const wanted = shape.map((n, i) => common.get(labels[i]) ?? n)
    return { value: sameShape(shape, wanted) ? value : ops.broadcastTo(value, wanted), labels }
  }
  return [spread(x), spread(y)]
}

/** The value with its axes in the order of `labels`. */
function arranged(ops: Ops, { value, labels }: Named, order: readonly string[]): Num {
  return follows(labels, order)
    ? value
    : ops.transpose(
        value,
        order.map((label) => labels.indexOf(label)),
      )
}

function shaped(ops: Ops, x: Num, shape: Shape): Num {
  return sameShape(shapeOf(x), shape) ? x : ops.reshape(x, shape)
}
