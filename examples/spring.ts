interface Spring {
  stiffness: number
  rest: number
}

/**
 * Energy of a chain of equal springs whose joints are pulled back to the origin.
 *
 * @grad q=[1, 2.5, 4.5], spring={stiffness: 4, rest: 1} wrt q
 */
export function energy(q: number[], spring: Spring): number {
  let sum = 0
  for (let i = 1; i < q.length; i++) {
    const stretch = q[i] - q[i - 1] - spring.rest
    sum += 0.5 * spring.stiffness * stretch ** 2
  }
  const pull = Math.hypot(...q)
  return sum + 0.1 * pull
}

// @grad x=3
// @grad x=-1
export const parabola = (x: number) => x ** 2 + 2 * x + 1
