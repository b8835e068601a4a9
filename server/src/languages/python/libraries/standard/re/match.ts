// Match objects.
import { Dict, Int, NativeObject, Tuple, type Runtime, type Span, type Value } from '@gradlens/engine'
import { raised } from '../../../exceptions'
import { indexOf, isUnknown } from '../../../operations'
import type { TypeProtocol } from '../../../protocol'
import { signature } from '../../../signature'
import { charactersOf } from '../../../text/characters'
import { reprText } from '../../../text/repr'
import { BuiltinClass, objectClass } from '../../../types/builtinClasses'
import { putEntry } from '../../../types/dict'
import { methodTable, type MethodTable } from '../../../types/methods'
import { expanded, type Pattern } from './pattern'
import type { Extent, Found, Subject } from './program'

export const matchClass = new BuiltinClass('Match', [objectClass], false, 're')

export class Match extends NativeObject<null> {
  override readonly typeName = 'Match'
  readonly protocol: TypeProtocol<Match> = matchType()

  constructor(
    readonly pattern: Pattern,
    readonly subject: Subject,
    readonly found: Found,
    readonly pos: number,
    readonly endpos: number,
  ) {
    super()
  }

  /** What a group matched; null where it took no part. */
  text(group: number): string | null {
    const extent = this.found.extents[group]
    return extent && this.subject.text.slice(extent[0], extent[1])
  }

  /** Start and end in characters; −1 where the group took no part. */
  span(group: number): readonly [number, number] {
    const extent: Extent = this.found.extents[group]
    return extent ? [this.subject.place(extent[0]), this.subject.place(extent[1])] : [-1, -1]
  }

  /** Which group a value names. */
  groupOf(v: Value, runtime: Runtime, site: Span): number {
    const { names, groups } = this.pattern
    const index = typeof v === 'string' ? names.get(v) : isIndex(v) ? indexOf(v, runtime, site) : undefined
    if (index === undefined || index < 0 || index > groups) throw raised('IndexError', 'no such group', site)
    return index
  }

  override save(): null {
    return null
  }
  override restore(): void {}
  override merge(): void {}
}

function isIndex(v: Value): boolean {
  return v instanceof Int || typeof v === 'boolean'
}

/** A method that asks for one group, the whole match where none is given. */
function ofGroup(name: string, give: (match: Match, group: number) => Value) {
  const parse = signature(`Match.${name}(group=, /)`)
  return (match: Match, args: Parameters<typeof parse>[0], runtime: Runtime, site: Span): Value => {
    const [group] = parse(args, site)
    return give(match, group === undefined ? 0 : match.groupOf(group, runtime, site))
  }
}

const groupsSignature = signature('Match.groups(default=)')
const groupDictSignature = signature('Match.groupdict(default=)')
const expandSignature = signature('Match.expand(template)')

const METHODS: MethodTable<Match> = {
  group: (match, { positional }, runtime, site) => {
    const texts = positional.map((group) => match.text(match.groupOf(group, runtime, site)))
    return texts.length === 0 ? match.text(0) : texts.length === 1 ? texts[0] : new Tuple(texts)
  },
  groups: (match, args, _, site) => {
    const [fallback] = groupsSignature(args, site)
    const rest = Array.from({ length: match.pattern.groups }, (__, i) => match.text(i + 1) ?? fallback ?? null)
    return new Tuple(rest)
  },
  groupdict: (match, args, runtime, site) => {
    const [fallback] = groupDictSignature(args, site)
    const dict = new Dict('dict')
    for (const [name, index] of match.pattern.names) {
      putEntry(dict, name, match.text(index) ?? fallback ?? null, runtime, site)
    }
    return dict
  },
  start: ofGroup('start', (match, group) => Int.of(match.span(group)[0])),
  end: ofGroup('end', (match, group) => Int.of(match.span(group)[1])),
  span: ofGroup('span', (match, group) => new Tuple(match.span(group).map((place) => Int.of(place)))),
  expand: (match, args, runtime, site) => {
    const [template] = expandSignature(args, site)
    return expanded(match.pattern, String(template), match, runtime, site)
  },
}

const PARTS: Readonly<Record<string, (match: Match) => Value>> = {
  string: ({ subject }) => subject.whole,
  re: ({ pattern }) => pattern,
  pos: ({ pos }) => Int.of(pos),
  endpos: ({ endpos }) => Int.of(endpos),
  lastindex: ({ found }) => (found.lastGroup === 0 ? null : Int.of(found.lastGroup)),
  lastgroup: ({ pattern, found }) =>
    [...pattern.names].find(([, index]) => index === found.lastGroup && index > 0)?.[0] ?? null,
  regs: (match) =>
    new Tuple(match.found.extents.map((_, group) => new Tuple(match.span(group).map((place) => Int.of(place))))),
}

/** At most so many characters of a literal are shown. */
const SHOWN = 50

function matchText(match: Match): string {
  const [start, end] = match.span(0)
  const literal = charactersOf(reprText(match.text(0) ?? ''))
    .slice(0, SHOWN)
    .join('')
  return `<re.Match object; span=(${start}, ${end}), match=${literal}>`
}

let protocol: TypeProtocol<Match> | null = null

function matchType(): TypeProtocol<Match> {
  return (protocol ??= makeType())
}

function makeType(): TypeProtocol<Match> & { readonly cls: BuiltinClass } {
  const methods = methodTable('re.Match', matchClass, () => METHODS)
  return {
    cls: matchClass,
    typeName: () => 're.Match',
    getItem(match, group, runtime, site) {
      if (isUnknown(group)) return runtime.opaque(group.reason, site)
      return match.text(match.groupOf(group, runtime, site))
    },
    truthy: () => true,
    repr: matchText,
    display: matchText,
    toJson: () => undefined,
    ...methods,
    getAttribute: (match, name) =>
      Object.hasOwn(PARTS, name) ? PARTS[name](match) : methods.getAttribute(match, name),
  }
}
