import { describe, expect, test } from 'vitest'
import { collectTexts, type TextSources } from './collectTexts'

/** A workspace of files whose imports are the lines `import NAME` → NAME.py beside it, else at the root. */
function workspace(files: Record<string, string>, rest: Partial<TextSources> = {}): TextSources & { reads: string[] } {
  const reads: string[] = []
  return {
    reads,
    folders: ['file:///w'],
    imports: async (source) =>
      [...source.matchAll(/^import (\S+)$/gm)].map(([, name]) => ({
        specifier: name,
        candidates: [`${name}.py`, `/${name}.py`],
      })),
    read: async (uri) => {
      reads.push(uri)
      return files[uri] ?? null
    },
    followLinks: async (uri) => uri,
    languageIdOf: () => 'python',
    ...rest,
  }
}

const main = (source: string, uri = 'file:///w/pkg/main.py') => ({ uri, source, languageId: 'python' })

test('a program is its text and what it imports, all the way', async () => {
  const files = { 'file:///w/pkg/a.py': 'import b', 'file:///w/b.py': 'x = 1' }
  const { texts } = await collectTexts(main('import a\nimport numpy'), workspace(files))
  expect(texts.map(({ uri, path, imports }) => [uri, path, imports])).toEqual([
    ['file:///w/pkg/main.py', '/w/pkg/main.py', { a: 1 }],
    ['file:///w/pkg/a.py', '/w/pkg/a.py', { b: 2 }],
    ['file:///w/b.py', '/w/b.py', {}],
  ])
})

test('files that import one another are read once', async () => {
  const sources = workspace({ 'file:///w/pkg/a.py': 'import main\nimport a' })
  const { texts } = await collectTexts(main('import a'), sources)
  expect(texts.map(({ imports }) => imports)).toEqual([{ a: 1 }, { main: 0, a: 1 }])
  expect(sources.reads).toEqual(['file:///w/pkg/a.py'])
})

test('what was looked for is known, found or not', async () => {
  const { looked } = await collectTexts(main('import a'), workspace({ 'file:///w/a.py': '' }))
  expect([...looked]).toEqual(['file:///w/pkg/a.py', 'file:///w/a.py'])
})

describe('nothing is read outside of the workspace', () => {
  const climbs = async () => [{ specifier: 'a', candidates: ['../../secret.py'] }]
  test('by climbing', async () => {
    const sources = workspace({ 'file:///secret.py': 'x' }, { imports: climbs })
    expect((await collectTexts(main(''), sources)).texts).toHaveLength(1)
    expect(sources.reads).toEqual([])
  })
  test('by a link', async () => {
    const followLinks = async (uri: string) => (uri.endsWith('a.py') ? 'file:///etc/a.py' : uri)
    const sources = workspace({ 'file:///w/pkg/a.py': 'x' }, { followLinks })
    expect((await collectTexts(main('import a'), sources)).texts).toHaveLength(1)
    expect(sources.reads).toEqual([])
  })
  test('from a document outside of it', async () => {
    const sources = workspace({ 'file:///w/a.py': '', 'file:///other/a.py': '' })
    expect((await collectTexts(main('import a', 'file:///other/main.py'), sources)).texts).toHaveLength(1)
  })
  test('of another language', async () => {
    const sources = workspace({ 'file:///w/pkg/a.py': '' }, { languageIdOf: () => null })
    expect((await collectTexts(main('import a'), sources)).texts).toHaveLength(1)
  })
})

test('without a workspace the document’s own folder is it', async () => {
  const sources = workspace({ 'file:///x/a.py': '' }, { folders: [] })
  expect((await collectTexts(main('import a', 'file:///x/main.py'), sources)).texts).toHaveLength(2)
  expect((await collectTexts(main('import a', 'untitled:Untitled-1'), sources)).texts).toHaveLength(1)
})
