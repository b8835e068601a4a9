// The browser that the tests drive: whatever Chromium is on the PATH, or Debian's.
import { installPackages } from './debian.mjs'
import { onPath } from './path.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium, installed first where there is none. */
export async function chromium() {
  const found = onPath(...names) ?? ((await installPackages('chromium')) && onPath(...names))
  if (found) return found
  throw new Error(`No browser for the tests: put ${names.join(' or ')} on the PATH (Debian: apt-get install chromium).`)
}
