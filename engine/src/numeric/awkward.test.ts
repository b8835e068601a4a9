// Every elementwise point where a derivative is a convention, a limit or a loss of digits: its value, its derivatives, and
// where the convention comes from. Structural operations have theirs beside them.
import { describe, expect, test } from 'vitest'
import * as f from './functions'
import { Tensor, type Num } from './num'
import { grad, valueAndGrad, type Operand } from './transforms'

type Point = readonly [
  what: string,
  f: (...x: Num[]) => Operand,
  x: readonly number[],
  value: number,
  slopes: readonly number[],
  source: string,
]

const TORCH = 'PyTorch, derivatives.yaml'
const SGN = 'PyTorch: grad * sgn(x)'
const THRESHOLD = 'PyTorch: threshold_backward; TensorFlow: ReluGrad'
const SPLIT = 'PyTorch: grad / 2 at a tie; JAX: _balanced_eq'
const FIRST = 'TensorFlow: MaximumGrad by x ≥ y, MinimumGrad by x ≤ y'
const POW = 'PyTorch: pow_backward_self and pow_backward_exponent'
const LIMIT = 'the limit'
const EXACT = 'mathematics'
const CLAMP = 'PyTorch: clamp_backward keeps x ≥ low and x ≤ high; TensorFlow: ClipByValueGrad'
const IEEE = 'IEEE 754'
const TRAP = 'PyTorch, TensorFlow, JAX: the zero of the branch not taken meets an infinite slope'
const ZERO = Math.exp(-100)
const square = (x: Operand): Operand => f.mul(x, x)
const logOnePlusExp = (x: Operand): Operand => f.log1p(f.exp(x))
const where = (condition: (x: Operand) => ReturnType<typeof f.less>, then: (x: Operand) => Operand, other: Operand) => {
  return (x: Operand): Operand => f.where(condition(x), then(x), other)
}

// prettier-ignore
const POINTS: readonly Point[] = [
  ['|x| at 0',              f.abs,                    [0],               0,                   [0],                    SGN],
  ['|x| at −0',             f.abs,                    [-0],              0,                   [-0],                   SGN],
  ['|x| at NaN',            f.abs,                    [NaN],             NaN,                 [NaN],                  'ours: where the value is NaN so is the slope; PyTorch says 0'],
  ['sign at 0',             f.sign,                   [0],               0,                   [0],                    TORCH],
  ['relu at 0',             f.relu,                   [0],               0,                   [0],                    THRESHOLD],
  ['relu at −0',            f.relu,                   [-0],              0,                   [0],                    THRESHOLD],
  ['relu6 at 0',            f.relu6,                  [0],               0,                   [0],                    'PyTorch: hardtanh_backward'],
  ['relu6 at 6',            f.relu6,                  [6],               6,                   [0],                    'PyTorch: hardtanh_backward'],
  ['leaky relu at 0',       f.leakyRelu,              [0, 0.1],          0,                   [0.1, 0],               'PyTorch: leaky_relu_backward, x > 0'],
  ['elu at 0',              f.elu,                    [0, 2],            0,                   [2, 0],                 'PyTorch: elu_backward, x ≤ 0'],
  ['selu at 0',             f.selu,                   [0],               0,                   [1.7580993408473766],   'PyTorch: elu_backward, x ≤ 0'],
  ['celu at 0',             f.celu,                   [0, 2],            0,                   [1, 0],                 'PyTorch: elu_backward, x ≤ 0'],
  ['hard sigmoid at −3',    f.hardSigmoid,            [-3],              0,                   [0],                    'PyTorch: hardsigmoid_backward'],
  ['hard sigmoid at 3',     f.hardSigmoid,            [3],               1,                   [0],                    'PyTorch: hardsigmoid_backward'],
  ['hard tanh at −1',       f.hardTanh,               [-1],              -1,                  [0],                    'PyTorch: hardtanh_backward'],
  ['hard tanh at 1',        f.hardTanh,               [1],               1,                   [0],                    'PyTorch: hardtanh_backward'],
  ['hard swish at −3',      f.hardSwish,              [-3],              -0,                  [-0.5],                 'PyTorch 1.13: hardswish_backward'],
  ['hard swish at 3',       f.hardSwish,              [3],               3,                   [1.5],                  'PyTorch 1.13: hardswish_backward'],
  ['maximum, tie split',    f.maximum,                [2, 2],            2,                   [0.5, 0.5],             SPLIT],
  ['minimum, tie split',    f.minimum,                [2, 2],            2,                   [0.5, 0.5],             SPLIT],
  ['maximum, tie first',    f.maximumFirst,           [2, 2],            2,                   [1, 0],                 FIRST],
  ['minimum, tie first',    f.minimumFirst,           [2, 2],            2,                   [1, 0],                 FIRST],
  ['maximum of ±0',         f.maximum,                [0, -0],           0,                   [0.5, 0.5],             SPLIT],
  ['x·x at 0',              square,                   [0],               0,                   [0],                    EXACT],
  ['x ** 2 at 0',           f.pow,                    [0, 2],            0,                   [0, 0],                 POW],
  ['x ** 0 at 0',           f.pow,                    [0, 0],            1,                   [0, 0],                 POW],
  ['x ** 0 at 3',           (x) => f.powInt(x, 0),    [3],               1,                   [0],                    POW],
  ['x ** 0 at ∞',           (x) => f.powInt(x, 0),    [Infinity],        1,                   [0],                    POW],
  ['x ** 1 at 0',           (x) => f.powInt(x, 1),    [0],               0,                   [1],                    EXACT],
  ['0 ** x at 2',           (x) => f.pow(0, x),       [2],               0,                   [0],                    POW],
  ['0 ** x at 0',           (x) => f.pow(0, x),       [0],               1,                   [0],                    POW],
  ['0 ** x at −1',          (x) => f.pow(0, x),       [-1],              Infinity,            [-Infinity],            POW],
  ['x ** ½ at 0',           (x) => f.pow(x, 0.5),     [0],               0,                   [Infinity],             LIMIT],
  ['sqrt at 0',             f.sqrt,                   [0],               0,                   [Infinity],             TORCH],
  ['sqrt at −0',            f.sqrt,                   [-0],              -0,                  [-Infinity],            'PyTorch: grad / (2 * result)'],
  ['cbrt at 0',             f.cbrt,                   [0],               0,                   [Infinity],             LIMIT],
  ['hypot at (0, 0)',       f.hypot,                  [0, 0],            0,                   [NaN, NaN],             'PyTorch: grad * (self / result)'],
  ['hypot at 1e200',        f.hypot,                  [1e200, 1e200],    Math.SQRT2 * 1e200,  [Math.SQRT1_2, Math.SQRT1_2], EXACT],
  ['hypot at 1e-200',       f.hypot,                  [1e-200, 1e-200],  Math.SQRT2 * 1e-200, [Math.SQRT1_2, Math.SQRT1_2], EXACT],
  ['atan2 at (0, 0)',       f.atan2,                  [0, 0],            0,                   [NaN, NaN],             'PyTorch: atan2_backward'],
  ['atan2 at (−0, −1)',     f.atan2,                  [-0, -1],          -Math.PI,            [-1, 0],                IEEE],
  ['atan2 at 1e200',        f.atan2,                  [1e200, 1e200],    Math.PI / 4,         [5e-201, -5e-201],      EXACT],
  ['atan2 at 1e-200',       f.atan2,                  [1e-200, 1e-200],  Math.PI / 4,         [5e199, -5e199],        EXACT],
  ['softplus at 100',       f.softplus,               [100],             100,                 [1],                    EXACT],
  ['softplus at −100',      f.softplus,               [-100],            ZERO,                [ZERO],                 EXACT],
  ['softplus at 1000',      f.softplus,               [1000],            1000,                [1],                    EXACT],
  ['softplus at −1000',     f.softplus,               [-1000],           0,                   [0],                    EXACT],
  ['log1p(exp(x)) at 100',  logOnePlusExp,            [100],             100,                 [1],                    EXACT],
  ['log1p(exp(x)) at −100', logOnePlusExp,            [-100],            ZERO,                [ZERO],                 EXACT],
  ['log1p(exp(x)) at 1000', logOnePlusExp,            [1000],            Infinity,            [NaN],                  'PyTorch, TensorFlow, JAX: ∞ / ∞; softplus is what to write'],
  ['log1p(exp(x)) at −1000', logOnePlusExp,           [-1000],           0,                   [0],                    EXACT],
  ['logSigmoid at 100',     f.logSigmoid,             [100],             -ZERO,               [ZERO],                 EXACT],
  ['logSigmoid at −1000',   f.logSigmoid,             [-1000],           -1000,               [1],                    EXACT],
  ['logaddexp at 1000',     f.logaddexp,              [1000, 1000],      1000 + Math.LN2,     [0.5, 0.5],             EXACT],
  ['logaddexp at ∓1000',    f.logaddexp,              [-1000, 1000],     1000,                [0, 1],                 EXACT],
  ['logaddexp of −∞ and 1', f.logaddexp,              [-Infinity, 1],    1,                   [0, 1],                 EXACT],
  ['logaddexp of −∞ twice', f.logaddexp,              [-Infinity, -Infinity], -Infinity,      [NaN, NaN],             'PyTorch: grad / (1 + exp(other − self))'],
  ['sigmoid at −1000',      f.sigmoid,                [-1000],           0,                   [0],                    EXACT],
  ['where, NaN not taken',  where((x) => f.greater(x, 0), f.log, 7),  [-1],  7,               [0],                    'zero cotangent times a finite slope'],
  ['where, ∞ slope not taken', where((x) => f.greater(x, 0), f.sqrt, 7), [0], 7,              [NaN],                  TRAP],
  ['where, NaN taken',      where((x) => f.less(x, 0), f.sqrt, 7),    [-1],  NaN,             [NaN],                  EXACT],
  ['x / x at 0',            (x) => f.div(x, x),       [0],               NaN,                 [NaN],                  IEEE],
  ['1 / x at −0',           f.reciprocal,             [-0],              -Infinity,           [-Infinity],            IEEE],
  ['clip at its low bound', f.clip,                   [1, 1, 2],         1,                   [1, 0, 0],              CLAMP],
  ['clip at its high bound', f.clip,                  [2, 1, 2],         2,                   [1, 0, 0],              CLAMP],
  ['clip below',            f.clip,                   [0, 1, 2],         1,                   [0, 1, 0],              CLAMP],
  ['clip, bounds crossed',  f.clip,                   [1.5, 2, 1],       1,                   [0, 0, 1],              'PyTorch: clamp_backward_min_max'],
  ['square of a denormal',  f.square,                 [5e-324],          0,                   [1e-323],               IEEE],
  ['sqrt of a denormal',    f.sqrt,                   [5e-324],          2.2227587494850775e-162, [2.249456897271598e161], IEEE],
  ['log of a denormal',     f.log,                    [5e-324],          -744.4400719213812,  [Infinity],             '1/x overflows'],
  ['exp that overflows',    f.exp,                    [710],             Infinity,            [Infinity],             IEEE],
  ['square that overflows', f.square,                 [1e200],           Infinity,            [2e200],                'the slope has not overflowed'],
  ['copysign to −0',        f.copysign,               [2, -0],           -2,                  [-1, 0],                TORCH],
  ['copysign of 0',         f.copysign,               [0, -1],           -0,                  [0, 0],                 'PyTorch: copysign_tensor_self_backward'],
  ['fmod at a jump',        f.fmod,                   [6, 3],            0,                   [1, -2],                TORCH],
  ['floor at a step',       f.floor,                  [2],               2,                   [0],                    'PyTorch: zeros_like; TensorFlow: None'],
  ['round half to even',    f.round,                  [2.5],             2,                   [0],                    'PyTorch: zeros_like'],
  ['asin at 1',             f.asin,                   [1],               Math.PI / 2,         [Infinity],             TORCH],
  ['acosh at 1',            f.acosh,                  [1],               0,                   [Infinity],             TORCH],
  ['sinc at 0',             f.sinc,                   [0],               1,                   [0],                    LIMIT],
  ['sinc near 0',           f.sinc,                   [1e-9],            1,                   [-((Math.PI ** 2) / 3) * 1e-9], EXACT],
  ['xlogy at (0, 0)',       f.xlogy,                  [0, 0],            0,                   [0, NaN],               'PyTorch: masked_fill for self, self / other for other'],
  ['xlogy at (0, NaN)',     f.xlogy,                  [0, NaN],          NaN,                 [NaN, NaN],             'PyTorch: xlogy'],
  ['entr at 0',             f.entr,                   [0],               0,                   [Infinity],             'PyTorch: special_entr'],
  ['entr below 0',          f.entr,                   [-1],              -Infinity,           [NaN],                  'PyTorch: special_entr'],
  ['erf at ∞',              f.erf,                    [Infinity],        1,                   [0],                    LIMIT],
  ['erfc at 25',            f.erfc,                   [25],              8.300172571196523e-274, [-4.153401063639897e-272], EXACT],
  ['erfinv at 1',           f.erfinv,                 [1],               Infinity,            [Infinity],             TORCH],
  ['gelu far below',        f.gelu,                   [-10],             -7.619853024160526e-23, [-7.618400096464814e-22], 'mpmath'],
  ['gamma at 0',            f.gamma,                  [0],               Infinity,            [-Infinity],            'C17, F.10.5.4; the limit from above'],
  ['lgamma at a pole',      f.lgamma,                 [-2],              Infinity,            [NaN],                  'PyTorch: grad * digamma(self)'],
  ['lgamma at 0',           f.lgamma,                 [0],               Infinity,            [-Infinity],            'PyTorch: grad * digamma(self)'],
  ['digamma at −0',         f.digamma,                [-0],              Infinity,            [Infinity],             'PyTorch: digamma'],
  ['beta of large numbers', f.beta,                   [1000, 1000],      0,                   [0, 0],                 'far below the smallest number'],
  ['lerp at its end',       f.lerp,                   [0.1, 0.7, 1],     0.7,                 [0, 1, 0.6],            'PyTorch: lerp from the nearer end'],
]

/** Equal, or within rounding of numbers that are not awkward. */
function near(actual: number, expected: number): boolean {
  if (Object.is(actual, expected) || actual === expected) return true
  const denormal = Math.abs(expected) < 1e-300 ? 1e-12 : 1e-13
  return Math.abs(actual - expected) <= denormal * Math.abs(expected)
}

describe('value and derivatives', () => {
  test.each(POINTS)('%s', (_, operation, x, value, slopes, source) => {
    const [primal, gradient] = valueAndGrad(operation, [...x.keys()])(...x) as [number, number[]]
    expect(near(primal, value), `value ${primal} for ${value}`).toBe(true)
    slopes.forEach((slope, k) => {
      const found = gradient[k]
      expect(near(found, slope), `slope by operand ${k}: ${found} for ${slope} (${source})`).toBe(true)
    })
  })

  test('every point has as many slopes as operands', () => {
    for (const [what, , x, , slopes] of POINTS) expect(slopes.length, what).toBe(x.length)
  })

  test('zeros keep their signs', () => {
    expect([f.relu(-0), f.abs(-0), f.trunc(-0.5), f.round(-0.5), f.sqrt(-0), f.fmod(-6, 3), f.mod(6, -3)]).toEqual([
      0, 0, -0, -0, -0, -0, -0,
    ])
    expect(Object.is(f.relu(-0), 0)).toBe(true)
    expect(Object.is(f.mul(-1, 0), -0)).toBe(true)
    expect(f.atan2(-0, -1)).toBe(-Math.PI)
    expect(f.atan2(0, -1)).toBe(Math.PI)
  })
})

/** The derivatives of order 1, 2, … of a function at x. */
function orders(operation: (x: Num) => Operand, x: number, highest: number): number[] {
  let derivative = operation
  return Array.from({ length: highest }, () => {
    derivative = grad(derivative) as (x: Operand) => Num
    return derivative(x) as number
  })
}

const EULER = 0.5772156649015329
const APERY = 1.2020569031595942
const NORMAL = 1 / Math.sqrt(2 * Math.PI)

// prettier-ignore
describe('higher orders', () => {
  test.each<readonly [string, (x: Operand) => Operand, number, readonly number[]]>([
    ['x·x at 0',            square,                    0,    [0, 2, 0, 0]],
    ['x ** 2 at 0',         (x) => f.powInt(x, 2),     0,    [0, 2, 0, 0]],
    ['x ** 2.0 at 0',       (x) => f.pow(x, 2),        0,    [0, 2, 0, 0]],
    ['x ** 3 at 0',         (x) => f.powInt(x, 3),     0,    [0, 0, 6, 0]],
    ['x ** 0 at 0',         (x) => f.powInt(x, 0),     0,    [0, 0]],
    ['|x| at 0',            f.abs,                     0,    [0, 0]],
    ['relu at 0',           f.relu,                    0,    [0, 0]],
    ['softplus at 0',       f.softplus,                0,    [0.5, 0.25, 0, -0.125]],
    ['sinc at 0',           f.sinc,                    0,    [0, -(Math.PI ** 2) / 3, 0, Math.PI ** 4 / 5, 0, -(Math.PI ** 6) / 7, 0, Math.PI ** 8 / 9]],
    ['sinc at ½',           f.sinc,                    0.5,  [-4 / Math.PI, 16 / Math.PI - 2 * Math.PI, 12 * Math.PI - 96 / Math.PI]],
    ['sinc at 1',           f.sinc,                    1,    [-1, 2, Math.PI ** 2 - 6]],
    ['erf at 0',            f.erf,                     0,    [2 / Math.sqrt(Math.PI), 0, -4 / Math.sqrt(Math.PI), 0, 24 / Math.sqrt(Math.PI)]],
    ['gelu at 0',           f.gelu,                    0,    [0.5, 2 * NORMAL, 0, -4 * NORMAL]],
    ['gelu at 1000',        f.gelu,                    1000, [1, 0, 0]],
    ['elu at 1000',         (x) => f.elu(x),           1000, [1, 0, 0]],
    ['celu at 1000',        (x) => f.celu(x),          1000, [1, 0, 0]],
    ['selu at 1000',        f.selu,                    1000, [1.0507009873554805, 0, 0]],
    ['mish at 1000',        f.mish,                    1000, [1, 0, 0]],
    ['silu at −1000',       f.silu,                    -1000, [0, 0, 0]],
    ['lgamma at 1',         f.lgamma,                  1,    [-EULER, Math.PI ** 2 / 6, -2 * APERY, Math.PI ** 4 / 15]],
    ['digamma at ½',        f.digamma,                 0.5,  [Math.PI ** 2 / 2, -14 * APERY, Math.PI ** 4]],
    ['gamma at 1',          f.gamma,                   1,    [-EULER, EULER ** 2 + Math.PI ** 2 / 6]],
    ['xlogx at 2',          (x) => f.xlogy(x, x),      2,    [Math.LN2 + 1, 0.5, -0.25]],
    ['hypot(x, 1) at 0',    (x) => f.hypot(x, 1),      0,    [0, 1, 0, -3]],
    ['atan2(x, 1) at 0',    (x) => f.atan2(x, 1),      0,    [1, 0, -2, 0, 24]],
    ['hypot at 1e200',      (x) => f.hypot(x, 1e200),  1e200, [Math.SQRT1_2, 1e-200 / (2 * Math.SQRT2)]],
  ])('%s', (_, operation, x, expected) => {
    orders(operation, x, expected.length).forEach((found, i) => {
      const size = Math.max(Math.abs(expected[i]), expected[i] === 0 ? 1 : 0)
      expect(Math.abs(found - expected[i]), `order ${i + 1}: ${found} for ${expected[i]}`).toBeLessThanOrEqual(1e-12 * size)
    })
  })
})

describe('float32', () => {
  const float32 = (value: number): Tensor => new Tensor(Float64Array.of(Math.fround(value)), [1], 'float32')
  const at = (operation: (x: Operand) => Operand, x: number): [number, number] => {
    const total = (v: Operand): Operand => f.sum(operation(v))
    const [value, gradient] = valueAndGrad(total)(float32(x)) as [number, Tensor]
    return [value, gradient.data[0]]
  }

  test('overflows where float32 does, in the value and in the slope', () => {
    expect(at(f.square, 1e20)).toEqual([Infinity, Math.fround(2 * Math.fround(1e20))])
    expect(at(f.square, 3e38)).toEqual([Infinity, Infinity])
    expect(at(f.exp, 89)).toEqual([Infinity, Infinity])
    expect(at(f.exp, 88)[0]).toBe(Math.fround(Math.exp(88)))
  })

  test('softplus and logSigmoid do not overflow', () => {
    expect(at(f.softplus, 1000)).toEqual([1000, 1])
    expect(at(f.logSigmoid, -1000)).toEqual([-1000, 1])
  })

  test('goes down to its own denormals, and to 0 below them', () => {
    expect(at(f.square, 1e-22)).toEqual([Math.fround(1e-44), Math.fround(2e-22)])
    expect(at(f.square, 1e-23)[0]).toBe(0)
    expect(at((x) => f.mul(x, 1e-38), 1e-6)[0]).toBe(Math.fround(Math.fround(1e-38) * Math.fround(1e-6)))
  })
})
