// The diagnostics' pages are true: each failing example gets the page's code, each mended one does not, nor an error.
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ENDINGS: Readonly<Record<string, string>> = { python: 'py', typescript: 'ts', javascript: 'js' }

const repository = fileURLToPath(new URL('../..', import.meta.url))
const pages = readPages()
const folder = mkdtempSync(join(tmpdir(), 'gradlens-pages-'))

interface Example {
  readonly kind: 'failing' | 'mended'
  readonly source: string
  readonly file: string
}

interface Page {
  readonly code: string
  /** As the page says it. */
  readonly severity: string
  readonly examples: readonly Example[]
}

interface Diagnostic {
  readonly code: string
  readonly severity: string
  readonly line: number
  readonly message: string
}

/** What `gradlens check` finds, by file. */
let found: ReadonlyMap<string, readonly Diagnostic[]> = new Map()

beforeAll(async () => {
  const examples = pages.flatMap((page) => page.examples)
  for (const { file, source } of examples) writeFileSync(join(folder, file), source)
  found = await check(examples.map(({ file }) => file))
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

describe.each(pages)('$code', ({ code, severity, examples }) => {
  test('has a failing and a mended example', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['failing', 'mended']))
  })

  test.each(examples.filter(({ kind }) => kind === 'failing'))('$file gets it', ({ file }) => {
    const codes = diagnosticsOf(file).map((d) => `${d.severity} ${d.code}`)
    expect(codes).toContain(`${severity} ${code}`)
  })

  test.each(examples.filter(({ kind }) => kind === 'mended'))('$file is free of it, and of errors', ({ file }) => {
    expect(diagnosticsOf(file).filter((d) => d.code === code || d.severity === 'error')).toEqual([])
  })
})

test('every code that is given has a page', () => {
  const withPage = new Set(pages.map((page) => page.code))
  expect([...givenCodes()].filter((code) => !withPage.has(code))).toEqual([])
})

function readPages(): readonly Page[] {
  const at = join(repository, 'docs/diagnostics')
  return readdirSync(at)
    .filter((name) => name.endsWith('.md'))
    .map((name) => {
      const code = name.slice(0, -'.md'.length)
      const text = readFileSync(join(at, name), 'utf8')
      const opening = /^# (\S+)\n\n\*\*(\w+)\.\*\* /.exec(text)
      if (opening?.[1] !== code) throw new Error(`${name} does not open with its code and its severity`)
      return { code, severity: opening[2].toLowerCase(), examples: examplesIn(text, code) }
    })
}

/** The blocks that are fenced as ```language failing and ```language mended. */
function examplesIn(text: string, code: string): readonly Example[] {
  const blocks = [...text.matchAll(/^```(\w+) (failing|mended)\n([\s\S]*?)^```$/gm)]
  return blocks.map(([, language, kind, source], i) => ({
    kind: kind as Example['kind'],
    source,
    file: `${code}.${i + 1}.${kind}.${ENDINGS[language]}`,
  }))
}

async function check(files: readonly string[]): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const options = ['check', '--format', 'json', '--max-steps', '1000000', '--timeout', '20000']
  const command = [join(repository, 'dist/cli.js'), ...options, ...files]
  // Exits with 1, because errors stand; the report is printed all the same.
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: folder, maxBuffer: 2 ** 26 }).catch(
    (error: { readonly code: unknown; readonly stdout: string; readonly stderr: string }) => {
      if (error.code !== 1) throw error
      return error
    },
  )
  const report = JSON.parse(stdout) as { files: { path: string; diagnostics: Diagnostic[] }[] }
  return new Map(report.files.map(({ path, diagnostics }) => [path, diagnostics]))
}

function diagnosticsOf(file: string): readonly Diagnostic[] {
  const diagnostics = found.get(file)
  if (diagnostics === undefined) throw new Error(`${file} is not in the report`)
  return diagnostics
}

/** The codes that severities.ts lists and that some other source file names. */
function givenCodes(): ReadonlySet<string> {
  const table = join(repository, 'server/src/evaluation/severities.ts')
  const listed = [...readFileSync(table, 'utf8').matchAll(/^ {2}'?([a-z-]+)'?: '/gm)].map(([, code]) => code)
  const sources = ['engine/src', 'server/src'].flatMap((root) =>
    readdirSync(join(repository, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test(ing)?\.ts$/.test(name))
      .map((name) => join(repository, root, name))
      .filter((path) => path !== table)
      .map((path) => readFileSync(path, 'utf8')),
  )
  return new Set(listed.filter((code) => sources.some((source) => source.includes(`'${code}'`))))
}
