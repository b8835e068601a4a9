// Integers without bias from random bits: masked rejection (RandomState) and Lemire's method (Generator; "Fast Random
// Integer Generation in an Interval", 2019).
import type { Bits } from './bits'

/** How a generator makes integers from 0 to a bound, both included. */
export interface Bounded {
  below32(bits: Bits, bound: number): number
  below64(bits: Bits, bound: bigint): bigint
}

const WHOLE = 2 ** 32

/** The smallest 2ᵏ − 1 that is not below the bound. */
function maskOf(bound: number): number {
  return bound === 0 ? 0 : 0xffffffff >>> Math.clz32(bound)
}

function word64(bits: Bits): bigint {
  bits.next64()
  return (BigInt(bits.high) << 32n) | BigInt(bits.low)
}

/** Draws as many bits as the bound has, until they do not exceed it. */
export const MASKED: Bounded = {
  below32(bits, bound) {
    const mask = maskOf(bound)
    let value = (bits.next32() & mask) >>> 0
    while (value > bound) value = (bits.next32() & mask) >>> 0
    return value
  },
  below64(bits, bound) {
    const mask = (1n << BigInt(bound.toString(2).length)) - 1n
    let value = word64(bits) & mask
    while (value > bound) value = word64(bits) & mask
    return value
  },
}

/** The upper half of a product, and the rejection of the products that come too often. */
export const LEMIRE: Bounded = {
  below32(bits, bound) {
    const count = bound + 1
    let word = bits.next32()
    let low = Math.imul(word, count) >>> 0
    if (low < count) {
      const threshold = (WHOLE - count) % count
      while (low < threshold) {
        word = bits.next32()
        low = Math.imul(word, count) >>> 0
      }
    }
    const upper = Math.floor(word / 65536)
    return Math.floor((upper * count + Math.floor(((word % 65536) * count) / 65536)) / 65536)
  },
  below64(bits, bound) {
    const count = bound + 1n
    let product = word64(bits) * count
    const threshold = ((1n << 64n) - count) % count
    while ((product & 0xffffffffffffffffn) < threshold) product = word64(bits) * count
    return product >> 64n
  },
}

/** An integer from 0 to the bound, which is below 2⁶⁴; drawn from 32 bits where they suffice. */
export function upTo(bits: Bits, method: Bounded, bound: bigint): bigint {
  if (bound === 0n) return 0n
  if (bound < 0xffffffffn) return BigInt(method.below32(bits, Number(bound)))
  if (bound === 0xffffffffn) return BigInt(bits.next32())
  return bound === 0xffffffffffffffffn ? word64(bits) : method.below64(bits, bound)
}

/** A place from 0 to `last`, which is below 2³². */
export function place(bits: Bits, method: Bounded, last: number): number {
  if (last === 0) return 0
  return last === 0xffffffff ? bits.next32() : method.below32(bits, last)
}

/** Integers of 8 or 16 bits, or truth values, share words of 32 bits. The draws of one call. */
export function narrowDraws(bits: Bits, method: Bounded, width: 1 | 8 | 16, bound: number): () => number {
  let word = 0
  let left = 0
  const mask = maskOf(bound)
  const size = 2 ** width
  const next = () => {
    if (left === 0) {
      word = bits.next32()
      left = 32 / width
    } else word >>>= width
    left--
    return word % size
  }
  if (bound === 0) return () => 0
  if (bound === size - 1) return next
  if (method === MASKED)
    return () => {
      let value = next() & mask
      while (value > bound) value = next() & mask
      return value
    }
  const count = bound + 1
  const threshold = (size - count) % count
  return () => {
    let product = next() * count
    while (product % size < threshold) product = next() * count
    return Math.floor(product / size)
  }
}
