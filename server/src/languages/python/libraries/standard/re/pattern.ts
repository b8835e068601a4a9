// Compiled patterns: search, match, replace, split.
import {
  Dict,
  DONE,
  Int,
  List,
  NativeObject,
  Opaque,
  Tuple,
  type Arguments,
  type Runtime,
  type Span,
  type Value,
} from '@gradlens/engine'
import { isKnownCallable } from '../../../builtins/attributes'
import { raised } from '../../../exceptions'
import { callWith, indexOf, typeNameOf } from '../../../operations'
import { NotImplemented, type TypeProtocol } from '../../../protocol'
import { signature } from '../../../signature'
import { charactersOf, lengthOfText } from '../../../text/characters'
import { reprText } from '../../../text/repr'
import { BuiltinClass, objectClass } from '../../../types/builtinClasses'
import { isByteString } from '../../../types/bytes'
import { putEntry } from '../../../types/dict'
import { PythonIterator } from '../../../types/iterator'
import { methodTable, type MethodTable } from '../../../types/methods'
import { mappingProxy } from '../mappingProxy'
import { FLAGS, shownFlags } from './flags'
import { Match } from './match'
import { PatternFault } from './parse'
import { RegexProgram, Subject, type Found, type Way } from './program'
import { regexError } from './fault'
import { parseTemplate, UnknownGroup, type Template } from './template'

export const patternClass = new BuiltinClass('Pattern', [objectClass], false, 're')

export class Pattern extends NativeObject<null> {
  override readonly typeName = 'Pattern'
  readonly protocol: TypeProtocol<Pattern> = patternType()
  readonly templates = new Map<string, Template>()

  constructor(
    readonly text: string,
    readonly flags: number,
    readonly groups: number,
    readonly names: ReadonlyMap<string, number>,
    /** A text says why the pattern is not evaluated. */
    readonly program: RegexProgram | string,
  ) {
    super()
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

/** A text to be searched between two places. */
interface Search {
  readonly program: RegexProgram
  readonly subject: Subject
  readonly start: number
  readonly pos: number
  readonly endpos: number
}

function searchOf(
  pattern: Pattern,
  string: Value,
  pos: Value,
  endpos: Value,
  runtime: Runtime,
  site: Span,
): Search | Opaque {
  if (isByteString(string)) throw raised('TypeError', 'cannot use a string pattern on a bytes-like object', site)
  if (typeof string !== 'string') {
    throw raised('TypeError', `expected string or bytes-like object, got '${typeNameOf(string)}'`, site)
  }
  const { program } = pattern
  if (typeof program === 'string') {
    return runtime.opaque(`${program} in a regular expression is not evaluated`, site)
  }
  if (!program.knows(string)) {
    return runtime.opaque('a regular expression that folds cases is evaluated on ASCII only', site)
  }
  const length = lengthOfText(string)
  const bound = (v: Value, fallback: number) =>
    v === undefined ? fallback : Math.min(Math.max(indexOf(v, runtime, site), 0), length)
  const [from, to] = [bound(pos, 0), bound(endpos, length)]
  const subject = new Subject(string, to)
  return { program, subject, start: subject.offset(from), pos: from, endpos: to }
}

function matchOf(pattern: Pattern, { subject, pos, endpos }: Search, found: Found | null): Match | null {
  return found && new Match(pattern, subject, found, pos, endpos)
}

function finding(way: Way) {
  const parse = signature(`Pattern.${way}(string, pos=, endpos=)`)
  return (pattern: Pattern, args: Arguments, runtime: Runtime, site: Span): Value => {
    const [string, pos, endpos] = parse(args, site)
    const search = searchOf(pattern, string, pos, endpos, runtime, site)
    if (search instanceof Opaque) return search
    runtime.step(1 + search.subject.text.length / 16)
    if (search.pos > search.endpos) return null
    return matchOf(pattern, search, search.program.find(search.subject, search.start, way))
  }
}

function textsOf(search: Search, found: Found): (string | null)[] {
  return found.extents.map((extent) => extent && search.subject.text.slice(extent[0], extent[1]))
}

function* matches(search: Search, runtime: Runtime): Generator<Found> {
  if (search.pos > search.endpos) return
  for (const found of search.program.all(search.subject, search.start)) {
    runtime.step(1)
    yield found
  }
}

const signatures = {
  findall: signature('Pattern.findall(string, pos=, endpos=)'),
  finditer: signature('Pattern.finditer(string, pos=, endpos=)'),
  sub: signature('Pattern.sub(repl, string, count=)'),
  split: signature('Pattern.split(string, maxsplit=)'),
}

/** A template for one match. */
export function expanded(pattern: Pattern, template: string, match: Match, _: Runtime, site: Span): string {
  return templateOf(pattern, template, site)
    .map((part) => (typeof part === 'string' ? part : (match.text(part) ?? '')))
    .join('')
}

function templateOf(pattern: Pattern, text: string, site: Span): Template {
  const known = pattern.templates.get(text)
  if (known) return known
  try {
    const template = parseTemplate(text, pattern.groups, pattern.names)
    pattern.templates.set(text, template)
    return template
  } catch (error) {
    if (error instanceof PatternFault) throw regexError(error.message, site)
    if (error instanceof UnknownGroup) throw raised('IndexError', error.message, site)
    throw error
  }
}

/** `sub` and `subn`: the new text and how often it was changed. */
function replaced(
  pattern: Pattern,
  args: Arguments,
  runtime: Runtime,
  site: Span,
): readonly [text: Value, count: number] | Opaque {
  const [by, string, most] = signatures.sub(args, site)
  const search = searchOf(pattern, string, undefined, undefined, runtime, site)
  const literal = typeof by === 'string' ? by : null
  if (literal !== null) templateOf(pattern, literal, site)
  else if (!isKnownCallable(by)) {
    throw raised('TypeError', `decoding to str: need a bytes-like object, ${typeNameOf(by)} found`, site)
  }
  if (search instanceof Opaque) return search
  const limit = most === undefined ? 0 : indexOf(most, runtime, site)
  const { text } = search.subject
  let result = ''
  let at = 0
  let count = 0
  for (const found of matches(search, runtime)) {
    const [start, end] = found.extents[0] as readonly [number, number]
    const match = matchOf(pattern, search, found) as Match
    const made =
      literal === null ? callWith(by, [match], runtime, site) : expanded(pattern, literal, match, runtime, site)
    if (made instanceof Opaque) return made
    if (typeof made !== 'string') {
      throw raised(
        'TypeError',
        `sequence item ${count === 0 && start === 0 ? 0 : 1}: expected str instance, ${typeNameOf(made)} found`,
        site,
      )
    }
    result += text.slice(at, start) + made
    at = end
    if (++count === limit) break
  }
  result += text.slice(at)
  runtime.charge(2 * result.length)
  return [result, count]
}

const METHODS: MethodTable<Pattern> = {
  search: finding('search'),
  match: finding('match'),
  fullmatch: finding('fullmatch'),
  findall: (pattern, args, runtime, site) => {
    const [string, pos, endpos] = signatures.findall(args, site)
    const search = searchOf(pattern, string, pos, endpos, runtime, site)
    if (search instanceof Opaque) return search
    return new List(
      Array.from(matches(search, runtime), (found) => {
        const texts = textsOf(search, found).map((text) => text ?? '')
        return pattern.groups === 0 ? texts[0] : pattern.groups === 1 ? texts[1] : new Tuple(texts.slice(1))
      }),
    )
  },
  finditer: (pattern, args, runtime, site) => {
    const [string, pos, endpos] = signatures.finditer(args, site)
    const search = searchOf(pattern, string, pos, endpos, runtime, site)
    if (search instanceof Opaque) return search
    const walk = matches(search, runtime)
    const seen: Found[] = []
    return new PythonIterator('callable_iterator', 0, (place) => {
      if (place === seen.length) {
        const next = walk.next()
        if (next.done) return DONE
        seen.push(next.value)
      }
      return { value: matchOf(pattern, search, seen[place]) as Match, state: place + 1 }
    }) as PythonIterator
  },
  sub: (pattern, args, runtime, site) => {
    const result = replaced(pattern, args, runtime, site)
    return result instanceof Opaque ? result : result[0]
  },
  subn: (pattern, args, runtime, site) => {
    const result = replaced(pattern, args, runtime, site)
    return result instanceof Opaque ? result : new Tuple([result[0], Int.of(result[1])])
  },
  split: (pattern, args, runtime, site) => {
    const [string, most] = signatures.split(args, site)
    const search = searchOf(pattern, string, undefined, undefined, runtime, site)
    if (search instanceof Opaque) return search
    const limit = most === undefined ? 0 : indexOf(most, runtime, site)
    const parts: Value[] = []
    let at = 0
    let count = 0
    if (limit >= 0) {
      for (const found of matches(search, runtime)) {
        const [start, end] = found.extents[0] as readonly [number, number]
        parts.push(search.subject.text.slice(at, start), ...textsOf(search, found).slice(1))
        at = end
        if (++count === limit) break
      }
    }
    return new List([...parts, search.subject.text.slice(at)])
  },
}

const PARTS: Readonly<Record<string, (pattern: Pattern, runtime: Runtime, site: Span) => Value>> = {
  pattern: ({ text }) => text,
  flags: ({ flags }) => Int.of(flags),
  groups: ({ groups }) => Int.of(groups),
  groupindex: ({ names }, runtime, site) => {
    const dict = new Dict('dict')
    for (const [name, index] of names) putEntry(dict, name, Int.of(index), runtime, site)
    return mappingProxy(dict)
  },
}

/** At most so many characters of a literal are shown. */
const SHOWN = 200

function patternText({ text, flags }: Pattern): string {
  const literal = charactersOf(reprText(text)).slice(0, SHOWN).join('')
  const shown = shownFlags(flags)
  return `re.compile(${literal}${shown === '' ? '' : `, ${shown}`})`
}

let protocol: TypeProtocol<Pattern> | null = null

function patternType(): TypeProtocol<Pattern> {
  return (protocol ??= makeType())
}

function makeType(): TypeProtocol<Pattern> & { readonly cls: BuiltinClass } {
  const methods = methodTable('re.Pattern', patternClass, () => METHODS)
  return {
    cls: patternClass,
    typeName: () => 're.Pattern',
    compare(op, v, other) {
      if ((op !== '==' && op !== '!=') || !(other instanceof Pattern)) return NotImplemented
      const same = v.text === other.text && v.flags === other.flags
      return same === (op === '==')
    },
    key: ({ text, flags }) => `re:${flags & ~FLAGS.UNICODE}:${text}`,
    repr: patternText,
    display: patternText,
    toJson: () => undefined,
    ...methods,
    getAttribute: (pattern, name, runtime, site) =>
      Object.hasOwn(PARTS, name) ? PARTS[name](pattern, runtime, site) : methods.getAttribute(pattern, name),
  }
}
