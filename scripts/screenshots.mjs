// Takes the pictures of the README and of the issues, light and dark, in a real VS Code: `node scripts/screenshots.mjs [--out DIR]`.
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installPackages } from '../test/host/debian.mjs'
import { copyOfExamples, repository } from '../test/host/examples.mjs'
import { gestures, place } from '../test/host/gestures.mjs'
import { exitOnSignals, run } from '../test/host/processes.mjs'
import { openWorkbench } from '../test/host/workbench.mjs'

const [first, second, third, marked] = [
  '1_first_gradient.py',
  '2_two_gradients.py',
  '3_second_derivative.py',
  'spring.ts',
]

/** Nothing but the editor. */
const settings = {
  'editor.fontSize': 15,
  'editor.minimap.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}',
  'workbench.activityBar.location': 'hidden',
}

exitOnSignals()
const { out } = parseArgs({
  options: { out: { type: 'string', default: join(repository, 'docs/images') } },
}).values
await mkdir(out, { recursive: true })
await ensureFont()
for (const theme of /** @type {const} */ (['light', 'dark'])) await takeAll(theme)
process.exit()

/** @param {'light' | 'dark'} theme */
async function takeAll(theme) {
  const folder = copyOfExamples()
  const view = { folder, extensionPath: repository, file: join(folder, first) }
  const size = { width: 1200, height: 660 }
  const { page, close } = await openWorkbench({ ...view, theme, settings, size, sharpness: 2 })
  const person = gestures(page)
  /** @param {string} file @param {string} words @param {string} [around] */
  const at = (file, words, around) => place(readFileSync(join(folder, file), 'utf8'), words, around)
  /** @param {string} name */
  const take = async (name) => {
    // Hovers and menus fade in.
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(out, `${name}-${theme}.png`) })
  }
  // The side bar would take a third of the picture.
  const openWide = async (/** @type {string} */ file) => {
    await page.keyboard.press('Control+Shift+E')
    await person.openFile(file)
    await page.keyboard.press('Control+B')
  }

  await openWide(first)
  await person.lens('Show Graph').waitFor()
  await person.hover(at(first, '**', 'x ** 2'), '9.0')
  await take('first-hover')

  await openWide(second)
  await page.locator('.squiggly-error').first().waitFor()
  await person.openFixes(at(second, 'tape.gradient(z, y)'))
  await take('second-fixes')
  await page.keyboard.press('Escape')

  await openWide(third)
  await person.hover(at(third, 'd2y_dx2', 'd2y_dx2 = tape1'), '12.0')
  await take('third-hover')

  await openWide(marked)
  await person.lens('Show Graph').waitFor()
  await person.placeCursor({ line: 1, column: 1 })
  await take('marked-typescript')

  await openWide(first)
  await person.lens('∂y/∂x = 8.0').waitFor()
  await person.clickLens('Show Graph', person.panel().locator('g.node').first())
  await take('graph-panel')
  await close()
}

/** The examples' comments are Chinese. */
async function ensureFont() {
  const fonts = await run('fc-list', [':lang=zh', 'family']).catch(() => '')
  if (!fonts.trim() && !(await installPackages('fonts-wqy-microhei')))
    console.warn('There is no font with Chinese characters: the comments in the pictures will be boxes.')
}
