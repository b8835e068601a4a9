// Unknown imports of every kind that programs.md counts, and the call chains that follow them in real programs: no error,
// what depends on them is unknown, and the rest is printed.
import { describe, expect, test } from 'vitest'
import { runScript, sourceText } from '../runScript.testing'

interface Case {
  readonly source: string
  /** Every line that must be printed. */
  readonly prints: string
  /** What is wrong today: the case is expected to fail. */
  readonly broken?: string
}

function group(sentence: string, cases: Readonly<Record<string, Case>>): void {
  describe(sentence, () => {
    for (const [name, { source, prints, broken }] of Object.entries(cases)) {
      const check = (): void => {
        const { stdout, error } = runScript(source)
        expect(error).toBeNull()
        expect(stdout.replace(/unknown: `[^`]*` is not evaluated/g, 'unknown')).toBe(prints)
      }
      if (broken === undefined) test(name, check)
      else test.fails(`${name} (today: ${broken})`, check)
    }
  })
}

group('an import of something unknown is no error, whatever its form', {
  'a submodule': { source: 'import a.b.c\nprint(a.b.c.f(1), a.x)\nprint(2)\n', prints: 'unknown unknown\n2\n' },
  'a submodule by another name': { source: 'import a.b as c\nprint(c.f(1))\nprint(2)\n', prints: 'unknown\n2\n' },
  'names from it': {
    source: 'from a.b import f, g as h\nprint(f(1), h.x)\nprint(2)\n',
    prints: 'unknown unknown\n2\n',
  },
  'everything from it': {
    source: 'from lib import *\nprint(foo(1), bar.baz)\nprint(2)\n',
    prints: 'unknown unknown\n2\n',
  },
  'a missing sibling': {
    source: 'from helper import f\nimport utils\nprint(f(2), utils.k)\nprint(2)\n',
    prints: 'unknown unknown\n2\n',
  },
  'relative ones': {
    source:
      'from . import sib\nfrom .sib import f\nfrom .. import up\nfrom ..pkg.mod import g\nprint(f(1), sib.x, g(1), up.z)\nprint(2)\n',
    prints: 'unknown unknown unknown unknown\n2\n',
  },
  'by name at run time': {
    source: "import importlib\nm = importlib.import_module('lib')\nprint(m.f())\nprint(2)\n",
    prints: 'unknown\n2\n',
  },
  'for types only': {
    source: 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lib import Bar\nprint(1)\n',
    prints: '1\n',
  },
  'inside a function': {
    source: 'def f():\n    import lib\n    return lib.x, 3\nprint(f()[0], f()[1])\n',
    prints: 'unknown 3\n',
  },
  'inside a class': { source: 'class C:\n    import lib\n    x = 3\nprint(C.x)\n', prints: '3\n' },
  'from the future': {
    source: 'from __future__ import annotations, division, print_function\nprint(1)\n',
    prints: '1\n',
  },
})

group('whether an optional package is there is not known', {
  'its fallback by another name': {
    source: 'try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp\nprint(xp.zeros(2).sum())\n',
    prints: 'unknown\n',
  },
  'its fallback function': {
    source: 'try:\n    from lib import f\nexcept ImportError:\n    def f(x): return x\nprint(f(3))\n',
    prints: 'unknown\n',
  },
  'its name set to None': {
    source:
      'try:\n    import lib\nexcept ModuleNotFoundError:\n    lib = None\nprint(lib is None)\nprint(1 if lib else 2)\n',
    prints: 'unknown\nunknown\n',
  },
  'a package that is evaluated is there': {
    source: 'try:\n    import numpy\n    there = True\nexcept ImportError:\n    there = False\nprint(there)\n',
    prints: 'True\n',
  },
  'a flag': {
    source: 'try:\n    import lib\n    HAS = True\nexcept ImportError:\n    HAS = False\nprint(HAS)\n',
    prints: 'unknown\n',
  },
  'a flag in else': {
    source: 'try:\n    import lib\nexcept ImportError:\n    HAS = False\nelse:\n    HAS = True\nprint(HAS)\n',
    prints: 'unknown\n',
  },
})

group('an unknown star import may bind any name', {
  'one that was bound before': {
    source: 'DEBUG = False\nfrom local_settings import *\nprint(DEBUG)\nprint(2)\n',
    prints: 'unknown\n2\n',
  },
  'a builtin that the package is known to replace': {
    source: 'from pylab import *\nprint(sum([[1, 2], [3, 4]]), 2)\n',
    prints: 'unknown 2\n',
  },
  'by a sibling that is there: its names, in their order': {
    source: 'from lib import *\nx = 3\nprint(x, len([1]))\n',
    prints: '3 1\n',
  },
})

group('plots only look', {
  'functions of pyplot': {
    source:
      "import matplotlib.pyplot as plt\nys = [1, 2]\nplt.figure(figsize=(8, 6))\nplt.plot(ys, 'r--', label='a')\nplt.legend(); plt.show(); plt.savefig('a.png')\nn, bins, patches = plt.hist(ys, bins=3)\nprint(ys, sum(ys))\n",
    prints: '[1, 2] 3\n',
  },
  'a style': {
    source: "import matplotlib.pyplot as plt\nwith plt.style.context('ggplot'):\n    x = 3\nprint(x)\n",
    prints: '3\n',
  },
  'methods of axes': {
    source: 'import matplotlib.pyplot as plt\nys = [1, 2]\nfig = plt.figure()\nfig.gca().plot(ys)\nprint(ys)\n',
    prints: '[1, 2]\n',
  },
  'methods of unpacked axes': {
    source:
      "import matplotlib.pyplot as plt\nys = [1, 2]\nfig, ax = plt.subplots()\nax.plot(ys)\nax.set_title('t')\nprint(ys, sum(ys))\n",
    prints: '[1, 2] 3\n',
  },
  'methods of indexed and iterated axes': {
    source:
      'import matplotlib.pyplot as plt\nys = [1, 2]\naxes = plt.subplots(2, 2)[1]\naxes[0, 0].plot(ys)\nfor ax in axes.flat:\n    ax.plot(ys)\nprint(ys, sum(ys))\n',
    prints: '[1, 2] 3\n',
  },
  'a progress bar passes its items through': {
    source: 'from tqdm import tqdm, trange\nn = 0\nfor i in tqdm(range(5)):\n    n += i\nprint(n)\nprint(2)\n',
    prints: 'unknown\n2\n',
  },
  'an animation calls back': {
    source:
      'import matplotlib.pyplot as plt\nfrom matplotlib.animation import FuncAnimation\nn = 0\ndef update(i):\n    global n\n    n += 1\nFuncAnimation(plt.figure(), update, frames=3)\nprint(n)\n',
    prints: 'unknown\n',
  },
  'OpenCV draws into its argument': {
    source:
      'import cv2\nimport numpy as np\nimg = np.zeros((4, 4))\ncv2.circle(img, (1, 1), 1, 255, -1)\nprint(img.sum())\n',
    prints: 'unknown\n',
  },
})

group('data that is not there is unknown, and the rest is printed', {
  pandas: {
    source:
      "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf = df.dropna()\ndf['c'] = df['a'] + df['b']\nX = df[['a', 'b']].values\ny = df.iloc[:, -1].to_numpy()\nprint(df.shape, len(df), X.shape[0], 2)\nfor name, g in df.groupby('a'):\n    k = 1\nprint(pd.DataFrame({'a': [1, 2]}), 3)\n",
    prints: 'unknown unknown unknown 2\nunknown 3\n',
  },
  'scikit-learn': {
    source:
      "from sklearn.datasets import load_iris\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.linear_model import LinearRegression\nfrom sklearn.metrics import accuracy_score\niris = load_iris()\nX, y = iris.data, iris.target\na, b, c, d = train_test_split(X, y, test_size=0.3)\nm = LinearRegression()\nm.fit(a, c)\nprint('acc', accuracy_score(d, m.predict(b)))\nw = 0.0\nfor i in range(4):\n    w += 0.25\nprint(w)\n",
    prints: 'acc unknown\n1.0\n',
  },
  'scipy with a callback that counts': {
    source:
      'from scipy.optimize import minimize\ncalls = []\ndef f(x):\n    calls.append(1)\n    return x ** 2\nr = minimize(f, [1.0])\nprint(len(calls), r.x)\nprint(2)\n',
    prints: 'unknown unknown\n2\n',
  },
  'scipy with a method that counts': {
    source:
      'from scipy.optimize import minimize\nclass H:\n    def __init__(self): self.h = []\n    def cb(self, x): self.h.append(x)\nh = H()\nminimize(lambda x: x ** 2, 1.0, callback=h.cb)\nprint(len(h.h))\n',
    prints: 'unknown\n',
  },
  'scipy integrates a function that counts': {
    source:
      'from scipy.integrate import odeint\nn = 0\ndef f(y, t):\n    global n\n    n += 1\n    return -y\ns = odeint(f, 1.0, [0, 1])\nprint(s.shape, n, 2)\n',
    prints: 'unknown unknown 2\n',
  },
  PyTorch: {
    source:
      "import torch\nimport torch.nn as nn\nx = torch.tensor([1.0, 2.0], requires_grad=True)\ny = (x ** 2).sum()\ny.backward()\nprint(x.grad)\nprint('cuda' if torch.cuda.is_available() else 'cpu')\nnet = nn.Linear(2, 1)\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\nlosses = []\nfor epoch in range(3):\n    loss = ((net(x) - 1) ** 2).mean()\n    loss.backward()\n    opt.step()\n    losses.append(loss.item())\nprint(len(losses), epoch)\nwith torch.no_grad():\n    k = 5\nprint(k)\n",
    prints: 'unknown\nunknown\n3 2\n5\n',
  },
  JAX: {
    source:
      'import jax\nimport jax.numpy as jnp\nfrom jax import grad\nprint(grad(lambda x: x ** 2)(3.0), jnp.zeros(3))\nprint(5)\n',
    prints: 'unknown unknown\n5\n',
  },
  autograd: {
    source:
      'import autograd.numpy as np\nfrom autograd import grad\ndef f(x): return np.sin(x)\nprint(grad(f)(1.0), f(0.0))\nprint(2)\n',
    prints: 'unknown unknown\n2\n',
  },
  'images and saved arrays': {
    source:
      "from PIL import Image\nimport numpy as np\na = np.array(Image.open('a.png').convert('L')) / 255.0\nh, w = a.shape\nprint(h, a.mean())\nX = np.load('a.npy')[:, :-1]\nn, m = X.shape\nprint(n)\nb = np.zeros((2, 2))\nfor i in range(h):\n    b[0, 0] += 1\nprint(b[0, 0])\n",
    prints: 'unknown unknown\nunknown\nunknown\n',
  },
  'text, JSON and pickles': {
    source:
      "import json, pickle\nwith open('a.json') as f:\n    d = json.load(f)\nwith open('b.txt') as f:\n    lines = [line.split() for line in f]\nprint(d['a'][0], pickle.load(open('a', 'rb')), len(lines), 3)\n",
    prints: 'unknown unknown unknown 3\n',
  },
  'the command line and the environment': {
    source:
      "import argparse, os, sys, glob\np = argparse.ArgumentParser()\np.add_argument('--n', type=int, default=3)\na = p.parse_args()\nprint(a.n, len(glob.glob('*.csv')))\nprint(int(os.environ.get('SEED', 3)))\nprint(1 if os.path.exists('a') else 2)\n",
    prints: '3 unknown\nunknown\nunknown\n',
  },
  'a game': {
    source:
      "import gym\nenv = gym.make('CartPole-v1')\ntotal = 0\ndone = False\nwhile not done:\n    s, r, done, info = env.step(0)\n    total += r\nprint(total)\nfor ep in range(2):\n    env.reset()\n    print('ep', ep)\n",
    prints: 'unknown\nep 0\nep 1\n',
  },
  'a web page': {
    source:
      "import requests\nr = requests.get('http://a')\nif r.status_code == 200:\n    ok = 1\nelse:\n    ok = 0\nprint(ok)\nprint(2)\n",
    prints: 'unknown\n2\n',
  },
})

group('unknown code may have effects of its own', {
  'it may draw from the global generator of numpy': {
    source:
      'import numpy as np\nfrom sklearn.utils import shuffle\nnp.random.seed(0)\na = shuffle([1, 2, 3])\nprint(np.random.rand())\n',
    prints: 'unknown\n',
  },
  'it may draw from the global generator of random': {
    source: 'import random\nfrom helper import make\nrandom.seed(0)\nd = make(3)\nprint(random.random())\n',
    prints: 'unknown\n',
  },
  'it may call what it times': {
    source: 'import timeit\nn = 0\ndef f():\n    global n\n    n += 1\ntimeit.timeit(f, number=3)\nprint(n)\n',
    prints: 'unknown\n',
  },
  'threads run what they are given': {
    source:
      "import threading\nresults = []\ndef work(i):\n    results.append(i)\nts = [threading.Thread(target=work, args=(i,)) for i in range(3)]\nfor t in ts: t.start()\nfor t in ts: t.join()\nprint(len(results))\nprint('end')\n",
    prints: 'unknown\nend\n',
  },
  'a test that expects an exception': {
    source: "import pytest\nwith pytest.raises(ValueError):\n    int('q')\nprint('after')\n",
    prints: 'after\n',
  },
})

group('what prints elsewhere is not printed here', {
  'to standard error and to files': {
    source: "import sys\nprint('e', file=sys.stderr)\nwith open('a', 'w') as f:\n    print('f', file=f)\nprint('s')\n",
    prints: 's\n',
  },
  'with a redirected output': {
    source:
      "import io\nfrom contextlib import redirect_stdout\nb = io.StringIO()\nwith redirect_stdout(b):\n    print('hidden')\nprint('shown')\n",
    prints: 'shown\n',
  },
  'with another sys.stdout': {
    source:
      "import sys, io\nold = sys.stdout\nsys.stdout = io.StringIO()\nprint('hidden')\nsys.stdout = old\nprint('shown')\n",
    prints: 'shown\n',
  },
})

group('names that are bound by other means than a statement are not known', {
  'by exec': {
    source: "x = 1\nexec('x = 2')\nprint(x)\n",
    prints: 'unknown\n',
  },
  'by globals()': {
    source: "x = 1\nglobals()['x'] = 2\nprint(x)\n",
    prints: '2\n',
  },
  'by another class': {
    source:
      'class A:\n    def f(self): return 1\nclass B:\n    def f(self): return 2\no = A()\no.__class__ = B\nprint(o.f())\n',
    prints: '2\n',
  },
})

describe('a sibling file', () => {
  const program = (source: string, sibling: string) =>
    runScript(source, [sourceText(sibling, 'helper.py')], { helper: 1 })

  test('that cannot import a package gives what does not depend on it', () => {
    const { stdout, error } = program(
      'from helper import *\nprint(k, f(2), g(2))\n',
      'import lib\nk = 3\ndef f(x): return x * k\ndef g(x): return lib.h(x)\n',
    )
    expect(error).toBeNull()
    expect(stdout).toBe('3 6 unknown\n')
  })

  test('that an unknown condition steers binds unknown names', () => {
    const { stdout, error } = program(
      'import helper\nfrom helper import k, m\nprint(k, m, helper.k)\n',
      'import lib\nm = 1\nif lib.q:\n    k = 3\nelse:\n    k = 4\n',
    )
    expect(error).toBeNull()
    expect(stdout).toBe('unknown 1 unknown\n')
  })

  test('whose names one arm changes', () => {
    const { stdout } = program(
      'import lib, helper\nif lib.q:\n    helper.k = 5\n    helper.xs.append(1)\nprint(helper.k, len(helper.xs), helper.f())\n',
      'k = 3\nxs = []\ndef f(): return k\n',
    )
    expect(stdout).toBe('unknown unknown unknown\n')
  })
})
