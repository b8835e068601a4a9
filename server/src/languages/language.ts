// What a front-end provides. A new language is a folder beside this file and one line each in syntaxes.ts and meanings.ts.
import type { Expr, Fix, FunctionCode, Program, Runtime, Semantics, Span, Text, Value } from '@gradlens/engine'
import type { Tree } from 'web-tree-sitter'
import type { MarkLine, MarkValue } from '../marks/mark'

/** What the tolerant tree tells: places and marks. Plain data, made on the connection's thread for whatever is typed. */
export interface Outline {
  readonly functions: readonly OutlineFunction[]
  /** Marks that stand above nothing they can mark. */
  readonly strayMarks: readonly MarkLine[]
  readonly hasErrors: boolean
}

/** Offsets are in the document. */
export interface OutlineFunction {
  /** As a person would call it: `f`, `Spring.energy`. */
  readonly name: string
  readonly nameStart: number
  readonly nameEnd: number
  /** The whole function, decorators and leading comment left out. */
  readonly start: number
  readonly end: number
  readonly parameters: readonly { readonly name: string; readonly start: number; readonly end: number }[]
  /** In source order. Functions without marks are listed too. */
  readonly marks: readonly MarkLine[]
}

/** On the connection's thread: grammars and outlines. May not import parsers of the worker. */
export interface LanguageSyntax {
  readonly id: 'python' | 'typescript'
  /** The language ids of VS Code that it serves. */
  readonly languageIds: readonly string[]
  /** File name endings, for the command line, with the language id each stands for. */
  readonly extensions: Readonly<Record<string, string>>
  /** The grammar's wasm file in dist/ for one of its language ids. */
  grammar(languageId: string): string
  outline(tree: Tree, source: string): Outline
}

/** A text that another one imports, to be collected before evaluation. */
export interface ImportRequest {
  /** As the program's `import` statement names it: `(module, level)` in one string, made by the front-end. */
  readonly specifier: string
  /** Candidate paths, relative to the importing file's folder unless they begin with `/` (the workspace's root), best first. */
  readonly candidates: readonly string[]
}

export type Reading =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly span: Span; readonly message: string }

/** A text together with the workspace texts that its imports were found to be (specifier → index in the texts). */
export interface SourceText extends Text {
  readonly languageId: string
  readonly path: string
  readonly imports: Readonly<Record<string, number>>
}

/** In the worker: strict reading, lowering, meaning. */
export interface LanguageMeaning {
  readonly id: 'python' | 'typescript'
  /** A file is a script: what its top level prints and computes is shown. */
  readonly isScript: boolean
  /** The imitated versions, as contract.md's `libraries`. */
  readonly libraries: Readonly<Record<string, string>>
  /** Imports that may be files of the workspace; empty where the text does not parse. */
  imports(source: string, languageId: string): readonly ImportRequest[]
  /** Strict parse and lowering. `texts[0]` is the main one; an imported text that does not parse is left out of
   *  `program.modules`, with its reason in `program.brokenModules`. */
  read(texts: readonly SourceText[]): Reading
  /** A fresh Semantics for one evaluation. */
  semantics(program: Program): Semantics
  /** What a mark's value becomes for a parameter (contract.md, Marks): in a file that imports TensorFlow a float32
   *  tensor unless annotated otherwise, after NumPy a float64 array, else number, list, dict … Inputs are not on the tape yet. */
  input(value: MarkValue, parameter: FunctionCode['parameters'][number], runtime: Runtime): Value
  /** Mechanical mends of a diagnostic that need the program's syntax. */
  fixes?(
    diagnostic: { readonly code: string; readonly span: Span; readonly related: readonly { readonly span: Span }[] },
    program: Program,
  ): readonly Fix[]
  /** Does this expression open a tape, wherever it runs? */
  isTape?(e: Expr): boolean
  /** The shape of a generated input by its annotation: 'number', or a list of sizes; null where the annotation says nothing. */
  annotatedShape(annotation: string): 'number' | 'integer' | readonly number[] | null
}
