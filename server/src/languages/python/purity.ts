// Which packages that are not evaluated leave their arguments as they are. Nearly every second script plots what it
// computed (programs.md): that must not make the numbers unknown.

/** Packages whose functions look at lists, arrays and variables and do not change them, save those named. */
const LOOKING: Readonly<Record<string, ReadonlySet<string>>> = {
  ...Object.fromEntries(
    [
      'matplotlib',
      'mpl_toolkits',
      'seaborn',
      'plotly',
      'bokeh',
      'IPython',
      'pandas',
      'sklearn',
      'scipy',
      'statsmodels',
      'sympy',
      'PIL',
      'imageio',
      'skimage',
      'tqdm',
      'wandb',
      'tensorboard',
      'json',
      'os',
      'sys',
      'pathlib',
      'logging',
      'pickle',
      'datetime',
      're',
      'requests',
      'urllib',
      'csv',
      'argparse',
      'warnings',
      'glob',
      'io',
      'time',
      'timeit',
      'tensorflow_datasets',
      'torch',
      'jax',
      'torchvision',
      'gym',
      'networkx',
      'tabulate',
      'rich',
      'pprint',
      'builtins',
    ].map((name) => [name, new Set<string>()]),
  ),
  numpy: new Set([
    'shuffle',
    'put',
    'put_along_axis',
    'place',
    'putmask',
    'copyto',
    'fill_diagonal',
    'fill',
    'sort',
    'partition',
    'resize',
    'setflags',
    'itemset',
  ]),
  tensorflow: new Set([
    'apply_gradients',
    'minimize',
    'assign',
    'assign_add',
    'assign_sub',
    'restore',
    'load_weights',
    'set_weights',
    'fit',
    'train_on_batch',
    'map_structure',
  ]),
  cv2: new Set([
    'arrowedLine',
    'circle',
    'drawChessboardCorners',
    'drawContours',
    'drawFrameAxes',
    'drawKeypoints',
    'drawMarker',
    'drawMatches',
    'ellipse',
    'fillConvexPoly',
    'fillPoly',
    'floodFill',
    'grabCut',
    'line',
    'normalize',
    'polylines',
    'putText',
    'randn',
    'randu',
    'rectangle',
    'setIdentity',
    'watershed',
  ]),
  random: new Set(['shuffle']),
  heapq: new Set(['heappush', 'heappop', 'heapify', 'heappushpop', 'heapreplace']),
  bisect: new Set(['insort', 'insort_left', 'insort_right']),
}

/** Short forms by which the libraries here name themselves. */
const SHORT: Readonly<Record<string, string>> = { tf: 'tensorflow', keras: 'tensorflow', np: 'numpy' }

/** Is it of one of the packages above, whose ways are known? */
export function isKnownPackage(origin: string): boolean {
  const [root] = origin.split('.')
  return (SHORT[root] ?? root) in LOOKING
}

/** May it change its arguments? What comes from nowhere known may. */
export function mayChangeArguments(origin: string | undefined, name: string | undefined): boolean {
  if (origin === undefined) return true
  const root = origin.split('.')[0]
  const changing = LOOKING[SHORT[root] ?? root]
  return changing === undefined || (name !== undefined && changing.has(name))
}

/** Decorators that change how a function is run, not what it gives. */
const KEEPING = new Set([
  'jit',
  'njit',
  'vectorize',
  'script',
  'compile',
  'checkpoint',
  'remat',
  'profile',
  'beartype',
  'typechecked',
  'jaxtyped',
  'overload',
  'override',
  'final',
  'no_type_check',
  'no_grad',
  'enable_grad',
  'inference_mode',
  'do_not_convert',
  'export',
  'register_keras_serializable',
])

/** Does such a decorator keep what a function computes? */
export function keepsDecorated(origin: string | undefined): boolean {
  return origin !== undefined && KEEPING.has(origin.split('.').pop() ?? '')
}
