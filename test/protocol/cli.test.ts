// The command line as a person and a build server run it.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { repository } from './client'

const folder = mkdtempSync(join(tmpdir(), 'gradlens-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function gradlens(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(repository, 'dist/cli.js'), ...args], { cwd: repository }, (failed, out, error) =>
      resolve({ code: failed ? Number(failed.code) : 0, out, error }),
    )
  })
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('gradlens check', () => {
  test('reports the tutorial’s first program, and ends with the tally', async () => {
    const { code, out } = await gradlens('check', 'examples/1_first_gradient.py')
    expect(out).toContain('∂y/∂x = 8.0   agree')
    expect(out.trimEnd().split('\n').pop()).toBe('1 mark, 1 evaluated, 1 checked, 0 wrong')
    expect(code).toBe(0)
  })

  test('prints one JSON document for several files', async () => {
    const paths = [
      'examples/1_first_gradient.py',
      'examples/2_two_gradients.py',
      'examples/3_second_derivative.py',
      'examples/spring.ts',
      'examples/easing.js',
    ]
    const { code, out } = await gradlens('check', '--format', 'json', ...paths)
    const { schema, libraries, files } = JSON.parse(out)
    expect(schema).toBe(1)
    expect(libraries.python).toBe('3.11')
    expect(files.map((one: { path: string }) => one.path)).toEqual(paths)
    expect(files.map((one: { language: string }) => one.language)).toEqual([
      'python',
      'python',
      'python',
      'typescript',
      'javascript',
    ])
    const [first, second, third, spring] = files
    expect(first).toMatchObject({
      functions: [],
      tapes: [
        {
          line: 9,
          calls: [
            { line: 13, method: 'gradient', sources: ['x'], gradients: [8], count: 1, check: { verdict: 'agree' } },
          ],
        },
      ],
      variables: { x: 3, y: 16, dy_dx: 8 },
      stdout: "f(x) = 16.0, f'(x) = 8.0\n",
      error: null,
      diagnostics: [],
    })
    expect(second.error).toMatchObject({ type: 'RuntimeError', line: 17 })
    expect(second.diagnostics).toMatchObject([{ code: 'tape-used-twice', severity: 'error', line: 17, column: 9 }])
    expect(third.variables).toEqual({ x: 2, y: 8, dy_dx: 12, d2y_dx2: 12 })
    expect(spring).toMatchObject({ variables: {}, stdout: '' })
    for (const { points } of spring.functions) for (const point of points) expect(point.check.verdict).toBe('agree')
    expect(code).toBe(1)
  })

  test('a script that raises ends with 1', async () => {
    const path = file('raises.py', '# @grad x=1\ndef f(x):\n    return x\n\nraise ValueError("too small")\n')
    const { code, out } = await gradlens('check', '--format', 'json', path)
    expect(JSON.parse(out).files[0]).toMatchObject({
      error: { type: 'ValueError', message: 'too small', line: 5 },
      diagnostics: [{ code: 'program-raises', severity: 'error', line: 5 }],
      functions: [{ name: 'f', line: 2, points: [{ line: 1, value: 1, gradients: { x: 1 } }] }],
    })
    expect(code).toBe(1)
  })

  test('a file that does not parse says so, and its marks are unknown', async () => {
    const { code, out } = await gradlens(
      'check',
      '--format',
      'json',
      file('broken.py', '# @grad x=1\ndef f(x):\n    return x\n\nhalf = (\n'),
    )
    expect(JSON.parse(out).files[0]).toMatchObject({
      error: { type: 'SyntaxError' },
      functions: [
        {
          points: [
            {
              value: { opaque: 'the file does not parse' },
              gradients: { opaque: 'the file does not parse' },
              check: { verdict: 'skipped' },
            },
          ],
        },
      ],
    })
    expect(code).toBe(1)
  })

  test('a malformed mark is an error', async () => {
    const { code, out } = await gradlens('check', file('mark.py', '# @grad x=3 ordr 2\ndef f(x):\n    return x\n'))
    expect(out).toContain('1:13  error  mark-syntax')
    expect(out).toContain('1 mark, 0 evaluated, 0 checked, 1 wrong')
    expect(code).toBe(1)
  })

  test('what could not be evaluated passes, but not strictly', async () => {
    const path = file(
      'opaque.py',
      'import pandas as pd\nk = pd.read_csv("k.csv").k[0]\n\n# @grad x=3\ndef f(x):\n    return k * x\n',
    )
    const loose = await gradlens('check', path)
    expect([loose.code, loose.out.split('\n').slice(-2)[0]]).toEqual([0, '1 mark, 0 evaluated, 0 checked, 0 wrong'])
    expect((await gradlens('check', '--strict', path)).code).toBe(1)
  })

  test('a file that cannot be read ends with 2, the others are reported all the same', async () => {
    const { code, out, error } = await gradlens('check', 'no-such-file.py', 'examples/1_first_gradient.py')
    expect([code, out.includes('∂y/∂x = 8.0'), error.includes('no-such-file.py')]).toEqual([2, true, true])
  })

  test('bad usage ends with 2', async () => {
    for (const args of [[], ['chekc'], ['check'], ['check', '--format', 'xml', 'a.py'], ['tape']])
      expect((await gradlens(...args)).code).toBe(2)
    expect(await gradlens('--help')).toMatchObject({ code: 0, out: expect.stringContaining('gradlens check') })
  })

  test('an endless loop ends by its budget, and the rest is evaluated', async () => {
    const path = file(
      'endless.py',
      '# @grad x=1\ndef endless(x):\n    while True:\n        x = x + 1\n\n# @grad x=3\ndef f(x):\n    return x * x\n',
    )
    const { out } = await gradlens('check', '--format', 'json', '--timeout', '600', path)
    const [found] = JSON.parse(out).files
    expect(found.diagnostics.map(({ code }: { code: string }) => code)).toContain('budget-exceeded')
    expect(found).toMatchObject({
      error: null,
      functions: [{ name: 'endless' }, { name: 'f', points: [{ value: 9, gradients: { x: 6 } }] }],
    })
  })

  test('SARIF and JUnit are documents', async () => {
    expect(
      JSON.parse((await gradlens('check', '--format', 'sarif', 'examples/2_two_gradients.py')).out).runs[0].results,
    ).toHaveLength(1)
    expect((await gradlens('check', '--format', 'junit', 'examples/2_two_gradients.py')).out).toMatch(
      /^<\?xml[^]*failures="1"[^]*<\/testsuites>\n$/,
    )
  })
})

test('gradlens tape lists the tape', async () => {
  const { code, out } = await gradlens('tape', 'examples/spring.ts', '--function', 'parabola')
  expect(out).toMatch(/^# The tape of parabola/)
  expect(out).toMatch(/^%\d+ *= .*16 /m)
  expect(code).toBe(0)
  expect((await gradlens('tape', 'examples/spring.ts', '--function', 'nope')).code).toBe(2)
})

test.each([
  ['svg', /^<svg [^]*x \*\* 2[^]*<\/svg>\n$/],
  ['dot', /^digraph [^]*"x \*\* 2\\n9\.0\\n∂ 1\.0"/],
  ['mermaid', /flowchart TB[^]*9\.0/],
  ['json', /^\{[^]*"nodes"/],
])('gradlens graph draws %s', async (format, picture) => {
  const { code, out } = await gradlens('graph', 'examples/1_first_gradient.py', '--format', format)
  expect(out).toMatch(picture)
  expect(code).toBe(0)
})
