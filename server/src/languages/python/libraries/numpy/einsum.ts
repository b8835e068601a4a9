// `np.einsum`: subscripts as a text, or as lists of axes between the operands; what is wrong with them in NumPy's words.
import { List, Opaque, Tensor, Tuple, type Value } from '@gradlens/engine'
import { known, type Call } from './call'
import { dtypeOf, toTensor } from './convert'
import { promote } from './dtypes'
import { sumOfProducts } from './einsumOrder'
import { valued } from './linalg/application'
import { isTraced } from './linalg/arguments'
import { NdArray, type TensorLike } from './ndarray'
import { row } from './row'
import { integer, shapeOf } from './shaping'
import { as, wrap } from './ufuncs'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** One operand's list of axes as letters. */
function subscriptsOf(call: Call, v: Value): string {
  const given = known(v)
  const items = given instanceof List || given instanceof Tuple ? given.items : []
  return items
    .map((item) => {
      const axis = integer(item)
      if (axis === null) return '...'
      if (axis < 0 || axis >= LETTERS.length)
        call.raise('ValueError', 'subscript is not within the valid range [0, 52)')
      return LETTERS[axis]
    })
    .join('')
}

/** Text and operands of either form of the call. */
function parsed(call: Call, given: readonly Value[]): readonly [text: string, operands: readonly Value[]] {
  const [first] = given
  if (typeof first === 'string') return [first.replace(/\s/g, ''), given.slice(1)]
  const pairs = Math.floor(given.length / 2)
  const operands = Array.from({ length: pairs }, (_, i) => given[2 * i])
  const terms = Array.from({ length: pairs }, (_, i) => subscriptsOf(call, given[2 * i + 1]))
  const output = given.length % 2 === 1 ? `->${subscriptsOf(call, given[given.length - 1])}` : ''
  return [terms.join(',') + output, operands]
}

function wrong(call: Call, message: string): never {
  return call.raise('ValueError', message)
}

/** Raises what NumPy raises for subscripts that do not fit the operands. */
function check(call: Call, text: string, operands: readonly TensorLike[]): void {
  const [inputs, output] = text.split('->')
  const terms = inputs.split(',')
  const odd = text.replace('->', '').match(/[^A-Za-z,.]/)
  if (odd) wrong(call, `invalid subscript '${odd[0]}' in einstein sum subscripts string, subscripts must be letters`)
  if (terms.length < operands.length)
    wrong(call, 'fewer operands provided to einstein sum function than specified in the subscripts string')
  if (terms.length > operands.length)
    wrong(call, 'more operands provided to einstein sum function than specified in the subscripts string')
  const lengths = new Map<string, number>()
  terms.forEach((term, k) => {
    const shape = shapeOf(operands[k])
    const letters = term.replace('...', '')
    if (letters.length > shape.length)
      wrong(call, `einstein sum subscripts string contains too many subscripts for operand ${k}`)
    if (letters.length < shape.length && !term.includes('...'))
      wrong(
        call,
        "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.",
      )
    const [before, after = ''] = term.split('...')
    const own = new Map<string, number>()
    const place = (letter: string, n: number): void => {
      const seen = own.get(letter)
      if (seen !== undefined && seen !== n && seen !== 1 && n !== 1)
        wrong(call, `dimensions in operand ${k} for collapsing index '${letter}' don't match (${seen} != ${n})`)
      own.set(letter, n)
    }
    ;[...before].forEach((letter, i) => place(letter, shape[i]))
    ;[...after].forEach((letter, i) => place(letter, shape[shape.length - after.length + i]))
    for (const [letter, n] of own) if ((lengths.get(letter) ?? 1) === 1) lengths.set(letter, n)
  })
  if (output === undefined) return
  const letters = [...output.replace('...', '')]
  const twice = letters.find((letter, i) => letters.indexOf(letter) !== i)
  if (twice) wrong(call, `einstein sum subscripts string includes output subscript '${twice}' multiple times`)
  const foreign = letters.find((letter) => !inputs.includes(letter))
  if (foreign)
    wrong(
      call,
      `einstein sum subscripts string included output subscript '${foreign}' which never appeared in an input`,
    )
}

function einsum(call: Call, all: Value, _out: Value, optimize: Value): Value {
  const given = (known(all) as Tuple).items
  const [text, operands] = parsed(call, given)
  const tensors = operands.map((v) => toTensor(v, null, call.runtime, call.site))
  if (tensors.length === 0) wrong(call, 'must provide at least an operand and a subscripts list to einsum')
  if (tensors.every((x) => !(x instanceof Opaque) || x.facts.shape)) {
    check(call, text, tensors)
    checkLengths(call, text, tensors)
  }
  const dtypes = tensors.map(dtypeOf)
  const found = dtypes.filter((dtype) => dtype !== null)
  const common = found.length === dtypes.length ? found.reduce(promote) : null
  call.runtime.at(call.site)
  const typed = tensors.map((x) => as(call, x, common))
  const summed = call.ops.linalg.einsum(text, ...typed) as TensorLike
  const plain = optimize === undefined || optimize === false
  return wrap(call, plain ? ordered(call, text, operands, typed, summed) : summed)
}

/** The labels of an operand's axes: its letters, and `.k` for axes of an ellipsis, counted from the last one. */
function labelsOf(term: string, rank: number): string[] {
  const [before, after = ''] = term.split('...')
  const rest = rank - before.length - after.length
  return [...before, ...Array.from({ length: rest }, (_, i) => `.${rest - 1 - i}`), ...after]
}

/** The result's labels: those written, or the ellipsis and what appears once. */
function outputLabels(labels: readonly (readonly string[])[], output: string | undefined): string[] {
  const letters = labels.flat()
  const longest = Math.max(0, ...labels.map((own) => own.filter((label) => label.startsWith('.')).length))
  const broadcast = Array.from({ length: longest }, (_, i) => `.${longest - 1 - i}`)
  if (output === undefined) {
    const once = letters.filter((x) => !x.startsWith('.') && letters.indexOf(x) === letters.lastIndexOf(x)).sort()
    return [...broadcast, ...once]
  }
  const [before, after] = output.split('...')
  return [...before, ...(after === undefined ? [] : broadcast), ...(after ?? '')]
}

/** Raises where one label has several lengths; the operands' axes are shown in the order of the iteration. */
function checkLengths(call: Call, text: string, tensors: readonly TensorLike[]): void {
  const [inputs, output] = text.split('->')
  const labels = inputs.split(',').map((term, k) => labelsOf(term, shapeOf(tensors[k]).length))
  const lengths = new Map<string, Set<number>>()
  labels.forEach((own, k) =>
    own.forEach((label, i) => {
      const size = shapeOf(tensors[k])[i]
      lengths.set(label, (lengths.get(label) ?? new Set<number>()).add(size))
    }),
  )
  if ([...lengths.values()].every((sizes) => [...sizes].filter((size) => size !== 1).length <= 1)) return
  const wanted = outputLabels(labels, output)
  const axes = [...wanted, ...[...lengths.keys()].filter((label) => !wanted.includes(label)).sort()]
  const remapped = labels.map((own, k) => {
    const shape = shapeOf(tensors[k])
    const places = axes.map((label) => (own.includes(label) ? String(shape[own.indexOf(label)]) : 'newaxis'))
    const first = places.findIndex((place) => place !== 'newaxis')
    const comma = (count: number): string => (count === 1 ? ',' : '')
    const after = places.slice(Math.max(0, first)).join(',') + comma(axes.length)
    return `(${shape.join(',')}${comma(shape.length)})->(${after})`
  })
  wrong(
    call,
    `operands could not be broadcast together with remapped shapes [original->remapped]: ${remapped.join(' ')} `,
  )
}

/** The sum as NumPy adds it, where that is known. */
function ordered(
  call: Call,
  text: string,
  operands: readonly Value[],
  typed: readonly TensorLike[],
  summed: TensorLike,
): TensorLike {
  if (!(summed instanceof Tensor) || summed.dtype !== 'float64') return summed
  const [inputs, output] = text.split('->')
  const tensors = typed.filter((x) => x instanceof Tensor)
  const labels = inputs.split(',').map((term, k) => labelsOf(term, tensors[k].shape.length))
  const letters = labels.flat()
  const wanted = outputLabels(labels, output)
  // Without a sum it is the elements themselves.
  if (tensors.length === 1 && letters.every((label) => wanted.includes(label))) return summed
  const terms = tensors.map(({ data, shape }, k) => {
    const given = operands[k]
    const layout = given instanceof NdArray ? given.strides : null
    const rows = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1))
    return { data: data as Float64Array, labels: labels[k], shape, layout: layout ?? rows }
  })
  const value = sumOfProducts(terms, wanted)
  if (value === null) return summed
  return isTraced(summed) ? (valued(call, summed, value) as TensorLike) : value
}

export const EINSUM: readonly ReturnType<typeof row>[] = [
  row('einsum', '*operands, out=, optimize=, dtype=, order=, casting=', einsum),
]
