// `statistics`: exact sums of fractions, rounded once at the end, as Lib/statistics.py (3.11) has them.
import {
  Instance,
  Int,
  List,
  Opaque,
  Traced,
  Tuple,
  type Class,
  type Native,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { native } from '../../builtins/native'
import { libraryException, raised } from '../../exceptions'
import { exactSum } from '../../numbers/mathematics'
import { add, floatOf, multiply, rational, rationalOf, rootOf, subtract, type Rational } from '../../numbers/rational'
import { indexOf, isUnknown, itemsOf, operate, ordered, typeNameOf } from '../../operations'
import { isNumber, numOf } from '../../types/number'
import { sortedItems } from '../../types/list'
import { keyOf } from '../../types/key'
import { namedTupleClass } from './collections'
import { named, type StandardModule } from './table'

const StatisticsError = libraryException('StatisticsError', 'ValueError')

function fail(message: string, site: Span): never {
  throw raised(StatisticsError, message, site)
}

/** The data of a call; why it is not evaluated where it is not. */
function dataOf(v: Value | undefined, runtime: Runtime, site: Span): Value[] | Opaque {
  const items = itemsOf(v as Value, runtime, site)
  if (items instanceof Opaque) return items
  return items.find(isUnknown) ?? items
}

/** The moments of data: exact where all are finite. */
interface Moments {
  readonly count: number
  readonly sum: Rational
  readonly squares: Rational
  /** All are integers, so that a mean that is one is an int. */
  readonly integral: boolean
  /** What a sum with an infinity or a NaN is. */
  readonly limit: number | null
}

function momentsOf(items: readonly Value[], site: Span): Moments {
  let sum = rational(0n)
  let squares = rational(0n)
  let limit: number | null = null
  for (const item of items) {
    if (!isNumber(item)) {
      throw raised('TypeError', `can't convert type '${typeNameOf(item)}' to numerator/denominator`, site)
    }
    const float = typeof item === 'number' ? item : 0
    if (!Number.isFinite(float)) limit = (limit ?? 0) + float
    else {
      const exact = item instanceof Int ? rational(BigInt(item.value)) : rationalOf(numOf(item, site) as number)
      sum = add(sum, exact)
      squares = add(squares, multiply(exact, exact))
    }
  }
  return { count: items.length, sum, squares, integral: items.every((item) => typeof item !== 'number'), limit }
}

/** A fraction as a number of the data's type. */
function converted(value: Rational, integral: boolean): Value {
  return integral && value.d === 1n ? Int.of(value.n) : floatOf(value)
}

function over({ n, d }: Rational, count: number): Rational {
  return rational(n, d * BigInt(count))
}

/** The sum of the squares' distances from the mean, or from a given centre. */
function deviation(m: Moments, centre: Rational | null): Rational {
  const count = rational(BigInt(m.count))
  if (!centre) return over(subtract(multiply(count, m.squares), multiply(m.sum, m.sum)), m.count)
  const mixed = multiply(rational(2n), multiply(centre, m.sum))
  return add(subtract(m.squares, mixed), multiply(count, multiply(centre, centre)))
}

/** A function of data that are numbers. */
function overData(name: string, body: (items: Value[], runtime: Runtime, site: Span) => Value, traced = false): Native {
  return native(
    `${name}(data)`,
    ([data], runtime, site) => {
      const items = dataOf(data, runtime, site)
      if (items instanceof Opaque) return runtime.opaque(items.reason, site)
      if (!traced && items.some((item) => item instanceof Traced)) {
        return runtime.opaque(`\`statistics.${name}\` of numbers on the tape is not evaluated`, site, {}, items)
      }
      return body(items, runtime, site)
    },
    'statistics',
  )
}

const mean = overData(
  'mean',
  (items, runtime, site) => {
    if (items.length === 0) fail('mean requires at least one data point', site)
    if (items.some((item) => item instanceof Traced)) {
      const sum = items.reduce((total, item) => operate('+', total, item, runtime, site), Int.of(0) as Value)
      return operate('/', sum, Int.of(items.length), runtime, site)
    }
    const m = momentsOf(items, site)
    return m.limit === null ? converted(over(m.sum, m.count), m.integral) : m.limit / m.count
  },
  true,
)

function floats(items: readonly Value[], site: Span): number[] {
  return items.map((item) => {
    if (!isNumber(item)) throw raised('TypeError', `must be real number, not ${typeNameOf(item)}`, site)
    return numOf(item, site) as number
  })
}

const fmean = overData('fmean', (items, _, site) => {
  if (items.length === 0) fail('fmean requires at least one data point', site)
  return exactSum(floats(items, site)) / items.length
})

const geometricMean = overData('geometric_mean', (items, runtime, site) => {
  const xs = floats(items, site)
  if (xs.length === 0 || xs.some((x) => x <= 0)) {
    fail('geometric mean requires a non-empty dataset containing positive numbers', site)
  }
  const { libm } = runtime.session.options
  return libm.exp(exactSum(xs.map((x) => libm.log(x))) / xs.length)
})

const harmonicMean = overData('harmonic_mean', (items, runtime, site) => {
  if (items.length === 0) fail('harmonic_mean requires at least one data point', site)
  if (floats(items, site).some((x) => x < 0)) fail('harmonic mean does not support negative values', site)
  if (items.length === 1) return items[0]
  if (floats(items, site).includes(0)) return Int.of(0)
  const inverse = momentsOf(
    items.map((item) => operate('/', Int.of(1), item, runtime, site)),
    site,
  )
  return converted(rational(BigInt(items.length) * inverse.sum.d, inverse.sum.n), false)
})

/** The middle of the sorted data. */
function middle(name: string, pick: (items: Value[], runtime: Runtime, site: Span) => Value): Native {
  return overData(
    name,
    (items, runtime, site) => {
      if (items.length === 0) fail('no median for empty data', site)
      const sorted = sortedItems(new List(items), undefined, undefined, runtime, site)
      return sorted instanceof Opaque ? runtime.opaque(sorted.reason, site) : pick(sorted, runtime, site)
    },
    true,
  )
}

const median = middle('median', (items, runtime, site) => {
  const half = items.length >> 1
  if (items.length % 2 === 1) return items[half]
  return operate('/', operate('+', items[half - 1], items[half], runtime, site), Int.of(2), runtime, site)
})
const medianLow = middle('median_low', (items) => items[(items.length - 1) >> 1])
const medianHigh = middle('median_high', (items) => items[items.length >> 1])

/** The values that occur most, in the order in which they came. */
function mostFrequent(items: readonly Value[], runtime: Runtime, site: Span): Value[] {
  const counts = new Map<string, { readonly value: Value; count: number }>()
  for (const value of items) {
    const key = keyOf(value, runtime, site)
    const entry = counts.get(key) ?? { value, count: 0 }
    entry.count++
    counts.set(key, entry)
  }
  const most = Math.max(...[...counts.values()].map(({ count }) => count))
  return [...counts.values()].filter(({ count }) => count === most).map(({ value }) => value)
}

const mode = overData('mode', (items, runtime, site) =>
  items.length === 0 ? fail('no mode for empty data', site) : mostFrequent(items, runtime, site)[0],
)
const multimode = overData('multimode', (items, runtime, site) => new List(mostFrequent(items, runtime, site)))

/** A variance, or its root. @param lost degrees of freedom */
function spread(name: string, parameter: string, lost: 0 | 1, root: boolean): Native {
  return native(
    `${name}(data, ${parameter}=)`,
    ([data, centre], runtime, site) => {
      const items = dataOf(data, runtime, site)
      if (items instanceof Opaque) return runtime.opaque(items.reason, site)
      const given = centre === undefined || centre === null ? null : momentsOf([centre], site)
      if (items.some((item) => item instanceof Traced)) {
        return runtime.opaque(`\`statistics.${name}\` of numbers on the tape is not evaluated`, site, {}, items)
      }
      const m = momentsOf(items, site)
      const [word, least] = lost === 1 ? ['at least two data points', 2] : ['at least one data point', 1]
      if (m.count < least) fail(`${name} requires ${word}`, site)
      if (m.limit !== null || (given && given.limit !== null)) return NaN
      const value = over(deviation(m, given && given.sum), m.count - lost)
      return root ? rootOf(value) : converted(value, m.integral && (given?.integral ?? true))
    },
    'statistics',
  )
}

/** Two data sets of one length. */
function overPairs(
  name: string,
  title: string,
  body: (x: readonly number[], y: readonly number[], runtime: Runtime, site: Span) => Value,
): Native {
  return native(
    `${name}(x, y, /)`,
    ([x, y], runtime, site) => {
      const [a, b] = [dataOf(x, runtime, site), dataOf(y, runtime, site)]
      if (a instanceof Opaque || b instanceof Opaque) return runtime.opaque('the data are unknown', site)
      if ([...a, ...b].some((item) => item instanceof Traced)) {
        return runtime.opaque(`\`statistics.${name}\` of numbers on the tape is not evaluated`, site, {}, [...a, ...b])
      }
      if (a.length !== b.length) fail(`${title} requires that both inputs have same number of data points`, site)
      if (a.length < 2) fail(`${title} requires at least two data points`, site)
      return body(floats(a, site), floats(b, site), runtime, site)
    },
    'statistics',
  )
}

/** Σ(x − x̄)(y − ȳ), the sums exact, the terms rounded. */
function products(x: readonly number[], y: readonly number[]): number {
  const [xbar, ybar] = [exactSum(x) / x.length, exactSum(y) / y.length]
  return exactSum(x.map((xi, i) => (xi - xbar) * (y[i] - ybar)))
}

const covariance = overPairs('covariance', 'covariance', (x, y) => products(x, y) / (x.length - 1))

const correlation = overPairs('correlation', 'correlation', (x, y, _, site) => {
  const scale = Math.sqrt(products(x, x) * products(y, y))
  return scale === 0 ? fail('at least one of the inputs is constant', site) : products(x, y) / scale
})

let regressionClass: Class | null = null

const linearRegression = overPairs('linear_regression', 'linear regression', (x, y, _, site) => {
  const sxx = products(x, x)
  if (sxx === 0) fail('x is constant', site)
  const slope = products(x, y) / sxx
  const intercept = exactSum(y) / y.length - slope * (exactSum(x) / x.length)
  regressionClass ??= namedTupleClass('LinearRegression', ['slope', 'intercept'], [], 'statistics')
  return new Instance(regressionClass, new Tuple([slope, intercept]))
})

const quantiles = native(
  'quantiles(data, *, n=, method=)',
  ([data, parts, method], runtime, site) => {
    const n = parts === undefined ? 4 : indexOf(parts, runtime, site)
    if (n < 1) fail('n must be at least 1', site)
    const sorted = sortedItems(data as Value, undefined, undefined, runtime, site)
    if (sorted instanceof Opaque) return runtime.opaque(sorted.reason, site)
    const { length } = sorted
    if (length < 2) fail('must have at least two data points', site)
    if (method !== undefined && method !== 'inclusive' && method !== 'exclusive') {
      throw raised(
        'ValueError',
        `Unknown method: ${typeof method === 'string' ? `'${method}'` : typeNameOf(method)}`,
        site,
      )
    }
    const inclusive = method === 'inclusive'
    const m = inclusive ? length - 1 : length + 1
    const cuts: Value[] = []
    for (let i = 1; i < n; i++) {
      const floor = Math.floor((i * m) / n)
      const j = inclusive ? floor + 1 : Math.min(Math.max(floor, 1), length - 1)
      const delta = i * m - (inclusive ? floor : j) * n
      const weighted = (item: Value, weight: number) => operate('*', item, Int.of(weight), runtime, site)
      const sum = operate('+', weighted(sorted[j - 1], n - delta), weighted(sorted[j], delta), runtime, site)
      cuts.push(operate('/', sum, Int.of(n), runtime, site))
    }
    return new List(cuts)
  },
  'statistics',
)

const medianGrouped = native(
  'median_grouped(data, interval=)',
  ([data, width], runtime, site) => {
    const sorted = sortedItems(data as Value, undefined, undefined, runtime, site)
    if (sorted instanceof Opaque) return runtime.opaque(sorted.reason, site)
    if (sorted.length === 0) fail('no median for empty data', site)
    const middleItem = sorted[sorted.length >> 1]
    const below = sorted.filter((item) => ordered('<', item, middleItem, runtime, site) === true).length
    const above = sorted.filter((item) => ordered('>', item, middleItem, runtime, site) === true).length
    const [interval, x] = floats([width ?? 1, middleItem], site)
    const within = sorted.length - below - above
    return x - interval / 2 + (interval * (sorted.length / 2 - below)) / within
  },
  'statistics',
)

export const statistics: StandardModule = {
  name: 'statistics',
  open: true,
  members: () => ({
    StatisticsError,
    ...named([
      mean,
      fmean,
      geometricMean,
      harmonicMean,
      median,
      medianLow,
      medianHigh,
      medianGrouped,
      mode,
      multimode,
      quantiles,
      spread('variance', 'xbar', 1, false),
      spread('pvariance', 'mu', 0, false),
      spread('stdev', 'xbar', 1, true),
      spread('pstdev', 'mu', 0, true),
      covariance,
      correlation,
      linearRegression,
    ]),
  }),
}
