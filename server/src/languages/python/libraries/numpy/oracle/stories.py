"""Small things that people write with NumPy: statistics, simulations, images, models, each with its own numbers."""
from topics import number, vector_literal, square


def block(w, text):
    return w.do(text.strip("\n"))


def standardise(w):
    X = w.name("X", "features", "D")
    n, m = w.r.randint(3, 5), w.r.randint(2, 3)
    w.do(f"{X} = np.array([{', '.join(vector_literal(w, m, 'float') for _ in range(n))}])")
    mu, sd = w.name("mu", "means"), w.name("sigma", "stds")
    w.do(f"{mu} = {X}.mean(axis=0)")
    w.do(f"{sd} = {X}.std(axis=0)")
    w.do(f"Z = ({X} - {mu}) / {sd}")
    w.show(w.pick("Z", "Z.round(3)", "np.round(Z, 4)"), w.pick("Z.mean(axis=0).round(6)", "Z.std(axis=0)", f"{mu}"))


def moving_average(w):
    x, k = w.name("prices", "series", "signal"), w.pick(2, 3)
    w.do(f"{x} = np.array({vector_literal(w, w.r.randint(6, 9))})")
    block(w, f"""
def moving_average(x, n={k}):
    total = np.cumsum(x, dtype=float)
    total[n:] = total[n:] - total[:-n]
    return total[n - 1:] / n""")
    w.show(f"moving_average({x})", f"np.convolve({x}, np.ones({k}) / {k}, mode='valid').round(6)")


def life(w):
    n = w.r.randint(4, 6)
    g = w.name("board", "world")
    w.do(f"{g} = np.zeros(({n}, {n}), dtype=int)")
    for i, j in [(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)]:
        w.do(f"{g}[{i}, {j}] = 1") if w.r.random() < 0.5 else w.do(f"{g}[{(i + 1) % n}, {j}] = 1")
    block(w, f"""
def step(g):
    n = sum(np.roll(np.roll(g, i, 0), j, 1) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)
    return ((n == 3) | ((g == 1) & (n == 2))).astype(int)
for _ in range({w.r.randint(1, 3)}):
    {g} = step({g})
print({g}, {g}.sum())""")


def regression(w):
    n, lr = w.r.randint(4, 6), w.pick("0.01", "0.05", "0.02")
    w.do(f"xs = np.arange({n}, dtype=float)")
    w.do(f"ys = {number(w)} * xs + {number(w)}")
    block(w, f"""
w, b = 0.0, 0.0
for epoch in range({w.r.randint(3, 8)}):
    err = w * xs + b - ys
    w -= {lr} * 2 * (err * xs).mean()
    b -= {lr} * 2 * err.mean()
    {w.pick("", "print(f'{epoch}: {(err ** 2).mean():.4f}')", "if epoch % 2 == 0: print(epoch, np.mean(err ** 2))") or 'loss = np.mean(err ** 2)'}
print({w.pick("w, b", "round(w, 4), round(b, 4)", "f'{w:.3f} {b:.3f}'", "'%.4f %.4f' % (w, b)")})""")


def least_squares(w):
    n = w.r.randint(4, 6)
    w.do(f"t = np.arange({n})")
    w.do(f"obs = np.array({vector_literal(w, n)})")
    w.do(w.pick("design = np.column_stack([np.ones(len(t)), t])", "design = np.vstack([np.ones_like(t), t]).T", "design = np.c_[np.ones(t.size), t]"))
    w.do("coef = np.linalg.solve(design.T @ design, design.T @ obs)")
    w.show("coef", w.pick("design @ coef", "(obs - design @ coef).round(4)", "((obs - design @ coef) ** 2).sum()", "np.polyfit(t, obs, 1).round(6)"))


def pagerank(w):
    n = w.r.randint(3, 4)
    rows = [[int(w.r.random() < 0.6 or i == (j + 1) % n) for j in range(n)] for i in range(n)]
    w.do(f"links = np.array({rows})")
    w.do("P = links / links.sum(axis=0)")
    block(w, f"""
r = np.ones({n}) / {n}
for _ in range({w.r.randint(5, 20)}):
    r = 0.85 * P @ r + 0.15 / {n}
print(r, r.sum().round(6))""")


def sieve(w):
    n = w.r.randint(20, 60)
    block(w, f"""
flags = np.ones({n}, dtype=bool)
flags[:2] = False
for p in range(2, int({n} ** 0.5) + 1):
    if flags[p]:
        flags[p * p::p] = False
print(np.nonzero(flags)[0], flags.sum())""")


def distances(w):
    n = w.r.randint(3, 4)
    w.do(f"pts = np.array([{', '.join(vector_literal(w, 2, 'float') for _ in range(n))}])")
    w.do(w.pick("diff = pts[:, None, :] - pts[None, :, :]", "diff = pts[:, np.newaxis] - pts"))
    w.do(w.pick("dist = np.sqrt((diff ** 2).sum(axis=-1))", "dist = np.linalg.norm(diff, axis=2)", "dist = np.sqrt(np.einsum('ijk,ijk->ij', diff, diff))"))
    w.show(w.pick("dist", "dist.round(2)", "dist.max()"), w.pick("np.argsort(dist, axis=1)[:, 1]", "dist[np.triu_indices(len(pts), k=1)]", "(dist + np.eye(len(pts)) * 1e9).argmin(axis=1)"))


def softmax(w):
    z = w.name("logits", "scores", "z")
    n = w.r.randint(3, 4)
    w.do(f"{z} = np.array([{', '.join(vector_literal(w, n, 'float') for _ in range(2))}])")
    block(w, f"""
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""")
    w.do(f"probs = softmax({z})")
    w.show("probs", "probs.argmax(axis=1)", w.pick(f"-np.log(probs[np.arange(2), [0, {n - 1}]]).mean()", "probs.sum(axis=1)", "np.round(probs, 3)"))


def one_hot(w):
    n = w.r.randint(3, 4)
    labels = [w.r.randrange(n) for _ in range(w.r.randint(4, 6))]
    w.do(f"labels = np.array({labels})")
    w.do(w.pick(f"onehot = np.eye({n})[labels]", f"onehot = np.eye({n}, dtype=int)[labels]", f"onehot = np.zeros((labels.size, {n}))\nonehot[np.arange(labels.size), labels] = 1", f"onehot = (labels[:, None] == np.arange({n})).astype(float)"))
    w.show(w.pick("onehot", "onehot.T @ onehot"), "onehot.sum(axis=0)", "onehot.argmax(1)")


def confusion(w):
    n, k = 3, w.r.randint(5, 8)
    w.do(f"truth = np.array({[w.r.randrange(n) for _ in range(k)]})")
    w.do(f"pred = np.array({[w.r.randrange(n) for _ in range(k)]})")
    block(w, f"""
cm = np.zeros(({n}, {n}), dtype=int)
{w.pick("np.add.at(cm, (truth, pred), 1)", "for i, j in zip(truth, pred):" + chr(10) + "    cm[i, j] += 1")}
print(cm)""")
    w.do(w.pick("print('accuracy:', (truth == pred).mean())", "print(f'accuracy = {np.trace(cm) / cm.sum():.3f}')", "print('acc %.2f' % np.mean(truth == pred), np.diag(cm))"))


def power_iteration(w):
    A = square(w, w.r.randint(2, 3))
    block(w, f"""
q = np.ones({A}.shape[0])
for i in range({w.r.randint(4, 12)}):
    q = {A} @ q
    q = q / np.linalg.norm(q)
print(q{w.pick('', '.round(5)')}, (q @ {A} @ q){w.pick('', '.round(4)')})""")


def monte_carlo(w):
    seed, n = w.r.randint(0, 500), w.pick(100, 500, 1000)
    w.do(w.pick(f"np.random.seed({seed})\ndarts = np.random.rand({n}, 2)", f"gen = np.random.default_rng({seed})\ndarts = gen.random(({n}, 2))", f"rs = np.random.RandomState({seed})\ndarts = rs.uniform(-1, 1, size=({n}, 2))"))
    w.do("inside = (darts ** 2).sum(axis=1) < 1")
    w.show("inside.sum()", "4 * inside.mean()", w.pick("darts[:2]", "darts.mean(axis=0)", "np.percentile(darts, 90)"))


def k_means(w):
    n = w.r.randint(4, 6)
    w.do(f"points = np.array([{', '.join(vector_literal(w, 2, 'float') for _ in range(n))}])")
    block(w, f"""
centers = points[:2].copy()
for it in range({w.r.randint(1, 3)}):
    d = ((points[:, None] - centers[None]) ** 2).sum(-1)
    assign = d.argmin(axis=1)
    for k in range(2):
        if (assign == k).any():
            centers[k] = points[assign == k].mean(axis=0)
print(assign, centers)""")


def euler(w):
    n, dt = w.r.randint(5, 12), w.pick("0.1", "0.05", "0.5", "0.25")
    block(w, f"""
y = np.zeros({n})
y[0] = {number(w)}
for i in range(1, {n}):
    y[i] = y[i - 1] + {dt} * ({w.pick('-y[i - 1]', '1 - y[i - 1]', '0.5 * y[i - 1] * (1 - y[i - 1] / 10)', 'np.sin(i) - y[i - 1]')})
print(y{w.pick('', '[-1]', '.round(4)', '[::2]')})""")


def pendulum(w):
    block(w, f"""
def deriv(s):
    return np.array([s[1], -{number(w)} * np.sin(s[0])])
s, h = np.array([{number(w)}, 0.0]), {w.pick('0.1', '0.05')}
for _ in range({w.r.randint(2, 6)}):
    k1 = deriv(s)
    k2 = deriv(s + h / 2 * k1)
    k3 = deriv(s + h / 2 * k2)
    k4 = deriv(s + h * k3)
    s = s + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
print(s)""")


def heat(w):
    n = w.r.randint(6, 9)
    block(w, f"""
u = np.zeros({n})
u[{w.r.randint(1, n - 2)}] = {w.pick('1.0', '100', '10.5')}
for _ in range({w.r.randint(2, 6)}):
    u[1:-1] += {w.pick('0.25', '0.1', '0.5')} * (u[2:] - 2 * u[1:-1] + u[:-2])
print(u, u.sum())""")


def image(w):
    n, m = w.r.randint(4, 6), w.r.randint(4, 6)
    w.do(f"img = np.arange({n * m}).reshape({n}, {m}) % {w.r.randint(5, 11)}")
    w.show(*w.some(["img[1:-1, 1:-1]", "img[::2, ::2]", "np.pad(img, 1)[:2]", f"img[:, ::-1][0]", "np.rot90(img).shape", "img[:2, :2].mean()", "(img > img.mean()).astype(int)", f"img[:{n // 2 * 2}, :{m // 2 * 2}].reshape({n // 2}, 2, {m // 2}, 2).mean(axis=(1, 3))", "np.histogram(img, bins=3)[0]", "(img / img.max()).round(2)[0]", "img.T[1]", "np.bincount(img.ravel())"], 2, 3))


def convolution(w):
    w.do(f"img2 = np.arange({w.r.randint(16, 16)}.0).reshape(4, 4) {w.pick('% 5', '* 0.5', '- 3')}")
    w.do(f"kernel = np.array({w.pick('[[1, 0], [0, -1]]', '[[0.25, 0.25], [0.25, 0.25]]', '[[1, 2], [-1, 0]]')})")
    block(w, """
res = np.zeros((3, 3))
for i in range(3):
    for j in range(3):
        res[i, j] = (img2[i:i + 2, j:j + 2] * kernel).sum()
print(res)""")


def matrix_class(w):
    block(w, f"""
class {w.pick('Stats', 'Data', 'Sample')}:
    def __init__(self, values):
        self.values = np.asarray(values{w.pick('', ', dtype=float')})
    @property
    def mean(self):
        return self.values.mean()
    def scale(self, k={w.r.randint(2, 5)}):
        self.values *= k
        return self
    def __repr__(self):
        return f'Stats(n={{self.values.size}}, mean={{self.mean:.2f}})'""")
    cls = w.lines[-11].split()[1].rstrip(":") if w.lines and w.lines[-11:][0].startswith("class") else "Stats"
    w.do(f"st = {cls}({vector_literal(w)})")
    w.do("print(st, st.scale().values, st.mean)")


def markov(w):
    w.do(w.pick("T = np.array([[0.9, 0.1], [0.5, 0.5]])", "T = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.2, 0.3, 0.5]])", "T = np.array([[0.8, 0.2], [0.25, 0.75]])"))
    w.do("pi = np.ones(len(T)) / len(T)")
    block(w, f"""
for step in range({w.r.randint(2, 6)}):
    pi = pi @ T
    {w.pick("print(step, pi)", "if step == 1: print(pi)", "print(f'step {step}:', pi.round(4))")}""")
    w.show("pi", f"np.linalg.matrix_power(T, {w.pick(2, 3, 10)})")


def polynomial(w):
    w.do(f"p = {vector_literal(w, 3, 'int')}")
    w.show(*w.some([f"np.polyval(p, {number(w)})", "np.polyval(p, np.arange(4))", "np.polyder(p)", "np.polyint(p)", "np.polymul(p, [1, 1])", "np.polyadd(p, [2, 0])", "np.roots([1, -3, 2])", "np.poly([1, 2])", "np.polyfit([0, 1, 2, 3], [1, 3, 2, 5], 2).round(5)", "np.trapz([1, 2, 3], dx=0.5)", "np.interp([0.5, 1.5], [0, 1, 2], [0, 10, 20])"], 2, 3))


def missing(w):
    w.do(f"raw = np.array([{number(w)}, np.nan, {number(w)}, {number(w)}, np.nan])")
    w.show(*w.some(["np.isnan(raw).sum()", "np.nanmean(raw)", "raw[~np.isnan(raw)]", "np.where(np.isnan(raw), 0, raw)", "raw.mean()", "np.nan_to_num(raw)", "np.nanmax(raw)", "np.nanstd(raw)", "raw == raw", "np.nansum(raw)", "np.sort(raw)", "np.nanmedian(raw)", "np.isfinite(raw)"], 2, 4))


def group_by(w):
    k = w.r.randint(5, 7)
    w.do(f"keys = np.array({[w.r.randrange(3) for _ in range(k)]})")
    w.do(f"vals = np.array({vector_literal(w, k)})")
    block(w, w.pick("""
for key in np.unique(keys):
    print(key, vals[keys == key].mean())""", """
sums = {int(k): float(vals[keys == k].sum()) for k in np.unique(keys)}
print(sums)""", """
print(np.bincount(keys, weights=vals), [vals[keys == k].max() for k in sorted(set(keys.tolist()))])""", """
order = np.argsort(keys, kind='stable')
print(keys[order], vals[order])"""))


def iteration(w):
    a = w.array(lambda a: a.ndim >= 1 and 0 < a.size <= 20) or w.name("arr")
    if a not in w.env:
        w.do(f"{a} = np.array({vector_literal(w)})")
    block(w, w.pick(f"for i, row in enumerate({a}[:3]):\n    print(i, row)", f"for v in {a}.ravel()[:4]:\n    print(v, end=' ')\nprint()", f"for idx, v in np.ndenumerate({a}[:2]):\n    print(idx, v)", f"print([x * 2 for x in {a}.ravel() if x > 0], sum({a}.ravel()), max({a}.ravel()))", f"print(list(zip({a}.ravel()[:3], range(3))), len({a}))", f"for v in np.nditer({a}[:2]):\n    print(v)", f"print(all(v == v for v in {a}.flat), list({a}.ravel()[:2]))", f"print(list(map(float, {a}.ravel()[:3])), sorted({a}.ravel(), reverse=True)[:2])", f"while {a}.size > 2:\n    {a} = {a}.ravel()[::2]\nprint({a})"))


def vectorised(w):
    block(w, f"""
def f(x, k={w.r.randint(2, 4)}):
    {w.pick('return x ** 2 if x > k else -x', 'return k * x + 1', 'return max(x, k)', 'return x % k')}""")
    w.show(f"np.vectorize(f)({vector_literal(w, 4, 'int')})", f"np.apply_along_axis(lambda r: r.max() - r.min(), {w.pick(0, 1)}, np.arange(6).reshape(2, 3) ** 2)", f"[f(v) for v in np.arange(3)]")


STORIES = [(f, k) for k, group in ((2, [standardise, moving_average, life, regression, least_squares, pagerank, sieve, distances, softmax, one_hot, confusion, power_iteration, monte_carlo, k_means, euler, heat, image, convolution, matrix_class, markov, polynomial, missing, group_by]), (3, [iteration]), (1, [pendulum, vectorised])) for f in group]
