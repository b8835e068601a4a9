// From texts to a Program: every text parsed strictly, lowered, and joined by what it imports.
import type { ModuleCode, Program } from '@gradlens/engine'
import type { Reading, SourceText } from '../language'
import { exportsOfFile, isScript } from './imports'
import { lowerModule } from './lowering/module'
import { parseStrict, type Parsed } from './parse'
import { analyseScopes } from './scope'

/** Reads a program; `texts[0]` is the main text. */
export function readProgram(texts: readonly SourceText[]): Reading {
  const parsed = texts.map((text) => parseStrict(text.source, text.languageId))
  const [main] = parsed
  if (!main.ok) return { ok: false, span: { text: 0, start: main.start, end: main.end }, message: main.message }
  const modules = new Map<string, ModuleCode>()
  const brokenModules = new Map<string, string>()
  const lowered = parsed.map((each, i) => (each.ok ? lower(each, i, texts, parsed) : null))
  texts.forEach((text, i) => {
    if (i === 0) return
    const each = parsed[i]
    const code = lowered[i]
    if (code) modules.set(text.path, code)
    else if (!each.ok) brokenModules.set(text.path, `${each.message} (line ${lineOf(text.source, each.start)})`)
  })
  // The main module can be imported by those that it imports.
  modules.set(texts[0].path, lowered[0]!)
  const program: Program = {
    language: 'typescript',
    texts: texts.map(({ uri, source }) => ({ uri, source })),
    main: lowered[0]!,
    modules,
    brokenModules,
  }
  return { ok: true, program }
}

function lower(
  parsed: Parsed & { ok: true },
  text: number,
  texts: readonly SourceText[],
  all: readonly Parsed[],
): ModuleCode {
  const { source, path, imports, languageId } = texts[text]
  const { file } = parsed
  const kind = isScript(file, languageId) ? 'script' : 'module'
  return lowerModule(file, {
    text,
    source,
    name: text === 0 ? '__main__' : path,
    kind,
    scopes: analyseScopes(file, kind),
    moduleKey: (specifier) => (specifier in imports ? texts[imports[specifier]].path : null),
    exportsOf: (specifier) => (specifier in imports ? allExports(imports[specifier], texts, all, new Set()) : []),
  })
}

/** Every name that a text exports, those that it passes on included. */
function allExports(
  text: number,
  texts: readonly SourceText[],
  parsed: readonly Parsed[],
  seen: Set<number>,
): string[] {
  const each = parsed[text]
  if (!each?.ok || seen.has(text)) return []
  seen.add(text)
  const { names, all } = exportsOfFile(each.file)
  const { imports } = texts[text]
  const passed = all.flatMap((specifier) =>
    specifier in imports ? allExports(imports[specifier], texts, parsed, seen) : [],
  )
  return [...new Set([...names, ...passed.filter((name) => name !== 'default')])]
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}
