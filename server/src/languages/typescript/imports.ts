// What a file imports from the workspace, and what it exports by name: read off the strict tree before anything is lowered.
import type * as t from '@babel/types'
import type { ImportRequest } from '../language'
import { exportedNames } from './lowering/declaration'
import { childrenOf } from './scope'

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'] as const
/** TypeScript writes the ending that the compiled file will have. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
  '.jsx': ['.tsx', '.jsx'],
}

/** The modules that a file names, each once, in source order; types' imports left out. */
function importedModules(file: t.File): string[] {
  const names = file.program.body.flatMap((node) => {
    if (node.type === 'ImportDeclaration') return node.importKind === 'type' ? [] : [node.source.value]
    if (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') {
      return node.source && node.exportKind !== 'type' ? [node.source.value] : []
    }
    if (node.type === 'TSImportEqualsDeclaration' && node.moduleReference.type === 'TSExternalModuleReference') {
      return [node.moduleReference.expression.value]
    }
    return []
  })
  return [...new Set(names)]
}

/** A JavaScript file without imports or exports is a script, perhaps a CommonJS module. */
export function isScript(file: t.File, languageId: string): boolean {
  const isModule = file.program.body.some((node) => node.type === 'ImportDeclaration' || node.type.startsWith('Export'))
  return languageId.startsWith('javascript') && !isModule
}

/** The module that a call `require('…')` names; null for any other node. */
export function requiredModule(node: t.Node): string | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return null
  const [specifier] = node.arguments
  return specifier?.type === 'StringLiteral' ? specifier.value : null
}

function requiredModules(node: t.Node): string[] {
  const specifier = requiredModule(node)
  return [...(specifier === null ? [] : [specifier]), ...childrenOf(node).flatMap(requiredModules)]
}

/** Where a relative import may lead, best first; packages lead nowhere. */
export function importRequests(file: t.File, languageId: string): ImportRequest[] {
  const specifiers = isScript(file, languageId) ? [...new Set(requiredModules(file.program))] : importedModules(file)
  return specifiers.flatMap((specifier) => {
    const candidates = candidatesOf(specifier)
    return candidates.length > 0 ? [{ specifier, candidates }] : []
  })
}

function candidatesOf(specifier: string): string[] {
  if (!/^\.{0,2}(\/|$)/.test(specifier) && specifier !== '.' && specifier !== '..') return []
  const ending = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0]
  if (ending) {
    const stem = specifier.slice(0, -ending.length)
    return (SOURCES_OF[ending] ?? [ending]).map((each) => stem + each)
  }
  const index = specifier.endsWith('/') ? specifier : `${specifier}/`
  const files = /(^|\/)\.{0,2}\/?$/.test(specifier) ? [] : ENDINGS.map((each) => specifier + each)
  return [...files, ...ENDINGS.map((each) => `${index}index${each}`)]
}

/** The names that a file exports itself, and the modules of which it passes everything on. */
export function exportsOfFile(file: t.File): { readonly names: readonly string[]; readonly all: readonly string[] } {
  const names: string[] = []
  const all: string[] = []
  for (const node of file.program.body) {
    if (node.type === 'ExportDefaultDeclaration' || node.type === 'TSExportAssignment') names.push('default')
    else if (node.type === 'ExportAllDeclaration' && node.exportKind !== 'type') all.push(node.source.value)
    else if (node.type === 'ExportNamedDeclaration' && node.exportKind !== 'type') {
      names.push(...exportedNames(node))
      for (const { exported } of node.specifiers) names.push('name' in exported ? exported.name : exported.value)
    }
  }
  return { names, all }
}
