// Every custom message between client and server, and the options handed over at the start. A client that knows none of
// these still gets all of standard LSP.
import type { Location, Position, Range } from 'vscode-languageserver-types'
import type { CheckReport, Subject, Trace } from './report'

/** A typed method name: `Request<parameters, result>`. */
export interface RequestName<P, R> {
  readonly method: string
  readonly __types?: { params: P; result: R }
}
export interface NotificationName<P> {
  readonly method: string
  readonly __types?: { params: P }
}

export interface InitializationOptions {
  /** Absolute URI of the extension's folder: the web server finds grammars and the evaluator by it. */
  readonly extensionUri?: string
  /** Absolute URI of the shipped docs/diagnostics folder. */
  readonly docsUri?: string
  readonly settings?: Settings
}

/** The versions of NumPy that can be asked for, the one that is imitated by itself first. */
export const NUMPY_VERSIONS = ['1.24', '2.0'] as const

/** The `gradlens.*` settings. */
export interface Settings {
  readonly enable: boolean
  readonly inlayHints: boolean
  readonly codeLens: boolean
  readonly maxSteps: number
  readonly timeoutVisible: number
  readonly timeoutBackground: number
  readonly memoryMegabytes: number
  /** The NumPy whose promotion and printing are imitated. */
  readonly numpy: (typeof NUMPY_VERSIONS)[number]
}

export interface SubjectParams {
  readonly uri: string
  readonly subject: Subject
}

/** Where the things that commands act on stand, so that a command without arguments finds the nearest to the cursor. */
export interface SubjectAt {
  readonly uri: string
  readonly position: Position
}

export interface GraphResult {
  readonly title: string
  readonly trace: Trace
  /** Laid-out nodes and edges in CSS pixels. */
  readonly width: number
  readonly height: number
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

export interface GraphNode {
  readonly id: number
  /** The left and top edge. */
  readonly x: number
  readonly y: number
  /** The page writes the label, the value and the adjoint in three lines of 12 px monospace (7.3 px a character) with 12 px beside them: 60 px high, and what is longer than the width is cut with an ellipsis. */
  readonly width: number
  readonly height: number
  readonly label: string
  readonly operation: string
  readonly value: string
  readonly adjoint: string | null
  readonly location: Location | null
}

export interface GraphEdge {
  /** The operand. */
  readonly from: number
  /** The operation that uses it. */
  readonly to: number
  readonly partial: string | null
  /** From the border of `from` to the border of `to`, where the arrow's tip stands. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

export interface TapeTextResult {
  readonly title: string
  readonly text: string
  /** For line k of the text, where its source is. */
  readonly lines: readonly (Location | null)[]
}

export interface StatusParams {
  readonly state: 'idle' | 'evaluating' | 'restarting' | 'off'
  readonly message: string
}

export interface MarkOffer {
  readonly range: Range
  readonly text: string
}

export const protocol = {
  /** Runs the finite-difference checks of a subject's function (all its points) or tape (all its calls); the verdicts then
   *  stand in the lens too. Answers with the one that weighs most. Null: no such subject (any more). */
  check: { method: 'gradlens/check' } as RequestName<SubjectParams, CheckReport | null>,
  graph: { method: 'gradlens/graph' } as RequestName<SubjectParams, GraphResult | null>,
  tape: { method: 'gradlens/tape' } as RequestName<SubjectParams, TapeTextResult | null>,
  /** The subject at or nearest above a position; null where the document has none. */
  subjectAt: { method: 'gradlens/subjectAt' } as RequestName<SubjectAt, Subject | null>,
  /** The edit that adds a mark to the function at a position; null where there is none. */
  addMark: { method: 'gradlens/addMark' } as RequestName<SubjectAt, MarkOffer | null>,
  /** Ends the evaluator's worker and evaluates everything anew. */
  restart: { method: 'gradlens/restart' } as RequestName<null, null>,
  /** From the server in a browser: the text of a file inside the workspace's folders; null where it cannot be read. */
  readFile: { method: 'gradlens/readFile' } as RequestName<{ readonly uri: string }, string | null>,
  /** From the server: what the status item shows. */
  status: { method: 'gradlens/status' } as NotificationName<StatusParams>,
  /** From the server: a document's report was renewed; an open panel asks again. */
  evaluated: { method: 'gradlens/evaluated' } as NotificationName<{ readonly uri: string; readonly version: number }>,
}
