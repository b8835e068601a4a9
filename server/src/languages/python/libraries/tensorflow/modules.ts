// The row makers of TensorFlow's tables: functions and other members under their paths, aliases included.
import type { Value } from '@gradlens/engine'
import { native, type Body, type NativeOptions } from '../numpy/call'
import type { Row } from '../numpy/moduleTree'
import { UnsupportedDType } from './dtypes'
import { onEngineError } from './errors'

/** A function under one or more paths; a path of the form `tf.{,math.}exp` stands for `tf.exp` and `tf.math.exp`. */
export function fn(pattern: string, signature: string, body: Body, options: NativeOptions = {}): Row {
  const paths = expand(pattern)
  const guarded: Body = (call, ...args) => {
    try {
      return body(call, ...args)
    } catch (error) {
      if (error instanceof UnsupportedDType) return call.opaque(error.reason, { tensor: true }, args)
      throw error
    }
  }
  return {
    paths,
    value: native(paths[0], signature, guarded, { facts: { tensor: true }, onError: onEngineError, ...options }),
  }
}

/** A member that is no function. */
export function member(pattern: string, value: Value): Row {
  return { paths: expand(pattern), value }
}

/** `a.{x,y.}b` → `a.xb`, `a.y.b`. */
export function expand(pattern: string): string[] {
  const match = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern)
  if (!match) return [pattern]
  return match[2].split(',').flatMap((choice) => expand(match[1] + choice + match[3]))
}

export type { Row }
