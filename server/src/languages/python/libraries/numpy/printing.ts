// `np.set_printoptions` and what it changes; arrays and numbers as text by functions of their own.
import { Dict, Int, NativeObject, Opaque, type Runtime, type Value } from '@gradlens/engine'
import type { TypeProtocol } from '../../protocol'
import { noteUnknown } from '../../text/unknownText'
import { integerOr, isNone, knownTensor } from './arguments'
import { array2string, arrayRepr, arrayStr, DEFAULT_PRINT_OPTIONS, oneLine, type PrintOptions } from './arrayText'
import { known, Unknown, type Call } from './call'
import { positional, scalarText, scientific } from './floatText'
import type { Row } from './moduleTree'
import type { TensorLike } from './ndarray'
import { row } from './row'
import { Setting } from './settings'

/** The options in force, and why they do not tell all that is printed where they do not. */
interface Options {
  readonly numbers: PrintOptions
  readonly unknown: string | null
}

const DEFAULT: Options = { numbers: DEFAULT_PRINT_OPTIONS, unknown: null }

function setting(runtime: Runtime): Setting<Options> {
  return Setting.of<Options>(runtime, 'printoptions', DEFAULT, ({ numbers }, { reason }) => ({
    numbers,
    unknown: reason,
  }))
}

const WRITERS = { str: arrayStr, repr: arrayRepr, line: oneLine } as const

/** An array as this run prints it. */
export function printed(x: TensorLike, runtime: Runtime, how: keyof typeof WRITERS): string {
  const { numbers, unknown } = setting(runtime).current
  const why = x instanceof Opaque ? x : unknown === null ? null : new Opaque(unknown)
  if (why !== null) noteUnknown(why)
  return x instanceof Opaque || why !== null ? `unknown: ${why?.reason}` : WRITERS[how](x, numbers)
}

/** The options by their names in NumPy, and how each is read. */
const READERS: Readonly<Record<string, (call: Call, v: Value) => Partial<PrintOptions>>> = {
  precision: (call, v) => ({ precision: integerOr(call, v, 8) }),
  threshold: (call, v) => ({ threshold: typeof v === 'number' ? v : integerOr(call, v, 1000) }),
  edgeitems: (call, v) => ({ edgeItems: integerOr(call, v, 3) }),
  linewidth: (call, v) => ({ lineWidth: typeof v === 'number' ? v : integerOr(call, v, 75) }),
  suppress: (call, v) => ({ suppress: call.runtime.semantics.truthy(known(v), call.runtime, call.site) === true }),
  nanstr: (_, v) => ({ nan: String(v as string) }),
  infstr: (_, v) => ({ infinity: String(v as string) }),
  sign: (_, v) => ({ sign: v as PrintOptions['sign'] }),
  floatmode: (call, v) => {
    if (!['fixed', 'unique', 'maxprec', 'maxprec_equal'].includes(v as string))
      call.raise('ValueError', 'floatmode option must be one of "fixed", "unique", "maxprec", "maxprec_equal"')
    return { floatMode: v as PrintOptions['floatMode'] }
  },
}

// prettier-ignore
const NAMES = [
  'precision', 'threshold', 'edgeitems', 'linewidth', 'suppress', 'nanstr', 'infstr', 'formatter', 'sign', 'floatmode', '*', 'legacy',
]
const PARAMETERS = NAMES.map((name) => (name === '*' ? name : `${name}=`)).join(', ')

/** The options with those that are given; one that is None stays as it is, and a formatter that is not given is none. */
function changed(call: Call, old: Options, given: readonly Value[]): Options {
  let { numbers } = old
  let unknown: string | null = null
  for (const [i, name] of NAMES.entries()) {
    const v = given[i]
    if (isNone(v)) continue
    if (v instanceof Opaque) unknown = v.reason
    else if (Object.hasOwn(READERS, name)) numbers = { ...numbers, ...READERS[name](call, v) }
    else unknown = `\`${name}\` in \`np.set_printoptions\` is not evaluated`
  }
  return { numbers, unknown }
}

/** `np.printoptions(…)`: options for a `with` block. */
class OptionsContext extends NativeObject<null> {
  readonly typeName = 'printoptions'
  readonly protocol = contextProtocol
  constructor(
    readonly options: Options,
    readonly before: Options,
  ) {
    super()
  }
  save(): null {
    return null
  }
  restore(): void {}
  merge(): void {}
}

const contextProtocol: TypeProtocol<OptionsContext> = {
  typeName: () => '_GeneratorContextManager',
  repr: () => '<contextlib._GeneratorContextManager object>',
  display: () => 'np.printoptions',
  toJson: () => undefined,
  enter(v, runtime) {
    setting(runtime).set(v.options, runtime)
    return null
  },
  exit: (v, runtime) => setting(runtime).set(v.before, runtime),
}

/** `np.get_printoptions()`. */
function asDict(call: Call, options: Options): Value {
  if (options.unknown !== null) return call.opaque(options.unknown)
  const { numbers } = options
  const entries: (readonly [Value, Value])[] = [
    ['edgeitems', Int.of(numbers.edgeItems)],
    ['threshold', Number.isInteger(numbers.threshold) ? Int.of(numbers.threshold) : numbers.threshold],
    ['floatmode', numbers.floatMode],
    ['precision', Int.of(numbers.precision)],
    ['suppress', numbers.suppress],
    ['linewidth', Number.isInteger(numbers.lineWidth) ? Int.of(numbers.lineWidth) : numbers.lineWidth],
    ['nanstr', numbers.nan],
    ['infstr', numbers.infinity],
    ['sign', numbers.sign],
    ['formatter', null],
    ['legacy', false],
  ]
  return call.runtime.semantics.makeDict(entries, call.runtime, call.site) as Dict
}

/** The run's options with a call's own. */
function optionsFor(call: Call, given: Readonly<Record<string, Value>>): PrintOptions {
  const { numbers, unknown } = changed(
    call,
    setting(call.runtime).current,
    NAMES.map((name) => (isNone(given[name]) ? undefined : given[name])),
  )
  if (unknown !== null) throw new Unknown(call.opaque(unknown))
  return numbers
}

function asText(call: Call, v: Value, how: 'str' | 'repr', width: Value, precision: Value, suppress: Value): Value {
  return WRITERS[how](knownTensor(call, v), optionsFor(call, { linewidth: width, precision, suppress }))
}

const TO_STRING =
  'a, max_line_width=, precision=, suppress_small=, separator=, prefix=, style=, formatter=, threshold=, edgeitems=, sign=, floatmode=, suffix='

function toString(call: Call, v: Value, args: readonly Value[]): Value {
  const [width, precision, suppress, separator, prefix, , formatter, threshold, edgeitems, sign, floatmode, suffix] =
    args
  const given = { linewidth: width, precision, suppress, formatter, threshold, edgeitems, sign, floatmode }
  const options = optionsFor(call, given)
  const x = knownTensor(call, v)
  const text = (part: Value, otherwise: string): string => (isNone(part) ? otherwise : (part as string))
  if (x.shape.length === 0) return arrayRepr(x, options).replace(/^array\(|(, dtype=\w+)?\)$/g, '')
  const room = options.lineWidth - text(suffix, '').length
  return array2string(x, text(separator, ' '), text(prefix, ''), room, options)
}

/** `np.format_float_positional` and `np.format_float_scientific`. */
function floatText(call: Call, write: typeof positional, args: readonly Value[]): Value {
  const [v, precision, unique, trim, sign, minDigits] = args
  const x = knownTensor(call, v)
  const [value] = x.data
  const single = x.dtype === 'float32'
  if (!Number.isFinite(value)) return scalarText(value, single)
  const text = write(value, {
    single,
    precision: isNone(precision) ? undefined : integerOr(call, precision, 8),
    unique: unique !== false,
    trim: isNone(trim) ? 'k' : (trim as 'k'),
    minDigits: isNone(minDigits) ? undefined : integerOr(call, minDigits, 0),
  })
  return sign === true && !text.startsWith('-') ? `+${text}` : text
}

export const PRINTING: readonly Row[] = [
  row('set_printoptions', PARAMETERS, (call, ...given) => {
    const own = setting(call.runtime)
    own.set(changed(call, own.current, given), call.runtime)
    return null
  }),
  row('get_printoptions', '', (call) => asDict(call, setting(call.runtime).current)),
  row('printoptions', PARAMETERS, (call, ...given) => {
    const before = setting(call.runtime).current
    return new OptionsContext(changed(call, before, given), before)
  }),
  row('array2string', TO_STRING, (call, v, ...args) => toString(call, v, args)),
  row('array_str', 'a, max_line_width=, precision=, suppress_small=', (call, v, width, precision, suppress) =>
    asText(call, v, 'str', width, precision, suppress),
  ),
  row('array_repr', 'arr, max_line_width=, precision=, suppress_small=', (call, v, width, precision, suppress) =>
    asText(call, v, 'repr', width, precision, suppress),
  ),
  row(
    'format_float_positional',
    'x, precision=, unique=, fractional=, trim=, sign=, pad_left=, pad_right=, min_digits=',
    (call, v, precision, unique, fractional, trim, sign, left, right, minDigits) =>
      isNone(left) && isNone(right) && fractional !== false
        ? floatText(call, positional, [v, precision, unique, trim, sign, minDigits])
        : call.opaque('a padded number is not evaluated', {}, [v]),
  ),
  row(
    'format_float_scientific',
    'x, precision=, unique=, trim=, sign=, pad_left=, exp_digits=, min_digits=',
    (call, v, precision, unique, trim, sign, left, exponent, minDigits) =>
      isNone(left) && isNone(exponent)
        ? floatText(call, scientific, [v, precision, unique, trim, sign, minDigits])
        : call.opaque('a padded number is not evaluated', {}, [v]),
  ),
]
