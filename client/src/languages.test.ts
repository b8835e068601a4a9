import { expect, test } from 'vitest'
import { documentSelector } from './languages'

const schemes = (folders: string[]) => new Set(documentSelector(folders).map(({ scheme }) => scheme))

test('the workspace may be of any virtual kind', () => {
  expect(schemes([])).not.toContain('ssh')
  expect(schemes(['ssh', 'file'])).toContain('ssh')
})

test('each language is selected once in each scheme', () => {
  const selector = documentSelector(['file', 'file'])
  expect(selector.filter(({ scheme }) => scheme === 'file')).toHaveLength(5)
})

test('views of versions and cells of notebooks are left out', () => {
  for (const scheme of ['git', 'vscode-notebook-cell']) expect(schemes(['file'])).not.toContain(scheme)
})
