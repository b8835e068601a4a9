// The table of the operations that are not elementwise, by name.
import * as layout from './layout'
import * as linear from './linear'
import * as reductions from './reductions'

export type { Structural } from './row'

export const STRUCTURAL = { ...reductions.ROWS, ...layout.ROWS, ...linear.ROWS }
