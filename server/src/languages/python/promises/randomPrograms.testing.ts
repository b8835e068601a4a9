// Random programs over unknown conditions (Q, P, R of worlds.testing.ts), the same for the same seed. Every name that they
// use is bound from the start and no operation of theirs raises, so that a world ends unless the program itself raises.

/** What a generated program may contain besides assignments, branches, loops, aliases and calls. `plain`: without aliases;
 *  `effects`: an arm that leaves changes something before. */
export type Feature =
  'plain' | 'effects' | 'try' | 'generators' | 'iterators' | 'choices' | 'sizes' | 'closures' | 'methods'

const HEAD = `class Box:
    made = 0
    def __init__(self, v):
        self.v = v
        Box.made += 1
    def add(self, n):
        self.v += n
        return self.v
a, b, c = 1, 2, 3
xs = [1, 2, 3]
ys = [4, 5]
rows = [xs, ys]
d = {'k': 1, 'm': 2}
o = Box(1)
p = Box(2)
`

const TAIL = `va, vb, vc = a, b, c
lx, ly, lr = list(xs), list(ys), [list(r) for r in rows]
nx, ny = len(xs), len(ys)
sx = sum(xs)
first = xs[0]
last = ys[-1]
dk, dm = d['k'], d['m']
ov, pv, made = o.v, p.v, Box.made
same, alike = o is p, xs == ys
print(a, b, c)
print(xs, ys)
`

/** A seeded generator of whole numbers below n (Numerical Recipes' linear congruence, high bits). */
function numbers(seed: number): (n: number) => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
}

/** A program of about `size` statements. */
export function randomProgram(seed: number, features: readonly Feature[], size = 8): string {
  return HEAD + new Writer(numbers(seed), features).program(size) + TAIL
}

/** Where a block stands: what may be written there. */
interface Place {
  readonly depth: number
  readonly inLoop: boolean
  readonly inFunction: boolean
  readonly inTry: boolean
}

class Writer {
  private loops = 0

  constructor(
    private readonly below: (n: number) => number,
    private readonly features: readonly Feature[],
  ) {}

  program(size: number): string {
    const top: Place = { depth: 0, inLoop: false, inFunction: false, inTry: false }
    const body = { ...top, depth: 1, inFunction: true }
    const lines = [
      'def change(n):',
      '    global a, b, c, xs, ys, o, p',
      ...this.block(body, 3),
      '    return a + n',
      ...(this.has('closures')
        ? [
            'def counting(n):',
            '    def step(k):',
            '        nonlocal n',
            ...indent(
              indent([`if ${this.condition()}:`, '    n += k', `    ${this.below(2) ? 'return k' : 'n += 1'}`]),
            ),
            '        n += 1',
            '        return n',
            '    return step',
            'step = counting(1)',
          ]
        : []),
      ...(this.has('generators')
        ? [
            'def items(n):',
            '    yield n',
            `    if ${this.condition()}:`,
            `        ${this.below(2) ? 'return' : 'yield a'}`,
            '    yield n + 1',
          ]
        : []),
      ...(this.has('iterators') ? ['counter = (i for i in range(100))'] : []),
      ...Array.from({ length: size }, () => this.statement(top)).flat(),
    ]
    return `${lines.join('\n')}\n`
  }

  private has(feature: Feature): boolean {
    return this.features.includes(feature)
  }

  private pick(options: readonly string[]): string {
    return options[this.below(options.length)]
  }

  private condition(): string {
    const unknown = ['Q', 'P', 'R', 'not Q', 'Q and P', 'Q or a > 2', 'a > 1 and R', 'Q == P']
    return this.below(3)
      ? this.pick(unknown)
      : this.pick(['a > 2', 'b % 2 == 0', 'len(xs) > 2', 'xs[0] == a', 'o is p'])
  }

  private number(): string {
    const known = ['1', '2', 'a', 'b', 'c', 'a + 1', 'b * 2', 'xs[0]', 'ys[-1]', "d['k']", 'o.v', 'len(ys)', 'sum(xs)']
    const more = [
      ...(this.has('choices') ? ['(a if Q else b)', '(1 if P else 1)', '(R and c)'] : []),
      ...(this.has('closures') ? ['step(1)', 'step(a)'] : []),
      ...(this.has('generators') ? ['sum(items(1))', 'len(list(items(a)))', 'next(items(b))'] : []),
      ...(this.has('iterators') ? ['next(counter)'] : []),
      ...(this.has('methods') ? ['o.add(1)', 'p.add(2)', 'Box(3).v'] : []),
    ]
    return this.pick([...known, ...more])
  }

  private simple(): string {
    const n = this.number()
    const plain = [
      `a = ${n}`,
      `b = ${n}`,
      `c += ${n}`,
      `a, b = b, ${n}`,
      `xs[0] = ${n}`,
      `ys[-1] = ${n}`,
      `rows[0][0] += 1`,
      `d['k'] = ${n}`,
      `d['m'] += 1`,
      `o.v = ${n}`,
      `p.v += 1`,
      ...(this.has('plain') ? ['o.v = p.v'] : ['ys = xs', 'xs = list(ys)', 'o = p', 'p = Box(a)']),
    ]
    const sized = ['xs.append(a)', 'ys.append(7)', 'xs.insert(0, b)', 'ys += [a]', 'rows[1].append(c)', 'xs = xs + [1]']
    const chosen = ['o = p if Q else o', 'xs = ys if P else xs', 'rows = [ys, xs] if R else rows', 'Q and ys.reverse()']
    return this.pick([...plain, ...(this.has('sizes') ? sized : []), ...(this.has('choices') ? chosen : [])])
  }

  private block(at: Place, most: number): string[] {
    const inner = { ...at, depth: at.depth + 1 }
    return indent(Array.from({ length: 1 + this.below(most) }, () => this.statement(inner)).flat())
  }

  private statement(at: Place): string[] {
    const kind = this.below(at.depth > 2 ? 6 : 12)
    if (kind < 5) return [this.simple()]
    if (kind === 5) return this.leaving(at)
    if (kind < 9) return this.branch(at)
    if (kind === 9) return this.loop(at)
    if (kind === 10 && this.has('try')) return this.attempt(at)
    return at.inFunction ? [this.simple()] : [`c = change(${this.number()})`]
  }

  private leaving(at: Place): string[] {
    const ways = [
      ...(at.inLoop ? ['break', 'continue'] : []),
      ...(at.inFunction ? ['return a', 'return 1'] : []),
      ...(at.inTry ? ["raise ValueError('x')"] : []),
    ]
    if (ways.length === 0) return [this.simple()]
    const before = this.has('effects') ? [this.simple()] : []
    return [`if ${this.condition()}:`, ...indent([...before, this.pick(ways)])]
  }

  private branch(at: Place): string[] {
    const lines = [`if ${this.condition()}:`, ...this.block(at, 2)]
    if (this.below(4) === 0) lines.push(`elif ${this.condition()}:`, ...this.block(at, 2))
    if (this.below(2)) lines.push('else:', ...this.block(at, 2))
    return lines
  }

  private loop(at: Place): string[] {
    const name = `i${this.loops++}`
    const inner = { ...at, inLoop: true }
    const heads = [`for ${name} in range(${1 + this.below(3)}):`, `for ${name} in [1, 2]:`, `for ${name} in list(ys):`]
    const lines = [this.pick(heads), ...this.block(inner, 3)]
    if (this.below(3) === 0) lines.push('else:', ...this.block(at, 1))
    return lines
  }

  private attempt(at: Place): string[] {
    const inner = { ...at, inTry: true }
    const body = [
      ...this.block(inner, 2),
      `    if ${this.condition()}:`,
      "        raise KeyError('y')",
      ...this.block(inner, 2),
    ]
    const lines = ['try:', ...body, 'except KeyError:', ...this.block(at, 2)]
    if (this.below(2) || inner.inTry) lines.push('except ValueError:', ...this.block(at, 2))
    if (this.below(3) === 0) lines.push('else:', ...this.block(at, 1))
    if (this.below(3) === 0) lines.push('finally:', ...indent([this.simple()]))
    return lines
  }
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`)
}
