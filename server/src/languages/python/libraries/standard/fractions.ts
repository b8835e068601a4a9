// `fractions`
import { Int, Native, Traced } from '@gradlens/engine'
import { raised } from '../../exceptions'
import { typeNameOf } from '../../operations'
import { fractionClass } from './fractions/fraction'
import type { StandardModule } from './table'

fractionClass.statics.set(
  'from_float',
  new Native('Fraction.from_float', (runtime, args, site) => {
    const [x] = args.positional
    if (typeof x === 'number' || x instanceof Int || x instanceof Traced) {
      return fractionClass.make?.(args, runtime, site)
    }
    const message = `Fraction.from_float() only takes floats, not ${String(x)} (${typeNameOf(x)})`
    throw raised('TypeError', message, site)
  }),
)

export const fractions: StandardModule = {
  name: 'fractions',
  open: true,
  members: () => ({ Fraction: fractionClass }),
}
