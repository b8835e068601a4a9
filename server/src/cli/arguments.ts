// The command line's words: what is asked for, or what is wrong with the asking.
import { parseArgs } from 'node:util'
import { NUMPY_VERSIONS, type Settings } from '../protocol'
import { defaultSettings } from '../settings'

export const usage = `gradlens: values, gradients and checks of marked functions and gradient tapes

  gradlens check [--format text|json|sarif|junit] [--strict] [--max-steps N] [--timeout MS]
                 [--numpy 1.24|2.0] FILE…
      Evaluates every mark and every tape, checks them against finite differences, and reports.
      Ends with 0 where nothing is wrong, 1 where an error stands (with --strict also where a mark could not be
      evaluated or its check could not decide), 2 on bad usage or where a file cannot be read.

  gradlens tape FILE [--function NAME]
      The tape of a function or a tape's call, one line an operation.

  gradlens graph FILE [--function NAME] [--format svg|dot|mermaid|json]
      The same as a picture.
`

/** A file's budget where the command line does not give one, in milliseconds. */
const DEFAULT_TIMEOUT = 10_000

export const checkFormats = ['text', 'json', 'sarif', 'junit'] as const
export const graphFormats = ['svg', 'dot', 'mermaid', 'json'] as const

interface Limits {
  readonly maxSteps: number
  readonly timeout: number
  readonly numpy: Settings['numpy']
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ({
      readonly kind: 'check'
      readonly format: (typeof checkFormats)[number]
      readonly strict: boolean
      readonly files: readonly string[]
    } & Limits)
  | ({ readonly kind: 'tape'; readonly file: string; readonly name: string | null } & Limits)
  | ({
      readonly kind: 'graph'
      readonly file: string
      readonly name: string | null
      readonly format: (typeof graphFormats)[number]
    } & Limits)

/** Bad usage, with what to say. */
export class UsageError extends Error {}

const limitOptions = {
  'max-steps': { type: 'string' },
  timeout: { type: 'string' },
  numpy: { type: 'string' },
} as const

/** Reads the arguments after the program's own name. Throws UsageError. */
export function readArguments(args: readonly string[]): Command {
  const [command, ...rest] = args
  if (command === undefined) throw new UsageError('What is to be done? `gradlens check FILE…`, for example.')
  if (['--help', '-h', 'help'].includes(command)) return { kind: 'help' }
  if (['--version', '-v', 'version'].includes(command)) return { kind: 'version' }
  const read = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (read === undefined) throw new UsageError(`There is no command \`${command}\`: it is check, tape or graph.`)
  return rest.includes('--help') || rest.includes('-h') ? { kind: 'help' } : read(rest)
}

const COMMANDS: Readonly<Record<string, (args: string[]) => Command>> = {
  check: (args) => {
    const { values, positionals } = parse(args, {
      format: { type: 'string' },
      strict: { type: 'boolean' },
      ...limitOptions,
    })
    if (positionals.length === 0) throw new UsageError('Which files are to be checked?')
    return {
      kind: 'check',
      format: oneOf(checkFormats, values.format ?? 'text'),
      strict: values.strict ?? false,
      files: positionals,
      ...limits(values),
    }
  },
  tape: (args) => {
    const { values, positionals } = parse(args, { function: { type: 'string' }, ...limitOptions })
    return { kind: 'tape', file: onlyFile(positionals), name: values.function ?? null, ...limits(values) }
  },
  graph: (args) => {
    const { values, positionals } = parse(args, {
      function: { type: 'string' },
      format: { type: 'string' },
      ...limitOptions,
    })
    return {
      kind: 'graph',
      file: onlyFile(positionals),
      name: values.function ?? null,
      format: oneOf(graphFormats, values.format ?? 'svg'),
      ...limits(values),
    }
  },
}

function parse<O extends NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function onlyFile(positionals: readonly string[]): string {
  if (positionals.length !== 1) throw new UsageError('Give one file.')
  return positionals[0]
}

function oneOf<T extends string>(choices: readonly T[], given: string, what = 'The format'): T {
  const found = choices.find((choice) => choice === given)
  if (found === undefined) throw new UsageError(`${what} is ${choices.join(', ')}, not \`${given}\`.`)
  return found
}

function limits(values: { 'max-steps'?: string; timeout?: string; numpy?: string }): Limits {
  return {
    maxSteps: positive('--max-steps', values['max-steps'], defaultSettings.maxSteps),
    timeout: positive('--timeout', values.timeout, DEFAULT_TIMEOUT),
    numpy: oneOf(NUMPY_VERSIONS, values.numpy ?? defaultSettings.numpy, '--numpy'),
  }
}

function positive(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise
  const value = Number(given)
  if (!(value > 0 && Number.isSafeInteger(value)))
    throw new UsageError(`${name} takes a whole number above 0, not \`${given}\`.`)
  return value
}
