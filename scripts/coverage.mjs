// `npm run coverage`: how much of what real programs call is in our Python tables. The counts are those of programs.md; whether
// a name is there, the interpreter itself is asked: the name is looked up as a program would look it up, and what comes back
// unknown or raises is missing.
//
//   --programs FILE   the counts (default: GRADLENS_PROGRAMS, else ../shared/programs.md beside the repository)
//   --missing N       how many missing names are listed for each set (default 40; 0: all)
//   --set NAME        only sets whose name contains NAME
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { temporaryFolder } from '../test/host/temporary.mjs'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const { programs, missing, set } = parseArgs({
  options: {
    programs: { type: 'string', default: process.env.GRADLENS_PROGRAMS ?? join(root, '../shared/programs.md') },
    missing: { type: 'string', default: '40' },
    set: { type: 'string', default: '' },
  },
}).values

/** One counted name: `np.sum`, `.reshape()` (a method) or `.shape` (an attribute).
 *  @typedef {{ name: string, sites: number }} Counted */
/** One set of files: its names in the order of their counts, and after how many of them each share of the sites is reached.
 *  @typedef {{ title: string, receivers: string[], sites: number, names: Counted[], attributes: Counted[], values: Counted[],
 *    curve: { share: string, names: number }[] }} CountedSet */

/** Where a set's names stand in programs.md, and whose methods its files call. */
const SECTIONS = [
  { title: 'TF', receivers: ['tf', 'np'], start: /^## TF: names.*$/m, end: /^May stay opaque/m },
  { title: 'NumPy', receivers: ['np'], start: /^## NumPy: names.*$/m, end: /^SciPy/m },
  {
    title: 'NumPy, hand-written gradient',
    receivers: ['np'],
    start: /^The \d+ files with a hand-written gradient.*?:/m,
    end: /^Attributes/m,
  },
  { title: 'PyTorch', receivers: ['torch'], start: /^## PyTorch: names.*$/m, end: /^May stay opaque/m },
  { title: 'JAX', receivers: ['jax'], start: /^## JAX: names.*$/m, end: /^May stay opaque/m },
]

/** Objects whose methods and attributes the counted ones may be, made as a program makes them; those of an unknown package are
 *  unknown and have none. @type {Record<string, string>} */
const RECEIVERS = {
  np: 'import numpy as np\nr0 = np.array([[1.0, 2.0], [3.0, 4.0]])\nr1 = np.arange(3)\nr2 = r0[0, 0]\nr3 = r0.dtype\nr4 = np.random.RandomState(0)\nr5 = np.random.default_rng(0)\n',
  tf: 'import tensorflow as tf\nr0 = tf.constant([[1.0, 2.0]])\nr1 = tf.Variable([1.0])\nr2 = tf.GradientTape()\nr3 = tf.keras.optimizers.SGD()\nr4 = tf.keras.layers.Dense(1)\nr5 = tf.keras.Sequential()\nr6 = tf.Module()\nr7 = tf.TensorArray(tf.float32, 1)\n',
  torch:
    'import torch\nr0 = torch.tensor([1.0], requires_grad=True)\nr1 = torch.nn.Linear(1, 1)\nr2 = torch.optim.SGD(r1.parameters(), lr=0.1)\nr3 = r1.weight\n',
  jax: 'import jax\nimport jax.numpy as jnp\nr0 = jnp.array([1.0])\nr1 = r0.at\n',
}
const PACKAGES = { np: 'numpy', tf: 'tensorflow', jnp: 'jax.numpy', jax: 'jax', torch: 'torch' }

/** What is bundled: runs a program that makes receivers (`r0`, `r1`, …), and looks names up in its run. */
const ENTRY = `
import { Evaluation, Opaque, Raised, glibc } from '@gradlens/engine'
import { pythonMeaning } from './src/languages/python/meaning'
import { findLibrary } from './src/languages/python/libraries/index'
export function ask(source) {
  const text = { uri: 'file:///main.py', source, languageId: 'python', path: 'main.py', imports: {} }
  const { program } = pythonMeaning.read([text])
  const budget = { maxSteps: 1e6, milliseconds: 2e4, bytes: 2 ** 28, now: () => performance.now(), cancelled: () => false }
  const semantics = pythonMeaning.semantics(program)
  const evaluation = new Evaluation(program, semantics, { budget, libm: glibc, roundFloat32: true, observe: false })
  evaluation.runMain()
  const { runtime, main } = evaluation
  const site = { file: 0, start: 0, end: 0 }
  const receivers = main.code.slotNames.flatMap((name, slot) => (/^r\\d$/.test(name) ? [main.frame.slots[slot]] : []))
  const get = (object, name) => {
    if (object === undefined || object instanceof Opaque) return undefined
    try {
      const found = semantics.getAttribute(object, name, runtime, site)
      return found instanceof Opaque ? undefined : found
    } catch (error) {
      if (error instanceof Raised) return undefined
      throw error
    }
  }
  return {
    attribute: (name) => receivers.some((object) => get(object, name) !== undefined),
    member: (library, path) => path.reduce(get, findLibrary(library, runtime)) !== undefined,
  }
}
`

const text = await readFile(programs, 'utf8')
const { lookUp } = await interpreter()
for (const counted of SECTIONS.map((section) => readSet(section))) {
  if (counted.title.toLowerCase().includes(set.toLowerCase())) printSet(counted)
}

/** @param {(typeof SECTIONS)[number]} section @returns {CountedSet} */
function readSet({ title, receivers, start, end }) {
  const heading = start.exec(text)
  if (!heading) throw new Error(`${programs} has no section for ${title}`)
  const rest = text.slice(heading.index + heading[0].length)
  const section = rest.slice(0, end.exec(rest)?.index)
  const [called] = section.split(/^(?:Attributes read|The \d+ files)/m)
  const table = new RegExp(`^\\| ${title} \\|.*$`, 'm').exec(text)?.[0].split('|').slice(3, -1) ?? []
  const [, sites, , ...curve] = table.map((cell) => Number(cell.trim()))
  return {
    title,
    receivers,
    sites,
    names: counts(called, /(\.?[A-Za-z_][\w.]*(?:\(\))?) (\d+)\/\d+/g),
    attributes: counts(
      /^Attributes read.*?:(.*?)(?=\n\n|^Not called|^Names read)/ms.exec(section)?.[1] ?? '',
      /(\.\w+) (\d+)\/\d+/g,
    ),
    values: counts(
      /^(?:Not called|Names read but not called).*?:(.*)/ms.exec(section)?.[1] ?? '',
      /([A-Za-z_][\w.]*) (\d+)/g,
    ),
    curve: ['50', '80', '90', '95', '99'].map((share, i) => ({ share, names: curve[i] })),
  }
}

/** @param {string} listed @param {RegExp} item @returns {Counted[]} */
function counts(listed, item) {
  return [...listed.matchAll(item)].map(([, name, sites]) => ({ name, sites: Number(sites) }))
}

/** @param {CountedSet} counted */
function printSet({ title, receivers, sites, names, attributes, values, curve }) {
  const isThere = (/** @type {Counted} */ { name }) => lookUp(name, receivers)
  const found = names.filter(isThere)
  const listed = total(names)
  const there = total(found)
  console.log(`\n${title}: ${percent(there, sites)} of ${sites} call sites to evaluate are there`)
  console.log(
    `  of the ${names.length} names that programs.md lists (${percent(listed, sites)} of the sites) ${found.length} are there, ${percent(there, listed)} of their sites`,
  )
  const points = curve.map(({ share, names: n }) => {
    const first = names.slice(0, n)
    const known = first.filter((name) => found.includes(name)).length
    return `${share} %: ${known}/${n}${first.length < n ? ` (${first.length} listed)` : ''}`
  })
  console.log(`  names there among those that make up ${points.join(' · ')}`)
  printMissing(
    'missing',
    names.filter((name) => !isThere(name)),
  )
  printMissing(
    'attributes missing',
    attributes.filter((name) => !isThere(name)),
  )
  printMissing(
    'values missing',
    values.filter((name) => !isThere(name)),
  )
}

/** @param {string} label @param {Counted[]} absent */
function printMissing(label, absent) {
  if (absent.length === 0) return
  const shown = Number(missing) > 0 ? absent.slice(0, Number(missing)) : absent
  const more = absent.length > shown.length ? ` · and ${absent.length - shown.length} more` : ''
  console.log(`  ${label}: ${shown.map(({ name, sites }) => `${name} ${sites}`).join(' · ')}${more}`)
}

/** @param {Counted[]} names */
function total(names) {
  return names.reduce((sum, { sites }) => sum + sites, 0)
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`
}

/** The interpreter with its tables, bundled as the server is, and asked for names.
 *  @returns {Promise<{ lookUp: (name: string, receivers: string[]) => boolean }>} */
async function interpreter() {
  const outfile = join(temporaryFolder(), 'coverage-interpreter.mjs')
  await build({
    absWorkingDir: root,
    stdin: { contents: ENTRY, resolveDir: join(root, 'server'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    target: 'node20',
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
  const { ask } = await import(pathToFileURL(outfile).href)
  await rm(outfile)
  const runs = new Map(Object.entries(RECEIVERS).map(([name, source]) => [name, ask(source)]))
  return {
    lookUp(name, receivers) {
      const [first, ...path] = name.replace('()', '').split('.')
      if (first === '') return receivers.some((receiver) => runs.get(receiver).attribute(path[0]))
      const library = PACKAGES[/** @type {keyof typeof PACKAGES} */ (first)]
      // programs.md counts `tf.f` and `tf.math.f` as one name.
      const paths = first === 'tf' && path.length === 1 ? [path, ['math', ...path]] : [path]
      return library !== undefined && paths.some((members) => runs.get('np').member(library, members))
    },
  }
}
