// Structural rows of ops.order.

export const ROWS = {}
