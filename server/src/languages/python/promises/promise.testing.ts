// A promise of design.md as a group of tests: programs whose unknowns are those of worlds.testing.ts, each of which must
// show nothing as known that is not so in every world.
import { describe, expect, test } from 'vitest'
import { compareWorlds, isKnown } from './worlds.testing'

interface Case {
  readonly source: string
  /** Variables that must be shown as known, by name. */
  readonly known?: string
  /** What is wrong today: the case is expected to fail. */
  readonly broken?: string
}

/** Tests a promise, a sentence, by programs with names of their own. */
export function promise(sentence: string, cases: Readonly<Record<string, string | Case>>): void {
  describe(sentence, () => {
    for (const [name, given] of Object.entries(cases)) {
      const { source, known = '', broken }: Case = typeof given === 'string' ? { source: given } : given
      const check = (): void => {
        const { known: shown, worlds, wrong } = compareWorlds(source)
        expect(wrong).toEqual([])
        expect(worlds.some(({ result }) => result.error === null) || shown.error !== null).toBe(true)
        for (const variable of known.split(' ').filter((v) => v !== '')) {
          expect({ [variable]: isKnown(shown.variables[variable]) }).toEqual({ [variable]: true })
        }
      }
      if (broken === undefined) test(name, check)
      else test.fails(`${name} (today: ${broken})`, check)
    }
  })
}
