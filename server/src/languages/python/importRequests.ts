// Which files of the workspace a text may import: every path that its import statements name, with where to look.
import { walk, type Module } from 'py-ast'
import type { ImportRequest } from '../language'
import { hasLibrary } from './libraries'

/** One request for each module that an import statement may load, its packages among them. */
export function importRequests(tree: Module): ImportRequest[] {
  const requests = new Map<string, ImportRequest>()
  const ask = (level: number, path: string) => {
    if (level === 0 && hasLibrary(path.split('.')[0])) return
    const parts = path === '' ? [] : path.split('.')
    for (let i = level > 0 ? 0 : 1; i <= parts.length; i++) {
      const prefix = parts.slice(0, i)
      const specifier = '.'.repeat(level) + prefix.join('.')
      if (specifier !== '' && !requests.has(specifier)) {
        requests.set(specifier, { specifier, candidates: candidatesOf(level, prefix) })
      }
    }
  }
  for (const node of walk(tree)) {
    if (node.nodeType === 'Import') for (const { name } of node.names) ask(0, name)
    if (node.nodeType !== 'ImportFrom') continue
    const { module = '', level = 0, names } = node
    ask(level, module)
    for (const { name } of names) if (name !== '*') ask(level, module === '' ? name : `${module}.${name}`)
  }
  return [...requests.values()].filter(({ candidates }) => candidates.length > 0)
}

function candidatesOf(level: number, parts: readonly string[]): string[] {
  const folder = level > 1 ? '../'.repeat(level - 1) : ''
  const path = folder + parts.join('/')
  if (parts.length === 0) return level > 0 ? [`${folder}__init__.py`] : []
  const files = [`${path}/__init__.py`, `${path}.py`]
  // An absolute import is looked for beside the importing file first, as a script finds it, then at the workspace's root.
  return level > 0 ? files : [...files, ...files.map((file) => `/${file}`)]
}
