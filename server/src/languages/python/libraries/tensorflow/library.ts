// TensorFlow 2.15 as a library of Python: the module tree `tensorflow`, `keras` beside it, and the types of tensors.
import type { Module, Runtime } from '@gradlens/engine'
import type { PythonLibrary } from '../../protocol'
import { ARRAY_ROWS } from './array'
import { MATH_ROWS } from './math'
import { MISC_ROWS } from './misc'
import { ModuleTree } from './modules'
import { NN_ROWS } from './nn'
import { RANDOM_ROWS } from './random'
import { opaqueTensorProtocol, tensorProtocol } from './tensor'

/** Every name of `tf` that is evaluated. */
export const TREE = new ModuleTree([...MISC_ROWS, ...MATH_ROWS, ...ARRAY_ROWS, ...NN_ROWS, ...RANDOM_ROWS])

export const tensorflow: PythonLibrary = {
  name: 'tensorflow',
  module: (path: string, runtime: Runtime): Module | undefined => TREE.module(path.replace(/^tensorflow/, 'tf'), runtime),
  tensor: tensorProtocol,
  opaqueTensor: opaqueTensorProtocol,
}

/** Keras 2 on its own is TensorFlow's. */
export const keras: PythonLibrary = {
  name: 'keras',
  module: (path: string, runtime: Runtime): Module | undefined => TREE.module(path.replace(/^keras/, 'tf.keras'), runtime),
}
