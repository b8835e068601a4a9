// The languages as the connection's thread knows them: grammars and outlines. A new language is one line here and one in
// meanings.ts.
import type { LanguageSyntax } from './language'
import { pythonSyntax } from './python/syntax'
import { typescriptSyntax } from './typescript/syntax'

export const syntaxes: readonly LanguageSyntax[] = [pythonSyntax, typescriptSyntax]

/** The language that serves a language id of VS Code; undefined where none does. */
export function syntaxFor(languageId: string): LanguageSyntax | undefined {
  return syntaxes.find((s) => s.languageIds.includes(languageId))
}
