// The parts of the standard library that reach outside: clocks, files, arguments, warnings. What they would find can't be
// known; what they only do is left out.
import {
  argumentValues,
  Class,
  Instance,
  Int,
  List,
  Module,
  Native,
  Raised,
  Tuple,
  type Opaque,
  type Value,
} from '@gradlens/engine'
import { lenient, native, unevaluated, variadic } from '../../builtins/native'
import { makeException } from '../../exceptions'
import { strOf } from '../../operations'
import { outputOf, writeTo } from '../../output'
import { writing } from '../../text/unknownText'
import { NamespaceDict, obscureModule } from '../../types/namespaceDict'
import { named, type StandardModule } from './table'

/** A call whose effect is outside of the program: it is left out. */
function silent(name: string): Native {
  return new Native(name, () => null, null, true)
}

function clock(name: string): Native {
  return unevaluated(name, `\`${name}\` reads the clock`)
}

export const time: StandardModule = {
  name: 'time',
  open: true,
  members: () =>
    named([
      ...[
        'time',
        'time_ns',
        'perf_counter',
        'perf_counter_ns',
        'monotonic',
        'process_time',
        'strftime',
        'localtime',
        'gmtime',
        'ctime',
        'asctime',
        'mktime',
      ].map((name) => clock(`time.${name}`)),
      silent('time.sleep'),
    ]),
}

/** A function of `timeit`: it runs what it is given, nobody here counts how often. */
function timing(name: string): Native {
  return variadic(name, (args, runtime, site) => {
    const why = runtime.opaque(`\`${name}\` reads the clock`, site)
    for (const value of argumentValues(args)) runtime.mayCall(value, why, site)
    const names = args.keywords?.get('globals')
    if (names instanceof NamespaceDict) obscureModule(names.module, why, runtime, site)
    return why
  })
}

export const timeit: StandardModule = {
  name: 'timeit',
  open: true,
  members: () => ({
    default_timer: clock('timeit.default_timer'),
    timeit: timing('timeit.timeit'),
    repeat: timing('timeit.repeat'),
  }),
}

/** `sys.exit(status)`: SystemExit, which ends a script without being an error. */
const exit = lenient(
  'exit(status=, /)',
  ([status], runtime, site) => {
    const value = makeException('SystemExit', status === undefined ? [] : [status])
    throw new Raised(value, 'SystemExit', status === undefined ? '' : strOf(status, runtime), site)
  },
  'sys',
)

function stream(name: string, prints: boolean): Module {
  const module = new Module(name)
  const write = lenient(
    'write(text, /)',
    ([text], runtime, site) => {
      const { text: written, unknown } = writing(() => strOf(text as Value, runtime))
      const output = prints ? outputOf(module, runtime) : undefined
      if (output === null) runtime.print(written, site)
      else if (output !== undefined) writeTo(output, unknown ? (text as Opaque) : written, runtime, site)
      return unknown ? runtime.opaque(unknown.reason, site) : Int.of(Array.from(written).length)
    },
    name,
  )
  module.attributes.set('write', write)
  module.attributes.set('flush', silent(`${name}.flush`))
  return module
}

const floatInfo = new Instance(new Class('float_info', [], null))
for (const [name, value] of Object.entries({
  max: Number.MAX_VALUE,
  min: 2.2250738585072014e-308,
  epsilon: Number.EPSILON,
  dig: Int.of(15),
  mant_dig: Int.of(53),
  radix: Int.of(2),
  max_exp: Int.of(1024),
  min_exp: Int.of(-1021),
})) {
  floatInfo.attributes.set(name, value)
}

export const sys: StandardModule = {
  name: 'sys',
  open: true,
  members: () => ({
    exit,
    stdout: stream('sys.stdout', true),
    stderr: stream('sys.stderr', false),
    path: new List([]),
    float_info: floatInfo,
    maxsize: Int.of(2n ** 63n - 1n),
    version_info: new Tuple([Int.of(3), Int.of(11), Int.of(7), 'final', Int.of(0)]),
    byteorder: 'little',
    setrecursionlimit: silent('sys.setrecursionlimit'),
    getrecursionlimit: new Native('sys.getrecursionlimit', () => Int.of(1000)),
    getsizeof: unevaluated('sys.getsizeof'),
  }),
}

const SEPARATOR = '/'

const path: StandardModule = {
  name: 'os.path',
  open: true,
  members: () => ({
    ...named([
      new Native('os.path.join', (_, { positional }) =>
        positional.map(String).reduce((joined, part) => {
          if (part.startsWith(SEPARATOR) || joined === '') return part
          return joined.endsWith(SEPARATOR) ? joined + part : joined + SEPARATOR + part
        }),
      ),
      native('basename(p)', ([p]) => String(p).slice(String(p).lastIndexOf(SEPARATOR) + 1), 'os.path'),
      native(
        'dirname(p)',
        ([p]) => {
          const head = String(p).slice(0, String(p).lastIndexOf(SEPARATOR) + 1)
          return /[^/]/.test(head) ? head.replace(/\/+$/, '') : head
        },
        'os.path',
      ),
      native(
        'splitext(p)',
        ([p]) => {
          const [, root, extension] = /^(.*?[^/.][^/]*?|[./]*[^/]*?)(\.[^./]*)?$/.exec(String(p)) ?? [
            null,
            String(p),
            '',
          ]
          return new Tuple([root, extension ?? ''])
        },
        'os.path',
      ),
    ]),
    sep: SEPARATOR,
  }),
}

export const os: StandardModule = {
  name: 'os',
  open: true,
  members: () => ({ sep: SEPARATOR, linesep: '\n', name: 'posix' }),
  submodules: [path],
}

/** Warnings go to standard error, which is left out. */
export const warnings: StandardModule = {
  name: 'warnings',
  open: true,
  members: () =>
    named(['warn', 'filterwarnings', 'simplefilter', 'resetwarnings'].map((name) => silent(`warnings.${name}`))),
}

const LOGGER_METHODS = [
  'debug',
  'info',
  'warning',
  'warn',
  'error',
  'critical',
  'exception',
  'log',
  'setLevel',
  'addHandler',
  'basicConfig',
  'disable',
  'captureWarnings',
]

/** Logs go to standard error or to files, which are left out. */
export const logging: StandardModule = {
  name: 'logging',
  open: true,
  members: () => {
    const silentMethods = named(LOGGER_METHODS.map((name) => silent(`logging.${name}`)))
    const logger = new Module('logging.Logger')
    for (const [name, value] of Object.entries(silentMethods)) logger.attributes.set(name, value)
    const levels = { DEBUG: 10, INFO: 20, WARNING: 30, WARN: 30, ERROR: 40, CRITICAL: 50, NOTSET: 0 }
    const constants = Object.fromEntries(Object.entries(levels).map(([name, level]) => [name, Int.of(level)]))
    return { ...silentMethods, ...constants, getLogger: variadic('logging.getLogger', () => logger) }
  },
}

/** Functions that run when the program ends. */
export const atexit: StandardModule = {
  name: 'atexit',
  members: () => ({ register: lenient('register(func)', ([callee]) => callee as Value, 'atexit') }),
}
