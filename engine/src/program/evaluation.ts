// One evaluation of a program: its top level once, then whatever is asked of it. It never throws for what a program does:
// it tells how it ended.
import { Session } from '../numeric/session'
import type { Libm } from '../numeric/libm'
import { Budget, BudgetExceeded } from './budget'
import type { BudgetOptions } from './budget'
import { Activation, newSlots } from './activation'
import { Pacing } from './checkpoints'
import type { Checkpoint } from './checkpoints'
import { Compiler } from './compiler'
import type { Expr, ModuleCode, Parameter, Program } from './ir'
import { Observer } from './observer'
import { Records, Runtime } from './runtime'
import type { LoadedModule } from './runtime'
import { sameStatements, sameSurroundings } from './sameCode'
import { Raised } from './semantics'
import type { Semantics } from './semantics'
import { compileBlock } from './statements'
import { Cell, Frame } from './values'
import type { Closure, Value } from './values'

export interface EvaluationOptions {
  readonly budget: BudgetOptions
  readonly libm: Libm
  /** False in checks: float32 is then a label only. */
  readonly roundFloat32: boolean
  /** Note the values of expressions for hovers. */
  readonly observe: boolean
  /** Versions of libraries other than those that are imitated by themselves, by name. */
  readonly versions?: Readonly<Record<string, string>>
  /** Keep states of the main text's run that `rewind` can go back to. */
  readonly keepStates?: boolean
}

/** How something that was run ended. */
export type Ending<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'raised'; readonly raised: Raised }
  | { readonly kind: 'budget'; readonly exceeded: BudgetExceeded }

export class Evaluation {
  readonly runtime: Runtime
  readonly compiler: Compiler
  private readonly modules = new Map<ModuleCode, LoadedModule>()
  /** The main text's top level as it runs. */
  private readonly top: Activation
  private readonly checkpoints: Checkpoint[] = []
  private ending: Ending<LoadedModule> | null = null
  /** What was seen of the main text's top level; null where nobody looks. */
  observer: Observer | null = null

  constructor(
    program: Program,
    semantics: Semantics,
    private options: EvaluationOptions,
  ) {
    const budget = new Budget(options.budget)
    const { libm, roundFloat32 } = options
    // The tape takes memory while it is made, before there is a runtime whose budget could be renewed.
    const charge = (bytes: number): void => (this.runtime?.budget ?? budget).charge(bytes)
    this.runtime = new Runtime(program, new Session({ libm, roundFloat32, charge }), semantics, budget, {
      call: (callee, args, site, self) => this.compiler.call(callee, args, site, self),
      loadModule: (specifier) => this.loadModule(specifier),
      mayCall: (callee, why, site) => this.compiler.unknownCalls.mayCall(callee, why, site),
      each: (object, act, otherwise, site) => this.compiler.unknownCalls.each(object, act, otherwise, site),
    })
    this.runtime.versions = options.versions ?? {}
    this.compiler = new Compiler(this.runtime, options.observe)
    this.top = this.compiler.moduleActivation(this.main.frame)
  }

  get program(): Program {
    return this.runtime.program
  }

  /** Runs the top level, or what of it has not run. Where it ends early, the functions and classes that come later are bound
   *  all the same. @param observer notes what is seen; that of the first run where there was one */
  runMain(observer: Observer | null = null): Ending<LoadedModule> {
    if (this.ending !== null) return this.ending
    this.observer ??= observer
    this.compiler.observer = this.observer
    const loaded = this.main
    this.ending = this.attempt(() => {
      this.runTopLevel(loaded, this.top, this.checkpoints.at(-1)?.index ?? 0, this.options.keepStates === true)
      return loaded
    })
    this.compiler.observer = null
    if (this.options.keepStates) this.keepState(Infinity)
    return this.ending
  }

  /**
   * Goes back to the last state that a run of another program passes through as well; `runMain` then goes on from there.
   * Only isolated work may have been done since `runMain`.
   *
   * @returns false where there is no such state: this evaluation is of no further use then
   */
  rewind(program: Program, options: EvaluationOptions): boolean {
    const before = this.program
    if (!sameSurroundings(before, program)) return false
    const same = sameStatements(before, program)
    const isWhole = same === program.main.body.length && same === before.main.body.length
    const mayStay = isWhole && this.ending?.kind !== 'budget'
    const chosen = this.checkpoints.filter((c) => (mayStay || c.index <= same) && this.isValid(c)).at(-1)
    if (!chosen) return false
    this.goBackTo(chosen)
    this.options = options
    this.runtime.budget = new Budget(options.budget)
    this.runtime.budget.steps = chosen.runtime.steps
    return this.adopt(program, same)
  }

  /** The main module, as far as it has run. */
  get main(): LoadedModule {
    return this.open(this.program.main)
  }

  /** Runs `work` and catches what a program can do. Cancellation passes through. */
  attempt<T>(work: () => T): Ending<T> {
    const { frames } = this.runtime.session.tape
    const { here } = frames
    try {
      return { kind: 'done', value: work() }
    } catch (e) {
      if (e instanceof BudgetExceeded) return { kind: 'budget', exceeded: e }
      const raised = this.runtime.asRaised(e, { text: 0, start: 0, end: 0 })
      if (raised) return { kind: 'raised', raised }
      throw e
    } finally {
      frames.leave(here)
    }
  }

  /** Runs `work` on the state as it is now and undoes everything afterwards, the tape included. What was observed is
   *  noted in `observer`; `read` sees the state before it is undone. */
  isolated<T>(observer: Observer | null, work: () => T): Ending<T> {
    const { runtime, compiler } = this
    const level = runtime.journal.beginWhole()
    const { length } = runtime.session.tape
    const previous = compiler.observer
    const { records } = runtime
    compiler.observer = observer
    runtime.records = new Records()
    try {
      return this.attempt(work)
    } finally {
      compiler.observer = previous
      runtime.records = records
      runtime.journal.rollback(level)
      runtime.session.tape.truncate(length)
    }
  }

  /** The values of the defaults of a function's parameters, those that can be had outside of a call. */
  defaultsOf(closure: Closure): ReadonlyMap<Parameter, Value> {
    const found = new Map<Parameter, Value>()
    const { code } = closure
    const f = new Activation(newSlots(code.slotNames.length, code.cellSlots), closure, closure.module, undefined)
    code.parameters.forEach((p, i) => {
      let value = closure.defaults[i]
      if (value === undefined && p.fallback) {
        const evaluated = this.attempt(() => this.compiler.expression(p.fallback as Expr)(f))
        if (evaluated.kind === 'done') value = evaluated.value
      }
      f.slots[p.slot] = p.captured ? new Cell(value) : value
      if (value !== undefined) found.set(p, value)
    })
    return found
  }

  /** A new allowance for what comes next. */
  renewBudget(allowance: { readonly milliseconds: number; readonly maxSteps: number }): void {
    this.runtime.budget = new Budget({ ...this.options.budget, ...allowance })
  }

  private loadModule(specifier: string): LoadedModule | string | null {
    const broken = this.program.brokenModules.get(specifier)
    if (broken !== undefined) return broken
    const code = this.program.modules.get(specifier)
    if (!code) return null
    const known = this.modules.get(code)
    if (known) return known
    const loaded = this.open(code)
    const { observer } = this.compiler
    this.compiler.observer = null
    try {
      this.runTopLevel(loaded, this.compiler.moduleActivation(loaded.frame), 0, false)
    } finally {
      this.compiler.observer = observer
    }
    return loaded
  }

  private open(code: ModuleCode): LoadedModule {
    let loaded = this.modules.get(code)
    if (!loaded) {
      loaded = { code, frame: new Frame(newSlots(code.slotNames.length, code.cellSlots)) }
      this.modules.set(code, loaded)
      this.runtime.semantics.openModule?.(loaded, this.runtime)
    }
    return loaded
  }

  private runTopLevel({ code }: LoadedModule, f: Activation, from: number, keepStates: boolean): void {
    const pacing = keepStates ? new Pacing(this.options.budget.now) : null
    let stopped: unknown = null
    for (let i = from; i < code.body.length; i++) {
      const s = code.body[i]
      const run = compileBlock(this.compiler, [s])
      if (stopped === null) {
        if (pacing?.isDue()) this.keepState(i)
        try {
          run(f)
        } catch (e) {
          stopped = e
          if (e instanceof BudgetExceeded) this.renewBudget({ milliseconds: 1000, maxSteps: 1_000_000 })
        }
      } else if (s.kind === 'assign' && (s.value.kind === 'function' || s.value.kind === 'class')) {
        this.attempt(() => run(f))
      }
    }
    if (stopped !== null) throw stopped
  }

  private keepState(index: number): void {
    const { runtime, compiler, top } = this
    this.checkpoints.push({
      index,
      level: runtime.journal.beginWhole(),
      runtime: runtime.mark(),
      compiler: compiler.mark(),
      observed: this.observer?.mark() ?? null,
      modules: this.modules.size,
      possibleExits: top.possibleExits,
      possibleResults: top.possibleResults,
    })
  }

  /** Modules and libraries that were loaded since stay loaded, with what they changed elsewhere. */
  private isValid({ modules, runtime }: Checkpoint): boolean {
    return modules === this.modules.size && runtime.library === this.runtime.library.size
  }

  private goBackTo(chosen: Checkpoint): void {
    const { runtime, compiler, top, checkpoints } = this
    let last: Checkpoint
    do {
      last = checkpoints.pop() as Checkpoint
      runtime.journal.rollback(last.level)
    } while (last !== chosen)
    runtime.rewind(chosen.runtime)
    compiler.rewind(chosen.compiler)
    if (chosen.observed) this.observer?.rewind(chosen.observed)
    top.possibleExits = chosen.possibleExits
    top.possibleResults = chosen.possibleResults
    if (chosen.index !== Infinity) this.ending = null
    this.keepState(chosen.index)
  }

  /** Takes another program for the one that ran, with the code that has run as it is: closures and tapes refer to it. False
   *  where the variables that were bound stand elsewhere in it. */
  private adopt(program: Program, same: number): boolean {
    const { main: before, modules, brokenModules } = this.program
    const loaded = this.main
    const { main } = program
    const { slots } = loaded.frame
    const cells = new Set(main.cellSlots)
    for (let i = 0; i < Math.max(slots.length, main.slotNames.length); i++) {
      const slot = slots[i]
      const value = slot instanceof Cell ? slot.value : slot
      if (value === undefined) slots[i] = cells.has(i) ? new Cell(undefined) : undefined
      else if (before.slotNames[i] !== main.slotNames[i] || slot instanceof Cell !== cells.has(i)) return false
    }
    const end = Math.max(0, ...main.body.slice(0, same).map(({ span }) => span.end))
    const spliced: ModuleCode = {
      ...main,
      body: [...before.body.slice(0, same), ...main.body.slice(same)],
      functions: [
        ...before.functions.filter(({ span }) => span.start < end),
        ...main.functions.filter(({ span }) => span.start >= end),
      ],
    }
    this.modules.delete(before)
    this.modules.set(spliced, loaded)
    loaded.code = spliced
    this.runtime.program = { ...program, main: spliced, modules, brokenModules }
    return true
  }
}
