// The parts of a Python regular expression.

/** How a part is read: `ignoreCase`, `multiline`, `dotAll`, `ascii` may differ from group to group. */
export interface Mode {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly ascii: boolean
  readonly verbose: boolean
}

/** A set of characters by name: `\d`, and `\D` where it is negated. */
export interface CategoryItem {
  readonly kind: 'category'
  readonly name: 'd' | 'w' | 's'
  readonly negated: boolean
}

export interface RangeItem {
  readonly kind: 'range'
  readonly from: number
  readonly to: number
}

export type ClassItem = CategoryItem | RangeItem

export type Anchor = 'start' | 'lineStart' | 'end' | 'lineEnd' | 'absoluteEnd' | 'boundary' | 'noBoundary'

export type Node =
  | { readonly kind: 'character'; readonly code: number; readonly mode: Mode }
  | { readonly kind: 'any'; readonly mode: Mode }
  | { readonly kind: 'class'; readonly items: readonly ClassItem[]; readonly negated: boolean; readonly mode: Mode }
  | { readonly kind: 'anchor'; readonly anchor: Anchor; readonly mode: Mode }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number; readonly how: How }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'look'; readonly body: Node; readonly behind: boolean; readonly negated: boolean }
  | { readonly kind: 'backreference'; readonly index: number; readonly mode: Mode }
  /** What is read but not translated. */
  | { readonly kind: 'foreign'; readonly what: string }

export type How = 'greedy' | 'lazy' | 'possessive'

/** A whole expression. */
export interface Expression {
  readonly root: Node
  readonly groups: number
  /** Group indices by name. */
  readonly names: ReadonlyMap<string, number>
  /** The flags that the expression gives itself (`(?i)`), as letters. */
  readonly ownFlags: string
}

/** The widths that a part can match. */
export interface Width {
  readonly least: number
  readonly most: number
}

export function widthOf(node: Node): Width {
  switch (node.kind) {
    case 'character':
    case 'any':
    case 'class':
      return { least: 1, most: 1 }
    case 'anchor':
    case 'look':
      return { least: 0, most: 0 }
    case 'sequence':
      return node.parts.map(widthOf).reduce((a, b) => ({ least: a.least + b.least, most: a.most + b.most }), {
        least: 0,
        most: 0,
      })
    case 'choice': {
      const widths = node.options.map(widthOf)
      return {
        least: Math.min(...widths.map((w) => w.least)),
        most: Math.max(...widths.map((w) => w.most)),
      }
    }
    case 'repeat': {
      const { least, most } = widthOf(node.body)
      return { least: least * node.min, most: most === 0 ? 0 : most * node.max }
    }
    case 'group':
      return widthOf(node.body)
    case 'backreference':
    case 'foreign':
      return { least: 0, most: Infinity }
  }
}

/** The parts that a part is made of. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.parts
    case 'choice':
      return node.options
    case 'repeat':
    case 'group':
    case 'look':
      return [node.body]
    default:
      return []
  }
}

/** Does a part, or one in it, fulfil a condition? */
export function some(node: Node, holds: (node: Node) => boolean): boolean {
  return holds(node) || partsOf(node).some((part) => some(part, holds))
}
