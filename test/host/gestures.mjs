// What a person does in the workbench's page, with mouse and keyboard.
import { eventually } from './eventually.mjs'

/**
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {{ line: number, column: number }} Place as the status bar counts: from 1
 */

/** @param {import('playwright-core').Page} page */
export function gestures(page) {
  /** Opens a file of the workspace from the explorer; again where something takes the focus. @param {string} name */
  const openFile = (name) =>
    eventually(async () => {
      await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick()
      const tab = page.locator('.editor-group-container.active .tab.active', { hasText: name })
      await tab.waitFor({ timeout: 5_000 })
    })

  /** Puts the cursor at a place of the active editor; again where something takes the focus. @param {Place} at */
  const placeCursor = ({ line, column }) =>
    eventually(async () => {
      await page.keyboard.press('Control+G')
      await page.locator('.quick-input-widget:visible input.input').fill(`:${line}:${column}`, { timeout: 5_000 })
      await page.keyboard.press('Enter')
      await page.locator('.statusbar', { hasText: `Ln ${line}, Col ${column}` }).waitFor({ timeout: 5_000 })
    })

  /** Rests the mouse on a place until a hover says `expected` there. @param {Place} at @param {string | RegExp} expected */
  async function hover(at, expected) {
    await placeCursor(at)
    const shown = page.locator('.monaco-hover:not(.hidden)', { hasText: expected }).first()
    await eventually(async () => {
      const box = await page.locator('.monaco-editor.focused .cursors-layer .cursor').first().boundingBox()
      if (!box) throw new Error('the cursor is not to be seen')
      await page.mouse.move(box.x + 60, box.y + 100)
      await page.mouse.move(box.x + 3, box.y + box.height / 2)
      await shown.waitFor({ timeout: 3_000 })
    })
    return shown
  }

  /** The lens with that title. @param {string} title */
  const lens = (title) => page.locator('.codelens-decoration :is(a, span)', { hasText: title }).first()

  /** Clicks a lens until what it leads to is shown: it may be drawn anew under the mouse. @param {string} title @param {Locator} outcome */
  const clickLens = (title, outcome) =>
    eventually(async () => {
      await lens(title).click()
      await outcome.waitFor({ timeout: 10_000 })
    })

  /** Opens the light bulb's menu where the cursor is put. @param {Place} at */
  async function openFixes(at) {
    await placeCursor(at)
    await page.locator('.lightBulbWidget:visible, [class*="codicon-gutter-lightbulb"]:visible').first().click()
    const menu = page.locator('.action-widget')
    await menu.waitFor()
    // The menu takes no click until the mouse has moved over it.
    await menu.hover({ force: true })
    return menu
  }

  /** The page inside the panel that is shown. */
  const panel = () => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame')

  return { openFile, placeCursor, hover, lens, clickLens, openFixes, panel }
}

/**
 * The line and column where `words` stand in a text; with `around`, where they stand inside the first place of that.
 * @param {string} text
 * @param {string} words
 */
export function place(text, words, around = words) {
  const outer = text.indexOf(around)
  const inner = around.indexOf(words)
  if (outer < 0 || inner < 0) throw new Error(`“${words}” in “${around}” is not in the text`)
  const before = text.slice(0, outer + inner).split('\n')
  return { line: before.length, column: before[before.length - 1].length + 1 }
}
