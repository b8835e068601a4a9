// A = Q R and A = L Q by Householder reflections (dgeqrf, dgelqf), and the orthogonal factors as matrices (dorgqr, dorglq).
import {
  column,
  copyOf,
  reflection,
  reflectLeft,
  reflector,
  reflectRight,
  row,
  unit,
  zeros,
  type Columns,
} from './reflections'

/** A factorisation as reflections: v_i stands in `work` behind its diagonal, `scales` are the τ_i. */
export interface Reflections {
  readonly work: Columns
  readonly scales: readonly number[]
}

export function qrFactor(a: Columns): Reflections {
  const work = copyOf(a)
  const scales = Array.from({ length: Math.min(a.rows, a.columns) }, (_, i) => {
    const line = column(work, i, i)
    const tau = reflection(line)
    reflectLeft(work, reflector(line), tau, i, i + 1)
    return tau
  })
  return { work, scales }
}

export function lqFactor(a: Columns): Reflections {
  const work = copyOf(a)
  const scales = Array.from({ length: Math.min(a.rows, a.columns) }, (_, i) => {
    const line = row(work, i, i)
    const tau = reflection(line)
    reflectRight(work, reflector(line), tau, i + 1, i)
    return tau
  })
  return { work, scales }
}

/** The first `columns` columns of Q = H₁ H₂ …; each reflection's own column is what it makes of a unit vector (dorg2r). */
export function qOf({ work, scales }: Reflections, columns: number): Columns {
  const q = unit(work.rows, columns)
  for (let i = Math.min(scales.length, columns) - 1; i >= 0; i--) {
    const v = reflector(column(work, i, i))
    reflectLeft(q, v, scales[i], i, i + 1)
    v.forEach((x, k) => (q.data[i + k + i * q.rows] = k === 0 ? 1 - scales[i] : -scales[i] * x))
  }
  return q
}

/** The first `rows` rows of Q = … H₂ H₁ of A = L Q (dorgl2). */
export function lqRows({ work, scales }: Reflections, rows: number): Columns {
  const q = unit(rows, work.columns)
  for (let i = Math.min(scales.length, rows) - 1; i >= 0; i--) {
    const v = reflector(row(work, i, i))
    reflectRight(q, v, scales[i], i + 1, i)
    v.forEach((x, k) => (q.data[i + (i + k) * rows] = k === 0 ? 1 - scales[i] : -scales[i] * x))
  }
  return q
}

/** R: the part on and above the diagonal, of the first `rows` rows. */
export function upperOf({ work }: Reflections, rows: number): Columns {
  const r = zeros(rows, work.columns)
  for (let j = 0; j < work.columns; j++)
    for (let i = 0; i <= Math.min(j, rows - 1); i++) r.data[i + j * rows] = work.data[i + j * work.rows]
  return r
}

/** L: the part on and below the diagonal, of the first `columns` columns. */
export function lowerOf({ work }: Reflections, columns: number): Columns {
  const l = zeros(work.rows, columns)
  for (let j = 0; j < columns; j++)
    for (let i = j; i < work.rows; i++) l.data[i + j * work.rows] = work.data[i + j * work.rows]
  return l
}

export function times(x: Columns, y: Columns): Columns {
  const out = zeros(x.rows, y.columns)
  for (let j = 0; j < y.columns; j++)
    for (let k = 0; k < x.columns; k++) {
      const factor = y.data[k + j * y.rows]
      for (let i = 0; i < x.rows; i++) out.data[i + j * x.rows] += factor * x.data[i + k * x.rows]
    }
  return out
}
