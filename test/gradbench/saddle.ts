// GradBench's saddle: the min over two variables of the max over two others, one descent inside the other (Pearlmutter and
// Siskind 2008).
import { add, square, sub, type Num } from '@gradlens/engine'
import { argmax, argmin, type Mode } from './descent'

/** x₁² + y₁² − (x₂² + y₂²). */
const surface = (x1: Num, y1: Num, x2: Num, y2: Num): Num =>
  sub(add(square(x1), square(y1)), add(square(x2), square(y2)))

/** The saddle's four coordinates, both searches from `start` on. */
export function saddle(start: readonly number[], outer: Mode, inner: Mode): readonly Num[] {
  const highest = (x1: Num, y1: Num): Num => {
    const [x2, y2] = argmax((u, v) => surface(x1, y1, u, v), inner, start)
    return surface(x1, y1, x2, y2)
  }
  const [x1, y1] = argmin(highest, outer, start)
  return [x1, y1, ...argmax((u, v) => surface(x1, y1, u, v), inner, start)]
}
