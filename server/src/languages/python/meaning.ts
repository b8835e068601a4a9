// Python for the worker: reading texts into a program, their meaning, and what a mark's values become.
import type { ModuleCode, Program } from '@gradlens/engine'
import type { LanguageMeaning, Reading, SourceText } from '../language'
import { annotatedShape } from './annotations'
import { builtin } from './builtins'
import { importRequests } from './importRequests'
import { moduleKey } from './imports'
import { input } from './inputs'
import { VERSIONS } from './libraries'
import { lower } from './lower'
import { parse, type Parsed } from './parse'
import { PythonSemantics } from './semantics'
import { fixes, isTape } from './tapes'
import type { OffsetRange } from './sourcePositions'

type Module =
  | { readonly ok: true; readonly module: ModuleCode }
  | { readonly ok: false; readonly range: OffsetRange; readonly message: string }

/** How many texts' trees are kept: a text is asked for its imports and then read, and those it imports rarely change. */
const KEPT_TREES = 32
const trees = new Map<string, Parsed>()

function parsedOf(source: string): Parsed {
  const known = trees.get(source)
  if (known) return known
  if (trees.size >= KEPT_TREES) trees.clear()
  const parsed = parse(source)
  trees.set(source, parsed)
  return parsed
}

function readModule(source: string, text: number, moduleName: string): Module {
  const parsed = parsedOf(source)
  return parsed.ok ? lower(parsed, { text, moduleName, builtin }) : parsed
}

/** What a text is called by those that import it: the longest dotted path without leading dots, else its file's name. */
function moduleNames(texts: readonly SourceText[]): readonly string[] {
  const names = texts.map(({ path }) => /([^/\\]+?)(?:[/\\]__init__)?\.py$/.exec(path)?.[1] ?? '')
  for (const { imports } of texts) {
    for (const [specifier, index] of Object.entries(imports)) if (!specifier.startsWith('.')) names[index] = specifier
  }
  return ['__main__', ...names.slice(1)]
}

function read(texts: readonly SourceText[]): Reading {
  const names = moduleNames(texts)
  const modules = texts.map(({ source }, i) => readModule(source, i, names[i]))
  const [main] = modules
  if (!main.ok) return { ok: false, span: { text: 0, ...main.range }, message: main.message }
  const found = new Map<string, ModuleCode>()
  const broken = new Map<string, string>()
  texts.forEach(({ imports }, importing) => {
    for (const [specifier, index] of Object.entries(imports)) {
      const path = specifier.replace(/^\.+/, '')
      const key = moduleKey(importing, specifier.length - path.length, path)
      const module = modules[index]
      if (module.ok) found.set(key, module.module)
      else broken.set(key, module.message)
    }
  })
  const program: Program = { language: 'python', texts, main: main.module, modules: found, brokenModules: broken }
  return { ok: true, program }
}

export const pythonMeaning: LanguageMeaning = {
  id: 'python',
  isScript: true,
  libraries: VERSIONS,
  imports(source) {
    const parsed = parsedOf(source)
    return parsed.ok ? importRequests(parsed.tree) : []
  },
  read,
  semantics: () => new PythonSemantics(),
  input,
  annotatedShape,
  fixes,
  isTape,
}
