// What a row of NumPy's tables is made of.
import { native, type Body } from './call'
import { UnsupportedArray } from './creation'
import type { Row } from './moduleTree'
import { withOutput } from './outputs'

/** A function of NumPy: `name` without `np.`, its parameters as `native` reads them, and what it computes. A parameter `out=` is
 *  seen to here: the body need not look at it. */
export function row(name: string, signature: string, body: Body): Row {
  const computed = withOutput(name, signature, body)
  const guarded: Body = (call, ...args) => {
    try {
      return computed(call, ...args)
    } catch (error) {
      if (error instanceof UnsupportedArray) return error.opaque
      throw error
    }
  }
  const onError = (call: Parameters<Body>[0], error: Error): never => call.raise('ValueError', error.message)
  return { paths: [`np.${name}`], value: native(`np.${name}`, signature, guarded, { onError }) }
}
