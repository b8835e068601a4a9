// Values, gradients and second derivatives of generated programs against PyTorch's (goldens/gradients.golden.py).
import { describe, expect, it } from 'vitest'
import { Tensor, type Value } from '@gradlens/engine'
import golden from './goldens/gradients.golden.json'
import { runScript } from './runScript.testing'

type Program = (typeof golden)[number]

function source({ h, y, x, w }: Program, dtype: string): string {
  return `import tensorflow as tf
x = tf.Variable(${JSON.stringify(x)}, dtype=${dtype})
w = tf.Variable(${JSON.stringify(w)}, dtype=${dtype})
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        h = ${h}
        y = ${y}
    gx, gw = inner.gradient(y, [x, w])
    s = tf.reduce_sum(gx)
second = outer.gradient(s, x, unconnected_gradients='zero')
`
}

function numbers(v: Value): number[] {
  if (!(v instanceof Tensor)) throw new Error('no tensor')
  return Array.from(v.data)
}

/** The largest difference, relative to the largest number of the expected tensor. */
function difference(found: readonly number[], expected: readonly number[]): number {
  const scale = Math.max(1, ...expected.map(Math.abs))
  if (found.length !== expected.length) return Infinity
  return Math.max(...found.map((v, i) => (Number.isNaN(v) ? Infinity : Math.abs(v - expected[i]) / scale)))
}

describe.each([
  ['float64', 'tf.float64', 1e-10],
  ['float32', 'tf.float32', 2e-4],
])('%s', (_, dtype, tolerance) => {
  it.each(golden.map((program, i) => [i, program] as const))('program %i', (_, program) => {
    const result = runScript(source(program, dtype))
    expect(result.raised && `${result.raised.type}: ${result.raised.message}`).toBeNull()
    const wrong = (
      [
        ['value', 'y', [program.value]],
        ['gradient by x', 'gx', program.gradients[0].flat()],
        ['gradient by w', 'gw', program.gradients[1].flat()],
        ['second derivative', 'second', program.second.flat()],
      ] as const
    ).filter(([, name, expected]) => !(difference(numbers(result.value(name)), expected) <= tolerance))
    expect(
      wrong.map(([what, name, expected]) => ({
        what,
        h: program.h,
        y: program.y,
        found: numbers(result.value(name)),
        expected,
      })),
    ).toEqual([])
  })
})
