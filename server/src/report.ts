// A Report: everything that was learnt about one document, as plain data. Features, the command line and the panel
// read it; none evaluates anything itself. It crosses the worker's message port as it is.
import type { Json, Span } from '@gradlens/engine'

/** A value as the language prints it, and as contract.md's JSON (undefined where it has none). */
export interface Shown {
  readonly text: string
  readonly json: Json | undefined
  /** Why the value cannot be known; the text then begins "unknown: ". */
  readonly opaque?: string
  readonly dtype?: string
  readonly shape?: readonly number[]
}

export interface Adjoint {
  /** What was differentiated, as a person writes it: `y`, `f`. */
  readonly of: string
  readonly value: Shown
}

/** One expression (or name, parameter, assignment target) in one run, as it stood at its last execution. */
export interface Observation {
  readonly span: Span
  readonly value: Shown
  /** How often it ran. */
  readonly count: number
  readonly role: 'expression' | 'variable' | 'parameter' | 'target' | 'callee'
  /** The operation's printed name where the expression is one operation on the tape. */
  readonly operation?: string
  readonly adjoints: readonly Adjoint[]
  /** Local partials by operand. */
  readonly partials: readonly { readonly operand: string; readonly value: Shown }[]
}

/** One execution whose values are shown: the script itself, or one sample point of a marked function. */
export interface Run {
  /** As hovers head it: `script`, `f at x = 3`. */
  readonly title: string
  /** The function and point it belongs to; null for the script. */
  readonly point: { readonly functionIndex: number; readonly pointIndex: number } | null
  readonly observations: readonly Observation[]
}

export type Verdict = 'agree' | 'disagree' | 'inconclusive' | 'kink' | 'discontinuous' | 'non-finite' | 'skipped'

export interface CheckReport {
  readonly verdict: Verdict
  readonly maxRelativeError: number | null
  readonly worst: {
    readonly input: string
    readonly index: readonly (number | string)[]
    readonly automatic: number
    readonly numeric: number
  } | null
  /** One or two sentences: what was found, at which step, with which error bar, and why it can't decide where it can't. */
  readonly detail: string
  /** At a kink: the derivative from the left and from the right. */
  readonly oneSided?: readonly [number, number]
  /** How many of float32's 7 digits the shown gradient loses, where that is worth telling. */
  readonly float32DigitsLost?: number
}

export interface PointReport {
  readonly markSpan: Span
  readonly inputs: Readonly<Record<string, Shown>>
  readonly value: Shown
  /** One per differentiated input, in parameter order. `null` JSON where the library gives None. */
  readonly gradients: Readonly<Record<string, Shown>>
  readonly hessian?: Readonly<Record<string, Readonly<Record<string, Shown>>>>
  /** Null until asked for (the command line always asks). */
  readonly check: CheckReport | null
}

export interface FunctionReport {
  readonly name: string
  readonly nameSpan: Span
  readonly span: Span
  readonly points: readonly PointReport[]
}

export interface TapeCallReport {
  /** The whole call. */
  readonly span: Span
  readonly method: string
  /** The target's and the sources' source texts. */
  readonly target: string
  readonly sources: readonly string[]
  readonly gradients: readonly Shown[]
  readonly count: number
  readonly check: CheckReport | null
}

export interface TapeReport {
  /** The `with` statement's tape expression. */
  readonly span: Span
  readonly calls: readonly TapeCallReport[]
}

export interface RelatedPlace {
  readonly span: Span
  readonly message: string
}

export interface Fix {
  readonly title: string
  readonly edits: readonly { readonly span: Span; readonly text: string }[]
  readonly preferred?: boolean
}

export interface ReportDiagnostic {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info' | 'hint'
  readonly span: Span
  readonly message: string
  readonly related: readonly RelatedPlace[]
  readonly fixes: readonly Fix[]
}

export interface ScriptError {
  readonly type: string
  readonly message: string
  readonly span: Span
}

/** Texts that a statement printed, in order; `count` texts in all, of which the last few are kept. */
export interface PrintReport {
  readonly span: Span
  readonly texts: readonly string[]
  readonly count: number
}

export interface Report {
  readonly uri: string
  readonly version: number
  readonly language: 'python' | 'typescript' | 'javascript'
  readonly libraries: Readonly<Record<string, string>>
  readonly functions: readonly FunctionReport[]
  readonly gradOf: readonly GradOfReport[]
  readonly tapes: readonly TapeReport[]
  /** Does the text import a numeric library that is imitated? Then its own run is shown, without a mark too. */
  readonly usesLibrary: boolean
  readonly runs: readonly Run[]
  readonly prints: readonly PrintReport[]
  readonly variables: Readonly<Record<string, Json>>
  readonly stdout: string
  readonly error: ScriptError | null
  readonly diagnostics: readonly ReportDiagnostic[]
  /** Set where the strict reading failed: nothing else in the report then counts, the last good one is kept. */
  readonly syntaxError: { readonly span: Span; readonly message: string } | null
  /** How long the evaluation took, in milliseconds. */
  readonly elapsed: number
}

export interface GradOfReport {
  readonly name: string
  readonly of: string
  readonly nameSpan: Span
  readonly verdict: Verdict
  readonly worst: CheckReport['worst']
}

/** What a trace, a graph or a check is made of: one sample point of a function, or one call of a tape. */
export type Subject =
  | { readonly kind: 'point'; readonly functionIndex: number; readonly pointIndex: number }
  | { readonly kind: 'call'; readonly tapeIndex: number; readonly callIndex: number }

/** The tape as plain data: one entry per operation that the result depends on, in the order of recording. */
export interface Trace {
  readonly title: string
  readonly entries: readonly TraceEntry[]
  /** Entries left out because there were too many. */
  readonly omitted: number
}

export interface TraceEntry {
  readonly id: number
  /** The operation's name (`multiply`, `power`), `input` or `constant`. */
  readonly operation: string
  /** The source text of the expression that made it, or the input's name. */
  readonly label: string
  /** Those that are entries, with the local partials by them. */
  readonly operands: readonly { readonly id: number; readonly partial: string | null }[]
  /** All operands in order: the id of an entry, or the text of a constant. */
  readonly args: readonly (number | string)[]
  readonly value: string
  readonly adjoint: string | null
  readonly span: Span | null
  /** 1-based source line, null where it has none. */
  readonly line: number | null
  /** Which turns of the loops around it, from 1, the outermost first. */
  readonly turns: readonly number[]
  /** The function that made it, where that was called from another one. */
  readonly within: string | null
}
