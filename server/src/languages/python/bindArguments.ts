// How a call's arguments meet a function's parameters, with CPython's texts where they do not fit.
import { Dict, Tuple, type Arguments, type Parameter, type Span, type Value } from '@gradlens/engine'
import { raised } from './exceptions'
import { qualifiedNameOf } from './qualifiedNames'

/** What of a function its binding depends on. */
export interface Callee {
  readonly code: { readonly qualifiedName: string; readonly parameters: readonly Parameter[] }
  /** By parameter; undefined where there is none. */
  readonly defaults: readonly Value[]
}

interface ParameterKinds {
  readonly placed: readonly Parameter[]
  readonly rest: Parameter | undefined
  readonly keywordRest: Parameter | undefined
}

const kinds = new WeakMap<readonly Parameter[], ParameterKinds>()

/** A function's parameters by how arguments meet them. */
function kindsOf(parameters: readonly Parameter[]): ParameterKinds {
  let found = kinds.get(parameters)
  if (!found) {
    found = {
      placed: parameters.filter((p) => p.kind === 'positional' || p.kind === 'positionalOnly'),
      rest: parameters.find((p) => p.kind === 'rest'),
      keywordRest: parameters.find((p) => p.kind === 'keywordRest'),
    }
    kinds.set(parameters, found)
  }
  return found
}

/** Puts arguments into the parameters' slots. */
export function bindArguments(closure: Callee, args: Arguments, slots: Value[], site: Span): void {
  const { parameters } = closure.code
  const { placed, rest, keywordRest } = kindsOf(parameters)
  const { positional, keywords } = args

  for (let i = 0; i < Math.min(positional.length, placed.length); i++) slots[placed[i].slot] = positional[i]
  if (rest) slots[rest.slot] = new Tuple(positional.slice(placed.length))

  const others = keywordRest ? new Dict('dict') : null
  if (keywords)
    for (const [name, value] of keywords) {
      const parameter = parameters.find((p) => p.name === name && byName(p))
      if (parameter) {
        if (slots[parameter.slot] !== undefined) fail(closure, `got multiple values for argument '${name}'`, site)
        slots[parameter.slot] = value
      } else if (others) others.entries.set(`s:${name}`, { key: name, value })
      else refuseKeyword(closure, name, placed, keywords, site)
    }
  if (keywordRest) slots[keywordRest.slot] = others

  if (!rest && positional.length > placed.length) tooMany(closure, placed, positional.length, slots, site)
  let complete = true
  for (let i = 0; i < parameters.length; i++) {
    const { kind, slot } = parameters[i]
    if (slots[slot] !== undefined || kind === 'rest' || kind === 'keywordRest') continue
    slots[slot] = closure.defaults[i]
    if (slots[slot] === undefined) complete = false
  }
  if (complete) return
  const missing = (kind: (p: Parameter) => boolean) => parameters.filter((p) => kind(p) && slots[p.slot] === undefined)
  const missingPlaced = missing((p) => placed.includes(p))
  if (missingPlaced.length > 0) lacking(closure, missingPlaced, 'positional', site)
  const missingNamed = missing((p) => p.kind === 'keywordOnly')
  if (missingNamed.length > 0) lacking(closure, missingNamed, 'keyword-only', site)
}

function byName(p: Parameter): boolean {
  return p.kind === 'positional' || p.kind === 'keywordOnly'
}

function fail(closure: Callee, message: string, site: Span): never {
  throw raised('TypeError', `${qualifiedNameOf(closure.code)}() ${message}`, site)
}

function refuseKeyword(
  closure: Callee,
  name: string,
  placed: readonly Parameter[],
  keywords: ReadonlyMap<string, Value>,
  site: Span,
): never {
  const placeOnly = placed.filter((p) => p.kind === 'positionalOnly' && keywords.has(p.name)).map((p) => p.name)
  if (placeOnly.length > 0) {
    fail(closure, `got some positional-only arguments passed as keyword arguments: '${placeOnly.join(', ')}'`, site)
  }
  return fail(closure, `got an unexpected keyword argument '${name}'`, site)
}

function tooMany(
  closure: Callee,
  placed: readonly Parameter[],
  given: number,
  slots: readonly Value[],
  site: Span,
): never {
  const most = placed.length
  const least = placed.filter((p) => !p.hasDefault).length
  const range = least === most ? `${most}` : `from ${least} to ${most}`
  const plural = most === 1 && least === most ? '' : 's'
  const named = closure.code.parameters.filter((p) => p.kind === 'keywordOnly' && slots[p.slot] !== undefined).length
  const were = given === 1 && named === 0 ? 'was' : 'were'
  const count =
    named > 0
      ? `${given} positional argument${given === 1 ? '' : 's'} (and ${named} keyword-only argument${named === 1 ? '' : 's'})`
      : `${given}`
  return fail(closure, `takes ${range} positional argument${plural} but ${count} ${were} given`, site)
}

function lacking(closure: Callee, missing: readonly Parameter[], kind: string, site: Span): never {
  const names = missing.map((p) => `'${p.name}'`)
  const plural = names.length === 1 ? '' : 's'
  return fail(closure, `missing ${names.length} required ${kind} argument${plural}: ${enumerated(names)}`, site)
}

/** 'a' and 'b'; 'a', 'b', and 'c' */
function enumerated(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ')
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`
}
