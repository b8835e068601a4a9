// `tf.keras.losses` that need no options: mean squared and absolute errors, as functions and as objects.
import { NativeObject, Opaque, Tensor, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { cast, placed, toTensor } from './convert'
import { dtypeOf } from './dtypes'
import { BINARY, binary } from './elementwise'
import { fn, type Row } from './modules'

type Loss = (call: Call, truth: Value, prediction: Value) => TensorLike

/** Keras converts the prediction first, and the truth to its element type (losses.py, mean_squared_error). */
function difference(call: Call, truth: Value, prediction: Value): TensorLike {
  const p = toTensor(call, prediction)
  const t = toTensor(call, truth)
  const dtype = dtypeOf(p)
  return binary(call, BINARY.subtract, p, dtype ? cast(call, t, dtype) : t)
}

const meanSquaredError: Loss = (call, truth, prediction) =>
  overLast(call, call.ops.square(difference(call, truth, prediction)) as TensorLike)
const meanAbsoluteError: Loss = (call, truth, prediction) =>
  overLast(call, call.ops.abs(difference(call, truth, prediction)) as TensorLike)

function overLast(call: Call, x: TensorLike): TensorLike {
  const rank = (x instanceof Opaque ? x.facts.shape : x.shape)?.length
  if (rank === 0) return placed(call, x)
  return placed(call, call.ops.mean(x, [-1]))
}

/** A loss object: the mean over everything that the function leaves. */
class LossObject extends NativeObject<null> {
  constructor(
    readonly typeName: string,
    readonly loss: Loss,
  ) {
    super()
  }
  get protocol(): TypeProtocol<LossObject> {
    return protocol
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const protocol: TypeProtocol<LossObject> = {
  typeName: (v) => v.typeName,
  repr: (v) => `<keras.src.losses.${v.typeName} object>`,
  display: (v) => v.typeName,
  toJson: () => undefined,
  call(v, args, runtime, site) {
    const call = new Call(runtime, `tf.keras.losses.${v.typeName}`, site)
    const [truth, prediction, weight] = args.positional
    const named = args.keywords
    if (weight !== undefined || named?.has('sample_weight'))
      return call.opaque('losses with sample weights are not evaluated', { tensor: true }, args.positional)
    runtime.at(site)
    const each = v.loss(call, truth ?? named?.get('y_true'), prediction ?? named?.get('y_pred'))
    if (each instanceof Tensor && each.size === 0) return placed(call, each)
    // Sum over batch size: the sum divided by how many there are.
    return placed(call, call.ops.mean(each))
  },
}

/** The function under its names, and the object. */
function loss(functions: string, object: string, body: Loss): readonly Row[] {
  return [
    fn(functions, 'y_true, y_pred', (call, truth, prediction) => body(call, truth, prediction)),
    fn(`tf.keras.losses.${object}`, 'reduction=, name=', (call, reduction) =>
      reduction === undefined
        ? new LossObject(object, body)
        : call.opaque('losses with a reduction of their own are not evaluated'),
    ),
  ]
}

export const LOSS_ROWS: readonly Row[] = [
  ...loss(
    'tf.keras.{losses.mean_squared_error,losses.MSE,losses.mse,metrics.mean_squared_error}',
    'MeanSquaredError',
    meanSquaredError,
  ),
  ...loss(
    'tf.keras.{losses.mean_absolute_error,losses.MAE,losses.mae,metrics.mean_absolute_error}',
    'MeanAbsoluteError',
    meanAbsoluteError,
  ),
]
