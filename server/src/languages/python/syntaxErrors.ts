// Says what the strict parser refused in CPython 3.11's words, on the characters that CPython points at.
import type { Refusal } from './parse'
import type { OffsetRange, SourcePositions } from './sourcePositions'

export interface SyntaxFault {
  readonly range: OffsetRange
  readonly message: string
}

/** What CPython says where py-ast says something that matches; the first that fits. `$&` keeps its words. */
const WORDS: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^Expected ':'/, "expected ':'"],
  [/^Expected 'except' or 'finally'/, "expected 'except' or 'finally' block"],
  [/^Expected '\(' after function name/, "expected '('"],
  [/^unexpected indent/i, 'unexpected indent'],
  [/dedent|unindent/i, 'unindent does not match any outer indentation level'],
  [/without a default|non-default/i, 'non-default argument follows default argument'],
  [/^Empty expression|f-string.*empty/i, 'f-string: empty expression not allowed'],
  [/^positional argument follows/, '$&'],
  [/^(?:iterable argument unpacking|named arguments must|keyword argument repeated|only single target)/, '$&'],
]

/** @param refusal what py-ast said, and where */
export function cpythonSyntaxError(refusal: Refusal, positions: SourcePositions): SyntaxFault {
  const at = positions.offset(refusal.line, refusal.column)
  const { source } = positions
  return (
    unterminatedFault(refusal, positions, at) ??
    bracketFault(positions, at) ??
    blockFault(refusal, positions, at) ??
    assignmentFault(refusal, positions, at) ??
    numberFault(source, at) ??
    printFault(positions, at) ??
    commaFault(positions, at) ?? { range: tokenAt(positions, at), message: wordsFor(refusal.message) }
  )
}

function wordsFor(message: string): string {
  const words = WORDS.find(([pattern]) => pattern.test(message))?.[1] ?? 'invalid syntax'
  return words === '$&' ? message : words
}

function unterminatedFault(refusal: Refusal, positions: SourcePositions, at: number): SyntaxFault | null {
  const { source } = positions
  const whole = /^Unterminated/i.test(refusal.message)
  const token = scanTokens(source, whole ? source.length : at).unterminated
  if (!token) return null
  const triple = token.quote.length === 3
  const line = positions.lineOf(token.start)
  const detected = triple ? positions.lineOf(source.trimEnd().length) + (/\n\s*\n$/.test(source) ? 1 : 0) : line
  return {
    range: { start: token.start, end: Math.max(positions.line(line).end, token.start + 1) },
    message: `unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${detected})`,
  }
}

/** A bracket that closes nothing or the wrong one, or that is open where the text goes on or ends. */
function bracketFault(positions: SourcePositions, at: number): SyntaxFault | null {
  const { source } = positions
  const { open } = scanTokens(source, at)
  const last = open.at(-1)
  const closer = source[at]
  if (closer in CLOSES) {
    if (last === undefined) return { range: { start: at, end: at + 1 }, message: `unmatched '${closer}'` }
    if (source[last] !== CLOSES[closer]) {
      const message = `closing parenthesis '${closer}' does not match opening parenthesis '${source[last]}'`
      return { range: { start: at, end: at + 1 }, message }
    }
  }
  const ends = source.slice(at).trim() === ''
  if (last === undefined || (!ends && positions.lineOf(last) >= positions.lineOf(at))) return null
  return { range: { start: last, end: last + 1 }, message: `'${source[last]}' was never closed` }
}

const BLOCKS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(?:async\s+)?def\b/, 'function definition'],
  [/^class\b/, 'class definition'],
  [/^if\b/, "'if' statement"],
  [/^elif\b/, "'elif' statement"],
  [/^else\b/, "'else' statement"],
  [/^for\b/, "'for' statement"],
  [/^while\b/, "'while' statement"],
  [/^with\b/, "'with' statement"],
  [/^try\b/, "'try' statement"],
  [/^except\b/, "'except' statement"],
  [/^finally\b/, "'finally' statement"],
]

function blockFault(refusal: Refusal, positions: SourcePositions, at: number): SyntaxFault | null {
  if (!/^Expected indented block/.test(refusal.message)) return null
  const lineNumber = positions.lineOf(at)
  for (let header = lineNumber; header > 0; header--) {
    const { start, end } = positions.line(header)
    const block = BLOCKS.find(([pattern]) => pattern.test(positions.source.slice(start, end).trim()))
    if (!block || (header === lineNumber && lineNumber < positions.lineCount)) continue
    return { range: tokenAt(positions, at), message: `expected an indented block after ${block[1]} on line ${header}` }
  }
  return null
}

const HERE = " here. Maybe you meant '==' instead of '='?"

/** What a target is that can't be assigned to, and what CPython adds to it. */
const TARGET_KINDS: readonly (readonly [pattern: RegExp, kind: string, advice: string])[] = [
  [/^(?:True|False|None)$/, '$&', ''],
  [/==|!=|[<>]/, 'comparison', ''],
  [/^[\d.]|^["']/, 'literal', HERE],
  [/^[\w.]+\(.*\)$/, 'function call', HERE],
  [/[-+*/%]/, 'expression', HERE],
]

function assignmentFault(refusal: Refusal, positions: SourcePositions, at: number): SyntaxFault | null {
  const { source } = positions
  const line = positions.line(positions.lineOf(at))
  const indent = line.end - source.slice(line.start, line.end).trimStart().length
  const statement = source.slice(indent, line.end)
  const condition = /^((?:if|elif|while)\s+)[^=!<>]*[^=!<>\s]\s*=(?!=)/.exec(statement)
  if (condition) {
    const start = indent + condition[1].length
    return {
      range: { start, end: start + condition[0].length - condition[1].length },
      message: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
    }
  }
  if (/illegal expression for augmented assignment/.test(refusal.message)) {
    return { range: { start: indent, end: at }, message: refusal.message }
  }
  if (!/^cannot (?:assign|delete)/.test(refusal.message)) return null
  const [, keyword = '', target = ''] =
    /^(del\s+|for\s+)?(.*?)\s*(?:(?<![=!<>])=(?!=).*|\sin\s.*|)$/.exec(statement) ?? []
  const verb = keyword.startsWith('del') ? 'delete' : 'assign to'
  const start = indent + keyword.length
  for (const [pattern, kind, advice] of TARGET_KINDS) {
    if (!pattern.test(target)) continue
    const words = `cannot ${verb} ${kind === '$&' ? target : kind}`
    return { range: { start, end: start + target.length }, message: words + (keyword === '' ? advice : '') }
  }
  return null
}

/** `5a`: letters behind digits. */
function numberFault(source: string, at: number): SyntaxFault | null {
  const digits = /(?<![\w.])\d[\d_]*$/.exec(source.slice(Math.max(0, at - 40), at))
  if (!digits || !/^[\p{L}_]/u.test(source.slice(at))) return null
  return { range: { start: at - digits[0].length, end: at }, message: 'invalid decimal literal' }
}

function printFault(positions: SourcePositions, at: number): SyntaxFault | null {
  const line = positions.line(positions.lineOf(at))
  const printed = /(?:^|[\s;:])(print\s+)$/.exec(positions.source.slice(line.start, at))
  if (!printed || !/^["'\w]/.test(positions.source.slice(at, line.end))) return null
  return {
    range: { start: at - printed[1].length, end: line.end },
    message: "Missing parentheses in call to 'print'. Did you mean print(...)?",
  }
}

const KEYWORD =
  /^(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b/

/** Two values side by side in brackets. */
function commaFault(positions: SourcePositions, at: number): SyntaxFault | null {
  const { source } = positions
  const line = positions.line(positions.lineOf(at))
  const previous = /(?:^|[(,[{=\s])([\w.]+|"[^"]*"|'[^']*')\s+$/.exec(source.slice(line.start, at))
  const rest = source.slice(at, line.end)
  if (!previous || !/^[\w"']/.test(rest) || KEYWORD.test(rest) || KEYWORD.test(previous[1])) return null
  if (scanTokens(source, at).open.length === 0) return null
  const start = at - previous[0].length + previous[0].indexOf(previous[1])
  return { range: { start, end: tokenAt(positions, at).end }, message: 'invalid syntax. Perhaps you forgot a comma?' }
}

/** The token that begins at an offset; the last character before it where nothing is left on the line. */
function tokenAt(positions: SourcePositions, at: number): OffsetRange {
  const { source } = positions
  const line = positions.line(positions.lineOf(at))
  const token = /^(?:[\p{L}\p{N}_]+|\s+|.)/u.exec(source.slice(at, line.end))
  if (token) return { start: at, end: at + token[0].length }
  if (line.end > line.start && at >= line.end) return { start: line.end - 1, end: line.end }
  const start = Math.max(0, Math.min(at, source.length) - 1)
  return { start, end: Math.min(source.length, start + 1) }
}

interface Scan {
  /** Offsets of the brackets that are open. */
  readonly open: readonly number[]
  readonly unterminated: { readonly start: number; readonly quote: string } | null
}

const STRING_OPEN = /(?:\b[rRbBuUfF]{1,2})?("""|'''|"|')/y
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Walks strings, comments and brackets from the start to an offset. */
function scanTokens(source: string, end: number): Scan {
  const open: number[] = []
  let at = 0
  while (at < end) {
    STRING_OPEN.lastIndex = at
    const string = STRING_OPEN.exec(source)
    if (string) {
      const close = endOfString(source, at + string[0].length, string[1])
      if (close === null) return { open, unterminated: { start: at, quote: string[1] } }
      at = close
      continue
    }
    const character = source[at]
    if (character === '#') {
      while (at < source.length && source[at] !== '\n') at++
      continue
    }
    if ('([{'.includes(character)) open.push(at)
    else if (character in CLOSES && source[open.at(-1) ?? -1] === CLOSES[character]) open.pop()
    at++
  }
  return { open, unterminated: null }
}

function endOfString(source: string, from: number, quote: string): number | null {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source.startsWith(quote, at)) return at + quote.length
    else if (quote.length === 1 && (source[at] === '\n' || source[at] === '\r')) return null
  }
  return null
}
