"""Writes breadthGradients.golden.json: gradients of NumPy's functions by central differences of sixth order through NumPy 1.24
itself in extended precision (80 bits), in float64 where a function takes nothing else: the error stays below 1e-11.

Run: /usr/bin/python3 breadthGradients.golden.py"""
import json, pathlib
import numpy as np

X = [0.7, -1.3, 2.2, 0.4, -0.6]
M = [[0.5, -1.2, 0.7, 1.1], [1.4, 0.3, -0.6, 0.9], [-0.2, 0.8, 1.5, -1.0]]
Y = [1.1, 0.45, -0.65, 2.3, 0.9]

# Expressions of x (five numbers), y (five numbers) and m (three by four); `w` weighs what is no scalar.
EXPRESSIONS = """
w(np.flip(m))
w(np.rot90(m, 1))
w(np.roll(m, (1, -2), axis=(0, 1)) ** 2)
w(np.roll(x, 2) * x)
w(np.moveaxis(m.reshape(3, 2, 2), 0, -1))
w(np.rollaxis(m.reshape(3, 2, 2), 2) ** 2)
w(np.swapaxes(m, 0, 1))
w(np.array_split(x, 2)[0]) + w(np.array_split(x, 2)[1] ** 2)
w(np.hsplit(m, 2)[1] * np.hsplit(m, 2)[0])
w(np.dstack([x, y, x * y]))
w(np.column_stack([x, x ** 2, y]))
w(np.resize(x, (3, 4)) * m)
w(np.broadcast_to(x, (3, 5)) ** 2)
w(np.broadcast_arrays(x, m[:, :1])[1] * np.broadcast_arrays(x, m[:, :1])[0])
w(np.triu(m, 1)) + w(np.tril(m) ** 2)
w(np.diagonal(m, 1) ** 2)
w(m.reshape(4, 3, order='F') ** 2)
w(m.flatten('F') ** 2)
w(np.block([[m, m * 2], [m ** 2, m]]))
w(np.take(m, [1, 1, 3], axis=1) ** 2)
w(np.take_along_axis(m, np.argsort(m, axis=1), axis=1) ** 2)
w(np.delete(m, 1, axis=1) ** 2)
w(np.insert(x, [0, 3], y[:2] * 3))
w(np.insert(m, 1, x[:3] ** 2, axis=1))
w(np.compress([True, False, True], m, axis=0))
w(np.extract(m > 0, m) ** 2)
w(np.choose([0, 1, 0, 1, 1], [x ** 2, y]))
w(np.select([x > 1, x > 0], [x ** 2, np.sin(x)], -x))
w(np.where(x > y, x * y, x - y))
w(np.diff(x, n=2) ** 2)
w(np.diff(m, axis=0, prepend=0.5) ** 2)
w(np.ediff1d(x, to_end=y) ** 2)
w(np.pad(x, 2, mode='reflect') ** 2)
w(np.pad(x, (2, 3), mode='wrap') ** 2)
w(np.pad(m, 1, mode='edge') ** 2)
w(np.pad(x, 1, mode='mean') ** 2)
w(np.pad(x, (1, 2), constant_values=3.0) ** 2)
w(np.sort(m, axis=0) ** 2)
w(np.partition(x, 2)) * x[0]
w(np.unique(np.append(x, x[:2])) ** 2)
w(np.setdiff1d(x, y[1:2]))
w(np.union1d(x, y) ** 2)
np.median(x) ** 2 + np.median(x[:4])
w(np.median(m, axis=0) ** 2)
w(np.percentile(m, [10, 35, 80], axis=1) ** 2)
np.quantile(x, 0.3) * np.quantile(x, 0.9, method='lower')
np.nanmedian(np.where(x > 2, np.nan, x)) ** 2
np.average(x, weights=y ** 2)
w(np.average(m, axis=1, weights=x[:4] ** 2))
w(np.bincount([0, 2, 2, 1, 0], weights=x ** 2) ** 2)
w(np.histogram([0.1, 0.4, 0.7, 0.8, 0.2], bins=3, weights=x ** 2)[0] ** 2)
w(np.histogram([0.1, 0.4, 0.7, 0.8, 0.2], bins=3, weights=x ** 2, density=True)[0])
np.ptp(x) ** 2
w(np.ptp(m, axis=0) ** 2)
w(np.std(m, axis=0, ddof=1)) + np.var(x)
np.sum(x, where=x > 0) ** 2 + np.prod(x, initial=2)
np.mean(m, where=m > 0) ** 2
np.max(x, initial=1.0) ** 2 + np.min(x, initial=-9.0)
w(np.cumsum(m, axis=1) ** 2)
w(np.cumprod(x))
w(np.cumprod(m, axis=0))
np.nansum(np.where(x > 1, np.nan, x ** 2))
w(np.nanmean(np.where(m > 1, np.nan, m), axis=1) ** 2)
w(np.nanstd(np.where(m > 1, np.nan, m), axis=1))
np.nanmax(np.where(x > 1, np.nan, x)) ** 2 + np.nanmin(x)
w(np.nancumsum(np.where(x > 1, np.nan, x)) ** 2)
w(np.nan_to_num(np.where(x > 1, np.nan, x ** 2), nan=2.0))
w(np.add.accumulate(x) ** 2) + np.multiply.reduce(x)
w(np.maximum.accumulate(x) ** 2)
w(np.multiply.outer(x, y) ** 2)
w(np.clip(x, -0.5, 1.0) ** 2)
w(np.clip(x, y - 1, None) ** 2)
w(np.fmax(x, y) ** 2) + w(np.fmin(x, 0.5))
w(np.heaviside(x, 0.5) * x)
w(np.modf(x)[0] ** 2)
w(np.ldexp(x, [1, 2, 3, -1, 0]) ** 2)
w(np.frexp(x)[0] ** 2)
w(np.logaddexp2(x, y))
w(np.logspace(x[0], x[2], 5))
w(np.geomspace(y[0], y[3], 4))
w(np.linspace(x[:2], y[:2], 4) ** 2)
w(np.full_like(x, y[0]) * x)
w(np.full((2, 3), x[0]) ** 2)
w(np.c_[x, y, x * y])
w(np.r_[x, y[0], 1.0] ** 2)
w(m[np.ix_([0, 2], [1, 3])] ** 2)
w(np.apply_along_axis(lambda v: v / np.sum(v ** 2), 1, m))
w(np.vectorize(lambda a, b: a * b if a > 0 else a - b)(x, y))
w(np.piecewise(x, [x < 0, x >= 0], [lambda v: v ** 2, lambda v: np.exp(v)]))
w(np.fromfunction(lambda i: x[0] * i ** 2 + x[1], (4,)))
sum(v ** 2 * i for i, v in enumerate(m.flat))
w(np.trim_zeros(np.array([0, x[0], y[1], 0]) * 1.0) ** 2)
w(np.nextafter(x, 9) ** 2)
w(np.tile(x, 2)[3:9] ** 2)
w(np.repeat(x, [1, 0, 2, 3, 1]) ** 2)
w(np.lexsort((y,)) * x[np.argsort(y)] ** 2)
w(m.take([0, 5]) * m.diagonal()[:2])
m.ptp() + m.trace() ** 2
""".strip().splitlines()

# Statements that write, and end in an expression.
PROGRAMS = """
a = np.zeros((3, 3)); np.fill_diagonal(a, x[:3] ** 2); w(a)
a = m.copy(); a.sort(axis=1); w(a ** 2)
a = x.copy(); a.fill(y[0]); w(a * x)
a = x.copy(); np.put(a, [0, 2], y[:2] ** 2); w(a ** 2)
a = x.copy(); np.putmask(a, a > 0, y); w(a ** 2)
a = x.copy(); np.place(a, a > 0, y[:2] ** 2); w(a)
a = np.zeros(5); np.copyto(a, x ** 2, where=x > 0); w(a)
a = np.zeros(3); np.add.at(a, [0, 2, 2, 1, 0], x ** 2); w(a ** 2)
a = m.copy(); v = np.rot90(a); v[0] = x[:3] ** 2; w(a)
a = m.copy(); v = a.reshape(4, 3, order='F'); v[:, 0] = x[:4]; w(a ** 2)
a = m.copy(); p, q = np.vsplit(a, [1]); q *= p; w(a)
a = m.copy(); a.flat[5] = x[0] * x[1]; w(a ** 2)
a = x.copy(); a.itemset(2, y[3] ** 2); w(a ** 2)
a = x.copy(); a.resize(7); w(a ** 2)
a = x.copy(); a.partition(2); w(a[2:3] ** 2)
""".strip().splitlines()

WEIGHTED = "def w(x):\n    return np.sum(np.cos(np.arange(x.size) + 1).reshape(x.shape) * x)\n\n"


def function(case):
    *before, last = case.split("; ")
    return "".join(f"    {line}\n" for line in before) + f"    return {last}\n"


def run(case, inputs):
    scope = {"np": np}
    # In extended precision arrays that the program makes are extended as well.
    text = case.replace("np.zeros(5)", "np.zeros(5, np.longdouble)").replace("np.zeros(3)", "np.zeros(3, np.longdouble)")
    text = text.replace("np.zeros((3, 3))", "np.zeros((3, 3), np.longdouble)")
    exec(WEIGHTED + "def f(x, y, m):\n" + function(text), scope)
    return scope["f"](*[v.copy() for v in inputs])


def differences(case, dtype):
    inputs = [np.array(v, dtype=dtype) for v in (X, Y, M)]
    h = dtype(2) ** -12
    gradients = []
    for k, v in enumerate(inputs):
        g = np.zeros(v.shape)
        for place in np.ndindex(v.shape):

            def at(t):
                moved = [u.copy() for u in inputs]
                moved[k][place] += t * h
                return run(case, moved)

            g[place] = float((45 * (at(1) - at(-1)) - 9 * (at(2) - at(-2)) + (at(3) - at(-3))) / (60 * h))
        gradients.append(np.where(np.abs(g) < 1e-11, 0, g).tolist())
    return gradients


rows = []
for case in EXPRESSIONS + PROGRAMS:
    try:
        gradients = differences(case, np.longdouble)
    except TypeError:
        gradients = differences(case, np.float64)
    value = float(run(case, [np.array(v) for v in (X, Y, M)]))
    rows.append({"name": case, "body": function(case), "value": value, "gradients": dict(zip("xym", gradients))})
path = pathlib.Path(__file__).with_name("breadthGradients.golden.json")
path.write_text(json.dumps({"inputs": {"x": X, "y": Y, "m": M}, "rows": rows}, indent=0) + "\n")
