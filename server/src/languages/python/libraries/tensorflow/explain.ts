// Why a gradient is None: the place that cut the path from the source to the target, named at its line. Says nothing that
// does not hold on every run.
import { nodeOf, type Span } from '@gradlens/engine'
import type { Call } from '../numpy/call'
import type { TensorLike } from '../numpy/ndarray'
import { dtypeOf, isFloat } from './dtypes'
import { fixesFor, type NoneFacts } from './fixes'
import type { GradientTape, Source } from './gradientTape'
import { replacedVariable } from './replaced'
import { targetText } from './sourceTexts'
import { isFirstExplained } from './state'
import { sameSpan } from './syntax'
import { Variable } from './variable'

export interface NoneRequest {
  readonly call: Call
  readonly tape: GradientTape
  readonly targets: readonly TensorLike[]
  readonly source: Source
  readonly window: readonly (readonly [number, number])[]
}

interface Related {
  readonly span: Span
  readonly message: string
}

/** Why one gradient is None. Sources with the same reason at the same place are told together. */
interface Finding {
  readonly code: string
  readonly span: Span
  /** `names`: the sources, as a phrase. */
  readonly say: (names: string) => string
  readonly related: readonly Related[]
  readonly facts?: (texts: readonly string[]) => NoneFacts
}

/** Tells why the gradients of the targets by these sources are None; once for each call. */
export function explainNones(base: Omit<NoneRequest, 'source'>, sources: readonly Source[]): void {
  const { runtime, site } = base.call
  if (sources.length === 0 || !isFirstExplained(`${site.text}:${site.start}`, runtime)) return
  const groups = new Map<string, { readonly finding: Finding; readonly texts: string[]; readonly made: Related[] }>()
  for (const source of sources) {
    const finding = find({ ...base, source })
    const key = `${finding.code}:${finding.span.text}:${finding.span.start}:${finding.span.end}`
    const group = groups.get(key) ?? { finding, texts: [], made: [] }
    if (!group.texts.includes(source.text)) group.texts.push(source.text)
    group.made.push(...finding.related.filter(({ span }) => !group.made.some((known) => sameSpan(known.span, span))))
    groups.set(key, group)
  }
  const target = targetText(runtime, site)
  for (const { finding, texts, made } of groups.values()) {
    const names = phrase(texts)
    const asked: Related = {
      span: site,
      message: `the gradient of \`${target}\` by ${names} is asked for here and is None`,
    }
    const related = sameSpan(finding.span, site) ? made : [...made, asked]
    const fixes = finding.facts ? fixesFor(runtime.program, finding.facts(texts)) : []
    runtime.notice({ code: finding.code, span: finding.span, message: finding.say(names), related, fixes })
  }
}

/** `a`, `b` and `c` */
function phrase(texts: readonly string[]): string {
  const quoted = texts.map((text) => `\`${text}\``)
  return quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} and ${quoted[quoted.length - 1]}`
}

function find(request: NoneRequest): Finding {
  const { call, source } = request
  const target = targetText(call.runtime, call.site)
  const x = tensorOf(source)
  const notFloat = [x, ...request.targets].find((t) => !isFloat(dtypeOf(t) ?? 'float32'))
  if (notFloat) return integerDType(request, notFloat, notFloat === x ? source.text : target)
  const replaced = replacedVariable(request)
  if (replaced) {
    const { name, span } = replaced
    return {
      code: 'variable-replaced',
      span,
      say: () =>
        `\`${name}\` is a new tensor from here on, no variable: the gradient of \`${target}\` by it is None. Change the variable in place with \`assign\`, \`assign_add\` or \`assign_sub\`.`,
      related: [],
      facts: () => ({ kind: 'variable-replaced', span }),
    }
  }
  const block = firstBlock(request)
  if (block?.kind === 'open') return notWatched(request, target)
  return block === null ? unconnected(request, target) : blocked(request, block.node, block.kind, target)
}

function tensorOf(source: Source): TensorLike {
  return source.value instanceof Variable ? source.value.num : (source.value as TensorLike)
}

function madeAt({ source, call }: NoneRequest): Span {
  if (source.value instanceof Variable) return source.value.site
  const node = nodeOf(tensorOf(source))
  return node === 0 ? call.site : siteOf(call, node)
}

function siteOf(call: Call, node: number): Span {
  return call.runtime.sites[call.session.tape.siteOf(node)]
}

function integerDType(request: NoneRequest, x: TensorLike, name: string): Finding {
  const { call } = request
  const node = nodeOf(x)
  const span = x === tensorOf(request.source) ? madeAt(request) : node === 0 ? call.site : siteOf(call, node)
  return {
    code: 'integer-dtype',
    span,
    say: () =>
      `\`${name}\` has dtype ${dtypeOf(x)}, and only floats have gradients: this one is None. Make it a float.`,
    related: [],
    facts: () => ({ kind: 'integer-dtype', span }),
  }
}

function notWatched(request: NoneRequest, target: string): Finding {
  const { tape, source } = request
  const { value, text, watchedAt } = source
  const variable = value instanceof Variable
  if (watchedAt !== null && variable) return unconnected(request, target)
  const why =
    watchedAt !== null
      ? 'it is watched only after it was used'
      : variable
        ? value.trainable
          ? 'the tape watches no variables by itself (`watch_accessed_variables=False`)'
          : 'a variable with `trainable=False` is not watched by itself'
        : 'only trainable variables are watched by themselves'
  return {
    code: 'not-watched',
    span: tape.site,
    say: (names) =>
      `The tape does not watch ${names}, so the gradient of \`${target}\` by ${names} is None: ${why}. Call \`watch\` at the beginning of the block.`,
    related: [{ span: madeAt(request), message: `\`${text}\` is made here` }],
    facts: (texts) => ({ kind: 'not-watched', tape: tape.site, sources: texts }),
  }
}

function unconnected(request: NoneRequest, target: string): Finding {
  const { text } = request.source
  return {
    code: 'gradient-none',
    span: request.call.site,
    say: (names) => `The gradient of \`${target}\` by ${names} is None: \`${target}\` does not depend on ${names}.`,
    related: [{ span: madeAt(request), message: `\`${text}\` is made here` }],
  }
}

const CODES = {
  'left-the-library': 'left-the-library',
  integer: 'integer-dtype',
  'integer-dtype': 'integer-dtype',
  stopped: 'gradient-stopped',
  assigned: 'through-state',
  'no-gradient': 'gradient-none',
  outside: 'outside-tape',
} as const

type Obstacle = keyof typeof CODES

function blocked(request: NoneRequest, node: number, kind: Obstacle, target: string): Finding {
  const { call, tape } = request
  return {
    code: CODES[kind],
    span: siteOf(call, node),
    say: (names) => OBSTACLES[kind](names, `\`${target}\``, operationText(call, node)),
    related: kind === 'outside' ? [{ span: tape.site, message: 'the tape' }] : [],
  }
}

const INTEGER = (names: string, target: string): string =>
  `A cast to an integer has no gradient: the one of ${target} by ${names} is None.`

/** What stands in the way, to a person. */
const OBSTACLES: Readonly<Record<Obstacle, (names: string, target: string, operation: string) => string>> = {
  'left-the-library': (names, target) =>
    `The path from ${names} to ${target} leaves TensorFlow here, where the tape can't follow: the gradient is None. Stay with tensors.`,
  integer: INTEGER,
  'integer-dtype': INTEGER,
  stopped: (names, target) =>
    `\`tf.stop_gradient\` stands on the only path from ${names} to ${target}: the gradient is None.`,
  assigned: (names, target) =>
    `A variable is set here, and its state has no history: the gradient of ${target} by ${names} is None. Use the value itself instead of the variable.`,
  'no-gradient': (names, target, operation) =>
    `\`${operation}\` has no gradient in TensorFlow: the one of ${target} by ${names} is None.`,
  outside: (names, target) =>
    `This is computed while the tape does not record: the gradient of ${target} by ${names} is None. Move it into the \`with\` block.`,
}

/** The operation as the user wrote it; where that is long, by its name. */
function operationText(call: Call, node: number): string {
  const text = call.runtime.textOf(siteOf(call, node))
  if (text.length <= 40 && !text.includes('\n')) return text
  const { tape } = call.session
  const row = tape.rowOf(node) ?? tape.rowOf(tape.operands(node)[0] ?? 0)
  return row?.name ?? 'this operation'
}

interface Block {
  readonly kind: Obstacle | 'open'
  readonly node: number
}

/**
 * What stands first on the path from the source to a target that has the fewest obstacles. `open`: nothing does, so only
 * watching is missing. Null: there is no path at all, not even through what has no gradient.
 */
function firstBlock({ call, targets, source, window }: NoneRequest): Block | null {
  const { tape } = call.session
  const ends = targets.map(nodeOf).filter((node) => node !== 0)
  const starts = new Set(source.nodes)
  if (ends.length === 0 || starts.size === 0) return null
  const first = Math.min(...starts)
  const last = Math.max(...ends)
  if (last < first) return null
  const cost = new Float64Array(last - first + 1).fill(Infinity)
  const from = new Int32Array(last - first + 1)
  const recorded = (node: number): boolean => window.some(([start, end]) => node >= start && node < end)
  const obstacle = (node: number): Obstacle | null =>
    tape.why(node) ?? (recorded(node) || tape.kind(node) !== 'operation' ? null : 'outside')
  for (let node = first; node <= last; node++) {
    if (starts.has(node)) {
      cost[node - first] = 0
      from[node - first] = 0
      continue
    }
    let best = Infinity
    let via = 0
    for (const operand of tape.operands(node)) {
      if (operand >= first && cost[operand - first] < best) {
        best = cost[operand - first]
        via = operand
      }
    }
    if (best === Infinity) continue
    const kind = obstacle(node)
    // Several operations in a row outside of the tape are one obstacle.
    const repeated = kind === 'outside' && !starts.has(via) && obstacle(via) === 'outside'
    cost[node - first] = best + (kind === null || repeated ? 0 : 1)
    from[node - first] = via
  }
  const end = ends.filter((node) => node >= first).sort((a, b) => cost[a - first] - cost[b - first])[0]
  if (end === undefined || cost[end - first] === Infinity) return null
  let blocked: Block = { kind: 'open', node: end }
  for (let node = end; !starts.has(node); node = from[node - first]) {
    const kind = obstacle(node)
    if (kind !== null) blocked = { kind, node }
  }
  return blocked
}
