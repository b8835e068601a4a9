// Floats as Python prints them.
import { shortestDigits } from './decimal'

/** `repr(x)`: the shortest digits that read back, with an exponent below 1e-4 and from 1e16 on. */
export function reprFloat(x: number): string {
  if (Number.isNaN(x)) return 'nan'
  const sign = x < 0 || Object.is(x, -0) ? '-' : ''
  if (!Number.isFinite(x)) return `${sign}inf`
  const { digits, point } = shortestDigits(x)
  if (point > 16 || point < -3) return sign + withExponent(digits, point - 1)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}.0`
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** d.ddde±xx */
export function withExponent(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${size}`
}
