// The commands, as lenses and the palette run them.
import assert from 'node:assert/strict'
import { describe, it } from 'mocha'
import * as vscode from 'vscode'
import { eventually } from '../host/eventually.mjs'
import { click, hoverSays, lens, openExample, openText, place, says } from './editor'

const first = '1_first_gradient.py'
const tape = 'with tf.GradientTape()'

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs)

describe('the commands', () => {
  it('are all there', async () => {
    await openExample(first)
    const names = 'checkGradient showGraph showTape addMark restartServer showOutput openExamples'.split(' ')
    const known = new Set(await vscode.commands.getCommands(true))
    assert.deepEqual(
      names.filter((name) => !known.has(`gradlens.${name}`)),
      [],
    )
  })

  it('check a tape’s gradient', async () => {
    const document = await openExample(first)
    await click(await lens(document, tape, 'Check Gradient'))
    await lens(document, tape, /agree/i)
  })

  it('show the graph in a panel', async () => {
    const document = await openExample(first)
    await click(await lens(document, tape, 'Show Graph'))
    await eventually(() => assert.ok(tabs().some(({ input }) => input instanceof vscode.TabInputWebview)))
  })

  it('show the tape as text, one line per operation', async () => {
    const document = await openExample(first)
    await click(await lens(document, tape, 'Show Tape'))
    const shown = await eventually(() => {
      const found = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.scheme === 'gradlens-tape')
      assert.ok(found)
      says(found.document.getText(), ['16.0', '9.0'])
      return found.document
    })
    assert.ok(shown.lineCount >= 4, shown.getText())
  })

  it('add a mark above the function at the cursor', async () => {
    const document = await openText('py', 'def f(x):\n    return x * x\n')
    const editor = await vscode.window.showTextDocument(document)
    editor.selection = new vscode.Selection(1, 4, 1, 4)
    await vscode.commands.executeCommand('gradlens.addMark')
    await eventually(() => assert.match(document.lineAt(0).text, /^# @grad/))
    assert.equal(place(document, 'def f').start.line, 1)
  })

  it('restart the server, which then answers as before', async () => {
    const document = await openExample(first)
    await hoverSays(document, 'y', 'y = f(x)', '16.0')
    await vscode.commands.executeCommand('gradlens.restartServer')
    await hoverSays(document, 'y', 'y = f(x)', '16.0')
  })
})
