// `format(value, spec)` with a conversion before it: what f-strings, `str.format` and `format()` share.
import { Instance, NativeObject, Opaque, Tensor, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { isUnknown, reprOf, strOf } from '../operations'
import { protocolOf } from '../types/registry'
import { asciiOf } from './repr'
import { noteUnknown, UNKNOWN_TEXT, unknownText, writing } from './unknownText'

/**
 * What stands for the value in a text: something unknown in it is noted (unknownText.ts).
 *
 * @param conversion `r`, `s`, `a` or null
 */
export function formatValue(
  value: Value,
  conversion: string | null,
  spec: string,
  runtime: Runtime,
  site: Span,
): string {
  let shown = value
  if (conversion !== null) {
    const { text, unknown } = writing(() => converted(value, conversion, runtime))
    if (unknown !== null) {
      // Where the spec cuts or pads it nobody knows.
      noteUnknown(unknown)
      return spec === '' ? text : UNKNOWN_TEXT
    }
    shown = text
  }
  if (isUnknown(shown)) {
    const text = unknownText(shown, 'str')
    return spec === '' ? text : UNKNOWN_TEXT
  }
  if (shown instanceof Opaque) noteUnknown(shown)
  const type = protocolOf(shown)
  if (spec === '' && !(hasOwnFormat(shown) && type.format)) return strOf(shown, runtime)
  if (type.format) return type.format(shown, spec, runtime, site)
  if (shown instanceof Opaque) return unknownText(shown, 'str')
  throw raised('TypeError', `unsupported format string passed to ${type.typeName(shown)}.__format__`, site)
}

function converted(value: Value, conversion: string, runtime: Runtime): string {
  if (conversion === 's') return strOf(value, runtime)
  return conversion === 'a' ? asciiOf(reprOf(value, runtime)) : reprOf(value, runtime)
}

/** Types that format an empty spec otherwise than `str`: a program's classes, arrays, tensors. */
function hasOwnFormat(v: Value): boolean {
  return v instanceof Instance || v instanceof NativeObject || v instanceof Tensor
}
