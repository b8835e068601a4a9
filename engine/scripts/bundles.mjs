// How the engine's two modules are bundled: `engine.js`, which stands on its own, and `checker.js`, which imports it. The build
// and the tests of the bundles use the same settings.
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const numeric = fileURLToPath(new URL('../src/numeric', import.meta.url))
/** What `checker.js` holds; all else it has from `engine.js`. Shapes are functions on numbers: it has its own copy. */
const own = ['check', 'doubledouble', 'shape'].map((name) => join(numeric, name))

/** @type {import('esbuild').Plugin} */
const besideEngine = {
  name: 'beside-engine',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return undefined
      const target = resolve(dirname(importer), path)
      const inside = own.some((folder) => !relative(folder, target).startsWith('..'))
      return inside ? undefined : { path: './engine.js', external: true }
    })
  },
}

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'neutral',
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  // They are read by machines; who reads the code reads its sources.
  minify: true,
}

/** @type {Record<'engine' | 'checker', import('esbuild').BuildOptions>} */
export const engineBundles = {
  engine: { ...common, entryPoints: { engine: join(numeric, 'index.ts') } },
  checker: { ...common, entryPoints: { checker: join(numeric, 'check/index.ts') }, plugins: [besideEngine] },
}
