// What a person calls a function that stands right of an assignment to a member.

/** Steps of a path that nobody says. */
const SILENT = new Set(['prototype', 'exports', 'module', 'this'])

/** `Vec.prototype.norm` is called `Vec.norm`, `exports.norm` and `this.norm` are called `norm`. */
export function assignedName(path: readonly string[]): string {
  return path.filter((part, i) => i === path.length - 1 || !SILENT.has(part)).join('.')
}
