// Which code that is not evaluated may draw from the global generators of `random` and `numpy.random`, or seed them. A
// script that seeds them, calls such code and draws again gives numbers that only that code knows.
import { Opaque, type Arguments, type Runtime } from '@gradlens/engine'
import { mayHaveDrawn } from './libraries/globalGenerators'

/** Packages that leave the generators alone, or draw from one of their own. */
const KEEPING: readonly string[] = [
  ...['IPython', 'PIL', 'bokeh', 'builtins', 'cv2', 'gym', 'gymnasium', 'imageio', 'jax', 'matplotlib', 'mpl_toolkits'],
  ...['plotly', 'psutil', 'requests', 'rich', 'sympy', 'tabulate', 'tensorboard', 'tensorflow_datasets', 'torch'],
  ...['torchvision', 'tqdm', 'yaml', 'numba', 'autograd', 'h5py', 'bs4', 'mpmath'],
  // The standard library.
  ...[
    'abc',
    'argparse',
    'array',
    'ast',
    'asyncio',
    'atexit',
    'base64',
    'bisect',
    'bz2',
    'cProfile',
    'calendar',
    'cmath',
  ],
  ...[
    'codecs',
    'collections',
    'concurrent',
    'configparser',
    'contextlib',
    'copy',
    'csv',
    'ctypes',
    'curses',
    'datetime',
  ],
  ...['dataclasses', 'decimal', 'difflib', 'dis', 'email', 'enum', 'errno', 'fnmatch', 'fractions', 'functools', 'gc'],
  ...[
    'getopt',
    'getpass',
    'glob',
    'graphlib',
    'gzip',
    'hashlib',
    'heapq',
    'hmac',
    'html',
    'http',
    'importlib',
    'inspect',
  ],
  ...['io', 'ipaddress', 'itertools', 'json', 'keyword', 'locale', 'logging', 'lzma', 'math', 'mimetypes', 'numbers'],
  ...['multiprocessing', 'operator', 'optparse', 'os', 'pathlib', 'pdb', 'pickle', 'pkgutil', 'platform', 'pprint'],
  ...['queue', 're', 'resource', 'secrets', 'select', 'selectors', 'shelve', 'shlex', 'shutil', 'signal', 'smtplib'],
  ...['socket', 'sqlite3', 'ssl', 'stat', 'string', 'struct', 'subprocess', 'sys', 'sysconfig', 'tarfile', 'tempfile'],
  ...['textwrap', 'threading', 'time', 'timeit', 'tkinter', 'tokenize', 'traceback', 'turtle', 'types', 'typing'],
  ...['unicodedata', 'urllib', 'uuid', 'warnings', 'weakref', 'xml', 'zipfile', 'zlib', 'zoneinfo', '__future__'],
]

/** Packages of which some members draw: those whose path in the package matches. */
const DRAWING: Readonly<Record<string, RegExp>> = {
  random: /\./,
  numpy: /^\.random\b/,
  statistics: /samples$/,
  scipy:
    /rvs$|random|bootstrap|permutation_test|monte_carlo|basinhopping|differential_evolution|dual_annealing|kmeans|svds/,
  pandas: /sample$|bootstrap/,
  statsmodels: /sample|simulate|bootstrap/,
  skimage: /noise|random/,
  seaborn: /\.(?:line|bar|point|reg|lm|cat|rel|strip|joint)plot$/,
  networkx: /random|erdos|barabasi|watts|gn[pm]|layout|\.draw|communit/,
  tensorflow: /\.flow|random_(?:rotation|shift|shear|zoom|brightness|transform)/,
  keras: /\.fit|\.flow|random_(?:rotation|shift|shear|zoom|brightness|transform)|ImageDataGenerator/,
  wandb: /\.init$/,
}

/** The parts of scikit-learn that do not draw; the rest does where it is not given a `random_state`. */
const STEADY_LEARNING =
  /^\.(?:metrics\.(?!silhouette)|preprocessing\.(?!Quantile)|datasets\.(?:load|fetch|get)_|feature_extraction|impute\.Simple|naive_bayes|neighbors|linear_model\.(?:LinearRegression|Ridge|Lasso|ElasticNet|LogisticRegression)|set_config)|\.(?:predict|predict_proba|transform|score|get_params)$/

/** Methods of texts, lists, dicts, files and arrays: what has no known origin is mostly one of these. */
const DATA_METHODS: ReadonlySet<string> = new Set(
  (
    'append extend insert remove pop clear index count sort reverse copy get keys values items update setdefault add ' +
    'discard union intersection difference strip lstrip rstrip split rsplit splitlines join replace lower upper title ' +
    'capitalize startswith endswith find rfind format encode decode isdigit isalpha isalnum isnumeric isspace zfill ' +
    'ljust rjust center partition read readline readlines write writelines close flush seek sum mean std var min max ' +
    'argmin argmax argsort reshape ravel flatten squeeze transpose astype tolist item dot all any cumsum clip round ' +
    'conj fill swapaxes trace nonzero numpy detach cpu cuda to float int long size dim view backward eval train ' +
    'parameters zero_grad step state_dict is_integer bit_length'
  ).split(' '),
)

/** May code from `origin`, a dotted path, draw where its member `name` runs? Without a name: where it is loaded. */
function mayDraw(origin: string | undefined, name: string | undefined, args: Arguments | null): boolean {
  if (origin === undefined) return name === undefined || !DATA_METHODS.has(name)
  const [root] = origin.split('.', 1)
  const member = name === undefined || origin.endsWith(`.${name}`) ? origin : `${origin}.${name}`
  const path = member.slice(root.length)
  const seed = args?.keywords?.get('random_state') ?? args?.keywords?.get('seed')
  const isSeeded = seed !== undefined && seed !== null && !(seed instanceof Opaque)
  if (root === 'sklearn') return args !== null && !isSeeded && !STEADY_LEARNING.test(path)
  const drawing = DRAWING[root] as RegExp | undefined
  if (drawing) return args !== null && !isSeeded && drawing.test(path)
  return !KEPT.has(root)
}

const KEPT: ReadonlySet<string> = new Set(KEEPING)

/** Something that is not evaluated ran (`args` null: was loaded): the global generators may have moved on. */
export function ranUnknown(
  origin: string | undefined,
  name: string | undefined,
  args: Arguments | null,
  why: Opaque,
  runtime: Runtime,
): void {
  if (mayDraw(origin, name, args)) mayHaveDrawn(runtime, () => new Opaque(why.reason))
}
