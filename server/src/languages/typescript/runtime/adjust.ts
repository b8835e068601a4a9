// A traced scalar whose primal is put right: the derivative stays, the value becomes the one that the language rounds to.
import { Traced, type Runtime } from '@gradlens/engine'
import type { JsNumber } from './conversion'

/** `x` with the primal `value`, which is near: x plus a constant, exact by Sterbenz's lemma. */
export function shifted(x: Traced, value: number, runtime: Runtime): JsNumber {
  if (Object.is(x.primal, value) || Number.isNaN(value)) return x
  return runtime.session.ops.add(x, value - x.primal) as JsNumber
}
