// Lowers a whole file to a ModuleCode: imports first, then function declarations, then the rest; and finds its exports.
import type { ImportBinding, ModuleCode, Reference, Span, Stmt } from '@gradlens/engine'
import type * as t from '@babel/types'
import { boundNames, type Scopes } from '../scope'
import { lowerClass } from './class'
import { exportedNames } from './declaration'
import { lowerExpression } from './expression'
import { lowerFunction } from './function'
import { lowerDeclared } from './pattern'
import { spanOf, type ModuleLowering, type Place } from './place'
import { lowerBody } from './statement'

export interface ModuleOptions {
  /** The text's index in the program. */
  readonly text: number
  readonly source: string
  readonly name: string
  readonly scopes: Scopes
  readonly moduleKey: ModuleLowering['moduleKey']
  /** The names that a module of the program exports: what `export *` passes on. */
  readonly exportsOf: (specifier: string) => readonly string[]
}

const DEFAULT = '%default'

/** Lowers a file. */
export function lowerModule(file: t.File, options: ModuleOptions): ModuleCode {
  const { scopes } = options
  const module: ModuleLowering = { ...options, functions: [], typeAlias: typeAliases(file, options.source) }
  const place: Place = { scope: scopes.module, module }
  const exports = new Map<string, Reference>()
  const imports: Stmt[] = []
  const rest: t.Statement[] = []
  const later: (() => Stmt[])[] = []
  for (const statement of file.program.body) {
    if (statement.type === 'ImportDeclaration') imports.push(...lowerImport(statement, place))
    else if (statement.type === 'ExportAllDeclaration') imports.push(...lowerExportAll(statement, options, exports, place))
    else if (statement.type === 'ExportNamedDeclaration') exportNamed(statement, imports, rest, exports, place)
    else if (statement.type === 'ExportDefaultDeclaration') {
      const hoisted = exportDefault(statement, exports, place)
      if (statement.declaration.type === 'FunctionDeclaration' && statement.declaration.id) rest.push(statement.declaration)
      else if (statement.declaration.type === 'FunctionDeclaration') imports.push(...hoisted())
      else {
        later.push(hoisted)
        rest.push(MARKER)
      }
    } else if (statement.type === 'TSImportEqualsDeclaration') {
      imports.push(...lowerImportEquals(statement, place))
    } else if (statement.type === 'TSExportAssignment') {
      later.push(() => assignDefault(statement.expression, exports, place))
      rest.push(MARKER)
    } else rest.push(statement)
  }
  const body = rest.flatMap((statement) => (statement === MARKER ? later.shift()!() : [])).length
    ? lowerRest(rest, later, place)
    : lowerBody(rest, place)
  return finish([...imports, ...body], options, module, exports, scopes)
}
