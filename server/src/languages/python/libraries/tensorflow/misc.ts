// What is in `tf` beside operations: `tf.function`, printing, nested structures, names and constants.
import { NativeObject, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { native } from '../numpy/call'
import { DTYPE_MEMBERS } from './dtypes'
import { ERROR_MEMBERS } from './errors'
import { gradientTape } from './gradientTape'
import { fn, member, type Row } from './modules'
import { flatten, pack } from './nest'
import { tensorShape } from './tensorShape'
import { variableConstructor } from './variable'

/** A class that is only asked whether something is an instance of it. */
export class TypeName extends NativeObject<null> {
  constructor(
    readonly name: string,
    readonly typeName: string,
  ) {
    super()
  }
  get protocol(): TypeProtocol<TypeName> {
    return typeProtocol
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const typeProtocol: TypeProtocol<TypeName> = {
  typeName: () => 'type',
  repr: (v) => `<class 'tensorflow.python.framework.tensor.${v.name}'>`,
  display: (v) => `tf.${v.name}`,
  toJson: () => undefined,
}

/** `tf.function`: the function itself, run eagerly; with options alone, a decorator. */
const asFunction = native(
  'tf.function',
  'func=, input_signature=, autograph=, jit_compile=, reduce_retracing=, experimental_implements=, experimental_autograph_options=, experimental_attributes=, experimental_relax_shapes=, experimental_compile=, experimental_follow_type_hints=',
  (_call, func) => (func === undefined || func === null ? decorator : func),
)

const decorator = native('tf.function', 'func', (_call, func) => func)

export const MISC_ROWS: readonly Row[] = [
  member('tf.Variable', variableConstructor),
  member('tf.{,autodiff.}GradientTape', gradientTape),
  member('tf.TensorShape', tensorShape),
  member('tf.function', asFunction),
  member('tf.Tensor', new TypeName('Tensor', 'tensor type')),
  member('tf.newaxis', null),
  member('tf.__version__', '2.15.0'),
  member('tf.UnconnectedGradients.NONE', 'none'),
  member('tf.UnconnectedGradients.ZERO', 'zero'),
  ...[...DTYPE_MEMBERS].map(([name, dtype]) => member(`tf.{,dtypes.}${name}`, dtype)),
  ...[...ERROR_MEMBERS].map(([name, cls]) => member(`tf.errors.${name}`, cls)),
  fn('tf.print', '*inputs, output_stream=, summarize=, sep=, end=, name=', () => null),
  fn('tf.executing_eagerly', '', () => true),
  fn('tf.nest.flatten', 'structure, expand_composites=', (call, structure) =>
    call.runtime.semantics.makeList(flatten(structure), call.runtime),
  ),
  fn('tf.nest.map_structure', 'func, *structure', (call, func, structures) => {
    const given = flatten(structures).length === 0 ? [] : (structures as { items: readonly Value[] }).items
    const leaves = given.map(flatten)
    const results = leaves[0].map((_, i) =>
      call.runtime.call(func, { positional: leaves.map((list) => list[i]), keywords: null }, call.site),
    )
    return pack(given[0], results, call.runtime)
  }),
]
