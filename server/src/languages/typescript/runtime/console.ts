// `console`: what a program prints. Standard error is shown like standard output.
import { Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { realmOf, type Realm } from './classes'
import { isNumber, primalOf, toBoolean } from './conversion'
import { inspect, numberText } from './inspect'
import { reportJson } from './json'
import { members, Namespace, type Implementation } from './native'

function shown(v: Value, realm: Realm): string {
  return typeof v === 'string' ? v : inspect(v, realm)
}

/** The text of one call: a first text may hold fields (`%d`, `%s` …) for the arguments behind it. */
export function formatted(args: readonly Value[], realm: Realm): string {
  const [first, ...rest] = args
  if (typeof first !== 'string' || rest.length === 0) return args.map((arg) => shown(arg, realm)).join(' ')
  let used = 0
  const text = first.replace(/%([sdifjoOc%])/g, (field, kind: string) => {
    if (kind === '%') return '%'
    if (used >= rest.length) return field
    return fieldText(kind, rest[used++], realm)
  })
  return [text, ...rest.slice(used).map((arg) => shown(arg, realm))].join(' ')
}

function fieldText(kind: string, v: Value, realm: Realm): string {
  if (kind === 'c') return ''
  if (kind === 's') return typeof v === 'string' ? v : isNumber(v) ? numberText(primalOf(v)) : inspect(v, realm)
  if (kind === 'j') return JSON.stringify(reportJson(v))
  if (kind === 'o' || kind === 'O') return inspect(v, realm)
  const number = isNumber(v)
    ? primalOf(v)
    : typeof v === 'string'
      ? kind === 'f'
        ? parseFloat(v)
        : kind === 'i'
          ? parseInt(v)
          : Number(v)
      : NaN
  return numberText(kind === 'i' ? Math.trunc(number) : number)
}

const print: Implementation = (args, runtime, site) => {
  runtime.print(`${formatted(args, realmOf(runtime))}\n`, site)
  return undefined
}

const nothing: Implementation = () => undefined

function assertion([test, ...rest]: readonly Value[], runtime: Runtime, site: Span): Value {
  if (test instanceof Opaque || toBoolean(test, runtime, site)) return undefined
  runtime.print(`Assertion failed${rest.length > 0 ? `: ${formatted(rest, realmOf(runtime))}` : ''}\n`, site)
  return undefined
}

/** `console`. */
export const consoleNamespace = new Namespace(
  'console',
  members('console', {
    ...Object.fromEntries(
      ['log', 'info', 'debug', 'warn', 'error', 'dir', 'table', 'trace'].map((name) => [name, print]),
    ),
    ...Object.fromEntries(
      ['clear', 'count', 'group', 'groupCollapsed', 'groupEnd', 'time', 'timeEnd', 'timeLog'].map((name) => [
        name,
        nothing,
      ]),
    ),
    assert: assertion,
  }),
)
