#: itertools
import itertools as it
print(list(it.combinations('abc', 2)), list(it.permutations([1, 2, 3], 2)), list(it.product('ab', [1, 2])), list(it.product([0, 1], repeat=2)))
print(list(it.chain([1], 'ab')), list(it.chain.from_iterable([[1, 2], [3]])), list(it.islice(it.count(5, 2), 4)), list(it.islice('abcdef', 1, 5, 2)), list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=1)))
print(list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(5))), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.zip_longest([1, 2], 'a', fillvalue='-')))
print([(k, list(g)) for k, g in it.groupby('aabbc')], list(it.pairwise([1, 2, 3])), list(it.repeat(7, 2)), list(it.compress('abc', [1, 0, 1])), list(it.combinations_with_replacement('ab', 2)))
c = it.cycle('ab')
print([next(c) for _ in range(5)], list(zip(it.count(), 'xy')))
a, b = it.tee([1, 2])
print(list(a), list(b))

#: collections
from collections import Counter, defaultdict, deque, namedtuple, OrderedDict
c = Counter('mississippi')
print(c, c['s'], c['zz'], c.most_common(2), sorted(c.elements()), c + Counter('miss'), c.total(), dict(c))
c.update('zz')
c['m'] += 5
print(c, c.most_common(1), len(c), Counter(a=1, b=2) - Counter(b=1))
d = defaultdict(list)
for k, v in [('a', 1), ('b', 2), ('a', 3)]:
    d[k].append(v)
print(d, dict(d), d['new'], len(d), defaultdict(int, x=1), sorted(d.items()))
n = defaultdict(lambda: defaultdict(int))
n['x']['y'] += 1
print(n['x']['y'], n['q']['r'])
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, q.pop(), q.popleft(), q, len(q), q[0], list(q), 3 in q)
q.extend([7, 8])
q.rotate(1)
print(q, deque('ab'))
P = namedtuple('P', 'x y')
p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, p == (1, 2), tuple(p), [*p])
x, y = p
print(x, y, isinstance(p, tuple), len(p), P(*[3, 4]))
try:
    P(1)
except TypeError as e:
    print(e)
o = OrderedDict([('b', 1), ('a', 2)])
o['c'] = 3
o.move_to_end('b')
print(o, list(o), o.popitem(), o.popitem(last=False), o == {'a': 2}, OrderedDict())
class Named(namedtuple('Base', ['r', 'g'])):
    def total(self): return self.r + self.g
print(Named(1, 2).total(), Named(1, 2))

#: copy
import copy
a = [1, [2, 3], {'k': [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append(9)
a[2]['k'].append(5)
print(b, c, a is b, a[1] is b[1], a[1] is c[1])
class N:
    def __init__(self, v, nxt=None): self.v, self.nxt = v, nxt
n = N(1, N([2]))
n.nxt.nxt = n
m = copy.deepcopy(n)
m.nxt.v.append(3)
print(n.nxt.v, m.nxt.v, m.nxt.nxt is m, copy.copy(n).nxt is n.nxt)

#: functools and operator
import functools, operator
from operator import itemgetter, attrgetter, mul
print(functools.reduce(mul, range(1, 6)), sorted([(1, 'b'), (2, 'a')], key=itemgetter(1)), operator.add(1, 2), list(map(operator.neg, [1, 2])), itemgetter(0, 2)('abc'))
class T:
    def __init__(self, n): self.n = n
print(sorted([T(3), T(1)], key=attrgetter('n'))[0].n, operator.methodcaller('upper')('a'), operator.itemgetter('k')({'k': 5}))
print(sorted([5, 2, 9], key=functools.cmp_to_key(lambda a, b: b - a)))
@functools.total_ordering
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(O(1) <= O(1), O(2) > O(1), O(2) >= O(3), max(O(1), O(5)).v)
class C:
    calls = 0
    @functools.cached_property
    def slow(self):
        C.calls += 1
        return 42
c = C()
print(c.slow, c.slow, C.calls)

#: random
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.uniform(0, 5), random.choice('abcdef'), random.gauss(0, 1))
print([random.randrange(10) for _ in range(5)], random.sample(range(100), 5), random.getrandbits(40), random.normalvariate(1, 2))
l = list(range(10))
random.shuffle(l)
print(l, random.choices([1, 2, 3], k=4), random.choices('ab', weights=[1, 9], k=5), random.expovariate(2), random.triangular(0, 1, 0.5))
r = random.Random(7)
print(r.random(), r.randint(0, 9), random.betavariate(2, 3), random.gammavariate(0.5, 1))
random.seed(0)
print(random.random(), sum(random.random() for _ in range(1000)))
random.seed(12345678901234567890)
print(random.random())

#: typing is harmless
from __future__ import annotations
from typing import List, Dict, Optional, Callable, TypeVar, Generic, Union, Any, cast, NamedTuple
T = TypeVar('T')
class Box(Generic[T]):
    item: T
    def __init__(self, item: T) -> None:
        self.item: T = item
    def map(self, f: Callable[[T], Any]) -> 'Box':
        return Box(f(self.item))
def f(xs: List[int], d: Dict[str, float] = {}, o: Optional[int] = None) -> Union[int, None]:
    total: int = 0
    x: int
    for x in xs:
        total += x
    return total
print(f([1, 2, 3]), Box(2).map(lambda v: v + 1).item, cast(int, 5))

#: sys and exit
import sys
sys.stdout.write('written\n')
print('err', file=sys.stderr)
print(sys.maxsize, sys.float_info.epsilon, sys.version_info[0] >= 3)
sys.exit(0)
print('never')

#: gradient descent
def loss(w, b, data):
    return sum((w * x + b - y) ** 2 for x, y in data) / len(data)
data = [(x, 2 * x + 1) for x in range(5)]
w = b = 0.0
lr = 0.05
for step in range(201):
    gw = sum(2 * (w * x + b - y) * x for x, y in data) / len(data)
    gb = sum(2 * (w * x + b - y) for x, y in data) / len(data)
    w -= lr * gw
    b -= lr * gb
    if step % 50 == 0:
        print(f'step {step:3d}  loss {loss(w, b, data):.6f}  w={w:.4f} b={b:.4f}')

#: matrix
def matmul(a, b):
    return [[sum(x * y for x, y in zip(r, c)) for c in zip(*b)] for r in a]
def det(m):
    if len(m) == 1:
        return m[0][0]
    return sum((-1) ** j * m[0][j] * det([r[:j] + r[j + 1:] for r in m[1:]]) for j in range(len(m)))
a = [[1, 2], [3, 4]]
print(matmul(a, a), det([[2, 0, 1], [1, 3, 2], [1, 1, 4]]), [list(map(float, r)) for r in a])
def power(m, n):
    if n == 0:
        return [[int(i == j) for j in range(len(m))] for i in range(len(m))]
    h = power(m, n // 2)
    h = matmul(h, h)
    return matmul(h, m) if n % 2 else h
print(power([[1, 1], [1, 0]], 90)[0][1])

#: kalman
x, P, Q, R = 0.0, 1.0, 1e-5, 0.01
for z in [0.39, 0.50, 0.48, 0.29, 0.25, 0.32, 0.34, 0.48, 0.41, 0.45]:
    P += Q
    K = P / (P + R)
    x += K * (z - x)
    P *= 1 - K
    print(f'{x:.6f} {K:.6f}', end=' | ')
print()

#: bisection and rk4
def bisect(f, a, b, tol=1e-10):
    assert f(a) * f(b) < 0
    n = 0
    while b - a > tol:
        m = (a + b) / 2
        if f(a) * f(m) <= 0:
            b = m
        else:
            a = m
        n += 1
    return (a + b) / 2, n
print(bisect(lambda x: x ** 3 - x - 2, 1, 2))
def rk4(f, y, t, h):
    k1 = f(t, y)
    k2 = f(t + h / 2, y + h / 2 * k1)
    k3 = f(t + h / 2, y + h / 2 * k2)
    k4 = f(t + h, y + h * k3)
    return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
y, t = 1.0, 0.0
while t < 1 - 1e-9:
    y = rk4(lambda t, y: -2 * t * y, y, t, 0.1)
    t += 0.1
print(y, t)

#: linked list and queue
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.head = Node(item, self.head)
    def __iter__(self):
        return LinkedIter(self.head)
    def reverse(self):
        prev, cur = None, self.head
        while cur:
            cur.next, prev, cur = prev, cur, cur.next
        self.head = prev
class LinkedIter:
    def __init__(self, node): self.node = node
    def __iter__(self): return self
    def __next__(self):
        if self.node is None: raise StopIteration
        v, self.node = self.node.value, self.node.next
        return v
l = LinkedList([1, 2, 3])
print(list(l))
l.reverse()
print(list(l), sum(l), [x * x for x in l])
graph = {'a': ['b', 'c'], 'b': ['d'], 'c': ['d'], 'd': []}
def bfs(start):
    seen, queue = [start], [start]
    while queue:
        for n in graph[queue.pop(0)]:
            if n not in seen:
                seen.append(n)
                queue.append(n)
    return seen
print(bfs('a'))
