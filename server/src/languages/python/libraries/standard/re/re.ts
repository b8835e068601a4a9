// `re`: regular expressions, evaluated where JavaScript's certainly match the same.
import { Native, type Runtime, type Span, type Value } from '@gradlens/engine'
import { native, unevaluated } from '../../../builtins/native'
import { raised } from '../../../exceptions'
import { callMethod, typeNameOf } from '../../../operations'
import { isByteString } from '../../../types/bytes'
import { named, type StandardModule } from '../table'
import { regexError, regexErrorClass } from './fault'
import { bitsOfLetters, flagBits, flagClass, flagMembers, FLAGS, modeOf } from './flags'
import { matchClass } from './match'
import { LookBehindFault, parsePattern, PatternFault } from './parse'
import { Pattern, patternClass } from './pattern'
import { RegexProgram } from './program'

const cache = new Map<string, Pattern>()
/** Programs that are kept for further runs. */
const CACHED = 500

/** `re.compile(pattern, flags)` */
function compiled(pattern: Value, flags: Value, runtime: Runtime, site: Span): Value {
  const bits = flags === undefined ? 0 : flagBits(flags)
  if (pattern instanceof Pattern) {
    if (bits) throw raised('ValueError', 'cannot process flags argument with a compiled pattern', site)
    return pattern
  }
  if (isByteString(pattern)) return runtime.opaque('a regular expression of bytes is not evaluated', site)
  if (typeof pattern !== 'string') {
    throw raised('TypeError', 'first argument must be string or compiled pattern', site)
  }
  if (bits === null) {
    throw raised('TypeError', `unsupported operand type(s) for &: '${typeNameOf(flags)}' and 'RegexFlag'`, site)
  }
  const key = `${bits}:${pattern}`
  let made = cache.get(key)
  if (!made) {
    made = compile(pattern, bits, site)
    if (cache.size >= CACHED) cache.clear()
    cache.set(key, made)
  }
  return made
}

function compile(text: string, bits: number, site: Span): Pattern {
  if (bits & FLAGS.LOCALE) throw raised('ValueError', 'cannot use LOCALE flag with a str pattern', site)
  if (bits & FLAGS.ASCII && bits & FLAGS.UNICODE) {
    throw raised('ValueError', 'ASCII and UNICODE flags are incompatible', site)
  }
  try {
    let expression = parsePattern(text, modeOf(bits))
    if (expression.ownFlags.includes('x') && !(bits & FLAGS.VERBOSE)) {
      expression = parsePattern(text, modeOf(bits | FLAGS.VERBOSE))
    }
    const own = bits | bitsOfLetters(expression.ownFlags)
    const all = own & FLAGS.ASCII ? own : own | FLAGS.UNICODE
    return new Pattern(text, all, expression.groups, expression.names, RegexProgram.of(expression))
  } catch (error) {
    if (error instanceof PatternFault) throw regexError(placed(error, text), site)
    if (error instanceof LookBehindFault) throw regexError(error.message, site)
    throw error
  }
}

/** The place with its line and column where the expression has several lines. */
function placed({ message, place }: PatternFault, text: string): string {
  if (!text.includes('\n')) return message
  const before = Array.from(text).slice(0, place).join('')
  const line = before.split('\n').length
  return `${message} (line ${line}, column ${place - Array.from(before.slice(0, before.lastIndexOf('\n') + 1)).length + 1})`
}

/** A function of the module that is a method of patterns; `flags` is its last parameter. */
function function_(name: string, parameters: string): Native {
  const count = parameters.split(',').length
  return native(
    `${name}(pattern, ${parameters}, flags=)`,
    (args, runtime, site) => {
      const [pattern, ...rest] = args
      const made = compiled(pattern as Value, rest[count], runtime, site)
      const given = rest.slice(0, count)
      while (given.length > 0 && given[given.length - 1] === undefined) given.pop()
      if (!(made instanceof Pattern)) return made
      return callMethod(made, name, { positional: given as Value[], keywords: null }, runtime, site)
    },
    're',
  )
}

const escape = native(
  'escape(pattern)',
  ([pattern], runtime, site) => {
    if (isByteString(pattern)) return runtime.opaque('`re.escape` of bytes is not evaluated', site)
    return String(pattern).replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&')
  },
  're',
)

export const re: StandardModule = {
  name: 're',
  open: true,
  members: () => ({
    ...flagMembers(),
    ...named([
      native('compile(pattern, flags=)', ([p, f], runtime, site) => compiled(p as Value, f, runtime, site), 're'),
      function_('search', 'string'),
      function_('match', 'string'),
      function_('fullmatch', 'string'),
      function_('findall', 'string'),
      function_('finditer', 'string'),
      function_('sub', 'repl, string, count='),
      function_('subn', 'repl, string, count='),
      function_('split', 'string, maxsplit='),
      escape,
      native('purge()', () => null, 're'),
      unevaluated('re.template'),
    ]),
    error: regexErrorClass(),
    Pattern: patternClass,
    Match: matchClass,
    RegexFlag: flagClass,
  }),
}
