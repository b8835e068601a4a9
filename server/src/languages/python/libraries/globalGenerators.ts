// The generators that draws without an object of their own come from: `random`'s and `numpy.random`'s. Code that is not
// evaluated may draw from them as well.
import type { Mutable, Opaque, Runtime } from '@gradlens/engine'

/** A generator that every part of a program shares. */
export interface GlobalGenerator extends Mutable {
  /** Does it go on from a seed that is known? */
  readonly isSeeded: boolean
}

const KEY = 'python.globalGenerators'

function generatorsOf(runtime: Runtime): Set<GlobalGenerator> {
  let known = runtime.library.get(KEY) as Set<GlobalGenerator> | undefined
  if (!known) runtime.library.set(KEY, (known = new Set()))
  return known
}

/** Tells that a library's functions draw from this generator. */
export function shareGenerator(generator: GlobalGenerator, runtime: Runtime): void {
  runtime.journal.outlives(generator)
  generatorsOf(runtime).add(generator)
}

/** Something unknown ran that may have drawn: what comes next is unknown, save where it was but a sample before. */
export function mayHaveDrawn(runtime: Runtime, unknown: () => Opaque): void {
  for (const generator of generatorsOf(runtime)) {
    if (!generator.isSeeded) continue
    runtime.touch(generator)
    generator.obscure(unknown)
  }
}
