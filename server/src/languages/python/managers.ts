// Which context managers may swallow what is raised in their block, as far as their code tells.
import { Closure, Instance, Opaque, type FunctionCode, type Stmt, type Value } from '@gradlens/engine'
import { lookUp } from './types/class'
import { protocolOf } from './types/registry'

/** Names of packages' managers that swallow exceptions, e.g. `pytest.raises`. */
const SWALLOWING = /raises|suppress|ignor|swallow|catch|expect/i

/** May a context manager swallow any exception? Of one that is not known its name tells. */
export function maySwallow(manager: Value): boolean {
  if (manager instanceof Opaque) return SWALLOWING.test(manager.facts.origin ?? manager.facts.path ?? '')
  const type = protocolOf(manager)
  if (type.exit) return false
  if (type.swallows) return type.swallows(manager)
  const exit = manager instanceof Instance ? lookUp(manager.cls, '__exit__') : undefined
  return !(exit instanceof Closure) || givesSomething(exit.code.body)
}

/** Is there a `return` of more than None or False? */
function givesSomething(statements: readonly Stmt[]): boolean {
  return some(statements, (s) => {
    const given = s.kind === 'return' ? s.value : null
    return given !== null && !(given.kind === 'literal' && (given.value === null || given.value === false))
  })
}

/** May a generator that is a manager go on after an exception at its `yield`? */
export function catchesAtYield(code: FunctionCode): boolean {
  return some(code.body, (s) => s.kind === 'try' && s.handlers.length > 0 && some(s.body, (t) => t.kind === 'yield'))
}

/** Does it hold for one of the statements, those inside of others included? */
function some(statements: readonly Stmt[], holds: (s: Stmt) => boolean): boolean {
  return statements.some((s) => holds(s) || some(inside(s), holds))
}

function inside(s: Stmt): readonly Stmt[] {
  switch (s.kind) {
    case 'if':
      return [...s.then, ...s.otherwise]
    case 'loop':
    case 'each':
      return [...s.body, ...s.otherwise]
    case 'block':
    case 'with':
      return s.body
    case 'switch':
      return s.cases.flatMap((c) => c.body)
    case 'try':
      return [...s.body, ...s.handlers.flatMap((h) => h.body), ...s.otherwise, ...s.finally]
    default:
      return []
  }
}
