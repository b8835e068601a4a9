// The two modules that the engine ships as: they run where there is no Node and no DOM, fit together, and stay small.
import { build, transform, type Plugin } from 'esbuild'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { engineBundles } from '../scripts/bundles.mjs'

const withoutSpecialFunctions: Plugin = {
  name: 'without-special-functions',
  setup({ onResolve }) {
    onResolve({ filter: /^@stdlib\// }, ({ path }) => ({ path, external: true }))
  },
}

async function textOf(name: 'engine' | 'checker', options: object = {}): Promise<string> {
  const { outputFiles } = await build({
    ...engineBundles[name],
    minify: false,
    ...options,
    outdir: 'out',
    write: false,
    metafile: false,
  })
  return outputFiles[0].text
}

test('engine.js has no imports, checker.js only ./engine.js', async () => {
  const importsOf = (text: string): string[] => [
    ...new Set([...text.matchAll(/^(?:import|export) .*? from "([^"]+)"/gm)].map(([, path]) => path)),
  ]
  expect(importsOf(await textOf('engine'))).toEqual([])
  expect(importsOf(await textOf('checker'))).toEqual(['./engine.js'])
})

test('both run in a context that has nothing but the language', async () => {
  const engine = await transform(await textOf('engine'), { format: 'iife', globalName: 'engine' })
  // What the checker imports stands in the context under its name.
  const checkerText = (await textOf('checker')).replace(
    /^import \{([^}]*)\} from "\.\/engine\.js";?$/gm,
    (_, names: string) => `const {${names.replace(/ as /g, ': ')}} = engine;`,
  )
  const checker = await transform(checkerText, { format: 'iife', globalName: 'checker' })
  const context = createContext(Object.create(null) as object)
  runInContext(engine.code, context)
  runInContext(checker.code, context)
  const result: unknown = runInContext(
    `(() => {
      const { Session, grad, mul, sin, erf, solve, v8 } = engine
      const session = new Session({ libm: checker.rounded, roundFloat32: true, charge: () => {} })
      const x = session.leaf(3)
      const y = session.ops.mul(x, session.ops.exp(x))
      const sweep = session.sweep([{ value: y }])
      const { verdict, worst } = checker.check({
        evaluate: ([a]) => ({ ok: true, values: [a * Math.exp(a)], decisions: [] }),
        base: Float64Array.of(3),
        automatic: [[sweep.adjoint(x.node)]],
        locked: checker.lockedRuns(session, [{ node: x.node, element: 0 }], [{ node: y.node, element: 0 }]),
        lock: 'always',
      })
      return JSON.stringify([
        grad((a) => mul(a, sin(a)))(2).toFixed(14),
        erf(0.5),
        [...solve([[2, 0], [0, 4]], [1, 2]).data],
        verdict,
        worst.by,
        typeof process + typeof document + typeof setTimeout,
      ])
    })()`,
    context,
  )
  expect(JSON.parse(result as string)).toEqual([
    '0.07700375373140',
    0.5204998778130465,
    [0.5, 0.5],
    'agree',
    'locked',
    'undefinedundefinedundefined',
  ])
})

test('engine.js is at most 60 KB gzipped without the special functions', async () => {
  const text = await textOf('engine', { minify: true, plugins: [withoutSpecialFunctions] })
  expect(gzipSync(text, { level: 9 }).length / 1024).toBeLessThanOrEqual(60)
})
