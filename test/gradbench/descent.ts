// The optimiser of GradBench's particle and saddle: gradient descent whose step doubles after ten good turns and halves after a
// bad one (Pearlmutter and Siskind, "Using programming language theory to make automatic differentiation sound and efficient",
// 2008). Its loop is unbounded, and derivatives pass through it.
import { add, grad, jvp, less, lessEqual, mul, neg, sqrt, square, sub, type Num } from '@gradlens/engine'

export type Mode = 'forward' | 'reverse'
/** A function of scalars. */
export type Objective = (...x: Num[]) => Num

/** The partial derivatives: by one reverse sweep, or by a forward sweep each. */
export function gradient(f: Objective, mode: Mode): (x: readonly Num[]) => Num[] {
  const by = (x: readonly Num[]): number[] => x.map((_, i) => i)
  if (mode === 'reverse') return (x) => grad(f, by(x))(...x) as Num[]
  return (x) =>
    by(x).map((i) => {
      const tangents = x.map((_, k) => (k === i ? 1 : 0))
      return jvp(f, x, tangents)[1] as Num
    })
}

const TOLERANCE = 1e-5
const FIRST_STEP = 1e-5

const length = (x: readonly Num[]): Num => sqrt(x.reduce((total, component) => add(total, square(component)), 0))

/** Where f is smallest, from `start` on: as soon as the gradient or the step is no longer than 1e-5. */
export function argmin(f: Objective, mode: Mode, start: readonly Num[]): readonly Num[] {
  const slope = gradient(f, mode)
  let x = start
  let value = f(...x)
  let direction = slope(x)
  let step = FIRST_STEP
  for (let good = 0; ;) {
    if (lessEqual(length(direction), TOLERANCE)) return x
    if (good === 10) {
      step *= 2
      good = 0
      continue
    }
    const next = x.map((component, i) => sub(component, mul(step, direction[i])))
    if (lessEqual(length(x.map((component, i) => sub(component, next[i]))), TOLERANCE)) return x
    const nextValue = f(...next)
    if (less(nextValue, value)) {
      x = next
      value = nextValue
      direction = slope(x)
      good++
    } else {
      step /= 2
      good = 0
    }
  }
}

/** Where f is largest. */
export const argmax = (f: Objective, mode: Mode, start: readonly Num[]): readonly Num[] =>
  argmin((...x) => neg(f(...x)), mode, start)
