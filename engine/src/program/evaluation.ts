// One evaluation of a program: its top level once, then whatever is asked of it. It never throws for what a program does:
// it tells how it ended.
import { Session } from '../numeric/session'
import type { Libm } from '../numeric/libm'
import { Budget, BudgetExceeded } from './budget'
import type { BudgetOptions } from './budget'
import { Activation, newSlots } from './activation'
import { Compiler } from './compiler'
import type { Expr, ModuleCode, Parameter, Program } from './ir'
import { Observer } from './observer'
import { Records, Runtime } from './runtime'
import type { LoadedModule } from './runtime'
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

  constructor(
    readonly program: Program,
    semantics: Semantics,
    private readonly options: EvaluationOptions,
  ) {
    const budget = new Budget(options.budget)
    const { libm, roundFloat32 } = options
    // The tape takes memory while it is made, before there is a runtime whose budget could be renewed.
    const charge = (bytes: number): void => (this.runtime?.budget ?? budget).charge(bytes)
    this.runtime = new Runtime(program, new Session({ libm, roundFloat32, charge }), semantics, budget, {
      call: (callee, args, site, self) => this.compiler.call(callee, args, site, self),
      loadModule: (specifier) => this.loadModule(specifier),
      mayCall: (callee, why, site) => this.compiler.mayCall(callee, why, site),
    })
    this.runtime.versions = options.versions ?? {}
    this.compiler = new Compiler(this.runtime, options.observe)
  }

  /** Runs the top level. Where it ends early, the functions and classes that come later are bound all the same. */
  runMain(): Ending<LoadedModule> {
    const loaded = this.open(this.program.main)
    return this.attempt(() => {
      this.runTopLevel(loaded)
      return loaded
    })
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
    const level = runtime.journal.begin()
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
      this.runTopLevel(loaded)
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

  private runTopLevel({ code, frame }: LoadedModule): void {
    const f = this.compiler.moduleActivation(frame)
    const runs = code.body.map((s) => compileBlock(this.compiler, [s]))
    let stopped: unknown = null
    code.body.forEach((s, i) => {
      if (stopped === null) {
        try {
          runs[i](f)
        } catch (e) {
          stopped = e
          if (e instanceof BudgetExceeded) this.renewBudget({ milliseconds: 1000, maxSteps: 1_000_000 })
        }
      } else if (s.kind === 'assign' && (s.value.kind === 'function' || s.value.kind === 'class')) {
        this.attempt(() => runs[i](f))
      }
    })
    if (stopped !== null) throw stopped
  }
}
