// Structural rows of ops.linalg.

export const ROWS = {}
