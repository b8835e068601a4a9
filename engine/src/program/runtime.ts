// What a running program has: its numeric session, its journal, its budget, its output, and the records that reports are
// made of. Semantics objects and libraries get it with every call.
import { nodeOf, Opaque, Tensor, Traced } from '../numeric/num'
import type { Num, OpaqueFacts } from '../numeric/num'
import type { Session } from '../numeric/session'
import type { Budget } from './budget'
import type { Guard, LeftBehind } from './guard'
import type { ModuleCode, Program, Span } from './ir'
import { Journal } from './journal'
import { Raised } from './semantics'
import type { Semantics } from './semantics'
import { BoundMethod, Dict, factsOfOneOf, List, Mutable, Native, NativeObject, Tuple } from './values'
import type { Arguments, Frame, Value } from './values'

/** Something worth telling that is not an exception: a warning that the library itself would print, a None's reason. */
export interface Notice {
  readonly code: string
  readonly span: Span
  readonly message: string
  readonly related: readonly { readonly span: Span; readonly message: string }[]
  readonly fixes: readonly Fix[]
}

/** A mechanical mend. */
export interface Fix {
  readonly title: string
  readonly edits: readonly { readonly span: Span; readonly text: string }[]
  readonly preferred?: boolean
}

/** One execution of a call that asks a tape (or a framework's autograd) for derivatives. */
export interface GradientCall {
  /** Where the tape stands (a `with` item's expression; in other libraries the call itself). */
  readonly tape: Span
  /** The whole call. */
  readonly span: Span
  readonly method: string
  readonly target: { readonly text: string; readonly value: Value }
  readonly sources: readonly GradientSource[]
  readonly gradients: readonly Value[]
  /** ∂target/∂entry for hovers and graphs. */
  readonly adjoint: (node: number) => Num | null
  /** The ranges of tape entries that were recorded for it; everything where left out. */
  readonly window?: readonly (readonly [start: number, end: number])[]
}

export interface GradientSource {
  readonly text: string
  readonly value: Value
  /** Its tape entries. */
  readonly nodes: readonly number[]
}

/** The last execution of a call, and how often it ran. */
export interface LastCall {
  readonly call: GradientCall
  readonly count: number
}

/** Tapes and derivative calls of one run, by place. Only the last execution of a call is kept: a training loop has many. */
export class Records {
  private readonly calls: Map<string, LastCall>
  private readonly tapes: Map<string, { readonly span: Span; readonly count: number; readonly at: number }>

  /** Empty, or what others hold now. */
  constructor(others?: Records) {
    this.calls = new Map(others?.calls)
    this.tapes = new Map(others?.tapes)
  }

  addCall(call: GradientCall): void {
    const key = placeKey(call.span)
    this.calls.set(key, { call, count: (this.calls.get(key)?.count ?? 0) + 1 })
  }

  /** `at`: the next tape entry's index. */
  addTape(span: Span, at: number): void {
    const known = this.tapes.get(placeKey(span))
    this.tapes.set(placeKey(span), { span, count: (known?.count ?? 0) + 1, at })
  }

  /** How often the tape at that place was opened so far. */
  openings(tape: Span): number {
    return this.tapes.get(placeKey(tape))?.count ?? 0
  }

  /** The first tape entry after the last opening of the tape at that place. */
  openedAt(tape: Span): number {
    return this.tapes.get(placeKey(tape))?.at ?? 0
  }

  /** The calls of a text in source order. */
  callsIn(text: number): readonly LastCall[] {
    return [...this.calls.values()]
      .filter(({ call }) => call.span.text === text)
      .sort((a, b) => a.call.span.start - b.call.span.start)
  }

  /** The places in a text where tapes were opened, in source order. */
  tapesIn(text: number): readonly Span[] {
    return [...this.tapes.values()]
      .map((t) => t.span)
      .filter((s) => s.text === text)
      .sort((a, b) => a.start - b.start)
  }
}

function placeKey({ text, start, end }: Span): string {
  return `${text}:${start}:${end}`
}

/** Lines that one call printed. */
export interface Printed {
  readonly site: Span
  readonly text: string
}

/** A module of the program with its variables. */
export interface LoadedModule {
  /** Another one after an edit (see Evaluation.rewind). */
  code: ModuleCode
  readonly frame: Frame
}

/** Is told of tapes as they come: how a check repeats a run with another value in it. */
export interface TapeWatcher {
  /** `opening`: the how-manieth time the tape at that place begins to record, from 1. */
  tapeOpened(tape: Span, opening: number): void
  gradientTaken(call: GradientCall): void
}

/** How the evaluator is reached from here. */
export interface Host {
  call(callee: Value, args: Arguments, site: Span, self?: Value): Value
  loadModule(specifier: string): LoadedModule | string | null
  mayCall(callee: Value, why: Opaque, site: Span): void
  each(object: Opaque, act: (candidate: Value) => Value, otherwise: () => Value, site: Span): Value
}

/** A choice that the run's course depends on: where, and which way. */
export interface Decision {
  readonly site: Span
  readonly outcome: number | boolean | string
}

/** At most this many decisions are kept for comparing runs. */
const DECISION_LIMIT = 2_000_000

/** How far a run had come. */
export interface RuntimeMark {
  readonly tape: number
  readonly printed: number
  readonly notices: number
  readonly records: Records
  readonly library: number
  readonly steps: number
}

/** What libraries keep for one run, by keys of their own. */
class LibraryState extends Map<string, unknown> {
  constructor(private readonly journal: Journal) {
    super()
  }

  override set(key: string, value: unknown): this {
    if (value instanceof Mutable) this.journal.outlives(value)
    return super.set(key, value)
  }
}

export class Runtime {
  readonly journal = new Journal()
  /** State that libraries keep for one run (active tapes, random generators …), by a key of their own. Anything mutable
   *  in it must be a Mutable; one that is not itself the value of a key must be told to the journal (`outlives`). */
  readonly library: Map<string, unknown> = new LibraryState(this.journal)
  /** Versions of libraries other than those that are imitated by themselves, by name. */
  versions: Readonly<Record<string, string>> = {}
  readonly notices: Notice[] = []
  /** The calls that asked for derivatives and the tapes that were opened in this run. */
  records = new Records()
  readonly printed: Printed[] = []
  /** Numbers that were used like sequences, and floats that stood where an integer was needed: tape entries. */
  readonly wantedSequences = new Set<number>()
  readonly wantedIntegers = new Set<number>()
  /** Set while a run's choices are recorded. */
  decisions: Decision[] | null = null
  /** What the run is differentiated by: the inputs of a sample point, on the tape. */
  inputs: readonly Value[] = []
  watcher: TapeWatcher | null = null
  /** The statement that runs. */
  statement: Span = { text: 0, start: 0, end: 0 }
  /** Of each `try` with handlers whose body runs, innermost last. */
  readonly guards: Guard[] = []
  /** How many enclosing branches may not be taken: what is printed there is no output that a run is sure to make. */
  uncertain = 0
  private readonly siteIds = new Map<string, number>()
  private readonly siteIdsByObject = new WeakMap<Span, number>()
  readonly sites: Span[] = [{ text: 0, start: 0, end: 0 }]

  constructor(
    /** The program that runs; another one after an edit that what has run so far is the beginning of, too. */
    public program: Program,
    readonly session: Session,
    readonly semantics: Semantics,
    public budget: Budget,
    private readonly host: Host,
  ) {}

  /** How far the run has come, to go back to. */
  mark(): RuntimeMark {
    const { session, printed, notices, records, library, budget } = this
    return {
      tape: session.tape.length,
      printed: printed.length,
      notices: notices.length,
      records: new Records(records),
      library: library.size,
      steps: budget.steps,
    }
  }

  /** Forgets what was recorded since. */
  rewind(mark: RuntimeMark): void {
    this.session.tape.truncate(mark.tape)
    this.printed.length = mark.printed
    this.notices.length = mark.notices
    this.records = new Records(mark.records)
  }

  /** Must be called before every change of a Mutable. */
  touch(object: Mutable): void {
    this.journal.touch(object)
  }

  /** Counts work that a native does itself (a loop over elements costs its number of elements). */
  step(count: number): void {
    this.budget.step(count)
  }

  /** Counts memory that a value about to be made takes. */
  charge(bytes: number): void {
    this.budget.charge(bytes)
  }

  /** An opaque value with its reason. It records history where one of the operands has any. */
  opaque(reason: string, site: Span, facts: OpaqueFacts = {}, operands: readonly Value[] = []): Opaque {
    const nums = operands.flatMap((v) => numbersIn(v)).filter((n) => nodeOf(n) !== 0)
    if (nums.length === 0) return new Opaque(reason, facts)
    this.at(site)
    return this.session.unknown(reason, facts, nums)
  }

  /** Calls anything that can be called. `self`: JavaScript's `this` for a closure. */
  call(callee: Value, args: Arguments, site: Span, self?: Value): Value {
    return this.host.call(callee, args, site, self)
  }

  /** Something unknown was handed this function: it may have called it, nobody knows how often or on what. What the
   *  function changes is unknown afterwards. */
  mayCall(callee: Value, why: Opaque, site: Span): void {
    this.host.mayCall(callee, why, site)
  }

  /** Does something to an opaque value, whatever it is: to each object that it may be, as an arm that may not be taken. */
  each(object: Opaque, act: (candidate: Value) => Value, otherwise: () => Value, site: Span): Value {
    return object.facts.candidates ? this.host.each(object, act, otherwise, site) : otherwise()
  }

  /** A module of the workspace, run once; the reason where it was found but can't be read; null where there is none. */
  loadModule(specifier: string): LoadedModule | string | null {
    return this.host.loadModule(specifier)
  }

  /** The number of a site on the tape; `sites` gives it back. */
  siteId(site: Span): number {
    // Natives ask at every call, with the same object each time.
    const known = this.siteIdsByObject.get(site)
    if (known !== undefined) return known
    const key = placeKey(site)
    let id = this.siteIds.get(key)
    if (id === undefined) {
      id = this.sites.length
      this.sites.push(site)
      this.siteIds.set(key, id)
    }
    this.siteIdsByObject.set(site, id)
    return id
  }

  /** Sets the site of the tape entries that are made next. */
  at(site: Span): void {
    this.session.site = this.siteId(site)
  }

  /** Records that the run's course depends on `outcome` (a comparison, a truth value, an index, an order) of values that
   *  are on the tape. */
  decide(outcome: number | boolean | string, site: Span): void {
    if (this.decisions !== null && this.decisions.length < DECISION_LIMIT) this.decisions.push({ site, outcome })
  }

  /** An exception that the program may catch: its own, or too deep a recursion of the host on its behalf. */
  asRaised(e: unknown, site: Span): Raised | null {
    if (e instanceof Raised) return e
    const overflow = e instanceof RangeError && /call stack/.test(e.message)
    return overflow ? this.semantics.failure('recursion', '', this, site) : null
  }

  /** Something that may raise runs: the handlers of the innermost `try` may run on the state as it is now, or on what an
   *  arm left behind that raised. To be called before and after whatever changes things and may raise. */
  mayRaise(why: Opaque, left?: LeftBehind): void {
    for (let i = this.guards.length - 1; i >= 0; i--) if (this.guards[i].mayRaise(why, left)) return
  }

  /** What is read where it may not be there: reading it may have raised. */
  presentOrRaised({ reason, facts, node }: Opaque): Opaque {
    const value = new Opaque(reason, { ...facts, maybeAbsent: undefined }, node)
    this.mayRaise(value)
    return value
  }

  /** An opaque value with its reason, of an operation that may have raised instead. */
  opaqueOrRaised(reason: string, site: Span, facts: OpaqueFacts = {}, operands: readonly Value[] = []): Opaque {
    const result = this.opaque(reason, site, facts, operands)
    this.mayRaise(result)
    return result
  }

  /** Makes unknown everything mutable that is reachable from these: something unknown may have changed it. Returns what
   *  is reachable. */
  forget(values: readonly Value[], reason: string, site: Span): ReadonlySet<Value> {
    const seen = new Set<Value>()
    const waiting = [...values]
    while (waiting.length > 0) {
      const value = waiting.pop()
      if (seen.has(value)) continue
      seen.add(value)
      if (value instanceof Tuple) waiting.push(...value.items)
      if (value instanceof BoundMethod && value.callee instanceof Native) waiting.push(value.self)
      if (value instanceof Opaque) waiting.push(...((value.facts.candidates ?? []) as readonly Mutable[]))
      if (!(value instanceof Mutable)) continue
      this.touch(value)
      waiting.push(...value.obscure((...held) => this.opaque(reason, site, factsOfOneOf(held))))
    }
    return seen
  }

  /** Is the value, or anything it is made of, on the tape? */
  isActive(v: Value): boolean {
    if (typeof v !== 'object' || v === null) return false
    return numbersIn(v).some((n) => nodeOf(n) !== 0)
  }

  /** Tells that a number was indexed, iterated or asked for its length: a generated input is then tried as a vector. */
  wantsSequence(v: Value): void {
    if (v instanceof Traced) this.wantedSequences.add(v.node)
  }

  /** Tells that a float stood where only an integer will do: an input written as an integer is then tried as one. */
  wantsInteger(v: Value): void {
    if (v instanceof Traced) this.wantedIntegers.add(v.node)
  }

  /** Appends to the program's standard output. `site`: the printing call. */
  print(text: string, site: Span): void {
    this.charge(2 * text.length)
    if (this.uncertain === 0) this.printed.push({ site, text })
  }

  /** Takes back what was printed after so many lines: a run may not come to it. */
  unprint(count: number): void {
    if (this.uncertain === 0) this.printed.length = Math.min(this.printed.length, count)
  }

  /** Tells something once per code and place. */
  notice(notice: Notice): void {
    const same = (n: Notice): boolean =>
      n.code === notice.code &&
      n.span.text === notice.span.text &&
      n.span.start === notice.span.start &&
      n.span.end === notice.span.end
    if (!this.notices.some(same)) this.notices.push(notice)
  }

  recordGradient(call: GradientCall): void {
    this.records.addCall(call)
    this.watcher?.gradientTaken(call)
  }

  /** A tape begins to record, asked or not. */
  recordTape(tape: Span): void {
    this.records.addTape(tape, this.session.tape.length)
    this.watcher?.tapeOpened(tape, this.records.openings(tape))
  }

  /** The source text of a span. */
  textOf(span: Span): string {
    return this.program.texts[span.text].source.slice(span.start, span.end)
  }
}

/** The numbers that a value is or holds, nested lists, tuples, dicts and library objects included. */
export function numbersIn(v: Value, depth = 0): Num[] {
  if (typeof v === 'number') return [v]
  if (v instanceof Traced || v instanceof Tensor || v instanceof Opaque) return [v]
  if (depth > 8) return []
  if (v instanceof NativeObject) return v.num === null ? [] : [v.num]
  if (v instanceof List || v instanceof Tuple) return v.items.flatMap((item) => numbersIn(item, depth + 1))
  if (v instanceof Dict) return [...v.entries.values()].flatMap((entry) => numbersIn(entry.value, depth + 1))
  return []
}
