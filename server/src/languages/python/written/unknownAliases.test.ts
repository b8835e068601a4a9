// What is written through a value that may be one of several objects: each of them is unknown afterwards, never what it was.
import { describe, expect, test } from 'vitest'
import { runScript } from '../runScript.testing'

const HEAD = `
from elsewhere import flag, n, f
class Node:
    def __init__(self):
        self.v = 0
a = Node()
row = [0]
`

/** A title, what runs, and the expressions that no one can know afterwards. */
const CASES: readonly (readonly [title: string, body: string, unknown: readonly string[]])[] = [
  ['a choice', 'b = Node()\n(a if flag else b).v = 5\n', ['a.v', 'b.v']],
  ['an item at an unknown place', 'nodes = [a, Node()]\nnodes[n].v = 5\n', ['a.v']],
  ['an entry of a dict at an unknown key', 'd = {"p": a}\nd[n].v = 5\n', ['a.v']],
  ['what max by an unknown key picks', 'max([a, Node()], key=f).v = 5\n', ['a.v']],
  ['np.add.at at an unknown place', 'import numpy as np\nx = np.zeros(3)\nnp.add.at(x, n, 1)\n', ['x[0]']],
  ['an item inserted at an unknown place', 'items = [3, 1, 2]\nitems.insert(n, 9)\n', ['items[-1]']],
  [
    'the state of random set to an unknown one',
    'import random\nrandom.seed(1)\nrandom.setstate(f())\n',
    ['random.random()'],
  ],
  ['a loop over a list that may hold it', 'seen = []\nif flag: seen.append(a)\nfor t in seen: t.v = 5\n', ['a.v']],
  ['an item of a list that may hold it', 'seen = [[1]]\nif flag: seen.append(row)\nseen[-1][0] = 5\n', ['row[0]']],
  ['a list that may have lost it', 'seen = [a]\nif flag: seen.pop()\nfor t in seen: t.v = 5\n', ['a.v']],
  [
    'a list filled behind an early return',
    'seen = []\ndef visit(t):\n    if flag: return\n    seen.append(t)\nvisit(a)\nseen[0].v = 5\n',
    ['a.v'],
  ],
  ['an entry that a dict may have', 'd = {}\nif flag: d["k"] = row\nd.get("k", [1])[0] = 5\n', ['row[0]']],
  [
    'an item popped in a loop of unknown length',
    'seen = []\nif flag: seen.append(a)\nwhile seen: seen.pop().v = 5\n',
    ['a.v'],
  ],
  ['a loop over one of two lists', 'for r in [row] if flag else []: r[0] = 5\n', ['row[0]']],
  ['an entry under an unknown key', 'd = {n: a}\nd[n].v = 5\n', ['a.v']],
  ['a slice with an unknown end', 'nodes = [a, Node()]\nfor t in nodes[n:]: t.v = 5\n', ['a.v']],
  ['a view with an unknown end', 'import numpy as np\nx = np.zeros(3)\ny = x[n:]\ny[0] = 5\n', ['x[0]']],
  [
    'an array in a list that may hold it',
    'import numpy as np\nx = np.zeros(3)\nfor t in [x] if flag else []: t += 1\n',
    ['x[0]'],
  ],
  ['an instance of a class that is not known', '', ['isinstance(3, f)']],
]

/** Asserts that none of the expressions has a value after the text ran. */
function expectUnknown(body: string, expressions: readonly string[]): void {
  const { stdout, error } = runScript(`${HEAD}${body}${expressions.map((e) => `print(${e})\n`).join('')}`)
  expect(error).toBeNull()
  expect(stdout).toMatch(/^(?:unknown\b.*\n)+$/)
}

describe('what is written through an unknown item', () => {
  test.each(CASES)('%s', (_, body, expressions) => expectUnknown(body, expressions))
})
