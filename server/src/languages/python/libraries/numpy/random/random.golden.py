# Makes random.golden.json: draws of np.random (NumPy 1.24) as bits, and what mistakes raise. Run by /usr/bin/python3 with
# NPY_DISABLE_CPU_FEATURES="AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX2 FMA3".
import json
import os
import warnings

import numpy as np

warnings.simplefilter("ignore")
SEEDS = [0, 1, 42, 123, 2024, 4294967295]
PARAMETERS = [
    "uniform(size=5)", "uniform(-1, 1, (2, 3))", "uniform([0, 1], [2, 5])", "uniform()",
    "normal(size=5)", "normal(2, 0.5, (3, 2))", "normal([0.0, 10.0], [1, 2], (2, 2))", "normal()", "normal(0, [[1], [2]])",
    "standard_normal(7)", "standard_normal((2, 2))", "standard_exponential(6)", "exponential(2.0, 5)", "exponential([1.0, 3.0])",
    "gamma(0.3, 2, 5)", "gamma(3.5, size=5)", "gamma(1, 2, 3)", "standard_gamma([0.5, 1, 7.5])",
    "beta(0.5, 0.5, 5)", "beta(2, 3, 5)", "beta(0.2, 4, 3)", "chisquare(3, 5)", "f(4, 6, 4)", "standard_t(5, 5)",
    "rayleigh(2, 5)", "weibull(1.5, 5)", "pareto(3, 5)", "power(2.5, 5)", "triangular(-1, 0, 3, 5)", "standard_cauchy(5)",
    "laplace(1, 2, 5)", "logistic(1, 2, 5)", "gumbel(1, 2, 5)", "lognormal(0.5, 0.7, 5)",
    "poisson(3.5, 8)", "poisson(40, 8)", "poisson(1000, 4)", "poisson([1, 20])", "poisson()",
    "binomial(10, 0.4, 6)", "binomial(1, 0.5, 20)", "binomial(200, 0.35, 8)", "binomial(500, 0.8, 8)", "binomial(100000, 0.5, 5)",
    "binomial(20, [0.1, 0.9])", "geometric(0.6, 6)", "geometric(0.05, 6)", "negative_binomial(3, 0.4, 5)",
    "multinomial(20, [0.2, 0.3, 0.5])", "multinomial(50, [0.25] * 4, size=3)", "multinomial(1, [0.1, 0.9], (2, 2))",
    "dirichlet([1.0, 2.0, 3.0])", "dirichlet([0.5, 0.5], 3)", "dirichlet([0.01, 0.02, 0.03], 2)",
    "multivariate_normal([0, 1], [[2, 0.5], [0.5, 1]])", "multivariate_normal([0, 0, 0], np.diag([1.0, 4.0, 9.0]), 3)",
    "multivariate_normal([1, -1], [[1, 0.9], [0.9, 1]], (2, 2))",
    "choice(10)", "choice(5, 6)", "choice(20, 5, replace=False)", "choice([1.5, 2.5, 3.5], (2, 2))", "choice(4, 6, p=[0.1, 0.2, 0.3, 0.4])",
    "choice(5, 3, replace=False, p=[0.1, 0.2, 0.3, 0.2, 0.2])", "choice(np.arange(10, 20))", "choice(['a', 'b', 'c'])", "choice(3, p=[0.2, 0.3, 0.5])",
    "permutation(10)", "permutation([3, 1, 4, 1, 5])", "permutation(np.arange(12).reshape(4, 3))",
]
LEGACY = [
    "rand()", "rand(4)", "rand(2, 3)", "randn()", "randn(5)", "randn(2, 3)", "random()", "random(3)", "random_sample((2, 2))",
    "randint(10)", "randint(0, 10, 8)", "randint(5, 100, (2, 3))", "randint(0, 2, 10)", "randint(-5, 5, 6)", "randint(0, 2**40, 4)",
    "randint(0, 256, 6, dtype=np.int32)", "randint([1, 5, 10], [4, 50, 1000])", "randint(0, 2, 5, dtype=bool)", "randint(7, size=())",
    "randint(0, 10, dtype=np.int64)", "randint(0, 2**32, 3)", "random_integers(6, size=4)", "randint(1)",
]
MODERN = [
    "random()", "random(4)", "random((2, 3))", "random(4, dtype=np.float32)", "integers(10)", "integers(0, 10, 8)", "integers(1, 6, size=5, endpoint=True)",
    "integers(0, 2**40, 4)", "integers(-5, 5, (2, 2))", "integers(0, 256, 6, dtype=np.int32)", "integers([1, 5, 10], [4, 50, 1000])",
    "integers(0, 2**32, 3)", "integers(0, 2, 6, dtype=bool)", "permuted(np.arange(8))", "permuted(np.arange(6).reshape(2, 3), axis=1)",
    "permuted(np.arange(6).reshape(2, 3), axis=0)", "permutation(np.arange(6).reshape(2, 3), axis=1)", "choice(20000, 500, replace=False)",
    "choice(30, 5, replace=False, shuffle=False)", "choice(np.arange(6).reshape(3, 2), 2)", "integers(0, 3000000000, 5)",
]
STORIES = {
    "kept gauss": "np.random.seed(3)\nout = [np.random.randn(), np.random.rand(), np.random.randn(3), np.random.normal(5, 2)]",
    "state": "np.random.seed(3)\nnp.random.randn()\ns = np.random.get_state()\na = np.random.randn(3)\nnp.random.set_state(s)\nout = [a, np.random.randn(3)]",
    "seed list": "np.random.seed([1, 2, 3])\nout = [np.random.rand(4)]",
    "state of list": "r = np.random.RandomState([7])\nout = [r.rand(4)]",
    "state of array": "r = np.random.RandomState(np.array([5, 6]))\nout = [r.randn(4)]",
    "shuffle array": "np.random.seed(5)\nx = np.arange(10)\nnp.random.shuffle(x)\nout = [x]",
    "shuffle matrix": "np.random.seed(5)\nx = np.arange(12).reshape(4, 3)\nnp.random.shuffle(x)\nout = [x]",
    "shuffle list": "np.random.seed(5)\nx = [1, 2, 3, 4, 5, 6]\nnp.random.shuffle(x)\nout = [x, np.random.rand()]",
    "shuffle view": "np.random.seed(5)\nx = np.arange(12)\nnp.random.shuffle(x[::2])\nout = [x]",
    "rng shuffle": "r = np.random.default_rng(5)\nx = np.arange(10)\nr.shuffle(x)\ny = [1, 2, 3, 4]\nr.shuffle(y)\nz = np.arange(6).reshape(2, 3)\nr.shuffle(z, axis=1)\nout = [x, y, z]",
    "big seed": "r = np.random.default_rng(12345678901234567890123456789)\nout = [r.random(3), r.integers(0, 9, 3)]",
    "seed words": "r = np.random.default_rng([1, 2, 3, 4, 5, 6])\nout = [r.random(3), r.integers(0, 9, 3), r.random(2)]",
    "bit generator": "r = np.random.Generator(np.random.PCG64(9))\nout = [r.normal(size=4)]",
    "bytes go on": "np.random.seed(2)\nnp.random.bytes(5)\nout = [np.random.rand(2)]",
    "many normals": "r = np.random.default_rng(1)\nx = r.standard_normal(20000)\nout = [x.max(), x.min(), x[-3:], r.random()]",
    "many exponentials": "r = np.random.default_rng(1)\nx = r.standard_exponential(20000)\nout = [x.max(), x.min(), x[-3:], r.random()]",
    "many integers": "r = np.random.default_rng(1)\nx = r.integers(0, 3000000001, 5000)\nout = [x[-3:], r.random()]",
    "narrow": "np.random.seed(1)\nnp.random.randint(0, 200, 7, dtype=np.uint8)\nout = [np.random.rand(2)]",
    "narrow rng": "r = np.random.default_rng(1)\nr.integers(0, 200, 7, dtype=np.uint8)\nr.integers(0, 60000, 7, dtype=np.uint16)\nout = [r.integers(0, 9, 3), r.random(2)]",
    "regression": "np.random.seed(0)\nX = 2 * np.random.rand(20, 1)\ny = 4 + 3 * X + np.random.randn(20, 1)\nout = [X, y]",
    "aliases": "np.random.seed(0)\nout = [np.random.ranf(2), np.random.sample(2), np.random.random_sample(1)]",
}
MISTAKES = [
    "np.random.choice([[1, 2], [3, 4]])", "np.random.choice(3, p=[0.5, 0.4, 0.2])", "np.random.choice(3, p=[0.5, 0.5])", "np.random.choice(3, 5, replace=False)",
    "np.random.choice(0)", "np.random.choice([])", "np.random.choice(3, p=[1.5, -0.5, 0])", "np.random.choice(2.5)", "np.random.choice(3, 2, replace=False, p=[1, 0, 0])",
    "np.random.normal(0, -1)", "np.random.normal(0, [1, -1])", "np.random.exponential(-1)", "np.random.gamma(-1)", "np.random.beta(0, 1)", "np.random.poisson(-1)",
    "np.random.binomial(-1, 0.5)", "np.random.binomial(10, 1.5)", "np.random.geometric(0)", "np.random.chisquare(0)", "np.random.triangular(2, 1, 3)",
    "np.random.triangular(0, 4, 3)", "np.random.triangular(1, 1, 1)", "np.random.dirichlet([1, 0])", "np.random.multinomial(10, [0.8, 0.8, 0.1])", "np.random.multinomial(-1, [1.0])",
    "np.random.randint(5, 5)", "np.random.randint(5, 2)", "np.random.randint(0)", "np.random.randint(0, 2**40, dtype=np.int32)", "np.random.rand(-1)", "np.random.rand(2.5)",
    "np.random.seed(-1)", "np.random.seed(2**32)", "np.random.seed(1.5)", "np.random.seed([])", "np.random.permutation(1.5)", "np.random.normal([1, 2], [1, 2, 3])",
    "np.random.normal([1, 2], 1, 3)", "np.random.multivariate_normal([0], [[1, 0], [0, 1]])", "np.random.multivariate_normal([[0]], [[1]])", "np.random.multivariate_normal([0], [1])",
    "np.random.default_rng(-1)", "np.random.default_rng(0).integers(5, 5)", "np.random.default_rng(0).integers(5, 2, endpoint=True)", "np.random.default_rng(0).choice(3, 5, replace=False)",
    "np.random.default_rng(0).choice([])", "np.random.default_rng(0).choice(0)", "np.random.default_rng(0).choice(3, p=[0.5, 0.4, 0.2])", "np.random.default_rng(0).choice(3, p=[0.5, 0.5])",
    "np.random.default_rng(0).normal(0, -1)", "np.random.default_rng(0).uniform(2, 1)", "np.random.default_rng(0).dirichlet([1, -1])", "np.random.weibull(-1)", "np.random.pareto(0)",
    "np.random.uniform(0, np.inf)", "np.random.default_rng(0).choice(3, p=[1.5, -0.5, 0])", "np.random.default_rng(0).choice(2.5)",
]


SHOW = '''
def show(v):
    t = type(v).__name__
    if t == 'ndarray':
        print('array', v.dtype, v.shape, v.ravel().tolist())
    elif t == 'list':
        print('list')
        for x in v:
            show(x)
    elif t in ('str', 'str_'):
        print('text', v)
    elif t in ('int', 'float', 'bool'):
        print(t, repr(v))
    else:
        print(t, v.dtype, v.tolist())
'''


def stdout(source):
    printed = []
    space = {"np": np, "print": lambda *a: printed.append(" ".join(str(x) for x in a))}
    exec(SHOW + source + "\nfor o in out:\n    show(o)", space)
    return "\n".join(printed) + "\n"


cases = []
for i, call in enumerate(PARAMETERS):
    for k in range(3):
        seed = SEEDS[(i + k) % len(SEEDS)]
        cases.append([f"np.random.seed({seed})\nout = [np.random.{call}, np.random.{call}, np.random.rand()]"])
        cases.append([f"r = np.random.default_rng({seed})\nout = [r.{call}, r.{call}, r.random()]"])
for table, make in ((LEGACY, "r = np.random.RandomState({})"), (MODERN, "r = np.random.default_rng({})")):
    for call in table:
        for seed in SEEDS[1:5]:
            cases.append([make.format(seed) + f"\nout = [r.{call}, r.{call}, r.{'rand()' if table is LEGACY else 'random()'}]"])
cases += [[source] for source in STORIES.values()]
for case in cases:
    case.append(stdout(case[0]))
mistakes = []
for call in MISTAKES:
    try:
        np.random.seed(0)
        exec(call)
        mistakes.append([call, None])
    except Exception as e:
        mistakes.append([call, f"{type(e).__name__}: {e}"])
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "random.golden.json"), "w") as f:
    rows = lambda items: "[\n" + ",\n".join(json.dumps(x) for x in items) + "\n]"
    f.write(f'{{"show": {json.dumps(SHOW)},\n"draws": {rows(cases)},\n"mistakes": {rows(mistakes)}}}\n')
print(len(cases), len(mistakes))
