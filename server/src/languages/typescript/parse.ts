// The strict reading of a file: Babel's parser, which refuses everything that is not whole. Knows nothing of the IR.
import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser'
import type { File } from '@babel/types'

/** A syntax error's range is in UTF-16 offsets of the source and never empty, except in an empty file. */
export type Parsed =
  | { readonly ok: true; readonly file: File }
  | { readonly ok: false; readonly start: number; readonly end: number; readonly message: string }

const PLUGINS: Readonly<Record<string, readonly ParserPlugin[]>> = {
  typescript: ['typescript'],
  typescriptreact: ['typescript', 'jsx'],
  javascript: ['jsx'],
  javascriptreact: ['jsx'],
}

type Attempt = Pick<ParserOptions, 'sourceType'> & { readonly decorators: ParserPlugin }

/** What is tried in turn: the decorators of TypeScript's `experimentalDecorators` stand where the standard's may not, and
 *  old scripts use words that a module reserves. The first attempt's error is the one that is told. */
const ATTEMPTS: readonly Attempt[] = [
  { sourceType: 'module', decorators: 'decorators' },
  { sourceType: 'module', decorators: 'decorators-legacy' },
  { sourceType: 'script', decorators: 'decorators-legacy' },
]

/** Parses a whole file of that VS Code language id. */
export function parseStrict(source: string, languageId: string): Parsed {
  let failure: unknown
  for (const { sourceType, decorators } of ATTEMPTS) {
    const plugins = [...(PLUGINS[languageId] ?? PLUGINS.typescript), decorators, 'explicitResourceManagement' as const]
    try {
      return { ok: true, file: parse(source, { sourceType, plugins, attachComment: false, errorRecovery: false }) }
    } catch (error) {
      failure ??= error
    }
  }
  return syntaxError(source, failure)
}

function syntaxError(source: string, failure: unknown): Parsed {
  if (!(failure instanceof Error) || !('pos' in failure) || typeof failure.pos !== 'number') throw failure
  const start = Math.min(failure.pos, Math.max(0, source.length - 1))
  const word = /^(?:[\p{ID_Continue}$]+|[^\s])/u.exec(source.slice(start))
  const message = failure.message.replace(/ \(\d+:\d+\)$/, '')
  return { ok: false, start, end: Math.min(source.length, start + (word?.[0].length ?? 1)), message }
}
