"""The collections module."""
from draw import guarded


def named(d):
    c, (f, g, h) = d.cls(), d.fields(3)
    return f'''from collections import namedtuple
{c} = namedtuple({c!r}, {d.pick([f"['{f}', '{g}', '{h}']", f"'{f} {g} {h}'", f"'{f}, {g}, {h}'"])}{d.pick("", f", defaults=[{d.small()}]")})
p = {c}({d.scalar()!r}, {d.small()}, {d.plain()})
q = p._replace({g}={d.small()})
print(p, q, p.{f}, p[1], p == q, len(p), p._fields, p._asdict(), [*p], p[0] is p.{f})
a, b, c = q
print(a, b, c, {c}._make([1, 2, 3]), isinstance(p, tuple), p + (1,), f"{{p.{h}:.2f}}", hash({c}(1, 2, 3)) == hash((1, 2, 3)))
''' + guarded([f'p.{f} = 1', f'{c}(1)', f'{c}(1, 2, 3, 4)', f'print(p.other)', f'print({c}({f}=1, {g}=2, {h}=3))', f'{c}(1, 2, bad=3)', 'print(p[5])', f'print(p._replace(zz=1))', f'print(sorted([{c}(2, 1, 0), {c}(1, 9, 9)]))'][d.upto(0, 3): d.upto(4, 9)])


def deques(d):
    pool = [f'append({d.small()})', f'appendleft({d.word()!r})', 'pop()', 'popleft()', f'extend({d.ints(2)!r})', f'extendleft({d.ints(3)!r})', f'rotate({d.small()})', f'remove({d.small()})', f'index({d.small()})', 'reverse()', 'count(1)', 'clear()', f'insert(1, {d.small()})', 'copy()']
    n = d.pick(['', f', maxlen={d.upto(2, 5)}'])
    return f'from collections import deque\nq = deque({d.ints(4)!r}{n})\n' + '\n'.join(guarded([f'print(q.{m})']) for m in d.some(pool, 4, 7)) + f'\nprint(q, len(q), list(q), q.maxlen, bool(q))\n' + guarded(['print(q[0], q[-1])', 'print(q[1:2])', 'q[0] = "z"; print(q)', 'print(q == deque(list(q)), 3 in q)', 'print(deque([1]) + deque([2]), deque("ab") * 2)', 'del q[9]', 'deque().pop()', 'deque().popleft()', 'print(deque(5))', 'for x in q: q.append(x)'][d.upto(0, 4): d.upto(5, 10)])


def counters(d):
    ws = [d.pick(d.words(3)) for _ in range(9)]
    pool = ['c.most_common(2)', 'c.most_common()', 'c["zzz"]', 'sum(c.values())', 'c + Counter(a=1)', 'c - Counter(c)', 'Counter("banana")', f'Counter({d.word()!r}) & Counter({d.word()!r})', f'Counter(a=3, b=1) | Counter(a=1, c={d.natural()})', 'sorted(c.elements())', 'c.total()', 'c == Counter(c)', 'len(c), list(c)', f'c.update({d.words(2)!r})', f'c.subtract({d.words(2)!r})', 'dict(c)', '+Counter(a=-1, b=2)', 'c.pop("zzz")', 'c.get("zzz", 5)', 'Counter(5)', 'max(c, key=c.get)', 'c.items()', '-Counter(a=-3)', 'Counter({"x": 0}), Counter()', '{k: v / c.total() for k, v in c.items()}']
    return f'from collections import Counter\nc = Counter({ws!r})\n' + guarded([f'print({x})' for x in d.some(pool, 5, 8)]) + f'\nc[{d.word()!r}] += {d.natural()}\ndel c["never"]\nprint(c)'


def defaults(d):
    return f'''from collections import defaultdict
groups = defaultdict(list)
for w in {d.words(6)!r}:
    groups[{d.pick("len(w)", "w[0]", "w[-1]")}].append(w)
print(groups, dict(groups), len(groups), 99 in groups, groups.get(99), groups[99], 99 in groups)
n = defaultdict(int, {{"a": {d.small()}}})
for ch in {d.text()!r}:
    n[ch] += 1
print(sorted(n.items()), n["zz"], max(n.values()))
t = defaultdict(lambda: defaultdict(int))
t["x"]["y"] += {d.small()}
print({{k: dict(v) for k, v in t.items()}}, t["q"]["r"])
''' + guarded(['print(defaultdict(None, a=1)["b"])', 'print(defaultdict(3))', 'print(n.default_factory, defaultdict(set))', 'print(defaultdict(int) == {}, n.pop("zz"), n.pop("nope"))'])


def ordered(d):
    a, b, c = d.some(d.words(9) + ['p', 'q', 'r'], 3, 3)
    return f'''from collections import OrderedDict, ChainMap
o = OrderedDict([({a!r}, {d.small()}), ({b + "1"!r}, {d.small()}), ({c + "2"!r}, {d.plain()})])
o.move_to_end({a!r}{d.pick("", ", last=False")})
print(o, list(o), o.popitem(last={d.chance(0.5)}), o == dict(o), list(reversed(o)))
o[{d.word()!r}] = {d.literal(1)!r}
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), {{"a": 1, "b": 2}} == OrderedDict(b=2, a=1), len(o))
class Cache:
    def __init__(self, size):
        self.size, self.data = size, OrderedDict()
    def get(self, key):
        if key not in self.data:
            return -1
        self.data.move_to_end(key)
        return self.data[key]
    def put(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        if len(self.data) > self.size:
            print("evict", self.data.popitem(last=False))
cache = Cache({d.upto(1, 3)})
for k, v in {[(d.upto(1, 4), d.small()) for _ in range(5)]!r}:
    cache.put(k, v)
    print(cache.get({d.upto(1, 4)}), end=" ")
m = ChainMap({{"x": {d.small()}}}, {{"x": 0, "y": {d.small()}}})
m["z"] = 3
print(m["x"], m["y"], sorted(m), len(m), m.maps, "q" in m, m.get("q", 1), dict(m.new_child({{"y": 9}})))
''' + guarded(['o.move_to_end("nope")', 'print(m["q"])', 'OrderedDict().popitem()', 'print(m.parents, o.pop("nope"))'][: d.upto(1, 4)])


PIECES = [named, named, deques, deques, counters, counters, defaults, ordered]
