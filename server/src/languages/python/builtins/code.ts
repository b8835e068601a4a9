// Built-in functions that reach the names of a program by other means than a statement: `exec`, `eval`, `globals` …
import { walk, type Module as Tree } from 'py-ast'
import { Closure, Native, Opaque, Raised, type Arguments, type Runtime, type Span, type Value } from '@gradlens/engine'
import { makeException } from '../exceptions'
import { ranUnknown } from '../foreignDraws'
import { moduleAt } from '../namespaces'
import { strOf } from '../operations'
import { parse } from '../parse'
import type { ProgramModule } from '../types/module'
import { NamespaceDict, obscureModule, obscureName } from '../types/namespaceDict'
import { lenient } from './native'

/** What a text of code may do to the names around it. */
interface Effects {
  readonly bound: ReadonlySet<string>
  readonly read: ReadonlySet<string>
  /** It calls something, or changes an object. */
  readonly acts: boolean
}

function effectsOf(tree: Tree): Effects {
  const [bound, read] = [new Set<string>(), new Set<string>()]
  let acts = false
  for (const node of walk(tree)) {
    if (node.nodeType === 'Name') (node.ctx.nodeType === 'Load' ? read : bound).add(node.id)
    else if (node.nodeType === 'FunctionDef' || node.nodeType === 'ClassDef') bound.add(node.name)
    else if (node.nodeType === 'Alias') bound.add(node.asname ?? node.name.split('.')[0])
    else if (node.nodeType === 'Call' || node.nodeType === 'AugAssign') acts = true
    else if ((node.nodeType === 'Attribute' || node.nodeType === 'Subscript') && node.ctx.nodeType !== 'Load')
      acts = true
  }
  return { bound, read, acts }
}

/** Code that is not evaluated runs among the names of a module. */
function runIn(module: ProgramModule, code: Value | undefined, why: Opaque, runtime: Runtime, site: Span): void {
  const parsed = typeof code === 'string' ? parse(code.trim()) : null
  if (!parsed?.ok) {
    obscureModule(module, why, runtime, site)
    ranUnknown(undefined, undefined, null, why, runtime)
    return
  }
  const { bound, read, acts } = effectsOf(parsed.tree)
  if (acts) {
    const values = [...read].map((name) => module.find(name))
    for (const value of values) if (value instanceof Closure) runtime.mayCall(value, why, site)
    runtime.forget(values, why.reason, site)
    ranUnknown(undefined, undefined, null, why, runtime)
  }
  for (const name of bound) obscureName(module, name, why, runtime, site)
}

/** Where code runs: among the names that it is given, else among those of the module around the call. */
function runAmong(names: Value | undefined, code: Value | undefined, why: Opaque, runtime: Runtime, site: Span): void {
  const own = names === undefined || names === null
  const module = own ? moduleAt(site.text, runtime) : names instanceof NamespaceDict ? names.module : undefined
  if (module) runIn(module, code, why, runtime, site)
  else runtime.forget([names], why.reason, site)
}

const exec = lenient('exec(source, globals=, locals=, /)', ([source, names, locals], runtime, site) => {
  const why = runtime.opaque('`exec` is not evaluated', site)
  runAmong(names, source, why, runtime, site)
  if (locals !== undefined) runtime.forget([locals], why.reason, site)
  return null
})

/** A text that is not known is taken for an expression that only computes: most often a person types a number. */
const evaluate = lenient('eval(source, globals=, locals=, /)', ([source, names, locals], runtime, site) => {
  const why = runtime.opaque('`eval` is not evaluated', site)
  if (typeof source === 'string') runAmong(names, source, why, runtime, site)
  if (locals !== undefined) runtime.forget([locals], why.reason, site)
  return why
})

function namespace(isModules: boolean) {
  return (_: unknown, runtime: Runtime, site: Span): Value => {
    const module = moduleAt(site.text, runtime)
    return module ? new NamespaceDict(module, isModules) : runtime.opaque('the names of this place are unknown', site)
  }
}

function leave(name: string): Native {
  return new Native(
    name,
    (runtime, { positional }: Arguments, site) => {
      throw new Raised(
        makeException('SystemExit', positional),
        'SystemExit',
        positional.map((v) => strOf(v, runtime)).join(''),
        site,
      )
    },
    null,
    true,
  )
}

/** The variables where a call stands: they may be those of a function. */
export const localNames = namespace(false)

export const CODE: readonly Native[] = [
  exec,
  evaluate,
  lenient('globals()', namespace(true)),
  lenient('locals()', localNames),
  leave('exit'),
  leave('quit'),
]
