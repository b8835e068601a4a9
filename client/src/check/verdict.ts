// What a gradient check found, in words: a sentence for a message, and a page of detail.
import type { CheckReport, Verdict } from '@gradlens/server/report'

const sentences: Readonly<Record<Verdict, string>> = {
  agree: 'The gradient agrees with finite differences',
  disagree: 'The gradient disagrees with finite differences',
  inconclusive: 'Finite differences cannot decide whether the gradient is right',
  kink: 'The function has a kink here: its slopes from the left and from the right differ',
  discontinuous: 'The function jumps here: it has no derivative',
  'non-finite': 'The value or the gradient is not a finite number',
  skipped: 'The gradient was not checked',
}

/** The verdict as one sentence. */
export function verdictSentence({ verdict, maxRelativeError }: CheckReport): string {
  const says = verdict === 'agree' || verdict === 'disagree'
  const error = says && maxRelativeError !== null ? ` (largest relative error ${short(maxRelativeError)})` : ''
  return `${sentences[verdict]}${error}.`
}

/** Whether the verdict is something to look into. */
export function needsAttention({ verdict }: CheckReport): boolean {
  return verdict !== 'agree' && verdict !== 'kink' && verdict !== 'skipped'
}

/** Everything that was found, as the text of a document. `place` says where: `spring.ts, line 4`. */
export function checkDetails(check: CheckReport, place: string): string {
  const { worst, oneSided, detail } = check
  const numbers = [
    ...(worst
      ? [
          ['worst component', componentName(worst.input, worst.index)],
          ['automatic', String(worst.automatic)],
          ['numeric', String(worst.numeric)],
        ]
      : []),
    ...(check.maxRelativeError === null ? [] : [['largest relative error', short(check.maxRelativeError)]]),
    ...(oneSided
      ? [
          ['slope from the left', String(oneSided[0])],
          ['slope from the right', String(oneSided[1])],
        ]
      : []),
  ]
  const table = numbers.map(([name, value]) => `${name.padEnd(24)}${value}`).join('\n')
  const parts = [`# Gradient check: ${place}`, verdictSentence(check), detail, table]
  return parts.filter((part) => part !== '').join('\n\n') + '\n'
}

/** A component as a person writes it: `v[2]`, `p.mass`. */
function componentName(input: string, index: readonly (number | string)[]): string {
  return input + index.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)))
}
