// `a.flags`: what is known about where an array's elements lie.
import { NativeObject, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raise } from '../../exceptions'
import type { TypeProtocol } from '../../protocol'
import type { Call } from './call'
import type { NdArray } from './ndarray'
import { shapeOf } from './shaping'

type Flag = boolean | Opaque

/** `numpy.core.multiarray.flagsobj`. */
class ArrayFlags extends NativeObject<null> {
  readonly typeName = 'flagsobj'
  readonly protocol = protocol
  constructor(readonly flags: ReadonlyMap<string, Flag>) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

/** The names in an index, and the short ones. */
const SHORT: Readonly<Record<string, string>> = {
  C: 'C_CONTIGUOUS',
  CONTIGUOUS: 'C_CONTIGUOUS',
  F: 'F_CONTIGUOUS',
  FORTRAN: 'F_CONTIGUOUS',
  O: 'OWNDATA',
  W: 'WRITEABLE',
  A: 'ALIGNED',
  X: 'WRITEBACKIFCOPY',
}

const protocol: TypeProtocol<ArrayFlags> = {
  typeName: (v) => v.typeName,
  repr: (v) =>
    [...v.flags]
      .map(
        ([name, flag]) =>
          `  ${name} : ${flag instanceof Opaque ? `unknown: ${flag.reason}` : flag ? 'True' : 'False'}\n`,
      )
      .join(''),
  display: () => 'flags',
  toJson: () => undefined,
  getAttribute: (v, name) => v.flags.get(name.toUpperCase()),
  getItem(v, index: Value, runtime: Runtime, site: Span) {
    const found = typeof index === 'string' ? v.flags.get(SHORT[index] ?? index) : undefined
    return found ?? raise(runtime, 'KeyError', 'Unknown flag', site)
  },
}

/** Do the elements lie one after the other, the last axis (or, for Fortran's order, the first) running fastest? */
function isContiguous(shape: readonly number[], strides: readonly number[], order: 'C' | 'F'): boolean {
  if (shape.includes(0)) return true
  const axes = shape.map((_, i) => (order === 'C' ? shape.length - 1 - i : i))
  let step = 1
  for (const axis of axes) {
    if (shape[axis] === 1) continue
    if (strides[axis] !== step) return false
    step *= shape[axis]
  }
  return true
}

/** `a.flags`. */
export function flagsOf(call: Call, v: NdArray): Value {
  const { strides } = v
  const shape = shapeOf(v.num)
  const lies = (order: 'C' | 'F'): Flag =>
    strides
      ? isContiguous(shape, strides, order)
      : call.opaque('where the elements of this view lie is not known', {}, [v])
  return new ArrayFlags(
    new Map<string, Flag>([
      ['C_CONTIGUOUS', lies('C')],
      ['F_CONTIGUOUS', lies('F')],
      ['OWNDATA', v.owns],
      ['WRITEABLE', true],
      ['ALIGNED', true],
      ['WRITEBACKIFCOPY', false],
    ]),
  )
}
