// range: a lazy sequence of integers.
import { DONE, Int, NativeObject, Opaque, Slice, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { indexOf, isUnknown } from '../operations'
import { NotImplemented, type TypeProtocol } from '../protocol'
import { signature } from '../signature'
import { rangeClass } from './builtinClasses'
import { methodTable, type MethodTable } from './methods'
import { isNumber, order } from './number'
import type { PythonType } from './registry'
import { placeAt } from './sequence'
import { slicePlaces } from './slice'

export class Range extends NativeObject<null> {
  override readonly typeName = 'range'
  readonly protocol: TypeProtocol<Range> = rangeType
  readonly length: number

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super()
    const span = step > 0 ? stop - start : start - stop
    this.length = span > 0 ? Math.floor((span - 1) / Math.abs(step)) + 1 : 0
  }

  at(place: number): number {
    return this.start + place * this.step
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

/** Where a number stands in a range; -1 where it does not. */
function placeOf(range: Range, v: Value): number {
  if (!isNumber(v)) return -1
  const place = Math.round(((v instanceof Int ? Number(v.value) : Number(plainOf(v))) - range.start) / range.step)
  return place >= 0 && place < range.length && order(v, Int.of(range.at(place))) === 0 ? place : -1
}

function plainOf(v: Value): number {
  if (typeof v === 'number' || typeof v === 'boolean') return Number(v)
  return (v as { primal: number }).primal
}

const METHODS: MethodTable<Range> = {
  index: (v, args, _, site) => {
    const [value] = indexSignature(args, site)
    const place = placeOf(v, value)
    if (place < 0)
      throw raised('ValueError', `${String(value instanceof Int ? value.value : value)} is not in range`, site)
    return Int.of(place)
  },
  count: (v, args, _, site) => Int.of(placeOf(v, countSignature(args, site)[0]) < 0 ? 0 : 1),
}
const indexSignature = signature('range.index(value, /)')
const countSignature = signature('range.count(value, /)')

const PARTS = new Set(['start', 'stop', 'step'])

function rangeText(v: Range): string {
  return v.step === 1 ? `range(${v.start}, ${v.stop})` : `range(${v.start}, ${v.stop}, ${v.step})`
}

const table = methodTable('range', rangeClass, () => METHODS)

export const rangeType: PythonType<Range> = {
  cls: rangeClass,
  typeName: () => 'range',
  iterate: (v) => {
    let place = 0
    return { next: () => (place < v.length ? Int.of(v.at(place++)) : DONE) }
  },
  length: (v) => v.length,
  contains: (v, item) => (isUnknown(item) ? item : placeOf(v, item) >= 0),
  compare(op, v, other) {
    if (!(other instanceof Range) || (op !== '==' && op !== '!=')) return NotImplemented
    const same =
      v.length === other.length &&
      (v.length === 0 || (v.start === other.start && (v.length === 1 || v.step === other.step)))
    return same === (op === '==')
  },
  getItem(v, index, runtime, site) {
    if (index instanceof Slice) {
      const { start, step, count } = slicePlaces(index, v.length, runtime, site)
      return new Range(v.at(start), v.at(start + count * step), v.step * step)
    }
    return Int.of(v.at(placeAt(index, v.length, 'range object', runtime, site)))
  },
  key: (v) => `r:${v.length === 0 ? '' : `${v.start}:${v.length}:${v.length === 1 ? 1 : v.step}`}`,
  repr: rangeText,
  display: rangeText,
  toJson: () => undefined,
  callMethod: table.callMethod,
  getAttribute: (v, name) =>
    PARTS.has(name) ? Int.of(v[name as 'start' | 'stop' | 'step']) : table.getAttribute(v, name),
}

const one = signature('range(stop, /)')
const upToThree = signature('range(start, stop, step=, /)')

rangeClass.make = (args, runtime, site) => {
  const [start, stop, step] = args.positional.length < 2 ? [Int.of(0), ...one(args, site)] : upToThree(args, site)
  const unknown = [start, stop, step].find((v) => v instanceof Opaque)
  if (unknown instanceof Opaque) return runtime.opaque(unknown.reason, site)
  const by = step === undefined ? 1 : bound(step, runtime, site)
  if (by === 0) throw raised('ValueError', 'range() arg 3 must not be zero', site)
  return new Range(bound(start as Value, runtime, site), bound(stop as Value, runtime, site), by)
}

function bound(v: Value, runtime: Runtime, site: Span): number {
  return indexOf(v, runtime, site)
}
