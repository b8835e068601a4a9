// Householder reflections and plane rotations with LAPACK's signs (dlarfg, dlartg, drot): what decides the signs of Q, of
// singular vectors and of eigenvectors. Matrices lie column by column, as in Fortran. Knows no tensor and no tape.

/** A matrix column by column: element (i, j) is `data[i + j·rows]`. */
export interface Columns {
  readonly data: Float64Array
  readonly rows: number
  readonly columns: number
}

export function zeros(rows: number, columns: number): Columns {
  return { data: new Float64Array(rows * columns), rows, columns }
}

/** Ones on the main diagonal from place `from` on. */
export function unit(rows: number, columns: number, from = 0): Columns {
  const out = zeros(rows, columns)
  for (let i = from; i < Math.min(rows, columns); i++) out.data[i + i * rows] = 1
  return out
}

/** A matrix that lies row by row, column by column. */
export function fromRows(a: ArrayLike<number>, rows: number, columns: number): Columns {
  const out = zeros(rows, columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out.data[i + j * rows] = a[i * columns + j]
  return out
}

/** Row by row. */
export function toRows({ data, rows, columns }: Columns): Float64Array {
  const out = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[i * columns + j] = data[i + j * rows]
  return out
}

export const copyOf = (a: Columns): Columns => ({ ...a, data: a.data.slice() })

/** |x| with the sign of y, −0 counting as negative. */
export const withSign = (x: number, y: number): number => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))

/** √(x² + y²) as LAPACK rounds it (dlapy2). */
export function pythagoras(x: number, y: number): number {
  const [a, b] = [Math.abs(x), Math.abs(y)]
  const w = Math.max(a, b)
  const z = Math.min(a, b)
  return z === 0 ? w : w * Math.sqrt(1 + (z / w) ** 2)
}

/** Part of a matrix's row or column: `count` elements from `start`, `step` apart. */
export interface Line {
  readonly data: Float64Array
  readonly start: number
  readonly step: number
  readonly count: number
}

export function column(a: Columns, j: number, from: number, to = a.rows): Line {
  return { data: a.data, start: from + j * a.rows, step: 1, count: to - from }
}

export function row(a: Columns, i: number, from: number, to = a.columns): Line {
  return { data: a.data, start: i + from * a.rows, step: a.rows, count: to - from }
}

export function length({ data, start, step, count }: Line): number {
  let sum = 0
  for (let k = 0; k < count; k++) sum += data[start + k * step] ** 2
  return Math.sqrt(sum)
}

/** The reflection I − τ v vᵀ, v = (1, …), that turns a line into multiples of its first element: β replaces that element, v's
 *  others replace theirs. β's sign is opposite to the element's; where nothing follows it τ is 0. Gives τ. */
export function reflection(line: Line): number {
  const { data, start, step, count } = line
  if (count <= 1) return 0
  const rest = length({ data, start: start + step, step, count: count - 1 })
  if (rest === 0) return 0
  const alpha = data[start]
  const beta = -withSign(pythagoras(alpha, rest), alpha)
  const scale = 1 / (alpha - beta)
  for (let k = 1; k < count; k++) data[start + k * step] *= scale
  data[start] = beta
  return (beta - alpha) / beta
}

/** The whole v of a reflection: its 1 and what the line holds. */
export function reflector({ data, start, step, count }: Line): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => (k === 0 ? 1 : data[start + k * step]))
}

/** How many elements of v there are up to the last one that is not 0: those behind it do nothing, not even to a zero's sign. */
function extent(v: Float64Array): number {
  let count = v.length
  while (count > 0 && v[count - 1] === 0) count--
  return count
}

/** (I − τ v vᵀ) A, for A's rows from `top` and columns from `left` (dlarf). */
export function reflectLeft(a: Columns, v: Float64Array, tau: number, top: number, left: number): void {
  if (tau === 0) return
  const count = extent(v)
  const isZero = (j: number): boolean => {
    for (let k = 0; k < count; k++) if (a.data[top + k + j * a.rows] !== 0) return false
    return true
  }
  let right = a.columns
  while (right > left && isZero(right - 1)) right--
  for (let j = left; j < right; j++) {
    const at = top + j * a.rows
    let dot = 0
    for (let k = 0; k < count; k++) dot += a.data[at + k] * v[k]
    dot *= tau
    for (let k = 0; k < count; k++) a.data[at + k] -= v[k] * dot
  }
}

/** A (I − τ v vᵀ), for A's rows from `top` to `bottom` and columns from `left`. */
export function reflectRight(
  a: Columns,
  v: Float64Array,
  tau: number,
  top: number,
  left: number,
  bottom = a.rows,
): void {
  if (tau === 0) return
  const count = extent(v)
  const isZero = (i: number): boolean => {
    for (let k = 0; k < count; k++) if (a.data[i + (left + k) * a.rows] !== 0) return false
    return true
  }
  let end = bottom
  while (end > top && isZero(end - 1)) end--
  for (let i = top; i < end; i++) {
    let dot = 0
    for (let k = 0; k < count; k++) dot += a.data[i + (left + k) * a.rows] * v[k]
    for (let k = 0; k < count; k++) a.data[i + (left + k) * a.rows] -= dot * (tau * v[k])
  }
}

/** c, s and r of (c s; −s c)(f; g) = (r; 0): c is never negative, r has the sign of f (dlartg since LAPACK 3.10). */
export function rotation(f: number, g: number): readonly [c: number, s: number, r: number] {
  if (g === 0) return [1, 0, f]
  if (f === 0) return [0, withSign(1, g), Math.abs(g)]
  const scale = 2 ** Math.round(Math.log2(Math.max(Math.abs(f), Math.abs(g))))
  const [x, y] = [f / scale, g / scale]
  const d = Math.sqrt(x * x + y * y)
  const r = withSign(d, f)
  return [Math.abs(x) / d, y / r, r * scale]
}

/** Turns two lines: x ← c x + s y, y ← c y − s x. */
export function turn(x: Line, y: Line, c: number, s: number): void {
  for (let k = 0; k < x.count; k++) {
    const [i, j] = [x.start + k * x.step, y.start + k * y.step]
    const [p, q] = [x.data[i], y.data[j]]
    y.data[j] = c * q - s * p
    x.data[i] = s * q + c * p
  }
}

/** A turn by no angle leaves even the signs of zeros (dlasr). */
export function turnIfAny(x: Line, y: Line, c: number, s: number): void {
  if (c !== 1 || s !== 0) turn(x, y, c, s)
}

export function exchange(x: Line, y: Line): void {
  for (let k = 0; k < x.count; k++) {
    const [i, j] = [x.start + k * x.step, y.start + k * y.step]
    ;[x.data[i], y.data[j]] = [y.data[j], x.data[i]]
  }
}

/** 2⁻⁵³, LAPACK's `Epsilon`. */
export const EPSILON = 2 ** -53
/** The smallest number whose reciprocal is finite. */
export const SAFE_MINIMUM = 2 ** -1022
