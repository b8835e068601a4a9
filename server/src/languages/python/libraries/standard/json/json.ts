// `json`
import { Instance, Int, Opaque, type Class, type Raised, type Runtime, type Span, type Value } from '@gradlens/engine'
import { lenient } from '../../../builtins/native'
import { exceptionClass, raised } from '../../../exceptions'
import { callMethod, callWith, indexOf, isUnknown, itemsOf, truth, typeNameOf } from '../../../operations'
import { textOf } from '../../../text/unknownText'
import { placeOfOffset } from '../../../text/characters'
import { decoded } from '../../../text/codecs'
import { isByteString } from '../../../types/bytes'
import { ProgramClass } from '../../../types/programClass'
import { named, type StandardModule } from '../table'
import { JsonFault, JsonReader } from './read'
import { JsonWriter, type WriteOptions } from './write'

let errorClass: Class | null = null

function decodeErrorClass(): Class {
  return (errorClass ??= new ProgramClass(
    'JSONDecodeError',
    [exceptionClass('ValueError')],
    null,
    null,
    'JSONDecodeError',
    'json.decoder',
  ))
}

const WRITING =
  'skipkeys=, ensure_ascii=, check_circular=, allow_nan=, cls=, indent=, separators=, default=, sort_keys='

/** The options in the order of WRITING; opaque where one is unknown. */
function writeOptions(given: readonly (Value | undefined)[], runtime: Runtime, site: Span): WriteOptions | Opaque {
  const unknown = given.find((v): v is Opaque => v !== undefined && isUnknown(v))
  if (unknown) return unknown
  const [skipKeys, ascii, , allowNan, cls, indent, separators, fallback, sortKeys] = given
  if (cls !== undefined && cls !== null) return runtime.opaque('an encoder of JSON is not evaluated', site)
  const flag = (v: Value | undefined, otherwise: boolean) =>
    v === undefined ? otherwise : truth(v, runtime, site) === true
  const unit =
    indent === undefined || indent === null
      ? null
      : typeof indent === 'string'
        ? indent
        : ' '.repeat(Math.max(0, indexOf(indent, runtime, site)))
  const parts = separators === undefined || separators === null ? null : itemsOf(separators, runtime, site)
  if (parts instanceof Opaque) return parts
  return {
    ascii: flag(ascii, true),
    allowNan: flag(allowNan, true),
    skipKeys: flag(skipKeys, false),
    sortKeys: flag(sortKeys, false),
    indent: unit,
    itemSeparator: parts ? String(parts[0]) : unit === null ? ', ' : ',',
    keySeparator: parts ? String(parts[1]) : ': ',
    fallback: fallback ?? null,
  }
}

function written(v: Value, options: readonly (Value | undefined)[], runtime: Runtime, site: Span): Value {
  const read = writeOptions(options, runtime, site)
  if (read instanceof Opaque) return runtime.opaque(read.reason, site, {}, [v])
  return textOf(() => new JsonWriter(read, runtime, site).write(v), runtime, site)
}

function decodeFault({ what, place }: JsonFault, text: string, site: Span): Raised {
  const before = text.slice(0, place)
  const line = before.split('\n').length
  const column = placeOfOffset(text, place) - placeOfOffset(text, before.lastIndexOf('\n') + 1) + 1
  const at = placeOfOffset(text, place)
  const fault = raised(decodeErrorClass(), `${what}: line ${line} column ${column} (char ${at})`, site)
  if (fault.value instanceof Instance) {
    const parts = { msg: what, doc: text, pos: Int.of(at), lineno: Int.of(line), colno: Int.of(column) }
    for (const [name, value] of Object.entries(parts)) fault.value.attributes.set(name, value)
  }
  return fault
}

const READING = 'cls=, object_hook=, parse_float=, parse_int=, parse_constant=, object_pairs_hook='

function readText(source: Value, options: readonly (Value | undefined)[], runtime: Runtime, site: Span): Value {
  if (isUnknown(source)) return runtime.opaque(source.reason, site)
  const [cls, hook, ...others] = options
  const special = [cls, ...others].find((v) => v !== undefined && v !== null)
  if (special !== undefined || isUnknown(hook)) return runtime.opaque('this way of reading JSON is not evaluated', site)
  const text = isByteString(source) ? decoded(source.text, 'utf-8', 'strict', site) : source
  if (typeof text !== 'string') {
    const message = `the JSON object must be str, bytes or bytearray, not ${typeNameOf(source)}`
    throw raised('TypeError', message, site)
  }
  runtime.step(1 + text.length / 16)
  runtime.charge(8 * text.length)
  try {
    const made = hook ?? null
    return new JsonReader(text, (dict) => (made === null ? dict : callWith(made, [dict], runtime, site))).read()
  } catch (error) {
    if (error instanceof JsonFault) throw decodeFault(error, text, site)
    throw error
  }
}

export const json: StandardModule = {
  name: 'json',
  open: true,
  members: () => ({
    JSONDecodeError: decodeErrorClass(),
    ...named([
      lenient(
        `dumps(obj, *, ${WRITING})`,
        ([v, ...options], runtime, site) => written(v as Value, options, runtime, site),
        'json',
      ),
      lenient(
        `dump(obj, fp, *, ${WRITING})`,
        ([v, file, ...options], runtime, site) => {
          const text = written(v as Value, options, runtime, site)
          if (!isUnknown(file))
            callMethod(file as Value, 'write', { positional: [text], keywords: null }, runtime, site)
          return null
        },
        'json',
      ),
      lenient(
        `loads(s, *, ${READING})`,
        ([source, ...options], runtime, site) => readText(source as Value, options, runtime, site),
        'json',
      ),
      lenient(
        `load(fp, *, ${READING})`,
        ([file, ...options], runtime, site) => {
          if (isUnknown(file)) return runtime.opaque(file.reason, site)
          const text = callMethod(file as Value, 'read', { positional: [], keywords: null }, runtime, site)
          return readText(text, options, runtime, site)
        },
        'json',
      ),
    ]),
  }),
}
