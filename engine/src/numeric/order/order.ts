// Order and running folds on `ops.order`: sorts, extremes with their places, running products and extremes.
import type { Ops } from '../ops'

export class Order {
  constructor(private readonly ops: Ops) {}
}
