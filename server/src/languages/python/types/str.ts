// str: Python's operators on texts. Its methods are in strMethods.ts.
import { DONE, Slice, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised, raisingFaults } from '../exceptions'
import { callMethod, isUnknown, strOf, typeNameOf } from '../operations'
import { NotImplemented } from '../protocol'
import { signature } from '../signature'
import { characterAt, charactersOf, lengthOfText, substring } from '../text/characters'
import { formatText } from '../text/formatSpec'
import { percentFormat } from '../text/percent'
import { reprText } from '../text/repr'
import { textOf } from '../text/unknownText'
import { strClass } from './builtinClasses'
import { isByteString } from './bytes'
import { methodTable } from './methods'
import type { PythonType } from './registry'
import { placeAt, repetitions } from './sequence'
import { sliced, slicePlaces } from './slice'
import { strMethods } from './strMethods'

function textItem(text: string, index: Value, runtime: Runtime, site: Span): string {
  if (index instanceof Slice) {
    const { start, step, count } = slicePlaces(index, lengthOfText(text), runtime, site)
    if (step === 1) return substring(text, start, start + count)
    return sliced(charactersOf(text), index, runtime, site).join('')
  }
  return characterAt(text, placeAt(index, lengthOfText(text), 'string', runtime, site))
}

export const strType: PythonType<string> = {
  cls: strClass,
  typeName: () => 'str',
  binary(op, v, other, reflected, runtime, site) {
    if (op === '*') {
      const times = repetitions(other, runtime, site)
      if (times === null) return NotImplemented
      runtime.charge(2 * v.length * times)
      return v.repeat(times)
    }
    if (op === '%' && !reflected) {
      return textOf(() => percentFormat(v, other, runtime, site), runtime, site)
    }
    if (op !== '+' || reflected || typeof other !== 'string') return NotImplemented
    runtime.charge(2 * (v.length + other.length))
    return v + other
  },
  compare(op, v, other, reflected) {
    if (typeof other !== 'string') return NotImplemented
    const [a, b] = reflected ? [other, v] : [v, other]
    switch (op) {
      case '==':
        return a === b
      case '!=':
        return a !== b
      case '<':
        return a < b
      case '<=':
        return a <= b
      case '>':
        return a > b
      default:
        return a >= b
    }
  },
  truthy: (v) => v !== '',
  length: lengthOfText,
  iterate(v) {
    const characters = charactersOf(v)
    let place = 0
    return { next: () => (place < characters.length ? characters[place++] : DONE) }
  },
  contains(v, item, _, site) {
    if (isUnknown(item)) return item
    if (typeof item === 'string') return v.includes(item)
    throw raised('TypeError', `'in <string>' requires string as left operand, not ${typeNameOf(item)}`, site)
  },
  getItem: textItem,
  key: (v) => `s:${v}`,
  str: (v) => v,
  repr: reprText,
  format: (v, spec, _, site) => raisingFaults(site, () => formatText(v, spec)),
  display: reprText,
  toJson: (v) => v,
  ...methodTable('str', strClass, () => strMethods),
}

strClass.make = (args, runtime, site) => {
  const [object, encoding, errors] = makeSignature(args, site)
  if (isByteString(object) && (encoding !== undefined || errors !== undefined)) {
    const args = { positional: [encoding ?? 'utf-8', errors ?? 'strict'], keywords: null }
    return callMethod(object, 'decode', args, runtime, site)
  }
  for (const [name, value] of [
    ['encoding', encoding],
    ['errors', errors],
  ] as const) {
    if (value === undefined || isUnknown(value)) continue
    if (typeof value !== 'string')
      throw raised('TypeError', `str() argument '${name}' must be str, not ${typeNameOf(value)}`, site)
    if (object !== undefined && !isUnknown(object))
      throw raised('TypeError', `decoding to str: need a bytes-like object, ${typeNameOf(object)} found`, site)
  }
  return object === undefined ? '' : textOf(() => strOf(object, runtime), runtime, site)
}
const makeSignature = signature('str(object=, encoding=, errors=)')
