// How a list of arguments is shared out among options and places (Lib/argparse.py), where that is plain; opaque else.
import { Int, List, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { contains, operate } from '../../../operations'

export interface Option {
  /** None: it goes by its place. */
  readonly names: readonly string[]
  readonly dest: string
  readonly kind: string
  /** null: one. */
  readonly nargs: number | string | null
  readonly constant: Value
  readonly fallback: Value
  readonly type: Value
  readonly choices: Value
  readonly required: boolean
  /** The group of which one option may be given; null where it is in none. */
  readonly group: Value
}

/** The arguments do not fit: a run ends with a text about its usage. */
export class UsageFault extends Error {}

interface Tools {
  readonly convert: (option: Option, text: Value) => Value
  readonly runtime: Runtime
  readonly site: Span
}

const NUMBER = /^-\d+$|^-\d*\.\d+$/

/** Fills the values; returns the arguments that nothing takes. */
export function consume(
  options: readonly Option[],
  args: readonly string[],
  values: Map<string, Value>,
  seen: Set<Option>,
  tools: Tools,
): string[] | Opaque {
  const { runtime, site } = tools
  const numberLike = options.some(({ names }) => names.some((name) => NUMBER.test(name)))
  const dashes = args.indexOf('--')
  const isOption = (i: number) => {
    const text = args[i]
    if ((dashes >= 0 && i >= dashes) || !text.startsWith('-') || text === '-') return false
    if (namesOf(options, text).length > 0) return true
    if (NUMBER.test(text) && !numberLike) return false
    return !text.includes(' ')
  }
  const loose: string[] = []
  const rest: string[] = []
  let runs = 0
  let inRun = false
  for (let i = 0; i < args.length;) {
    if (args[i] === '--' && i === dashes) {
      i++
      continue
    }
    if (!isOption(i)) {
      if (!inRun) runs++
      inRun = true
      loose.push(args[i++])
      continue
    }
    inRun = false
    const found = namesOf(options, args[i])
    if (found.length > 1) throw new UsageFault()
    if (found.length === 0) {
      rest.push(args[i++])
      continue
    }
    const [{ option, name, value }] = found
    if (option.kind === 'help' || option.kind === 'version') {
      return runtime.opaque('a text about the usage is not evaluated', site)
    }
    i++
    if (takesNothing(option)) {
      if (value !== null) return runtime.opaque('options that are written together are not evaluated', site)
      apply(option, name, [], values, seen, tools)
      continue
    }
    const given: string[] = value === null ? [] : [value]
    const most = mostOf(option.nargs)
    while (value === null && given.length < most && i < args.length && !isOption(i) && i !== dashes)
      given.push(args[i++])
    if (given.length < leastOf(option.nargs)) throw new UsageFault()
    apply(option, name, given, values, seen, tools)
  }
  const placed = options.filter(({ names }) => names.length === 0)
  const variable = placed.filter(({ nargs }) => mostOf(nargs) !== leastOf(nargs))
  // Places of no certain number take what stands together.
  if (variable.length > 0 && runs > 1) return runtime.opaque('arguments between options are not evaluated', site)
  return shareOut(placed, loose, values, seen, tools, rest)
}

/** The options that an argument may mean, with what is written behind its name. */
function namesOf(options: readonly Option[], text: string) {
  const exact = options.filter(({ names }) => names.includes(text))
  if (exact.length > 0) return exact.map((option) => ({ option, name: text, value: null as string | null }))
  const at = text.indexOf('=')
  const [head, value] = at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
  const whole = options.filter(({ names }) => names.includes(head))
  if (whole.length > 0) return whole.map((option) => ({ option, name: head, value }))
  if (text.startsWith('--')) {
    return options.flatMap((option) =>
      option.names.filter((name) => name.startsWith(head)).map((name) => ({ option, name, value })),
    )
  }
  // `-n5`
  const short = options.filter(({ names }) => names.includes(text.slice(0, 2)))
  return short.map((option) => ({ option, name: text.slice(0, 2), value: text.slice(2) as string | null }))
}

function takesNothing({ kind }: Option): boolean {
  return !['store', 'append', 'extend'].includes(kind)
}

function leastOf(nargs: number | string | null): number {
  if (typeof nargs === 'number') return nargs
  return nargs === null || nargs === '+' ? 1 : 0
}

function mostOf(nargs: number | string | null): number {
  if (typeof nargs === 'number') return nargs
  return nargs === null || nargs === '?' ? 1 : Infinity
}

/** Gives each place its arguments: as many as it can take while the others have what they need. */
function shareOut(
  placed: readonly Option[],
  loose: readonly string[],
  values: Map<string, Value>,
  seen: Set<Option>,
  tools: Tools,
  rest: string[],
): string[] {
  let left = loose.length
  let needed = placed.reduce((sum, { nargs }) => sum + leastOf(nargs), 0)
  let at = 0
  for (const option of placed) {
    const least = leastOf(option.nargs)
    needed -= least
    const count = Math.min(mostOf(option.nargs), left - needed)
    if (count < least) throw new UsageFault()
    const texts = loose.slice(at, at + count)
    at += count
    left -= count
    if (count === 0 && (option.nargs === '?' || option.nargs === '*')) {
      if (option.nargs === '*' && option.fallback === null) values.set(option.dest, new List([]))
      continue
    }
    apply(option, option.dest, texts, values, seen, tools)
  }
  return [...rest, ...loose.slice(at)]
}

function apply(
  option: Option,
  name: string,
  texts: readonly string[],
  values: Map<string, Value>,
  seen: Set<Option>,
  tools: Tools,
): void {
  const { runtime, site } = tools
  if (option.group !== null) {
    for (const other of seen) if (other !== option && other.group === option.group) throw new UsageFault()
  }
  seen.add(option)
  const converted = texts.map((text) => checked(option, tools.convert(option, text), runtime, site))
  const single = option.nargs === null || option.nargs === '?'
  const value = single ? (converted.length > 0 ? converted[0] : option.constant) : new List(converted)
  const before = values.get(option.dest) ?? null
  const kept = before instanceof List ? before.items : []
  const results: Readonly<Record<string, () => Value>> = {
    store: () => value,
    store_const: () => option.constant,
    store_true: () => true,
    store_false: () => false,
    boolean: () => !name.startsWith('--no-'),
    append: () => new List([...kept, value]),
    append_const: () => new List([...kept, option.constant]),
    extend: () => new List([...kept, ...(value instanceof List ? value.items : [value])]),
    count: () => operate('+', before ?? Int.of(0), Int.of(1), runtime, site),
  }
  values.set(option.dest, results[option.kind]())
}

function checked(option: Option, value: Value, runtime: Runtime, site: Span): Value {
  if (option.choices === null) return value
  if (contains(option.choices, value, runtime, site) === false) throw new UsageFault()
  return value
}
