// Neural-network operations on `ops.nn`: convolutions, pooling, losses.
import type { Ops } from '../ops'

export class NeuralNetwork {
  constructor(private readonly ops: Ops) {}
}
