// What NumPy 2 does otherwise than NumPy 1.24 (NumPy 2.0 migration guide; NEP 50, "Promotion rules for Python scalars").
import type { Module, Runtime } from '@gradlens/engine'
import { ReducedModule } from '../../types/module'

/** Is NumPy 2 what is imitated? */
export function isNumpy2(runtime: Runtime): boolean {
  return runtime.versions.numpy?.startsWith('2') ?? false
}

/** Names that NumPy 2.0 took away, with what it says to use. */
const REMOVED: Readonly<Record<string, string>> = {
  float_: '`np.float64`',
  infty: '`np.inf`',
  Inf: '`np.inf`',
  Infinity: '`np.inf`',
  PINF: '`np.inf`',
  NINF: '`-np.inf`',
  NaN: '`np.nan`',
  round_: '`np.round`',
}

/** Names that NumPy 2.0 added for what was there. */
const ADDED: Readonly<Record<string, string>> = {
  acos: 'arccos',
  acosh: 'arccosh',
  asin: 'arcsin',
  asinh: 'arcsinh',
  atan: 'arctan',
  atan2: 'arctan2',
  atanh: 'arctanh',
  bool: 'bool_',
  concat: 'concatenate',
  long: 'int64',
  permute_dims: 'transpose',
  pow: 'power',
  trapezoid: 'trapz',
}

const PRECISION =
  'When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to specify the precision. If you wish to review your current use, check the release note link for additional information.'

/** Former names of Python's own types, with what NumPy advises. */
const ALIASES: Readonly<Record<string, string>> = {
  bool: scalarAdvice('np.bool_'),
  complex: scalarAdvice('np.complex128'),
  float: scalarAdvice('np.float64'),
  int: PRECISION,
  object: '',
  str: scalarAdvice('np.str_'),
}

function scalarAdvice(type: string): string {
  return `If you specifically wanted the numpy scalar type, use \`${type}\` here.`
}

/** What `np.int` raises since NumPy 1.24. */
function aliasMessage(name: string, advice: string): string {
  return [
    `module 'numpy' has no attribute '${name}'.`,
    `\`np.${name}\` was a deprecated alias for the builtin \`${name}\`. To avoid this error in existing code, use \`${name}\` by itself. Doing this will not modify any behavior and is safe. ${advice}`,
    'The aliases was originally deprecated in NumPy 1.20; for more details and guidance see the original release note at:',
    '    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations',
  ].join('\n')
}

/** The module `np` of the NumPy that is imitated, from the names of 1.24. */
export function versioned(module: Module, runtime: Runtime): Module {
  const renewed = isNumpy2(runtime)
  const aliases = Object.entries(ALIASES)
    .filter(([name]) => !renewed || !Object.hasOwn(ADDED, name))
    .map(([name, advice]) => [name, aliasMessage(name, advice)] as const)
  const removed = Object.entries(renewed ? REMOVED : {}).map(
    ([name, instead]) =>
      [name, `\`np.${name}\` was removed in the NumPy 2.0 release. Use ${instead} instead.`] as const,
  )
  const made = new ReducedModule(module.name, new Map([...aliases, ...removed]))
  for (const [name, value] of module.attributes) if (!made.removed.has(name)) made.attributes.set(name, value)
  if (!renewed) return made
  for (const [name, old] of Object.entries(ADDED)) {
    const value = module.attributes.get(old)
    if (value !== undefined) made.attributes.set(name, value)
  }
  made.attributes.set('__version__', '2.0.2')
  return made
}
