// Linear algebra on `ops.linalg`: solves, decompositions and contractions as operations that are recorded.
import type { Ops } from '../ops'

export class LinearAlgebra {
  constructor(private readonly ops: Ops) {}
}
