// `contextlib`: context managers from generators, and the small ready-made ones.
import {
  Class,
  Instance,
  Native,
  NativeObject,
  Raised,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { lenient, variadic } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callMethod } from '../../operations'
import type { TypeProtocol } from '../../protocol'
import { isSubclass } from '../../types/class'
import { addressOf } from '../../types/function'
import { PythonGenerator } from '../../types/generator'
import { named, type StandardModule } from './table'

/** What a context manager of this module does; `exception`: the one that ended its block, None where none did. */
interface Manager {
  enter(runtime: Runtime, site: Span): Value
  /** True where the exception is swallowed. */
  exit(exception: Value, runtime: Runtime, site: Span): boolean
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
        if (step.kind !== 'yielded') return step.kind === 'returned'
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
  const swallows = (exception: Value): boolean =>
    exception instanceof Instance && positional.some((type) => type instanceof Class && isSubclass(exception.cls, type))
  return new ContextManager('suppress', { enter: () => null, exit: swallows })
})

const nullcontext = lenient(
  'nullcontext(enter_result=)',
  ([result]) => new ContextManager('nullcontext', { enter: () => result ?? null, exit: () => false }),
  'contextlib',
)

const closing = lenient(
  'closing(thing)',
  ([thing]) =>
    new ContextManager('closing', {
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
  members: () => named([contextmanager, suppress, nullcontext, closing]),
}
