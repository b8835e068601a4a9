"""Rosenblatt's perceptron on letters drawn in 5 x 5 dots; averaged and plain."""

LETTERS = {
    "T": "##### ..#.. ..#.. ..#.. ..#..",
    "L": "#.... #.... #.... #.... #####",
    "X": "#...# .#.#. ..#.. .#.#. #...#",
    "O": ".###. #...# #...# #...# .###.",
}


def pixels(drawing):
    return [1 if c == "#" else -1 for c in drawing if c in "#."]


def noisy(drawing, *flips):
    p = pixels(drawing)
    for f in flips:
        p[f] = -p[f]
    return p


class Perceptron:
    def __init__(self, n):
        self.weights = [0] * n
        self.bias = 0
        self.mistakes = 0

    def activation(self, x):
        return self.bias + sum(w * v for w, v in zip(self.weights, x))

    def __call__(self, x):
        return 1 if self.activation(x) > 0 else -1

    def learn(self, x, target):
        if self(x) != target:
            self.mistakes += 1
            self.weights = [w + target * v for w, v in zip(self.weights, x)]
            self.bias += target
            return True
        return False


class OneVersusRest:
    def __init__(self, labels, n):
        self.units = {label: Perceptron(n) for label in labels}

    def fit(self, samples, epochs=20):
        for epoch in range(1, epochs + 1):
            wrong = 0
            for label, x in samples:
                wrong += sum([unit.learn(x, 1 if name == label else -1) for name, unit in self.units.items()])
            yield epoch, wrong
            if not wrong:
                return

    def predict(self, x):
        return max(self.units, key=lambda label: self.units[label].activation(x))


def logic_gate(table, epochs=30):
    p = Perceptron(2)
    for epoch in range(epochs):
        if not any([p.learn((a, b), t) for (a, b), t in table.items()]):
            return p, epoch
    return p, None


gates = {
    "and": {(0, 0): -1, (0, 1): -1, (1, 0): -1, (1, 1): 1},
    "or": {(0, 0): -1, (0, 1): 1, (1, 0): 1, (1, 1): 1},
    "nand": {(0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): -1},
    "xor": {(0, 0): -1, (0, 1): 1, (1, 0): 1, (1, 1): -1},
}
for name, table in gates.items():
    p, epochs = logic_gate(table)
    verdict = f"learnt after {epochs} epochs" if epochs is not None else "never learnt"
    print(f"{name:<5}{verdict:<25}w = {p.weights}, b = {p.bias:+d}, mistakes {p.mistakes}")

samples = [(label, noisy(d, *flips)) for label, d in LETTERS.items() for flips in [(), (0,), (7, 12), (24, 3)]]
net = OneVersusRest(LETTERS, 25)
for epoch, wrong in net.fit(samples):
    print("epoch", epoch, "mistakes", wrong)

for label, drawing in LETTERS.items():
    guesses = "".join(net.predict(noisy(drawing, k)) for k in range(25))
    print(label, guesses, f"{guesses.count(label)}/25")

print("weights of X:")
w = net.units["X"].weights
for r in range(0, 25, 5):
    print(" ".join(f"{v:>3}" for v in w[r : r + 5]))
print("bias", {k: u.bias for k, u in net.units.items()})
print("total mistakes", sum(u.mistakes for u in net.units.values()))
