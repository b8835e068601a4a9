// One sample point of a marked function: called on the tape, differentiated, and read before everything is undone.
import {
  dependencies,
  derivatives,
  differentiablePart,
  isDifferentiable,
  isScalar,
  leavesOf,
  nodeOf,
  Opaque,
  Tensor,
  treeOf,
} from '@gradlens/engine'
import type { Closure, Ending, Evaluation, Num, Observer, Sweep, Tree, Value } from '@gradlens/engine'
import type { LanguageMeaning } from '../languages/language'
import type { GradMark } from '../marks/mark'
import { activateInputs, inputsOf, noInsights, receiverOf, takesReceiver } from './inputs'
import type { Input, Insights } from './inputs'

/** A marked function and one of its marks; `draw` tells the generated points of a bare mark apart. */
export interface PointSubject {
  readonly closure: Closure
  readonly mark: GradMark
  readonly draw: number
}

/** A point as it stands right after the call. */
export interface PointState {
  readonly inputs: readonly Input[]
  /** The inputs as they were given to the call, on the tape. */
  readonly activated: readonly Value[]
  /** The same taken apart before the call: the function may change what it is given. */
  readonly trees: readonly Tree[]
  readonly value: Value
  readonly output: Tree
}

/** The differentiated inputs of a point. */
export interface ActiveInput {
  /** The input's, or that of a field of a destructured parameter. */
  readonly name: string
  /** The input's. */
  readonly source: string
  readonly tree: Tree
}

/**
 * Runs a point and hands its state to `read` before it is undone. Inputs that turn out to be integers or (where they were
 * generated) sequences are given again as such.
 */
export function atPoint<T>(
  evaluation: Evaluation,
  language: LanguageMeaning,
  subject: PointSubject,
  observer: () => Observer | null,
  read: (state: PointState) => T,
): Ending<T> {
  let insights: Insights = noInsights
  for (let attempt = 0; ; attempt++) {
    const notices = evaluation.runtime.notices.length
    const ending = run(evaluation, language, subject, insights, observer(), read)
    if (attempt === 3) return ending.outcome
    const learnt = learn(ending.inputs, insights, ending.wanted, ending.outcome.kind === 'raised')
    if (!learnt) return ending.outcome
    evaluation.runtime.notices.length = notices
    insights = learnt
  }
}

interface Attempt<T> {
  readonly outcome: Ending<T>
  readonly inputs: readonly Input[]
  readonly wanted: { readonly integers: ReadonlySet<string>; readonly sequences: ReadonlySet<string> }
}

function run<T>(
  evaluation: Evaluation,
  language: LanguageMeaning,
  subject: PointSubject,
  insights: Insights,
  observer: Observer | null,
  read: (state: PointState) => T,
): Attempt<T> {
  const { runtime } = evaluation
  let inputs: readonly Input[] = []
  const wanted = { integers: new Set<string>(), sequences: new Set<string>() }
  const outcome = evaluation.isolated(observer, () => {
    runtime.wantedIntegers.clear()
    runtime.wantedSequences.clear()
    inputs = inputsOf(subject.closure, subject.mark, subject.draw, evaluation, language, insights)
    const activated = activateInputs(inputs, evaluation)
    try {
      return read(called(evaluation, language, subject, inputs, activated))
    } finally {
      // `range(n + 1)` needs n to be an integer just as `range(n)` does.
      const asIntegers = dependencies(runtime.session, [...runtime.wantedIntegers])
      inputs.forEach((input, i) => {
        const entry = entryOf(activated[i])
        if (entry !== 0 && asIntegers.has(entry)) wanted.integers.add(input.name)
        if (entry !== 0 && runtime.wantedSequences.has(entry)) wanted.sequences.add(input.name)
      })
    }
  })
  return { outcome, inputs, wanted }
}

/** Calls the function with inputs that stand on the tape. */
export function called(
  evaluation: Evaluation,
  language: LanguageMeaning,
  { closure, mark }: PointSubject,
  inputs: readonly Input[],
  activated: readonly Value[],
): PointState {
  const { runtime } = evaluation
  runtime.inputs = activated
  const receiver = receiverOf(closure, mark, evaluation, language)
  const byName = inputs.map((input, i) => ({ name: input.name, kind: input.parameter?.kind, value: activated[i] }))
  const positional = byName.filter((a) => a.kind !== 'keywordOnly').map((a) => a.value)
  const keywords = byName.filter((a) => a.kind === 'keywordOnly').map((a) => [a.name, a.value] as const)
  const args = {
    positional: takesReceiver(closure) ? [receiver, ...positional] : positional,
    keywords: keywords.length > 0 ? new Map(keywords) : null,
  }
  const trees = activated.map((v) => treeOf(v, runtime))
  const value = runtime.call(closure, args, closure.code.nameSpan, receiver)
  return { inputs, activated, trees, value, output: treeOf(value, runtime) }
}

/** What a run taught about its inputs; null where there is nothing new. */
function learn(
  inputs: readonly Input[],
  known: Insights,
  wanted: Attempt<unknown>['wanted'],
  raised: boolean,
): Insights | null {
  const integers = new Set(known.integers)
  const sequences = new Set(known.sequences)
  for (const input of inputs) {
    if (input.generated && wanted.sequences.has(input.name)) sequences.add(input.name)
    if (input.integerLiteral && raised && wanted.integers.has(input.name)) integers.add(input.name)
  }
  return integers.size > known.integers.size || sequences.size > known.sequences.size ? { integers, sequences } : null
}

/** The inputs that the result is differentiated by. In JavaScript integers that only count or index are constants (in
 *  Python such an input was given as an integer from the start, or the run would have raised). */
export function activeInputs(
  state: PointState,
  evaluation: Evaluation,
  observer: Observer | null,
): readonly ActiveInput[] {
  const countsOnly = !evaluation.runtime.semantics.undefinedIsUnbound
  return state.inputs.flatMap((input, i) => {
    const tree = differentiablePart(state.trees[i])
    if (!input.active || input.value instanceof Opaque || !isDifferentiable(tree)) return []
    if (countsOnly && input.integerLiteral && isOnlyCount(state, i, evaluation, observer)) return []
    return input.parameter?.pattern?.kind === 'fields'
      ? fieldsOf(tree, input)
      : [{ name: input.name, source: input.name, tree }]
  })
}

/** A destructured parameter is differentiated by its fields, each under its own name. */
function fieldsOf(tree: Tree, input: Input): readonly ActiveInput[] {
  const source = input.name
  if (tree.kind !== 'record') return [{ name: source, source, tree }]
  return tree.items.map((item, i) => ({ name: String(tree.keys[i]), source, tree: item }))
}

/** An integer that was read, but entered no operation on the tape: it was compared, or used as an index or a length. */
function isOnlyCount(state: PointState, index: number, evaluation: Evaluation, observer: Observer | null): boolean {
  const input = state.inputs[index]
  const node = entryOf(state.activated[index])
  const { tape } = evaluation.runtime.session
  if (node === 0) return false
  if (leavesOf(state.output).some(({ num }) => nodeOf(num) === node)) return false
  for (let i = node + 1; i < tape.length; i++) if (tape.operands(i).includes(node)) return false
  return wasRead(input, evaluation, observer)
}

function wasRead(input: Input, evaluation: Evaluation, observer: Observer | null): boolean {
  if (!observer || !input.parameter) return true
  for (const [site, { expression, span }] of evaluation.compiler.sites) {
    if (expression?.kind === 'read' && expression.ref.name === input.name && observer.at(site) && span.text === 0)
      return true
  }
  return false
}

/** Gradients (or Jacobians) of a point by its active inputs. */
export function gradientsAt(
  state: PointState,
  active: readonly ActiveInput[],
  evaluation: Evaluation,
): { readonly values: readonly Value[]; readonly sweep: Sweep | null } {
  return derivatives(
    state.output,
    active.map((a) => a.tree),
    evaluation.runtime,
    { unconnected },
  )
}

/** Hessian blocks `[a][b]` of a scalar point, shaped a.shape + b.shape. */
export function hessianAt(
  state: PointState,
  active: readonly ActiveInput[],
  evaluation: Evaluation,
): readonly (readonly Value[])[] {
  const { runtime } = evaluation
  const trees = active.map((a) => a.tree)
  const first = derivatives(state.output, trees, runtime, { unconnected: () => 0, traced: true })
  return first.values.map(
    (gradient) => derivatives(treeOf(gradient, runtime), trees, runtime, { unconnected: () => 0 }).values,
  )
}

export function isScalarPoint(state: PointState): boolean {
  return isScalar(state.output)
}

/** What TensorFlow's tensors get for an input that the result does not depend on is None; numbers get 0. */
function unconnected(num: Num): 0 | null {
  return num instanceof Tensor ? null : 0
}

function entryOf(value: Value): number {
  const leaf: Num[] = []
  if (typeof value === 'number' || (typeof value === 'object' && value !== null && 'node' in value)) leaf.push(value)
  return leaf.length === 0 ? 0 : nodeOf(leaf[0])
}
