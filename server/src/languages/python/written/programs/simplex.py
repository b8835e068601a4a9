"""Linear programs by the simplex method on a tableau of exact or floating numbers (Bland's rule)."""


class Unbounded(Exception):
    """The objective has no maximum."""


class Tableau:
    def __init__(self, c, A, b):
        m = len(A)
        self.n = len(c)
        self.rows = [list(map(float, row)) + [float(i == j) for j in range(m)] + [float(rhs)] for i, (row, rhs) in enumerate(zip(A, b))]
        self.cost = [-float(v) for v in c] + [0.0] * (m + 1)
        self.basis = [self.n + i for i in range(m)]
        self.pivots = []

    def entering(self):
        return next((j for j, v in enumerate(self.cost[:-1]) if v < -1e-9), None)

    def leaving(self, j):
        ratios = [(row[-1] / row[j], self.basis[i], i) for i, row in enumerate(self.rows) if row[j] > 1e-9]
        if not ratios:
            raise Unbounded(f"variable x{j + 1} can grow for ever")
        return min(ratios)[2]

    def pivot(self, i, j):
        p = self.rows[i][j]
        self.rows[i] = [v / p for v in self.rows[i]]
        for k, row in enumerate(self.rows):
            if k != i and row[j]:
                f = row[j]
                self.rows[k] = [a - f * b for a, b in zip(row, self.rows[i])]
        f = self.cost[j]
        self.cost = [a - f * b for a, b in zip(self.cost, self.rows[i])]
        self.pivots.append((self.basis[i], j))
        self.basis[i] = j

    def solve(self):
        while (j := self.entering()) is not None:
            self.pivot(self.leaving(j), j)
        x = [0.0] * self.n
        for i, j in enumerate(self.basis):
            if j < self.n:
                x[j] = self.rows[i][-1]
        return x, self.cost[-1]

    def shadow_prices(self):
        return self.cost[self.n : -1]

    def __str__(self):
        names = [f"x{j + 1}" for j in range(self.n)] + [f"s{i + 1}" for i in range(len(self.rows))]
        lines = ["basis " + "".join(f"{name:>8}" for name in names) + f"{'rhs':>9}"]
        for j, row in zip(self.basis, self.rows):
            lines.append(f"{names[j]:<6}" + "".join(f"{v + 0.0:>8.3f}" for v in row[:-1]) + f"{row[-1]:>9.3f}")
        lines.append(f"{'z':<6}" + "".join(f"{v + 0.0:>8.3f}" for v in self.cost[:-1]) + f"{self.cost[-1]:>9.3f}")
        return "\n".join(lines)


problems = [
    ("workshop", [30, 20, 25], [[2, 1, 1], [1, 2, 1], [1, 1, 3]], [40, 45, 60]),
    ("diet turned round", [5, 4], [[6, 4], [1, 2], [-1, 1], [0, 1]], [24, 6, 1, 2]),
    ("degenerate", [3, 9], [[1, 4], [1, 2]], [8, 4]),
    ("nothing to gain", [-1, -2], [[1, 1]], [10]),
    ("unbounded", [1, 1], [[1, -1], [-1, 0]], [2, 0]),
]

for title, c, A, b in problems:
    print(f"== {title}: maximise " + " + ".join(f"{v}*x{k + 1}" for k, v in enumerate(c)))
    t = Tableau(c, A, b)
    try:
        x, z = t.solve()
    except Unbounded as reason:
        print("no maximum:", reason)
        continue
    print(t)
    print("x =", tuple(round(v, 6) for v in x), "z =", round(z, 6))
    print("shadow prices:", [round(v, 6) + 0.0 for v in t.shadow_prices()], "pivots:", len(t.pivots))
    slack = [rhs - sum(a * v for a, v in zip(row, x)) for row, rhs in zip(A, b)]
    assert all(s > -1e-9 for s in slack), slack
    dual = sum(p * rhs for p, rhs in zip(t.shadow_prices(), b))
    print("strong duality:", abs(dual - z) < 1e-9, "| tight:", [i + 1 for i, s in enumerate(slack) if abs(s) < 1e-9])
