// The pieces that operations with several took: part of what a run's course depended on (design.md, "What a check says").
import { Opaque, Tensor, Traced, type Num } from '../num'
import type { Kinks } from '../rows'
import type { Tape } from '../tape'

/** Tensors with more elements than this are left out: their pieces would cost more than the run. */
const ELEMENT_LIMIT = 4096

export interface Choice {
  readonly site: number
  readonly outcome: number | string
}

/** The pieces taken by the entries from `start` on, in order: sides of kinks, comparisons of tensors, places of extremes. */
export function choicesOn(tape: Tape, start: number): readonly Choice[] {
  const choices: Choice[] = []
  for (let node = start; node < tape.length; node++) {
    const outcome = outcomeOf(tape, node)
    if (outcome !== null) choices.push({ site: tape.siteOf(node), outcome })
  }
  return choices
}

function outcomeOf(tape: Tape, node: number): number | string | null {
  const row = tape.rowOf(node)
  if (row === null || (row.kind === 'elementwise' && !row.kinks?.side)) return null
  const { inputs, value, params } = tape.entry(node)
  if (value instanceof Opaque || inputs.some((x) => x instanceof Opaque || sizeOf(x) > ELEMENT_LIMIT)) return null
  switch (row.kind) {
    case 'elementwise':
      return row.kinks?.side ? sidesOf(row.kinks.side, inputs, value) : null
    case 'structural':
      return row.side ? row.side(inputs, value, params) : null
    case 'discrete':
      return value instanceof Tensor ? value.data.join(' ') : null
    case 'select':
      return inputs[0] instanceof Tensor ? inputs[0].data.join(' ') : scalar(inputs[0])
  }
}

function sidesOf(side: NonNullable<Kinks['side']>, inputs: readonly Num[], value: Num): number | string | null {
  if (!(value instanceof Tensor)) return side(scalar(inputs[0]), scalar(inputs[1]), scalar(inputs[2]))
  const { size } = value
  if (size > ELEMENT_LIMIT || !inputs.every((x) => sizeOf(x) === size || sizeOf(x) === 1)) return null
  const at = (x: Num | undefined, i: number): number => (x instanceof Tensor ? x.data[x.size === 1 ? 0 : i] : scalar(x))
  return Array.from({ length: size }, (_, i) => side(at(inputs[0], i), at(inputs[1], i), at(inputs[2], i))).join(' ')
}

function sizeOf(x: Num): number {
  return x instanceof Tensor ? x.size : 1
}

function scalar(x: Num | undefined): number {
  return typeof x === 'number' ? x : x instanceof Traced ? x.primal : 0
}
