// Random generators and iterators that may have been advanced.
import { promise } from './promise.testing'

promise('a random generator that may have drawn is not known afterwards', {
  'random in arm': `
import random
random.seed(1)
if Q:
    random.random()
v = random.random()
`,
  'random in loop': `
import random
random.seed(1)
for x in L:
    random.random()
v = random.random()
`,
  'Random object in arm': `
import random
r = random.Random(3)
if Q:
    r.random()
v = r.random()
`,
  'seed in arm': `
import random
random.seed(1)
if Q:
    random.seed(2)
v = random.random()
`,
  'random seed unknown': `
import random
random.seed(N)
y = random.random()
`,
  'np random in arm': `
import numpy as np
np.random.seed(1)
if Q:
    np.random.rand()
v = np.random.rand()
`,
  'np random in loop': `
import numpy as np
np.random.seed(1)
for x in L:
    np.random.rand()
v = np.random.rand()
`,
  'default_rng in arm': `
import numpy as np
r = np.random.default_rng(1)
if Q:
    r.random()
v = r.random()
`,
  'np seed unknown': `
import numpy as np
np.random.seed(N)
y = np.random.rand()
`,
  'default_rng seed unknown': `
import numpy as np
g = np.random.default_rng(N)
y = g.random()
`,
  'np randn unknown size': `
import numpy as np
np.random.seed(0)
x = np.random.randn(N)
y = np.random.rand()
`,
  'np choice unknown size': `
import numpy as np
np.random.seed(0)
x = np.random.choice(5, N + 1)
y = np.random.rand()
`,
  'np permutation unknown': `
import numpy as np
np.random.seed(0)
x = np.random.permutation(N + 3)
y = np.random.rand()
`,
  'default_rng normal unknown size': `
import numpy as np
g = np.random.default_rng(0)
x = g.normal(size=N)
y = g.random()
`,
  'np shuffle unknown arm': `
import numpy as np
a = np.arange(5)
np.random.seed(0)
if Q:
    np.random.shuffle(a)
x = a.tolist()
y = np.random.rand()
`,
  'np shuffle unknown length': `
import numpy as np
np.random.seed(0)
xs = [1, 2, 3]
if Q:
    xs.append(4)
np.random.shuffle(xs)
y = np.random.rand()
`,
  'F consumes state': {
    known: 'x',
    source: `
import random
random.seed(1)
def F1(): pass
x = random.random()
`,
  },
})

promise('a draw of unknown size or range leaves the generator unknown', {
  'random shuffle unknown length': {
    source: `
import random
random.seed(0)
xs = [1, 2, 3]
if Q:
    xs.append(4)
random.shuffle(xs)
y = random.random()
`,
  },
  'random choice of unknown': {
    source: `
import random
random.seed(0)
x = random.choice([1] * (N + 1))
y = random.random()
`,
  },
  'randint unknown bound': {
    source: `
import random
random.seed(0)
x = random.randint(0, 3 if Q else 100)
y = random.random()
`,
  },
})

promise('an iterator that may have been advanced is not known afterwards', {
  'iterator in arm': {
    source: `
it = iter([1, 2, 3])
if Q:
    next(it)
v = next(it)
`,
  },
  'count in arm': {
    source: `
import itertools
it = itertools.count()
if Q:
    next(it)
v = next(it)
`,
  },
  'map zip enumerate in arm': {
    source: `
it = enumerate([5, 6, 7])
m = map(lambda x: x, [1, 2, 3])
z = zip([1, 2], [3, 4])
if Q:
    next(it); next(m); next(z)
v = next(it)
w = next(m)
x = next(z)
`,
  },
  'iterator in loop over unknown': `
it = iter([1, 2, 3, 4, 5])
for x in L:
    next(it)
v = next(it)
`,
  'any stops early': {
    broken:
      'iter(), count(), enumerate(), map(), zip() objects are no Mutables: what an arm takes from them is not undone',
    source: `
it = iter([1, 2, 3])
b = any(x == N + 1 for x in it)
v = next(it)
`,
  },
  'in consumes iterator': {
    broken:
      'iter(), count(), enumerate(), map(), zip() objects are no Mutables: what an arm takes from them is not undone',
    source: `
it = iter([1, 2, 3])
b = (N + 1) in it
v = next(it)
`,
  },
  'zip consumes': {
    broken:
      'iter(), count(), enumerate(), map(), zip() objects are no Mutables: what an arm takes from them is not undone',
    source: `
it = iter([1, 2, 3])
z = list(zip(A, it))
v = next(it, 0)
`,
  },
})
