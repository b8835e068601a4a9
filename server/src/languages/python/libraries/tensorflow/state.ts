// What TensorFlow keeps for one run: the tapes that record now, and the variables made so far.
import { Mutable, type Runtime } from '@gradlens/engine'
import type { GradientTape } from './gradientTape'
import type { Variable } from './variable'

/** A chain that grows at its head, so that saving it costs nothing. */
export interface Chain<T> {
  readonly item: T
  readonly rest: Chain<T> | null
}

interface RunState {
  /** The tapes whose block is open, the innermost last. */
  readonly recording: readonly GradientTape[]
  readonly variables: Chain<Variable> | null
  /** The seed that `tf.random.set_seed` set. */
  readonly seed: number | null
  /** How many unseeded draws there were: each is a sample from a fixed seed of ours. */
  readonly draws: number
  /** Where gradients were asked for whose Nones have been explained. */
  readonly explained: ReadonlySet<string>
}

class TensorFlowState extends Mutable<RunState> {
  state: RunState = { recording: [], variables: null, seed: null, draws: 0, explained: new Set() }
  save(): RunState {
    return this.state
  }
  restore(state: RunState): void {
    this.state = state
  }
  merge(one: RunState): void {
    this.state = one
  }
}

function stateOf(runtime: Runtime): TensorFlowState {
  const known = runtime.library.get('tensorflow')
  if (known instanceof TensorFlowState) return known
  const made = new TensorFlowState()
  runtime.library.set('tensorflow', made)
  return made
}

function update(runtime: Runtime, change: Partial<RunState>): void {
  const object = stateOf(runtime)
  runtime.touch(object)
  object.state = { ...object.state, ...change }
}

/** The tapes that record now. */
export function recordingTapes(runtime: Runtime): readonly GradientTape[] {
  return stateOf(runtime).state.recording
}

export function pushTape(runtime: Runtime, tape: GradientTape): void {
  update(runtime, { recording: [...recordingTapes(runtime), tape] })
}

export function removeTape(runtime: Runtime, tape: GradientTape): void {
  update(runtime, { recording: recordingTapes(runtime).filter((t) => t !== tape) })
}

export function registerVariable(runtime: Runtime, variable: Variable): void {
  update(runtime, { variables: { item: variable, rest: stateOf(runtime).state.variables } })
}

/** Every variable made so far, the newest first. */
export function* variablesOf(runtime: Runtime): Iterable<Variable> {
  for (let chain = stateOf(runtime).state.variables; chain; chain = chain.rest) yield chain.item
}

/** Is this the first time that a None is explained at the place? A call in a loop is explained once. */
export function isFirstExplained(place: string, runtime: Runtime): boolean {
  const { explained } = stateOf(runtime).state
  if (explained.has(place)) return false
  update(runtime, { explained: new Set([...explained, place]) })
  return true
}

/** The seed that the program set; null: none. */
export function graphSeed(runtime: Runtime): number | null {
  return stateOf(runtime).state.seed
}

export function setGraphSeed(runtime: Runtime, seed: number): void {
  update(runtime, { seed })
}

/** Numbers in [0, 1) for one unseeded draw; the same in every evaluation of the same program (splitmix32). */
export function nextSample(runtime: Runtime): () => number {
  const { draws } = stateOf(runtime).state
  update(runtime, { draws: draws + 1 })
  let state = Math.imul(draws + 1, 0x9e3779b9)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296
  }
}
