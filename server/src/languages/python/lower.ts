// From the strict tree of one text to its ModuleCode.
import type { ModuleCode, Stmt } from '@gradlens/engine'
import { lowerBlock } from './lowerStatements'
import { Lowering, type LoweringOptions } from './lowering'
import type { Parsed } from './parse'
import { ScopeError } from './scope'
import { analyseScopes } from './scopeAnalysis'
import type { OffsetRange } from './sourcePositions'

export type Lowered =
  | { readonly ok: true; readonly module: ModuleCode }
  | { readonly ok: false; readonly range: OffsetRange; readonly message: string }

/** Lowers a parsed text; refuses what CPython's compiler would refuse. */
export function lower(parsed: Extract<Parsed, { ok: true }>, options: LoweringOptions): Lowered {
  const { tree, positions } = parsed
  try {
    const isBuiltin = (name: string) => name === '__name__' || options.builtin(name) !== undefined
    const scopes = analyseScopes(tree, positions, isBuiltin)
    const lowering = new Lowering(positions, scopes, options)
    lowering.annotationsAreTexts = tree.body.some(
      (node) =>
        node.nodeType === 'ImportFrom' &&
        node.module === '__future__' &&
        node.names.some(({ name }) => name === 'annotations'),
    )
    const body = [...builtinStarNames(lowering), ...lowerBlock(tree.body, lowering)]
    const functions = lowering.functions.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
    const { slotNames } = scopes.module
    const module = { text: options.text, name: options.moduleName, slotNames, cellSlots: [], body, functions }
    return { ok: true, module: { ...module, exports: new Map() } }
  } catch (error) {
    if (!(error instanceof ScopeError)) throw error
    return {
      ok: false,
      range: positions.rangeOf(error.node as Parameters<typeof positions.rangeOf>[0]),
      message: error.message,
    }
  }
}

/** Builtin names that a star import may replace are variables from the start. */
function builtinStarNames(lowering: Lowering): Stmt[] {
  const span = { text: lowering.options.text, start: 0, end: 0 }
  return [...lowering.scope.starNames].flatMap((name): Stmt[] => {
    const value = lowering.options.builtin(name)
    if (value === undefined) return []
    const target = { kind: 'name' as const, span, ref: lowering.reference(name) }
    return [{ kind: 'assign', span, targets: [target], value: { kind: 'literal', span, value } }]
  })
}
