// `contextlib`: context managers from generators, and the small ready-made ones.
import {
  Native,
  NativeObject,
  Raised,
  Tuple,
  type Opaque,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { lenient, variadic } from '../../builtins/native'
import { raised } from '../../exceptions'
import { catchesAtYield } from '../../managers'
import { callMethod } from '../../operations'
import { endRedirection, redirect } from '../../output'
import type { TypeProtocol } from '../../protocol'
import { isCaught } from '../../types/class'
import { addressOf } from '../../types/function'
import { PythonGenerator } from '../../types/generator'
import { NOWHERE } from '../../types/instance'
import { named, type StandardModule } from './table'

/** What a context manager of this module does; `exception`: the one that ended its block, None where none did. */
interface Manager {
  /** May it swallow an exception? */
  readonly swallows: boolean
  enter(runtime: Runtime, site: Span): Value
  /** True where the exception is swallowed. */
  exit(exception: Value, runtime: Runtime, site: Span): boolean | Opaque
}

/** A context manager of this module. */
class ContextManager extends NativeObject<null> {
  constructor(
    readonly typeName: string,
    readonly manager: Manager,
  ) {
    super()
  }

  get protocol(): TypeProtocol<ContextManager> {
    return protocol
  }

  // What changes is the generator's own.
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const protocol: TypeProtocol<ContextManager> = {
  typeName: (v) => v.typeName,
  swallows: (v) => v.manager.swallows,
  getAttribute(v, name) {
    if (name === '__enter__') return new Native(name, (runtime, _, site) => v.manager.enter(runtime, site), null, true)
    if (name !== '__exit__') return undefined
    return new Native(name, (runtime, args, site) => v.manager.exit(args.positional[1], runtime, site), null, true)
  },
  repr: (v) => `<contextlib.${v.typeName} object at ${addressOf(v)}>`,
  display: (v) => `<${v.typeName}>`,
  toJson: () => undefined,
}

function stepped(generator: PythonGenerator): Manager {
  return {
    swallows: catchesAtYield(generator.call.code),
    enter(runtime, site) {
      const step = generator.resume({ kind: 'send', value: null }, site)
      if (step.kind === 'unknown') return runtime.opaque(step.why.reason, site)
      if (step.kind === 'yielded') return step.value
      throw raised('RuntimeError', "generator didn't yield", site)
    },
    exit(exception, runtime, site) {
      if (exception === null) {
        if (generator.resume({ kind: 'send', value: null }, site).kind !== 'yielded') return false
        throw raised('RuntimeError', "generator didn't stop", site)
      }
      const thrown = runtime.semantics.raise(exception, undefined, runtime, site)
      try {
        const step = generator.resume({ kind: 'throw', raised: thrown }, site)
        if (step.kind === 'unknown') return step.why
        if (step.kind === 'returned') return true
      } catch (e) {
        if (e instanceof Raised && e.value === exception) return false
        throw e
      }
      throw raised('RuntimeError', "generator didn't stop after throw()", site)
    },
  }
}

/** `@contextmanager`: calls of the function give managers. */
const contextmanager = lenient(
  'contextmanager(func)',
  ([func]) =>
    new Native(
      'contextmanager',
      (runtime: Runtime, args: Arguments, site: Span) => {
        const made = runtime.call(func as Value, args, site)
        return made instanceof PythonGenerator ? new ContextManager('_GeneratorContextManager', stepped(made)) : made
      },
      null,
      true,
    ),
  'contextlib',
)

const suppress = variadic('contextlib.suppress', ({ positional }) => {
  const exit = (exception: Value): boolean | Opaque =>
    exception !== null && isCaught(exception, new Tuple(positional), NOWHERE)
  return new ContextManager('suppress', { swallows: true, enter: () => null, exit })
})

const nullcontext = lenient(
  'nullcontext(enter_result=)',
  ([result]) => new ContextManager('nullcontext', { swallows: false, enter: () => result ?? null, exit: () => false }),
  'contextlib',
)

const redirectStdout = lenient(
  'redirect_stdout(new_target)',
  ([target]) =>
    new ContextManager('redirect_stdout', {
      swallows: false,
      enter(runtime) {
        redirect(target as Value, runtime)
        return target as Value
      },
      exit(_, runtime) {
        endRedirection(runtime)
        return false
      },
    }),
  'contextlib',
)

/** What goes to standard error is not shown anyway. */
const redirectStderr = lenient(
  'redirect_stderr(new_target)',
  ([target]) =>
    new ContextManager('redirect_stderr', { swallows: false, enter: () => target as Value, exit: () => false }),
  'contextlib',
)

const closing = lenient(
  'closing(thing)',
  ([thing]) =>
    new ContextManager('closing', {
      swallows: false,
      enter: () => thing as Value,
      exit(_, runtime, site) {
        callMethod(thing as Value, 'close', { positional: [], keywords: null }, runtime, site)
        return false
      },
    }),
  'contextlib',
)

export const contextlib: StandardModule = {
  name: 'contextlib',
  open: true,
  members: () => named([contextmanager, suppress, nullcontext, redirectStdout, redirectStderr, closing]),
}
