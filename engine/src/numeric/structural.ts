// The table of the operations that are not elementwise, by name.
import * as arrange from './arrange/rows'
import * as layout from './layout'
import * as linalg from './linalg/rows'
import * as linear from './linear'
import * as nn from './nn/rows'
import * as order from './order/rows'
import * as reductions from './reductions'

export type { Structural } from './row'

export const STRUCTURAL = {
  ...reductions.ROWS,
  ...layout.ROWS,
  ...linear.ROWS,
  ...arrange.ROWS,
  ...order.ROWS,
  ...linalg.ROWS,
  ...nn.ROWS,
}
