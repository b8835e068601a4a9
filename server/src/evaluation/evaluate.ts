// From a request to a program that is ready to run: libm, budgets, marked functions and their points.
import { Evaluation, glibc, v8 } from '@gradlens/engine'
import type { BudgetExceeded, Closure, EvaluationOptions, FunctionCode, Program } from '@gradlens/engine'
import type { LanguageMeaning, OutlineFunction } from '../languages/language'
import type { GradMark } from '../marks/mark'
import { markableNames } from './inputs'
import type { Budget, Evaluation as Request } from './messages'
import type { PointSubject } from './point'

export interface EvaluateOptions {
  /** Checks run in float64 and unobserved. */
  readonly forCheck: boolean
  readonly cancelled: () => boolean
}

/** A program that is ready to run. */
export interface Prepared {
  readonly evaluation: Evaluation
  readonly functions: readonly MarkedFunction[]
  /** Functions that are hand-written gradients of others. */
  readonly gradients: readonly HandGradient[]
  /** Gives the next point its allowance. */
  readonly allowance: () => { readonly milliseconds: number; readonly maxSteps: number }
}

/** A function with `@grad` marks that parse. */
export interface MarkedFunction {
  readonly outline: OutlineFunction
  readonly code: FunctionCode | null
  readonly marks: readonly GradMark[]
}

/** A function with a `@gradOf` mark. */
export interface HandGradient {
  readonly outline: OutlineFunction
  readonly code: FunctionCode | null
  readonly of: string
  /** The mark's. */
  readonly range: { readonly start: number; readonly end: number }
}

/** The clock and the memory of the host that evaluates. */
export interface HostPort {
  readonly now: () => number
  readonly memoryInUse?: () => number
}

/** Prepares a program. With marks to evaluate its top level gets half of the time, they share the other half.
 *  @param earlier an evaluation of an earlier text, which is gone on with where that may be done */
export function prepare(
  program: Program,
  request: Request,
  language: LanguageMeaning,
  host: HostPort,
  options: EvaluateOptions,
  earlier: Evaluation | null = null,
): Prepared {
  const marks = request.functions.reduce((n, outline) => n + gradMarksOf(outline).length, 0)
  const { budget } = request
  const half = marks > 0 ? 0.5 : 1
  const semantics = language.semantics(program)
  const all: EvaluationOptions = {
    budget: {
      maxSteps: budget.maxSteps,
      milliseconds: budget.milliseconds * half,
      bytes: budget.bytes,
      now: host.now,
      inUse: host.memoryInUse,
      cancelled: options.cancelled,
    },
    libm: semantics.libm === 'v8' ? v8 : glibc,
    roundFloat32: !options.forCheck,
    observe: !options.forCheck,
    versions: request.versions,
    keepStates: language.isScript && !options.forCheck,
  }
  const evaluation = earlier?.rewind(program, all) ? earlier : new Evaluation(program, semantics, all)
  return {
    evaluation,
    functions: markedFunctions(evaluation.program, request.functions),
    gradients: handGradients(evaluation.program, request.functions),
    allowance: allowances(budget, marks, host.now),
  }
}

function gradMarksOf(outline: OutlineFunction): readonly GradMark[] {
  return outline.marks.flatMap((line) => ('mark' in line && line.mark.kind === 'grad' ? [line.mark] : []))
}

/** The marked functions with the code that stands under the same name at the same place. */
function markedFunctions(program: Program, outlines: readonly OutlineFunction[]): readonly MarkedFunction[] {
  const codes = codesByName(program)
  return outlines.flatMap((outline) => {
    const marks = gradMarksOf(outline)
    const broken = outline.marks.some((line) => 'error' in line)
    return marks.length > 0 || broken ? [{ outline, code: codes.get(outline.nameStart) ?? null, marks }] : []
  })
}

/** The hand-written gradients, in source order. */
function handGradients(program: Program, outlines: readonly OutlineFunction[]): readonly HandGradient[] {
  const codes = codesByName(program)
  return outlines.flatMap((outline) => {
    const mark = outline.marks.flatMap((line) => ('mark' in line && line.mark.kind === 'gradOf' ? [line.mark] : []))[0]
    return mark ? [{ outline, code: codes.get(outline.nameStart) ?? null, of: mark.of, range: mark.range }] : []
  })
}

/** What the points of a file get one after the other: several times an even share of the time that is left, since most
 *  need next to nothing. */
function allowances(budget: Budget, points: number, now: () => number): Prepared['allowance'] {
  const deadline = now() + budget.milliseconds
  let left = points
  return () => {
    const remaining = Math.max(0, deadline - now())
    const milliseconds = Math.max(50, Math.min(remaining, (4 * remaining) / Math.max(1, left)))
    left--
    return { milliseconds, maxSteps: budget.maxSteps }
  }
}

/** The functions of the main text by where their names stand. */
function codesByName(program: Program): ReadonlyMap<number, FunctionCode> {
  return new Map(program.main.functions.map((code) => [code.nameSpan.start, code]))
}

/** The points of a marked function: a bare mark on a function without defaults for all parameters makes two. Marks that
 *  name what is no parameter make none. */
export function pointsOf(marked: MarkedFunction, closure: Closure, evaluation: Evaluation): readonly PointSubject[] {
  const names = new Set([...markableNames(closure), 'this', 'self'])
  const defaults = evaluation.defaultsOf(closure)
  const allDefault = closure.code.parameters.every(
    (p) => defaults.has(p) || p.optional || p.kind === 'rest' || p.kind === 'keywordRest',
  )
  return marked.marks.flatMap((mark) => {
    const known = mark.bindings.every((b) => names.has(b.name)) && (mark.wrt ?? []).every((w) => names.has(w.name))
    if (!known) return []
    const draws = mark.bindings.length === 0 && !allDefault && names.size > 2 ? [0, 1] : [0]
    return draws.map((draw) => ({ closure, mark, draw }))
  })
}

/** One sentence for a spent budget. */
export function budgetMessage(exceeded: BudgetExceeded, budget: Budget): string {
  const settings = {
    steps: 'gradlens.maxSteps',
    time: 'gradlens.timeoutVisible',
    memory: 'gradlens.memoryMegabytes',
  } as const
  const amount = {
    steps: `${budget.maxSteps.toLocaleString('en')} steps`,
    time: `${Math.round(exceeded.limit)} ms`,
    memory: `${Math.round(exceeded.limit / 2 ** 20)} MB`,
  }[exceeded.what]
  return `Stopped after ${amount}: the budget of ${exceeded.what} is spent here, and what depends on what follows is unknown. An endless loop does this; for a long computation raise the setting \`${settings[exceeded.what]}\`.`
}
