// What an evaluator does while nobody waits for it: it answers for a text of its own, so that its code is loaded and
// compiled when the first document comes.
import type { Analysis } from './serveEvaluator'
import type { Evaluation } from './messages'

/** Small texts that go through what most scripts go through. */
const SAMPLES: Readonly<Record<Evaluation['language'], string>> = {
  python: `import math
import numpy as np

def f(x, n=2):
    total = 0.0
    for i in range(n):
        total += math.sin(x) * i if i % 2 else x ** 2
    return total + np.sum(np.array([1.0, 2.0]) * x)

class Point:
    def __init__(self, items):
        self.items = items

p = Point([1, 2])
p.items.append(f(0.5))
w = np.zeros(3)
X = np.arange(12.0).reshape(4, 3)
w -= 0.1 * X.T @ (X @ w - 1)
print(f"{w[0]:.3f}", w, p.items, {"a": (1, 2)})
`,
  typescript: `const scale = [1, 2, 3]
function f(x: number): number {
  let total = 0
  for (const s of scale) total += Math.sin(x) * s ** 2
  return total
}
const point = { x: 1, items: scale.map((s) => f(s)) }
`,
}

const BUDGET = { maxSteps: 100_000, milliseconds: 1000, bytes: 2 ** 26 }

/** Answers for the samples. */
export function warmUp(analysis: Analysis): void {
  for (const language of Object.keys(SAMPLES) as Evaluation['language'][]) {
    const source = SAMPLES[language]
    const f = source.indexOf('f(x')
    const x = source.indexOf('x', f)
    const uri = `gradlens-sample:${language}`
    const mark = {
      kind: 'grad',
      bindings: [],
      wrt: null,
      order: 1,
      orderRange: null,
      check: false,
      tolerance: null,
    } as const
    analysis.report(
      {
        uri,
        version: 0,
        language,
        languageId: language,
        texts: [{ uri, source, languageId: language, path: '', imports: {} }],
        functions: [
          {
            name: 'f',
            nameStart: f,
            nameEnd: f + 1,
            start: f,
            end: source.indexOf('\n\n', f),
            parameters: [{ name: 'x', start: x, end: x + 1 }],
            marks: [{ mark: { ...mark, range: { start: 0, end: 1 } } }],
          },
        ],
        budget: BUDGET,
        versions: {},
      },
      false,
    )
  }
}
