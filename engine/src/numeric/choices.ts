// The side that each operation with a kink took: part of what a run's course depended on (design.md, "What a check says").
import { Opaque, Tensor, Traced, type Num } from './num'
import type { Row } from './rows'
import type { Tape } from './tape'

type SideOf = (x: number, y: number, z: number) => number

const signOf: SideOf = (x) => Math.sign(x)
const larger: SideOf = (x, y) => Math.sign(x - y)

const SIDES: { readonly [K in Row['name']]?: SideOf } = {
  abs: signOf,
  sign: signOf,
  relu: signOf,
  copysign: (x, y) => 2 * Math.sign(x) + Math.sign(y),
  floor: (x) => Math.floor(x),
  ceil: (x) => Math.ceil(x),
  trunc: (x) => Math.trunc(x),
  round: (x) => Math.floor(x + 0.5),
  roundHalfUp: (x) => Math.floor(x + 0.5),
  maximumSplit: larger,
  maximumFirst: larger,
  minimumSplit: larger,
  minimumFirst: larger,
  mod: (x, y) => Math.floor(x / y),
  fmod: (x, y) => Math.trunc(x / y),
  floorDivide: (x, y) => Math.floor(x / y),
  clip: (x, low, high) => (x <= low ? -1 : x >= high ? 1 : 0),
}

/** Tensors with more elements than this are left out: their sides would cost more than the run. */
const ELEMENT_LIMIT = 4096

export interface Choice {
  readonly site: number
  readonly outcome: number | string
}

/** The sides taken by the entries from `start` on, in order. */
export function choicesOn(tape: Tape, start: number): readonly Choice[] {
  const choices: Choice[] = []
  for (let node = start; node < tape.length; node++) {
    const row = tape.rowOf(node)
    const side = row?.kind === 'elementwise' ? SIDES[row.name] : undefined
    if (!side) continue
    const outcome = sidesOf(side, tape.entry(node).inputs, tape.valueOf(node))
    if (outcome !== null) choices.push({ site: tape.siteOf(node), outcome })
  }
  return choices
}

function sidesOf(side: SideOf, inputs: readonly Num[], value: Num): number | string | null {
  if (value instanceof Opaque || inputs.some((x) => x instanceof Opaque)) return null
  if (!(value instanceof Tensor)) return side(scalar(inputs[0]), scalar(inputs[1]), scalar(inputs[2]))
  const { size } = value
  if (size > ELEMENT_LIMIT || !inputs.every((x) => !(x instanceof Tensor) || x.size === size || x.size === 1)) return null
  const at = (x: Num | undefined, i: number): number => (x instanceof Tensor ? x.data[x.size === 1 ? 0 : i] : scalar(x))
  return Array.from({ length: size }, (_, i) => side(at(inputs[0], i), at(inputs[1], i), at(inputs[2], i))).join(' ')
}

function scalar(x: Num | undefined): number {
  return typeof x === 'number' ? x : x instanceof Traced ? x.primal : 0
}
