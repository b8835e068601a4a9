// Rearrangements on `ops.arrange`: splitting, repeating, padding, flipping, masks and advanced indices.
import type { Ops } from '../ops'

export class Arrangement {
  constructor(private readonly ops: Ops) {}
}
