// GradBench's kmeans: the squared distances of points to the nearest of some centroids, and Newton's direction: the gradient
// over the Hessian's diagonal, which is all of the Hessian.
import {
  expandDims,
  grad,
  hvp,
  div,
  min,
  square,
  sub,
  sum,
  type Num,
  type Operand,
  type Tensor,
} from '@gradlens/engine'

/** Σ over the points (n, d) of min over the centroids (k, d) of ‖point − centroid‖². */
export const kmeans =
  (points: Tensor) =>
  (centroids: Num): Num =>
    sum(min(sum(square(sub(expandDims(points, [1]), expandDims(centroids, [0]))), [2]), [1]))

/** Gradient over the Hessian's diagonal: the Hessian times ones gives that, since it is diagonal. */
export function direction(points: Tensor, centroids: Tensor): Num {
  const cost = kmeans(points)
  const ones: Operand = div(centroids, centroids)
  const [diagonal] = hvp(cost, [centroids], [ones])
  return div(grad(cost)(centroids) as Num, diagonal)
}
