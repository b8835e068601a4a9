import { describe, expect, test } from 'vitest'
import { folderOf, isInside, normalUri, pathOf, resolvePath } from './uris'

test('two spellings of one file are one', () => {
  expect(normalUri('file:///c%3A/My%20Files/a.py')).toBe(normalUri('file:///C:/My Files/a.py'))
  expect(normalUri('file:///a/%E5%AF%BC.py')).toBe(normalUri('file:///a/导.py'))
})

test('a folder holds what lies below it, not its neighbour', () => {
  expect(isInside('file:///w/a/b.py', 'file:///w/a')).toBe(true)
  expect(isInside('file:///w/a/b.py', 'file:///w/a/')).toBe(true)
  expect(isInside('file:///w/ab/c.py', 'file:///w/a')).toBe(false)
  expect(isInside('vscode-test-web://mount/a.py', 'vscode-test-web://mount/')).toBe(true)
})

test('a file has a folder and a path', () => {
  expect(folderOf('file:///w/my%20files/b.py')).toBe('file:///w/my%20files')
  expect(folderOf('vscode-test-web://mount/a.py')).toBe('vscode-test-web://mount')
  expect(pathOf('file:///w/my%20files/b.py')).toBe('/w/my files/b.py')
  expect(pathOf('untitled:Untitled-1')).toBe('Untitled-1')
})

describe('a path', () => {
  const resolve = (path: string) => resolvePath('file:///w/pkg/sub', 'file:///w', path)
  test('is seen from the folder', () => {
    expect(resolve('a.py')).toBe('file:///w/pkg/sub/a.py')
    expect(resolve('../my file.py')).toBe('file:///w/pkg/my%20file.py')
  })
  test('that begins with a slash is seen from the root', () => expect(resolve('/a/b.py')).toBe('file:///w/a/b.py'))
  test('that climbs above the top names nothing', () => expect(resolve('../../../../a.py')).toBeNull())
})
