// From a mark to the arguments of a call: its values, the parameters' defaults, generated points.
import { activate, BoundMethod, Closure, Instance, Int, List, Traced } from '@gradlens/engine'
import type { Evaluation, FunctionCode, Value } from '@gradlens/engine'
import type { LanguageMeaning } from '../languages/language'
import { MT19937 } from '../marks/mt19937'
import type { GradMark, MarkValue } from '../marks/mark'

type Parameter = FunctionCode['parameters'][number]

/** One argument of a point. */
export interface Input {
  readonly name: string
  /** As given: not on the tape. */
  readonly value: Value
  readonly parameter: Parameter | null
  /** Written as an integer: it may turn out to be a count or an index. */
  readonly integerLiteral: boolean
  /** To be differentiated by. */
  readonly active: boolean
  readonly generated: boolean
}

/** What the language is told of an input that a run showed to be something else than a float. */
export interface Insights {
  /** Names of inputs that the run needs as integers. */
  readonly integers: ReadonlySet<string>
  /** Names of generated inputs that the run uses as sequences. */
  readonly sequences: ReadonlySet<string>
}

export const noInsights: Insights = { integers: new Set(), sequences: new Set() }

const nowhere = { start: 0, end: 0 }

/** The inputs of one point. `draw` numbers the generated points of a bare mark: 0 and 1. */
export function inputsOf(
  closure: Closure,
  mark: GradMark,
  draw: number,
  evaluation: Evaluation,
  language: LanguageMeaning,
  insights: Insights,
): readonly Input[] {
  const { runtime } = evaluation
  const given = new Map(mark.bindings.map((b) => [b.name, b.value]))
  const random = MT19937.fromSeed(20240808 + draw)
  const wrt = mark.wrt && new Set(mark.wrt.map((w) => w.name))
  const defaults = evaluation.defaultsOf(closure)
  return ordinaryParameters(closure).map((parameter, i): Input => {
    const { name } = parameter
    const active = wrt === null || wrt.has(name)
    const written = parameter.pattern ? patternValue(parameter, given) : given.get(name)
    const asked: Parameter = insights.integers.has(name) ? { ...parameter, annotation: 'int' } : parameter
    const input = (value: MarkValue): Value => language.input(value, asked, runtime)
    if (written) {
      const integerLiteral = written.kind === 'number' && written.integer
      return { name, value: input(written), parameter, integerLiteral, active, generated: false }
    }
    const fallback = defaults.get(parameter)
    if (fallback !== undefined) {
      const literal = asMarkValue(fallback)
      const integerLiteral = literal?.kind === 'number' && literal.integer
      return { name, value: literal ? input(literal) : fallback, parameter, integerLiteral, active, generated: false }
    }
    if (parameter.optional)
      return { name, value: undefined, parameter, integerLiteral: false, active: false, generated: false }
    const shape = insights.sequences.has(name) ? [3] : language.annotatedShape(parameter.annotation ?? '')
    const made =
      shape === 'integer' ? number(2 + i, true) : generate(shape === 'number' || shape === null ? [] : shape, random)
    return { name, value: input(made), parameter, integerLiteral: shape === 'integer', active, generated: true }
  })
}

/** The parameters that a point gives values to: not a method's receiver, not rest parameters. */
export function ordinaryParameters(closure: Closure): readonly Parameter[] {
  const parameters = closure.code.parameters.filter((p) => p.kind !== 'rest' && p.kind !== 'keywordRest')
  return takesReceiver(closure) ? parameters.slice(1) : parameters
}

/** Python's methods get their instance as the first argument. */
export function takesReceiver(closure: Closure): boolean {
  const first = closure.code.parameters[0]
  return closure.home !== null && first !== undefined && (first.name === 'self' || first.name === 'cls')
}

/** The names that a mark may give: a destructured parameter is given by its fields' names. */
export function markableNames(closure: Closure): readonly string[] {
  return ordinaryParameters(closure).flatMap((p) => (p.pattern?.kind === 'fields' ? fieldNames(p) : [p.name]))
}

/** The inputs on the tape, in order; what is not differentiated stays as it is. */
export function activateInputs(inputs: readonly Input[], evaluation: Evaluation): readonly Value[] {
  return inputs.map(({ value, active }) => (active ? activate(value, evaluation.runtime.session) : value))
}

/** The instance that a method runs on: made without arguments, or with the fields of `this={…}`. */
export function receiverOf(closure: Closure, mark: GradMark, evaluation: Evaluation, language: LanguageMeaning): Value {
  if (!closure.home) return undefined
  if (closure.code.parameters[0]?.name === 'cls' || isStatic(closure)) return closure.home
  const { runtime } = evaluation
  const site = closure.code.nameSpan
  const fields = mark.bindings.find((b) => b.name === 'this' || b.name === 'self')?.value
  if (fields?.kind !== 'record')
    return runtime.semantics.construct(closure.home, { positional: [], keywords: null }, runtime, site)
  const instance = new Instance(closure.home)
  const parameter = closure.code.parameters[0] ?? null
  for (const [name, value] of fields.fields) {
    const plain = parameter ? { ...parameter, annotation: null, pattern: null } : syntheticParameter(name, closure)
    instance.attributes.set(name, language.input(value, plain, runtime))
  }
  return instance
}

/** JavaScript's static methods run on the class. */
function isStatic({ code, home }: Closure): boolean {
  const member = home?.code?.members.find((m) => m.value?.kind === 'function' && m.value.code === code)
  return member?.isStatic ?? false
}

function syntheticParameter(name: string, closure: Closure): Parameter {
  const { nameSpan: span } = closure.code
  const kind = 'positional'
  return {
    slot: 0,
    captured: false,
    name,
    span,
    kind,
    fallback: null,
    hasDefault: false,
    pattern: null,
    annotation: null,
  }
}

function fieldNames(parameter: Parameter): readonly string[] {
  if (parameter.pattern?.kind !== 'fields') return []
  return parameter.pattern.fields.flatMap(({ key }) =>
    key.kind === 'literal' && typeof key.value === 'string' ? [key.value] : [],
  )
}

/** A destructured parameter's record, put together from the fields that a mark gives. */
function patternValue(parameter: Parameter, given: ReadonlyMap<string, MarkValue>): MarkValue | undefined {
  const fields = new Map(
    fieldNames(parameter).flatMap((name) => (given.has(name) ? [[name, given.get(name) as MarkValue] as const] : [])),
  )
  return fields.size > 0 ? { kind: 'record', fields, range: nowhere } : given.get(parameter.name)
}

function number(value: number, integer: boolean): MarkValue {
  return { kind: 'number', value, integer, range: nowhere }
}

/** Generic positive numbers between 0.3 and 2.3: defined for logarithms and roots, nowhere special. */
function generate(shape: readonly number[], random: MT19937): MarkValue {
  if (shape.length === 0) return number(0.3 + 2 * random.nextDouble(), false)
  const [size, ...rest] = shape
  return { kind: 'list', items: Array.from({ length: size }, () => generate(rest, random)), range: nowhere }
}

/** A default as if it had been written in the mark; null where it is no data of that kind. */
function asMarkValue(value: Value): MarkValue | null {
  if (typeof value === 'number') return number(value, Number.isInteger(value))
  if (value instanceof Int) return typeof value.value === 'number' ? number(value.value, true) : null
  if (value instanceof Traced || value instanceof BoundMethod) return null
  if (value instanceof List) {
    const items = value.items.map(asMarkValue)
    return items.every((item) => item !== null) ? { kind: 'list', items, range: nowhere } : null
  }
  return null
}
