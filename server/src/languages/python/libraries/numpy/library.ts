// NumPy 1.24 as a library of Python: its names as tables. A name that is not here is opaque.
import { Module, type Runtime, type Value } from '@gradlens/engine'
import type { PythonLibrary } from '../../protocol'
import { RANDOM } from './random/rows'
import { ROUNDING } from './rounding'
import { NDARRAY } from './arrayType'
import { BUFFERS } from './buffers'
import { constantRows, ELEMENTWISE } from './elementwise'
import { COMPARING } from './comparing'
import { askedDType } from './creation'
import { CREATION } from './creationRows'
import { arrayInput } from './inputs'
import { LINEAR_ALGEBRA } from './linearAlgebra'
import { ModuleTree, type Row } from './moduleTree'
import { REDUCTION_ROWS } from './reductionRows'
import { ArrayDType, SCALAR_TYPE_MEMBERS } from './scalarTypes'
import { axisError } from './errors'
import { row as fn } from './row'
import { FLAT_PLACES } from './flatPlaces'
import { INDEX_TRICKS } from './indexTricks'
import { SHAPING } from './shapingRows'
import { PICKING } from './picking'
import { TYPE_TREE } from './typeTree'
import { PRINTING } from './printing'
import { MATRICES } from './matrix'
import { NDITER } from './nditer'
import { PADDING } from './padding'
import { FUNCTIONAL } from './functional'
import { ERROR_STATE } from './errorState'
import { PLACING } from './placing'
import { REARRANGING } from './rearranging'
import { NAN_REDUCTIONS } from './nanReductions'
import { SETS } from './sets'
import { SORTING } from './sorting'
import { STATISTICS } from './statistics'
import { UFUNC_ROWS } from './ufuncRows'
import { unaryValue } from './ufuncs'
import { versioned } from './version'

function member(name: string, value: Value): Row {
  return { paths: [`np.${name}`], value }
}

const ROWS: readonly Row[] = [
  ...UFUNC_ROWS,
  fn('sinc', 'x', (call, x) => unaryValue(call, { apply: (ops, v) => ops.sinc(v), result: 'double' }, x)),
  ...REDUCTION_ROWS,
  ...[...SCALAR_TYPE_MEMBERS].map(([name, type]) => member(name, type)),
  member('pi', Math.PI),
  member('e', Math.E),
  member('inf', Infinity),
  member('infty', Infinity),
  member('nan', NaN),
  member('newaxis', null),
  member('ndarray', NDARRAY),
  member('AxisError', axisError),
  member('__version__', '1.24.4'),

  fn('dtype', 'dtype', (call, dtype) => {
    const named = askedDType(call, dtype)
    return named === null ? call.opaque('this element type is not evaluated') : ArrayDType.of(named)
  }),

  ...RANDOM,
  ...ROUNDING,
  ...constantRows(),
  ...ELEMENTWISE,
  ...COMPARING,
  ...CREATION,
  ...SHAPING,
  ...LINEAR_ALGEBRA,
  ...FLAT_PLACES,
  ...INDEX_TRICKS,
  ...PICKING,
  ...PLACING,
  ...REARRANGING,
  ...NAN_REDUCTIONS,
  ...SETS,
  ...SORTING,
  ...STATISTICS,
  ...TYPE_TREE,
  ...PRINTING,
  ...PADDING,
  ...BUFFERS,
  ...FUNCTIONAL,
  ...MATRICES,
  ...NDITER,
  ...ERROR_STATE,
]

const VERSIONED = 'numpy of its version'

/** Every name of `np` that is evaluated. */
export const TREE = new ModuleTree(ROWS)

export const numpy: PythonLibrary = {
  name: 'numpy',
  version: '1.24',
  input: (value, _, runtime) => arrayInput(value, runtime),
  module(path: string, runtime: Runtime): Module | undefined {
    const module = TREE.module(path.replace(/^numpy/, 'np'), runtime)
    if (module?.name !== 'np') return module
    const known = runtime.library.get(VERSIONED)
    if (known instanceof Module) return known
    const made = versioned(module, runtime)
    runtime.library.set(VERSIONED, made)
    return made
  },
}
