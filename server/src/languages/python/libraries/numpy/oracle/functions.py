"""Generated marked functions: plain Python and NumPy, as people write them. Each writer returns a source with one mark; its
function is `f`."""

UNARY = ["{m}.sin({a})", "{m}.cos({a})", "{m}.exp(-{a} ** 2)", "{m}.tanh({a})", "{m}.log(1 + {a} ** 2)", "{m}.sqrt(1 + {a} * {a})", "1 / (1 + {m}.exp(-{a}))", "{a} ** 2", "{a} ** 3", "-{a}", "0.5 * {a}", "({a} + 1) / (2 + {a} ** 2)", "{m}.sinh(0.3 * {a})", "{m}.log1p({a} ** 2)", "{m}.expm1(0.2 * {a})", "{m}.cosh(0.5 * {a})", "abs({a} + 0.01)", "2.0 ** {a}"]
SCALAR_ONLY = ["math.atan({a})", "math.hypot({a}, 1.5)", "math.erf({a})", "math.atan2({a}, 2.0)", "math.asinh({a})", "math.pow(1.5, {a})", "max({a}, -2.7)", "min({a}, 3.3)", "({a} if {a} > 0.05 else 0.1 * {a})", "math.fsum([{a}, 1.5 * {a}, 2.0])", "math.gamma(2.5 + 0.1 * {a})", "math.lgamma(5.0 + {a})", "math.cbrt(4 + 0.2 * {a})", "math.log2(3 + {a} ** 2)", "math.degrees({a}) / 60", "pow({a}, 2)", "float({a})", "({a}) % 7.3"]
ARRAY_ONLY = ["np.arctan({a})", "np.hypot({a}, 1.5)", "np.maximum({a}, 0.05)", "np.minimum({a}, 0.61)", "np.where({a} > 0.1, {a} ** 2, 0.5 * {a})", "np.clip({a}, -1.13, 1.17)", "np.square({a})", "np.abs({a})", "np.arctan2({a}, 2.0)", "np.logaddexp({a}, 0.3)", "np.arcsinh({a})", "np.power(np.abs({a}) + 0.5, 1.7)", "np.cbrt({a} + 5)", "np.exp2({a})", "np.log2(np.abs({a}) + 1)", "np.reciprocal({a} ** 2 + 1)", "np.sinc({a})", "np.log10({a} ** 2 + 2)", "np.negative({a})", "np.sign({a}) * {a}"]
BINARY = ["{a} * {b}", "{a} + {b}", "{a} - {b}", "{a} / (1 + {b} ** 2)", "{a} * {b} + {a}", "({a} - {b}) ** 2", "{a} * {m}.cos({b})"]


class Sources:
    """Draws of numbers and expressions."""

    def __init__(self, r):
        self.r = r

    def pick(self, *choices):
        return self.r.choice(choices)

    def real(self, low=-2.0, high=2.0):
        while True:
            x = round(self.r.uniform(low, high), self.pick(1, 2, 2, 3))
            if abs(x) > 0.15:
                return x

    def constant(self):
        return self.pick("2", "3", "0.5", "1.5", "0.1", "0.25", repr(self.real()), repr(self.real()))

    def vector(self, n, low=-2.0, high=2.0):
        out = []
        while len(out) < n:
            x = self.real(low, high)
            if all(abs(x - y) > 0.12 for y in out):
                out.append(x)
        return out

    def matrix(self, n, m, low=-2.0, high=2.0):
        flat = self.vector(n * m, low, high) if n * m <= 9 else [self.real(low, high) for _ in range(n * m)]
        return [flat[i * m:(i + 1) * m] for i in range(n)]

    def dominant(self, n):
        """A well-conditioned matrix."""
        return [[self.real(-1, 1) if i != j else self.real(3, 5) for j in range(n)] for i in range(n)]

    def scalar(self, depth, names, m="math"):
        if depth == 0 or self.r.random() < 0.1:
            return self.pick(*names) if self.r.random() < 0.88 else self.constant()
        a = self.scalar(depth - 1, names, m)
        a = a if a.isidentifier() or a.startswith(("math", "np")) else f"({a})"
        if self.r.random() < 0.5:
            return self.pick(*UNARY, *(SCALAR_ONLY if m == "math" else [])).format(a=a, m=m)
        b = self.scalar(depth - 1, names, m)
        return self.pick(*BINARY).format(a=a, b=b if b.isidentifier() else f"({b})", m=m)

    def array(self, depth, names):
        if depth == 0 or self.r.random() < 0.1:
            return self.pick(*names)
        a = self.array(depth - 1, names)
        a = a if a.isidentifier() or a.startswith("np") else f"({a})"
        if self.r.random() < 0.55:
            return self.pick(*UNARY, *ARRAY_ONLY).format(a=a, m="np").replace("abs(", "np.abs(").replace("np.np.", "np.")
        b = self.array(depth - 1, names)
        return self.pick(*BINARY).format(a=a, b=b if b.isidentifier() else f"({b})", m="np")


def mark(**inputs):
    return "# @grad " + ", ".join(f"{name}={value}" for name, value in inputs.items())


def head(*imports, more=""):
    return "".join(f"import {name}\n" for name in imports) + (more + "\n" if more else "")


# Plain Python

def straight(s):
    names = ["x", "y"][: s.pick(1, 2, 2)]
    body, known = "", list(names)
    for k in range(s.r.randint(1, 4)):
        body += f"    {'uvst'[k]} = {s.scalar(s.pick(1, 2, 2), known)}\n"
        known.append("uvst"[k])
    return f"import math\n{mark(**{n: s.real() for n in names})}\ndef f({', '.join(names)}):\n{body}    return {s.scalar(1, known[-2:])} + {known[-1]}\n"


def loop(s):
    n = s.r.randint(3, 9)
    step = s.pick("s += {e}", "s = s * 0.9 + {e}", "s = {g}", "s -= 0.3 * ({e})", "if i % 2 == 0:\n            s += {e}\n        else:\n            s -= 0.5 * s").format(e=s.scalar(2, ["x", "s", "i"]).replace("abs(i", "abs(i"), g=s.scalar(1, ["s"]) + " + x")
    return f"import math\n{mark(x=s.real(-1, 1))}\ndef f(x):\n    s = {s.pick('0.0', 'x', '1', 'x * x')}\n    for i in range({n}):\n        {step}\n    return s\n"


def lists(s):
    n = s.r.randint(3, 5)
    lines = s.pick("return sum({e} for v in w)", "return sum([{e} for v in w if v > 0.1]) + w[0]", "total = 0\n    for i, v in enumerate(w):\n        total += (i + 1) * ({e})\n    return total", "z = [{e} for v in w]\n    return sum(a * b for a, b in zip(z, w))", "w = sorted(w)\n    return sum(v * k for k, v in enumerate(w)) + ({e0})", "best = max(w, key=lambda v: v * v)\n    return best * sum(w) + ({e0})",
                   "out = []\n    for v in w:\n        out.append({e})\n    out[0] *= 2\n    out[-1] = out[-1] + out[0]\n    return sum(out)", "acc = w[:]\n    for i in range(1, len(acc)):\n        acc[i] += acc[i - 1]\n    return acc[-1] * acc[1] + ({e0})", "p = 1\n    for v in w[::-1]:\n        p = p * v + 1\n    return p", "d = {{k: v ** 2 for k, v in enumerate(w)}}\n    return sum(d.values()) * d[0]", "a, *rest, b = w\n    return a * b + sum(r ** 3 for r in rest)", "return math.prod(w) + min(w) * ({e0})",
                   "m = sum(w) / len(w)\n    return math.sqrt(sum((v - m) ** 2 for v in w) / (len(w) - 1))", "total = 0.0\n    while w:\n        v, w = w[0], w[1:]\n        total = 0.5 * total + ({e})\n    return total", "it = iter(w)\n    s = next(it)\n    for v in it:\n        s = s * 0.5 + ({e})\n    return s")
    lines = lines.format(e=s.scalar(2, ["v"]), e0=s.scalar(1, ["w[1]", "w[0]"]))
    return f"import math\n{mark(w=s.vector(n))}\ndef f(w):\n    {lines}\n"


def tolerance(s):
    return s.pick(*[
        f"{mark(a=s.real(0.5, 9))}\ndef f(a):\n    x = {s.pick('a', '1.0', 'a / 2 + 0.5')}\n    while abs(x * x - a) > 1e-{s.r.randint(9, 12)}:\n        x = 0.5 * (x + a / x)\n    return {s.pick('x', 'x ** 3', '1 / x', 'x + a')}\n",
        f"import math\n{mark(M=s.real(0.3, 2.8), e=round(s.r.uniform(0.05, 0.6), 2))}\ndef f(M, e):\n    E = M\n    while True:\n        step = (E - e * math.sin(E) - M) / (1 - e * math.cos(E))\n        E -= step\n        if abs(step) < 1e-{s.r.randint(9, 13)}:\n            break\n    return {s.pick('E', 'math.cos(E) - e', 'E * M')}\n",
        f"import math\n{mark(k=round(s.r.uniform(0.2, 0.9), 2))}\ndef f(k):\n    x, n = {s.pick('1.0', 'k', '0.5')}, 0\n    while n < 100:\n        new = k * math.cos(x)\n        if abs(new - x) < 1e-12:\n            return new\n        x, n = new, n + 1\n    return x\n",
        f"{mark(x=round(s.r.uniform(-0.8, 0.8), 2))}\ndef f(x):\n    term, total, n = 1.0, 1.0, 1\n    while abs(term) > 1e-{s.r.randint(10, 15)}:\n        term *= x / n\n        total += term\n        n += 1\n    return total{s.pick('', ' * x', ' ** 2')}\n",
        f"{mark(x=s.real(3, 40))}\ndef f(x):\n    steps = 0\n    while x > {s.pick('1', '1.3', '0.7')}:\n        x = x / {s.pick('2', '1.7', '3')}{s.pick('', ' + 0.1')}\n        steps += 1\n    return x * steps\n",
        f"{mark(c=s.real(1.2, 8))}\ndef f(c):\n    lo, x = 0.0, c\n    for _ in range({s.r.randint(20, 40)}):\n        x = x - (x ** 3 - c) / (3 * x ** 2)\n        if abs(x ** 3 - c) < 1e-13:\n            break\n    else:\n        x = c\n    return x{s.pick('', ' * c', ' + x ** 2')}\n",
        f"{mark(a=s.real(1, 5), b=s.real(1, 5))}\ndef f(a, b):\n    while abs(a - b) > 1e-{s.r.randint(10, 13)}:\n        a, b = (a + b) / 2, (a * b) ** 0.5\n    return a{s.pick('', ' * b', ' + 2 * b')}\n",
    ])


def recursion(s):
    return s.pick(*[
        f"import math\n{mark(x=s.real())}\ndef f(x, n={s.r.randint(3, 7)}):\n    if n == 0:\n        return {s.pick('x', '1.0', 'math.sin(x)')}\n    return {s.pick('x * f(x, n - 1) + 1', 'math.sin(f(x, n - 1)) + x', '0.5 * f(x, n - 1) + x ** n', 'f(x, n - 1) / (1 + x * x)')}\n",
        f"def fib(n, a, b):\n    return a if n == 0 else fib(n - 1, b, a + {s.pick('b', '0.5 * b', 'a * 0.1 + b')})\n{mark(x=s.real(), y=s.real())}\ndef f(x, y):\n    return fib({s.r.randint(3, 9)}, x, y) * y\n",
        f"def horner(c, x):\n    return 0 if not c else c[0] + x * horner(c[1:], x)\n{mark(c=s.vector(s.r.randint(3, 5)), x=s.real())}\ndef f(c, x):\n    return horner(c, x){s.pick('', ' ** 2', ' * x')}\n",
        f"import math\ndef depth(t, x):\n    if isinstance(t, tuple):\n        return depth(t[0], x) * {s.pick('math.cos(x)', 'x', '0.7')} + depth(t[1], x)\n    return t * x\n{mark(x=s.real())}\ndef f(x):\n    return depth((({s.constant()}, {s.constant()}), ({s.constant()}, (1, {s.constant()}))), x)\n",
        f"import math\n{mark(x=s.real(), y=s.real())}\ndef f(x, y):\n    def even(n):\n        return x if n == 0 else odd(n - 1) * {s.pick('y', '0.5', 'math.cos(y)')}\n    def odd(n):\n        return y if n == 0 else even(n - 1) + x\n    return even({s.r.randint(3, 7)})\n",
        f"def simpson(g, a, b, n):\n    if n == 0:\n        return (b - a) / 6 * (g(a) + 4 * g((a + b) / 2) + g(b))\n    m = (a + b) / 2\n    return simpson(g, a, m, n - 1) + simpson(g, m, b, n - 1)\n{mark(k=s.real(), b=s.real(0.5, 2))}\ndef f(k, b):\n    return simpson(lambda t: {s.pick('t ** 2 * k', 'k / (1 + t * t)', '(t - k) ** 3', 'k * t + t ** 4')}, 0.0, b, {s.r.randint(1, 3)})\n",
    ])


def closures(s):
    e = s.scalar(2, ["t", "c"])
    return s.pick(*[
        f"import math\ndef make(c):\n    def g(t):\n        return {e}\n    return g\n{mark(x=s.real(), y=s.real())}\ndef f(x, y):\n    g = make(x)\n    return g(y) * g(x) + make(y)(1.5)\n",
        f"import math\nfrom functools import reduce, partial\n{mark(x=s.real(), c=s.real())}\ndef f(x, c):\n    fs = [lambda t: {s.scalar(1, ['t', 'c'])}, lambda t: {s.scalar(1, ['t'])}, math.sin]\n    return reduce(lambda acc, g: g(acc) + 0.1 * x, fs, x)\n",
        f"import math\ndef compose(*fs):\n    def run(v):\n        for g in fs:\n            v = g(v)\n        return v\n    return run\n{mark(x=s.real())}\ndef f(x):\n    return compose(math.sin, lambda v: {s.scalar(1, ['v', 'x'])}, {s.pick('math.exp', 'math.tanh', 'abs')})(x)\n",
        f"import math\n{mark(x=s.real())}\ndef f(x):\n    total = 0.0\n    def add(v):\n        nonlocal total\n        total += {s.scalar(1, ['v', 'x'])}\n    for k in range({s.r.randint(2, 5)}):\n        add(k * x)\n    return total\n",
        f"import math\nRATE = {s.constant()}\ndef scale(v, k=RATE, *, power=2):\n    return k * v ** power\n{mark(x=s.real(), y=s.real())}\ndef f(x, y):\n    return scale(x) + scale(y, power=3) + scale(x * y, k={s.constant()})\n",
        f"import math\ndef total(*args, **options):\n    return sum(a ** options.get('p', 1) for a in args) * options.get('w', 1)\n{mark(x=s.real(), y=s.real())}\ndef f(x, y):\n    return total(x, y, x * y, p={s.pick(2, 3)}) + total(x, w=y)\n",
        f"import math\n{mark(v=s.vector(s.r.randint(3, 4)))}\ndef f(v):\n    return sum(map(lambda a, b: {s.scalar(2, ['a', 'b'])}, v, v[1:])) + sum(filter(lambda a: a > 0.1, v))\n",
        f"import math\ndef twice(g):\n    def inner(*args):\n        return g(g(*args))\n    return inner\n@twice\ndef h(t):\n    return {s.scalar(1, ['t'])} + 0.3\n{mark(x=s.real(-1, 1))}\ndef f(x):\n    return h(x) * x\n",
        f"import math\ndef walk(x, n):\n    for i in range(n):\n        x = {s.scalar(1, ['x'])} + 0.1 * i\n        yield x\n{mark(x=s.real(-1, 1))}\ndef f(x):\n    return sum(v * (i + 1) for i, v in enumerate(walk(x, {s.r.randint(2, 5)})))\n",
    ])


def classes(s):
    return s.pick(*[
        f"import math\nclass Vec:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n    def __add__(self, o):\n        return Vec(self.x + o.x, self.y + o.y)\n    def __mul__(self, k):\n        return Vec(self.x * k, self.y * k) if not isinstance(k, Vec) else self.x * k.x + self.y * k.y\n    __rmul__ = __mul__\n    def norm(self):\n        return math.sqrt(self * self)\n{mark(a=s.real(), b=s.real())}\ndef f(a, b):\n    u, v = Vec(a, b), Vec({s.constant()}, a * b)\n    return {s.pick('(u + v) * u', '(2 * u + v).norm()', '(u + v).norm() * u.x', '(u * b) * v + (u + u).y')}\n",
        f"import math\nclass Account:\n    rate = {s.pick('0.05', '0.1', '0.02')}\n    def __init__(self, balance):\n        self.balance = balance\n        self.history = []\n    def grow(self, extra=0.0):\n        self.balance = self.balance * (1 + self.rate) + extra\n        self.history.append(self.balance)\n        return self\n    @property\n    def mean(self):\n        return sum(self.history) / len(self.history)\n{mark(b=s.real(0.5, 3), e=s.real())}\ndef f(b, e):\n    acc = Account(b)\n    for year in range({s.r.randint(2, 5)}):\n        acc.grow(e * year)\n    return acc.mean {s.pick('*', '+')} acc.balance\n",
        f"import math\nclass Poly:\n    def __init__(self, *c):\n        self.c = list(c)\n    def __call__(self, t):\n        r = 0\n        for k in reversed(self.c):\n            r = r * t + k\n        return r\n    def derivative(self):\n        return Poly(*[i * k for i, k in enumerate(self.c)][1:])\n{mark(a=s.real(), t=s.real())}\ndef f(a, t):\n    p = Poly({s.constant()}, a, {s.constant()}, a * {s.constant()})\n    return p(t) {s.pick('+', '*')} p.derivative()(t)\n",
        f"import math\nfrom dataclasses import dataclass\n@dataclass\nclass Planet:\n    m: float\n    r: float = {s.constant()}\n    def pull(self, other):\n        return self.m * other.m / (self.r - other.r) ** 2\n{mark(m=s.real(0.5, 3), r=s.real(3, 6))}\ndef f(m, r):\n    return Planet(m).pull(Planet({s.constant()}, r)) + {s.scalar(1, ['m', 'r'])}\n",
        f"import math\nclass Shape:\n    def area(self):\n        raise NotImplementedError\n    def cost(self, k={s.constant()}):\n        return k * self.area()\nclass Circle(Shape):\n    def __init__(self, r): self.r = r\n    def area(self): return math.pi * self.r ** 2\nclass Box(Shape):\n    def __init__(self, a, b): self.a, self.b = a, b\n    def area(self): return self.a * self.b\n{mark(r=s.real(0.5, 2), h=s.real(0.5, 2))}\ndef f(r, h):\n    return sum(p.cost() for p in [Circle(r), Box(r, h), Circle(h)])\n",
        f"import math\nclass Value:\n    def __init__(self, data, prev=()):\n        self.data, self.prev = data, prev\n    def __add__(self, o):\n        o = o if isinstance(o, Value) else Value(o)\n        return Value(self.data + o.data, (self, o))\n    def __mul__(self, o):\n        o = o if isinstance(o, Value) else Value(o)\n        return Value(self.data * o.data, (self, o))\n    def tanh(self):\n        return Value(math.tanh(self.data), (self,))\n{mark(a=s.real(), b=s.real())}\ndef f(a, b):\n    x, y = Value(a), Value(b)\n    z = {s.pick('(x * y + x)', '(x + y * 2) * x', 'x * x * y')}\n    return {s.pick('z.tanh()', '(z + 0.5).tanh()', '(z * 0.3 + y)')}.data\n",
    ])


def records(s):
    return s.pick(*[
        f"import math\n# @grad p={{a: {s.real()}, b: {s.real()}}}, x={s.real()}\ndef f(p, x):\n    return p['a'] * x + {s.scalar(1, ['x'])} * p['b'] ** 2\n",
        f"import math\n# @grad p={{w: {s.real()}, c: {s.real()}}}\ndef f(p):\n    q = dict(p)\n    q['w'] = q['w'] * {s.constant()} + q['c']\n    return sum(v ** 2 for v in q.values()) + p['w'] * q['w']\n",
        f"import math\n# @grad p={{k: {s.real()}, v: {s.vector(2)}}}\ndef f(p):\n    return sum(p['k'] * u ** (i + 1) for i, u in enumerate(p['v']))\n",
    ])


def simulation(s):
    return s.pick(*[
        f"import math\n{mark(y=s.real(), k=s.real(0.2, 1.5))}\ndef f(y, k):\n    dt = {s.pick('0.1', '0.05', '0.2')}\n    for step in range({s.r.randint(4, 15)}):\n        y += dt * ({s.scalar(1, ['y', 'k'])} - k * y)\n    return y\n",
        f"import math\ndef rhs(t, y, k):\n    return {s.pick('-k * y', 'k * math.sin(t) - y', 'y * (1 - y / 5) * k', 'k - y ** 2 * 0.1')}\n{mark(y=s.real(0.3, 2), k=s.real(0.2, 1.5))}\ndef f(y, k):\n    t, h = 0.0, {s.pick('0.1', '0.25')}\n    for _ in range({s.r.randint(3, 8)}):\n        a = rhs(t, y, k)\n        b = rhs(t + h / 2, y + h / 2 * a, k)\n        c = rhs(t + h / 2, y + h / 2 * b, k)\n        d = rhs(t + h, y + h * c, k)\n        y, t = y + h / 6 * (a + 2 * b + 2 * c + d), t + h\n    return y\n",
        f"import math\n{mark(x=s.real(), v=s.real())}\ndef f(x, v):\n    k, m, dt = {s.constant()}, {s.pick('1.5', '2.0')}, 0.1\n    energy = 0.0\n    for i in range({s.r.randint(3, 8)}):\n        v -= k / m * x * dt\n        x += v * dt\n        energy += 0.5 * m * v ** 2 + 0.5 * k * x ** 2\n    return energy\n",
        f"import math\n{mark(S=s.real(80, 120), K=s.real(80, 120), T=s.real(0.5, 2), s=round(s.r.uniform(0.15, 0.5), 2))}\ndef f(S, K, T, s):\n    r = {s.pick('0.01', '0.05', '0.03')}\n    N = lambda z: 0.5 * (1 + math.erf(z / math.sqrt(2)))\n    d1 = (math.log(S / K) + (r + s ** 2 / 2) * T) / (s * math.sqrt(T))\n    d2 = d1 - s * math.sqrt(T)\n    return {s.pick('S * N(d1) - K * math.exp(-r * T) * N(d2)', 'K * math.exp(-r * T) * N(-d2) - S * N(-d1)')}\n",
        f"{mark(A=s.matrix(2, 2), b=s.vector(2))}\ndef f(A, b):\n    n = len(A)\n    y = [sum(A[i][j] * b[j] for j in range(n)) for i in range(n)]\n    for i in range(n):\n        y[i] = {s.pick('y[i] ** 2', 'y[i] * (i + 1)', 'y[i] / (1 + y[i] ** 2)')}\n    return sum(y) + A[0][0] * A[1][1] - A[0][1] * A[1][0]\n",
        f"import math\n{mark(a=s.real(), b=s.real(0.5, 3))}\ndef f(a, b):\n    try:\n        if b < {s.pick('0.1', '5.0')}:\n            raise ValueError('small')\n        r = {s.scalar(1, ['a', 'b'])}\n    except ValueError:\n        r = {s.scalar(2, ['a', 'b'])}\n    finally:\n        a = a * 2\n    return r + a\n",
        f"import math\n{mark(x=s.real(), y=s.real())}\ndef f(x, y):\n    if x > y and x > 0:\n        return {s.scalar(2, ['x', 'y'])}\n    elif x * y < 0:\n        return {s.scalar(2, ['x', 'y'])}\n    return {s.scalar(2, ['x', 'y'])}\n",
    ])


PLAIN = [straight, loop, lists, lists, tolerance, recursion, closures, classes, records, simulation]
