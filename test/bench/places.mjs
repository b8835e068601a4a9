// What a run of the benchmark needs on disk: the peers, installed as the lock file says, and fresh bundles in a temporary folder.
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { engineBundles } from '../../engine/scripts/bundles.mjs'
import { run } from '../host/processes.mjs'
/** @import { Places } from './problems.mjs' */

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')

/** Installs the peers where they are missing; says why they could not be. @returns {Promise<string | null>} */
export async function installPeers() {
  if (existsSync(join(here, 'node_modules/.package-lock.json'))) return null
  console.log('Installing the peers into test/bench/node_modules …')
  try {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here, seconds: 300 })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * Bundles into `folder`: the engine as the production build makes it (scripts/build.mjs), GradBench's functions beside it, and
 * tfjs. Only the engine has to succeed.
 * @param {string} folder
 * @returns {Promise<Places>}
 */
export async function bundle(folder) {
  /** @type {import('esbuild').BuildOptions} */
  const options = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    legalComments: 'none',
    mainFields: ['module', 'main'],
  }
  const place = (/** @type {string} */ name) => pathToFileURL(join(folder, `${name}.mjs`)).href
  const optional = (/** @type {string} */ name, /** @type {import('esbuild').BuildOptions} */ own) =>
    build(own).then(
      () => place(name),
      () => null,
    )
  await build({ ...options, ...engineBundles.engine })
  return {
    engine: place('engine'),
    gradbench: await optional('gradbench', {
      ...options,
      platform: 'neutral',
      entryPoints: { gradbench: join(here, 'gradbench.entry.ts') },
      plugins: [besideEngine],
    }),
    tfjs: await optional('tfjs', {
      ...options,
      platform: 'node',
      stdin: { contents: TFJS, resolveDir: here, sourcefile: 'tfjs' },
      entryNames: 'tfjs',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    }),
  }
}

/** As an application bundles it: tfjs-core's entry for Node leaves the gradients out. */
const TFJS = `
  import '@tensorflow/tfjs-backend-cpu'
  import '@tensorflow/tfjs-core/dist/register_all_gradients'
  export * from '@tensorflow/tfjs-core'`

/** GradBench's functions run on the engine's bundle, not on a second engine within theirs. @type {import('esbuild').Plugin} */
const besideEngine = {
  name: 'beside-engine',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^@gradlens\/engine$/ }, () => ({ path: './engine.mjs', external: true })),
}
