// GradBench's ba: bundle adjustment, the reprojection errors of points seen by cameras. Formulas: Triggs and others, "Bundle
// adjustment: a modern synthesis" (2000); rotations by Rodrigues's formula.
import {
  add,
  broadcastTo,
  concat,
  cos,
  div,
  index,
  jvp,
  mul,
  sin,
  sqrt,
  square,
  sub,
  sum,
  type Num,
  type Tensor,
} from '@gradlens/engine'

/** What one observation depends on: a camera (rotation, centre, focal length, principal point, two distortions), a point, a
 *  weight, in one vector of 15. */
const CAMERA = 11
const POINT = 3

/** Components along the last axis, so that one function serves one observation and many. */
const part = (x: Num, start: number, count: number): Num =>
  index(x, ['ellipsis', { start, stop: start + count, step: null }])
const dot = (x: Num, y: Num): Num => sum(mul(x, y), [-1], true)

function cross(x: Num, y: Num): Num {
  const [x0, x1, x2] = [0, 1, 2].map((i) => part(x, i, 1))
  const [y0, y1, y2] = [0, 1, 2].map((i) => part(y, i, 1))
  const components = [sub(mul(x1, y2), mul(x2, y1)), sub(mul(x2, y0), mul(x0, y2)), sub(mul(x0, y1), mul(x1, y0))]
  return concat(components, -1)
}

/** x turned about `rotation` by its length. */
function rotated(rotation: Num, x: Num): Num {
  const angle = sqrt(dot(rotation, rotation))
  const axis = div(rotation, angle)
  const along = mul(axis, mul(dot(axis, x), sub(1, cos(angle))))
  return add(add(mul(x, cos(angle)), mul(cross(axis, x), sin(angle))), along)
}

/** The place (2,) at which a camera (11,) sees a point (3,). */
function projected(camera: Num, point: Num): Num {
  const seen = rotated(part(camera, 0, 3), sub(point, part(camera, 3, 3)))
  const flat = div(part(seen, 0, 2), part(seen, 2, 1))
  const radius = dot(flat, flat)
  const distortion = add(1, add(mul(part(camera, 9, 1), radius), mul(part(camera, 10, 1), square(radius))))
  return add(mul(mul(flat, distortion), part(camera, 6, 1)), part(camera, 7, 2))
}

/** weight·(seen − feature), (…, 2), of observations' 15 parameters each, (…, 15). */
export const reprojection =
  (feature: readonly number[]) =>
  (all: Num): Num => {
    const weight = part(all, CAMERA + POINT, 1)
    return mul(weight, sub(projected(part(all, 0, CAMERA), part(all, CAMERA, POINT)), feature))
  }

/** 1 − weight². */
export const weightError = (weight: Num): Num => sub(1, square(weight))

export interface Observations {
  /** Cameras, points, observations. */
  readonly n: number
  readonly m: number
  readonly p: number
  readonly camera: readonly number[]
  readonly point: readonly number[]
  readonly weight: number
  readonly feature: readonly number[]
}

/** A sparse matrix by rows: row i holds the values [rows[i], rows[i + 1]). */
export interface Sparse {
  readonly rows: Float64Array
  readonly cols: Float64Array
  readonly values: Float64Array
}

/** The columns of a function's Jacobian where its rows depend on their own parameters alone: one forward sweep for each of the
 *  parameters, over all rows at once. */
function columnsOf(f: (x: Num) => Num, rows: number, parameters: readonly number[]): Float64Array[] {
  const shape = [rows, parameters.length]
  const repeated = (x: readonly number[]): Num => broadcastTo(x, shape)
  return parameters.map((_, k) => {
    const direction = repeated(parameters.map((__, i) => Number(i === k)))
    return (jvp(f, [repeated(parameters)], [direction])[1] as Tensor).data
  })
}

/** The Jacobian of all errors by all cameras, points and weights: observation i is of camera i mod n and point i mod m. Every
 *  observation is differentiated, whether it repeats another or not. */
export function sparseJacobian({ n, m, p, camera, point, weight, feature }: Observations): Sparse {
  const rows = new Float64Array(3 * p + 1)
  const cols = new Float64Array(31 * p)
  const values = new Float64Array(31 * p)
  const [points, weights] = [CAMERA * n, CAMERA * n + POINT * m]
  const columnOf = (i: number, k: number): number => {
    if (k < CAMERA) return CAMERA * (i % n) + k
    return k < CAMERA + POINT ? points + POINT * (i % m) + k - CAMERA : weights + i
  }
  const seen = columnsOf(reprojection(feature), p, [...camera, ...point, weight])
  const [weighed] = columnsOf(weightError, p, [weight])
  let at = 0
  for (let row = 0; row < 2 * p; row++) {
    seen.forEach((column, k) => {
      cols[at] = columnOf(row >> 1, k)
      values[at++] = column[row]
    })
    rows[row + 1] = at
  }
  for (let i = 0; i < p; i++) {
    cols[at] = weights + i
    values[at++] = weighed[i]
    rows[2 * p + i + 1] = at
  }
  return { rows, cols, values }
}
