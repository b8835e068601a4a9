// What a library function does with an integer that nobody knows: it is no error, the result is unknown.
import { Raised, type Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { makeException } from './exceptions'

/** An integer is needed where something unknown is. What calls library functions takes it for an unknown result. */
export class UnknownInteger extends Raised {
  constructor(
    readonly why: Opaque,
    site: Span,
  ) {
    super(makeException('TypeError', []), 'TypeError', 'an integer is needed where something unknown is', site)
  }
}

/**
 * What a library function gives: unknown where it needs an integer that nobody knows.
 *
 * @param changed what it may have changed then
 */
export function unlessUnknown(body: () => Value, changed: readonly Value[], runtime: Runtime, site: Span): Value {
  try {
    return body()
  } catch (e) {
    if (!(e instanceof UnknownInteger)) throw e
    runtime.forget(changed, e.why.reason, site)
    const result = runtime.opaque(e.why.reason, site)
    runtime.mayRaise(result)
    return result
  }
}
