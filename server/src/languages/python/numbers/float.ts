// Python's float arithmetic where it is not JavaScript's: floor division, modulo, powers, rounding. Knows no tape.

/** The remainder with the divisor's sign (CPython, float_rem). y must not be 0. */
export function floatModulo(x: number, y: number): number {
  const rest = x % y
  if (rest === 0) return y < 0 || Object.is(y, -0) ? -0 : 0
  return rest < 0 !== y < 0 ? rest + y : rest
}

/** ⌊x ÷ y⌋ by way of the exact remainder (CPython, _float_div_mod). y must not be 0. */
export function floatFloorDivide(x: number, y: number): number {
  const rest = x % y
  let quotient = (x - rest) / y
  if (rest !== 0 && y < 0 !== rest < 0) quotient -= 1
  if (quotient === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

/** The nearest integer, a half to the even one. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  const rest = x - floor
  if (rest < 0.5) return floor
  if (rest > 0.5) return floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}

/** x·2ⁿ rounded once, as C's ldexp; overflows to infinity. */
export function ldexp(x: number, n: number): number {
  if (n > 1023) return n > 2100 ? x * 2 ** 1023 * 2 ** 1023 * 2 ** 1023 : ldexp(x * 2 ** 1023, n - 1023)
  if (n >= -1022) return x * 2 ** n
  // Down in the subnormal range only the last factor may round.
  const [mantissa, exponent] = frexp(x)
  const total = exponent + n
  if (total > -1021) return mantissa * 2 ** (total + 50) * 2 ** -50
  return total < -1080 ? x * 0 : mantissa * 2 ** (total + 1074) * 2 ** -1074
}

/** m and e with x = m·2ᵉ and ½ ≤ |m| < 1. */
export function frexp(x: number): [mantissa: number, exponent: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0]
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1)
  let mantissa = x * 2 ** -exponent
  if (!Number.isFinite(mantissa)) mantissa = (x * 2 ** -(exponent - 1)) / 2
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2
    exponent--
  }
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2
    exponent++
  }
  return [mantissa, exponent]
}
