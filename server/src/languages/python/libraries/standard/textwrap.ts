// `textwrap`: paragraphs in lines of a width (Python Library Reference, "textwrap").
import { Instance, Int, List, unknownArgument, type Class, type Runtime, type Span, type Value } from '@gradlens/engine'
import { bindArguments } from '../../bindArguments'
import { native, variadic } from '../../builtins/native'
import { raised } from '../../exceptions'
import { callMethod, callWith, indexOf, isUnknown, truth, typeNameOf } from '../../operations'
import { lengthOfText, substring } from '../../text/characters'
import { objectClass } from '../../types/builtinClasses'
import { libraryClass } from './libraryClass'
import { positionalParameters } from './parameters'
import { named, type StandardModule } from './table'

interface Options {
  readonly width: number
  readonly initialIndent: string
  readonly subsequentIndent: string
  readonly expandTabs: boolean
  readonly replaceWhitespace: boolean
  readonly fixSentenceEndings: boolean
  readonly breakLongWords: boolean
  readonly dropWhitespace: boolean
  readonly breakOnHyphens: boolean
  readonly tabSize: number
  readonly maxLines: number | null
  readonly placeholder: string
}

/** The parameters in TextWrapper's order, with their defaults. */
const DEFAULTS: Readonly<Record<string, Value>> = {
  width: Int.of(70),
  initial_indent: '',
  subsequent_indent: '',
  expand_tabs: true,
  replace_whitespace: true,
  fix_sentence_endings: false,
  break_long_words: true,
  drop_whitespace: true,
  break_on_hyphens: true,
  tabsize: Int.of(8),
  max_lines: null,
  placeholder: ' [...]',
}

function optionsFrom(read: (name: string) => Value, runtime: Runtime, site: Span): Options {
  const flag = (name: string) => truth(read(name), runtime, site) === true
  const number = (name: string) => indexOf(read(name), runtime, site)
  return {
    width: number('width'),
    initialIndent: String(read('initial_indent')),
    subsequentIndent: String(read('subsequent_indent')),
    expandTabs: flag('expand_tabs'),
    replaceWhitespace: flag('replace_whitespace'),
    fixSentenceEndings: flag('fix_sentence_endings'),
    breakLongWords: flag('break_long_words'),
    dropWhitespace: flag('drop_whitespace'),
    breakOnHyphens: flag('break_on_hyphens'),
    tabSize: number('tabsize'),
    maxLines: read('max_lines') === null ? null : number('max_lines'),
    placeholder: String(read('placeholder')),
  }
}

// Words and blanks.

const BLANK = '[\\t\\n\\v\\f\\r ]'
const FILLED = '[^\\t\\n\\v\\f\\r ]'
/** What Python's `\w` is, and a letter. */
const WORD = '[\\p{L}\\p{N}_]'
const LETTER = '[\\p{L}\\p{Nl}\\p{No}_]'
const PUNCTUATED = `[\\p{L}\\p{N}_!"'&.,?]`
/** A word ends behind a hyphen between letters, before white space, or before a dash. */
const WORD_END = [
  `-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))(?=${LETTER}-?${LETTER})`,
  `(?=${BLANK}|$)`,
  `(?<=${PUNCTUATED})(?=-{2,}${WORD})`,
].join('|')
const CHUNK = new RegExp(`${BLANK}+|(?<=${PUNCTUATED})-{2,}(?=${WORD})|${FILLED}+?(?:${WORD_END})`, 'gu')
const PLAIN_CHUNK = new RegExp(`${BLANK}+|${FILLED}+`, 'gu')

/** The text in words and the white space between them; nothing of it is left out. */
function chunksOf(text: string, hyphens: boolean): string[] {
  const chunks: string[] = []
  let at = 0
  for (const match of text.matchAll(hyphens ? CHUNK : PLAIN_CHUNK)) {
    if (match.index > at) chunks.push(text.slice(at, match.index))
    chunks.push(match[0])
    at = match.index + match[0].length
  }
  if (at < text.length) chunks.push(text.slice(at))
  return chunks
}

/** Two blanks behind a lowercase word that ends a sentence. */
function fixSentences(chunks: string[]): void {
  for (let i = 0; i < chunks.length - 1; i++) {
    if (chunks[i + 1] === ' ' && /[a-z][.!?]["']?$/.test(chunks[i])) chunks[++i] = '  '
  }
}

function prepared(text: string, options: Options, runtime: Runtime, site: Span): string {
  const tabSize = { positional: [Int.of(options.tabSize)], keywords: null }
  const expanded = options.expandTabs ? String(callMethod(text, 'expandtabs', tabSize, runtime, site)) : text
  return options.replaceWhitespace ? expanded.replace(/[\t\n\v\f\r]/g, ' ') : expanded
}

function isBlank(chunk: string): boolean {
  return chunk.trim() === ''
}

function wrapped(text: string, options: Options, runtime: Runtime, site: Span): string[] {
  const { width, maxLines, placeholder } = options
  if (width <= 0) throw raised('ValueError', `invalid width ${width} (must be > 0)`, site)
  const indentOf = (line: number) => (line === 0 ? options.initialIndent : options.subsequentIndent)
  if (maxLines !== null) {
    const indent = maxLines > 1 ? options.subsequentIndent : options.initialIndent
    if (lengthOfText(indent) + lengthOfText(placeholder.trimStart()) > width) {
      throw raised('ValueError', 'placeholder too large for max width', site)
    }
  }
  const chunks = chunksOf(prepared(text, options, runtime, site), options.breakOnHyphens)
  if (options.fixSentenceEndings) fixSentences(chunks)
  const lines: string[] = []
  let at = 0
  while (at < chunks.length) {
    runtime.step(1)
    const indent = indentOf(lines.length)
    const room = width - lengthOfText(indent)
    if (options.dropWhitespace && isBlank(chunks[at]) && lines.length > 0) at++
    const line: string[] = []
    let length = 0
    while (at < chunks.length && length + lengthOfText(chunks[at]) <= room) {
      length += lengthOfText(chunks[at])
      line.push(chunks[at++])
    }
    if (at < chunks.length && lengthOfText(chunks[at]) > room) {
      at = placeLongWord(chunks, at, line, length, room, options)
      length = line.reduce((sum, chunk) => sum + lengthOfText(chunk), 0)
    }
    if (options.dropWhitespace && line.length > 0 && isBlank(line[line.length - 1])) {
      length -= lengthOfText(line.pop() as string)
    }
    if (line.length === 0) continue
    const rest = chunks.slice(at)
    const last = rest.length === 0 || (options.dropWhitespace && rest.length === 1 && isBlank(rest[0]))
    if (maxLines === null || lines.length + 1 < maxLines || (last && length <= room)) {
      lines.push(indent + line.join(''))
      continue
    }
    endWithPlaceholder(lines, line, length, room, indent, options)
    break
  }
  return lines
}

/** Puts as much of a word on the line as fits, or all of it on a line of its own. Returns the place of the next chunk. */
function placeLongWord(
  chunks: string[],
  at: number,
  line: string[],
  length: number,
  width: number,
  options: Options,
): number {
  const room = width < 1 ? 1 : width - length
  if (!options.breakLongWords) {
    if (line.length > 0) return at
    line.push(chunks[at])
    return at + 1
  }
  const chunk = chunks[at]
  let end = room
  if (options.breakOnHyphens && lengthOfText(chunk) > room) {
    const hyphen = substring(chunk, 0, room).lastIndexOf('-')
    if (hyphen > 0 && /[^-]/.test(chunk.slice(0, hyphen))) end = lengthOfText(chunk.slice(0, hyphen)) + 1
  }
  line.push(substring(chunk, 0, end))
  chunks[at] = substring(chunk, end, lengthOfText(chunk))
  return at
}

/** The last line that is allowed: words are dropped until the placeholder fits. */
function endWithPlaceholder(
  lines: string[],
  line: string[],
  length: number,
  room: number,
  indent: string,
  { placeholder, width }: Options,
): void {
  let left = length
  while (line.length > 0) {
    const last = line[line.length - 1]
    if (!isBlank(last) && left + lengthOfText(placeholder) <= room) {
      lines.push(indent + line.join('') + placeholder)
      return
    }
    left -= lengthOfText(last)
    line.pop()
  }
  const before = lines.at(-1)?.trimEnd()
  if (before !== undefined && lengthOfText(before) + lengthOfText(placeholder) <= width) {
    lines[lines.length - 1] = before + placeholder
    return
  }
  lines.push(indent + placeholder.trimStart())
}

// The functions.

const NAMES = Object.keys(DEFAULTS)

/** The options that a call gives by name. */
function keywordOptions(
  keywords: ReadonlyMap<string, Value> | null,
  fixed: Readonly<Record<string, Value>>,
  runtime: Runtime,
  site: Span,
): Options {
  for (const name of keywords?.keys() ?? []) {
    if (!NAMES.includes(name)) {
      throw raised('TypeError', `TextWrapper.__init__() got an unexpected keyword argument '${name}'`, site)
    }
  }
  return optionsFrom((name) => fixed[name] ?? keywords?.get(name) ?? DEFAULTS[name], runtime, site)
}

type Use = (text: string, options: Options, runtime: Runtime, site: Span) => Value

/** `wrap(text, width=70, **options)` and its kin. */
function wrapping(name: string, use: Use, fixed: Readonly<Record<string, Value>> = {}, widthNeeded = false) {
  const parameters = [
    ...positionalParameters(['text', 'width'], widthNeeded ? 2 : 1),
    { ...positionalParameters(['kwargs'], 1)[0], slot: 2, kind: 'keywordRest' as const },
  ]
  const callee = {
    code: { qualifiedName: name, parameters },
    defaults: [undefined, widthNeeded ? undefined : Int.of(70)],
  }
  return variadic(`textwrap.${name}`, (args, runtime, site) => {
    const unknown = unknownArgument(args)
    if (unknown) return runtime.opaque(unknown.reason, site)
    const slots: Value[] = []
    bindArguments(callee, args, slots, site)
    const [text, width] = slots
    if (typeof text !== 'string') throw notText(text, site)
    const others = new Map([...(args.keywords ?? [])].filter(([key]) => key !== 'text'))
    return use(text, keywordOptions(others, { ...fixed, width }, runtime, site), runtime, site)
  })
}

function notText(v: Value, site: Span) {
  return raised('AttributeError', `'${typeNameOf(v)}' object has no attribute 'expandtabs'`, site)
}

const asList: Use = (text, options, runtime, site) => new List(wrapped(text, options, runtime, site))
const asText: Use = (text, options, runtime, site) => wrapped(text, options, runtime, site).join('\n')

/** Without the white space that all lines begin with. */
function dedented(text: string): string {
  const plain = text.replace(/^[ \t]+$/gm, '')
  const indents = Array.from(plain.matchAll(/^[ \t]*(?=[^ \t\n])/gm), (match) => match[0])
  if (indents.length === 0) return plain
  const margin = indents.reduce((common, indent) => {
    let shared = 0
    while (shared < common.length && common[shared] === indent[shared]) shared++
    return common.slice(0, shared)
  })
  return margin === '' ? plain : plain.replace(new RegExp(`^${margin}`, 'gm'), '')
}

const indent = native(
  'indent(text, prefix, predicate=)',
  ([text, prefix, predicate], runtime, site) => {
    const lines = callMethod(text as Value, 'splitlines', { positional: [true], keywords: null }, runtime, site)
    const indents = (line: Value) =>
      predicate === undefined || predicate === null
        ? !isBlank(String(line))
        : truth(callWith(predicate, [line], runtime, site), runtime, site) === true
    return (lines as List).items.map((line) => (indents(line) ? String(prefix) : '') + String(line)).join('')
  },
  'textwrap',
)

const shorten = wrapping(
  'shorten',
  (text, options, runtime, site) => wrapped(text.trim().split(/\s+/).join(' '), options, runtime, site).join('\n'),
  { max_lines: Int.of(1) },
  true,
)

function makeWrapperClass(): Class {
  const parameters = positionalParameters(['self', ...NAMES], 1)
  const defaults = [undefined, ...NAMES.map((name) => DEFAULTS[name])]
  const callee = { code: { qualifiedName: 'TextWrapper.__init__', parameters }, defaults }
  const run = (self: Instance, text: Value, use: Use, runtime: Runtime, site: Span): Value => {
    const unknown = [text, ...self.attributes.values()].find(isUnknown)
    if (unknown) return runtime.opaque(unknown.reason, site)
    if (typeof text !== 'string') throw notText(text, site)
    return use(
      text,
      optionsFrom((name) => self.attributes.get(name), runtime, site),
      runtime,
      site,
    )
  }
  return libraryClass('TextWrapper', objectClass, {
    __init__: (self, args, keywords, runtime, site) => {
      const slots: Value[] = []
      bindArguments(callee, { positional: [self, ...args], keywords }, slots, site)
      runtime.touch(self)
      NAMES.forEach((name, i) => self.attributes.set(name, slots[i + 1]))
      return null
    },
    wrap: (self, [text], _, runtime, site) => run(self, text, asList, runtime, site),
    fill: (self, [text], _, runtime, site) => run(self, text, asText, runtime, site),
  })
}

let wrapperClass: Class | null = null

export const textwrap: StandardModule = {
  name: 'textwrap',
  members: () => ({
    ...named([
      wrapping('wrap', asList),
      wrapping('fill', asText),
      shorten,
      indent,
      native('dedent(text)', ([text]) => dedented(String(text)), 'textwrap'),
    ]),
    TextWrapper: (wrapperClass ??= makeWrapperClass()),
  }),
}
