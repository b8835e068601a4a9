// The tests that need no editor: `unit` beside the sources, `protocol` against the built server over stdio.
import { configDefaults, defineConfig } from 'vitest/config'

const other = ['test/protocol/**', 'test/editor/**', 'test/browser/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Exports are getters here that swallow an overflow of the stack: deep recursion of a program must not come near it.
          pool: 'forks',
          execArgv: ['--stack-size=3900'],
          setupFiles: ['test/setup.ts'],
          include: ['{engine,server,client}/src/**/*.test.ts', 'client/webview/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...other],
        },
      },
      { test: { name: 'protocol', include: ['test/protocol/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 30_000 } },
    ],
  },
})
