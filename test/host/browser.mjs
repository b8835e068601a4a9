// One page in a fresh browser, with a profile of its own: webviews do not load without one.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import { chromium } from './chromium.mjs'
import { removeFolder, temporaryFolder } from './temporary.mjs'

// The sandbox cannot be had as root.
const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/** The panels of host C are on other subdomains than their workbench: third parties, to the browser. */
const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }

/** @param {{ size?: { width: number, height: number }, sharpness?: number }} [options] */
export async function openPage({ size = { width: 1280, height: 800 }, sharpness = 1 } = {}) {
  const executablePath = await chromium()
  const profile = temporaryFolder()
  mkdirSync(join(profile, 'Default'))
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
  const browser = await playwright.launchPersistentContext(profile, {
    executablePath,
    args: args.split(' '),
    viewport: size,
    deviceScaleFactor: sharpness,
    // Signals are the caller's: playwright would close the browser and let the caller run on.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const [page] = browser.pages()
  page.setDefaultTimeout(60_000)
  const close = async () => {
    await browser.close()
    removeFolder(profile)
  }
  return { page, close }
}
