// GradBench's particle: a charge that two fixed ones push away from its course, and the place w of one of them for which it lands
// nearest to 0 (Pearlmutter and Siskind 2008). The forces are derivatives inside a loop inside what is differentiated.
import { add, div, lessEqual, mul, neg, sqrt, square, sub, type Num } from '@gradlens/engine'
import { argmin, gradient, type Mode } from './descent'

type Point = readonly [Num, Num]

const TIME_STEP = 1e-1

const distance = ([x, y]: Point, [u, v]: Point): Num => sqrt(add(square(sub(x, u)), square(sub(y, v))))
const moved = (x: Point, by: Num, direction: Point): Point => [
  add(x[0], mul(by, direction[0])),
  add(x[1], mul(by, direction[1])),
]

/** The square of where the charge crosses y = 0, for charges at (10, 10 − w) and (10, 0); forces are found in the mode given. */
export function landing(w: Num, mode: Mode): Num {
  const charges: readonly Point[] = [
    [10, sub(10, w)],
    [10, 0],
  ]
  const potential = (...[x, y]: Num[]): Num =>
    charges.map((charge) => div(1, distance([x, y], charge))).reduce((total, one) => add(total, one))
  const slope = gradient(potential, mode)
  let position: Point = [0, 8]
  let velocity: Point = [0.75, 0]
  for (;;) {
    const [forceX, forceY] = slope(position).map((component) => neg(component))
    const next = moved(position, TIME_STEP, velocity)
    if (lessEqual(next[1], 0)) break
    position = next
    velocity = moved(velocity, TIME_STEP, [forceX, forceY])
  }
  const rest = div(neg(position[1]), velocity[1])
  return square(moved(position, rest, velocity)[0])
}

/** The best w, from `start` on: its own derivatives in the outer mode, the forces in the inner one. */
export const particle = (start: number, outer: Mode, inner: Mode): number =>
  argmin((w) => landing(w, inner), outer, [start])[0] as number
