#: lists
a = [3, 1, 2]
a.append(5)
a.insert(0, 9)
a.extend([7, 8])
print(a, len(a), a.pop(), a.pop(0), a, a.index(2), a.count(1), 3 in a)
a.remove(1)
a.sort()
print(a, a[::-1], a[1:3], a[-1], a[:-1], sorted(a, reverse=True), list(reversed(a)))
a.reverse()
b = a
c = a[:]
d = a.copy()
b.append(100)
print(a, b is a, c, d, a == b, c != a)
a[1:3] = ['x', 'y', 'z']
a[0] = 0
del a[1]
print(a)
del a[::2]
print(a, a * 2, [0] * 3, [[0] * 2 for _ in range(2)])
m = [[0] * 3] * 2
m[0][1] = 5
print(m)
n = list(range(10))
n[::3] = [-1] * 4
print(n, n[2:20], n[20:], n[-3:], n[::-2])
a.clear()
print(a, not a, [] == [], [1, 2] < [1, 3], [1] < [1, 0], [1, [2, 3]] == [1, [2, 3]])
x, *y, z = [1, 2, 3, 4]
print(x, y, z)
(p, q), r = (1, 2), 3
print(p, q, r)
i, j = 1, 2
i, j = j, i
print(i, j)
words = ['banana', 'Apple', 'cherry']
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), min(words, key=len), max(words))
pairs = [(1, 'b'), (0, 'z'), (1, 'a')]
pairs.sort(key=lambda p: p[0])
print(pairs, sorted(pairs), sorted([(2, 'x'), (1, 'y')], reverse=True))

#: list errors
a = [1, 2]
for f in (lambda: a[5], lambda: a.pop(9), lambda: [].pop(), lambda: a.remove(7), lambda: a.index(7), lambda: a['x'], lambda: a.foo, lambda: a.append(), lambda: a.append(1, 2), lambda: a + 1, lambda: a.insert(1), lambda: list(5), lambda: a.sort(1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ':', e)
try:
    a[9] = 1
except IndexError as e:
    print(e)
try:
    x, y, z = a
except ValueError as e:
    print(e)
try:
    x, = a
except ValueError as e:
    print(e)
try:
    x, y, *z, w = [1, 2]
except ValueError as e:
    print(e)

#: dicts
d = {'b': 1, 'a': 2}
d['c'] = 3
print(d, len(d), d['a'], d.get('z'), d.get('z', 0), 'a' in d, list(d), list(d.values()), list(d.items()))
print(d.pop('b'), d.pop('zz', None), d, d.setdefault('q', []), d.setdefault('a', 9), d)
d.update({'a': 10}, e=5)
d.update([('f', 6)])
print(d, {**d, 'a': 0}, dict(x=1, y=2), dict([(1, 2)]), dict({'k': 'v'}, w=1), {k: v for k, v in zip('ab', [1, 2])})
for k, v in d.items():
    print(k, v, end='; ')
print()
del d['q']
print(d.keys(), d.values(), d.items(), d.popitem(), d.copy() == d, {} == {}, {1: 'a'} == {1.0: 'a'})
e = {1: 'one', 2.5: 'x', (1, 2): 't', None: 0, True: 'yes'}
print(e, e[1], e[(1, 2)], e[None])
print(sorted(d.items(), key=lambda kv: kv[1]), max(d, key=d.get), sum(d.values()), {'a': 1} | {'b': 2}, dict.fromkeys('ab', 0))
nested = {'x': {'y': [1, 2, {'z': 3}]}}
nested['x']['y'][2]['z'] += 1
print(nested, d.keys() & {'a', 'c'} == {'a', 'c'}, 'x' not in nested, list(reversed({'p': 1, 'q': 2})))
for f in (lambda: d['nope'], lambda: {}.popitem(), lambda: d.pop('nope'), lambda: d.nope, lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {[1]: 2}, lambda: {{}: 1}):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ':', e)
try:
    for k in d:
        d[k + 'x'] = 1
except RuntimeError as e:
    print(e)

#: sets and tuples
s = {3, 1, 2, 3}
print(s, len(s), 2 in s, s | {9}, s & {1, 2}, s - {1}, s ^ {1, 7}, {1} <= s, s > {1}, s == {1, 2, 3}, sorted(s))
s.add(4)
s.discard(99)
s.remove(1)
print(s, set('aab') == {'a', 'b'}, {10, 5, 0, 15, 20}, {100, 1, 50}, {-1, -2, 7}, set([5, 3, 8, 1]), frozenset({2, 1}))
print({i * i for i in range(6)}, {1.5, 2, 0.5}, s.union([1], [2]), s.issubset({2, 3, 4, 5}), s.isdisjoint([9]))
big = set(range(100, 0, -7))
print(big, sum(big))
t = (1, 2, 3)
print(t, t[1], t[::-1], t + (4,), t * 2, len(t), 2 in t, t.index(3), t.count(1), (1,), (), tuple('ab'), t == (1, 2, 3), t < (1, 3))
for f in (lambda: s.remove(99), lambda: {[]}, lambda: t.index(9), lambda: set(5), lambda: s[0], lambda: s + s):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ':', e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)

#: comprehensions
print([x * y for x in range(3) for y in range(2)], [x for x in range(10) if x % 2 if x > 3], [[c * 2 for c in r] for r in [[1], [2, 3]]])
print({x: x ** 2 for x in range(4)}, {x % 3 for x in range(10)}, sum(x for x in range(5)), list(x + 1 for x in [1, 2]), [y for x in [[1, 2], [3]] for y in x])
x = 'outer'
print([x for x in range(3)], x, [(i, j) for i in range(3) for j in range(i)], any(i > 2 for i in range(4)), all([]))
fs = [lambda k=k: k * 10 for k in range(3)]
gs = [lambda: k for k in range(3)]
print([f() for f in fs], [g() for g in gs], [(lambda v: v + 1)(i) for i in range(2)])
data = [('a', 3), ('b', 1)]
print([f'{k}={v}' for k, v in data], dict((v, k) for k, v in data), [a if a > 1 else -a for a in [1, 2, 3]], max((v, k) for k, v in data))
print([y := 5, y ** 2], [z for w in range(5) if (z := w * 2) > 3], z)
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*matrix)], [sum(r) for r in matrix], [[row[i] for row in matrix] for i in range(3)], sum(map(sum, matrix)))

#: iteration tools
print(list(enumerate('ab')), list(enumerate('ab', 1)), list(zip([1, 2, 3], 'ab')), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])))
it = iter([1, 2, 3])
print(next(it), next(it), list(it), next(it, 'end'))
g = (i for i in range(3))
print(next(g), sum(g), list(g))
print(list(range(5, 0, -2)), range(10)[3], range(10)[2:5], 5 in range(10), len(range(0, 10, 3)), list(reversed(range(3))), range(5) == range(0, 5, 1), range(3).index(2))
z = zip('abc', range(3))
print(dict(z), list(z))
a, b = zip(*[(1, 'x'), (2, 'y')])
print(a, b, sorted(zip([3, 1], ['p', 'q'])))
try:
    next(iter([]))
except StopIteration as e:
    print('stop', repr(e))
print(list(zip()), list(map(str, [1, 2])), list(map(int, '123')), [*range(3), *'ab'], (*[1], 2), {*[1, 2], 3}, {**{'a': 1}, 'b': 2})
total = 0
for i in range(10):
    if i == 3:
        continue
    if i == 6:
        break
    total += i
else:
    total = -1
print(total, i)
while True:
    total += 1
    if total > 20:
        break
print(total)
#: a list taken apart into its own items
a = [1, 2, 3]
a[1], a[0], a[2] = a
print(a)
b = [1, 2]
b[1], *b[0:1] = b
print(b)
#: integers that leave the exact floats and come back
print((2**53 - 1) * (2**53 - 1), (2**53 - 1) * (2**53 - 1) % 1000003, -(2**80) % 7)
state = 1
for _ in range(5):
    state = (state * 1103515245 + 12345) % 2147483648
    print(state)
