// How an unknown operand found deep inside a native ends the native: its result is then unknown with the same reason.
import { Closure, Mutable, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'

/** Thrown by abstract operations that need a value nobody knows; never leaves this front-end. */
export class Unknown {
  constructor(readonly value: Opaque) {}
}

/** The value, where it is known. */
export function known(v: Value): Exclude<Value, Opaque> {
  if (v instanceof Opaque) throw new Unknown(v)
  return v
}

/** What an operation is worth that met something unknown; anything else that was thrown goes on. */
export function resultOf(thrown: unknown, runtime: Runtime, site: Span, operands: readonly Value[]): Opaque {
  if (!(thrown instanceof Unknown)) throw thrown
  // Functions among the operands may have been called.
  for (const operand of operands) if (operand instanceof Closure) runtime.mayCall(operand, thrown.value, site)
  // It may be one of the operands, or look into it: a change of it is then a change of that.
  const candidates = operands.filter((v): v is Mutable => v instanceof Mutable)
  return runtime.opaque(thrown.value.reason, site, { candidates }, [thrown.value, ...operands])
}
