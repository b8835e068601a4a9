import { describe, expect, test } from 'vitest'
import { runScript } from './runScript.testing'

const opaque = (reason: string) => ({ opaque: reason })

describe('what cannot be known', () => {
  test('an unknown import is no error, its members are named, what does not depend on it is known', () => {
    const { stdout, error, variables } = runScript(`
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.model_selection import train_test_split
from tqdm import tqdm
df = pd.read_csv('data.csv')
x = df['a'].values * 2 + 1
n = 3 * 4
plt.plot([1, 2], [3, 4])
plt.show()
a, b = train_test_split(x, test_size=0.2)
m = df.mean()
print(n, m)
`)
    expect(error).toBeNull()
    expect(stdout).toBe('12 unknown\n')
    expect(variables).toMatchObject({
      n: 12,
      df: opaque('`pandas.read_csv` is not evaluated'),
      x: opaque('`pandas.read_csv` is not evaluated'),
      a: opaque('`sklearn.model_selection.train_test_split` is not evaluated'),
      m: opaque('`pandas.read_csv` is not evaluated'),
    })
    expect(variables).not.toHaveProperty('pd')
  })

  test('every operation on something unknown is unknown, never an error', () => {
    const { error, stdout, variables } = runScript(`
import foo
u = foo.bar(1)
r = [u + 1, 1 + u, -u, u[0], u.x.y(2), u(3), u < 1, u == u, not u, len(u), str(u), int(u), abs(u), round(u, 2), sum([1, u]), max(1, u), f'{u}', 'a%s' % u, u in [1], 1 in u, [u] * 2, (u, 1), {'k': u}]
u.attribute = 1
u[0] = 2
del u[0]
u += 1
s = {u: 1}
l = [1, 2, 3]
l.append(u)
k = l[-1]
d = {'a': u}
w = d['a']
v = [x * 2 for x in u]
known = [1, 2]
try:
    z = u.foo()
except ValueError:
    z = 1
with u.open() as f:
    text = f.read()
t = sorted([3, u, 1])
isinstance(u, int)
g = dict(a=1, **u) if u else {}
print(u, [u], 'p', sep='/')
`)
    expect(error).toBeNull()
    expect(stdout).toBe('unknown/[unknown]/p\n')
    expect(variables).toMatchObject({
      known: [1, 2],
      k: opaque('`foo.bar` is not evaluated'),
      w: opaque('`foo.bar` is not evaluated'),
    })
  })

  test('a branch on something unknown leaves what both arms leave', () => {
    const { variables, error } = runScript(`
import foo
flag = foo.flag
a, b, c = 1, 1, 1
l = [0]
d = {'x': 1}
class P: pass
p = P()
p.q = 1
if flag:
    a = 2
    c = 5
    l.append(1)
    d['y'] = 2
    p.q = 2
else:
    c = 5
    raise ValueError('only here')
after = b + 1
`)
    expect(error).toBeNull()
    expect(variables).toMatchObject({ b: 1, after: 2 })
  })

  test('a loop over something unknown runs on unknown items', () => {
    const { variables, error, stdout } = runScript(`
import foo
total = 0
count = 0
seen = []
for x, y in foo.data():
    total += x
    seen.append(y)
    print('never sure')
else:
    done = True
fixed = 7
`)
    expect(error).toBeNull()
    expect(stdout).toBe('')
    expect(variables).toMatchObject({ fixed: 7, count: 0, done: true })
    expect(variables.total).toHaveProperty('opaque')
    expect(variables.seen).toHaveProperty('opaque')
  })

  test('a class with an unknown base keeps what is its own', () => {
    const { variables, error, stdout } = runScript(`
import torch
class Net(torch.nn.Module):
    size = 3
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.layer = torch.nn.Linear(n, 1)
    def forward(self, x):
        return self.layer(x) * self.n
    def twice(self):
        return self.n * 2
net = Net(4)
n, t, s = net.n, net.twice(), Net.size
out = net(1.0)
other = net.parameters()
print(isinstance(net, Net), n, t, s)
`)
    expect(error).toBeNull()
    expect(stdout).toBe('True 4 8 3\n')
    expect(variables).toMatchObject({ n: 4, t: 8, s: 3 })
    expect(variables.out).toHaveProperty('opaque')
  })

  test('clocks, files, input and identities are unknown; what they print to elsewhere is left out', () => {
    const { variables, error, stdout } = runScript(`
import time, os, sys, warnings, logging
start = time.time()
elapsed = time.time() - start
name = input('name? ')
text = open('x.txt').read()
home = os.environ['HOME']
path = os.path.join('a', 'b.txt')
os.makedirs('out', exist_ok=True)
warnings.warn('careful')
logging.info('x %d', 1)
print('e', file=sys.stderr)
print(path, os.path.basename(path), f'{elapsed:.2f}s')
`)
    expect(error).toBeNull()
    expect(stdout).toBe('name? a/b.txt b.txt unknowns\n')
    expect(variables.elapsed).toEqual(opaque('`time.time` reads the clock'))
    expect(variables.name).toHaveProperty('opaque')
  })

  test('constructs that are not evaluated say so and bind unknown values', () => {
    const { variables, notices, error } = runScript(`
def gen(n):
    x = n() + (yield n)
    yield x
g = list(gen(lambda: 3))
z = '\\N{BULLET}'
try:
    w = 1
except* ValueError:
    w = 2
after = 1
`)
    expect(error).toBeNull()
    expect(variables).toMatchObject({ after: 1 })
    expect(variables.w).toHaveProperty('opaque')
    expect(variables.g).toHaveProperty('opaque')
    expect(notices.filter((notice) => notice.startsWith('unsupported-syntax')).length).toBe(3)
  })

  test('unseeded draws are samples, the same in every run, and say so', () => {
    const source = 'import random\nx = random.random()\ny = random.gauss(0, 1)\nrandom.seed(1)\nz = random.random()\n'
    const [one, two] = [runScript(source), runScript(source)]
    expect(one.variables).toEqual(two.variables)
    expect(one.variables.z).toBe(0.13436424411240122)
    expect(one.notices.filter((notice) => notice.startsWith('sampled-value'))).toHaveLength(2)
  })
})

describe('files beside the script', () => {
  test('are run once, as modules with their own names', () => {
    const helper = {
      uri: 'file:///helper.py',
      source:
        "k = 2\ncalls = []\ndef f(x):\n    calls.append(x)\n    return x * k\nprint('loaded', __name__)\n_private = 1\n",
      languageId: 'python',
      path: 'helper.py',
      imports: {},
    }
    const { stdout, error } = runScript(
      "import helper\nfrom helper import f, calls\nimport helper as h\nh.k = 10\nprint(f(3), helper.f(4), calls, h is helper, helper.__name__, __name__)\nfrom helper import *\nprint(k)\ntry:\n    from helper import nothing\nexcept ImportError as e:\n    print('ImportError')\ntry:\n    helper.nothing\nexcept AttributeError as e:\n    print(e)\n",
      [helper],
      { helper: 1 },
    )
    expect(error).toBeNull()
    expect(stdout).toBe(
      "loaded helper\n30 40 [3, 4] True helper __main__\n10\nImportError\nmodule 'helper' has no attribute 'nothing'\n",
    )
  })

  test('that do not parse make what they give unknown, with the reason', () => {
    const broken = {
      uri: 'file:///broken.py',
      source: 'def f(:\n',
      languageId: 'python',
      path: 'broken.py',
      imports: {},
    }
    const { variables, error } = runScript('import broken\nx = broken.f(1)\ny = 2\n', [broken], { broken: 1 })
    expect(error).toBeNull()
    expect(variables.y).toBe(2)
    expect(variables.x).toHaveProperty('opaque')
  })
})

test('a default does not stand for None that a dict holds', () => {
  expect(runScript("d = {'a': None}\nprint(d.get('a', 1), d.pop('a', 5), d)\n").stdout).toBe('None None {}\n')
})
