// Slices: which places of a sequence they mean.
import { Int, Raised, Slice, type Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { indexOf, isUnknown, reprOf } from '../operations'
import { sliceClass } from './builtinClasses'
import type { PythonType } from './registry'

export interface SlicePlaces {
  readonly start: number
  readonly step: number
  /** How many places. */
  readonly count: number
}

/** The places that a slice means in a sequence of a length (CPython, PySlice_AdjustIndices). */
export function slicePlaces(slice: Slice, length: number, runtime: Runtime, site: Span): SlicePlaces {
  const part = (v: Value): number | null => (v === null ? null : sliceIndex(v, runtime, site))
  const step = part(slice.step) ?? 1
  if (step === 0) throw raised('ValueError', 'slice step cannot be zero', site)
  const low = step < 0 ? -1 : 0
  const high = step < 0 ? length - 1 : length
  const place = (index: number) => Math.min(Math.max(index < 0 ? index + length : index, low), high)
  const given = part(slice.start)
  const start = given === null ? (step < 0 ? high : low) : place(given)
  const end = part(slice.stop)
  const stop = end === null ? (step < 0 ? low : high) : place(end)
  const count = Math.max(
    0,
    step < 0 ? Math.floor((start - stop - 1) / -step) + 1 : Math.floor((stop - start - 1) / step) + 1,
  )
  return { start, step, count }
}

function sliceIndex(v: Value, runtime: Runtime, site: Span): number {
  if (v instanceof Int) return Number(v.value)
  try {
    return indexOf(v, runtime, site)
  } catch (error) {
    if (!(error instanceof Raised) || error.type !== 'TypeError') throw error
    throw raised('TypeError', 'slice indices must be integers or None or have an __index__ method', site)
  }
}

/** The items of a sequence at a slice's places. */
export function sliced<T>(items: readonly T[], slice: Slice, runtime: Runtime, site: Span): T[] {
  const { start, step, count } = slicePlaces(slice, items.length, runtime, site)
  if (step === 1) return items.slice(start, start + count)
  return Array.from({ length: count }, (_, i) => items[start + i * step])
}

/** The first part of a slice that is unknown. */
export function unknownPart(index: Value): Opaque | null {
  if (isUnknown(index)) return index
  if (!(index instanceof Slice)) return null
  return [index.start, index.stop, index.step].find(isUnknown) ?? null
}

const PARTS = new Set(['start', 'stop', 'step'])

export const sliceType: PythonType<Slice> = {
  cls: sliceClass,
  typeName: () => 'slice',
  getAttribute: (v, name) => (PARTS.has(name) ? v[name as 'start' | 'stop' | 'step'] : undefined),
  repr: (v, runtime) => `slice(${[v.start, v.stop, v.step].map((part) => reprOf(part, runtime)).join(', ')})`,
  display: (v, runtime) => `slice(${[v.start, v.stop, v.step].map((part) => reprOf(part, runtime)).join(', ')})`,
  key: (_, __, site) => {
    throw raised('TypeError', "unhashable type: 'slice'", site)
  },
  toJson: () => undefined,
}
