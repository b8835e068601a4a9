"""Generated marked functions that compute with NumPy: see functions.py."""
from functions import mark

NP = "import numpy as np\n"


def vectors(s, n=None):
    n = n or s.r.randint(3, 5)
    return {"x": s.vector(n), "y": s.vector(n)}


def elementwise(s):
    body, known = "", ["x", "y"]
    for k in range(s.r.randint(1, 3)):
        body += f"    {'uvz'[k]} = {s.array(s.pick(1, 2), known)}\n"
        known.append("uvz"[k])
    last = known[-1]
    end = s.pick(f"np.sum({last})", f"{last}.mean()", f"({last} * x).sum()", f"np.dot({last}, y)", f"{last} @ {last}", f"np.linalg.norm({last})", f"{last}.max() + {last}.sum()", f"np.mean({last} ** 2)", f"{last}[0] * {last}[-1]", f"{last}.std()", f"np.var({last})", f"{last}.sum() / {last}.size", f"np.prod({last} + 1.5)", f"np.sqrt(np.sum({last} ** 2) + 1)", f"float(np.sum({last}))")
    return f"{NP}{mark(**vectors(s))}\ndef f(x, y):\n{body}    return {end}\n"


def reductions(s):
    n, m = s.r.randint(2, 3), s.r.randint(2, 4)
    e = s.array(1, ["A"])
    return f"{NP}{mark(A=s.matrix(n, m))}\ndef f(A):\n    B = {e}\n    {s.pick(*REDUCED)}\n".replace("$n", str(n)).replace("$m", str(m))


REDUCED = [
    "return (B.sum(axis=0) ** 2).sum()", "return np.mean(B, axis=1) @ np.arange(1, $n + 1)", "return B.max(axis=0).sum() * B.min()", "return np.prod(B, axis=1).sum()", "return (B - B.mean(axis=0, keepdims=True)).std()", "return np.std(B, axis=1, ddof=1).sum()", "return np.var(B, axis=0).sum() + B[0, 0]",
    "return np.cumsum(B, axis=1)[:, -1] @ B[:, 0]", "return np.cumprod(B + 2, axis=0).sum()", "return np.linalg.norm(B, axis=1).sum()", "return np.linalg.norm(B)", "return np.trace(B @ B.T)", "return np.average(B, axis=0, weights=np.arange(1, $n + 1)).sum() * B[-1, -1]", "return np.median(B) * B.sum()",
    "return np.add.reduce(B, axis=0) @ B[0]", "return np.sum(np.maximum.accumulate(B, axis=1) * B)", "return np.sort(B, axis=1)[:, 0].sum() + (np.sort(B, axis=None) * np.arange(B.size)).sum()", "return np.ptp(B) * B.mean()", "return np.diff(B, axis=1).sum() ** 2", "return np.log(np.exp(B).sum(axis=1)).sum()", "return np.sum(B, axis=(0, 1)) * np.amax(A)",
    "Z = (B - B.mean(axis=0)) / (B.std(axis=0) + 1)\n    return (Z ** 3).sum()", "return np.percentile(B, 40) + B.sum() ** 2", "return np.einsum('ij,ij->', B, A)", "return np.trapz(B, axis=1).sum() * A[0, 1]", "return B.ravel()[B.argmax()] * B.sum()", "return np.nansum(B) * np.nanmean(A)", "return np.quantile(B, 0.3, axis=0).sum()", "return np.sum(B, where=A > 0) + np.min(A)", "return np.cov(B)[0, 0] + B.sum()" , "return np.mean(np.abs(B - A.mean()))", "return np.count_nonzero(A > 0) * B.sum()",
]


def matrices(s):
    n = s.r.randint(2, 3)
    lines = s.pick(
        "return b @ A @ b", "return np.linalg.solve(A, b).sum()", "return np.linalg.solve(A, b) @ b", "return np.linalg.inv(A)[0] @ b", "return np.linalg.det(A)", "return np.log(np.linalg.det(A))", "return np.linalg.slogdet(A)[1] * b[0]", "return np.trace(A @ A.T) + b.sum()", "return np.linalg.norm(A @ b)", "return np.dot(A, b).sum() * np.dot(b, b)", "return np.einsum('i,ij,j->', b, A, b)", "return np.einsum('ij,jk->ik', A, A)[0, 1] + np.einsum('ii', A)",
        "r = A @ b - b\n    return r @ r", "return np.outer(b, b)[0].sum() + np.inner(b, A)[1]", "return np.kron(b, b).sum() * A[0, 0]", "return np.linalg.matrix_power(A, 3).sum()", "return (np.linalg.inv(A @ A.T + np.eye($n)) @ b) @ b", "q = b\n    for _ in range(5):\n        q = A @ q\n        q = q / np.linalg.norm(q)\n    return q @ A @ q", "L = np.linalg.cholesky(A @ A.T)\n    return np.log(np.diag(L)).sum() + L[-1] @ b", "return np.diag(A) @ b + np.diag(b).sum()",
        "return np.triu(A, 1).sum() * np.tril(A).sum() + b[0]", "return np.tensordot(A, b, axes=1) @ b", "return np.vdot(b, A @ b) + np.trace(A)", "return (A.T @ b)[::-1] @ b", "x = np.zeros($n)\n    for _ in range(8):\n        x = x - 0.1 * (A @ x - b)\n    return x.sum()", "x = b / np.diag(A)\n    for _ in range(4):\n        x = (b - (A - np.diag(np.diag(A))) @ x) / np.diag(A)\n    return x @ x", "return np.linalg.eigvalsh(A + A.T)[0] * b.sum()", "return np.linalg.norm(A, axis=0) @ b + np.linalg.norm(b, 1)",
        "return np.matmul(A, A)[-1] @ b + A.T[0, 1]", "S = (A + A.T) / 2\n    return b @ np.linalg.solve(S, b) + np.linalg.slogdet(S)[1]", "return np.linalg.multi_dot([b, A, A, b])", "return np.linalg.norm(np.cross([b[0], b[1], 1.0], [1.0, b[0], 2.0]))", "u, sv, vt = np.linalg.svd(A)\n    return sv.sum() * b[0]", "return np.linalg.lstsq(A, b, rcond=None)[0] @ b", "return np.linalg.pinv(A).sum() + b.sum()", "q, r = np.linalg.qr(A)\n    return np.abs(np.diag(r)).sum() * b[1]",
    ).replace("$n", str(n))
    return f"{NP}{mark(A=s.dominant(n), b=s.vector(n))}\ndef f(A, b):\n    {lines}\n"


def in_place(s):
    n = s.r.randint(4, 6)
    e = s.array(1, ["x"])
    lines = s.pick(
        "a = x.copy()\n    a[0] = x[1] * x[2]\n    a[-1] += 1\n    return (a ** 2).sum()", "a = np.zeros($n)\n    for i in range($n):\n        a[i] = x[i] * (a[i - 1] if i else 1)\n    return a.sum()", "a = np.empty($n)\n    a[::2] = x[::2] ** 2\n    a[1::2] = 3 * x[1::2]\n    return a @ x", "a = x * 1.0\n    v = a[1:3]\n    v *= 2\n    return (a * x).sum()", "a = np.array(x)\n    a[a > 0.1] *= 3\n    return a.sum() * a[0]", "a = {e}\n    b = a.reshape(-1, 1)\n    b[0] = x[-1] ** 2\n    return np.sum(a * x)",
        "m = np.zeros(($n, 2))\n    m[:, 0] = x\n    m[:, 1] = {e}\n    return (m[:, 0] * m[:, 1]).sum() + m.T[1, 0]", "a = x.copy()\n    a[[0, 2]] = a[[2, 0]]\n    return a @ np.arange($n)", "u = np.zeros($n + 2)\n    u[1:-1] = x\n    for _ in range(3):\n        u[1:-1] += 0.2 * (u[2:] - 2 * u[1:-1] + u[:-2])\n    return (u ** 2).sum()", "y = np.zeros($n)\n    y[0] = x[0]\n    for i in range(1, $n):\n        y[i] = y[i - 1] + 0.1 * (x[i] - y[i - 1] ** 2)\n    return y[-1]",
        "out = np.zeros_like(x)\n    np.multiply(x, x, out=out)\n    out -= 0.5 * x\n    return out.sum()", "acc = np.zeros(3)\n    np.add.at(acc, [0, 1, 0, 2], x[:4])\n    return (acc ** 2).sum()", "a = np.ones(($n, $n))\n    a *= x\n    a[np.diag_indices($n)] = x ** 2\n    return a.sum() + a[0, 1]", "a = x.copy()\n    r = a[::-1]\n    r[0] = 0\n    r += x[0]\n    return (a * x).sum()", "a = x.copy()\n    a.sort()\n    return a @ np.arange($n) + ({e}).sum()", "a = np.tile(x, (2, 1))\n    row = a[0]\n    row[1:] -= row[:-1].copy()\n    return (a ** 2).sum()", "t = x.reshape(1, -1).T.copy()\n    t[:, 0] += 1\n    f = t.ravel()\n    f[0] = x[1]\n    return (t ** 2).sum()",
        "def fill(a, v):\n        a[:] = v * 2\n    b = np.zeros($n)\n    fill(b[1:], x[1:])\n    return b @ x", "m = np.outer(x, x)\n    m[0, :] = 0\n    m[:, 1] *= x[0]\n    return m.sum()", "a = x.copy()\n    for i, v in enumerate(x):\n        if v > 0.1:\n            a[i] = np.sin(v)\n    return a.sum()", "a = np.array([x, x * 2])\n    a[1, ::2] += x[0]\n    a[..., -1] **= 2\n    return np.sum(a * a)", "h = []\n    s = x[0]\n    for v in x[1:]:\n        s = np.tanh(s + 0.5 * v)\n        h.append(s)\n    return np.array(h).sum()", "a = np.full($n, 0.5)\n    np.copyto(a, x)\n    np.subtract(a, x[0], out=a, where=x > 0)\n    return (a ** 2).sum()", "a = x.copy()\n    a[1:], a[0] = a[:-1].copy() * 2, a[-1]\n    return (a * x).sum()",
    ).replace("{e}", e).replace("$n", str(n))
    return f"{NP}{mark(x=s.vector(n))}\ndef f(x):\n    {lines}\n"


def arranging(s):
    n = s.pick(4, 6)
    e = s.array(1, ["x"])
    lines = s.pick(
        "return np.concatenate([x, {e}]) @ np.arange(2 * $n)", "return (np.stack([x, {e}]).T @ np.array([1.0, 2.0])).sum() * x[0]", "m = x.reshape(2, -1)\n    return (m @ m.T).sum()", "return (np.roll(x, 1) * x).sum()", "return (np.flip(x) * ({e})).sum()", "return np.vstack([x, x ** 2])[1, 1:].sum()", "return (np.pad(x, 1, mode='edge')[:-2] * x).sum()", "return np.repeat(x, 2)[1:-1].sum() * x[1]", "return np.tile(x, 2)[$n - 1:] @ np.ones($n + 1) * x[0]", "a, b = np.split(x, 2)\n    return a @ b", "return (x[:, None] * x[None, :]).sum() + ({e})[0]", "d = x[:, np.newaxis] - x\n    return (d ** 2).sum()", "return x[[0, 2, 2, -1]] @ np.arange(4)", "return ({e})[np.argsort(x)] @ np.arange($n)", "return x[x > 0.05].sum() ** 2 + x[0]", "return np.where(x > x.mean(), x ** 2, {e}).sum()", "return np.diff(x) @ np.diff({e})", "return np.take(x, [1, 0, 1]).prod()", "return np.append(x, x[0] ** 2).sum() * x[-1]",
        "return np.convolve(x, [1.0, 0.5, -0.25], mode='$mode').sum() * x[0]", "return np.interp(0.37, np.arange($n), x) + np.interp(x[0] * 0.1, [-1.0, 0.03, 1.0], [0.0, 2.0, 3.0])", "return np.gradient({e})[1] * x[1]", "return np.polyval(x, {c})", "return np.trapz({e}, dx=0.5)", "return np.cumsum(x)[::-1] @ ({e})", "return np.expand_dims(x, 0).squeeze().T @ x", "return np.moveaxis(x.reshape(2, -1), 0, 1).ravel()[1] * x.sum()", "return np.select([x < 0, x > 1], [x ** 2, -x], 0.5 * x).sum()", "return np.delete({e}, 1).sum() * x[1]", "return np.insert(x, 1, x[0] * x[2]).sum() ** 2", "return sum(r @ r for r in x.reshape(2, -1))", "return sum(v ** 2 for v in x if v > 0.1) + np.max(x)", "return np.hstack([x[:2], 3.0, x[2:]]) @ np.arange($n + 1.0)", "return np.column_stack([x, x ** 2])[:, 1].sum() + np.c_[x, x][0, 1]", "g, h = np.meshgrid(x, x[:2])\n    return (g * h ** 2).sum()", "return np.broadcast_to(x, (2, $n)).sum() * x[0]", "return np.apply_along_axis(np.sum, 0, x.reshape(2, -1)) @ x[:$n // 2]", "return np.correlate(x, np.array([1.0, x[0]])).sum()", "return np.linspace(x[0], x[1], 4) @ np.arange(4)", "return np.cumprod(x).sum()", "return np.block([[x], [x * 2]]).sum() * x[0]", "return np.ediff1d(x) @ x[1:]", "return np.nan_to_num(x).sum() * np.amax({e})",
    ).replace("{e}", e).replace("$n", str(n)).replace("$mode", s.pick("full", "same", "valid")).replace("{c}", s.constant())
    return f"{NP}{mark(x=s.vector(n))}\ndef f(x):\n    {lines}\n"


def models(s):
    n, k = s.r.randint(3, 4), 2
    X, y = s.matrix(n, k), [float(s.pick(0, 1)) for _ in range(n)]
    data = f"X = np.array({X})\ny = np.array({y})\n"
    A = s.pick("np.tanh", "np.sin", "np.arctan")
    return NP + s.pick(
        f"{data}def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n{mark(w=s.vector(k), b=s.real())}\ndef f(w, b):\n    p = sigmoid(X @ w + b)\n    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)){s.pick('', ' + 0.1 * np.sum(w ** 2)')}\n",
        f"{data}{mark(w=s.vector(k), b=s.real())}\ndef f(w, b):\n    r = X @ w + b - y\n    return {s.pick('np.mean(r ** 2)', '0.5 * r @ r', 'np.abs(r).mean()', 'np.sqrt(np.mean(r ** 2))', 'np.where(np.abs(r) < 1, 0.5 * r ** 2, np.abs(r) - 0.5).sum()')}\n",
        f"{mark(z=s.vector(4))}\ndef f(z):\n    e = np.exp(z - {s.pick('np.max(z)', 'z.max()', 'z.mean()')})\n    p = e / e.sum()\n    return {s.pick('-np.log(p[1])', '-(p * np.log(p)).sum()', 'p @ np.arange(4)', '(p ** 2).sum()')}\n",
        f"{data}{mark(W=s.matrix(k, 3), v=s.vector(3))}\ndef f(W, v):\n    h = {A}(X @ W)\n    return {s.pick('((h @ v - y) ** 2).mean()', 'np.sum((h @ v) ** 2)', 'np.logaddexp(0, -(2 * y - 1) * (h @ v)).sum()')}\n",
        f"{data}class Layer:\n    def __init__(self, W, b):\n        self.W, self.b = W, b\n    def __call__(self, x):\n        return {A}(x @ self.W + self.b)\nclass Net:\n    def __init__(self, *layers):\n        self.layers = layers\n    def forward(self, x):\n        for layer in self.layers:\n            x = layer(x)\n        return x\n{mark(W=s.matrix(k, 2), b=s.vector(2))}\ndef f(W, b):\n    net = Net(Layer(W, b), Layer(W.T, b * 2))\n    return {s.pick('net.forward(X).sum()', '((net.forward(X)[:, 0] - y) ** 2).sum()', 'np.linalg.norm(net.forward(X))')}\n",
        f"{data}{mark(w=s.vector(k), lr=round(s.r.uniform(0.01, 0.2), 2))}\ndef f(w, lr):\n    w = w.copy()\n    for _ in range({s.r.randint(2, 6)}):\n        g = 2 * X.T @ (X @ w - y) / len(y)\n        w {s.pick('-= lr * g', '= w - lr * g')}\n    return np.mean((X @ w - y) ** 2)\n",
        f"{mark(m=s.vector(2), v=[s.real(0.5, 2), s.real(0.5, 2)])}\ndef f(m, v):\n    x = {s.real()}\n    w = np.array([0.3, 0.7])\n    return np.log(np.sum(w / np.sqrt(2 * np.pi * v) * np.exp(-(x - m) ** 2 / (2 * v))))\n",
        f"{mark(z=s.vector(4), q=s.real(0.1, 1))}\ndef f(z, q):\n    x, P, loss = 0.0, 1.0, 0.0\n    for obs in z:\n        P = P + q\n        K = P / (P + {s.pick('1.0', '0.5')})\n        loss += (obs - x) ** 2\n        x = x + K * (obs - x)\n        P = (1 - K) * P\n    return loss + x\n",
        f"{mark(x=s.vector(3), z=s.vector(3))}\ndef f(x, z):\n    {s.pick('r = np.sqrt(((x - z) ** 2).sum())', 'r = np.linalg.norm(x - z)', 'r = np.sqrt(np.dot(x - z, x - z))')}\n    return {s.pick('4 * (r ** -12 - r ** -6)', 'np.exp(-r)', '1 / r', 'r * np.log(r)')} + x @ z / (np.linalg.norm(x) * np.linalg.norm(z))\n",
        f"def rosen(x):\n    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)\n{mark(x=s.vector(s.r.randint(2, 5)))}\ndef f(x):\n    return rosen(x){s.pick('', ' / 10', ' + np.sum(np.cos(x))')}\n",
        f"def make(A, c):\n    return lambda v: v @ A @ v / 2 - c @ v\n{mark(A=s.dominant(2), v=s.vector(2))}\ndef f(A, v):\n    g = make(A, np.array({s.vector(2)}))\n    return g(v) + g(v * {s.constant()}) * A[0, 1]\n",
        f"{mark(s=s.vector(2), g=round(s.r.uniform(0.5, 3), 2))}\ndef f(s, g):\n    def deriv(s):\n        return np.array([s[1], -g * np.sin(s[0])])\n    h = 0.1\n    for _ in range({s.r.randint(2, 6)}):\n        k1 = deriv(s)\n        k2 = deriv(s + h / 2 * k1)\n        s = s + h * {s.pick('k2', '(k1 + k2) / 2')}\n    return {s.pick('s[0]', 's @ s', '0.5 * s[1] ** 2 - g * np.cos(s[0])')}\n",
        f"{mark(c=s.matrix(2, 2), p=s.matrix(3, 2))}\ndef f(c, p):\n    d = ((p[:, None] - c[None]) ** 2).sum(-1)\n    return {s.pick('d.min(axis=1).sum()', 'd[np.arange(3), d.argmin(axis=1)].sum()', 'np.sqrt(d).mean()', 'np.exp(-d).sum()', 'sum(d[i].min() for i in range(len(p)))')}\n",
        f"{mark(U=s.matrix(3, 2), V=s.matrix(2, 3))}\ndef f(U, V):\n    R = np.array({s.matrix(3, 3)})\n    M = R > {s.pick('0', '-0.5')}\n    E = {s.pick('(R - U @ V) * M', 'np.where(M, R - U @ V, 0.0)')}\n    return np.sum(E ** 2) + 0.01 * (np.sum(U ** 2) + np.sum(V ** 2))\n",
        f"{mark(w=s.vector(3))}\ndef f(w):\n    total = 0.0\n    x = {s.pick('w', 'np.abs(w) + 0.1', 'w ** 2')}\n    i = 0\n    while True:\n        new = x - 0.2 * (x ** 3 - {s.pick('1', '0.5')}) * 0.3\n        if np.max(np.abs(new - x)) < 1e-3 or i > 12:\n            break\n        x, i = new, i + 1\n    return x.sum() * i\n",
        f"def power(A, n):\n    return np.eye(2) if n == 0 else A @ power(A, n - 1)\n{mark(A=s.matrix(2, 2))}\ndef f(A):\n    return {s.pick('power(A, 3).sum()', 'sum(np.trace(power(A, k)) / (k + 1) for k in range(5))', 'np.linalg.norm(power(A, 2))')}\n",
    )


ARRAYS = [elementwise, elementwise, reductions, reductions, matrices, matrices, in_place, in_place, arranging, arranging, models, models]
