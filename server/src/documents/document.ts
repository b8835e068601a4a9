// One open document: its text, its tolerant tree kept up edit by edit, its outline, its last good Report and the edits
// made since. Knows neither the connection nor the evaluator.
import type { Span } from '@gradlens/engine'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { Edit as TreeEdit, type Tree } from 'web-tree-sitter'
import type { LanguageSyntax, Outline } from '../languages/language'
import type { CheckReport, Subject } from '../report'
import type { TolerantParser } from '../syntax/grammars'
import { Movement, type Edit } from './movement'
import { placeOf } from './place'
import { positionIn, type Answer, type Staleness, type View } from './view'

/** A change as the client sends it: a range and its new text, or the whole text anew. */
export type Change = Parameters<typeof TextDocument.update>[1][number]

/** A text as it was handed to the evaluator. The edits made meanwhile are kept with it. */
export interface Snapshot {
  readonly version: number
  readonly source: string
  readonly outline: Outline
  readonly movement: Movement
}

/** Why the text of a snapshot has no answer of its own. */
export type Failure =
  | { readonly kind: 'syntax'; readonly span: Span; readonly message: string }
  | { readonly kind: 'stopped' | 'failed'; readonly message: string }

export class OpenDocument {
  private readonly text: TextDocument
  private tree: Tree | null = null
  private outlined: { readonly version: number; readonly outline: Outline } | null = null

  private answer: Answer | null = null
  private answerMovement = new Movement(0)
  private failure: Failure | null = null
  private failureMovement = new Movement(0)
  private inEvaluation: Movement | null = null
  /** The version that the answer or the failure belongs to. */
  private settledVersion = -Infinity
  private readonly checks = new Map<string, CheckReport>()

  constructor(
    readonly uri: string,
    readonly languageId: string,
    readonly syntax: LanguageSyntax,
    private readonly parser: TolerantParser,
    version: number,
    source: string,
  ) {
    this.text = TextDocument.create(uri, languageId, version, source)
  }

  get version(): number {
    return this.text.version
  }

  get source(): string {
    return this.text.getText()
  }

  /** True where the answer, or the reason why there is none, is that of the text as it stands. */
  get isSettled(): boolean {
    return this.settledVersion === this.version
  }

  /** True once there was an answer, or a reason why there is none, for whatever text. */
  get wasSettled(): boolean {
    return this.answer !== null || this.failure !== null
  }

  get lastAnswer(): Answer | null {
    return this.answer
  }

  change(changes: readonly Change[], version: number): void {
    for (const change of changes) this.applyChange(change, version)
    if (changes.length === 0) TextDocument.update(this.text, [], version)
  }

  /** The outline of the text as it stands. */
  get outline(): Outline {
    if (this.outlined?.version !== this.version) {
      const tree = this.parser.parse(this.source, this.tree)
      this.tree?.delete()
      this.tree = tree
      this.outlined = { version: this.version, outline: this.syntax.outline(tree, this.source) }
    }
    return this.outlined.outline
  }

  /** The kind of the smallest piece of syntax at an offset, as the grammar names it. */
  syntaxAt(offset: number): string | null {
    void this.outline
    return this.tree?.rootNode.descendantForIndex(Math.max(0, offset - 1), offset)?.type ?? null
  }

  /** The text to evaluate. One snapshot is out at a time; a later one takes its place. */
  snapshot(): Snapshot {
    this.inEvaluation = new Movement(this.source.length)
    return { version: this.version, source: this.source, outline: this.outline, movement: this.inEvaluation }
  }

  /** Takes what the evaluation of a snapshot gave. A text that does not parse leaves the last good answer in place. */
  accept(snapshot: Snapshot, answer: Answer): void {
    const { syntaxError } = answer.report
    if (syntaxError !== null) return this.fail(snapshot, { kind: 'syntax', ...syntaxError })
    if (!sameTexts(this.answer, answer)) this.checks.clear()
    this.answer = answer
    this.answerMovement = snapshot.movement
    this.failure = null
    this.settledVersion = snapshot.version
  }

  /** Keeps the last good answer, and why the snapshot has none. */
  fail(snapshot: Snapshot, failure: Failure): void {
    this.failure = failure
    this.failureMovement = snapshot.movement
    this.settledVersion = snapshot.version
  }

  /** The answer no longer counts, e.g. because a file that it depends on has changed: it is stale until the next one. */
  expire(): void {
    this.settledVersion = -Infinity
  }

  /** Keeps a check's verdict, to be shown until the text is another. */
  keepCheck(answer: Answer, subject: Subject, check: CheckReport): void {
    if (answer === this.answer) this.checks.set(JSON.stringify(subject), check)
  }

  view(): View {
    return {
      uri: this.uri,
      document: this.text,
      outline: this.outline,
      answer: this.answer,
      stale: this.staleness(),
      place: (span) => placeOf(span, this.answerMovement, this.source),
      check: (subject) => this.checks.get(JSON.stringify(subject)) ?? null,
    }
  }

  dispose(): void {
    this.tree?.delete()
    this.tree = null
  }

  private staleness(): Staleness | null {
    const { failure } = this
    if (failure?.kind === 'syntax') {
      const { start } = this.failureMovement.move(failure.span.start, failure.span.end)
      const line = positionIn(this.source, start).line + 1
      return { kind: 'syntax', reason: `line ${line} does not parse: ${failure.message}` }
    }
    if (failure !== null) return { kind: failure.kind, reason: failure.message }
    return this.isSettled ? null : { kind: 'pending', reason: 'the text is being evaluated' }
  }

  private applyChange(change: Change, version: number): void {
    const old = this.source
    const { start, end, inserted } =
      'range' in change ? { ...this.offsets(change.range), inserted: change.text } : difference(old, change.text)
    const startPosition = this.text.positionAt(start)
    const oldEndPosition = this.text.positionAt(end)
    TextDocument.update(this.text, [change], version)
    const edit = { start, end, length: inserted.length }
    for (const movement of this.movements()) movement.apply(edit)
    this.tree?.edit(
      new TreeEdit({
        startIndex: start,
        oldEndIndex: end,
        newEndIndex: start + inserted.length,
        startPosition: point(startPosition),
        oldEndPosition: point(oldEndPosition),
        newEndPosition: point(this.text.positionAt(start + inserted.length)),
      }),
    )
  }

  private offsets(range: { start: Position; end: Position }): { start: number; end: number } {
    const offsets = [this.text.offsetAt(range.start), this.text.offsetAt(range.end)]
    return { start: Math.min(...offsets), end: Math.max(...offsets) }
  }

  private movements(): Movement[] {
    const all = [this.answerMovement, this.failureMovement, this.inEvaluation]
    return [...new Set(all)].filter((movement) => movement !== null)
  }
}

interface Position {
  readonly line: number
  readonly character: number
}

function point({ line, character }: Position): { row: number; column: number } {
  return { row: line, column: character }
}

/** The smallest edit that makes one text the other: what stands between their common beginning and end. */
export function difference(old: string, text: string): Omit<Edit, 'length'> & { readonly inserted: string } {
  const shorter = Math.min(old.length, text.length)
  let start = 0
  while (start < shorter && old[start] === text[start]) start++
  let same = 0
  while (same < shorter - start && old[old.length - 1 - same] === text[text.length - 1 - same]) same++
  return { start, end: old.length - same, inserted: text.slice(start, text.length - same) }
}

function sameTexts(one: Answer | null, other: Answer): boolean {
  if (one?.evaluation.texts.length !== other.evaluation.texts.length) return false
  return one.evaluation.texts.every(({ source }, i) => source === other.evaluation.texts[i].source)
}
