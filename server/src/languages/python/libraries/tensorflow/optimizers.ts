// `tf.keras.optimizers`: the update formulas of Keras 2.15 in the variables' own precision (keras/optimizers/*.py).
import { Int, NativeObject, Opaque, Tensor, type Num, type Runtime, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { Call, known } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { constant, toTensor } from './convert'
import { methods } from './methods'
import { fn, type Row } from './modules'
import { assign, makeVariable, setTo, Variable } from './variable'

/** What an optimizer does to one variable. `slots` are its moments, in the order of `Formula.slots`. */
interface Formula {
  readonly name: string
  readonly slots: readonly string[]
  readonly step: (update: Update, slots: readonly Variable[]) => void
}

interface OptimizerState {
  /** The moments of each variable. */
  readonly slots: ReadonlyMap<Variable, readonly Variable[]>
}

class Optimizer extends NativeObject<OptimizerState> {
  private state: OptimizerState = { slots: new Map() }

  constructor(
    readonly formula: Formula,
    readonly rate: Variable,
    readonly iterations: Variable,
    /** The other numbers that it was made with. */
    readonly options: Readonly<Record<string, number>>,
  ) {
    super()
  }

  get typeName(): string {
    return this.formula.name
  }

  get protocol(): TypeProtocol<Optimizer> {
    return protocol
  }

  /** The moments of a variable, zeros at first. */
  slotsOf(call: Call, variable: Variable): readonly Variable[] {
    const known = this.state.slots.get(variable.self)
    if (known) return known
    const made = this.formula.slots.map((slot) =>
      makeVariable(call, call.ops.zerosLike(variable.num) as TensorLike, slot, false),
    )
    call.runtime.touch(this)
    this.state = { slots: new Map([...this.state.slots, [variable.self, made]]) }
    return made
  }

  save(): OptimizerState {
    return this.state
  }
  restore(state: OptimizerState): void {
    this.state = state
  }
  merge(one: OptimizerState, other: OptimizerState): void {
    this.state = one.slots.size >= other.slots.size ? one : other
  }
}

/** Arithmetic in one variable's element type. */
class Update {
  constructor(
    readonly call: Call,
    private readonly optimizer: Optimizer,
    readonly variable: Variable,
    readonly gradient: Num,
  ) {}

  get ops(): Call['ops'] {
    return this.call.ops
  }

  number(value: number): Tensor {
    return constant(this.call, [value], [], this.variable.dtype)
  }

  option(name: string): number {
    return this.optimizer.options[name]
  }

  get rate(): Num {
    const { rate, variable } = { rate: this.optimizer.rate, variable: this.variable }
    return rate.dtype === variable.dtype ? rate.num : this.ops.cast(rate.num, variable.dtype)
  }

  /** How many steps there will have been after this one, as a number of the variable's type. */
  get step(): Num {
    return this.ops.cast(this.ops.add(this.optimizer.iterations.num, 1), this.variable.dtype)
  }

  set(variable: Variable, value: Num): void {
    setTo(this.call, variable, value)
  }
}

/** keras/optimizers/sgd.py, update_step. */
const SGD: Formula = {
  name: 'SGD',
  slots: ['m'],
  step(u, [m]) {
    const { ops } = u
    const step = ops.mul(ops.neg(u.gradient), u.rate)
    if (u.option('momentum') === 0) return u.set(u.variable, ops.add(u.variable.num, step))
    const momentum = u.number(u.option('momentum'))
    u.set(m, ops.add(step, ops.mul(m.num, momentum)))
    u.set(u.variable, ops.add(u.variable.num, u.option('nesterov') ? ops.add(step, ops.mul(m.num, momentum)) : m.num))
  },
}

/** keras/optimizers/adam.py, update_step. */
const ADAM: Formula = {
  name: 'Adam',
  slots: ['m', 'v'],
  step(u, [m, v]) {
    const { ops } = u
    const [one, beta1, beta2] = [1, u.option('beta_1'), u.option('beta_2')].map((x) => u.number(x))
    const power1 = ops.pow(beta1, u.step)
    const power2 = ops.pow(beta2, u.step)
    const alpha = ops.div(ops.mul(u.rate, ops.sqrt(ops.sub(one, power2))), ops.sub(one, power1))
    u.set(m, ops.add(m.num, ops.mul(ops.sub(u.gradient, m.num), u.number(1 - u.option('beta_1')))))
    u.set(v, ops.add(v.num, ops.mul(ops.sub(ops.square(u.gradient), v.num), u.number(1 - u.option('beta_2')))))
    const scale = ops.add(ops.sqrt(v.num), u.number(u.option('epsilon')))
    u.set(u.variable, ops.sub(u.variable.num, ops.div(ops.mul(m.num, alpha), scale)))
  },
}

function applyGradients(call: Call, self: Optimizer, pairs: Value): Value {
  const { runtime } = call
  const iteration = runtime.semantics.iterate(known(pairs), runtime, call.site)
  if (iteration.opaque) known(iteration.opaque)
  const given: { readonly pair: Value; readonly gradient: Value; readonly variable: Variable }[] = []
  for (let item = iteration.next(); typeof item !== 'symbol'; item = iteration.next()) {
    const inner = runtime.semantics.iterate(known(item), runtime, call.site)
    const [gradient, variable] = [inner.next(), inner.next()]
    if (typeof gradient === 'symbol' || typeof variable === 'symbol')
      call.raise('ValueError', 'not enough values to unpack (expected 2, got 1)')
    if (variable instanceof Opaque) known(variable)
    if (!(variable instanceof Variable)) {
      return call.raise('AttributeError', `'${runtime.semantics.display(variable, runtime)}' is no tf.Variable`)
    }
    given.push({ pair: item, gradient, variable })
  }
  const real = given.filter(({ gradient }) => gradient !== null)
  if (real.length === 0 && given.length > 0) {
    const names = given.map(({ variable }) => `'${variable.name}'`).join(', ')
    const shown = given.map(({ variable }) => `(None, ${text(variable, runtime)})`).join(', ')
    call.raise(
      'ValueError',
      `No gradients provided for any variable: ([${names}],). Provided \`grads_and_vars\` is (${shown}${given.length === 1 ? ',' : ''}).`,
    )
  }
  runtime.at(call.site)
  for (const { gradient, variable } of real) {
    const slots = self.options.momentum === 0 ? [] : self.slotsOf(call, variable)
    self.formula.step(new Update(call, self, variable, toTensor(call, gradient, { dtype: variable.dtype })), slots)
  }
  setTo(call, self.iterations, call.ops.add(self.iterations.num, 1))
  return self.iterations
}

function text(variable: Variable, runtime: Runtime): string {
  return variable.protocol.repr(variable, runtime)
}

/** `minimize(loss, var_list, tape=None)` with a function as loss needs a tape of its own: left opaque. */
const METHODS = methods<Optimizer>('Optimizer', {
  apply_gradients: [
    'grads_and_vars, name=, skip_gradients_aggregation=, experimental_aggregate_gradients=',
    applyGradients,
  ],
})

const protocol: TypeProtocol<Optimizer> = {
  typeName: (v) => v.typeName,
  repr: (v) => `<keras.src.optimizers.${v.typeName.toLowerCase()}.${v.typeName} object>`,
  display: (v) => v.typeName,
  toJson: () => undefined,
  getAttribute(v, name, runtime, site) {
    if (name === 'learning_rate' || name === 'lr') return v.rate
    if (name === 'iterations') return v.iterations
    return METHODS.bound(v, name) ?? runtime.opaque(`\`${v.typeName}.${name}\` is not evaluated`, site)
  },
  setAttribute(v, name, value, runtime, site) {
    if (name !== 'learning_rate' && name !== 'lr') return
    assign(new Call(runtime, `${v.typeName}.learning_rate`, site), v.rate, value)
  },
}

/** A number given to an optimizer. */
function number(call: Call, v: Value, fallback: number): number {
  if (v === undefined || v === null) return fallback
  const x = toTensor(call, known(v))
  return x instanceof Tensor ? x.data[0] : fallback
}

function make(call: Call, formula: Formula, rate: Value, options: Readonly<Record<string, number>>): Value {
  const scalar = typeof rate === 'number' || rate instanceof Int || rate instanceof Tensor || rate === undefined
  if (!scalar) return call.opaque('learning rate schedules are not evaluated', {}, [rate])
  const start = rate instanceof Int ? Number(rate.value) : rate
  const learning = makeVariable(
    call,
    toTensor(call, start === undefined ? options.rate : start, {}),
    'learning_rate',
    false,
  )
  const iterations = makeVariable(call, constant(call, [0], [], 'int64'), 'iteration', false)
  return new Optimizer(formula, learning, iterations, options)
}

export const OPTIMIZER_ROWS: readonly Row[] = [
  fn('tf.{keras.,}optimizers.SGD', 'learning_rate=, momentum=, nesterov=, name=', (call, rate, momentum, nesterov) =>
    make(call, SGD, rate, { rate: 0.01, momentum: number(call, momentum, 0), nesterov: nesterov === true ? 1 : 0 }),
  ),
  fn(
    'tf.{keras.,}optimizers.Adam',
    'learning_rate=, beta_1=, beta_2=, epsilon=, amsgrad=, name=',
    (call, rate, beta1, beta2, epsilon, amsgrad) =>
      amsgrad === true
        ? call.opaque('Adam with amsgrad is not evaluated')
        : make(call, ADAM, rate, {
            rate: 0.001,
            beta_1: number(call, beta1, 0.9),
            beta_2: number(call, beta2, 0.999),
            epsilon: number(call, epsilon, 1e-7),
          }),
  ),
]
