// What shapes broadcast to (NumPy manual, "Broadcasting").

/** Do the shapes fit together? */
export function broadcasts(shapes: readonly (readonly number[])[]): boolean {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length))
  for (let i = 1; i <= rank; i++) {
    const sizes = new Set(shapes.map((shape) => shape[shape.length - i] ?? 1))
    sizes.delete(1)
    if (sizes.size > 1) return false
  }
  return true
}

/** The shape that shapes broadcast to. */
export function commonShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length))
  return Array.from({ length: rank }, (_, i) => {
    const sizes = shapes.map((shape) => shape[shape.length - rank + i] ?? 1)
    return sizes.find((n) => n !== 1) ?? 1
  })
}
