// The tests that drive a browser. They are slow, so the plain `vitest` of the root does not run them.
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const project = (name: string, file: string) => ({
  test: { name, include: [`test/browser/${file}`], testTimeout: 90_000, hookTimeout: 300_000 },
})

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: { projects: [project('browser', 'workbench.test.ts'), project('web', 'web.test.ts')] },
})
