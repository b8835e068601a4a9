// Shorthand for tables of built-in functions.
import { Native, Opaque, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'
import { signature } from '../signature'
import { unlessUnknown } from '../unknownInteger'

/** The body of a built-in function: its arguments in the order of its signature, undefined where left out. */
export type Body = (args: (Value | undefined)[], runtime: Runtime, site: Span) => Value

/**
 * A function from its signature, e.g. `len(obj, /)`. An opaque argument makes its result opaque.
 *
 * @param module what stands before its name in messages, e.g. `math`
 */
export function native(text: string, body: Body, module = ''): Native {
  const parse = signature(module === '' ? text : `${module}.${text}`)
  return new Native(fullName(text, module), (runtime, args, site) => body(parse(args, site) as never, runtime, site))
}

/** A function that is called with opaque arguments too. */
export function lenient(text: string, body: Body, module = ''): Native {
  const parse = signature(module === '' ? text : `${module}.${text}`)
  return new Native(
    fullName(text, module),
    (runtime, args, site) => unlessUnknown(() => body(parse(args, site) as never, runtime, site), [], runtime, site),
    null,
    true,
  )
}

/** A function of any arguments, opaque ones among them. */
export function variadic(name: string, call: (args: Arguments, runtime: Runtime, site: Span) => Value): Native {
  return new Native(
    name,
    (runtime, args, site) => unlessUnknown(() => call(args, runtime, site), [], runtime, site),
    null,
    true,
  )
}

/** A function that is not evaluated: its result is opaque. */
export function unevaluated(name: string, reason = `\`${name}\` is not evaluated`): Native {
  return new Native(name, (runtime, args, site) => runtime.opaque(reason, site, {}, args.positional), null, true)
}

/** A result, or the opaque value that stands for it. */
export function orOpaque<T extends Value>(result: T | Opaque, runtime: Runtime, site: Span): T | Opaque {
  return result instanceof Opaque ? runtime.opaque(result.reason, site, {}, [result]) : result
}

function fullName(text: string, module: string): string {
  const name = text.slice(0, text.indexOf('('))
  return module === '' ? name : `${module}.${name}`
}
