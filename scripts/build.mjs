// Builds everything that ships into dist/ (contract.md, "Build outputs").
// `node scripts/build.mjs [--production] [--watch] [--sizes]`
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build, context } from 'esbuild'
import ts from 'typescript'
import { engineBundles } from '../engine/scripts/bundles.mjs'
import { run } from '../test/host/processes.mjs'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const dist = join(root, 'dist')
const require = createRequire(import.meta.url)

const { production, watch, sizes } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    sizes: { type: 'boolean', default: false },
  },
}).values

const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  outdir: 'dist',
  charset: 'utf8',
  target: 'es2022',
  logLevel: 'warning',
  legalComments: 'linked',
  minify: production,
  // A minified class or function must still say its name in an error.
  keepNames: production,
  sourcemap: production ? false : 'linked',
  define: { GRADLENS_VERSION: JSON.stringify(version) },
  // Its ES module asks for import.meta, which a classic script and CommonJS have not.
  alias: { 'web-tree-sitter': join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
}

/** @type {Pick<import('esbuild').BuildOptions, 'platform' | 'format' | 'target'>} */
const node = { platform: 'node', format: 'cjs', target: 'node20' }

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...common, ...node, entryPoints: { extension: 'client/src/node.ts' }, external: ['vscode'] },
  {
    ...common,
    ...node,
    entryPoints: {
      server: 'server/src/main/node.ts',
      evaluator: 'server/src/main/evaluator-node.ts',
      cli: 'server/src/main/cli.ts',
    },
  },
  {
    ...common,
    platform: 'browser',
    format: 'cjs',
    entryPoints: { 'browser/extension': 'client/src/browser.ts' },
    external: ['vscode'],
  },
  {
    ...common,
    platform: 'browser',
    format: 'iife',
    entryPoints: {
      'browser/server': 'server/src/main/browser.ts',
      'browser/evaluator': 'server/src/main/evaluator-browser.ts',
      'webview/graph': 'client/webview/graph.ts',
    },
  },
  { ...common, platform: 'browser', entryPoints: { 'webview/graph': 'client/webview/graph.css' } },
  // Nothing in the engine's modules asks for a function's name.
  ...Object.values(engineBundles).map((options) => ({ ...common, keepNames: false, ...options })),
]

/** The tolerant parsers, as their packages ship them. */
const grammars = {
  'web-tree-sitter': ['web-tree-sitter.wasm'],
  'tree-sitter-python': ['tree-sitter-python.wasm'],
  'tree-sitter-typescript': ['tree-sitter-typescript.wasm', 'tree-sitter-tsx.wasm'],
  'tree-sitter-javascript': ['tree-sitter-javascript.wasm'],
}

if (!watch) await rm(dist, { recursive: true, force: true })
await mkdir(dist, { recursive: true })
await copyGrammars()
if (watch) await watchBundles()
else {
  await Promise.all([...bundles.map((options) => build(options)), writeEngineTypes()])
  if (sizes) await printSizes()
}

async function copyGrammars() {
  for (const [name, files] of Object.entries(grammars))
    for (const file of files) await copyFile(join(root, 'node_modules', name, file), join(dist, file))
}

/** esbuild writes no declarations: those of each module of the engine are bundled from its sources into one file. */
async function writeEngineTypes() {
  const bin = require.resolve('dts-bundle-generator/dist/bin/dts-bundle-generator.js')
  const project = join(root, 'engine/tsconfig.json')
  const options = ['--silent', '--no-banner', '--no-check', '--project', project]
  await Promise.all(
    Object.entries({ engine: 'index.ts', checker: 'check/index.ts' }).map(([name, entry]) => {
      const out = join(dist, `${name}.d.ts`)
      const source = join(root, 'engine/src/numeric', entry)
      return run(process.execPath, [bin, ...options, '-o', out, source], { cwd: root, output: 'inherit' })
    }),
  )
  await shareTypes(join(dist, 'checker.d.ts'), join(dist, 'engine.d.ts'))
}

/** A module that imports another has to have its types from there, too: a class declared twice is two classes. */
async function shareTypes(/** @type {string} */ file, /** @type {string} */ shared) {
  const parse = async (/** @type {string} */ path) =>
    ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const [own, other] = await Promise.all([parse(file), parse(shared)])
  const exported = new Set(other.statements.filter(isExported).flatMap(namesOf))
  const isShared = (/** @type {import('typescript').Statement} */ s) => namesOf(s).some((name) => exported.has(name))
  const kept = own.statements.filter((statement) => !isShared(statement))
  const names = [...new Set(own.statements.filter(isShared).flatMap(namesOf))].sort()
  const text = kept.map((statement) => statement.getFullText()).join('')
  await writeFile(file, `import type { ${names.join(', ')} } from './engine';\n${text}\n`)
}

function isExported(/** @type {import('typescript').Statement} */ statement) {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
  )
}

/** @returns {string[]} */
function namesOf(/** @type {import('typescript').Statement} */ statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText())
  return 'name' in statement && statement.name
    ? [/** @type {import('typescript').Identifier} */ (statement.name).getText()]
    : []
}

async function watchBundles() {
  const report = {
    name: 'report',
    setup: (/** @type {import('esbuild').PluginBuild} */ { onEnd, initialOptions }) => {
      const names = Object.keys(initialOptions.entryPoints ?? {}).join(', ')
      onEnd(({ errors }) => console.log(`${names}: ${errors.length === 0 ? 'built' : `${errors.length} errors`}`))
    },
  }
  const contexts = await Promise.all(bundles.map((options) => context({ ...options, plugins: [report] })))
  await Promise.all(contexts.map((one) => one.watch()))
  console.log('watching …')
}

async function printSizes() {
  const files = (await readdir(dist, { recursive: true })).map((name) => join(dist, name)).sort()
  let total = 0
  for (const file of files) {
    if (!(await stat(file)).isFile() || file.endsWith('.map') || file.endsWith('.LEGAL.txt')) continue
    const text = await readFile(file)
    const packed = gzipSync(text).length
    total += packed
    console.log(`${kilobytes(text.length)} ${kilobytes(packed)} gzipped  ${relative(root, file)}`)
  }
  console.log(`${' '.repeat(11)}${kilobytes(total)} gzipped  in all`)
}

function kilobytes(/** @type {number} */ bytes) {
  return `${(bytes / 1024).toFixed(1).padStart(7)} KB`
}
