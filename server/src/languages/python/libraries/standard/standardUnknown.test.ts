// What modules of the standard library, bytes and complex numbers make of values that can't be known: what a run certainly
// gives stays known, all else is unknown, and nothing is an error that is none.
import { describe, expect, test } from 'vitest'
import { runScript } from '../../runScript.testing'

/** Programs behind `import u`, a package that is not evaluated, and what they print. */
const CASES: Readonly<Record<string, Readonly<Record<string, readonly [source: string, prints: string]>>>> = {
  heapq: {
    'an item that is not known makes the order unknown, not the length': [
      'h = [1, 3]\nheapq.heappush(h, u.x)\nprint(len(h), h)\nprint(heapq.heappop(h), len(h))',
      '3 [unknown, unknown, unknown]\nunknown 2\n',
    ],
    'a heap of one item that is not known': [
      'h = []\nheapq.heappush(h, u.x)\nprint(len(h), heapq.heappop(h), h)',
      '1 unknown []\n',
    ],
    'numbers beside it decide': [
      'h = []\nfor i in (2, 1):\n    heapq.heappush(h, (i, u.x))\nprint(h[0][0], heapq.heappop(h)[0])',
      '1 1\n',
    ],
    'undone where an arm is not taken': ['h = [1]\nif u.x:\n    heapq.heappush(h, 0)\nprint(h[0])', 'unknown\n'],
    'the greatest of unknown items': ['print(heapq.nlargest(1, [u.x, 2]), heapq.nlargest(1, [3, 2]))', 'unknown [3]\n'],
  },
  bisect: {
    'the place of something unknown': [
      'print(bisect.bisect([1, 2], u.x), bisect.bisect([1, u.x], 0))',
      'unknown unknown\n',
    ],
    'only what is compared has to be known': ['print(bisect.bisect_left([1, 2, u.x], 1, hi=2))', '0\n'],
    'inserting it': ['a = [1, 2]\nbisect.insort(a, u.x)\nprint(len(a), a[0])', '3 unknown\n'],
  },
  enum: {
    'a value that is not known': ['class C(enum.Enum):\n    A = 1\n    B = u.x\nprint(C.A)', 'unknown\n'],
    'a lookup by something unknown': ['class C(enum.Enum):\n    A = 1\nprint(C(u.x), C.A, C(1))', 'unknown C.A C.A\n'],
    'an argument of a member': [
      'class C(enum.Enum):\n    A = 1\n    def f(self, x): return x\nprint(C.A.f(u.x), C.A.name)',
      'unknown A\n',
    ],
  },
  fractions: {
    'of something unknown': [
      'print(fractions.Fraction(u.x), fractions.Fraction(1, 2) + u.x, fractions.Fraction(1, 2) < u.x)',
      'unknown unknown unknown\n',
    ],
  },
  re: {
    'a text that is not known': [
      "print(re.match('a', u.x), re.sub('a', 'b', u.x), re.findall('a', u.x))",
      'unknown unknown unknown\n',
    ],
    'what JavaScript may match otherwise': [
      "m = re.match('((a)|b)*', 'ab')\nprint(m, re.compile('((a)|b)*').groups)",
      'unknown 2\n',
    ],
    'cases beyond ASCII': ["print(re.match('s', 'ſ', re.I), re.match('s', 'S', re.I).span())", 'unknown (0, 1)\n'],
    'a replacement that is not known': [
      "print(re.sub('a', lambda m: u.x, 'abc'), re.sub('z', lambda m: u.x, 'abc'))",
      'unknown abc\n',
    ],
  },
  argparse: {
    'what must be given is unknown, all else has its default': [
      "p = argparse.ArgumentParser()\np.add_argument('src')\np.add_argument('--k', required=True)\np.add_argument('--n', type=int, default=3)\na = p.parse_args()\nprint(a.n, a.src, a.k)",
      '3 unknown unknown\n',
    ],
    'a list that is not known': [
      "p = argparse.ArgumentParser()\np.add_argument('--n', default=3)\nprint(p.parse_args(u.args).n)",
      'unknown\n',
    ],
    subcommands: [
      "p = argparse.ArgumentParser()\ns = p.add_subparsers()\ns.add_parser('x')\nprint(p.parse_args().y)\nprint(1)",
      'unknown\n1\n',
    ],
  },
  json: {
    'a value that is not known': [
      "s = json.dumps({'a': [1, u.x]})\nprint(len(s), type(json.loads('[1]')))",
      "unknown <class 'list'>\n",
    ],
    'a text that is not known': ['print(json.loads(u.text))\nprint(1)', 'unknown\n1\n'],
  },
  bytes: {
    'a byte that is not known': [
      "print(bytes([1, u.x]), b'ab'[u.i], b'a' + u.x, b'ab'.find(u.x), u.x in b'a')",
      'unknown unknown unknown unknown unknown\n',
    ],
    'what is written to a bytearray': [
      "b = bytearray(b'ab')\nb[0] = u.x\nprint(b, b[1])\nc = bytearray(b'q')\nif u.x:\n    c.append(1)\nprint(len(c))",
      'unknown unknown\nunknown\n',
    ],
    'what never changes stays known': ["b = b'ab'\nu.f(b)\nprint(b)", "b'ab'\n"],
  },
  complex: {
    'a part that is not known': ['print(complex(1, u.x), 1j * u.x, 1j == u.x)', 'unknown unknown unknown\n'],
    arrays: [
      'import numpy as np\nx = np.ones(2)\nprint(x * 1j, 1j + x, x == 1j, (1j).real)',
      'unknown unknown unknown 0.0\n',
    ],
  },
  numbers: {
    'values of any type': [
      'print(isinstance(u.x, numbers.Number), isinstance(1, numbers.Number), isinstance([], numbers.Real))',
      'unknown True False\n',
    ],
  },
  asyncio: {
    'coroutines are not run, and are no error': [
      'async def f(x):\n    await x\n    return 1\nprint(asyncio.run(f(2)))\nprint(2)',
      'unknown\n2\n',
    ],
  },
}

describe.each(Object.entries(CASES))('%s', (module, cases) => {
  test.each(Object.entries(cases))('%s', (_, [source, prints]) => {
    const imports = module === 'bytes' || module === 'complex' ? 'import u\n' : `import u, ${module}\n`
    const { stdout, error } = runScript(`${imports}${source}\n`)
    expect(error).toBeNull()
    expect(stdout).toBe(prints)
  })
})
