// TensorFlow 2.15 as a library of Python: the module tree `tensorflow`, `keras` beside it, and the types of tensors.
import type { Module, Runtime } from '@gradlens/engine'
import type { PythonLibrary } from '../../protocol'
import { arrayInput } from '../numpy/inputs'
import { ModuleTree } from '../numpy/moduleTree'
import { ARRAY_ROWS } from './array'
import { LOSS_ROWS } from './losses'
import { MATH_ROWS } from './math'
import { MISC_ROWS } from './misc'
import { NN_ROWS } from './nn'
import { OPTIMIZER_ROWS } from './optimizers'
import { RANDOM_ROWS } from './random'
import { opaqueTensorProtocol, tensorProtocol } from './tensor'

/** Every name of `tf` that is evaluated. */
export const TREE = new ModuleTree([
  ...MISC_ROWS,
  ...MATH_ROWS,
  ...ARRAY_ROWS,
  ...NN_ROWS,
  ...RANDOM_ROWS,
  ...OPTIMIZER_ROWS,
  ...LOSS_ROWS,
])

export const tensorflow: PythonLibrary = {
  name: 'tensorflow',
  version: '2.15',
  // Only what is to stay out of TensorFlow is no tensor.
  input: (value, { plain }, runtime) => (plain ? arrayInput(value, runtime) : undefined),
  module: (path: string, runtime: Runtime): Module | undefined =>
    TREE.module(path.replace(/^tensorflow/, 'tf'), runtime),
  tensor: tensorProtocol,
  opaqueTensor: opaqueTensorProtocol,
}

/** Keras 2 on its own is TensorFlow's. */
export const keras: PythonLibrary = {
  name: 'keras',
  module: (path: string, runtime: Runtime): Module | undefined =>
    TREE.module(path.replace(/^keras/, 'tf.keras'), runtime),
}
