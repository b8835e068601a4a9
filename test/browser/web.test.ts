// Host C: the extension, its server and its evaluator in the browser alone, as web workers.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { openPage } from '../host/browser.mjs'
import { copyOfExamples, repository } from '../host/examples.mjs'
import { gestures, place } from '../host/gestures.mjs'
import { serveHostC } from '../host/host-c.mjs'
import { removeFolder } from '../host/temporary.mjs'

const first = '1_first_gradient.py'
const folder = copyOfExamples()

let server: Awaited<ReturnType<typeof serveHostC>>
let browser: Awaited<ReturnType<typeof openPage>>

beforeAll(async () => {
  server = await serveHostC({ extension: repository, folder })
  browser = await openPage()
  await browser.page.goto(server.url)
  await browser.page.locator('.monaco-workbench .statusbar').waitFor()
})

afterAll(async () => {
  await browser?.close()
  server?.close()
  removeFolder(folder)
})

test('the mouse on y shows its value', async () => {
  const person = gestures(browser.page)
  await person.openFile(first)
  await person.hover(place(readFileSync(join(folder, first), 'utf8'), 'y', 'y = f(x)'), '16.0')
})
