// The Program: a source-spanned, language-neutral intermediate representation. Names are resolved to slots when a
// front-end lowers to it. What differs between languages is in the Semantics object, never here.
import type { Value } from './values'

/** A range of UTF-16 offsets in one of the program's texts. */
export interface Span {
  readonly text: number
  readonly start: number
  readonly end: number
}

/** One file (or notebook cell) of a program. */
export interface Text {
  readonly uri: string
  readonly source: string
}

/** Where a variable lives: a slot of the running frame (`cell`: the slot holds a Cell because a closure captures it),
 *  a cell captured by the running closure, or a slot of the module's frame. */
export interface Reference {
  readonly scope: 'local' | 'cell' | 'free' | 'global'
  readonly index: number
  readonly name: string
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>' | '>>>'
export type UnaryOperator = '-' | '+' | '~' | 'not' | 'typeof' | 'void'
/** `==`/`!=` are the language's ordinary equality (JavaScript's loose one), `===`/`!==` JavaScript's strict one. */
export type CompareOperator =
  '==' | '!=' | '===' | '!==' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in' | 'instanceof'

export type Expr = { readonly span: Span } & (
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'read'; readonly ref: Reference }
  | { readonly kind: 'unary'; readonly op: UnaryOperator; readonly operand: Expr }
  | { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr }
  /** a < b < c: operands evaluated once, left to right, stopping at the first false. One operator is the common case. */
  | { readonly kind: 'compare'; readonly operators: readonly CompareOperator[]; readonly operands: readonly Expr[] }
  | { readonly kind: 'logical'; readonly op: 'and' | 'or' | 'nullish'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'conditional'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
  /** `optional`: JavaScript's `f?.()`; a nullish callee ends the enclosing `chain`. */
  | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Argument[]; readonly optional?: boolean }
  | { readonly kind: 'new'; readonly callee: Expr; readonly args: readonly Argument[] }
  | {
      readonly kind: 'attribute'
      readonly object: Expr
      readonly name: string
      readonly nameSpan: Span
      readonly optional?: boolean
    }
  | { readonly kind: 'subscript'; readonly object: Expr; readonly index: Expr; readonly optional?: boolean }
  /** The extent of an optional chain: evaluates to undefined where a link inside it was cut short. */
  | { readonly kind: 'chain'; readonly body: Expr }
  | { readonly kind: 'slice'; readonly start: Expr | null; readonly stop: Expr | null; readonly step: Expr | null }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Item[] }
  /** A dict or an object literal; a `spread` entry copies another one's entries. */
  | {
      readonly kind: 'dict'
      readonly entries: readonly ({ readonly key: Expr; readonly value: Expr } | { readonly spread: Expr })[]
    }
  | {
      readonly kind: 'function'
      readonly code: FunctionCode
      readonly defaults: readonly (Expr | null)[]
      readonly decorators: readonly Expr[]
    }
  | { readonly kind: 'class'; readonly code: ClassCode; readonly decorators: readonly Expr[] }
  | { readonly kind: 'template'; readonly parts: readonly (string | TemplateField)[] }
  | { readonly kind: 'assignment'; readonly target: Target; readonly value: Expr }
  /** `x += v` as an expression (JavaScript) or a statement (Python): one read, one operation, one write. */
  | {
      readonly kind: 'augmented'
      readonly target: Target
      readonly op: BinaryOperator | 'and' | 'or' | 'nullish'
      readonly value: Expr
    }
  /** `++x`, `x++`, `--x`, `x--`. */
  | { readonly kind: 'update'; readonly target: Target; readonly delta: 1 | -1; readonly prefix: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly Expr[] }
  | {
      readonly kind: 'comprehension'
      readonly result: 'list' | 'set' | 'dict' | 'generator'
      readonly key: Expr | null
      readonly element: Expr
      readonly clauses: readonly Clause[]
    }
  | { readonly kind: 'this' }
  /** A construct that is not evaluated: its value is opaque, with this reason; `what` names it, `advice` says what to do. */
  | { readonly kind: 'unsupported'; readonly what: string; readonly advice: string }
)

export interface Item {
  readonly value: Expr
  readonly spread?: boolean
}

export interface Argument {
  readonly value: Expr
  /** `positional` by default; `spread`: *args or ...args; `keywordSpread`: **kwargs. */
  readonly kind?: 'positional' | 'spread' | 'keyword' | 'keywordSpread'
  readonly name?: string
}

export interface TemplateField {
  readonly value: Expr
  /** Python's `!r`, `!s`, `!a`. */
  readonly conversion: string | null
  /** Python's format spec, itself a template. */
  readonly spec: Expr | null
}

export interface Clause {
  readonly target: Target
  readonly iterable: Expr
  readonly conditions: readonly Expr[]
}

/** What can stand to the left of `=`. */
export type Target = { readonly span: Span } & (
  | { readonly kind: 'name'; readonly ref: Reference }
  | { readonly kind: 'attribute'; readonly object: Expr; readonly name: string }
  | { readonly kind: 'subscript'; readonly object: Expr; readonly index: Expr }
  /** `a, *b = …` and `[a = 1, , ...b] = …`; null is a hole. */
  | { readonly kind: 'sequence'; readonly items: readonly (TargetItem | null)[] }
  /** `{ a, b: c = 1, ...rest } = …` */
  | {
      readonly kind: 'fields'
      readonly fields: readonly { readonly key: Expr; readonly target: Target; readonly fallback: Expr | null }[]
      readonly rest: Target | null
    }
)

export interface TargetItem {
  readonly target: Target
  readonly rest?: boolean
  /** JavaScript's default, taken where the item is undefined. */
  readonly fallback?: Expr | null
}

export type Stmt = { readonly span: Span } & (
  | { readonly kind: 'expression'; readonly value: Expr }
  /** `a = b = value`; a declaration without initialiser assigns a literal. */
  | { readonly kind: 'assign'; readonly targets: readonly Target[]; readonly value: Expr }
  | { readonly kind: 'if'; readonly test: Expr; readonly then: readonly Stmt[]; readonly otherwise: readonly Stmt[] }
  /** while, do-while (`testAfter`) and the body of for(;;). `fresh`: cells renewed each turn with their value kept
   *  (JavaScript's per-iteration bindings). `otherwise`: Python's else of a loop. */
  | {
      readonly kind: 'loop'
      readonly test: Expr | null
      readonly testAfter: boolean
      readonly update: Expr | null
      readonly body: readonly Stmt[]
      readonly otherwise: readonly Stmt[]
      readonly fresh: readonly number[]
      readonly label: string | null
    }
  /** `keys`: JavaScript's for-in. */
  | {
      readonly kind: 'each'
      readonly target: Target
      readonly iterable: Expr
      readonly keys: boolean
      readonly body: readonly Stmt[]
      readonly otherwise: readonly Stmt[]
      readonly fresh: readonly number[]
      readonly label: string | null
    }
  | {
      readonly kind: 'switch'
      readonly subject: Expr
      readonly cases: readonly { readonly test: Expr | null; readonly body: readonly Stmt[] }[]
      readonly label: string | null
    }
  /** A block; `fresh`: cells made anew on entry. */
  | {
      readonly kind: 'block'
      readonly body: readonly Stmt[]
      readonly fresh: readonly number[]
      readonly label: string | null
    }
  | { readonly kind: 'break' | 'continue'; readonly label: string | null }
  | { readonly kind: 'return'; readonly value: Expr | null }
  | { readonly kind: 'raise'; readonly exception: Expr | null; readonly cause: Expr | null }
  | {
      readonly kind: 'try'
      readonly body: readonly Stmt[]
      readonly handlers: readonly Handler[]
      readonly otherwise: readonly Stmt[]
      readonly finally: readonly Stmt[]
    }
  | {
      readonly kind: 'with'
      readonly items: readonly { readonly context: Expr; readonly target: Target | null }[]
      readonly body: readonly Stmt[]
    }
  /** One import statement; each binding gets the module (`member` null) or a member of it. */
  | {
      readonly kind: 'import'
      readonly module: string
      readonly level: number
      readonly bindings: readonly ImportBinding[]
    }
  /** Stops the call and gives `value` (`delegate`: everything that it gives); `into` gets what comes back. Only in the body of
   *  a generator. */
  | {
      readonly kind: 'yield'
      readonly value: Expr | null
      readonly delegate: boolean
      readonly into: Target | null
    }
  | { readonly kind: 'delete'; readonly targets: readonly Target[] }
  | { readonly kind: 'assert'; readonly test: Expr; readonly message: Expr | null }
  | {
      readonly kind: 'unsupported'
      readonly what: string
      readonly advice: string
      /** names it would bind: opaque afterwards */ readonly binds: readonly Target[]
    }
)

export interface ImportBinding {
  readonly member: string | null
  readonly target: Target
  /** Python's `import a.b` binds `a`: the path of the module that the target receives, where it is not `module`. */
  readonly root?: string
  /** The name may stay what it is (`from m import *`): it is then not assigned. */
  readonly mayKeep?: true
}

export interface Handler {
  readonly span: Span
  readonly types: Expr | null
  readonly target: Target | null
  readonly body: readonly Stmt[]
}

export interface Parameter {
  /** Slot 0… of the callee's frame receives it; the slot holds a Cell where `captured`. */
  readonly slot: number
  readonly captured: boolean
  readonly name: string
  readonly span: Span
  readonly kind: 'positional' | 'positionalOnly' | 'keywordOnly' | 'rest' | 'keywordRest'
  /** JavaScript evaluates a default inside the callee at each call; Python's come with the `function` expression. */
  readonly fallback: Expr | null
  readonly hasDefault: boolean
  /** TypeScript's `c?: number`: left out it is undefined. */
  readonly optional?: boolean
  /** A destructured parameter: the pattern that its value is assigned to. */
  readonly pattern: Target | null
  /** The annotation's source text, null where there is none. */
  readonly annotation: string | null
}

export interface FunctionCode {
  readonly name: string
  /** As a person would call it: `f`, `Spring.energy`. */
  readonly qualifiedName: string
  readonly span: Span
  /** The function's own name; its whole span where it has none. */
  readonly nameSpan: Span
  readonly parameters: readonly Parameter[]
  readonly slotNames: readonly string[]
  /** Own slots (not parameters) that hold a Cell from the start. */
  readonly cellSlots: readonly number[]
  /** For each captured cell, where the enclosing function finds it when it makes the closure. */
  readonly captures: readonly Reference[]
  readonly body: readonly Stmt[]
  /** An arrow function or lambda: `this` is the enclosing one's. */
  readonly arrow: boolean
  /** `expression`: the body is one `return`, shown as such. */
  readonly expression: boolean
  /** A call gives a generator, which runs the body when it is asked for items. */
  readonly generator?: boolean
  /** 'ordinary', or one that is not evaluated when called, with the word to show. */
  readonly unsupported: { readonly span: Span; readonly what: string; readonly advice: string } | null
}

export interface ClassMember {
  readonly name: string
  readonly kind: 'method' | 'getter' | 'setter' | 'field'
  readonly isStatic: boolean
  /** A method's function or a field's initialiser as a function of `this` (JavaScript). */
  readonly value: Expr | null
}

export interface ClassCode {
  readonly name: string
  readonly span: Span
  readonly nameSpan: Span
  readonly bases: readonly Argument[]
  /** JavaScript: members in order. */
  readonly members: readonly ClassMember[]
  /** Python: the body is run as a function of its own whose slots become the class's attributes. Null in JavaScript. */
  readonly body: FunctionCode | null
}

/** One module, ready to be evaluated. */
export interface ModuleCode {
  readonly text: number
  /** Its name to the program: "__main__", or the name it is imported by. */
  readonly name: string
  readonly slotNames: readonly string[]
  readonly cellSlots: readonly number[]
  readonly body: readonly Stmt[]
  /** Every function of the module in source order, nested ones and methods included. */
  readonly functions: readonly FunctionCode[]
  /** JavaScript's exports: exported name → reference. Python: empty, every global is one. */
  readonly exports: ReadonlyMap<string, Reference>
}

export interface Program {
  readonly language: string
  readonly texts: readonly Text[]
  readonly main: ModuleCode
  /** Modules of the workspace that the program imports, by the specifier as resolved by the front-end. */
  readonly modules: ReadonlyMap<string, ModuleCode>
  /** Modules of the workspace that were found but cannot be read, with the reason. */
  readonly brokenModules: ReadonlyMap<string, string>
}
