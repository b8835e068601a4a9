// `Symbol`: symbols are keys that no text equals; the well-known ones are told apart by name.
import { Opaque, type Value } from '@gradlens/engine'
import { typeError } from './classes'
import { toText } from './conversion'
import { Constructor, ITERATOR_SYMBOL, JsSymbol, members } from './native'
import { Unknown } from './unknown'

const WELL_KNOWN = [
  'asyncIterator',
  'hasInstance',
  'isConcatSpreadable',
  'species',
  'toPrimitive',
  'toStringTag',
  'unscopables',
] as const

const registry = new Map<string, JsSymbol>()
let made = 0

function registered(key: string): JsSymbol {
  let symbol = registry.get(key)
  if (!symbol) registry.set(key, (symbol = new JsSymbol(key, `@@for ${key}`)))
  return symbol
}

/** `Symbol`. */
export const symbolConstructor = new Constructor(
  'Symbol',
  ([description], runtime, site) => {
    if (description instanceof Opaque) throw new Unknown(description)
    const text = description === undefined ? '' : toText(description, runtime, site)
    return new JsSymbol(text, `@@${++made} ${text}`)
  },
  (_, __, site) => {
    throw typeError('Symbol is not a constructor', site)
  },
  () => false,
  new Map<string, Value>([
    ['iterator', ITERATOR_SYMBOL],
    ...WELL_KNOWN.map((name) => [name, new JsSymbol(`Symbol.${name}`, `@@${name}`)] as const),
    ...members('Symbol', { for: ([key], runtime, site) => registered(toText(key, runtime, site)) }),
  ]),
)
