// `tf.GradientTape`: which stretches of the evaluation's one tape it recorded, what it watches, and the gradients that are
// asked of it.
import {
  Instance,
  NativeObject,
  Opaque,
  Tensor,
  nodeOf,
  type Num,
  type Runtime,
  type Span,
  type Sweep,
  type Value,
} from '@gradlens/engine'
import { typeNameOf } from '../../operations'
import type { TypeProtocol } from '../../protocol'
import { Call, hasKnownOrigin, known, native } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { placed, toTensor } from './convert'
import { dtypeOf, isFloat } from './dtypes'
import { explainNones } from './explain'
import { methods } from './methods'
import { flatten, pack } from './nest'
import { sourceTexts, targetText } from './sourceTexts'
import { pushTape, recordingTapes, removeTape, variablesOf } from './state'
import { Variable, type Version } from './variable'

type Interval = readonly [start: number, end: number]

interface TapeState {
  /** What was recorded and is over. */
  readonly intervals: readonly Interval[]
  /** Where the open stretch began; null while the tape does not record. */
  readonly since: number | null
  /** Watched tensors by their tape entry, and watched variables, each with the tape's length at that moment. */
  readonly watched: ReadonlyMap<number | Variable, number>
  /** The call that used a non-persistent tape up. */
  readonly spent: Span | null
  /** Was its block ever entered? */
  readonly entered: boolean
  /** Set where it is not known what was recorded. */
  readonly uncertain: Opaque | null
}

const FRESH: TapeState = {
  intervals: [],
  since: null,
  watched: new Map(),
  spent: null,
  entered: false,
  uncertain: null,
}

/** A gradient tape. */
export class GradientTape extends NativeObject<TapeState> {
  readonly typeName = 'GradientTape'
  state = FRESH

  constructor(
    readonly persistent: boolean,
    readonly watchesVariables: boolean,
    /** Where it was made. */
    readonly site: Span,
  ) {
    super()
  }

  get protocol(): TypeProtocol<GradientTape> {
    return protocol
  }

  update(runtime: Runtime, change: Partial<TapeState>): void {
    runtime.touch(this)
    this.state = { ...this.state, ...change }
  }

  /** The recorded stretches in rising order, the open one up to `now`. */
  window(now: number): Interval[] {
    const { intervals, since } = this.state
    return since === null || since === now ? [...intervals] : [...intervals, [since, now]]
  }

  save(): TapeState {
    return this.state
  }
  restore(state: TapeState): void {
    this.state = state
  }
  merge(one: TapeState, other: TapeState, unknown: () => Opaque): void {
    const spent = one.spent && other.spent ? one.spent : null
    const same =
      one.intervals === other.intervals &&
      one.since === other.since &&
      one.watched === other.watched &&
      one.spent === other.spent
    this.state = same ? one : { ...one, spent, uncertain: one.uncertain ?? other.uncertain ?? unknown() }
  }
}

export const gradientTape = native(
  'tf.GradientTape',
  'persistent=, watch_accessed_variables=',
  (call, persistent, watches) => {
    const tape = new GradientTape(
      persistent !== undefined && flag(call, persistent),
      watches === undefined || flag(call, watches),
      call.site,
    )
    call.runtime.recordTape(call.site)
    return tape
  },
)

function flag(call: Call, v: Value): boolean {
  return call.runtime.semantics.truthy(known(v), call.runtime, call.site) === true
}

function start(tape: GradientTape, runtime: Runtime, site: Span): void {
  if (tape.state.since !== null) {
    new Call(runtime, 'tf.GradientTape', site).raise(
      'ValueError',
      'Tape is still recording, This can happen if you try to re-enter an already-active tape.',
    )
  }
  tape.update(runtime, { since: runtime.session.tape.length, entered: true })
  pushTape(runtime, tape)
}

function stop(tape: GradientTape, runtime: Runtime): void {
  const { since, intervals } = tape.state
  if (since === null) return
  const now = runtime.session.tape.length
  tape.update(runtime, { since: null, intervals: since === now ? intervals : [...intervals, [since, now]] })
  removeTape(runtime, tape)
}

/** `with tape.stop_recording():` */
class Pause extends NativeObject<null> {
  readonly typeName = '_GeneratorContextManager'
  readonly protocol = pauseProtocol
  constructor(readonly tape: GradientTape) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const pauseProtocol: TypeProtocol<Pause> = {
  typeName: () => '_GeneratorContextManager',
  repr: () => '<contextlib._GeneratorContextManager object>',
  display: () => 'tape.stop_recording()',
  toJson: () => undefined,
  enter(v, runtime) {
    stop(v.tape, runtime)
    return null
  },
  exit: (v, runtime, site) => start(v.tape, runtime, site),
}

const METHODS = methods<GradientTape>('GradientTape', {
  watch: ['tensor', watch],
  watched_variables: ['', watchedVariables],
  stop_recording: [
    '',
    (call, tape) =>
      tape.state.since === null
        ? call.raise('RuntimeError', 'Trying to stop recording a tape which is not recording.')
        : new Pause(tape),
  ],
  reset: [
    '',
    (call, tape) => {
      if (tape.state.since === null) call.raise('ValueError', 'Tape is not recording.')
      tape.update(call.runtime, { ...FRESH, entered: true, since: call.session.tape.length })
      return null
    },
  ],
  gradient: ['target, sources, output_gradients=, unconnected_gradients=', gradient],
  jacobian: ['target, sources, unconnected_gradients=, parallel_iterations=, experimental_use_pfor=', jacobian],
  batch_jacobian: [
    'target, source, unconnected_gradients=, parallel_iterations=, experimental_use_pfor=',
    batchJacobian,
  ],
})

const protocol: TypeProtocol<GradientTape> = {
  typeName: () => 'GradientTape',
  repr: () => '<tensorflow.python.eager.backprop.GradientTape object>',
  display: (v) => (v.persistent ? 'GradientTape(persistent=True)' : 'GradientTape'),
  toJson: () => undefined,
  getAttribute: (v, name) => METHODS.bound(v, name),
  enter(v, runtime, site) {
    start(v, runtime, site)
    return v
  },
  exit: (v, runtime) => stop(v, runtime),
}

function watch(call: Call, tape: GradientTape, tensor: Value): Value {
  const watched = new Map(tape.state.watched)
  for (const leaf of flatten(tensor)) {
    if (leaf instanceof Variable) {
      if (!watched.has(leaf.self)) watched.set(leaf.self, call.session.tape.length)
      continue
    }
    if (leaf instanceof Opaque && nodeOf(leaf) === 0) continue
    if (!(leaf instanceof Tensor) && !(leaf instanceof Opaque)) {
      call.raise(
        'ValueError',
        `Passed in object ${call.runtime.semantics.display(leaf, call.runtime)} of type ${className(leaf)}, not tf.Tensor or tf.Variable or ExtensionType.`,
      )
    }
    if (!watched.has(nodeOf(leaf))) watched.set(nodeOf(leaf), call.session.tape.length)
  }
  tape.update(call.runtime, { watched })
  return null
}

function className(v: Value): string {
  return v instanceof Instance ? v.cls.name : typeNameOf(v)
}

function watchedVariables(call: Call, tape: GradientTape): Value {
  const window = tape.window(call.session.tape.length)
  const seen = [...variablesOf(call.runtime)]
    .reverse()
    .filter((v) => tape.state.watched.has(v) || (tape.watchesVariables && v.trainable && isRead(v, window, call)))
  return call.runtime.semantics.makeTuple(seen, call.runtime)
}

/** Does an operation of the window have one of the variable's versions among its operands? */
function isRead(v: Variable, window: readonly Interval[], { session }: Call): boolean {
  const nodes = new Set(versionsWithin(v, window[0]?.[0] ?? 0))
  return window.some(([from, to]) => {
    for (let i = from; i < to; i++) if (session.tape.operands(i).some((node) => nodes.has(node))) return true
    return false
  })
}

/** The entries of the versions that operations from `start` on can have used. */
function versionsWithin(v: Variable, start: number): number[] {
  const nodes: number[] = []
  for (let version: Version | null = v.versions; version; version = version.previous) {
    nodes.push(version.node)
    if (version.node < start) break
  }
  return nodes
}

/** A source as the sweep needs it. */
export interface Source {
  readonly value: Value
  readonly text: string
  /** Its tape entries. */
  readonly nodes: readonly number[]
  /** The tape's length when it began to be watched; null: it is not. */
  readonly watchedAt: number | null
}

interface Request {
  readonly call: Call
  readonly tape: GradientTape
  readonly method: string
  readonly targets: readonly TensorLike[]
  readonly targetValue: Value
  readonly sources: readonly Source[]
  readonly window: readonly Interval[]
  readonly traced: boolean
  /** An unknown operation that the targets were made by. */
  readonly hidden: Opaque | null
}

const SPENT = 'A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)'

/** What `gradient` and the Jacobians have in common: a tape that may be asked, targets, sources, the recorded window. */
function prepare(call: Call, tape: GradientTape, method: string, target: Value, sources: Value): Request {
  const { runtime } = call
  const { spent, entered } = tape.state
  if (spent)
    call.raise('RuntimeError', SPENT, 'tape-used-twice', [{ span: spent, message: 'the tape was used up here' }])
  if (!entered) call.raise('RuntimeError', SPENT)
  if (tape.state.since !== null && !tape.persistent) stop(tape, runtime)
  const targets = flatten(target).map((leaf) => asDifferentiable(call, leaf))
  const window = tape.window(call.session.tape.length)
  const begin = window[0]?.[0] ?? call.session.tape.length
  const leaves = flatten(sources)
  const texts = sourceTexts(runtime, call.site, leaves.length)
  const described = leaves.map((leaf, i): Source => {
    const x = asDifferentiable(call, leaf)
    const explicit = tape.state.watched.get(leaf instanceof Variable ? leaf.self : nodeOf(x))
    const automatic = leaf instanceof Variable && leaf.trainable && tape.watchesVariables
    return {
      value: leaf,
      text: texts[i],
      nodes: leaf instanceof Variable ? versionsWithin(leaf, begin) : [nodeOf(x)].filter((node) => node !== 0),
      watchedAt: automatic ? begin : (explicit ?? null),
    }
  })
  if (!tape.persistent) tape.update(runtime, { spent: call.site })
  return {
    call,
    tape,
    method,
    targets,
    targetValue: target,
    sources: described,
    window,
    traced: recordingTapes(runtime).length > 0 || runtime.inputs.length > 0,
    hidden: hiddenIn(call, targets, window),
  }
}

/** A target or source as a tensor. */
function asDifferentiable(call: Call, v: Value): TensorLike {
  if (v instanceof Variable) return v.num
  if (v instanceof Tensor) return v
  if (v instanceof Opaque) return toTensor(call, v)
  return call.raise(
    'TypeError',
    `Cannot convert the argument \`type_value\`: ${call.runtime.semantics.display(v, call.runtime)} to a TensorFlow DType.`,
  )
}

/**
 * Whether a gradient that does not arrive may exist all the same: the source is something unknown, or the target was made
 * by something unknown, which may have used it. Null: it is surely None.
 */
function possible(request: Request, source: Source): Opaque | null {
  const { value } = source
  if (value instanceof Opaque && (nodeOf(value) === 0 || !value.facts.tensor)) return value
  return request.hidden
}

/** The first unknown operation that a target was made by: what it used nobody knows. */
function hiddenIn({ session }: Call, targets: readonly TensorLike[], window: readonly Interval[]): Opaque | null {
  const { tape } = session
  const loose = targets.find((t): t is Opaque => t instanceof Opaque && nodeOf(t) === 0)
  if (loose) return loose
  if (tape.opaque.length === 0) return null
  const first = window[0]?.[0] ?? 0
  const reached = new Set(targets.map(nodeOf))
  for (let node = Math.max(0, ...reached); node >= first; node--) {
    if (!reached.has(node)) continue
    const value = tape.valueOf(node)
    if (value instanceof Opaque && tape.rowOf(node)?.name === 'unknown' && !hasKnownOrigin(value)) return value
    for (const operand of tape.operands(node)) reached.add(operand)
  }
  return null
}

/** A reverse sweep over what the tape recorded, for each source the sum of the adjoints of its entries. */
class Reverse {
  private common: Sweep | null = null

  constructor(
    private readonly request: Request,
    private readonly seeds: readonly (Num | undefined)[],
  ) {}

  /** ∂target/∂source; null where none arrives. */
  of(source: Source): TensorLike | null {
    const { call, window } = this.request
    if (!isFloatOrUnknown(valueOf(source)) || this.request.targets.every((t) => !isFloatOrUnknown(t))) return null
    const begin = window[0]?.[0] ?? 0
    let total = this.sum(source, window)
    if (total === null) return null
    if (source.watchedAt === null) {
      if (source.value instanceof Variable) return null
      total = this.sum(source, recordedOnly(this.request))
    } else if (source.watchedAt > begin && usedBefore(source, window, source.watchedAt, call)) {
      total = this.sum(source, later(window, source.watchedAt))
    }
    return total
  }

  /** ∂target/∂entry, for hovers. */
  adjoint(node: number): Num | null {
    return this.shared().adjoint(node)
  }

  private sum(source: Source, window: readonly Interval[]): TensorLike | null {
    const { call } = this.request
    const { tape } = call.session
    // Sources were often made before the tape began. An operation among them must not hand its adjoint on to the other
    // sources, so it stands in no sweep but its own.
    const apart = source.nodes.filter((node) => tape.kind(node) === 'operation' && !within(window, node))
    const shared = window === this.request.window && apart.length === 0
    const sweep = shared ? this.shared() : this.run(window, source.nodes)
    let total: Num | null = null
    for (const node of source.nodes) {
      const part = sweep.adjoint(node)
      if (part !== null) total = total === null ? part : call.ops.add(total, part)
    }
    return total as TensorLike | null
  }

  /** The sweep that serves all sources but those apart. */
  private shared(): Sweep {
    if (this.common) return this.common
    const { call, window, sources } = this.request
    const { tape } = call.session
    const leaves = sources.flatMap((source) => source.nodes.filter((node) => tape.kind(node) !== 'operation'))
    return (this.common = this.run(window, leaves))
  }

  /** `nodes`: single entries that carry an adjoint beside those of the window. */
  private run(window: readonly Interval[], nodes: readonly number[]): Sweep {
    const { call, targets, traced } = this.request
    const seeded = targets.map((value, i) => ({ value, seed: this.seeds[i] }))
    return call.session.sweep(seeded, { window: withNodes(window, nodes), traced })
  }
}

function valueOf(source: Source): TensorLike {
  return source.value instanceof Variable ? source.value.num : (source.value as TensorLike)
}

function isFloatOrUnknown(x: TensorLike): boolean {
  const dtype = dtypeOf(x)
  return dtype === null || isFloat(dtype)
}

function within(window: readonly Interval[], node: number): boolean {
  return window.some(([from, to]) => node >= from && node < to)
}

/** The window together with single entries outside of it. */
function withNodes(window: readonly Interval[], nodes: readonly number[]): Interval[] {
  const outside = [...new Set(nodes)].filter((node) => !within(window, node))
  return [...window, ...outside.map((node): Interval => [node, node + 1])].sort((a, b) => a[0] - b[0])
}

function later(window: readonly Interval[], from: number): Interval[] {
  return window.filter(([, end]) => end > from).map(([start, end]): Interval => [Math.max(start, from), end])
}

/** Was the source an operand of anything recorded before it was watched? */
function usedBefore(source: Source, window: readonly Interval[], moment: number, { session }: Call): boolean {
  return window.some(([from, to]) => {
    for (let i = from; i < Math.min(to, moment); i++)
      if (session.tape.operands(i).some((node) => source.nodes.includes(node))) return true
    return false
  })
}

/**
 * The stretches that TensorFlow's own tape holds: operations with a watched tensor among their operands or their operands'
 * operands. A tensor that is not watched gets a gradient through these, and through no others (tape.h, ComputeGradient).
 */
function recordedOnly({ call, tape, window, sources }: Request): Interval[] {
  const begin = window[0]?.[0] ?? 0
  const entries = call.session.tape
  const watched = new Map<number, number>()
  for (const [object, moment] of tape.state.watched) {
    if (object instanceof Variable) for (const node of versionsWithin(object, begin)) watched.set(node, moment)
    else watched.set(object, moment)
  }
  if (tape.watchesVariables) {
    for (const variable of variablesOf(call.runtime)) {
      if (variable.trainable) for (const node of versionsWithin(variable, begin)) watched.set(node, begin)
    }
  }
  for (const source of sources)
    if (source.watchedAt !== null) for (const node of source.nodes) watched.set(node, source.watchedAt)
  const recorded = new Set<number>()
  const runs: Interval[] = []
  for (const [from, to] of window) {
    for (let i = from; i < to; i++) {
      const why = entries.why(i)
      if (why === 'left-the-library' || why === 'assigned') continue
      if (!entries.operands(i).some((node) => recorded.has(node) || (watched.get(node) ?? Infinity) <= i)) continue
      const value = entries.valueOf(i)
      if (value instanceof Tensor && isFloat(value.dtype)) recorded.add(i)
      const last = runs[runs.length - 1]
      if (last && last[1] === i) runs[runs.length - 1] = [last[0], i + 1]
      else runs.push([i, i + 1])
    }
  }
  return runs
}

/** A gradient as a tensor of its own: on the tape where another tape follows it, else a new leaf. */
function finished(request: Request, x: TensorLike): TensorLike {
  const { call, traced } = request
  call.runtime.at(call.site)
  return traced && nodeOf(x) !== 0 ? x : (call.session.leaf(x) as TensorLike)
}

/** None, or zeros where they are asked for. */
function unconnected(request: Request, source: Source, choice: Value): Value {
  const unsure = possible(request, source)
  if (unsure) return request.call.opaque(unsure.reason)
  const wanted = choice === undefined || choice === null ? 'none' : unconnectedChoice(request.call, choice)
  if (wanted === 'none') return null
  return placed(request.call, request.call.ops.zerosLike(valueOf(source)))
}

function unconnectedChoice(call: Call, choice: Value): 'none' | 'zero' {
  if (choice === 'none' || choice === 'zero') return choice
  return call.raise(
    'ValueError',
    `Unknown value for unconnected_gradients: ${call.runtime.semantics.display(choice, call.runtime)}`,
  )
}

function record(request: Request, gradients: readonly Value[], adjoint: (node: number) => Num | null): void {
  const { call, tape, method, targetValue, sources, window } = request
  call.runtime.recordGradient({
    tape: tape.site,
    span: call.site,
    method,
    target: { text: targetText(call.runtime, call.site), value: targetValue },
    sources: sources.map(({ text, value, nodes }) => ({ text, value, nodes })),
    gradients,
    adjoint,
    window,
  })
}

/** Tells why gradients are None; where zeros are asked for in their place, that is meant. */
function explain(request: Request, gradients: readonly (Value | null)[], choice: Value): void {
  if (choice === 'zero') return
  const { call, tape, targets, sources, window } = request
  const missing = sources.filter((source, i) => gradients[i] === null && possible(request, source) === null)
  explainNones({ call, tape, targets, window }, missing)
}

function gradient(
  call: Call,
  tape: GradientTape,
  target: Value,
  sources: Value,
  outputGradients: Value,
  choice: Value,
): Value {
  const { runtime } = call
  if (tape.state.uncertain) return call.opaque(tape.state.uncertain.reason, {}, [])
  const request = prepare(call, tape, 'gradient', target, sources)
  const seeds =
    outputGradients === undefined || outputGradients === null
      ? []
      : flatten(outputGradients).map((g) => (g === null ? undefined : toTensor(call, g)))
  const reverse = new Reverse(request, seeds)
  const found = request.sources.map((source) => reverse.of(source))
  explain(request, found, choice)
  const gradients = found.map((x, i) =>
    x === null ? unconnected(request, request.sources[i], choice) : finished(request, x),
  )
  record(request, gradients, (node) => reverse.adjoint(node))
  return pack(sources, gradients, runtime)
}

function jacobian(call: Call, tape: GradientTape, target: Value, sources: Value, choice: Value): Value {
  if (tape.state.uncertain) return call.opaque(tape.state.uncertain.reason, {}, [])
  const request = prepare(call, tape, 'jacobian', target, sources)
  const [y] = request.targets
  if (!(y instanceof Tensor)) return unknownRows(request, y, sources)
  const rows = Array.from(y.data, (_, i) => {
    const reverse = new Reverse(request, [unit(call, y, (k) => k === i)])
    return request.sources.map((source) => reverse.of(source))
  })
  const found = request.sources.map((_, s) => {
    const parts = rows.map((row) => row[s]).filter((part) => part !== null)
    return rows.length > 0 && parts.length === rows.length ? parts : null
  })
  explain(
    request,
    found.map((x) => (x === null ? null : 0)),
    choice,
  )
  const jacobians = found.map((parts, s): Value => {
    if (parts === null) return unconnected(request, request.sources[s], choice)
    const shape = (valueOf(request.sources[s]) as Tensor).shape
    return finished(request, call.ops.reshape(call.ops.stack(parts, 0), [...y.shape, ...shape]) as TensorLike)
  })
  record(request, jacobians, () => null)
  return pack(sources, jacobians, call.runtime)
}

function batchJacobian(call: Call, tape: GradientTape, target: Value, source: Value, choice: Value): Value {
  if (tape.state.uncertain) return call.opaque(tape.state.uncertain.reason, {}, [])
  const request = prepare(call, tape, 'batch_jacobian', target, source)
  const [y] = request.targets
  const x = valueOf(request.sources[0])
  if (!(y instanceof Tensor) || !(x instanceof Tensor))
    return unknownRows(request, (y instanceof Opaque ? y : x) as Opaque, source)
  if (y.shape.length < 2 || x.shape.length < 2 || y.shape[0] !== x.shape[0]) {
    call.raise(
      'ValueError',
      `Need first dimension of target shape (${shown(y.shape)}) and source shape (${shown(x.shape)}) to match.`,
    )
  }
  const width = y.size / y.shape[0]
  const rows = Array.from({ length: width }, (_, j) =>
    new Reverse(request, [unit(call, y, (k) => k % width === j)]).of(request.sources[0]),
  )
  if (rows.some((row) => row === null)) {
    explain(request, [null], choice)
    const none = choice === undefined || choice === null ? null : unconnected(request, request.sources[0], choice)
    record(request, [none], () => null)
    return none
  }
  const stacked = call.ops.stack(rows as TensorLike[], 1)
  const result = finished(request, call.ops.reshape(stacked, [...y.shape, ...x.shape.slice(1)]) as TensorLike)
  record(request, [result], () => null)
  return result
}

function shown(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
}

/** A cotangent of ones at the chosen elements. */
function unit(call: Call, like: Tensor, chosen: (k: number) => boolean): Tensor {
  const seed = call.ops.allocate(like.size)
  for (let k = 0; k < seed.length; k++) if (chosen(k)) seed[k] = 1
  return new Tensor(seed, like.shape, like.dtype)
}

function unknownRows(request: Request, unknown: Opaque, sources: Value): Value {
  const { call } = request
  const rows = request.sources.map((source) =>
    call.opaque(unknown.reason, { tensor: true, dtype: dtypeOf(valueOf(source)) ?? undefined }, [unknown]),
  )
  record(request, rows, () => null)
  return pack(sources, rows, call.runtime)
}
