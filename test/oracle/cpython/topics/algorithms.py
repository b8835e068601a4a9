"""Short programs a person would write."""
from draw import guarded

SOURCES = ['''def primes(limit):
    sieve = [True] * (limit + 1)
    sieve[0:2] = [False, False]
    for p in range(2, int(limit ** 0.5) + 1):
        if sieve[p]:
            sieve[p * p::p] = [False] * len(sieve[p * p::p])
    return [i for i, is_prime in enumerate(sieve) if is_prime]
ps = primes(@n@)
print(ps, len(ps), sum(ps))
def factors(n):
    out, p = {}, 2
    while p * p <= n:
        while n % p == 0:
            out[p] = out.get(p, 0) + 1
            n //= p
        p += 1 if p == 2 else 2
    if n > 1:
        out[n] = out.get(n, 0) + 1
    return out
for n in @ints@:
    print(n, " * ".join(f"{p}^{e}" if e > 1 else str(p) for p, e in factors(abs(n)).items()) or "1")''', '''def edit_distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]
words = @words@
for a, b in zip(words, words[1:]):
    print(f"{a:>8} {b:<8} {edit_distance(a, b)}")
print(min(words, key=lambda w: (edit_distance(w, @word@), w)))''', '''def evaluate(text):
    stack = []
    for token in text.split():
        if token in "+-*/":
            b, a = stack.pop(), stack.pop()
            stack.append({"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else float("nan")}[token])
        else:
            stack.append(float(token))
    if len(stack) != 1:
        raise ValueError(f"{len(stack)} values left")
    return stack[0]
for text in ["@small@ @n@ +", "@n@ @small@ @small@ * -", "@plain@ 2 / @n@ *", "1 +", "1 2", "@word0@ 1 +"]:
    try:
        print(text, "=", evaluate(text))
    except (IndexError, ValueError) as e:
        print(text, "!", type(e).__name__, e)''', '''def newton(f, df, x, tol=1e-@k@, limit=@n@):
    for i in range(limit):
        step = f(x) / df(x)
        x -= step
        if abs(step) < tol:
            return x, i + 1
    raise RuntimeError(f"no convergence from {x:.3f}")
print(newton(lambda x: x * x - @n@, lambda x: 2 * x, @pos@))
print(newton(lambda x: x ** 3 - @k@ * x - 5, lambda x: 3 * x * x - @k@, 3.0))
a, b = 0.0, @pos@ + 10
while b - a > 1e-9:
    m = (a + b) / 2
    if m * m * m < @n@:
        a = m
    else:
        b = m
print(a, round(b, 6), f"{a ** 3:.6f}")''', '''def rk4(f, y, t, h):
    k1 = f(t, y)
    k2 = f(t + h / 2, y + h / 2 * k1)
    k3 = f(t + h / 2, y + h / 2 * k2)
    k4 = f(t + h, y + h * k3)
    return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
y, t, h = @plain@, 0.0, @pos@ / 50
for step in range(@k@):
    y = rk4(lambda t, y: @small@ * y * 0.1 + t, y, t, h)
    t += h
    print(f"{step:2d} {t:.4f} {y:.10f}")
print(y)''', '''class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
    def __matmul__(self, other):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*other.rows)] for r in self.rows])
    def __eq__(self, other):
        return self.rows == other.rows
    def __getitem__(self, ij):
        i, j = ij
        return self.rows[i][j]
    def __setitem__(self, ij, value):
        self.rows[ij[0]][ij[1]] = value
    def det(self):
        m = self.rows
        if len(m) == 1:
            return m[0][0]
        return sum((-1) ** j * m[0][j] * Matrix([r[:j] + r[j + 1:] for r in m[1:]]).det() for j in range(len(m)))
    def __repr__(self):
        return "\\n".join(" ".join(f"{v:6}" for v in r) for r in self.rows)
A = Matrix([[@small@, @small@, 1], [@small@, @plain@, 0], [2, @small@, @small@]])
print(A @ A, A.det(), A[1, 2], sep="\\n")
A[0, 0] += @small@
print(A == A @ Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), A[0, 0])
print(A[@k@, 0])''', '''grid = [[(i * @n@ + j * @k@) % 3 == 0 for j in range(6)] for i in range(5)]
def neighbours(g, i, j):
    return sum(g[(i + a) % 5][(j + b) % 6] for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) != (0, 0))
for generation in range(3):
    print("\\n".join("".join("#" if c else "." for c in row) for row in grid))
    print("--", sum(map(sum, grid)))
    grid = [[neighbours(grid, i, j) in ((2, 3) if grid[i][j] else (3,)) for j in range(6)] for i in range(5)]''', '''def knapsack(items, capacity):
    best = [0] * (capacity + 1)
    for weight, value in items:
        for c in range(capacity, weight - 1, -1):
            best[c] = max(best[c], best[c - weight] + value)
    return best[capacity]
items = [(@k@, @n@), (3, @pos@), (@k@ + 1, 20), (2, 5)]
print([knapsack(items, c) for c in range(1, 12, 2)])
def lcs(a, b):
    if not a or not b:
        return ""
    if a[0] == b[0]:
        return a[0] + lcs(a[1:], b[1:])
    return max(lcs(a[1:], b), lcs(a, b[1:]), key=len)
print(repr(lcs(@word@, @word@)), lcs("abcbdab", "bdcaba"))''', '''graph = {"a": {"b": @k@, "c": @n@}, "b": {"c": 1, "d": @n@}, "c": {"d": @k@}, "d": {}, "e": {"a": 1}}
def shortest(start):
    distance = {node: float("inf") for node in graph}
    distance[start], todo = 0, set(graph)
    while todo:
        node = min(sorted(todo), key=distance.get)
        todo.remove(node)
        for other, cost in graph[node].items():
            distance[other] = min(distance[other], distance[node] + cost)
    return distance
print(shortest("a"), shortest("d"))
def bfs(start, goal):
    queue, seen = [[start]], {start}
    while queue:
        path = queue.pop(0)
        if path[-1] == goal:
            return path
        for n in graph[path[-1]]:
            if n not in seen:
                seen.add(n)
                queue.append(path + [n])
print(bfs("e", "d"), bfs("d", "a"))
print(bfs(@word@, "a"))''', '''def roman(n):
    out = ""
    for value, sign in [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
        count, n = divmod(n, value)
        out += sign * count
    return out
def parse(text):
    values = dict(I=1, V=5, X=10, L=50, C=100, D=500, M=1000)
    total = 0
    for a, b in zip(text, text[1:] + " "):
        total += -values[a] if values.get(b, 0) > values[a] else values[a]
    return total
for n in [@n@, @n@ * 37, 1999, 4]:
    print(n, roman(n), parse(roman(n)) == n)
print(parse(@word@.upper()))''', '''class Value:
    def __init__(self, data, children=(), op=""):
        self.data, self.grad, self._back, self._prev, self._op = data, 0.0, lambda: None, tuple(children), op
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def back():
            self.grad += out.grad
            other.grad += out.grad
        out._back = back
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def back():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._back = back
        return out
    __radd__, __rmul__ = __add__, __mul__
    def backward(self):
        topo, seen = [], set()
        def build(v):
            if v not in seen:
                seen.add(v)
                for c in v._prev:
                    build(c)
                topo.append(v)
        build(self)
        self.grad = 1.0
        for v in reversed(topo):
            v._back()
    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"
a, b = Value(@plain@), Value(@plain@)
c = a * b + @small@ * a + b * b
c.backward()
print(a, b, c)''', '''inventory = {}
def add(name, qty, price=@pos@):
    entry = inventory.setdefault(name, {"qty": 0, "price": price})
    entry["qty"] += qty
    if entry["qty"] < 0:
        raise ValueError(f"negative stock for {name}: {entry['qty']}")
for name, qty in [(@word@, @n@), (@word@, @small@), (@word@, @k@), (@word@, @small@)]:
    try:
        add(name, qty)
    except ValueError as e:
        print("error:", e)
print(f"{'item':<10}{'qty':>5}{'value':>12}")
for name in sorted(inventory):
    e = inventory[name]
    print(f"{name:<10}{e['qty']:>5}{e['qty'] * e['price']:>12,.2f}")
print("total", sum(e["qty"] * e["price"] for e in inventory.values()))''', '''def simpson(f, a, b, n):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + sum((4 if i % 2 else 2) * f(a + i * h) for i in range(1, n)))
import math
for name, f in [("sin", math.sin), ("square", lambda x: x * x), ("root", lambda x: math.sqrt(abs(x))), ("exp", math.exp)]:
    print(f"{name:8s}", simpson(f, @small@ / 10, @pos@ / 10 + 1, @k@ * 2))
x = @pos@ / 10
term, total, k = 1.0, 1.0, 0
while abs(term) > 1e-12:
    k += 1
    term *= x / k
    total += term
print(total, k, abs(total - math.exp(x)) < 1e-9)''', '''def merge_sort(xs, key=lambda x: x):
    if len(xs) <= 1:
        return xs
    mid = len(xs) // 2
    a, b = merge_sort(xs[:mid], key), merge_sort(xs[mid:], key)
    out = []
    while a and b:
        out.append(a.pop(0) if key(a[0]) <= key(b[0]) else b.pop(0))
    return out + a + b
def quick(xs):
    return xs if len(xs) < 2 else quick([x for x in xs[1:] if x < xs[0]]) + xs[:1] + quick([x for x in xs[1:] if x >= xs[0]])
data = @ints@
print(merge_sort(data[:]), quick(data), merge_sort(@words@, key=len), data)
for i in range(len(data)):
    for j in range(len(data) - 1 - i):
        if data[j] > data[j + 1]:
            data[j], data[j + 1] = data[j + 1], data[j]
print(data, data == sorted(data))
def search(xs, x):
    lo, hi = 0, len(xs)
    while lo < hi:
        mid = (lo + hi) // 2
        if xs[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo
print([search(data, x) for x in @ints@])''', '''class Polynomial:
    def __init__(self, *coefficients):
        self.c = list(coefficients)
        while self.c and self.c[-1] == 0:
            self.c.pop()
    def __call__(self, x):
        total = 0
        for a in reversed(self.c):
            total = total * x + a
        return total
    def __add__(self, other):
        n = max(len(self.c), len(other.c))
        pad = lambda c: c + [0] * (n - len(c))
        return Polynomial(*map(sum, zip(pad(self.c), pad(other.c))))
    def __mul__(self, other):
        out = [0] * (len(self.c) + len(other.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                out[i + j] += a * b
        return Polynomial(*out)
    def derivative(self):
        return Polynomial(*(i * a for i, a in enumerate(self.c)))
    def __str__(self):
        return " + ".join(f"{a}x^{i}" for i, a in enumerate(self.c) if a).replace("x^0", "").replace("^1 ", " ").replace("+ -", "- ") or "0"
p, q = Polynomial(@small@, @small@, 1), Polynomial(@plain@, @small@)
print(p, q, p + q, p * q, sep="\\n")
print(p(@small@), (p * q)(@plain@), p.derivative(), q.derivative().derivative(), [p(x) for x in range(-2, 3)])''', '''def solve(n):
    solutions = []
    def place(row, columns):
        if row == n:
            solutions.append(columns)
            return
        for c in range(n):
            if all(c != k and abs(c - k) != row - r for r, k in enumerate(columns)):
                place(row + 1, columns + (c,))
    place(0, ())
    return solutions
for n in range(1, @k@ % 6 + 2):
    found = solve(n)
    print(n, len(found), found[:1])
best = min((sum(abs(i - c) for i, c in enumerate(s)), s) for s in solve(5))
print(best)
coins = [1, @k@, @n@ % 13 + 2]
ways = [1] + [0] * @n@
for coin in coins:
    for amount in range(coin, len(ways)):
        ways[amount] += ways[amount - coin]
print(ways[-1], ways[:8])''', '''class Fraction2:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Fraction2({n}, 0)")
        a, b = abs(n), abs(d)
        while b:
            a, b = b, a % b
        sign = -1 if d < 0 else 1
        self.n, self.d = sign * n // a, abs(d) // a
    def __add__(self, o):
        o = o if isinstance(o, Fraction2) else Fraction2(o)
        return Fraction2(self.n * o.d + o.n * self.d, self.d * o.d)
    __radd__ = __add__
    def __truediv__(self, o):
        return Fraction2(self.n * o.d, self.d * o.n)
    def __lt__(self, o):
        return self.n * o.d < o.n * self.d
    def __eq__(self, o):
        return (self.n, self.d) == (o.n, o.d)
    def __float__(self):
        return self.n / self.d
    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)
xs = [Fraction2(@small@, @n@), Fraction2(@n@, -@k@), Fraction2(@small@)]
print(xs, sum(xs), sorted(xs), max(xs), float(xs[0]), xs[0] + 1, 2 + xs[1])
print(sum(Fraction2(1, k) for k in range(1, @n@)))
print(xs[0] / xs[2])
print(xs[1] / Fraction2(0))''', '''def tokenize(text):
    tokens, i = [], 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            tokens.append(("num", float(text[i:j])))
            i = j
        elif c in "+-*/()":
            tokens.append(("op", c))
            i += 1
        else:
            raise SyntaxError(f"unexpected {c!r} at {i}")
    return tokens
def parse(tokens):
    def factor():
        kind, value = tokens.pop(0)
        if value == "(":
            result = total()
            tokens.pop(0)
            return result
        return -factor() if value == "-" else value
    def term():
        result = factor()
        while tokens and tokens[0][1] in ("*", "/"):
            result = result * factor() if tokens.pop(0)[1] == "*" else result / factor()
        return result
    def total():
        result = term()
        while tokens and tokens[0][1] in ("+", "-"):
            result = result + term() if tokens.pop(0)[1] == "+" else result - term()
        return result
    return total()
for text in ["@n@ + @k@ * @pos@", "(@n@ - @pos@) / -@k@", "@n@ / (@k@ - @k@)", "2 $ 3", "@n@ *"]:
    try:
        print(text, "=", parse(tokenize(text)))
    except (SyntaxError, ArithmeticError, IndexError) as e:
        print(text, type(e).__name__, e)''', '''points = [(@plain@, @plain@), (@plain@, @plain@), (@plain@, @plain@), (@plain@, @plain@), (@plain@, @plain@), (@plain@, @plain@)]
centres = points[:2]
for turn in range(4):
    groups = [[] for _ in centres]
    for p in points:
        distances = [sum((a - b) ** 2 for a, b in zip(p, c)) for c in centres]
        groups[distances.index(min(distances))].append(p)
    centres = [tuple(sum(v) / len(v) for v in zip(*g)) if g else c for g, c in zip(groups, centres)]
    print(turn, [len(g) for g in groups], [f"({x:.2f}, {y:.2f})" for x, y in centres])
print(centres)
n = len(points)
mx, my = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
slope = sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points)
print(slope, my - slope * mx)''', '''records = [
    {"name": @word@, "dept": "x", "salary": @n@ * 100, "start": "2019-0@k@-01"},
    {"name": @word@, "dept": "y", "salary": @n@ * 99.5, "start": "2021-11-30"},
    {"name": @word@, "dept": "x", "salary": None, "start": "bad"},
]
def year(text):
    y, m, d = text.split("-")
    return int(y) + (int(m) - 1) / 12
totals = {}
for r in records:
    try:
        r["year"] = year(r["start"])
        totals[r["dept"]] = totals.get(r["dept"], 0) + r["salary"]
    except ValueError as e:
        print("skip", r["name"], e)
    else:
        print(f"{r['name'].capitalize():>10} {r['salary']:>10,.2f} {r['year']:.3f}")
print(totals, [k for k in records[-1] if k != "name"], len(records))
print(sum(r["salary"] for r in records))''']


def short_program(d):
    source = d.pick(SOURCES)
    draws = {'@n@': lambda: str(d.upto(5, 60)), '@k@': lambda: str(d.upto(2, 9)), '@small@': lambda: str(d.small()), '@plain@': lambda: repr(d.plain()), '@pos@': lambda: repr(d.positive()), '@word@': lambda: repr(d.word()), '@word0@': d.word, '@ints@': lambda: repr(d.ints()), '@words@': lambda: repr(d.words(5))}
    for mark, draw in draws.items():
        while mark in source:
            source = source.replace(mark, draw(), 1)
    return source


PIECES = [short_program]
