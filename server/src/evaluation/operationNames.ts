// The names that people know the engine's operations by, where a row's own name is terser or tells conventions apart.
const names: Readonly<Record<string, string>> = {
  add: 'add',
  sub: 'subtract',
  mul: 'multiply',
  div: 'divide',
  neg: 'negate',
  pow: 'power',
  powInt: 'power',
  mod: 'modulo',
  fmod: 'remainder',
  maximumSplit: 'maximum',
  maximumFirst: 'maximum',
  minimumSplit: 'minimum',
  minimumFirst: 'minimum',
  roundHalfUp: 'round',
}

/** `multiply` for the row `mul`; other rows are called what they are. */
export function operationName(row: string): string {
  return names[row] ?? row
}
