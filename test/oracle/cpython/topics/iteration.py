"""Loops, iterators and the built-in functions over them."""
from draw import guarded


def builtins(d):
    xs, ys, ws = d.ints(), d.ints(4), d.words(4)
    pool = [f'list(zip({xs}, {ws}))', f'list(zip({xs}, {ys}, strict=True))', f'list(enumerate({ws}, {d.small()}))', f'list(map(lambda x, y: x * y, {xs}, {ys}))', f'list(filter(None, {xs + [0]}))', f'list(filter(lambda w: len(w) > 4, {ws}))', f'dict(enumerate({ws}))', f'max({xs}, default=0), min([], default={d.small()})', 'max([])', f'max({xs}, key=lambda x: x % 7), min({ws}, key=len)', f'sum({[[1], [2, d.small()]]}, [])', f'any({xs}), all({xs}), any([]), all([])', f'sorted({xs}, key=lambda x: (x % 3, x))', f'list(reversed({xs}))', f'list(map(str, {xs}))', f'list(map(int, "{"".join(str(abs(x)) for x in ys)}"))', f'max({d.small()}, {d.small()}, {d.small()}), min({d.plain()}, {d.small()})', f'next(iter({xs})), next(iter([]), "none")', 'next(iter([]))', f'list(zip(*[({d.small()}, {d.small()}), (3, 4)]))', f'[*zip("ab", range(5))]', f'sum(map(len, {ws})), len(list(zip()))', 'max(1)', 'zip([1], 2)', f'max({ws}), max("b", "abc")', 'list(map(lambda x: x, 3))', 'map()', 'enumerate()', 'sum([1], start=5)', 'max(1, "a")', 'sorted()', 'sum("ab")', 'len(5)', 'min(None)', 'list(zip([1, 2], [3], strict=True))', f'list(iter({d.word()!r}))', f'isinstance({d.small()}, (int, str)), callable(len), callable(3)', f'divmod(-{d.natural()}, {d.natural()}), abs(-{d.plain()!r}), pow({d.small()}, 3)', f'tuple(map(abs, {xs}))', f'set(map(bool, {xs}))']
    return guarded([f'print({x})' for x in d.some(pool, 4, 8)])


def while_else(d):
    n = d.upto(2, 200)
    return f'n = {n}\nsteps = 0\nwhile n != 1:\n    n = n // 2 if n % 2 == 0 else 3 * n + 1\n    steps += 1\n    if steps > {d.upto(3, 60)}:\n        print("gave up at", n)\n        break\nelse:\n    print("reached 1 in", steps)\nfor k in range(2, {d.upto(3, 40)}):\n    for j in range(2, k):\n        if k % j == 0:\n            break\n    else:\n        print(k, end=" ")\nprint(n, steps)'


def loop_control(d):
    v = d.var()
    return f'{v} = []\nfor i in range({d.upto(5, 15)}):\n    if i % {d.upto(2, 4)} == {d.upto(0, 1)}:\n        continue\n    if i > {d.upto(4, 12)}:\n        break\n    {v}.append(i * {d.small()})\nelse:\n    {v}.append("done")\nprint({v}, i)\nfor _ in []:\n    pass\nelse:\n    print("empty")\ni = {d.upto(5, 12)}\nwhile (i := i - {d.upto(1, 3)}) > 0:\n    print(i, end=",")\nprint()'


def walrus(d):
    return f'data = {d.ints()!r}\nif (n := len(data)) > {d.upto(2, 8)}:\n    print(f"long: {{n}}")\nwhile data and (x := data.pop()) < {d.upto(0, 60)}:\n    print(x, end=" ")\nprint(data, [y for x in {d.ints()!r} if (y := x // 3) > 1], (z := {d.small()}) + z)\nprint(any((hit := w).startswith({d.pick("a", "b", "g")!r}) for w in {d.words(5)!r}), hit)'


def iterator_class(d):
    c, n = d.cls(), d.upto(2, 6)
    return f'''class {c}:
    def __init__(self, n):
        self.n = n
        self.i = 0
    def __iter__(self):
        return self
    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i * {d.small()}
print(list({c}({n})), sum({c}({n})), max({c}({n})), [x for x in {c}({n}) if x % 2], tuple({c}(2)), {d.small()} in {c}({n}))
a, b, *rest = {c}({n})
print(a, b, rest, *{c}(2), dict(zip({c}(3), "abc")), sorted({c}({n}), reverse=True))
it = iter({c}(2))
print(next(it), next(it), next(it, "end"))
''' + guarded(['print(next(it))', f'a, b, c = {c}({d.upto(2, 4)})', f'print(len({c}(2)))', f'print({c}(2)[0])'][: d.upto(1, 4)])


def sequence_protocol(d):
    c = d.cls()
    return f'''class {c}:
    def __init__(self, *items):
        self.items = list(items)
    def __getitem__(self, i):
        print("get", i)
        return self.items[i]
    def __len__(self):
        return len(self.items)
s = {c}({", ".join(map(repr, d.words(3)))})
print(list(s), len(s), s[-1], bool({c}()))
print(s[0:2], s[::-1], {d.word()!r} in s)
''' + guarded([f'print(s[{d.upto(2, 5)}])', 's[0] = 1', 'print(list(reversed(s)))', 'del s[0]', 'print(s["a"])'][: d.upto(1, 5)])


def iterators(d):
    return f'it = iter({d.ints(5)!r})\nprint(next(it), [x for x, _ in zip(it, range(2))], list(it), next(it, None))\nz = zip("abc", {d.ints(3)!r})\nprint(next(z), dict(z), list(z))\nm = map(lambda x: x * {d.small()}, range(4))\nprint(next(m), list(m), {d.small()} in map(abs, {d.ints()!r}))\ne = enumerate({d.words(2)!r})\nfor i, w in e:\n    print(i, w, next(e, None))\nf = filter(str.isupper, "aBcD")\nprint(type(f).__name__, "".join(f), list(reversed(range(3))), iter(e) is e)\n' + guarded(['print(next([1]))', 'print(iter(3))', 'for x in None: pass', 'for x in 5: pass', 'for a, b in [1, 2]: pass', 'print(list(5))', 'for x, y in [(1, 2, 3)]: pass', 'print(reversed({1, 2}))'][: d.upto(1, 8)])


def matrix_loops(d):
    n, m = d.upto(2, 4), d.upto(2, 4)
    a = [[d.small() for _ in range(m)] for _ in range(n)]
    return f'A = {a!r}\nrows, cols = len(A), len(A[0])\nT = [[A[i][j] for i in range(rows)] for j in range(cols)]\nprint(T)\nP = [[sum(A[i][k] * T[k][j] for k in range(cols)) for j in range(rows)] for i in range(rows)]\nfor row in P:\n    print(" ".join(f"{{v:{d.upto(3, 6)}d}}" for v in row))\nprint(sum(P[i][i] for i in range(rows)), max(map(max, P)), [sum(c) for c in zip(*P)])\n' + guarded([f'print(A[{d.upto(0, 5)}][{d.upto(0, 5)}])'])


def enumerate_zip(d):
    return f'names = {d.words(4)!r}\nscores = {d.floats(4)!r}\nfor rank, (score, name) in enumerate(sorted(zip(scores, names), reverse=True), start={d.upto(0, 3)}):\n    print(f"{{rank}}. {{name:<{d.upto(6, 10)}}} {{score:>8.{d.upto(1, 3)}f}}")\nbest = max(range(len(scores)), key=lambda i: scores[i])\nprint(names[best], scores.index(min(scores)), dict(zip(names, scores)).get({d.word()!r}, "n/a"))\nmean = sum(scores) / len(scores)\nvar = sum((s - mean) ** 2 for s in scores) / (len(scores) - 1)\nprint(mean, var, var ** 0.5, [round(s - mean, {d.upto(1, 4)}) for s in scores])'


PIECES = [builtins, builtins, builtins, while_else, loop_control, walrus, iterator_class, sequence_protocol, iterators, matrix_loops, enumerate_zip]
