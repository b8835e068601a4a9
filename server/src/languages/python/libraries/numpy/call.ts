// How the rows of a library's tables become natives: parameters are bound as Python binds them, unknown arguments make the
// result unknown, and every row gets one object with what it needs to answer.
import {
  BoundMethod,
  Class,
  argumentValues,
  Closure,
  Instance,
  Int,
  Native,
  Opaque,
  Tuple,
  type Arguments,
  type OpaqueFacts,
  type Runtime,
  type Session,
  type Span,
  type Value,
} from '@gradlens/engine'
import { raise, type ExceptionName, type RelatedSite } from '../../exceptions'

/** One call of a library function. */
export class Call {
  constructor(
    readonly runtime: Runtime,
    /** As a user would write it, e.g. `tf.reduce_sum`. */
    readonly name: string,
    /** The whole call, or the expression of an operator. */
    readonly site: Span,
  ) {}

  get session(): Session {
    return this.runtime.session
  }

  get ops(): Session['ops'] {
    return this.runtime.session.ops
  }

  raise(
    type: ExceptionName | Class,
    message: string,
    code: string | null = null,
    related: readonly RelatedSite[] = [],
  ): never {
    return raise(this.runtime, type, message, this.site, code, related)
  }

  /** A result that cannot be known; it was made from the operands and from nothing else. */
  opaque(reason: string, facts: OpaqueFacts = {}, operands: readonly Value[] = []): Opaque {
    const made = this.runtime.opaque(reason, this.site, facts, operands)
    wholly.add(made)
    return made
  }

  /** The same call on behalf of another function: its name stands in messages. */
  as(name: string): Call {
    return new Call(this.runtime, name, this.site)
  }
}

const wholly = new WeakSet<Opaque>()

/** Is it known all that the value was made from? Of what a library function gives it is; what an unknown function used
 *  besides its arguments nobody can tell. */
export function hasKnownOrigin(v: Opaque): boolean {
  return wholly.has(v)
}

/** Thrown where a row needs to know what cannot be known: the call's result is then opaque for the same reason. */
export class Unknown {
  constructor(readonly opaque: Opaque) {}
}

/** Runs what an operator does; where it needs to know what cannot be known, `otherwise` says what then. */
export function orUnknown<T>(work: () => T, otherwise: (why: Opaque) => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Unknown) return otherwise(error.opaque)
    throw error
  }
}

/** The body of a row; parameters that were left out are undefined. */
export type Body = (call: Call, ...args: Value[]) => Value

export interface NativeOptions {
  /** What is known of the result where an argument that the row needs is opaque. */
  readonly facts?: OpaqueFacts
  /** Turns an engine's error (operands that do not fit) into the library's exception. */
  readonly onError?: (call: Call, error: Error) => never
  readonly attributes?: ReadonlyMap<string, Value>
  /** The name in messages about arguments, where it is more than the last part of the name: `GradientTape.watch`. */
  readonly qualifiedName?: string
}

/**
 * A native with Python's binding of arguments. `signature` lists the parameters: `x, axis=, *rest, name=`; `=` marks those
 * that can be left out, those behind a star are keyword-only.
 */
export function native(name: string, signature: string, body: Body, options: NativeOptions = {}): Native {
  const parameters = parseSignature(signature)
  const shortName = options.qualifiedName ?? name.slice(name.lastIndexOf('.') + 1)
  const call = (runtime: Runtime, args: Arguments, site: Span): Value => {
    runtime.at(site)
    const made = new Call(runtime, name, site)
    try {
      return body(made, ...bind(made, shortName, parameters, args))
    } catch (error) {
      if (error instanceof Unknown) {
        const operands = argumentValues(args)
        const { reason } = error.opaque
        return operands.some(isCallable)
          ? runtime.opaque(reason, site, options.facts, operands)
          : made.opaque(reason, options.facts, operands)
      }
      if (options.onError && error instanceof Error && (error.name === 'ShapeError' || error.name === 'DTypeError')) {
        return options.onError(made, error)
      }
      throw error
    }
  }
  return new Native(name, call, options.attributes ?? null, true)
}

/** A function of the program may use more than it is given. */
function isCallable(v: Value): boolean {
  return v instanceof Closure || v instanceof BoundMethod || v instanceof Instance
}

interface Parameters {
  readonly names: readonly string[]
  readonly required: number
  /** How many can be given by position. */
  readonly positional: number
  /** The place of `*rest`, −1 where there is none. */
  readonly star: number
}

function parseSignature(signature: string): Parameters {
  const parts = signature
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const star = parts.findIndex((part) => part.startsWith('*'))
  return {
    names: parts.map((part) => part.replace(/^\*|=$/g, '')),
    required: parts.filter((part) => !part.endsWith('=') && !part.startsWith('*')).length,
    positional: star === -1 ? parts.length : star,
    star: star !== -1 && parts[star] !== '*' ? star : -1,
  }
}

function bind(
  call: Call,
  shortName: string,
  { names, required, positional, star }: Parameters,
  args: Arguments,
): Value[] {
  const values = new Array<Value>(names.length).fill(undefined)
  const given = args.positional
  if (given.length > positional && star === -1) {
    const takes = required === positional ? `${positional}` : `from ${required} to ${positional}`
    const plural = positional === 1 ? '' : 's'
    call.raise(
      'TypeError',
      `${shortName}() takes ${takes} positional argument${plural} but ${given.length} ${given.length === 1 ? 'was' : 'were'} given`,
    )
  }
  for (let i = 0; i < Math.min(given.length, positional); i++) values[i] = given[i]
  if (star !== -1) values[star] = new Tuple(given.slice(positional))
  for (const [key, value] of args.keywords ?? []) {
    const place = names.indexOf(key)
    if (place === -1 || place === star)
      call.raise('TypeError', `${shortName}() got an unexpected keyword argument '${key}'`)
    if (place < given.length && place < positional)
      call.raise('TypeError', `${shortName}() got multiple values for argument '${key}'`)
    values[place] = value
  }
  const missing = names.slice(0, required).filter((_, i) => values[i] === undefined)
  if (missing.length > 0) {
    const quoted = missing.map((n) => `'${n}'`)
    const listed =
      quoted.length === 1
        ? quoted[0]
        : `${quoted.slice(0, -1).join(', ')}${quoted.length > 2 ? ',' : ''} and ${quoted[quoted.length - 1]}`
    call.raise(
      'TypeError',
      `${shortName}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${listed}`,
    )
  }
  return values
}

/** The value, known: an opaque one ends the call with an opaque result. */
export function known(v: Value): Exclude<Value, Opaque> {
  if (v instanceof Opaque) throw new Unknown(v)
  return v
}

/** The value of a Python integer (or boolean), null where it is none. */
export function asInteger(v: Value): number | null {
  if (v instanceof Int) return Number(v.value)
  return typeof v === 'boolean' ? Number(v) : null
}
