// What this front-end's tests share: a program run, and a function called on the tape.
import { activate, derivatives, Evaluation, plain, treeOf, v8, type Ending, type Value } from '@gradlens/engine'
import { typescriptMeaning } from './meaning'

const budget = {
  maxSteps: 20_000_000,
  milliseconds: 20_000,
  bytes: 1e9,
  now: () => performance.now(),
  cancelled: () => false,
}

/** An evaluation of a text; fails the test where the text does not parse. */
export function evaluationOf(source: string, languageId = 'typescript'): Evaluation {
  const reading = typescriptMeaning.read([{ uri: 'file:///main', source, languageId, path: 'main', imports: {} }])
  if (!reading.ok) throw new Error(reading.message)
  return new Evaluation(reading.program, typescriptMeaning.semantics(reading.program), {
    budget,
    libm: v8,
    roundFloat32: true,
    observe: false,
  })
}

/** What a program printed, and behind a `!` what it raised at last. */
export function outputOf(source: string, languageId = 'javascript'): string {
  const evaluation = evaluationOf(source, languageId)
  const ending = evaluation.runMain()
  const printed = evaluation.runtime.printed.map(({ text }) => text).join('')
  return printed + endingText(ending)
}

function endingText(ending: Ending<unknown>): string {
  if (ending.kind === 'done') return ''
  if (ending.kind === 'budget') return `!budget: ${ending.exceeded.what}`
  const { type, message } = ending.raised
  return `!${type[0] === type[0].toUpperCase() ? `${type}: ` : ''}${message}`
}

/** A top-level function of a text by its name. */
export function functionNamed(evaluation: Evaluation, name: string): Value {
  const { code, frame } = evaluation.main
  return frame.slots[code.slotNames.indexOf(name)]
}

/** Calls `f` of a text with numbers, arrays and records, all on the tape: its value and its gradients as data. */
export function gradientOf(
  source: string,
  inputs: readonly Value[],
  name = 'f',
): { value: unknown; gradients: unknown[] } {
  const evaluation = evaluationOf(source)
  const run = evaluation.runMain()
  if (run.kind !== 'done') throw new Error(endingText(run))
  const { runtime } = evaluation
  const ending = evaluation.isolated(null, () => {
    const active = inputs.map((input) => activate(input, runtime.session))
    // The function may overwrite what it is given.
    const trees = active.map((input) => treeOf(input, runtime))
    const value = runtime.call(
      functionNamed(evaluation, name),
      { positional: active, keywords: null },
      { text: 0, start: 0, end: 0 },
    )
    const output = treeOf(value, runtime)
    const { values } = derivatives(output, trees, runtime, { unconnected: () => 0 })
    const { semantics } = runtime
    return {
      value: semantics.toJson(plain(value), runtime),
      gradients: values.map((v) => semantics.toJson(v, runtime)),
    }
  })
  if (ending.kind !== 'done') throw new Error(endingText(ending))
  return ending.value
}
