// For tests: a document's Report from its source text alone, through the same outline, languages and Analyst as the server.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'
import { meanings } from '../languages/meanings'
import { syntaxFor } from '../languages/syntaxes'
import type { Report, Subject } from '../report'
import { Analyst } from './analyse'
import type { Evaluation } from './messages'

const require = createRequire(import.meta.url)
const grammars = new Map<string, Language>()
const packages: Readonly<Record<string, string>> = {
  'tree-sitter-python.wasm': 'tree-sitter-python',
  'tree-sitter-typescript.wasm': 'tree-sitter-typescript',
  'tree-sitter-tsx.wasm': 'tree-sitter-typescript',
  'tree-sitter-javascript.wasm': 'tree-sitter-javascript',
}

async function grammar(file: string): Promise<Language> {
  const known = grammars.get(file)
  if (known) return known
  await Parser.init()
  const folder = require.resolve(`${packages[file]}/package.json`).replace(/package\.json$/, '')
  const loaded = await Language.load(readFileSync(`${folder}${file}`))
  grammars.set(file, loaded)
  return loaded
}

/** The request that the server would make for this text. `modules`: texts that it imports, by specifier. */
export async function requestFor(
  source: string,
  languageId = 'python',
  modules: Readonly<Record<string, string>> = {},
): Promise<Evaluation> {
  const syntax = syntaxFor(languageId)
  if (!syntax) throw new Error(`no language ${languageId}`)
  const language = await grammar(syntax.grammar(languageId))
  const parser = new Parser()
  parser.setLanguage(language)
  const tree = parser.parse(source)
  if (!tree) throw new Error('no tree')
  const { functions } = syntax.outline(tree, source)
  const specifiers = Object.keys(modules)
  const imports = Object.fromEntries(specifiers.map((specifier, i) => [specifier, i + 1]))
  const extension = languageId === 'python' ? 'py' : languageId.startsWith('javascript') ? 'js' : 'ts'
  return {
    uri: `file:///test.${extension}`,
    version: 1,
    language: syntax.id,
    languageId,
    texts: [
      { uri: `file:///test.${extension}`, source, languageId, path: `test.${extension}`, imports },
      ...specifiers.map((s) => ({
        uri: `file:///${s}`,
        source: modules[s],
        languageId,
        path: `${s}.${extension}`,
        imports,
      })),
    ],
    functions,
    budget: { maxSteps: 3_000_000, milliseconds: 10_000, bytes: 512 * 2 ** 20 },
    versions: {},
  }
}

const analyst = new Analyst(meanings, () => false)

/** A document's report, checks included where asked for. */
export async function analyse(
  source: string,
  languageId = 'python',
  checks = false,
  modules: Readonly<Record<string, string>> = {},
): Promise<Report> {
  return analyst.report(await requestFor(source, languageId, modules), checks)
}

/** A subject's check. */
export async function check(
  source: string,
  subject: Subject,
  languageId = 'python',
): Promise<ReturnType<Analyst['check']>> {
  return analyst.check(await requestFor(source, languageId), subject)
}

/** A subject's trace. */
export async function trace(
  source: string,
  subject: Subject,
  languageId = 'python',
): Promise<ReturnType<Analyst['trace']>> {
  return analyst.trace(await requestFor(source, languageId), subject)
}

/** The text of the observation of the first (or nth) occurrence of a piece of source in the given run. */
export function seen(
  report: Report,
  source: string,
  piece: string,
  run = 0,
  nth = 1,
): Report['runs'][number]['observations'][number] | undefined {
  let start = -1
  for (let i = 0; i < nth; i++) start = source.indexOf(piece, start + 1)
  return report.runs[run]?.observations.find((o) => o.span.start === start && o.span.end === start + piece.length)
}
