// Built-in functions of texts: printing, `repr`, `format`, `len`, `ord` …
import { Int, Module, Opaque, type Native, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { indexOf, lengthOf, reprOf, strOf, typeNameOf } from '../operations'
import { codeOf, lengthOfText } from '../text/characters'
import { formatValue } from '../text/formatValue'
import { asciiOf } from '../text/repr'
import { lenient, native, variadic } from './native'

const print = variadic('print', ({ positional, keywords }, runtime, site) => {
  const option = (name: string, fallback: string) => {
    const value = keywords?.get(name)
    return value === undefined || value === null ? fallback : strOf(value, runtime)
  }
  for (const name of keywords?.keys() ?? []) {
    if (!['sep', 'end', 'file', 'flush'].includes(name)) {
      throw raised('TypeError', `'${name}' is an invalid keyword argument for print()`, site)
    }
  }
  const text = positional.map((v) => strOf(v, runtime)).join(option('sep', ' ')) + option('end', '\n')
  const file = keywords?.get('file')
  if (file === undefined || file === null || (file instanceof Module && file.name === 'sys.stdout')) {
    runtime.print(text, site)
  }
  return null
})

const len = native('len(obj, /)', ([obj], runtime, site) => {
  const length = lengthOf(obj as Value, runtime, site)
  return length instanceof Opaque ? runtime.opaque(length.reason, site) : Int.of(length)
})

const repr = native('repr(obj, /)', ([v], runtime) => reprOf(v as Value, runtime))
const ascii = native('ascii(obj, /)', ([v], runtime) => asciiOf(reprOf(v as Value, runtime)))
const format = native('format(value, format_spec=, /)', ([v, spec], runtime, site) =>
  formatValue(v as Value, null, spec === undefined ? '' : String(spec), runtime, site),
)

const chr = native('chr(i, /)', ([i], runtime, site) => {
  const code = indexOf(i as Value, runtime, site)
  if (code < 0 || code > 0x10ffff) throw raised('ValueError', 'chr() arg not in range(0x110000)', site)
  return String.fromCodePoint(code)
})

const ord = native('ord(c, /)', ([c], _, site) => {
  if (typeof c !== 'string') {
    throw raised('TypeError', `ord() expected string of length 1, but ${typeNameOf(c as Value)} found`, site)
  }
  const length = lengthOfText(c)
  if (length === 1) return Int.of(codeOf(c))
  throw raised('TypeError', `ord() expected a character, but string of length ${length} found`, site)
})

const input = lenient('input(prompt=, /)', ([prompt], runtime, site) => {
  if (prompt !== undefined) runtime.print(strOf(prompt, runtime), site)
  return runtime.opaque('`input` is not evaluated: a program reads nothing here', site)
})

export const TEXT: readonly Native[] = [print, len, repr, ascii, format, chr, ord, input]
