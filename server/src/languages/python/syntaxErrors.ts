// Says what the strict parser refused in CPython 3.11's words, on the characters that CPython points at.
import type { Refusal } from './parse'
import type { OffsetRange, SourcePositions } from './sourcePositions'

export interface SyntaxFault {
  readonly range: OffsetRange
  readonly message: string
}

/** What CPython says where py-ast says something that matches; the first that fits. */
const WORDS: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^Expected ':'/, "expected ':'"],
  [/^Expected 'except' or 'finally'/, "expected 'except' or 'finally' block"],
  [/^Expected '\('.*function name/, "expected '('"],
  [/^unexpected indent/i, 'unexpected indent'],
  [/^(?:inconsistent dedent|unindent does not match)/i, 'unindent does not match any outer indentation level'],
  [/^(?:unterminated triple)/i, 'unterminated triple-quoted string literal'],
  [/^positional argument follows/, 'positional argument follows keyword argument'],
  [/^(?:iterable argument unpacking|cannot |'.*' is an illegal|non-default argument|named arguments must)/, '$&'],
  [/^(?:keyword argument repeated|duplicate argument|only single target|multiple starred|can't use starred)/, '$&'],
]

/** @param refusal what py-ast said, and where */
export function cpythonSyntaxError(refusal: Refusal, positions: SourcePositions): SyntaxFault {
  const at = positions.offset(refusal.line, refusal.column)
  const scan = scanTokens(positions.source, at)
  if (/^Unterminated/.test(refusal.message) && !scan.unterminated) {
    // The lexer gives up at the text's end; the token began earlier.
    const whole = scanTokens(positions.source, positions.source.length)
    if (whole.unterminated) return unterminated(whole.unterminated, positions)
  }
  if (scan.unterminated) return unterminated(scan.unterminated, positions)
  const open = scan.open.at(-1)
  if (open !== undefined && positions.lineOf(open) < positions.lineOf(at)) {
    return { range: { start: open, end: open + 1 }, message: `'${positions.source[open]}' was never closed` }
  }
  const range = tokenAt(positions, at)
  const special = specialFault(positions, at, refusal)
  if (special) return special
  for (const [pattern, message] of WORDS) {
    const match = pattern.exec(refusal.message)
    if (match) return { range, message: message === '$&' ? refusal.message : message }
  }
  return { range, message: 'invalid syntax' }
}

function unterminated(token: { start: number; quote: string }, positions: SourcePositions): SyntaxFault {
  const triple = token.quote.length === 3
  const line = positions.lineOf(token.start)
  const detected = triple ? positions.lineCount : line
  return {
    range: { start: token.start, end: Math.max(positions.line(line).end, token.start + 1) },
    message: `unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${detected})`,
  }
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

const KEYWORD =
  /^(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b/

/** Faults that CPython has a sentence of its own for. */
function specialFault(positions: SourcePositions, at: number, refusal: Refusal): SyntaxFault | null {
  const { source } = positions
  const lineNumber = positions.lineOf(at)
  const line = positions.line(lineNumber)
  const before = source.slice(line.start, at)
  const rest = source.slice(at, line.end)
  if (/^Expected indented block/.test(refusal.message)) {
    for (let header = lineNumber; header > 0; header--) {
      const { start, end } = positions.line(header)
      const text = source.slice(start, end).trim()
      const block = BLOCKS.find(([pattern]) => pattern.test(text))
      if (!block || (header === lineNumber && lineNumber < positions.lineCount)) continue
      return {
        range: tokenAt(positions, at),
        message: `expected an indented block after ${block[1]} on line ${header}`,
      }
    }
  }
  const printed = /(?:^|[\s;:])print\s+$/.exec(before)
  if (printed && /^["'\w]/.test(rest)) {
    return {
      range: { start: at - printed[0].trimStart().length, end: line.end },
      message: "Missing parentheses in call to 'print'. Did you mean print(...)?",
    }
  }
  if (/^=(?!=)/.test(rest)) {
    if (/^\s*(?:if|elif|while)\b/.test(before)) {
      return { range: tokenAt(positions, at), message: "invalid syntax. Maybe you meant '==' or ':=' instead of '='?" }
    }
    const target = before.trim()
    const kind = /^cannot assign/.test(refusal.message) ? kindOfTarget(target) : null
    if (kind) {
      const start = line.start + before.length - before.trimStart().length
      return { range: { start, end: start + target.length }, message: kind }
    }
  }
  const previous = /(?:^|[(,[{=\s])([\w.]+|"[^"]*"|'[^']*')\s+$/.exec(before)
  if (previous && /^[\w"']/.test(rest) && !KEYWORD.test(rest) && !KEYWORD.test(previous[1])) {
    if (scanTokens(source, at).open.length > 0) {
      const start = at - previous[0].length + previous[0].indexOf(previous[1])
      return { range: { start, end: tokenAt(positions, at).end }, message: 'invalid syntax. Perhaps you forgot a comma?' }
    }
  }
  return null
}

function kindOfTarget(target: string): string | null {
  const here = " here. Maybe you meant '==' instead of '='?"
  if (/^(?:True|False|None)$/.test(target)) return `cannot assign to ${target}`
  if (/^[\d.]/.test(target) || /^["']/.test(target)) return `cannot assign to literal${here}`
  if (/==|!=|[<>]/.test(target)) return `cannot assign to comparison${here}`
  if (/^[\w.]+\(.*\)$/.test(target)) return `cannot assign to function call${here}`
  if (/[-+*/%]/.test(target)) return `cannot assign to expression${here}`
  return null
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
