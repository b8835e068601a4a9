"""A small decision tree (Gini impurity) on weather and on flowers; printed as text."""
from collections import Counter


class Leaf:
    def __init__(self, labels):
        self.counts = Counter(labels)

    def predict(self, row):
        return self.counts.most_common(1)[0][0]

    def lines(self, indent=0):
        yield "  " * indent + "-> " + ", ".join(f"{k} x{n}" for k, n in sorted(self.counts.items()))

    depth = 0
    size = 1


class Question:
    def __init__(self, column, value, name):
        self.column, self.value, self.name = column, value, name

    @property
    def numeric(self):
        return isinstance(self.value, (int, float)) and not isinstance(self.value, bool)

    def __call__(self, row):
        v = row[self.column]
        return v >= self.value if self.numeric else v == self.value

    def __str__(self):
        return f"{self.name} {'>=' if self.numeric else '=='} {self.value}?"


class Node:
    def __init__(self, question, yes, no, gain):
        self.question, self.yes, self.no, self.gain = question, yes, no, gain

    def predict(self, row):
        branch = self.yes if self.question(row) else self.no
        return branch.predict(row)

    @property
    def depth(self):
        return 1 + max(self.yes.depth, self.no.depth)

    @property
    def size(self):
        return 1 + self.yes.size + self.no.size

    def lines(self, indent=0):
        pad = "  " * indent
        yield f"{pad}{self.question} (gain {self.gain:.4f})"
        for branch in (self.yes, self.no):
            yield from branch.lines(indent + 1)


def gini(labels):
    n = len(labels)
    return 1 - sum((c / n) ** 2 for c in Counter(labels).values())


def best_split(rows, labels, names):
    best = (0.0, None)
    current = gini(labels)
    for col, name in enumerate(names):
        for value in sorted({r[col] for r in rows}):
            q = Question(col, value, name)
            yes = [y for r, y in zip(rows, labels) if q(r)]
            no = [y for r, y in zip(rows, labels) if not q(r)]
            if not yes or not no:
                continue
            p = len(yes) / len(labels)
            gain = current - p * gini(yes) - (1 - p) * gini(no)
            if gain > best[0]:
                best = (gain, q)
    return best


def grow(rows, labels, names, max_depth=4, min_size=2):
    gain, q = best_split(rows, labels, names)
    if q is None or max_depth == 0 or len(labels) < min_size:
        return Leaf(labels)
    parts = {True: ([], []), False: ([], [])}
    for r, y in zip(rows, labels):
        parts[q(r)][0].append(r)
        parts[q(r)][1].append(y)
    yes, no = (grow(*parts[side], names, max_depth - 1, min_size) for side in (True, False))
    return Node(q, yes, no, gain)


weather = """\
sunny 85 85 calm no
sunny 80 90 windy no
cloudy 83 78 calm yes
rain 70 96 calm yes
rain 68 80 calm yes
rain 65 70 windy no
cloudy 64 65 windy yes
sunny 72 95 calm no
sunny 69 70 calm yes
rain 75 80 calm yes
sunny 75 70 windy yes
cloudy 72 90 windy yes
cloudy 81 75 calm yes
rain 71 80 windy no"""

table = [line.split() for line in weather.splitlines()]
rows = [(sky, int(t), int(h), wind) for sky, t, h, wind, _ in table]
labels = [line[-1] for line in table]
names = ["sky", "temperature", "humidity", "wind"]

print("impurity at the root: %.6f" % gini(labels))
for depth in (1, 2, 4):
    tree = grow(rows, labels, names, depth)
    right = sum(tree.predict(r) == y for r, y in zip(rows, labels))
    print(f"\nmax depth {depth}: depth {tree.depth}, {tree.size} nodes, {right} of {len(rows)} right")
    print(*tree.lines(), sep="\n")

print("\nleave one out:")
hits = []
for i in range(len(rows)):
    t = grow(rows[:i] + rows[i + 1 :], labels[:i] + labels[i + 1 :], names)
    hits.append(t.predict(rows[i]) == labels[i])
print("".join("+" if h else "." for h in hits), f"{sum(hits) / len(hits):.1%}")

petals = [(1.4, 0.2), (1.3, 0.3), (1.7, 0.4), (4.5, 1.5), (4.0, 1.3), (4.9, 1.5), (5.1, 1.9), (6.0, 2.5), (5.8, 2.2), (4.8, 1.8)]
kinds = ["setosa"] * 3 + ["versicolor"] * 3 + ["virginica"] * 4
tree = grow(petals, kinds, ["petal length", "petal width"])
print("\n".join(tree.lines()))
print([tree.predict(p) for p in [(1.5, 0.2), (4.7, 1.4), (6.1, 2.3)]])
print(Counter(kinds).most_common(), type(tree).__name__, tree.question.value)
