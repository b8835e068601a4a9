// The flags of `re`: numbers with names.
import { Int, NativeObject, Opaque, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../../protocol'
import { BuiltinClass, intClass } from '../../../types/builtinClasses'
import { asInt, isIntegral } from '../../../types/number'
import { protocolOf } from '../../../types/registry'
import type { Mode } from './syntax'

export const flagClass = new BuiltinClass('RegexFlag', [intClass], false, 're')

/** Flags by their number, in the order in which they are written. */
export const FLAGS = {
  ASCII: 256,
  IGNORECASE: 2,
  LOCALE: 4,
  UNICODE: 32,
  MULTILINE: 8,
  DOTALL: 16,
  VERBOSE: 64,
  DEBUG: 128,
} as const

const SHORT = {
  A: 'ASCII',
  I: 'IGNORECASE',
  L: 'LOCALE',
  U: 'UNICODE',
  M: 'MULTILINE',
  S: 'DOTALL',
  X: 'VERBOSE',
} as const

export class RegexFlag extends NativeObject<null> {
  override readonly typeName = 'RegexFlag'
  readonly protocol: TypeProtocol<RegexFlag> = flagType

  constructor(readonly bits: number) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

/** Names of the flags that are set, as `repr` writes them. */
function namesOf(bits: number): string[] {
  return Object.entries(FLAGS)
    .sort(([, a], [, b]) => a - b)
    .filter(([, bit]) => bits & bit)
    .map(([name]) => name)
}

/** The number that a value has as flags; null where it has none. */
export function flagBits(v: Value): number | null {
  if (v instanceof RegexFlag) return v.bits
  return isIntegral(v) ? Number(asInt(v).value) : null
}

const flagType: TypeProtocol<RegexFlag> & { readonly cls: BuiltinClass } = {
  cls: flagClass,
  typeName: () => 'RegexFlag',
  binary(op, v, other, reflected, runtime, site) {
    const bits = flagBits(other)
    if (bits !== null) {
      if (op === '|') return new RegexFlag(v.bits | bits)
      if (op === '&') return new RegexFlag(v.bits & bits)
      if (op === '^') return new RegexFlag(v.bits ^ bits)
    }
    const number = Int.of(v.bits)
    return protocolOf(number).binary?.(op, number, other, reflected, runtime, site) ?? new Opaque('unknown flags')
  },
  compare: (op, v, other, reflected, runtime, site) => {
    const number = Int.of(v.bits)
    const plain = other instanceof RegexFlag ? Int.of(other.bits) : other
    return protocolOf(number).compare?.(op, number, plain, reflected, runtime, site) ?? new Opaque('unknown flags')
  },
  truthy: (v) => v.bits !== 0,
  toInt: (v) => Int.of(v.bits),
  toIndex: (v) => v.bits,
  toFloat: (v) => v.bits,
  key: (v) => `n:${v.bits}`,
  getAttribute: (v, name) => {
    if (name === 'value') return Int.of(v.bits)
    return name === 'name' ? namesOf(v.bits).join('|') : undefined
  },
  repr: (v) =>
    v.bits === 0
      ? 're.NOFLAG'
      : namesOf(v.bits)
          .map((name) => `re.${name}`)
          .join('|'),
  display: (v) =>
    namesOf(v.bits)
      .map((name) => `re.${name}`)
      .join('|'),
  toJson: (v) => v.bits,
}

/** The members of the module `re`. */
export function flagMembers(): Record<string, Value> {
  const members: Record<string, Value> = { NOFLAG: new RegexFlag(0) }
  for (const [name, bit] of Object.entries(FLAGS)) members[name] = new RegexFlag(bit)
  for (const [short, name] of Object.entries(SHORT)) members[short] = members[name]
  return members
}

export function modeOf(bits: number): Mode {
  return {
    ignoreCase: (bits & FLAGS.IGNORECASE) !== 0,
    multiline: (bits & FLAGS.MULTILINE) !== 0,
    dotAll: (bits & FLAGS.DOTALL) !== 0,
    ascii: (bits & FLAGS.ASCII) !== 0,
    verbose: (bits & FLAGS.VERBOSE) !== 0,
  }
}

const LETTERS: Readonly<Record<string, number>> = { a: 256, i: 2, L: 4, u: 32, m: 8, s: 16, x: 64 }

/** The number of flags that letters stand for. */
export function bitsOfLetters(letters: string): number {
  return Array.from(letters).reduce((bits, letter) => bits | LETTERS[letter], 0)
}

/** The flags as `repr(pattern)` writes them: those of every text are left out. */
export function shownFlags(bits: number): string {
  return namesOf(bits & ~FLAGS.UNICODE)
    .map((name) => `re.${name}`)
    .join('|')
}
