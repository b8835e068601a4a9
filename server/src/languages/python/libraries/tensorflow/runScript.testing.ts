// Runs a Python text whole, for tests: what it printed, how it ended, its variables, notices and gradient calls.
import { Evaluation, v8WithCEdges, type GradientCall, type Notice, type Raised, type Runtime, type Value } from '@gradlens/engine'
import { builtin } from '../../builtins'
import { lower } from '../../lower'
import { parse } from '../../parse'
import { PythonSemantics } from '../../semantics'

export interface ScriptResult {
  readonly stdout: string
  readonly raised: Raised | null
  /** A top-level variable as hovers show it. */
  readonly show: (name: string) => string
  readonly value: (name: string) => Value
  readonly notices: readonly Notice[]
  readonly gradients: readonly GradientCall[]
  readonly runtime: Runtime
  readonly source: string
}

/** Runs the text as a script. */
export function runScript(source: string): ScriptResult {
  const parsed = parse(source)
  if (!parsed.ok) throw new Error(`does not parse: ${parsed.message}`)
  const lowered = lower(parsed, { text: 0, moduleName: '__main__', builtin })
  if (!lowered.ok) throw new Error(lowered.message)
  const program = {
    language: 'python',
    texts: [{ uri: 'file:///test.py', source }],
    main: lowered.module,
    modules: new Map(),
    brokenModules: new Map(),
  }
  const budget = { maxSteps: 50_000_000, milliseconds: 60_000, bytes: 512 * 2 ** 20, now: Date.now, cancelled: () => false }
  const evaluation = new Evaluation(program, new PythonSemantics(), { budget, libm: v8WithCEdges, roundFloat32: true, observe: false })
  const ending = evaluation.runMain()
  if (ending.kind === 'budget') throw new Error(`budget: ${ending.exceeded.what}`)
  const { runtime } = evaluation
  const value = (name: string): Value => evaluation.main.frame.slots[lowered.module.slotNames.indexOf(name)]
  return {
    stdout: runtime.printed.map((printed) => printed.text).join(''),
    raised: ending.kind === 'raised' ? ending.raised : null,
    show: (name) => runtime.semantics.display(value(name), runtime),
    value,
    notices: runtime.notices,
    gradients: runtime.gradientCalls,
    runtime,
    source,
  }
}

/** The source text under a span of a result. */
export function under(result: ScriptResult, span: { readonly start: number; readonly end: number }): string {
  return result.source.slice(span.start, span.end)
}
