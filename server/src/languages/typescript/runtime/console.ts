// `console`: what a program prints. Standard error is shown like standard output.
import { Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { isNumber, primalOf, toBoolean } from './conversion'
import { inspect, numberText } from './inspect'
import { reportJson } from './json'
import { members, Namespace, type Implementation } from './native'

function shown(v: Value): string {
  return typeof v === 'string' ? v : inspect(v)
}

/** The text of one call: a first text may hold fields (`%d`, `%s` …) for the arguments behind it. */
export function formatted(args: readonly Value[]): string {
  const [first, ...rest] = args
  if (typeof first !== 'string' || rest.length === 0) return args.map(shown).join(' ')
  let used = 0
  const text = first.replace(/%([sdifjoOc%])/g, (field, kind: string) => {
    if (kind === '%') return '%'
    if (used >= rest.length) return field
    return fieldText(kind, rest[used++])
  })
  return [text, ...rest.slice(used).map(shown)].join(' ')
}

function fieldText(kind: string, v: Value): string {
  if (kind === 'c') return ''
  if (kind === 's') return typeof v === 'string' ? v : isNumber(v) ? numberText(primalOf(v)) : inspect(v)
  if (kind === 'j') return JSON.stringify(reportJson(v))
  if (kind === 'o' || kind === 'O') return inspect(v)
  const number = isNumber(v) ? primalOf(v) : typeof v === 'string' ? (kind === 'f' ? parseFloat(v) : kind === 'i' ? parseInt(v) : Number(v)) : NaN
  return numberText(kind === 'i' ? Math.trunc(number) : number)
}

const print: Implementation = (args, runtime, site) => {
  runtime.print(`${formatted(args)}\n`, site)
  return undefined
}

const nothing: Implementation = () => undefined

function assertion([test, ...rest]: readonly Value[], runtime: Runtime, site: Span): Value {
  if (test instanceof Opaque || toBoolean(test, runtime, site)) return undefined
  runtime.print(`Assertion failed${rest.length > 0 ? `: ${formatted(rest)}` : ''}\n`, site)
  return undefined
}

/** `console`. */
export const consoleNamespace = new Namespace(
  'console',
  members('console', {
    ...Object.fromEntries(['log', 'info', 'debug', 'warn', 'error', 'dir', 'table', 'trace'].map((name) => [name, print])),
    ...Object.fromEntries(['clear', 'count', 'group', 'groupCollapsed', 'groupEnd', 'time', 'timeEnd', 'timeLog'].map((name) => [name, nothing])),
    assert: assertion,
  }),
)
