"""itertools, functools and collections on a page of words."""
import itertools as it
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from functools import lru_cache, partial, reduce, wraps

TEXT = """the slope of a line is the rise over the run and the run of a stream is the slope of its bed
a curve has a slope at each point and the slope at a point is the slope of the line that touches it there
to follow the slope down is to find the valley and to follow it up is to find the hill"""

calls = Counter()


def counted(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        calls[fn.__name__] += 1
        return fn(*args, **kwargs)

    return inner


@counted
def syllables(word):
    """Vowel groups, more or less."""
    groups = [k for k, _ in it.groupby(word, key=lambda c: c in "aeiouy")]
    n = sum(groups)
    return max(1, n - (word.endswith("e") and n > 1))


@lru_cache(maxsize=None)
def ways(n):
    return 1 if n < 2 else ways(n - 1) + ways(n - 2)


def compose(*fns):
    return reduce(lambda f, g: lambda x: g(f(x)), fns)


words = TEXT.split()
lines = [line.split() for line in TEXT.splitlines()]
freq = Counter(words)
print(len(words), len(freq), freq.most_common(5))
print(freq["slope"], freq["tangent"], sum(freq.values()), (freq - Counter(lines[0])).most_common(2))
print(sorted((Counter(lines[0]) & Counter(lines[1])).items()))

by_length = defaultdict(list)
for w in sorted(freq):
    by_length[len(w)].append(w)
for n, group in sorted(by_length.items()):
    print(f"{n}: {' '.join(group)}")

following = defaultdict(Counter)
for a, b in it.chain.from_iterable(zip(line, line[1:]) for line in lines):
    following[a][b] += 1
print({w: following[w].most_common(2) for w in ("the", "slope", "is")})

print([(k, len(list(g))) for k, g in it.groupby(sorted(words, key=len), key=len)])
print(list(it.accumulate(len(line) for line in lines)), list(it.accumulate([3, 1, 4, 1, 5], max)))
print(list(it.islice(it.cycle("ab"), 5)), list(it.repeat(7, 3)), list(it.islice(it.count(1, 2.5), 4)))
print(list(it.combinations("xyz", 2)), list(it.permutations([1, 2, 3], 2))[:4], list(it.product("ab", [0, 1])))
print(list(it.takewhile(lambda w: w != "of", words)), list(it.dropwhile(lambda w: w != "hill", words)))
print(list(it.zip_longest("abc", [1], fillvalue=0)), list(it.starmap(pow, [(2, 5), (3, 2)])), list(it.compress("abcd", [1, 0, 1, 0])))
print(list(it.filterfalse(str.isalpha, ["a", "1", "b2"])), [list(g) for g in it.tee([1, 2], 2)], list(it.pairwise("abcd")))
print(list(it.combinations_with_replacement("ab", 2)), list(it.chain("ab", [1])))

total = reduce(lambda acc, w: acc + syllables(w), words, 0)
print("syllables:", total, dict(calls), syllables.__name__, syllables.__doc__)
shout = compose(str.upper, lambda s: s + "!")
print(shout("slope"), partial(int, base=2)("1011"), partial(pow, 2)(10))
print([ways(n) for n in range(12)], ways(80))

recent = deque(maxlen=4)
for w in words:
    if w not in recent:
        recent.append(w)
recent.rotate(1)
print(recent, recent[0], list(reversed(recent)))
recent.appendleft("first")
recent.extend(["x", "y"])
print(recent.popleft(), recent.pop(), len(recent), recent)

Point = namedtuple("Point", ["x", "y"], defaults=[0.0])
p = Point(1.5)
print(p, p._replace(y=2), p + (3,), Point._fields, Point(*[1, 2]).x, p == (1.5, 0.0))
x, y = p
print(x, y, max(Point(1, 2), Point(1, 3)))

order = OrderedDict.fromkeys(words[:6])
order.move_to_end("the")
print(list(order), order.popitem(last=False))
settings = ChainMap({"rate": 0.1}, {"rate": 1.0, "steps": 50})
print(settings["rate"], settings["steps"], sorted(settings))
print(Counter("mississippi").most_common(), Counter(a=2) + Counter(a=1, b=1), Counter("aab").total())
print(sorted(words[:8], key=lambda w: (-len(w), w)), dict(zip("abc", it.count())), {**Counter("aa")})
