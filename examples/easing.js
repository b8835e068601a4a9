/**
 * An easing curve: where a moving thing is at time t. Its derivative is how fast it goes.
 *
 * @grad t=0.25
 * @grad t=0.75
 */
export function easeInOut(t, sharpness = 3.5) {
  const a = Math.pow(t, sharpness)
  const b = Math.pow(1 - t, sharpness)
  return a / (a + b)
}

/** A damped swing around its end. @grad does nothing here: a tag counts only as the first word of a line. */
// @grad t=0.4 order 2
export function swing(t) {
  return 1 - Math.exp(-6 * t) * Math.cos(12 * t)
}
