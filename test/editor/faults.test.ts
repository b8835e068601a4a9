// Wrong and unfinished code: what is said of it, and where.
import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import { DiagnosticSeverity, languages } from 'vscode'
import { eventually } from '../host/eventually.mjs'
import { diagnostic, hover, hoverSays, lens, openExample, openText, place, says } from './editor'

describe('a fault', () => {
  it('in a mark is underlined at the characters that are wrong', async () => {
    const document = await openText('py', '# @grad x=3 ordr 2\ndef f(x):\n    return x * x\n')
    const { range, severity } = await diagnostic(document, 'mark-syntax')
    assert.equal(document.getText(range), 'ordr')
    assert.equal(severity, DiagnosticSeverity.Error)
  })

  it('in a mark’s names is underlined at the name', async () => {
    const document = await openText('ts', '/** @grad y=3 */\nfunction f(x: number) {\n  return x * x\n}\n')
    assert.equal(document.getText((await diagnostic(document, 'mark-unknown-parameter')).range), 'y')
  })

  it('that makes a gradient None is explained', async () => {
    const { uri } = await openExample('none_reason.py')
    await eventually(() => {
      const warnings = languages.getDiagnostics(uri).filter(({ severity }) => severity === DiagnosticSeverity.Warning)
      assert.equal(warnings.length, 1)
      says(warnings[0].message, ['None'])
    })
  })

  it('that raises stands at the line that raises', async () => {
    const document = await openText(
      'py',
      'def f():\n    raise ValueError("too small")\n\nf()\n# @grad x=1\ndef g(x): return x\n',
    )
    const { range, message } = await diagnostic(document, 'program-raises')
    assert.equal(range.start.line, 1)
    says(message, ['ValueError', 'too small'])
  })

  it('that never ends is stopped, and everything else still answers', async () => {
    const endless = '# @grad x=1\ndef endless(x):\n    while True:\n        x = x + 1\n    return x\n\n'
    const document = await openText('py', `${endless}# @grad x=3\ndef f(x):\n    return x * x\n`)
    await hoverSays(document, 'f', 'f(x)', '9.0', '6.0')
    assert.equal((await diagnostic(document, 'budget-exceeded')).severity, DiagnosticSeverity.Warning)
    await hoverSays(document, 'f', 'f(x)', '9.0', '6.0')
  })

  it('that cannot be known makes what depends on it unknown, and nothing else', async () => {
    const script = [
      'import pandas as pd',
      'rate = pd.read_csv("rates.csv").rate[0]',
      '',
      '# @grad x=3',
      'def scaled(x):',
      '    return x * rate',
      '',
      '# @grad x=3',
      'def squared(x):',
      '    return x * x',
    ]
    const document = await openText('py', script.join('\n'))
    await lens(document, 'def squared', 'squared = 9.0 · ∂x = 6.0')
    await lens(document, 'def scaled', /unknown/i)
    assert.equal((await diagnostic(document, 'opaque-value')).severity, DiagnosticSeverity.Information)
    says(await hover(document, place(document, 'rate', 'x * rate').start), [/unknown/i, 'pandas.read_csv'])
  })
})
