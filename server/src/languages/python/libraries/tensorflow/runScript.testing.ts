// Runs a Python text whole, for tests: what it printed, how it ended, its variables, notices and gradient calls.
import {
  Evaluation,
  glibc,
  type Fix,
  type GradientCall,
  type Notice,
  type Raised,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { pythonMeaning } from '../../meaning'
import { sourceText } from '../../runScript.testing'

export interface ScriptResult {
  readonly source: string
  readonly stdout: string
  readonly raised: Raised | null
  /** The exception that ended it; throws where there was none. */
  readonly failure: Raised
  readonly notices: readonly Notice[]
  readonly gradients: readonly GradientCall[]
  readonly runtime: Runtime
  /** A top-level variable. */
  readonly value: (name: string) => Value
  /** A top-level variable as hovers show it. */
  readonly show: (name: string) => string
  /** The source text under a span. */
  readonly under: (span: Span) => string
}

/** Runs the text as a script. */
export function runScript(source: string): ScriptResult {
  const reading = pythonMeaning.read([sourceText(source)])
  if (!reading.ok) throw new Error(`SyntaxError: ${reading.message}`)
  const { program } = reading
  const budget = {
    maxSteps: 50_000_000,
    milliseconds: 60_000,
    bytes: 2 ** 29,
    now: () => performance.now(),
    cancelled: () => false,
  }
  const options = { budget, libm: glibc, roundFloat32: true, observe: false }
  const evaluation = new Evaluation(program, pythonMeaning.semantics(program), options)
  const ending = evaluation.runMain()
  if (ending.kind === 'budget') throw new Error(`out of ${ending.exceeded.what}`)
  const { runtime, main } = evaluation
  const value = (name: string): Value => main.frame.slots[main.code.slotNames.indexOf(name)]
  return {
    source,
    stdout: runtime.printed.map((printed) => printed.text).join(''),
    raised: ending.kind === 'raised' ? ending.raised : null,
    get failure() {
      if (ending.kind !== 'raised') throw new Error('the script raised nothing')
      return ending.raised
    },
    notices: runtime.notices,
    gradients: runtime.records.callsIn(0).map(({ call }) => call),
    runtime,
    value,
    show: (name) => runtime.semantics.display(value(name), runtime),
    under: (span) => source.slice(span.start, span.end),
  }
}

/** The text after a fix. */
export function mended(source: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start)
  return edits.reduce(
    (text, { span, text: inserted }) => text.slice(0, span.start) + inserted + text.slice(span.end),
    source,
  )
}
