import numpy as np

# Bagged regression stumps with NumPy's seeded generators.

np.random.seed(42)
X = np.random.uniform(-3, 3, size=(40, 2))
noise = np.random.normal(0, 0.1, size=40)
y = np.where(X[:, 0] > 0.5, 2.0, -1.0) + 0.5 * (X[:, 1] > -1) + noise


class Stump:
    def fit(self, X, y):
        best = np.inf
        for j in range(X.shape[1]):
            cuts = np.unique(X[:, j])
            for cut in (cuts[:-1] + cuts[1:]) / 2:
                left = X[:, j] <= cut
                sse = ((y[left] - y[left].mean()) ** 2).sum() + ((y[~left] - y[~left].mean()) ** 2).sum()
                if sse < best:
                    best, self.j, self.cut = sse, j, cut
                    self.low, self.high = y[left].mean(), y[~left].mean()
        return self

    def predict(self, X):
        return np.where(X[:, self.j] <= self.cut, self.low, self.high)

    def __repr__(self):
        return f"x{self.j} <= {self.cut:.4f} ? {self.low:.4f} : {self.high:.4f}"


def boost(X, y, rounds, rate):
    f = np.full(len(y), y.mean())
    stumps = []
    for _ in range(rounds):
        s = Stump().fit(X, y - f)
        f = f + rate * s.predict(X)
        stumps.append(s)
    return stumps, f


print(X[:3])
print("mean and deviation of y: %.6f %.6f" % (y.mean(), y.std()))
print(Stump().fit(X, y))
forest = []
for _ in range(10):
    idx = np.random.randint(0, len(X), len(X))
    forest.append(Stump().fit(X[idx], y[idx]))
for s in forest[:4]:
    print("  ", s)
bagged = np.mean([s.predict(X) for s in forest], axis=0)
print("bagged error", np.round(np.mean((bagged - y) ** 2), 6))
stumps, f = boost(X, y, 6, 0.8)
for s in stumps:
    print("  ", s)
print("boosted error", np.round(np.mean((f - y) ** 2), 6))
perm = np.random.permutation(8)
print(perm, np.random.choice(5, 3, replace=False), np.random.rand(2))
rng = np.random.default_rng(7)
print(rng.integers(0, 10, 5), rng.random(2), rng.normal(size=3).round(4), rng.choice(["a", "b", "c"]))
