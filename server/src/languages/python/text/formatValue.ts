// `format(value, spec)` with a conversion before it: what f-strings, `str.format` and `format()` share.
import { Instance, NativeObject, Opaque, Tensor, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../exceptions'
import { isUnknown, reprOf, strOf, UNKNOWN_TEXT } from '../operations'
import { protocolOf } from '../types/registry'
import { asciiOf } from './repr'

/** @param conversion `r`, `s`, `a` or null */
export function formatValue(
  value: Value,
  conversion: string | null,
  spec: string,
  runtime: Runtime,
  site: Span,
): string {
  const shown = conversion === null ? value : converted(value, conversion, runtime)
  if (isUnknown(shown)) return UNKNOWN_TEXT
  const type = protocolOf(shown)
  if (spec === '' && !(hasOwnFormat(shown) && type.format)) return strOf(shown, runtime)
  if (type.format) return type.format(shown, spec, runtime, site)
  if (shown instanceof Opaque) return UNKNOWN_TEXT
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
