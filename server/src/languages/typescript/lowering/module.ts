// Lowers a whole file to a ModuleCode: imports first, then function declarations, then the rest; and finds its exports.
import type { Expr, ImportBinding, ModuleCode, Reference, Span, Stmt, Target } from '@gradlens/engine'
import type * as t from '@babel/types'
import { COMMONJS_EXPORT } from '../runtime/module'
import { COMMONJS_NAMES, type Scopes } from '../scope'
import { lowerClass } from './class'
import { exportedNames } from './declaration'
import { lowerExpression } from './expression'
import { lowerFunction, type Named } from './function'
import { lowerDeclared } from './pattern'
import { literal, readOf, spanOf, type ModuleLowering, type Place } from './place'
import { lowerStatement } from './statement'

export interface ModuleOptions {
  /** The text's index in the program. */
  readonly text: number
  readonly source: string
  readonly name: string
  readonly scopes: Scopes
  readonly kind: 'module' | 'script'
  readonly moduleKey: ModuleLowering['moduleKey']
  /** The names that a module of the program exports: what `export *` passes on. */
  readonly exportsOf: (specifier: string) => readonly string[]
}

/** A module's statements run in this order, each kind in source order. */
const ORDER = ['import', 'function', 'other'] as const

interface Part {
  readonly order: (typeof ORDER)[number]
  readonly body: readonly Stmt[]
}

interface ModulePlace extends Place {
  readonly options: ModuleOptions
  readonly exports: Map<string, Reference>
}

/** Lowers a file. */
export function lowerModule(file: t.File, options: ModuleOptions): ModuleCode {
  const { scopes, source } = options
  const module: ModuleLowering = { ...options, functions: [], typeAlias: typeAliases(file, source) }
  const place: ModulePlace = { scope: scopes.module, module, options, exports: new Map() }
  const parts = [...commonJsPrologue(place), ...file.program.body.flatMap((statement) => lowerItem(statement, place))]
  const { frame } = scopes.module
  return {
    text: options.text,
    name: options.name,
    slotNames: frame.slotNames,
    cellSlots: frame.cellSlots(),
    body: ORDER.flatMap((order) => parts.filter((part) => part.order === order).flatMap((part) => part.body)),
    functions: module.functions.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end),
    exports: place.exports,
  }
}

/** A script that uses `module` or `exports` is a CommonJS module: it begins with an empty object of exports. */
function commonJsPrologue(place: ModulePlace): Part[] {
  const { scope } = place
  const [module, exported] = COMMONJS_NAMES.map((name) => scope.names.get(name))
  if (place.options.kind !== 'script' || (!module && !exported)) return []
  const span: Span = { text: place.options.text, start: 0, end: 0 }
  const assign = (name: string, value: Expr): Stmt => {
    const ref = scope.frame.reference(scope.declare(name))
    if (name === COMMONJS_EXPORT) place.exports.set(COMMONJS_EXPORT, ref)
    return { kind: 'assign', span, targets: [{ kind: 'name', span, ref }], value }
  }
  const empty: Expr = { kind: 'dict', span, entries: [] }
  const shared = assign('exports', empty)
  const holder: Expr = {
    kind: 'dict',
    span,
    entries: [{ key: literal(span, 'exports'), value: readOf(span, 'exports', place) }],
  }
  return [{ order: 'import', body: [shared, assign(COMMONJS_EXPORT, holder)] }]
}

function lowerItem(node: t.Statement, place: ModulePlace): Part[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return [{ order: 'import', body: lowerImport(node, place) }]
    case 'TSImportEqualsDeclaration':
      return [{ order: 'import', body: lowerImportEquals(node, place) }]
    case 'ExportAllDeclaration':
      return [{ order: 'import', body: reexportAll(node, place) }]
    case 'ExportNamedDeclaration':
      return exportNamed(node, place)
    case 'ExportDefaultDeclaration':
      return exportDefault(node, place)
    case 'TSExportAssignment':
      return [{ order: 'other', body: assignDefault(lowerExpression(node.expression, place), place) }]
    default:
      return [
        { order: node.type === 'FunctionDeclaration' ? 'function' : 'other', body: lowerStatement(node, place, null) },
      ]
  }
}

function lowerImport(node: t.ImportDeclaration, place: ModulePlace): Stmt[] {
  if (node.importKind === 'type' || node.importKind === 'typeof') return []
  const bindings = node.specifiers.flatMap((specifier): ImportBinding[] => {
    const target = lowerDeclared(specifier.local, place)
    if (specifier.type === 'ImportNamespaceSpecifier') return [{ member: null, target }]
    if (specifier.type === 'ImportDefaultSpecifier') return [{ member: 'default', target }]
    return specifier.importKind === 'type' ? [] : [{ member: exportName(specifier.imported), target }]
  })
  const span = spanOf(node, place)
  if (bindings.length > 0) return [importOf(node.source.value, bindings, span, place)]
  // An import of nothing but types does not run its module; one of nothing at all runs it for its effects.
  if (node.specifiers.length > 0) return []
  return [
    importOf(
      node.source.value,
      [{ member: null, target: hidden(`%module ${node.source.value}`, span, place).target }],
      span,
      place,
    ),
  ]
}

function importOf(specifier: string, bindings: readonly ImportBinding[], span: Span, { module }: Place): Stmt {
  return { kind: 'import', span, module: module.moduleKey(specifier) ?? specifier, level: 0, bindings }
}

function exportName(name: t.Identifier | t.StringLiteral): string {
  return name.type === 'Identifier' ? name.name : name.value
}

/** `import x = require('m')`; an alias of a namespace's member is not a module. */
function lowerImportEquals(node: t.TSImportEqualsDeclaration, place: ModulePlace): Stmt[] {
  const { moduleReference } = node
  if (node.importKind === 'type') return []
  const target = lowerDeclared(node.id, place)
  if (moduleReference.type === 'TSExternalModuleReference') {
    return [importOf(moduleReference.expression.value, [{ member: null, target }], spanOf(node, place), place)]
  }
  return [
    { kind: 'assign', span: spanOf(node, place), targets: [target], value: lowerEntityName(moduleReference, place) },
  ]
}

function lowerEntityName(node: t.TSEntityName, place: Place): Expr {
  if (node.type === 'Identifier') return lowerExpression(node, place)
  const object = lowerEntityName(node.left, place)
  return {
    kind: 'attribute',
    span: spanOf(node, place),
    object,
    name: node.right.name,
    nameSpan: spanOf(node.right, place),
  }
}

/** A variable of the module that no program can name. */
function hidden(name: string, span: Span, { scope }: Place): { target: Target; ref: Reference } {
  const ref = scope.frame.reference(scope.declare(name))
  return { target: { kind: 'name', span, ref }, ref }
}

/** Passes members of another module on. */
function reexport(
  names: readonly (readonly [member: string | null, exported: string])[],
  source: string,
  span: Span,
  place: ModulePlace,
): Stmt[] {
  const bindings = names.map(([member, exported]): ImportBinding => {
    const { target, ref } = hidden(`%export ${exported}`, span, place)
    place.exports.set(exported, ref)
    return { member, target }
  })
  return [importOf(source, bindings, span, place)]
}

function reexportAll(node: t.ExportAllDeclaration, place: ModulePlace): Stmt[] {
  if (node.exportKind === 'type') return []
  const source = node.source.value
  const names = place.options.exportsOf(source).filter((name) => name !== 'default' && !place.exports.has(name))
  return reexport(
    names.map((name) => [name, name] as const),
    source,
    spanOf(node, place),
    place,
  )
}

function exportNamed(node: t.ExportNamedDeclaration, place: ModulePlace): Part[] {
  if (node.exportKind === 'type') return []
  const { declaration, source } = node
  if (declaration) {
    for (const name of exportedNames(node)) exportLocal(name, name, place)
    return lowerItem(declaration, place)
  }
  if (!source) {
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ExportSpecifier') exportLocal(specifier.local.name, exportName(specifier.exported), place)
    }
    return []
  }
  const names = node.specifiers.map((specifier) => {
    const exported = exportName(specifier.exported as t.Identifier | t.StringLiteral)
    return [
      specifier.type === 'ExportSpecifier' ? exportName(specifier.local as t.Identifier | t.StringLiteral) : null,
      exported,
    ] as const
  })
  return [{ order: 'import', body: reexport(names, source.value, spanOf(node, place), place) }]
}

function exportLocal(name: string, exported: string, { scope, exports }: ModulePlace): void {
  const binding = scope.names.get(name)
  if (binding) exports.set(exported, scope.frame.reference(binding))
}

function exportDefault(node: t.ExportDefaultDeclaration, place: ModulePlace): Part[] {
  const { declaration } = node
  const named: Named = { name: 'default', qualified: 'default', span: spanOf(declaration, place) }
  if (declaration.type === 'TSDeclareFunction') return []
  if (declaration.type !== 'FunctionDeclaration' && declaration.type !== 'ClassDeclaration') {
    if ((declaration.type as string) === 'TSInterfaceDeclaration') return []
    return [{ order: 'other', body: assignDefault(lowerExpression(declaration, place, named), place) }]
  }
  if (declaration.id) {
    exportLocal(declaration.id.name, 'default', place)
    return lowerItem(declaration, place)
  }
  return declaration.type === 'FunctionDeclaration'
    ? [{ order: 'function', body: assignDefault(lowerFunction(declaration, place, named), place) }]
    : [{ order: 'other', body: assignDefault(lowerClass(declaration, place, named), place) }]
}

function assignDefault(value: Expr, place: ModulePlace): Stmt[] {
  const { target, ref } = hidden('%default', value.span, place)
  place.exports.set('default', ref)
  return [{ kind: 'assign', span: value.span, targets: [target], value }]
}

/** The types that the file names, as their source text: an alias's parameters are annotated by what it stands for. */
function typeAliases(file: t.File, source: string): (name: string) => string | null {
  const texts = new Map<string, string>()
  for (const statement of file.program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (node?.type !== 'TSTypeAliasDeclaration' || node.typeParameters) continue
    texts.set(node.id.name, source.slice(node.typeAnnotation.start!, node.typeAnnotation.end!))
  }
  return (name) => {
    let text = texts.get(name)
    for (let i = 0; i < 8 && text !== undefined && texts.has(text); i++) text = texts.get(text)
    return text ?? null
  }
}
