// `numbers`: the tower of abstract numbers.
import { Instance, NativeObject, Tensor, type Value } from '@gradlens/engine'
import { AbstractClass } from '../../types/abstractClass'
import { objectClass } from '../../types/builtinClasses'
import { isByteString } from '../../types/bytes'
import { payloadOf } from '../../types/instance'
import { Complex } from '../../types/complex'
import { isIntegral, isNumber } from '../../types/number'
import { Fraction } from './fractions/fraction'
import type { StandardModule } from './table'

/** The kinds of numbers, each with those that it is as well. */
const TOWER = ['Number', 'Complex', 'Real', 'Rational', 'Integral'] as const

/** How far up the tower a value stands: 0 for a Number only; −1 for none; null where nobody knows. */
function levelOf(v: Value): number | null {
  const plain = v instanceof Instance ? payloadOf(v) : v
  if (isNumber(plain)) return isIntegral(plain) ? 4 : 2
  if (plain instanceof Fraction) return 3
  if (plain instanceof Complex) return 1
  if (isByteString(plain)) return -1
  return plain instanceof NativeObject || plain instanceof Tensor ? null : -1
}

function makeTower(): Record<string, AbstractClass> {
  const classes: Record<string, AbstractClass> = {}
  TOWER.forEach((name, level) => {
    const base = level === 0 ? objectClass : classes[TOWER[level - 1]]
    classes[name] = new AbstractClass(name, [base], 'numbers', (v) => {
      const found = levelOf(v)
      return found === null ? null : found >= level
    })
  })
  return classes
}

let tower: Record<string, AbstractClass> | null = null

export const numbers: StandardModule = { name: 'numbers', members: () => (tower ??= makeTower()) }
