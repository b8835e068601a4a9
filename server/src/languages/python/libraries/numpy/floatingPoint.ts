// What NumPy says of floating-point errors: a RuntimeWarning where an operation makes an infinity or a NaN of numbers that are
// none (IEEE 754, §7; numpy.seterr). A warning goes to standard error and is told here as a notice.
import { Opaque, type Tensor } from '@gradlens/engine'
import type { Call } from './call'
import { errorState } from './errorState'
import type { TensorLike } from './ndarray'

type Kind = 'divide' | 'over' | 'invalid'

const WORDS: Readonly<Record<Kind, string>> = {
  divide: 'divide by zero',
  over: 'overflow',
  invalid: 'invalid value',
}

/** Functions that have a pole: an infinity that they give is a division by zero. */
const POLES: ReadonlySet<string> = new Set([
  'divide',
  'true_divide',
  'floor_divide',
  'remainder',
  'reciprocal',
  'log',
  'log2',
  'log10',
  'log1p',
  'arctanh',
])

/** Functions that hand infinities and NaN on by their nature, or test for them. */
const SILENT: ReadonlySet<string> = new Set([
  'negative',
  'positive',
  'absolute',
  'abs',
  'fabs',
  'sign',
  'maximum',
  'minimum',
  'copysign',
  'isnan',
  'isinf',
  'isfinite',
])

/** Tells or raises what an operation named `name` did wrong in making `result` of its operands. */
export function reportErrors(call: Call, name: string, operands: readonly TensorLike[], result: TensorLike): void {
  if (result instanceof Opaque || SILENT.has(name) || isAllFinite(result)) return
  const known = operands.filter((x): x is Tensor => !(x instanceof Opaque))
  if (known.length < operands.length) return
  const kinds = kindsOf(name, known, result)
  if (kinds.size === 0) return
  const state = errorState(call.runtime)
  const messages: string[] = []
  for (const kind of kinds) {
    const message = `${WORDS[kind]} encountered in ${warningName(name, known)}`
    if (state[kind] === 'raise') call.raise('FloatingPointError', message)
    if (state[kind] !== 'ignore') messages.push(message)
  }
  if (messages.length === 0) return
  const made = [...kinds].some((kind) => kind !== 'invalid')
    ? kinds.has('invalid')
      ? 'infinity and NaN'
      : 'infinity'
    : 'NaN'
  call.runtime.notice({
    code: 'floating-point-warning',
    span: call.site,
    message: `NumPy warns: RuntimeWarning: ${messages.join('; ')}. The result has ${made} in it.`,
    related: [],
    fixes: [],
  })
}

/** A power by some numbers is another function, which is the one that warns. */
const POWERS: ReadonlyMap<number, string> = new Map([
  [-1, 'reciprocal'],
  [0.5, 'sqrt'],
  [2, 'square'],
])

/** The function as a warning names it. */
function warningName(name: string, operands: readonly Tensor[]): string {
  if (operands.length < 2) return name
  const [x, y] = operands
  if (x.shape.length === 0 && y.shape.length === 0) return `scalar ${name}`
  return (name === 'power' && y.shape.length === 0 && POWERS.get(y.data[0])) || name
}

function isAllFinite({ data }: Tensor): boolean {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += data[i] * 0
  return sum === 0
}

function kindsOf(name: string, operands: readonly Tensor[], { data }: Tensor): ReadonlySet<Kind> {
  const kinds = new Set<Kind>()
  // Broadcast operands are looked at as a whole: an element that was not finite before explains every one that is not now.
  const tainted = operands.some((x) => !isAllFinite(x))
  const hadNaN = tainted && operands.some((x) => x.data.some(Number.isNaN))
  if (!hadNaN && data.some(Number.isNaN)) kinds.add('invalid')
  if (!tainted && data.some((v) => Math.abs(v) === Infinity)) kinds.add(poleOf(name, operands))
  return kinds
}

function poleOf(name: string, operands: readonly Tensor[]): Kind {
  if (POLES.has(name)) return 'divide'
  // 0 to a negative power.
  return name === 'power' && operands[0].data.some((v) => v === 0) ? 'divide' : 'over'
}
