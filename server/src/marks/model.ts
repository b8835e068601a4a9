/**
 * Marks as plain data. They know a comment's characters and nothing of the function beneath: whether a name is a
 * parameter is decided by whoever binds a mark to its function.
 */

/** A range of UTF-16 offsets in the document's text. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** The language that the mark's literals are written in; `'typescript'` serves JavaScript too. */
export type MarkLanguage = 'python' | 'typescript'

export const generatorNames = ['zeros', 'ones', 'linspace', 'randn'] as const
export type GeneratorName = (typeof generatorNames)[number]

export const optionWords = ['wrt', 'order', 'tol', 'nocheck'] as const
export type OptionWord = (typeof optionWords)[number]

export interface MarkNumber {
  readonly kind: 'number'
  readonly value: number
  /** Written as an integer literal (3, -2, 0xff) that float64 holds exactly; 3.0, 1e3 and inf are none. */
  readonly integer: boolean
  readonly range: TextRange
}

export interface MarkText {
  readonly kind: 'text'
  readonly value: string
  readonly range: TextRange
}

export interface MarkBoolean {
  readonly kind: 'boolean'
  readonly value: boolean
  readonly range: TextRange
}

export interface MarkNull {
  readonly kind: 'null'
  readonly range: TextRange
}

/** `[…]` as written: ragged lists are lists, and what a list means (array, tensor) is the language's affair. */
export interface MarkList {
  readonly kind: 'list'
  readonly items: readonly MarkValue[]
  readonly range: TextRange
}

/** `{…}`, its fields in source order. */
export interface MarkRecord {
  readonly kind: 'record'
  readonly fields: ReadonlyMap<string, MarkValue>
  readonly range: TextRange
}

/** What a generator made: a dense float64 array in row-major order. */
export interface MarkArray {
  readonly kind: 'array'
  readonly shape: readonly number[]
  readonly data: Float64Array
  readonly generator: GeneratorName
  readonly range: TextRange
}

export type MarkValue = MarkNumber | MarkText | MarkBoolean | MarkNull | MarkList | MarkRecord | MarkArray

export interface MarkBinding {
  readonly name: string
  readonly nameRange: TextRange
  readonly value: MarkValue
}

export interface MarkName {
  readonly name: string
  readonly range: TextRange
}

/** A sample point: `@grad x=3 wrt x order 2 tol 1e-6 nocheck`. */
export interface GradMark {
  readonly kind: 'grad'
  /** From the tag to the last character of the mark. */
  readonly range: TextRange
  /** In source order, no name twice; empty for a bare `@grad`. */
  readonly bindings: readonly MarkBinding[]
  /** The names after `wrt`, no name twice; null where the mark has no `wrt`. */
  readonly wrt: readonly MarkName[] | null
  readonly order: 1 | 2
  /** The whole option (`order 2`), where it is written. */
  readonly orderRange: TextRange | null
  /** The relative tolerance, positive and finite; null where the mark has no `tol`. */
  readonly tolerance: number | null
  /** False with `nocheck`. */
  readonly check: boolean
}

/** `@gradOf name`: the function beneath is the hand-written gradient of `of`. */
export interface GradOfMark {
  readonly kind: 'gradOf'
  readonly range: TextRange
  /** A function's name, or a method's with its class (`Spring.energy`). */
  readonly of: string
  readonly ofRange: TextRange
}

/** What is wrong with a mark: the exact characters (never an empty range), and how to mend them. */
export interface MarkError {
  readonly range: TextRange
  readonly message: string
}

/** A line that a tag starts: its mark, or the first error in it with the whole mark's range. */
export type MarkLine =
  { readonly mark: GradMark | GradOfMark } | { readonly error: MarkError; readonly range: TextRange }
