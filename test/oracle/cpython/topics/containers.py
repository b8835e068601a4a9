"""Lists, tuples, dicts, sets, slices, comprehensions and unpacking."""
from draw import guarded


def bound(d):
    return '' if d.chance(0.3) else str(d.upto(-8, 8))


def slice_(d, steps=True):
    s = f'{bound(d)}:{bound(d)}'
    return s + f':{d.pick([1, 2, -1, -2, 3, -3])}' if steps and d.chance(0.5) else s


def slicing(d):
    v = d.var()
    values = d.pick([d.ints(), tuple(d.ints()), d.words(5), list(range(d.upto(3, 9)))])
    return f'{v} = {values!r}\n' + guarded([f'print({v}[{slice_(d)}])' for _ in range(d.upto(3, 5))] + [f'print({v}[{d.upto(-9, 9)}])'])


def slice_assignment(d):
    v = d.var()
    lines = []
    for _ in range(d.upto(2, 5)):
        lines.append(d.pick([f'{v}[{slice_(d)}] = {d.ints(d.upto(1, 4))!r}', f'del {v}[{slice_(d)}]', f'{v}[{d.upto(-9, 9)}] = {d.small()}', f'del {v}[{d.upto(-9, 9)}]', f'{v}[{slice_(d, False)}] = {d.word()!r}', f'{v}[{slice_(d, False)}] = range({d.upto(0, 4)})', f'{v}[{slice_(d)}] = {d.small()}', f'{v}[{slice_(d)}] = []']))
    return f'{v} = list(range({d.upto(4, 10)}))\n' + '\n'.join(guarded([x]) + f'\nprint({v})' for x in lines)


def list_methods(d):
    v = d.var()
    pool = [f'append({d.small()})', f'extend({d.ints(3)!r})', f'insert({d.small()}, {d.small()})', 'pop()', f'pop({d.small()})', f'remove({d.small()})', f'index({d.small()})', f'count({d.small()})', 'reverse()', 'sort()', 'sort(reverse=True)', 'sort(key=lambda x: -x % 5)', 'copy()', f'extend({d.word()!r})', f'index({d.small()}, 2)', 'clear()', 'append()', 'pop("a")', 'foo()', f'extend({d.small()})', 'insert(1)', 'sort(key=abs)']
    return f'{v} = {[d.small() for _ in range(d.upto(3, 8))]!r}\n' + '\n'.join(guarded([f'print({v}.{m})']) for m in d.some(pool, 4, 8)) + f'\nprint({v})'


def list_operators(d):
    v, w = d.var(), d.var()
    pool = [f'{v} + {w}', f'{v} * {d.upto(-1, 3)}', f'{d.upto(0, 2)} * {w}', f'{v} == {w}', f'{v} < {w}', f'{v} >= {w}', f'{d.small()} in {v}', f'{v} + (1,)', f'{v} - {w}', f'[*{v}, *{w}]', f'len({v})', f'{v} and {w}', f'not {v}', f'{v} is {v}', f'{v}[0] if {v} else None', f'{v} * 1.5', f'max({v}), min({w})', f'list(reversed({v}))', f'sorted({v} + {w}, reverse=True)', f'tuple({v})', f'{v} < ["a"]', f'[{v}] * 2']
    return f'{v} = {[d.small() for _ in range(d.upto(1, 5))]!r}\n{w} = {[d.small() for _ in range(d.upto(0, 4))]!r}\n' + guarded([f'print({x})' for x in d.some(pool, 4, 7)]) + f'\n{v} += {d.pick([(1, 2), "ab", [0]])!r}\n{w} *= 2\nprint({v}, {w})'


def aliasing(d):
    n = d.upto(2, 4)
    return f'a = {d.ints(3)!r}\nb = a\nc = a[:]\nb.append({d.small()})\nprint(a, b, c, a is b, a is c, a == b)\ngrid = [[0] * {n}] * {n}\ngrid[0][1] = {d.small()}\nprint(grid)\ngrid = [[i * j for j in range({n})] for i in range({n})]\ngrid[1][0] = {d.small()}\nprint(grid, [list(r) for r in zip(*grid)])\ndef change(xs, ys=[]):\n    xs += [{d.small()}]\n    ys.append(len(xs))\n    return ys\nprint(change(a), change(c), a, c)'


def tuples(d):
    v = d.var()
    t = tuple(d.scalar() for _ in range(d.upto(0, 4)))
    return f'{v} = {t!r}\nprint({v}, {v} + (1,), {v} * 2, len({v}), {v} == tuple(list({v})))\n' + guarded([f'print({v}[{d.small()}])', f'{v}[0] = 1', f'print({v}.index({d.small()}))', f'print({v}.count(None))', f'print({v} < (1,))', f'{v}.append(1)', f'print(hash({v}) == hash({v}))', f'print(({d.small()}, {d.small()}) < ({d.small()},), (1, 2) == [1, 2])'][: d.upto(2, 8)])


def dict_methods(d):
    v = d.var()
    items = {d.word(): d.small() for _ in range(d.upto(2, 5))}
    k = d.pick(list(items) + ['missing'])
    pool = [f'{v}[{k!r}]', f'{v}.get({k!r})', f'{v}.get({k!r}, {d.small()})', f'{v}.pop({k!r})', f'{v}.pop({k!r}, None)', f'{v}.popitem()', f'{v}.setdefault({k!r}, [])', f'{v}.update({{{d.word()!r}: {d.small()}}})', f'{v}.update({d.word()}={d.small()})', f'list({v})', f'{v}.keys()', f'{v}.values()', f'{v}.items()', f'{k!r} in {v}', f'len({v})', f'{v} | {{{d.word()!r}: 0}}', f'{v} == dict({v})', f'sorted({v})', f'sorted({v}.items(), key=lambda kv: kv[1])', f'{{**{v}, "z": 1}}', f'max({v}, key={v}.get)', f'sum({v}.values())', f'list(reversed({v}))', f'dict.fromkeys({d.words(3)!r}, 0)', f'dict(zip({d.words(3)!r}, {d.ints(3)!r}))', f'{v}.copy()', f'{v}[[1]]', f'{v}[0]', f'{v}.foo', f'dict([(1, 2), (3,)])', f'{v}.keys() & {{{k!r}, "q"}}', f'{v}.items() == {v}.items()', f'{v} < {v}', f'{v}.popitem(1)', f'{v}.update([(1, 2)])', f'dict({d.word()}=1, **{{"b": 2}})', f'{v}.keys() - {{{k!r}}}' if len(items) < 2 else f'len({v}.keys() - {{{k!r}}})']
    pool.append(f'del_{v}')
    lines = [f'print({x})' if not x.startswith('del_') else f'del {v}[{k!r}]' for x in d.some(pool, 5, 9)]
    return f'{v} = {items!r}\n' + guarded(lines) + f'\nprint({v})'


def dict_loops(d):
    v = d.var()
    items = {d.word(): d.ints(d.upto(1, 4)) for _ in range(d.upto(2, 4))}
    return f'{v} = {items!r}\nfor k, xs in {v}.items():\n    print(k, sum(xs), max(xs), sorted(xs)[len(xs) // 2])\nprint({{k: len(xs) for k, xs in {v}.items() if xs[0] > {d.small()}}}, {{x: k for k, xs in {v}.items() for x in xs}})\n' + d.pick([f'for k in {v}:\n    if {v}[k][0] > {d.small()}:\n        {v}[k + "!"] = []\nprint({v})', f'for k in list({v}):\n    if len({v}[k]) > 1:\n        del {v}[k]\nprint({v})', f'inverse = {{}}\nfor k, xs in {v}.items():\n    inverse.setdefault(len(xs), []).append(k)\nprint(inverse, {v} == inverse)'])


def nested_dict(d):
    a, b, c = d.word(), d.word(), d.field()
    return f'data = {{{a!r}: {{"tags": {d.words(2)!r}, {c!r}: {d.plain()}}}, {b + "2"!r}: {{"tags": [], {c!r}: {d.small()}}}}}\nfor key, entry in data.items():\n    print(f"{{key}}: {{entry[{c!r}]:.2f}} {{\', \'.join(entry[\'tags\']) or \'none\'}}")\ndata[{a!r}]["tags"] += [{d.word()!r}]\ndata.setdefault({d.word()!r}, {{}})[{c!r}] = {d.literal(1)!r}\nprint(data)\n' + guarded([f'print(data[{b!r}]["tags"][0])', f'print(data["nope"]["x"])', f'print(data[{a!r}].get("x", {{}}).get("y"))', f'print(data[{a!r}].x)'][: d.upto(1, 4)])


def int_sets(d):
    a, b = [d.upto(0, 20) for _ in range(6)], [d.upto(0, 20) for _ in range(5)]
    pool = ['a | b', 'a & b', 'a - b', 'a ^ b', 'a <= b', 'a < a | b', 'a == b', 'a.isdisjoint(b)', 'a.union([1, 2], (3,))', 'a.intersection(b)', 'a.difference(b, [1])', 'a.symmetric_difference(b)', 'a.issubset(range(30))', 'a.issuperset(b)', 'a.add(5)', f'a.discard({d.small()})', f'a.remove({d.upto(0, 20)})', 'a.update([7, 8])', 'len(a)', 'sorted(a)', f'{d.small()} in a', 'frozenset(b)', 'a.copy()', 'a | [1]', 'a + b', 'a.add([1])', '{x % 3 for x in a}', 'max(a)', 'sum(a)', 'a[0]', '{1, "a"} == {"a", 1}', 'hash(a)', 'set()', 'a.intersection_update(b)', 'set("a")', '{frozenset([1]): 2}', 'a.pop() in b', '{*a, *b}', 'a.difference_update(b)', 'b.clear()']
    return f'a = set({a!r})\nb = {{{", ".join(map(str, b))}}}\n' + guarded([f'print({x})' for x in d.some(pool, 5, 9)]) + '\na -= b\nprint(a, sorted(b))'


def word_sets(d):
    return f'a, b = set({d.words(5)!r}), set({d.words(4)!r})\nprint(sorted(a & b), sorted(a | b), sorted(a - b), sorted(a ^ b), len(a), {d.word()!r} in a)\nseen = set()\nunique = [w for w in {d.words(8)!r} if not (w in seen or seen.add(w))]\nprint(unique, len(seen), a.isdisjoint(b), a <= b)'


def comprehensions(d):
    n, m = d.upto(3, 9), d.upto(2, 4)
    pool = [f'[x * x for x in range({n}) if x % {m}]', f'[(x, y) for x in range({m}) for y in range(x, {m})]', f'{{x: x ** {m} for x in range({n})}}', f'{{x % {m} for x in range({n})}}', f'[[i * j for j in range({m})] for i in range({m})]', f'[y for x in {[d.ints(2) for _ in range(3)]!r} for y in x]', f'sum(x for x in range({n}) if x % 2 == {d.upto(0, 1)})', f'[x if x > {m} else -x for x in {d.ints()!r}]', f'{{k: v for k, v in zip({d.words(3)!r}, range(9))}}', f'[w.upper() for w in {d.words(4)!r} if len(w) > 4]', f'[a for a, *b in [(1, 2, 3), (4,)]]', f'[y := {n}, y ** 2]', f'[last := x for x in range({n})], last', f'any(x > {n} for x in {d.ints()!r}), all(x > -{n} for x in {d.ints()!r})', f'[(i, c) for i, c in enumerate({d.word()!r})]', f'[f(2) for f in [lambda x: x + i for i in range({m})]]', f'[f(2) for f in [lambda x, i=i: x + i for i in range({m})]]', f'list(x for x in {d.word()!r} if x in "aeiou")', f'{{(i, j): i - j for i in range({m}) for j in range({m}) if i != j}}', f'[x for x in {d.word()!r}]', f'[z for x in range({n}) if (z := x * x) > {m}]']
    return guarded([f'print({x})' for x in d.some(pool, 4, 7)])


def sorting(d):
    people = [(d.word(), d.upto(1, 5), d.plain()) for _ in range(d.upto(4, 7))]
    keys = d.some(['lambda r: r[1]', 'lambda r: -r[2]', 'lambda r: (r[1], r[0])', 'lambda r: len(r[0])', 'lambda r: (-r[1], r[2])', 'lambda r: r[0][-1]', 'lambda r: abs(r[2])', 'None'], 2, 4)
    v = d.var()
    return f'{v} = {people!r}\n' + '\n'.join(f'print([r[0] for r in sorted({v}, key={k}{d.pick("", ", reverse=True")})])' for k in keys) + f'\n{v}.sort(key={keys[0]})\nprint({v})\n' + guarded([f'print(sorted([1, "a", None]))', f'print(sorted({v}, lambda r: r))', 'print(sorted([3, 1.5, True, -2]), sorted("hello"), sorted({3: 1, 1: 2}))', f'print(sorted({d.words(5)!r}, key=lambda w: (len(w), w), reverse=True))', f'print([1, 2].sort(), min({v}, key=lambda r: r[2])[0], max({v})[0])', 'print(sorted([[2, 1], [1, 5], [1]]), sorted([(1, "b"), (1, "a")]))'][: d.upto(2, 6)])


def unpacking(d):
    pool = [f'a, b, *c = {d.ints()!r}\nprint(a, b, c)', f'*a, b = {d.word()!r}\nprint(a, b)', f'a, *b, c = {d.ints(d.upto(1, 4))!r}\nprint(a, b, c)', f'(a, b), c = ({d.small()}, {d.small()}), {d.ints(2)!r}\nprint(a, b, c)', f'a, b = {d.ints(d.upto(1, 4))!r}\nprint(a, b)', f'a, b = b, a = {d.small()}, {d.small()}\nprint(a, b)', 'a, b, c = "xy"\nprint(a)', f'[a, [b, *c]] = [1, {d.ints(3)!r}]\nprint(a, b, c)', f'a = b = c = {d.ints(2)!r}\nb.append(0)\nprint(a, c)', f'for i, (x, y) in enumerate([(1, 2), (3, 4)]):\n    print(i, x, y)', f'for a, *rest in [{d.ints(3)!r}, {d.ints(1)!r}]:\n    print(a, rest)', f'x = [0, 1, 2]\ni = 0\ni, x[i] = 1, {d.small()}\nprint(i, x)', f'first, *_ = {{"k": 1, "l": 2}}\nprint(first, _)', f'print(*{d.ints()!r}, *{d.word()[:3]!r}, sep=",")', f'a, b = {d.small()}\nprint(a)', f'd = {{**{{"x": 1}}, "y": 2, **{{"x": {d.small()}}}}}\nprint(d)', f't = *{d.ints(2)!r}, {d.small()}\nprint(t)', f'a, b = None\nprint(a)', f'(a), = [{d.small()}]\nprint(a)', 'a, b = {1: 2, 3: 4}\nprint(a, b)', 'a, *b, c = [1]\nprint(a)']
    out = []
    for p in d.some(pool, 3, 6):
        head, tail = p.split('\n', 1) if p.count('\n') == 1 and not p.startswith('for') else ('', p)
        if head:
            out.append('try:\n    ' + head + '\n    ' + tail + '\nexcept Exception as e:\n    print(type(e).__name__, e)')
        else:
            out.append(p)
    return '\n'.join(out)


def ranges(d):
    a, b, c = d.small(), d.upto(-5, 30), d.pick([1, 2, 3, -1, -2, 5])
    return f'r = range({a}, {b}, {c})\nprint(r, len(r), list(r), {d.small()} in r, r[::-1] == range(0), list(r[1:3]), list(reversed(r)), sum(r))\n' + guarded(['print(r[0], r[-1])', f'print(r[{d.small()}])', f'print(r.index({d.small()}))', 'print(range(1, 2, 0))', 'print(range(1.5))', f'print(r == range({a}, {b}, {c}), r.start, r.stop, r.step, r.count({a}))', 'print(range(3) == [0, 1, 2], range(10)[2:8:3], range(0))', 'r[0] = 1'][: d.upto(2, 8)])


def literals(d):
    a, b = d.literal(3), d.literal(3)
    v = d.var()
    return f'{v} = {a!r}\nprint({v})\nprint({b!r})\nprint({v} == {a!r}, str({v}) == repr({v}), type({v}).__name__, bool({v}))'


def recursive(d):
    return f'a = [1, {d.small()}]\na.append(a)\nprint(a, len(a), a[2][2][0])\nm = {{"k": {d.small()}}}\nm["self"] = m\nprint(m)\ndef depth(x):\n    return 1 + max(map(depth, x), default=0) if isinstance(x, (list, tuple)) else 0\nprint(depth({d.literal(3)!r}), depth([[], [[{d.small()}]]]))\ndef flatten(x):\n    return [z for y in x for z in flatten(y)] if isinstance(x, (list, tuple)) else [x]\nprint(flatten([{d.literal(3)!r}, 1, [2, [3]]]))'


PIECES = [slicing, slice_assignment, list_methods, list_operators, aliasing, tuples, dict_methods, dict_methods, dict_loops, nested_dict, int_sets, int_sets, word_sets, comprehensions, comprehensions, sorting, unpacking, unpacking, ranges, literals, recursive]
