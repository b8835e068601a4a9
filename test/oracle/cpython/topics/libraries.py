"""math, random, itertools, functools, copy, operator, string, statistics."""
from draw import guarded

ONE = ['sqrt', 'exp', 'log', 'log2', 'log10', 'log1p', 'expm1', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'erf', 'erfc', 'gamma', 'lgamma', 'degrees', 'radians', 'fabs', 'cbrt', 'exp2']
EXACT = ['floor', 'ceil', 'trunc', 'isnan', 'isinf', 'isfinite', 'frexp', 'modf', 'fabs', 'sqrt', 'ulp']


def math_one(d):
    lines = []
    for _ in range(d.upto(5, 10)):
        x = d.pick([d.plain, d.positive, lambda: d.rng.uniform(-1, 1), d.small, d.float])()
        lines.append(f'print(math.{d.pick(ONE)}({x!r}))')
    return 'import math\n' + guarded(lines)


def math_exact(d):
    lines = [f'print(math.{d.pick(EXACT)}({d.float()!r}))' for _ in range(4)]
    n, k = d.upto(0, 40), d.upto(-1, 20)
    lines += d.some([f'print(math.factorial({n}))', f'print(math.comb({n}, {k}), math.perm({n}, 3))', f'print(math.gcd({d.int()}, {d.int()}), math.lcm({d.small()}, {d.natural()}))', f'print(math.isqrt({abs(d.int())}))', f'print(math.hypot({d.plain()}, {d.plain()}), math.dist([1, 2], [{d.plain()}, 4]))', f'print(math.atan2({d.plain()}, {d.plain()}))', f'print(math.pow({d.plain()}, {d.small()}))', f'print(math.fmod({d.plain()}, {d.small()}), math.remainder({d.plain()}, {d.natural()}))', f'print(math.copysign({d.plain()}, {d.small()}), math.ldexp({d.plain()}, {d.small()}))', f'print(math.fsum([0.1] * {d.natural()}), math.prod({d.floats()!r}), math.prod({d.ints()!r}))', f'print(math.isclose({d.plain()}, {d.plain()}, rel_tol=0.5), math.isclose(0.1 + 0.2, 0.3))', f'print(math.log({d.positive()}, {d.upto(2, 9)}), math.log(2 ** {d.upto(100, 2000)}))', 'print(math.pi, math.e, math.tau, math.inf, math.nan)', f'print(math.floor({d.int()}), math.ceil(-{d.positive()}), math.trunc({d.float()!r}))', f'print(math.sqrt({d.word()!r}))', 'print(math.sqrt())', f'print(math.factorial({d.plain()}))', 'print(math.gcd(1.5, 2))', 'print(math.floor(float("nan")), 1)', 'print(math.ceil(float("inf")))', 'print(math.isqrt(-1))', 'print(math.comb(3, -1))', f'print(math.nextafter({d.plain()}, math.inf))', 'print(math.atan2("a", 1))', 'print(math.pow(0, -1))', 'print(math.fmod(1, 0))', 'print(math.log(0))', 'print(math.gamma(-1))', 'print(math.cosh(1000))', 'print(math.log(4, 1))', 'print(math.dist([1], [1, 2]))', 'print(math.prod([]), math.fsum([]), math.hypot())', f'print(math.sumprod)', f'print(math.cos(x={d.plain()}))'], 4, 9)
    return 'import math\n' + guarded(lines)


def random_values(d):
    xs, ws = d.ints(), d.words(4)
    pool = ['random.random()', f'random.uniform({d.small()}, {d.natural()})', f'random.gauss({d.small()}, {d.positive()})', f'random.normalvariate({d.small()}, {d.positive()})', f'random.randint({d.small() - 10}, {d.natural()})', f'random.randrange({d.natural()})', f'random.randrange({d.small()}, {d.upto(10, 90)}, {d.upto(1, 4)})', f'random.choice({ws!r})', f'random.choices({ws!r}, k={d.upto(1, 5)})', f'random.choices({ws!r}, weights={[d.upto(1, 9) for _ in ws]!r}, k=3)', f'random.sample({xs!r}, {d.upto(1, 3)})', f'random.sample(range({d.upto(50, 5000)}), {d.upto(2, 8)})', f'random.getrandbits({d.upto(1, 100)})', f'random.expovariate({d.positive()})', f'random.triangular({d.small()}, 20)', f'random.betavariate({d.positive()}, {d.positive()})', f'random.gammavariate({d.positive()}, {d.positive()})', f'random.lognormvariate(0, {d.positive() / 10})', f'random.paretovariate({d.positive()})', f'random.weibullvariate(1, {d.positive()})', f'random.vonmisesvariate(0, {d.positive()})', '[random.random() < 0.5 for _ in range(5)]', f'[round(random.gauss(0, 1), 3) for _ in range({d.upto(2, 5)})]', f'random.randint(1, 10 ** {d.upto(5, 30)})', f'random.choice(range({d.natural()}))', 'random.choice([])', 'random.sample([1, 2], 3)', 'random.randint(5, 1)', 'random.randrange(0)', f'random.choice({d.word()!r})', 'random.sample({1, 2}, 1)', 'random.randint(1.5, 2)', 'random.choices([])']
    lines = [f'print({x})' for x in d.some(pool, 4, 9)]
    seed = d.pick([d.upto(0, 99999), d.int(), repr(d.word()), d.plain(), 'None or 7'])
    if d.chance(0.4):
        return f'import random\nrng = random.Random({seed})\nxs = {xs!r}\nrng.shuffle(xs)\nprint(xs)\n' + guarded([x.replace('random.', 'rng.') for x in lines])
    return f'import random\nrandom.seed({seed})\nxs = {xs!r}\nrandom.shuffle(xs)\nprint(xs)\n' + guarded(lines)


def simulation(d):
    return d.pick([f'''import random
random.seed({d.upto(0, 9999)})
inside = 0
for _ in range({d.upto(50, 400)}):
    x, y = random.random(), random.uniform(-1, 1)
    inside += x * x + y * y <= 1
print(inside, 4 * inside / {d.upto(50, 400)})''', f'''import random
random.seed({d.upto(0, 9999)})
position, path = 0, []
for step in range({d.upto(5, 20)}):
    position += random.choice([-1, 1]) * random.randint(1, {d.upto(2, 6)})
    path.append(position)
print(path, min(path), max(path), sum(path) / len(path))''', f'''import random
random.seed({d.upto(0, 9999)})
w, b = random.gauss(0, 1), 0.0
data = [(x, {d.small()} * x + {d.small()} + random.gauss(0, 0.1)) for x in [random.uniform(-1, 1) for _ in range({d.upto(5, 20)})]]
for epoch in range({d.upto(5, 40)}):
    gw = sum(2 * (w * x + b - y) * x for x, y in data) / len(data)
    gb = sum(2 * (w * x + b - y) for x, y in data) / len(data)
    w, b = w - 0.1 * gw, b - 0.1 * gb
print(w, b, f"{{gw:.3e}}")''', f'''import random
rng = random.Random({d.upto(0, 9999)})
deck = [r + s for s in "CDHS" for r in "A23456789TJQK"]
rng.shuffle(deck)
hands = [sorted(deck[i::{d.upto(4, 8)}])[:5] for i in range(3)]
print(hands, rng.sample(deck, 3), rng.choice(hands))
counts = {{}}
for _ in range({d.upto(20, 60)}):
    roll = rng.randint(1, 6) + rng.randint(1, 6)
    counts[roll] = counts.get(roll, 0) + 1
print(sorted(counts.items()), max(counts, key=lambda k: (counts[k], k)))'''])


def itertools_(d):
    xs, w = d.ints(), d.word()
    pool = [f'list(itertools.chain({xs}, {w!r}))', f'list(itertools.chain.from_iterable([{xs}, [1]]))', f'list(itertools.combinations({w[:4]!r}, 2))', f'list(itertools.permutations(range(3), {d.upto(1, 3)}))', f'list(itertools.product("ab", range({d.upto(1, 3)})))', f'list(itertools.product([0, 1], repeat={d.upto(1, 3)}))', f'list(itertools.accumulate({xs}))', f'list(itertools.accumulate({xs}, max))', f'list(itertools.accumulate({xs}, lambda a, b: a * b % 7, initial={d.small()}))', f'list(itertools.islice(itertools.count({d.small()}, {d.small() or 1}), {d.upto(1, 5)}))', f'list(itertools.islice(itertools.cycle({w[:3]!r}), {d.upto(3, 8)}))', f'list(itertools.repeat({d.scalar()!r}, {d.upto(0, 3)}))', f'list(itertools.takewhile(lambda x: x < {d.natural()}, {xs}))', f'list(itertools.dropwhile(lambda x: x < {d.natural()}, {xs}))', f'list(itertools.filterfalse(lambda x: x % 2, {xs}))', f'list(itertools.zip_longest({xs[:2]}, {w[:4]!r}, fillvalue={d.scalar()!r}))', f'[(k, list(g)) for k, g in itertools.groupby(sorted({d.words(5)!r}, key=len), key=len)]', f'[(k, len(list(g))) for k, g in itertools.groupby("aaabbc{w}")]', f'list(itertools.starmap(pow, [(2, 3), ({d.small()}, 2)]))', f'list(itertools.compress({w!r}, [1, 0, 1, 1]))', f'list(itertools.pairwise({xs}))', f'list(itertools.combinations_with_replacement("abc", 2))', f'[list(t) for t in itertools.tee({xs[:3]})]', f'list(itertools.islice({xs}, {d.upto(0, 3)}, None, 2))', f'sum(1 for _ in itertools.combinations(range({d.upto(3, 8)}), 3))', 'list(itertools.islice([1], -1))', 'list(itertools.combinations([1], -1))', 'next(itertools.count(2.5, 0.5))', 'list(itertools.chain(1))', 'itertools.foo', f'dict(zip({w[:3]!r}, itertools.count({d.small()})))', 'itertools.count(3), itertools.repeat(2, 3)']
    return 'import itertools\n' + guarded([f'print({x})' for x in d.some(pool, 5, 9)])


def functools_(d):
    xs = d.ints()
    return f'''from functools import reduce, partial, lru_cache, cache, total_ordering, cmp_to_key
print(reduce(lambda a, b: a {d.pick("+", "*", "-")} b, {xs!r}), reduce(lambda a, b: a + b, {d.words(3)!r}, ">"), reduce(max, {d.floats()!r}))
{d.pick("@lru_cache(maxsize=None)", "@cache", f"@lru_cache(maxsize={d.upto(2, 20)})", "@lru_cache")}
def f(n, k={d.upto(1, 3)}):
    return n if n < 2 else f(n - 1) + f(n - 2) * k
print(f({d.upto(5, 40)}), f.cache_info())
p = partial(int, base={d.upto(2, 8)})
q = partial(max, {d.small()}, key=abs)
print(p("101"), q({d.small()}), p.keywords, partial(print, "a", sep="-")("b"))
print(sorted({d.words(5)!r}, key=cmp_to_key(lambda a, b: len(a) - len(b) or (a > b) - (a < b))))
''' + guarded(['print(reduce(lambda a, b: a, []))', 'print(p("9"))', 'f([1])', f'f.cache_clear(); print(f.cache_info().misses)', 'print(partial(1))', 'print(reduce(3, [1, 2]))'][: d.upto(1, 6)])


def dispatch(d):
    return f'''from functools import singledispatch, total_ordering
@singledispatch
def show(x):
    return f"object {{x!r}}"
@show.register
def _(x: int):
    return f"int {{x}}"
@show.register(list)
@show.register(tuple)
def _(x):
    return "[" + ", ".join(show(y) for y in x) + "]"
@show.register(str)
def show_text(x):
    return x.upper()
for v in {[d.literal(2) for _ in range(4)]!r}:
    print(show(v))
print(show(True), show({d.plain()}), show_text("q"))
@total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(int(p) for p in text.split("."))
    def __eq__(self, other):
        return self.parts == other.parts
    def __lt__(self, other):
        return self.parts < other.parts
    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))
a, b = Version("{d.upto(1, 3)}.{d.upto(0, 12)}"), Version("{d.upto(1, 3)}.{d.upto(0, 12)}.1")
print(a < b, a <= b, a > b, a >= b, a == b, sorted([b, a]), max(a, b))
''' + guarded(['print(a < 3)', 'Version("x.1")', 'show()'][: d.upto(1, 3)])


def copying(d):
    return f'''import copy
class Box:
    def __init__(self, items):
        self.items = items
    def __eq__(self, other):
        return self.items == other.items
a = {{"list": {d.literal(2)!r}, "nested": [[{d.small()}], ({d.small()}, [{d.small()}])], "box": Box([{d.small()}])}}
b, c = copy.copy(a), copy.deepcopy(a)
a["nested"][0].append({d.word()!r})
a["box"].items += [{d.plain()}]
a["new"] = None
print(b["nested"], c["nested"], b["box"].items, c["box"].items, len(b), len(c))
print(b["nested"] is a["nested"], c["nested"] is a["nested"], c["box"] == a["box"], copy.copy({d.ints(3)!r}), copy.deepcopy(({d.small()}, "x")))
loop = [{d.small()}]
loop.append(loop)
other = copy.deepcopy(loop)
print(other, other[1] is other, other is not loop)'''


def operators(d):
    rows = [(d.word(), d.small(), d.plain()) for _ in range(4)]
    return f'''import operator
from operator import itemgetter, attrgetter, methodcaller
rows = {rows!r}
print(sorted(rows, key=itemgetter({d.upto(0, 2)})), list(map(itemgetter(0, 2), rows)), max(rows, key=itemgetter(1)))
print(operator.add({d.small()}, {d.small()}), operator.mul({d.word()!r}, 2), operator.truediv({d.small()}, {d.natural()}), operator.floordiv({d.small()}, {d.natural()}), operator.neg({d.small()}), operator.contains({d.ints(3)!r}, {d.small()}), operator.not_([]))
print(list(map(methodcaller("upper"), [r[0] for r in rows])), methodcaller("split", "a", 1)({d.word()!r}), attrgetter("real")({d.plain()}))
print(operator.{d.pick("lt", "ge", "eq", "ne")}({d.small()}, {d.small()}), operator.getitem({d.words(3)!r}, {d.upto(0, 2)}), operator.mod({d.small()}, {d.natural()}), operator.pow({d.small()}, 3), operator.xor({d.natural()}, {d.natural()}), operator.concat([1], [2]), operator.abs({d.plain()}))
''' + guarded(['print(itemgetter(9)([1]))', 'print(attrgetter("foo")(3))', 'print(operator.add(1, "a"))', 'print(operator.itemgetter("k")({"k": 5}), operator.index(7), operator.truth(0))', 'print(operator.sub(1))', 'print(methodcaller("nope")("a"))'][: d.upto(1, 6)])


def strings(d):
    return f'''import string
print(string.ascii_lowercase[{d.upto(0, 9)}:{d.upto(10, 26)}], string.digits, string.ascii_uppercase[::{d.upto(2, 5)}], string.punctuation, string.hexdigits)
print(string.capwords({d.text()!r}), repr(string.whitespace), len(string.printable), len(string.ascii_letters))
t = string.Template("$who has ${{amount}} $$ in {d.word()}")
print(t.substitute(who={d.word()!r}, amount={d.plain()}), t.safe_substitute(who={d.small()}))
print("".join(c for c in {d.text()!r} if c in string.ascii_letters), sum(c in string.digits for c in {d.text()!r}))
''' + guarded(['print(t.substitute(who=1))', 'print(string.foo)', 'print(string.Template("$").substitute())'][: d.upto(1, 3)])


def statistics_(d):
    xs = d.pick([d.ints(d.upto(4, 9)), d.floats(d.upto(4, 7)), [d.upto(1, 5) for _ in range(7)]])
    pool = ['mean(xs)', 'median(xs)', 'stdev(xs)', 'variance(xs)', 'pstdev(xs)', 'pvariance(xs)', 'mode(xs)', 'multimode(xs)', 'median_low(xs)', 'median_high(xs)', 'fmean(xs)', 'quantiles(xs)', 'quantiles(xs, n=5)', 'mean([])', 'stdev([1])', 'median([])', 'mode([])', 'geometric_mean([abs(x) + 1 for x in xs])', 'harmonic_mean([abs(x) + 1 for x in xs])', 'mean([1, 2, 4])', 'mean([True, 3])', f'mode({d.words(5)!r})', 'correlation(xs, [x * x for x in xs])', 'linear_regression(xs, [2 * x + 1 for x in xs])', 'covariance(xs, xs)', 'variance([])', 'mean(["a"])', 'median_grouped(xs)', 'NormalDist(0, 1).cdf(0.5)']
    return f'import statistics\nxs = {xs!r}\n' + guarded([f'print(statistics.{x})' for x in d.some(pool[:-5] if d.chance(0.8) else pool, 5, 9)])


PIECES = [math_one, math_one, math_exact, math_exact, random_values, random_values, simulation, itertools_, itertools_, functools_, dispatch, copying, operators, strings, statistics_]
