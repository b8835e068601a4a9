import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { first, firstReport, marked, markedReport, spanIn, there } from '../features/fixture.testing'
import { syntaxes } from '../languages/syntaxes'
import type { Report } from '../report'
import { Grammars, type TolerantParser } from '../syntax/grammars'
import { difference, OpenDocument, type Snapshot } from './document'
import { Documents } from './documents'
import type { Answer } from './view'

const require = createRequire(import.meta.url)
const asset = async (name: string) => {
  const packages = [name.replace('.wasm', ''), 'tree-sitter-typescript'].map((folder) => `${folder}/${name}`)
  for (const path of packages)
    try {
      return new Uint8Array(await readFile(require.resolve(path)))
    } catch {
      continue
    }
  throw new Error(`there is no ${name}`)
}

const [python] = syntaxes
let parser: TolerantParser
beforeAll(async () => void (parser = await new Grammars(asset).parser(python, 'python')))

const uri = 'file:///w/a.py'

function open(source: string): OpenDocument {
  return new OpenDocument(uri, 'python', python, parser, 1, source)
}

function answerTo(snapshot: Snapshot, report: Report): Answer {
  const texts = [{ uri, source: snapshot.source, languageId: 'python', path: '/w/a.py', imports: {} }]
  const budget = { maxSteps: 1, milliseconds: 1, bytes: 1 }
  return {
    report,
    evaluation: {
      uri,
      version: snapshot.version,
      language: 'python',
      languageId: 'python',
      texts,
      functions: [],
      versions: {},
      budget,
    },
  }
}

/** Replaces the first `words` by other text. */
function edit(document: OpenDocument, words: string, text: string): void {
  const { source } = document
  const at = (offset: number) => {
    const before = source.slice(0, offset).split('\n')
    return { line: before.length - 1, character: before[before.length - 1].length }
  }
  const start = source.indexOf(words)
  document.change([{ range: { start: at(start), end: at(start + words.length) }, text }], document.version + 1)
}

describe('an open document', () => {
  test('keeps its outline with the text', () => {
    const document = open(marked)
    expect(document.outline.functions.map(({ name }) => name)).toEqual(['f'])
    edit(document, 'def f', 'def energy')
    edit(document, '# @grad', '\n\n# @grad')
    expect(document.outline.functions.map(({ name, nameStart }) => [name, nameStart])).toEqual([
      ['energy', document.source.indexOf('energy')],
    ])
    expect(document.outline.functions[0].marks).toHaveLength(1)
  })

  test('parsed edit by edit it has the outline of the text parsed anew', () => {
    const document = open(first)
    for (const [words, text] of [
      ['x ** 2', '(x ** 2'],
      ['2 * x', 'f(2) *'],
      ['import', '# @grad\ndef g(y): return y\nimport'],
      ['(x ** 2', 'x ** 2'],
    ]) {
      edit(document, words, text)
      expect(document.outline).toEqual(open(document.source).outline)
    }
  })

  test('has places moved by edits made after the answer, and during its making', () => {
    const document = open(first)
    const snapshot = document.snapshot()
    edit(document, 'import', '# one\nimport')
    document.accept(snapshot, answerTo(snapshot, firstReport()))
    edit(document, '# one', '# two\n# three')
    const place = there(document.view().place(spanIn(first, 'dy_dx')))
    expect(document.source.slice(place.start, place.end)).toBe('dy_dx')
  })

  test('is stale from the first edit on, until the answer to it', () => {
    const document = open(marked)
    const accept = () => {
      const snapshot = document.snapshot()
      document.accept(snapshot, answerTo(snapshot, markedReport()))
    }
    expect(document.view().stale?.kind).toBe('pending')
    accept()
    expect(document.view().stale).toBeNull()
    edit(document, 'x * x', 'x * x * x')
    expect(document.view().stale?.kind).toBe('pending')
    accept()
    expect(document.view().stale).toBeNull()
    document.expire()
    expect(document.isSettled).toBe(false)
  })

  test('keeps the last good answer where the text does not parse, and says at which line, as it moves', () => {
    const document = open(marked)
    const good = document.snapshot()
    document.accept(good, answerTo(good, markedReport()))
    edit(document, 'x * x', 'x *')
    const broken = document.snapshot()
    const syntaxError = { span: spanIn(document.source, 'x *'), message: 'unexpected end' }
    document.accept(broken, answerTo(broken, { ...markedReport(), functions: [], syntaxError }))
    expect(document.isSettled).toBe(true)
    expect(document.lastAnswer?.report.functions).toHaveLength(1)
    expect(document.view().stale).toEqual({ kind: 'syntax', reason: 'line 3 does not parse: unexpected end' })
    edit(document, '# @grad', '\n# @grad')
    expect(document.view().stale).toEqual({ kind: 'syntax', reason: 'line 4 does not parse: unexpected end' })
  })

  test('keeps a check’s verdict for the same text only', () => {
    const document = open(marked)
    const subject = { kind: 'point', functionIndex: 0, pointIndex: 0 } as const
    const accept = () => {
      const snapshot = document.snapshot()
      document.accept(snapshot, answerTo(snapshot, markedReport()))
    }
    accept()
    document.keepCheck(there(document.lastAnswer), subject, {
      verdict: 'agree',
      maxRelativeError: 0,
      worst: null,
      detail: '',
    })
    accept()
    expect(document.view().check(subject)?.verdict).toBe('agree')
    edit(document, 'x * x', 'x * x * x')
    accept()
    expect(document.view().check(subject)).toBeNull()
  })

  test('knows what a place is made of', () => {
    const document = open('# @gr\nx = "a"\n')
    expect(document.syntaxAt(5)).toBe('comment')
    expect(document.syntaxAt(7)).toBe('identifier')
  })
})

test('a whole new text is taken as the smallest edit', () => {
  expect(difference('abcd', 'abXd')).toEqual({ start: 2, end: 3, inserted: 'X' })
  expect(difference('aa', 'aaa')).toEqual({ start: 2, end: 2, inserted: 'a' })
  expect(difference('abc', 'abc')).toEqual({ start: 3, end: 3, inserted: '' })
  const document = open(first)
  const snapshot = document.snapshot()
  document.accept(snapshot, answerTo(snapshot, firstReport()))
  document.change([{ text: `# new\n${first}` }], 2)
  const place = there(document.view().place(spanIn(first, 'dy_dx')))
  expect(document.source.slice(place.start, place.end)).toBe('dy_dx')
})

describe('the open documents', () => {
  function opened() {
    const said: string[] = []
    const say = (what: string) => (document: OpenDocument) => void said.push(`${what} ${document.source}`)
    const events = {
      opened: say('opened'),
      changed: say('changed'),
      closed: say('closed'),
      failed: () => void said.push('failed'),
    }
    return { said, documents: new Documents(syntaxes, new Grammars(asset), events) }
  }

  test('are told what happened in order, though the grammar comes late', async () => {
    const { said, documents } = opened()
    documents.open(uri, 'python', 1, 'a')
    documents.change(uri, 2, [{ text: 'ab' }])
    documents.change(uri, 3, [{ text: 'abc' }])
    expect((await documents.get('file:///w/%61.py'))?.version).toBe(3)
    expect(documents.sourceOf(uri)).toBe('abc')
    documents.close(uri)
    expect(await documents.get(uri)).toBeNull()
    documents.open(uri, 'python', 1, 'new')
    expect((await documents.get(uri))?.source).toBe('new')
    expect(said).toEqual(['opened a', 'changed ab', 'changed abc', 'closed abc', 'opened new'])
  })

  test('are those of languages that are served', async () => {
    const { documents, said } = opened()
    documents.open('file:///w/a.rs', 'rust', 1, '')
    documents.change('file:///w/a.rs', 2, [])
    expect(await documents.get('file:///w/a.rs')).toBeNull()
    expect(said).toEqual([])
  })

  test('say where a grammar cannot be had', async () => {
    const failed: string[] = []
    const nothing = () => undefined
    const events = {
      opened: nothing,
      changed: nothing,
      closed: nothing,
      failed: (uri: string) => void failed.push(uri),
    }
    const grammars = new Grammars(() => Promise.reject(new Error('none')))
    const documents = new Documents(syntaxes, grammars, events)
    documents.open(uri, 'python', 1, '')
    expect(await documents.get(uri)).toBeNull()
    expect(failed).toEqual([uri])
  })
})
