// GradBench's lstm: the loss of a network of long short-term memories that predicts the next of a sequence, in tensors.
import { add, exp, index, log, mul, reshape, sigmoid, sub, sum, tanh, Tensor, type Num } from '@gradlens/engine'

export interface Data {
  readonly layers: number
  readonly width: number
  /** (2·layers, width): for each layer its output and its cell before the first step. */
  readonly state: Tensor
  /** (steps, width) */
  readonly sequence: Tensor
}

const row = (x: Num, ...at: number[]): Num => index(x, at)

/** The loss as a function of all parameters in one vector: weights and biases of each layer's four gates, then three rows: of
 *  the input's weights, the output's weights, the output's biases. */
export function lstm({ layers, width, state, sequence }: Data): (parameters: Num) => Num {
  const [steps] = sequence.shape
  const inner = 8 * layers * width
  return (parameters) => {
    const gates = reshape(index(parameters, [{ start: 0, stop: inner, step: null }]), [layers, 2, 4, width])
    const outer = reshape(index(parameters, [{ start: inner, stop: null, step: null }]), [3, width])
    const layer = Array.from({ length: layers }, (_, i) => ({
      weights: [0, 1, 2, 3].map((gate) => row(gates, i, 0, gate)),
      biases: [0, 1, 2, 3].map((gate) => row(gates, i, 1, gate)),
      hidden: row(state, 2 * i),
      cell: row(state, 2 * i + 1),
    }))
    const [inWeights, outWeights, outBiases] = [0, 1, 2].map((i) => row(outer, i))
    let total: Num = 0
    for (let step = 0; step < steps - 1; step++) {
      let signal = mul(row(sequence, step), inWeights)
      for (const memory of layer) {
        const { weights, biases, hidden, cell } = memory
        const gate = (i: number, x: Num): Num => add(mul(x, weights[i]), biases[i])
        const forget = sigmoid(gate(0, signal))
        const enter = sigmoid(gate(1, hidden))
        const leave = sigmoid(gate(2, signal))
        const change = tanh(gate(3, hidden))
        memory.cell = add(mul(cell, forget), mul(enter, change))
        memory.hidden = signal = mul(leave, tanh(memory.cell))
      }
      const predicted = add(mul(signal, outWeights), outBiases)
      const normalised = sub(predicted, log(add(sum(exp(predicted)), 2)))
      total = add(total, sum(mul(row(sequence, step + 1), normalised)))
    }
    return mul(-1 / ((steps - 1) * width), total)
  }
}
