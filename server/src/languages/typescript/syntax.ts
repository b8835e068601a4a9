// TypeScript and JavaScript on the connection's thread: which grammar reads a document, and its outline.
import type { LanguageSyntax } from '../language'
import { outlineOf } from './outline'

const GRAMMARS: Readonly<Record<string, string>> = {
  typescript: 'tree-sitter-typescript.wasm',
  typescriptreact: 'tree-sitter-tsx.wasm',
  javascript: 'tree-sitter-javascript.wasm',
  javascriptreact: 'tree-sitter-javascript.wasm',
}

export const typescriptSyntax: LanguageSyntax = {
  id: 'typescript',
  languageIds: Object.keys(GRAMMARS),
  extensions: {
    '.ts': 'typescript',
    '.mts': 'typescript',
    '.cts': 'typescript',
    '.tsx': 'typescriptreact',
    '.js': 'javascript',
    '.mjs': 'javascript',
    '.cjs': 'javascript',
    '.jsx': 'javascriptreact',
  },
  grammar: (languageId) => GRAMMARS[languageId] ?? GRAMMARS.typescript,
  outline: outlineOf,
}
