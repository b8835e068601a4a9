// A real VS Code workbench in a browser page: host A, an extension and a folder.
import { openPage } from './browser.mjs'
import { serveHostA } from './serve-host-a.mjs'

const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern', contrast: 'Default High Contrast' }

/**
 * Opens the workbench and waits until it shows its parts (and the file, if one is named).
 * @param {import('./serve-host-a.mjs').View & {
 *   theme?: keyof typeof themes
 *   settings?: Record<string, unknown>
 *   size?: { width: number, height: number }
 *   sharpness?: number
 *   prepare?: (page: import('playwright-core').Page) => Promise<void>
 * }} options `prepare` is given the page before it loads anything
 */
export async function openWorkbench({ theme = 'light', settings, size, sharpness, prepare, ...view }) {
  const server = await serveHostA({ 'workbench.colorTheme': themes[theme], ...settings })
  const { page, close: closePage } = await openPage({ size, sharpness })
  const close = async () => {
    await closePage()
    server.close()
  }
  const url = server.url(view)
  await prepare?.(page)
  await page.goto(url)
  await page
    .locator(view.file ? '.monaco-editor .view-line' : '.monaco-workbench .statusbar')
    .first()
    .waitFor()
  return { page, url, close }
}
