// Tensors and variables: element types, errors in TensorFlow's words, indexing, text.
import { describe, expect, it } from 'vitest'
import { runScript } from './runScript.testing'

const head = 'import tensorflow as tf\nimport numpy as np\n'

function printed(expression: string, before = ''): string {
  const result = runScript(`${head}${before}\nprint(${expression})\n`)
  if (result.raised) throw new Error(`${result.raised.type}: ${result.raised.message}`)
  return result.stdout.slice(0, -1)
}

function raisedBy(expression: string): string {
  const { raised } = runScript(`${head}${expression}\n`)
  return raised ? `${raised.type}: ${raised.message}` : 'nothing'
}

describe('element types', () => {
  it.each([
    ['tf.constant(1.5).dtype', "<dtype: 'float32'>"],
    ['tf.constant(1).dtype', "<dtype: 'int32'>"],
    ['tf.constant(3000000000).dtype', "<dtype: 'int64'>"],
    ['tf.constant(True).dtype', "<dtype: 'bool'>"],
    ['tf.constant([1, 2.5]).dtype', "<dtype: 'float32'>"],
    ['tf.constant(np.array([1.5])).dtype', "<dtype: 'float64'>"],
    ['tf.constant([np.float64(1.5)]).dtype', "<dtype: 'float32'>"],
    ['tf.constant(1, dtype=tf.float64).dtype', "<dtype: 'float64'>"],
    ["tf.constant(1, dtype='float32').dtype", "<dtype: 'float32'>"],
    ['tf.zeros(2, tf.int32).dtype', "<dtype: 'int32'>"],
    ['(tf.constant(1.0) * 2).dtype', "<dtype: 'float32'>"],
    ['(tf.constant([1, 2]) / 2).dtype', "<dtype: 'float64'>"],
    ['(tf.constant([1, 2]) * np.array([1.5, 2.5])).numpy()', '[1 4]'],
    ['(np.array([1.5, 2.5]) * tf.constant([1.0, 2.0])).dtype', "<dtype: 'float32'>"],
    ['tf.argmax([1, 2]).dtype', "<dtype: 'int64'>"],
    ['tf.cast([1.7, -1.7], tf.int32).numpy()', '[ 1 -1]'],
    ['tf.cast([0, 2], tf.bool).numpy()', '[False  True]'],
    ['tf.reduce_mean([1, 2]).numpy()', '1'],
    ['tf.constant([1.0]).numpy().dtype', 'float32'],
    ['tf.Variable(1.0).numpy().dtype', 'float32'],
    ['tf.float32 == np.float32, tf.double == tf.float64, tf.float32.name', 'True True float32'],
    [
      'tf.constant(2.0) == 2, tf.constant(2.0) is None, tf.constant(2.0) != None',
      'tf.Tensor(True, shape=(), dtype=bool) False True',
    ],
  ])('%s', (expression, expected) => {
    expect(printed(expression)).toBe(expected)
  })
})

describe('errors', () => {
  it.each([
    [
      'tf.constant(1.0) + tf.constant(1.0, dtype=tf.float64)',
      'InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor but is a double tensor [Op:AddV2] name: ',
    ],
    [
      'tf.Variable(1.0) * tf.Variable(1.0, dtype=tf.float64)',
      'InvalidArgumentError: cannot compute Mul as input #1(zero-based) was expected to be a float tensor but is a double tensor [Op:Mul] name: ',
    ],
    [
      'tf.matmul(np.ones((2, 2)), tf.ones((2, 2)))',
      'InvalidArgumentError: cannot compute MatMul as input #1(zero-based) was expected to be a double tensor but is a float tensor [Op:MatMul] name: ',
    ],
    ['tf.constant(2) * 2.5', 'TypeError: Cannot convert 2.5 to EagerTensor of dtype int32'],
    ['2.5 * tf.constant(2)', 'TypeError: Cannot convert 2.5 to EagerTensor of dtype int32'],
    [
      'tf.constant(1) + 1.5',
      'InvalidArgumentError: cannot compute AddV2 as input #1(zero-based) was expected to be a int32 tensor but is a float tensor [Op:AddV2] name: ',
    ],
    ['tf.constant(1.5, dtype=tf.int32)', 'TypeError: Cannot convert 1.5 to EagerTensor of dtype int32'],
    [
      'tf.constant([1., 2.]) + tf.constant([1., 2., 3.])',
      'InvalidArgumentError: {{function_node __wrapped__AddV2_device_/job:localhost/replica:0/task:0/device:CPU:0}} Incompatible shapes: [2] vs. [3] [Op:AddV2] name: ',
    ],
    [
      'tf.matmul(tf.ones((2, 3)), tf.ones((2, 3)))',
      'InvalidArgumentError: {{function_node __wrapped__MatMul_device_/job:localhost/replica:0/task:0/device:CPU:0}} Matrix size-incompatible: In[0]: [2,3], In[1]: [2,3] [Op:MatMul] name: ',
    ],
    [
      'tf.reshape(tf.range(6), (4, 2))',
      'InvalidArgumentError: {{function_node __wrapped__Reshape_device_/job:localhost/replica:0/task:0/device:CPU:0}} Input to reshape is a tensor with 6 values, but the requested shape has 8 [Op:Reshape] name: ',
    ],
    [
      'tf.range(6)[10]',
      'InvalidArgumentError: {{function_node __wrapped__StridedSlice_device_/job:localhost/replica:0/task:0/device:CPU:0}} slice index 10 of dimension 0 out of bounds. [Op:StridedSlice] name: ',
    ],
    ['tf.constant([[1, 2], [3]])', "ValueError: Can't convert non-rectangular Python sequence to Tensor."],
    [
      'tf.constant(None)',
      "ValueError: Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor.",
    ],
    [
      'tf.Variable(1.0).assign([1.0, 2.0])',
      "ValueError: Cannot assign value to variable ' Variable:0': Shape mismatch.The variable shape (), and the assigned value shape (2,) are incompatible.",
    ],
    [
      'bool(tf.constant([1.0, 2.0]))',
      'ValueError: The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()',
    ],
    ['len(tf.constant(1.0))', 'TypeError: Scalar tensor has no `len()`'],
    ['list(tf.constant(1.0))', 'TypeError: Cannot iterate over a scalar tensor.'],
    ['tf.constant([1.0])[0] = 2.0', "TypeError: 'EagerTensor' object does not support item assignment"],
    ['{tf.constant(1.0): 1}', 'TypeError: Tensor is unhashable. Instead, use tensor.ref() as the key.'],
    ['tf.reduce_sum()', "TypeError: reduce_sum() missing 1 required positional argument: 'input_tensor'"],
    ['tf.square(1.0, 2.0, 3.0)', 'TypeError: square() takes from 1 to 2 positional arguments but 3 were given'],
    ['tf.square(1.0, foo=1)', "TypeError: square() got an unexpected keyword argument 'foo'"],
    ['tf.constant(1.0).name', 'AttributeError: Tensor.name is undefined when eager execution is enabled.'],
    ['tf.constant(1.0).assign(2.0)', "AttributeError: 'EagerTensor' object has no attribute 'assign'"],
  ])('%s', (expression, expected) => {
    expect(raisedBy(expression)).toBe(expected)
  })

  it('name both places where two dtypes meet', () => {
    const result = runScript(`${head}a = tf.constant(1.0)\nb = tf.constant(np.array(2.0))\nc = a * b\n`)
    expect(result.raised).toMatchObject({ type: 'InvalidArgumentError', code: 'dtype-mismatch' })
    expect(result.failure.related.map(({ span, message }) => `${result.under(span)}: ${message}`)).toEqual([
      'tf.constant(1.0): this is float32',
      'tf.constant(np.array(2.0)): this is float64',
    ])
  })

  it('can be caught', () => {
    const source = `${head}try:\n    tf.constant([1.0]) + tf.constant([1.0, 2.0, 3.0]) + tf.constant([1.0, 2.0])\nexcept tf.errors.InvalidArgumentError as e:\n    print('caught')\n`
    expect(runScript(source).stdout).toBe('caught\n')
  })
})

describe('text', () => {
  it.each([
    ['tf.constant(16.0)', 'tf.Tensor(16.0, shape=(), dtype=float32)'],
    ['repr(tf.constant(16.0))', '<tf.Tensor: shape=(), dtype=float32, numpy=16.0>'],
    ['tf.constant([1.0, 2.0])', 'tf.Tensor([1. 2.], shape=(2,), dtype=float32)'],
    ['[tf.constant([1.0, 2.0])]', '[<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>]'],
    ['tf.constant([[1, 2], [3, 4]])', 'tf.Tensor(\n[[1 2]\n [3 4]], shape=(2, 2), dtype=int32)'],
    [
      'repr(tf.ones((2, 2)))',
      '<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 1.],\n       [1., 1.]], dtype=float32)>',
    ],
    ['tf.Variable(3.0)', "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=3.0>"],
    ["tf.Variable([1, 2], name='w')", "<tf.Variable 'w:0' shape=(2,) dtype=int32, numpy=array([1, 2], dtype=int32)>"],
    ['tf.Variable(1.0).assign_add(2.0)', "<tf.Variable 'UnreadVariable' shape=() dtype=float32, numpy=3.0>"],
    ["f'{tf.constant(0.1)} {tf.constant(0.1):.3f} {tf.constant([0.1])}'", '0.10000000149011612 0.100 [0.1]'],
    ["f'{tf.constant(0.1).numpy()} {tf.Variable(0.1).numpy():.2f}'", '0.10000000149011612 0.10'],
    ['tf.constant(0.1).numpy(), tf.constant(0.1).numpy().item()', '0.1 0.10000000149011612'],
    ["'%.2f %s' % (tf.constant(0.5), tf.constant(0.5).numpy())", '0.50 0.5'],
    [
      'tf.ones((2, 3)).shape, repr(tf.ones(2).shape), tf.ones((2, 3)).shape[1], tf.ones(2).shape.as_list()',
      '(2, 3) TensorShape([2]) 3 [2]',
    ],
    ['tf.float32, [tf.float32]', "<dtype: 'float32'> [tf.float32]"],
  ])('print(%s)', (expression, expected) => {
    expect(printed(expression)).toBe(expected)
  })

  it('of a display fits on a line', () => {
    expect(runScript(`${head}m = tf.ones((2, 2))\nv = tf.Variable(2.5)\n`).show('m')).toBe('[[1. 1.] [1. 1.]]')
    expect(runScript(`${head}v = tf.Variable(2.5)\n`).show('v')).toBe('2.5')
  })
})

describe('indexing', () => {
  it.each([
    ['x[0].numpy()', '[0. 1. 2.]'],
    ['x[-1, -1].numpy()', '5.0'],
    ['x[:, 1].numpy()', '[1. 4.]'],
    ['x[..., ::2].numpy()', '[[0. 2.]\n [3. 5.]]'],
    ['x[:, tf.newaxis].shape', '(2, 1, 3)'],
    ['x[tf.constant(1)].numpy()', '[3. 4. 5.]'],
    ['x[x > 2.0].numpy()', '[3. 4. 5.]'],
    ['[row.numpy().tolist() for row in x]', '[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]'],
    ['len(x), x.ndim', '2 2'],
  ])('%s', (expression, expected) => {
    expect(printed(expression, 'x = tf.reshape(tf.range(6.0), [2, 3])')).toBe(expected)
  })
})

describe('a random draw without a seed', () => {
  it('is a sample, the same each time, and said to be one', () => {
    const source = `${head}x = tf.random.normal([3])\n`
    const [one, two] = [runScript(source), runScript(source)]
    expect(one.show('x')).toBe(two.show('x'))
    expect(one.notices.map((notice) => [notice.code, one.under(notice.span)])).toEqual([
      ['sampled-value', 'tf.random.normal([3])'],
    ])
  })

  it('with a seed is not evaluated yet', () => {
    const result = runScript(`${head}tf.random.set_seed(1)\nx = tf.random.uniform([2])\n`)
    expect(result.show('x')).toBe("unknown: TensorFlow's seeded random numbers are not evaluated")
    expect(result.notices).toEqual([])
  })
})

describe('what is not in the tables', () => {
  it('is opaque under its name', () => {
    expect(runScript(`${head}layer = tf.keras.layers.Conv2D(3, 3)\n`).show('layer')).toBe(
      'unknown: `tf.keras.layers.Conv2D` is not evaluated',
    )
    expect(runScript(`${head}from tensorflow.keras import layers\nlayer = layers.Dense(3)\n`).show('layer')).toMatch(
      /^unknown: `(tf|tensorflow)\.keras\.layers\.Dense` is not evaluated$/,
    )
  })
})
