// One run of a Python program by the evaluator, timed from its first statement to its last, as the worker runs it.
import { Evaluation, glibc, Observer } from '@gradlens/engine'
import { pythonMeaning } from '../../server/src/languages/python/meaning'

/** What a program printed, and the milliseconds that it took. `observed`: with the values noted that hovers show. */
export function runProgram(source: string, observed: boolean): { readonly printed: string; readonly time: number } {
  const text = { uri: 'file:///main.py', source, languageId: 'python', path: 'main.py', imports: {} }
  const reading = pythonMeaning.read([text])
  if (!reading.ok) throw new Error(reading.message)
  const { program } = reading
  const evaluation = new Evaluation(program, pythonMeaning.semantics(program), {
    budget: {
      maxSteps: 1e9,
      milliseconds: 600_000,
      bytes: 2 ** 34,
      now: () => performance.now(),
      cancelled: () => false,
    },
    libm: glibc,
    roundFloat32: true,
    observe: observed,
    versions: {},
  })
  if (observed) evaluation.compiler.observer = new Observer()
  const start = performance.now()
  const ending = evaluation.runMain()
  const time = performance.now() - start
  if (ending.kind !== 'done') throw new Error(ending.kind === 'raised' ? ending.raised.message : ending.kind)
  return { printed: evaluation.runtime.printed.map(({ text: printed }) => printed).join(''), time }
}
