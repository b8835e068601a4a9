"""Recommendations: factorise a ratings matrix by stochastic gradient descent."""
import random
from collections import defaultdict

ratings = [
    ("ada", "Alien", 5), ("ada", "Brazil", 4), ("ada", "Clueless", 1), ("ada", "Dune", 5),
    ("bob", "Alien", 4), ("bob", "Brazil", 5), ("bob", "Dune", 4),
    ("cyd", "Clueless", 5), ("cyd", "Emma", 5), ("cyd", "Alien", 1),
    ("dee", "Clueless", 4), ("dee", "Emma", 4), ("dee", "Dune", 2), ("dee", "Brazil", 2),
    ("eve", "Emma", 1), ("eve", "Dune", 5), ("eve", "Alien", 4),
]  # fmt: skip


def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


class Factoriser:
    def __init__(self, triples, rank=2, rate=0.05, reg=0.02, seed=11):
        self.rng = random.Random(seed)
        self.rank, self.rate, self.reg = rank, rate, reg
        self.users = sorted({u for u, _, _ in triples})
        self.items = sorted({i for _, i, _ in triples})
        self.mean = sum(r for *_, r in triples) / len(triples)
        start = lambda: [self.rng.uniform(-0.5, 0.5) for _ in range(rank)]
        self.P = {u: start() for u in self.users}
        self.Q = {i: start() for i in self.items}
        self.bu = defaultdict(float)
        self.bi = defaultdict(float)
        self.triples = list(triples)

    def predict(self, u, i):
        return self.mean + self.bu[u] + self.bi[i] + dot(self.P[u], self.Q[i])

    def epoch(self):
        self.rng.shuffle(self.triples)
        sse = 0.0
        for u, i, r in self.triples:
            err = r - self.predict(u, i)
            sse += err * err
            p, q = self.P[u], self.Q[i]
            self.bu[u] += self.rate * (err - self.reg * self.bu[u])
            self.bi[i] += self.rate * (err - self.reg * self.bi[i])
            for k in range(self.rank):
                p[k], q[k] = (
                    p[k] + self.rate * (err * q[k] - self.reg * p[k]),
                    q[k] + self.rate * (err * p[k] - self.reg * q[k]),
                )
        return (sse / len(self.triples)) ** 0.5


SMALL = [(0, 0, 5.0), (0, 1, 3.0), (1, 0, 4.0), (1, 2, 1.0), (2, 1, 2.0), (2, 2, 5.0)]


# @grad U=[[0.5, 1.0], [0.8, -0.2], [1.1, 0.4]], V=[[1.0, 0.3], [0.2, 0.9], [-0.4, 0.6]]
def squared_error(U, V, reg=0.1):
    fit = sum((r - dot(U[i], V[j])) ** 2 for i, j, r in SMALL)
    return fit + reg * sum(dot(row, row) for M in (U, V) for row in M)


model = Factoriser(ratings)
for epoch in range(1, 121):
    rmse = model.epoch()
    if epoch in (1, 2, 5, 10, 30, 60, 120):
        print(f"epoch {epoch:>3}: rmse {rmse:.9f}")

seen = defaultdict(dict)
for user, item, r in ratings:
    seen[user][item] = r
print(" " * 5 + "".join(f"{item:>10}" for item in model.items))
for user in model.users:
    cells = []
    for item in model.items:
        mark = str(seen[user][item]) if item in seen[user] else "?"
        cells.append(f"{model.predict(user, item):6.2f} ({mark})")
    print(f"{user:<5}" + "".join(f"{c:>10}" for c in cells))
for user in model.users:
    unseen = [i for i in model.items if i not in seen[user]]
    ranking = sorted(unseen, key=lambda i: model.predict(user, i), reverse=True)
    print(f"{user} should watch {' then '.join(ranking) or 'nothing'}")
print(dict(model.bu))
print({item: [round(v, 3) for v in q] for item, q in model.Q.items()})
print(squared_error([[0.5, 1.0], [0.8, -0.2], [1.1, 0.4]], [[1.0, 0.3], [0.2, 0.9], [-0.4, 0.6]]))
