#!/usr/bin/env node
// Host A as an executable that takes desktop VS Code's arguments, for @vscode/test-electron: opens the workspace, has the
// extension host run the tests and ends with their exit code (or 124 when they take too long, 70 when the page crashes).
import { temporaryFolder } from './temporary.mjs'
import { openWorkbench } from './workbench.mjs'
import { exitOnSignals } from './processes.mjs'

/** @param {string} name */
const option = (name) => process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3)

/** What VS Code itself says on its console at every start. */
const chatter = /connection token|^Creating a socket|builtin extensions cache|\[Service Worker\]|open-vsx\.org/

exitOnSignals()
setTimeout(() => process.exit(124), 240_000)

await openWorkbench({
  folder: process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? temporaryFolder(),
  extensionPath: option('extensionDevelopmentPath') ?? '',
  testsPath: option('extensionTestsPath'),
  prepare: async (page) => {
    page.on('crash', () => process.exit(70))
    await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => process.exit(code))
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      if (!chatter.test(String(args[0]))) (type === 'error' ? console.error : console.log)(...args)
    })
  },
})
