// Does what the command line asks for: inspects files, writes a report, and says how it ended.
import { positionIn } from '../documents/view'
import { toDot } from '../graph/dot'
import { layOut } from '../graph/layout'
import { toMermaid } from '../graph/mermaid'
import { toSvg } from '../graph/svg'
import { tapeText } from '../graph/tapeText'
import type { Host } from '../host'
import type { LanguageSyntax } from '../languages/language'
import type { GraphResult } from '../protocol'
import type { Trace } from '../report'
import { budgetOf, defaultSettings, versionsOf } from '../settings'
import { version } from '../version'
import { readArguments, usage, UsageError, type Command, type checkFormats, type graphFormats } from './arguments'
import { Inspector, UnreadableFile, type Inspected } from './inspect'
import { jsonReport } from './jsonReport'
import { junitReport } from './junitReport'
import { sarifReport } from './sarifReport'
import { subjectNamed, subjectNames } from './subjects'
import { tallyOf } from './tally'
import { colours, noColours, textReport } from './textReport'

export interface Terminal {
  out(text: string): void
  error(text: string): void
  readonly hasColours: boolean
}

/** 0: nothing is wrong. 1: something is. 2: bad usage, or a file that cannot be read. */
export type ExitCode = 0 | 1 | 2

export interface Machine {
  readonly host: Host
  readonly syntaxes: readonly LanguageSyntax[]
  readonly terminal: Terminal
}

/** Runs the command line on the arguments after the program's own name. */
export async function run(args: readonly string[], machine: Machine): Promise<ExitCode> {
  const { terminal } = machine
  try {
    const command = readArguments(args)
    if (command.kind !== 'help' && command.kind !== 'version') return await inspecting(command, machine)
    terminal.out(command.kind === 'help' ? usage : `${version}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof UnreadableFile)) throw error
    terminal.error(`gradlens: ${error.message}\n${error instanceof UsageError ? 'See `gradlens --help`.\n' : ''}`)
    return 2
  }
}

type Inspecting = Extract<Command, { readonly maxSteps: number }>

async function inspecting(command: Inspecting, { host, syntaxes, terminal }: Machine): Promise<ExitCode> {
  const { maxSteps, timeout } = command
  const inspector = new Inspector(
    host,
    syntaxes,
    {
      ...budgetOf(defaultSettings, true),
      maxSteps,
      milliseconds: timeout,
    },
    versionsOf(command),
  )
  try {
    if (command.kind === 'check') return await check(command, inspector, terminal)
    const { trace, file } = await traceOf(command, inspector)
    terminal.out(
      command.kind === 'tape' ? tapeText(trace, () => null).text : GRAPHS[command.format](graphOf(trace, file)),
    )
    return 0
  } finally {
    inspector.end()
  }
}

const REPORTS: Readonly<
  Record<Exclude<(typeof checkFormats)[number], 'text'>, (files: readonly Inspected[]) => string>
> = {
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
}

async function check(
  { format, strict, files }: Extract<Command, { kind: 'check' }>,
  inspector: Inspector,
  terminal: Terminal,
): Promise<ExitCode> {
  const inspected: Inspected[] = []
  let isUnreadable = false
  for (const file of files) {
    try {
      inspected.push(await inspector.inspect(file, true))
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      isUnreadable = true
      terminal.error(`gradlens: ${error.message}\n`)
    }
  }
  const style = terminal.hasColours ? colours : noColours
  terminal.out(format === 'text' ? textReport(inspected, style) : REPORTS[format](inspected))
  const { wrong, undecided } = tallyOf(inspected)
  if (isUnreadable) return 2
  return wrong > 0 || (strict && undecided > 0) ? 1 : 0
}

async function traceOf(
  { file, name }: Extract<Command, { kind: 'tape' | 'graph' }>,
  inspector: Inspector,
): Promise<{ trace: Trace; file: Inspected }> {
  const inspected = await inspector.inspect(file, false)
  const subject = subjectNamed(inspected, name)
  if (subject === null) {
    const names = subjectNames(inspected).map((one) => `\`${one}\``)
    const known = names.length === 0 ? 'it has no evaluated mark or tape' : `it has ${names.join(', ')}`
    throw new UsageError(name === null ? `${file}: ${known}.` : `${file}: nothing is known of \`${name}\`: ${known}.`)
  }
  const trace = await inspector.trace(inspected, subject)
  if (trace === null) throw new UsageError(`${file}: there is no tape to show: its evaluation did not come so far.`)
  return { trace, file: inspected }
}

const GRAPHS: Readonly<Record<(typeof graphFormats)[number], (graph: GraphResult) => string>> = {
  svg: toSvg,
  dot: toDot,
  mermaid: toMermaid,
  json: (graph) => JSON.stringify(graph, null, 2) + '\n',
}

function graphOf(trace: Trace, { evaluation }: Inspected): GraphResult {
  return layOut(trace, ({ text, start, end }) => {
    const { uri, source } = evaluation.texts[text]
    return { uri, range: { start: positionIn(source, start), end: positionIn(source, end) } }
  })
}
