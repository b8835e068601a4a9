// Where `print` writes: what `sys.stdout` is, and what `redirect_stdout` put in its place.
import { Module, NativeObject, Opaque, type Runtime, type Span, type Value } from '@gradlens/engine'
import { modulesIn } from './namespaces'
import { callMethod } from './operations'

/** The outputs that `redirect_stdout` has put before the program's own, the innermost last. */
class Redirections extends NativeObject<readonly Value[]> {
  override readonly typeName = 'redirections'
  targets: readonly Value[] = []

  override save(): readonly Value[] {
    return this.targets
  }
  override restore(targets: readonly Value[]): void {
    this.targets = targets
  }
  override merge(one: readonly Value[], other: readonly Value[], unknown: () => Opaque): void {
    this.targets = one.length === other.length && one.every((v, i) => v === other[i]) ? one : [unknown()]
  }
}

const KEY = 'python.redirections'

function redirectionsOf(runtime: Runtime): Redirections {
  let known = runtime.library.get(KEY) as Redirections | undefined
  if (!known) runtime.library.set(KEY, (known = new Redirections()))
  return known
}

/** What is printed from now on goes to `target`. */
export function redirect(target: Value, runtime: Runtime): void {
  const redirections = redirectionsOf(runtime)
  runtime.touch(redirections)
  redirections.targets = [...redirections.targets, target]
}

/** Ends the last redirection. */
export function endRedirection(runtime: Runtime): void {
  const redirections = redirectionsOf(runtime)
  runtime.touch(redirections)
  redirections.targets = redirections.targets.slice(0, -1)
}

function isOwn(output: Value | undefined): boolean {
  return output instanceof Module && output.name === 'sys.stdout'
}

/** Where a text goes that is written to `file`, left out or None for `sys.stdout`; null: to the program's own output. */
export function outputOf(file: Value | undefined, runtime: Runtime): Value | null {
  const sys = modulesIn(runtime).get('sys')
  const current = sys instanceof Module ? sys.attributes.get('stdout') : undefined
  const output = file ?? current
  if (output !== undefined && !isOwn(output)) return output
  return (runtime.library.get(KEY) as Redirections | undefined)?.targets.at(-1) ?? null
}

/** Writes to what `outputOf` gives. Of an output that is not evaluated nothing is known. */
export function writeTo(output: Value, text: string | Opaque, runtime: Runtime, site: Span): void {
  if (output instanceof Opaque) return
  callMethod(output, 'write', { positional: [text], keywords: null }, runtime, site)
}
