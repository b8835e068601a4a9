// Structural rows of ops.arrange.

export const ROWS = {}
