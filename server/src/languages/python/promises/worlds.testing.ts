// Proves what a program with unknown values shows by running it in every world: a world gives each unknown a value, and what
// is shown as known must be so in all of them.
//
// The promises of design.md about unknown values, and the files that test them:
//   branches        each arm on its own state; what differs is opaque, what is alike stays
//   definitions     what one arm defines: functions, classes, attributes, the order of a dict
//   match           the match statement
//   leaving         return, break, continue and exceptions in one arm, and what it changed before
//   loops           loops over and while something unknown, and those that may be left
//   sequences       sequences of unknown length, comprehensions, generators
//   exceptions      handlers, else and finally of what may have raised; possibleRaises: what may raise; managers: `with`
//   lists, dicts    what is known to be in them, and where; collections: the standard library's
//   order           comparing, sorting, finding, converting
//   state           one of several objects, in-place operators; draws: random generators and iterators
//   calls           unknown code, decorators, spread arguments; unknownCallees: one of several functions
//   arrays          NumPy arrays and their views
//   printing        what is printed and formatted
//   imports         every kind of import that programs.md counts, and the call chains after it; effects of unknown code
//   marks           marked functions: a number, or the reason why there is none
//   deepArms        calls that are not followed to their end
//   generated       seeded random programs over unknown conditions
import type { Json } from '@gradlens/engine'
import { runScript, type ScriptResult } from '../runScript.testing'

/** What a name may be that a program takes from nowhere: one definition a world. */
const UNKNOWNS: Readonly<Record<string, readonly string[]>> = {
  Q: ['Q = True', 'Q = False'],
  P: ['P = True', 'P = False'],
  R: ['R = True', 'R = False'],
  N: ['N = 0', 'N = 1'],
  // A data set is taken to have at least two items.
  L: ['L = [3, 4]', 'L = [0, 1, 2]'],
  // A sequence of any length.
  A: ['A = []', 'A = [1]', 'A = [0, 5]'],
  K: ["K = 'a'", "K = 'z'"],
  // A text that may not be a number.
  S: ["S = '4'", "S = 'x'"],
  // A function that only looks, that raises, that changes what it gets and calls what it can.
  F: [
    'def F(*args, **named):\n    return 1',
    "def F(*args, **named):\n    raise ValueError('F')",
    `def F(*args, **named):
    waiting = list(args) + list(named.values())
    while waiting:
        x = waiting.pop()
        if isinstance(x, (list, tuple)):
            waiting.extend(x)
            if isinstance(x, list):
                x.append(99)
                x[0] = 98
        elif isinstance(x, dict):
            waiting.extend(x.values())
            x['added'] = 97
        elif isinstance(x, set):
            x.add(96)
        elif callable(x):
            for arguments in ((), (7,), (7, 8)):
                try:
                    x(*arguments)
                    x(*arguments)
                except Exception:
                    pass
        elif hasattr(x, '__dict__'):
            x.value = 95
    return 2`,
  ],
  // An exception type.
  E: ['E = ValueError', 'E = KeyError'],
  // A function that takes an object and may call its method.
  H: ['def H(x):\n    return 1', 'def H(x):\n    x.hook()\n    return 2'],
  // A function that returns, having done nothing.
  G: ['def G(*args, **named):\n    return 1', 'def G(*args, **named):\n    return 2'],
  // A context manager that lets exceptions through, one that swallows them.
  M: [
    'class M_:\n    def __enter__(self):\n        return 1\n    def __exit__(self, *what):\n        return False\nM = M_()',
    'class M_:\n    def __enter__(self):\n        return 2\n    def __exit__(self, *what):\n        return True\nM = M_()',
  ],
  // A decorator.
  D: ['def D(f):\n    return f', 'def D(f):\n    return lambda *args: 5'],
}

/** One way in which a program can go. */
export interface World {
  readonly preamble: string
  readonly result: ScriptResult
}

/** What is known of a program with unknowns, and what is so in each world. */
export interface Comparison {
  readonly known: ScriptResult
  readonly worlds: readonly World[]
  /** What is shown and not so in some world; empty where the promise is kept. */
  readonly wrong: readonly string[]
}

/** Runs a program whose unknowns are the capital letters above, once without knowing them and once in each world. */
export function compareWorlds(source: string): Comparison {
  const names = Object.keys(UNKNOWNS).filter((name) => new RegExp(`\\b${name}\\b`).test(source))
  const known = runScript(
    `import lib\n${names.map((name) => `${name} = lib.${name.toLowerCase()}\n`).join('')}${source}`,
  )
  const preambles = names.reduce<readonly string[]>(
    (some, name) => some.flatMap((before) => UNKNOWNS[name].map((definition) => `${before}${definition}\n`)),
    [''],
  )
  const worlds = preambles.map((preamble) => ({ preamble, result: runScript(preamble + source) }))
  const ending = worlds.filter(({ result }) => result.error === null)
  const wrong: string[] = []
  if (known.error !== null && (ending.length > 0 || worlds.length === 0)) wrong.push(`raises ${known.error.text}`)
  for (const { preamble, result } of known.error === null ? ending : []) {
    const inWorld = names.length === 0 ? '' : ` where ${preamble.replace(/\n[^]*?(?=[A-Z] = |$)/g, '; ').slice(0, 60)}`
    for (const [name, json] of Object.entries(known.variables)) {
      if (names.includes(name)) continue
      const other = result.variables[name]
      if (!mayBe(json, other)) wrong.push(`${name} is ${show(json)}, but ${show(other)}${inWorld}`)
    }
    if (!mayPrint(known.stdout, result.stdout))
      wrong.push(`prints ${show(known.stdout)}, but ${show(result.stdout)}${inWorld}`)
  }
  return { known, worlds, wrong }
}

/** May a value that is shown so be that one? What is unknown may be anything. */
function mayBe(shown: Json, value: Json | undefined): boolean {
  if (isOpaque(shown)) return true
  if (value === undefined) return holdsNothing(shown)
  if (Array.isArray(shown)) {
    return Array.isArray(value) && shown.length === value.length && shown.every((item, i) => mayBe(item, value[i]))
  }
  if (isRecord(shown)) {
    if (!isRecord(value)) return false
    const [keys, others] = [Object.keys(shown), Object.keys(value)]
    // A dict's order is part of what a program shows.
    return keys.join() === others.join() && keys.every((key) => mayBe(shown[key], value[key]))
  }
  return Object.is(shown, value)
}

/** Is nothing in it known but its size? Objects of the program's own have no JSON to compare with. */
function holdsNothing(json: Json): boolean {
  return isOpaque(json) || (Array.isArray(json) && json.every(holdsNothing))
}

/** Has it no unknown part? */
export function isKnown(json: Json | undefined): boolean {
  if (json === undefined || isOpaque(json)) return false
  if (Array.isArray(json)) return json.every(isKnown)
  return typeof json !== 'object' || json === null || Object.values(json).every(isKnown)
}

function isRecord(json: Json): json is Readonly<Record<string, Json>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function isOpaque(json: Json): boolean {
  return isRecord(json) && 'opaque' in json
}

/** Are these lines, in this order, among those of the other text? `unknown` and `…` stand for anything. */
function mayPrint(shown: string, printed: string): boolean {
  const lines = printed.split('\n')
  let at = 0
  for (const line of shown.split('\n').slice(0, -1)) {
    const pattern = line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/unknown(: `[^`]*` [a-z ]*)?|(, )?…/g, '.*')
    const found = lines.findIndex((l, i) => i >= at && new RegExp(`^${pattern}$`).test(l))
    if (found < 0) return false
    at = found + 1
  }
  return true
}

function show(json: Json | undefined): string {
  return json === undefined ? 'no plain value' : JSON.stringify(json)
}
