// Runs a Python text as the worker does, for tests: what it printed, how it ended, its variables.
import { Evaluation, glibc, type Json } from '@gradlens/engine'
import type { SourceText } from '../language'
import { pythonMeaning } from './meaning'

export interface ScriptResult {
  readonly stdout: string
  /** `TypeError: message` and the 1-based line; null where the script ran to its end. */
  readonly error: { readonly text: string; readonly line: number } | null
  readonly variables: Readonly<Record<string, Json>>
  readonly notices: readonly string[]
}

/** A text of a test's program. */
export function sourceText(source: string, path = 'main.py', imports: SourceText['imports'] = {}): SourceText {
  return { uri: `file:///${path}`, source, languageId: 'python', path, imports }
}

/** Runs a script; further texts are files that it imports. */
export function runScript(
  source: string,
  others: readonly SourceText[] = [],
  imports: SourceText['imports'] = {},
  versions: Readonly<Record<string, string>> = {},
): ScriptResult {
  const reading = pythonMeaning.read([sourceText(source, 'main.py', imports), ...others])
  if (!reading.ok) throw new Error(`SyntaxError: ${reading.message} (${reading.span.start}-${reading.span.end})`)
  const { program } = reading
  const evaluation = new Evaluation(program, pythonMeaning.semantics(program), {
    budget: {
      maxSteps: 20_000_000,
      milliseconds: 20_000,
      bytes: 2 ** 29,
      now: () => performance.now(),
      cancelled: () => false,
    },
    libm: glibc,
    roundFloat32: true,
    observe: false,
    versions,
  })
  const ending = evaluation.runMain()
  if (ending.kind === 'budget') throw new Error(`out of ${ending.exceeded.what}`)
  const { runtime, main } = evaluation
  const variables: Record<string, Json> = {}
  main.code.slotNames.forEach((name, slot) => {
    const value = main.frame.slots[slot]
    const json = value === undefined ? undefined : runtime.semantics.toJson(value, runtime)
    if (json !== undefined && !name.startsWith('<')) variables[name] = json
  })
  const raised = ending.kind === 'raised' ? ending.raised : null
  const lineOf = (start: number) => source.slice(0, start).split('\n').length
  return {
    stdout: runtime.printed.map((p) => p.text).join(''),
    error: raised && { text: `${raised.type}: ${raised.message}`, line: lineOf(raised.site.start) },
    variables,
    notices: runtime.notices.map((notice) => `${notice.code}: ${notice.message}`),
  }
}
