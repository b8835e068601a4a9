// `np.errstate` and `np.seterr`: what floating-point errors do (floatingPoint.ts does it). Where they would call a function,
// nothing here does: that is unknown then.
import { NativeObject, type Runtime, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { isNone } from './arguments'
import { known, type Call } from './call'
import type { Row } from './moduleTree'
import { row } from './row'
import { Setting } from './settings'

const KINDS = ['divide', 'over', 'under', 'invalid'] as const
type Kind = (typeof KINDS)[number]

/** What each kind of error does: `warn`, `ignore`, `print`, … */
export type ErrorState = Readonly<Record<Kind, string>>

const DEFAULT: ErrorState = { divide: 'warn', over: 'warn', under: 'ignore', invalid: 'warn' }
const MODES = ['ignore', 'warn', 'raise', 'call', 'print', 'log']

function setting(runtime: Runtime): Setting<ErrorState> {
  return Setting.of(runtime, 'errstate', DEFAULT, (one) => one)
}

/** The state in force. */
export function errorState(runtime: Runtime): ErrorState {
  return setting(runtime).current
}

/** The state with what is given; null where it would call. */
function changed(call: Call, old: ErrorState, all: Value, given: readonly Value[]): ErrorState | null {
  const mode = (v: Value): string | null => {
    if (isNone(v)) return null
    const text = known(v) as string
    if (!MODES.includes(text)) call.raise('ValueError', `invalid error mode '${text}'`)
    return text
  }
  const whole = mode(all)
  const state = Object.fromEntries(KINDS.map((kind, i) => [kind, mode(given[i]) ?? whole ?? old[kind]])) as ErrorState
  return KINDS.some((kind) => state[kind] === 'call') ? null : state
}

function asDict(call: Call, state: ErrorState): Value {
  return call.runtime.semantics.makeDict(
    KINDS.map((kind) => [kind, state[kind]] as const),
    call.runtime,
    call.site,
  )
}

/** `np.errstate(…)`, for a `with` block. */
class StateContext extends NativeObject<null> {
  readonly typeName = 'errstate'
  readonly protocol = contextProtocol
  constructor(
    readonly state: ErrorState,
    readonly before: ErrorState,
  ) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const contextProtocol: TypeProtocol<StateContext> = {
  typeName: (v) => v.typeName,
  repr: () => '<numpy.errstate object>',
  display: () => 'np.errstate',
  toJson: () => undefined,
  enter(v, runtime) {
    setting(runtime).set(v.state, runtime)
    return null
  },
  exit: (v, runtime) => setting(runtime).set(v.before, runtime),
}

const RAISES = 'floating-point errors that call a function are not evaluated'

export const ERROR_STATE: readonly Row[] = [
  row('errstate', '*, call=, all=, divide=, over=, under=, invalid=', (call, _star, _call, all, ...given) => {
    const before = errorState(call.runtime)
    const state = changed(call, before, all, given)
    return state === null ? call.opaque(RAISES) : new StateContext(state, before)
  }),
  row('seterr', 'all=, divide=, over=, under=, invalid=', (call, all, ...given) => {
    const before = errorState(call.runtime)
    const state = changed(call, before, all, given)
    if (state === null) return call.opaque(RAISES)
    setting(call.runtime).set(state, call.runtime)
    return asDict(call, before)
  }),
  row('geterr', '', (call) => asDict(call, errorState(call.runtime))),
]
