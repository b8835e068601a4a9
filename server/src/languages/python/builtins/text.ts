// Built-in functions of texts: printing, `repr`, `format`, `len`, `ord` …
import { Int, Opaque, type Native, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { indexOf, isUnknown, lengthOf, reprOf, strOf, typeNameOf } from '../operations'
import { outputOf, writeTo } from '../output'
import { codeOf, lengthOfText } from '../text/characters'
import { formatValue } from '../text/formatValue'
import { asciiOf } from '../text/repr'
import { textOf, writing } from '../text/unknownText'
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
  const write = () => positional.map((v) => strOf(v, runtime)).join(option('sep', ' ')) + option('end', '\n')
  const output = outputOf(keywords?.get('file'), runtime)
  if (output === null) runtime.print(writing(write).text, site)
  else if (!isUnknown(output)) {
    positional.forEach((v, i) => {
      if (i > 0) writeTo(output, option('sep', ' '), runtime, site)
      writeTo(
        output,
        textOf(() => strOf(v, runtime), runtime, site),
        runtime,
        site,
      )
    })
    writeTo(output, option('end', '\n'), runtime, site)
  }
  return null
})

const len = native('len(obj, /)', ([obj], runtime, site) => {
  const length = lengthOf(obj as Value, runtime, site)
  return length instanceof Opaque ? runtime.opaque(length.reason, site) : Int.of(length)
})

const repr = lenient('repr(obj, /)', ([v], runtime, site) => textOf(() => reprOf(v as Value, runtime), runtime, site))
const ascii = lenient('ascii(obj, /)', ([v], runtime, site) =>
  textOf(() => asciiOf(reprOf(v as Value, runtime)), runtime, site),
)
const format = lenient('format(value, format_spec=, /)', ([v, spec = ''], runtime, site) =>
  isUnknown(spec)
    ? runtime.opaque(spec.reason, site)
    : textOf(() => formatValue(v as Value, null, String(spec), runtime, site), runtime, site),
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
  if (prompt !== undefined) runtime.print(writing(() => strOf(prompt, runtime)).text, site)
  return runtime.opaque('`input` is not evaluated: a program reads nothing here', site)
})

export const TEXT: readonly Native[] = [print, len, repr, ascii, format, chr, ord, input]
