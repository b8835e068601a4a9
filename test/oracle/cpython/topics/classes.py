"""Classes: attributes, inheritance, special methods, properties, dataclasses."""
from draw import guarded


def account(d):
    c = d.cls()
    return f'''class {c}:
    opened = 0
    def __init__(self, owner, balance={d.natural()}):
        self.owner = owner
        self.balance = balance
        {c}.opened += 1
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"bad amount: {{amount}}")
        self.balance += amount
        return self
    def withdraw(self, amount):
        if amount > self.balance:
            raise RuntimeError("insufficient funds")
        self.balance -= amount
        return self
    def __repr__(self):
        return f"{c}({{self.owner!r}}, {{self.balance}})"
a, b = {c}({d.word()!r}), {c}({d.word()!r}, {d.plain()!r})
print(a, b, {c}.opened, a.deposit({d.natural()}).withdraw({d.upto(1, 10)}))
''' + guarded([f'a.withdraw({d.upto(1, 200)})', f'b.deposit({d.small()})', f'{c}()', f'a.deposit()', 'print(a.color)', f'{c}.deposit(5)', 'a.missing()', f'print({c}(1, 2, 3))'][: d.upto(2, 8)]) + f'\nprint(a, b, vars(a), a.opened, isinstance(a, {c}))'


def vector(d):
    c = d.cls()
    x, y, z, w = (d.pick([d.small, d.plain])() for _ in range(4))
    return f'''class {c}:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __repr__(self):
        return f"{c}({{self.x}}, {{self.y}})"
    def __add__(self, other):
        if not isinstance(other, {c}):
            return NotImplemented
        return {c}(self.x + other.x, self.y + other.y)
    def __sub__(self, other):
        return {c}(self.x - other.x, self.y - other.y)
    def __mul__(self, k):
        if isinstance(k, {c}):
            return self.x * k.x + self.y * k.y
        return {c}(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __truediv__(self, k):
        return {c}(self.x / k, self.y / k)
    def __neg__(self):
        return {c}(-self.x, -self.y)
    def __abs__(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
    def __eq__(self, other):
        return isinstance(other, {c}) and (self.x, self.y) == (other.x, other.y)
    def __bool__(self):
        return bool(self.x or self.y)
    def __iter__(self):
        return iter((self.x, self.y))
a, b = {c}({x!r}, {y!r}), {c}({z!r}, {w!r})
print(a + b, a - b, a * b, {d.small()} * a, a * {d.plain()}, -a, abs(b), a == b, a != b, bool({c}(0, 0)), [*a], a in [b, a])
''' + guarded(['print(a + 1)', 'print(1 + a)', f'print(a / {d.upto(0, 2)})', 'print(sum([a, b]))', f'print(sum([a, b], {c}(0, 0)))', 'print(a < b)', 'print(a // 2)', 'print(a[0])', 'a += b; print(a)', 'print({a: 1})', 'print(len(a))', 'print(a ** 2)', 'print(+a)'][d.upto(0, 4): d.upto(5, 13)])


def reflected(d):
    c, e = d.cls(), d.cls()
    ops = {'add': '+', 'sub': '-', 'mul': '*', 'truediv': '/', 'floordiv': '//', 'mod': '%', 'pow': '**', 'lshift': '<<', 'and': '&', 'or': '|', 'matmul': '@', 'xor': '^'}
    chosen = d.some(ops, 2, 4)
    body = ''.join(f'    def __{o}__(self, other):\n        return ("{o}", self.n, getattr(other, "n", other))\n' for o in chosen[::2]) + ''.join(f'    def __r{o}__(self, other):\n        return ("r{o}", self.n, getattr(other, "n", other))\n' for o in chosen) + ''.join(f'    def __i{o}__(self, other):\n        self.n = (self.n, "i{o}")\n        return self\n' for o in chosen[:1])
    return f'''class {c}:
    def __init__(self, n):
        self.n = n
{body}class {e}({c}):
    def __r{chosen[0]}__(self, other):
        return ("sub r{chosen[0]}", self.n)
a, b = {c}({d.small()}), {e}({d.small()})
''' + guarded([f'print(a {ops[o]} {d.small()}, {d.small()} {ops[o]} a)' for o in chosen] + [f'print(a {ops[chosen[0]]} b, b {ops[chosen[0]]} a)', f'a {ops[chosen[0]]}= 3; print(a.n)', f'print("s" {ops[chosen[-1]]} b)', f'b {ops[chosen[-1]]}= 1; print(b)', f'print(a {d.pick(list(ops.values()))} a)'])


def comparisons(d):
    c = d.cls()
    which = d.some(['lt', 'le', 'gt', 'ge'], 1, 3)
    sign = {'lt': '<', 'le': '<=', 'gt': '>', 'ge': '>='}
    body = ''.join(f'    def __{w}__(self, other):\n        return self.key {sign[w]} other.key\n' for w in which)
    v = [d.upto(0, 9) for _ in range(4)]
    return f'''class {c}:
    def __init__(self, key, tag=""):
        self.key = key
        self.tag = tag
    def __eq__(self, other):
        return self.key == other.key if isinstance(other, {c}) else NotImplemented
{body}    def __repr__(self):
        return f"{{self.key}}{{self.tag}}"
items = [{c}(k, t) for k, t in zip({v!r}, "abcd")]
''' + guarded(['print(sorted(items))', 'print(max(items), min(items))', 'print(items[0] < items[1], items[0] >= items[2])', 'print(items[0] == 3, items[0] != items[1], items[0] == None)', 'print(items[0] > 3)', 'print(set(items))', 'print(items.index(items[2]), items.count(items[0]))', 'items.sort(reverse=True); print(items)', 'print([items[0]] < [items[1]], (1, items[0]) < (1, items[1]))', 'print(items[0] <= items[1] <= items[2])'][: d.upto(4, 10)])


def hashable(d):
    c = d.cls()
    return f'''class {c}:
    def __init__(self, suit, rank):
        self.suit, self.rank = suit, rank
    def __eq__(self, other):
        return (self.suit, self.rank) == (other.suit, other.rank)
    def __hash__(self):
        return hash((self.suit, self.rank))
    def __str__(self):
        return f"{{self.rank}} of {{self.suit}}"
    def __repr__(self):
        return f"<{{self.suit[0]}}{{self.rank}}>"
cards = [{c}({d.word()!r}, {d.upto(1, 3)}), {c}("x", {d.upto(1, 3)}), {c}("x", 2)]
cards.append({c}("x", 2))
counts = {{}}
for card in cards:
    counts[card] = counts.get(card, 0) + 1
print(counts, len(set(cards)), {c}("x", 2) in counts, str(cards[0]), cards, f"{{cards[1]}} {{cards[1]!r}}")
print(cards.index({c}("x", 2)), cards[2] is cards[3], cards[2] == cards[3], [str(k) for k in counts])
''' + guarded([f'print({c}("x", 2) == 5)', f'print(counts[{c}("q", 1)])', 'print("Card: " + cards[0])'])


def container(d):
    c = d.cls()
    return f'''class {c}:
    def __init__(self, **values):
        self._values = dict(values)
    def __getitem__(self, key):
        return self._values[key]
    def __setitem__(self, key, value):
        print("set", key, value)
        self._values[key] = value
    def __delitem__(self, key):
        del self._values[key]
    def __contains__(self, key):
        return key in self._values
    def __len__(self):
        return len(self._values)
    def __iter__(self):
        return iter(sorted(self._values))
    def __call__(self, key, default=None):
        return self._values.get(key, default)
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"no {{name!r}}") from None
s = {c}(alpha={d.small()}, beta={d.plain()})
s["gamma"] = {d.word()!r}
s["alpha"] += {d.natural()}
print(list(s), len(s), "alpha" in s, s("beta"), s("none", {d.small()}), s.gamma, bool({c}()))
del s["beta"]
''' + guarded(['print(s["beta"])', 'print(s.beta)', 'print(hasattr(s, "alpha"), hasattr(s, "zz"), getattr(s, "zz", 0))', 'del s["zz"]', 'print(s())', 'print({**dict(zip(s, "ab"))}, [*s])', 'print(s[1:2])'][: d.upto(2, 7)])


def inheritance(d):
    a, b, c = d.cls(), d.cls(), d.cls()
    f, g = d.fields(2)
    return f'''class {a}:
    kind = {d.word()!r}
    def __init__(self, {f}):
        self.{f} = {f}
    def describe(self):
        return f"{{self.kind}}:{{self.{f}}}"
    def cost(self):
        raise NotImplementedError({d.pick(["", '"subclass must implement"'])})
    def __str__(self):
        return f"{{type(self).__name__}} [{{self.describe()}}]"
class {b}({a}):
    kind = {d.word()!r}
    def __init__(self, {f}, {g}={d.natural()}):
        super().__init__({f})
        self.{g} = {g}
    def describe(self):
        return super().describe() + f"/{{self.{g}}}"
    def cost(self):
        return self.{g} * {d.plain()!r}
class {c}({b}):
    def cost(self):
        return round(super().cost() + {d.small()}, 2)
for obj in [{a}({d.word()!r}), {b}({d.small()}), {c}({d.word()!r}, {d.small()})]:
    print(obj, isinstance(obj, {b}))
    try:
        print(obj.cost())
    except NotImplementedError as e:
        print("not implemented", repr(e), e.args)
print([k.__name__ for k in {c}.__mro__], issubclass({c}, {a}), {c}.kind, {c}.__bases__[0] is {b}, {c}.__name__)
''' + guarded([f'{b}()', f'{c}(1, 2, 3)', f'{c}({g}=1)', f'print({c}(1).other)', f'print({a}.describe())', f'print({c})'][: d.upto(1, 6)])


def diamond(d):
    a, b, c, e = d.cls(), d.cls(), d.cls(), d.cls()
    return f'''class {a}:
    def __init__(self, **kw):
        print("{a}", sorted(kw))
        self.trail = ["{a}"]
    def go(self):
        return ["{a}"]
class {b}({a}):
    def __init__(self, x={d.small()}, **kw):
        super().__init__(**kw)
        self.trail.append(f"{b}{{x}}")
    def go(self):
        return ["{b}"] + super().go()
class {c}({a}):
    def __init__(self, y={d.small()}, **kw):
        super().__init__(y=y, **kw)
        self.trail.append(f"{c}{{y}}")
    def go(self):
        return ["{c}"] + super().go()
class {e}({b}, {c}):
    def go(self):
        return ["{e}"] + {d.pick("super()", f"super({e}, self)", f"super({b}, self)")}.go()
obj = {e}(x={d.small()}, {d.pick("y=3", "z=4", "")})
print(obj.trail, obj.go(), [k.__name__ for k in {e}.mro()])
''' + guarded([f'class Bad({a}, {b}): pass', 'class Twice(int, int): pass' if d.chance(0.3) else f'print({b}(1, 2))', f'print({e}.go(obj), {b}.go(obj))'])


def properties(d):
    c, f = d.cls(), d.field()
    return f'''class {c}:
    limit = {d.natural()}
    def __init__(self, {f}):
        self.{f} = {f}
    @property
    def {f}(self):
        return self._{f}
    @{f}.setter
    def {f}(self, value):
        if not isinstance(value, (int, float)):
            raise TypeError("{f} must be a number, not " + type(value).__name__)
        if value > self.limit:
            raise ValueError(f"{f} {{value}} above {{self.limit}}")
        self._{f} = value
    @property
    def double(self):
        return self.{f} * 2
    @classmethod
    def parse(cls, text):
        return cls(float(text.split("=")[1]))
    @staticmethod
    def unit(n={d.small()}):
        return f"{{n}} {d.pick("kg", "m", "s")}"
    @classmethod
    def raised(cls, by):
        cls.limit += by
        return cls
p = {c}({d.upto(-5, 1)})
print(p.{f}, p.double, {c}.unit(), p.unit({d.small()}), {c}.parse("{f}={d.upto(-9, 0)}.5").{f})
p.{f} -= {d.natural()}
print(p.{f}, vars(p), {c}.raised({d.small()}).limit, p.limit)
''' + guarded([f'p.{f} = {d.upto(10, 200)}', f'p.{f} = {d.word()!r}', 'p.double = 3', f'del p.{f}', f'{c}.parse({d.word()!r})', f'print({c}.{f}.fget(p))', f'print(p.unit(1, 2))', f'{c}("x")', f'p.new = 1; print(p.new, sorted(p.__dict__))'][d.upto(0, 3): d.upto(4, 9)])


def contexts(d):
    c = d.cls()
    return f'''class {c}:
    def __init__(self, name, swallow={d.chance(0.5)}):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self
    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow
with {c}({d.word()!r}) as r, {c}("inner") as s:
    print(r.name, s.name)
    {d.pick("x = 1 / 0", "int('x')", "pass", "raise KeyError('k')", "[][1]")}
print("after")
def run():
    for i in range(3):
        with {c}(i):
            if i == {d.upto(0, 2)}:
                {d.pick("return", "break", "continue", "raise IndexError(i)")}
            print("body", i)
    return "end"
try:
    print(run())
except LookupError as e:
    print("caught", repr(e))
''' + guarded(['with 3: pass', f'with {c}("a", False): raise ValueError({d.word()!r})'])


def dataclasses(d):
    c, (f, g, h) = d.cls(), d.fields(3)
    options = d.pick('', '(order=True)', '(frozen=True)', '(order=True, frozen=True)', '(eq=False)', '(repr=False)', '(unsafe_hash=True)', '(kw_only=True)' if d.chance(0.3) else '')
    return f'''from dataclasses import dataclass, field, asdict, astuple, replace, fields
@dataclass{options}
class {c}:
    {f}: str
    {g}: {d.pick("int", "float")} = {d.small()}
    {h}: list = field(default_factory=list{d.pick("", ", compare=False", ", repr=False")})
    def total(self):
        return self.{g} * {d.natural()} + len(self.{h})
a = {c}({f}={d.word()!r}, {g}={d.small()})
b = {c}({f}={d.word()!r})
b.{h}.append({d.small()})
print({"a, b, " if "repr=False" not in options else ""}a == b, a.total(), b.{h}, a.{h})
''' + guarded(['print(a < b, sorted([a, b])[0] is a)', f'a.{g} = 5; print(a)', f'print({c}())', f'print({c}({d.word()!r}, 1, [2], 3))', 'print(asdict(b), astuple(a))', f'print(replace(a, {g}=99).{g})', f'print([x.name for x in fields({c})])', f'print({c}({d.word()!r}, 1))', 'print(len({a, a}))', f'del a.{f}; print(a.{g})', f'print({c}({d.word()!r}) == {c}({d.word()!r}))', f'print(a == ({d.word()!r}, 1), a != b)'][d.upto(0, 4): d.upto(5, 12)])


def dataclass_inheritance(d):
    a, b = d.cls(), d.cls()
    return f'''from dataclasses import dataclass, field
from typing import List, ClassVar, Optional
@dataclass
class {a}:
    name: str
    tags: List[str] = field(default_factory=list)
    registry: ClassVar[dict] = {{}}
    def __post_init__(self):
        self.registry[self.name] = len(self.tags)
        self.name = self.name.title()
@dataclass
class {b}({a}):
    size: int = {d.small()}
    area: float = field(init=False)
    parent: Optional["{b}"] = None
    def __post_init__(self):
        super().__post_init__()
        self.area = self.size ** 2 * {d.plain()!r}
x = {b}({d.word()!r}, {d.words(2)!r})
y = {b}({d.word()!r}, size={d.small()}, parent=x)
print(x)
print(y, y.parent is x, {a}.registry, x == y, {a}("q") == {a}("q"))
''' + guarded([f'{b}()', f'{b}("a", area=3)', f'print({a}("z", 1, 2))'])


def getattr_setattr(d):
    c, f = d.cls(), d.field()
    return f'''class {c}:
    {f} = {d.small()}
    def __init__(self):
        self.log = []
    def __setattr__(self, name, value):
        if name != "log":
            self.log.append((name, value))
        object.__setattr__(self, name, value)
    def __getattr__(self, name):
        return f"<{{name}}>"
o = {c}()
o.x = {d.small()}
o.{f} = {d.plain()}
setattr(o, {d.word()!r}, {d.literal(1)!r})
print(o.log, o.x, o.nothing, o.{f}, {c}.{f}, getattr(o, "zzz", 1), hasattr(o, "q"))
del o.x, o.{f}
print(o.x, o.{f}, sorted(vars(o)))
''' + guarded(['del o.x', f'print({c}.nothing)', 'print(object().x)', f'setattr({c}, "k", 5); print(o.k)', 'print((5).x)', 'print("a".foo, 1)', '(3).y = 1'][: d.upto(2, 7)])


def linked(d):
    c = d.cls()
    return f'''class {c}:
    __slots__ = ("value", "next")
    def __init__(self, value, next=None):
        self.value, self.next = value, next
class Chain:
    def __init__(self, items=()):
        self.head, self.size = None, 0
        for item in items:
            self.push(item)
    def push(self, value):
        self.head = {c}(value, self.head)
        self.size += 1
    def pop(self):
        if self.head is None:
            raise IndexError("pop from empty chain")
        value, self.head = self.head.value, self.head.next
        self.size -= 1
        return value
    def reverse(self):
        before, node = None, self.head
        while node:
            node.next, before, node = before, node, node.next
        self.head = before
        return self
    def __str__(self):
        out, node = [], self.head
        while node is not None:
            out.append(str(node.value))
            node = node.next
        return " -> ".join(out) or "empty"
    def __len__(self):
        return self.size
chain = Chain({d.ints(4)!r})
print(chain, len(chain), chain.pop(), chain.reverse())
while chain:
    print(chain.pop(), end=" ")
print(chain)
''' + d.pick('chain.pop()', guarded(['chain.pop()', f'{c}(1).other', f'{c}(1).extra = 2']))


def tree(d):
    c = d.cls()
    return f'''class {c}:
    def __init__(self, key):
        self.key, self.left, self.right = key, None, None
    def insert(self, key):
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, {c}(key))
        else:
            child.insert(key)
    def walk(self):
        return (self.left.walk() if self.left else []) + [self.key] + (self.right.walk() if self.right else [])
    def height(self):
        return 1 + max((n.height() for n in (self.left, self.right) if n), default=0)
    def __contains__(self, key):
        node = self
        while node and node.key != key:
            node = node.left if key < node.key else node.right
        return node is not None
keys = {d.pick([d.ints(7), d.words(6), d.floats(6)])!r}
root = {c}(keys[0])
for k in keys[1:]:
    root.insert(k)
print(root.walk(), root.height(), keys[-1] in root, root.left and root.left.key)
''' + guarded([f'root.insert({d.pick(["None", "[]", repr(d.word()), "3"])})', 'print(len(root.walk()))'])


def metaclass_free(d):
    c, e = d.cls(), d.cls()
    return f'''class {c}:
    registry = {{}}
    def __init_subclass__(cls, **kw):
        super().__init_subclass__()
        {c}.registry[cls.__name__] = kw.get("tag", cls.__name__.lower())
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.made = len(args)
        return self
class {e}({c}, tag={d.word()!r}):
    def __init__(self, *args):
        self.args = args
class Plain({c}):
    pass
print({c}.registry, {e}({d.small()}, 2).made, {e}(1).args, type({e}()).__name__)
Made = type("Made", ({c},), {{"value": {d.small()}, "show": lambda self: self.value}})
print(Made().show(), Made.__name__, {c}.registry.get("Made"), isinstance(Made(), {c}))
class Only:
    instance = None
    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
print(Only() is Only(), {e}.__bases__ == ({c},), {e}.__qualname__)'''


def abstract(d):
    a, b = d.cls(), d.cls()
    return f'''from abc import ABC, abstractmethod
class {a}(ABC):
    @abstractmethod
    def area(self):
        ...
    @property
    @abstractmethod
    def label(self):
        """label"""
    def show(self):
        return f"{{self.label}}={{self.area():.{d.upto(0, 3)}f}}"
class {b}({a}):
    def __init__(self, r):
        self.r = r
    def area(self):
        return {d.plain()!r} * self.r ** 2
    label = {d.word()!r}
class Half({a}):
    def area(self):
        return 1
print({b}({d.plain()}).show(), isinstance({b}(1), {a}))
''' + guarded([f'{a}()', 'Half()', f'print(issubclass({b}, {a}), {b}(2).area())'])


PIECES = [account, vector, vector, reflected, comparisons, hashable, container, inheritance, inheritance, diamond, properties, properties, contexts, dataclasses, dataclasses, dataclass_inheritance, getattr_setattr, linked, tree, metaclass_free, abstract]
