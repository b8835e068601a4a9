// What a name is that no scope of the file declares.
import { Opaque, type Value } from '@gradlens/engine'
import { builtin } from '../builtins'
import type { Place } from './place'

/** Names that only some hosts have, and which host it is. */
const HOSTS: readonly (readonly [host: string, names: string])[] = [
  [
    'in a browser',
    'document window self navigator location history localStorage sessionStorage alert requestAnimationFrame cancelAnimationFrame HTMLElement Element Node Event Image Worker indexedDB getComputedStyle matchMedia devicePixelRatio innerWidth innerHeight',
  ],
  [
    'in a running program',
    'fetch setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask crypto Request Response Headers URL URLSearchParams TextEncoder TextDecoder Blob AbortController WebSocket',
  ],
  ['under Node', 'process Buffer global __dirname __filename'],
  ['in a CommonJS module', 'module exports'],
]

const HOST_OF = new Map(HOSTS.flatMap(([host, names]) => names.split(' ').map((name) => [name, host] as const)))

/** Names that mean something where they stand. */
const SPECIAL = new Set(['require'])

/** Built into the language, but not evaluated. */
const NOT_EVALUATED = new Set(
  'RegExp Promise Proxy Reflect Symbol BigInt BigInt64Array BigUint64Array ArrayBuffer SharedArrayBuffer DataView Atomics WeakRef FinalizationRegistry Intl WebAssembly Function eval globalThis Iterator AggregateError'.split(
    ' ',
  ),
)

/** Is it a name that neither the file nor any host known here declares? */
export function isUndeclared(name: string, { scope }: Place): boolean {
  return (
    !scope.lookup(name) &&
    builtin(name) === null &&
    !HOST_OF.has(name) &&
    !NOT_EVALUATED.has(name) &&
    !SPECIAL.has(name)
  )
}

/** The value of a name that nothing in the file declares: the language's own, or opaque with the reason. */
export function unboundName(name: string): Value {
  const known = builtin(name)
  if (known) return known.value
  const host = HOST_OF.get(name)
  if (host) return new Opaque(`\`${name}\` exists only ${host}`, { origin: name })
  if (name === 'require') return new Opaque('`require` is not evaluated; use `import`')
  return new Opaque(
    NOT_EVALUATED.has(name) ? `\`${name}\` is not evaluated` : `\`${name}\` is not defined in this file`,
  )
}
