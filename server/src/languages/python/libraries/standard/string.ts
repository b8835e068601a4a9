// `string`: its constants, `capwords` and `Template`.
import { Opaque, type Instance, type Runtime, type Span, type Value } from '@gradlens/engine'
import { native, unevaluated } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callMethod, isUnknown, strOf } from '../../operations'
import { objectClass } from '../../types/builtinClasses'
import { dictOf, findEntry, keyFault } from '../../types/dict'
import { libraryClass, type Method } from './libraryClass'
import { named, type StandardModule } from './table'

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const DIGITS = '0123456789'
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const WHITESPACE = ' \t\n\r\v\f'

const CONSTANTS = {
  ascii_lowercase: LOWER,
  ascii_uppercase: LOWER.toUpperCase(),
  ascii_letters: LOWER + LOWER.toUpperCase(),
  digits: DIGITS,
  hexdigits: `${DIGITS}abcdefABCDEF`,
  octdigits: '01234567',
  punctuation: PUNCTUATION,
  whitespace: WHITESPACE,
  printable: DIGITS + LOWER + LOWER.toUpperCase() + PUNCTUATION + WHITESPACE,
}

const capwords = native(
  'capwords(s, sep=)',
  ([text, sep], runtime, site) => {
    const call = (v: Value, name: string, args: readonly Value[] = []) =>
      callMethod(v, name, { positional: args, keywords: null }, runtime, site)
    const words = [...((call(text as Value, 'split', [sep ?? null]) as { items?: Value[] }).items ?? [])]
    const by = typeof sep === 'string' ? sep : ' '
    return words.map((word) => strOf(call(word, 'capitalize'), runtime)).join(by)
  },
  'string',
)

const PLACEHOLDER = /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{([_a-z][_a-z0-9]*)\}|())/gi

/** The text with its placeholders filled. @param strict raises where a value is missing or a `$` stands alone */
function substituting(strict: boolean): Method {
  return (self, [mapping], keywords, runtime, site) => {
    const template = (self.attributes.get('template') ?? '') as string
    const dict = mapping === undefined ? null : dictOf(mapping)
    let unknown: Opaque | null = null
    const text = template.replace(PLACEHOLDER, (...match: unknown[]) => {
      const [whole, dollar, bare, braced] = match as (string | undefined)[]
      if (dollar !== undefined) return '$'
      const name = bare ?? braced
      if (name === undefined) {
        if (strict) throw placeholderFault(template, match[5] as number, site)
        return whole as string
      }
      const value = keywords?.get(name) ?? (dict ? findEntry(dict, name, runtime, site) : undefined)
      if (value === undefined) {
        if (strict) throw keyFault(name, runtime, site)
        return whole as string
      }
      if (isUnknown(value)) unknown ??= value
      return strOf(value, runtime)
    })
    return unknown ? unknownText(unknown, runtime, site) : text
  }
}

function unknownText(why: Opaque, runtime: Runtime, site: Span): Value {
  return runtime.opaque(why.reason, site)
}

function placeholderFault(template: string, at: number, site: Span) {
  const before = template.slice(0, at).split('\n')
  const column = at - (template.slice(0, at).length - (before.at(-1) as string).length) + 1
  return raised('ValueError', `Invalid placeholder in string: line ${before.length}, col ${column}`, site)
}

const template = libraryClass('Template', objectClass, {
  __init__: (self: Instance, [text], _, runtime) => {
    runtime.touch(self)
    self.attributes.set('template', text)
    return null
  },
  substitute: substituting(true),
  safe_substitute: substituting(false),
})

export const string: StandardModule = {
  name: 'string',
  members: () => ({
    ...CONSTANTS,
    ...named([capwords]),
    Template: template,
    Formatter: unevaluated('string.Formatter'),
  }),
}
