// TensorFlow's special functions and the activations made of them: value and slope in float64 against mpmath (30 digits, then
// rounded), and what float32 prints.
import { expect, test } from 'vitest'
import { Tensor, type Value } from '@gradlens/engine'
import { runScript } from './runScript.testing'

// prettier-ignore
const CASES: readonly (readonly [expression: string, x: number, value: number, slope: number])[] = [
  ['tf.math.erf(x)',                      0.4,  0.4283923550466685,  0.9615412988393077],
  ['tf.math.erfc(x)',                     1.3,  0.06599205505934755, -0.20820798679606964],
  ['tf.math.erfinv(x)',                   0.3,  0.2724627147267544,  0.9545203588405493],
  ['tf.math.lgamma(x)',                   2.7,  0.4348205536551047,  0.7967831689911411],
  ['tf.math.digamma(x)',                  2.7,  0.7967831689911411,  0.4472120689183236],
  ['tf.nn.gelu(x)',                       -0.8, -0.16948431886671736, -0.019897843625789523],
  ['tf.keras.activations.gelu(x, False)', -0.8, -0.16948431886671736, -0.019897843625789523],
  ['tf.nn.silu(x)',                       -0.8, -0.24802041509791006, 0.138897761656152],
  ['tf.nn.swish(x, beta=1.0)',            -0.8, -0.24802041509791006, 0.138897761656152],
  ['tf.keras.activations.swish(x)',       -0.8, -0.24802041509791006, 0.138897761656152],
  ['tf.keras.activations.softsign(x)',    -0.6, -0.375,               0.390625],
  ['tf.math.xlogy(x, 2.5)',               1.5,  1.3744360978112327,   0.9162907318741551],
  ['tf.math.xlogy(1.5, x)',               2.5,  1.3744360978112327,   0.6],
  ['tf.math.xlog1py(1.5, x)',             2.5,  1.879144452743052,    0.42857142857142855],
  ['tf.math.xdivy(1.5, x)',               2.5,  0.6,                  -0.24],
]

function number(v: Value): number {
  if (!(v instanceof Tensor)) throw new Error('no tensor')
  return v.data[0]
}

test.each(CASES)('%s at %d', (expression, x, value, slope) => {
  const result = runScript(`import tensorflow as tf
x = tf.Variable(${x}, dtype=tf.float64)
with tf.GradientTape() as tape:
    y = ${expression}
g = tape.gradient(y, x)
`)
  expect(result.raised).toBeNull()
  for (const [name, expected] of [
    ['y', value],
    ['g', slope],
  ] as const) {
    const found = number(result.value(name))
    expect(Math.abs(found - expected), `${name} is ${found}, not ${expected}`).toBeLessThan(4e-15 * Math.abs(expected))
  }
})

test('float32 is the value of the float32 number, rounded once', () => {
  const { stdout } = runScript(`import tensorflow as tf
x = tf.constant([0.4, 1.3, 2.7])
print(tf.math.erf(x).numpy().tolist())
print(tf.exp(x).numpy().tolist())
print(tf.math.lgamma(x).numpy().tolist())
`)
  expect(stdout).toBe(`[0.42839235067367554, 0.9340079426765442, 0.9998656511306763]
[1.491824746131897, 3.6692965030670166, 14.879732131958008]
[0.796677827835083, -0.10817480087280273, 0.43482059240341187]
`)
})
