// Structural rows of ops.nn.

export const ROWS = {}
