// A person at the workbench of host A: mouse and keyboard, and what is then to be seen.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOfExamples, repository } from '../host/examples.mjs'
import { gestures, place } from '../host/gestures.mjs'
import { removeFolder } from '../host/temporary.mjs'
import { openWorkbench } from '../host/workbench.mjs'

const first = '1_first_gradient.py'
const second = '2_two_gradients.py'

const folder = copyOfExamples()
const text = (name: string) => readFileSync(join(folder, name), 'utf8')

let workbench: Awaited<ReturnType<typeof openWorkbench>>
let person: ReturnType<typeof gestures>

beforeAll(async () => {
  workbench = await openWorkbench({ folder, extensionPath: repository, file: join(folder, first) })
  person = gestures(workbench.page)
})

afterAll(async () => {
  await workbench?.close()
  removeFolder(folder)
})

test('the mouse on y shows its value', async () => {
  await person.hover(place(text(first), 'y', 'y = f(x)'), '16.0')
})

test('the mouse on x ** 2 shows its value, its adjoint and its partial', async () => {
  const shown = await person.hover(place(text(first), '**', 'x ** 2'), '9.0')
  expect(await shown.innerText()).toMatch(/adjoint[^]*6\.0|6\.0[^]*adjoint/i)
})

test('the gradient and what the script prints stand in the editor', async () => {
  await person.lens('∂y/∂x = 8.0').waitFor()
  await workbench.page.locator('.view-line', { hasText: "f(x) = 16.0, f'(x) = 8.0" }).waitFor()
})

test('a click on the lens opens the graph, whose nodes and the source show each other', async () => {
  const { page } = workbench
  const nodes = person.panel().locator('svg[role=img] g.node')
  await person.clickLens('Show Graph', nodes.first())
  for (const value of ['3.0', '9.0', '16.0']) await nodes.filter({ hasText: value }).first().waitFor()

  await nodes.filter({ hasText: '9.0' }).first().click()
  const { line } = place(text(first), 'x ** 2')
  await page.locator('.statusbar', { hasText: `Ln ${line}, ` }).waitFor()

  await person.placeCursor(place(text(first), '*', '* x'))
  await person.panel().locator('g.node.current', { hasText: '6.0' }).waitFor()
})

test('a click on the lens opens the tape', async () => {
  const { page } = workbench
  await person.openFile(first)
  await person.clickLens('Show Tape', page.locator('.view-line', { hasText: /^%\d+.*16\.0/ }).first())
})

test('the light bulb’s fix mends the tape that is used twice', async () => {
  const { page } = workbench
  const twice = 'tape.gradient(z, y)'
  await person.openFile(second)
  await page.locator('.squiggly-error').first().waitFor()
  const menu = await person.openFixes(place(text(second), twice))
  await menu.locator('.monaco-list-row', { hasText: 'persistent=True' }).click()
  await page.locator('.view-line', { hasText: 'persistent=True' }).waitFor()
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached' })
  await person.hover(place(text(second), 'dz_dy', 'dz_dy = tape'), '8.0')
})
