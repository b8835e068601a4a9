"""Functions: parameters of all kinds, closures, scopes, recursion, decorators."""
from draw import guarded


def binding(d):
    f = d.fn()
    parameters = d.pick(['a, b', 'a, b=2', 'a, *rest', 'a, b=2, *rest, c, e=5', '*, a, b=1', 'a, /, b', 'a, b, /, *, c', '*args, **kw', 'a, **kw', 'a=1, *args, b=3, **kw', 'a, b, c=3', '', 'a, b, c, x, y'])
    names = [p.strip().split('=')[0].lstrip('*') for p in parameters.split(',')]
    names = [n for n in names if n not in ('', '/')]
    body = ', '.join(names)
    calls = ['', '1', '1, 2', '1, 2, 3', '1, 2, 3, 4', 'a=1', '1, b=3', '1, a=2', '1, z=4', '1, c=3', '1, 2, c=3', '*[1, 2]', '**{"a": 1, "b": 2}', '1, *[2], **{"c": 3}', 'b=1', '*"ab", c=0', '1, 2, 3, 4, 5, 6', 'x=1, y=2', '*[1], *[2, 3]', '**{"a": 1}, **{"a": 2}', '1, 2, c=3, e=7, q=1']
    return f'def {f}({parameters}):\n    return ({body + "," if body else ""})\n' + guarded([f'print({f}({c}))' for c in d.some(calls, 4, 8)])


def defaults(d):
    f = d.fn()
    return f'def {f}(x, items=[], scale={d.small()}, *, key=None):\n    items.append(x * scale)\n    return items if key is None else sorted(items, key=key)\nprint({f}({d.small()}), {f}({d.small()}), {f}({d.small()}, []))\nprint({f}({d.small()}, key=lambda v: -v), {f}(x={d.small()}, scale=1), {f}.__defaults__, {f}.__name__)\n' + guarded([f'print({f}())', f'print({f}(1, 2))', f'print({f}(1, [], 2, 3))', f'print({f}(1, keyy=2))'][: d.upto(1, 4)])


def closures(d):
    f = d.fn()
    return f'''def {f}(start={d.small()}):
    count = start
    history = []
    def increment(by={d.upto(1, 5)}):
        nonlocal count
        count += by
        history.append(count)
        return count
    def reset():
        nonlocal count
        count = start
    return increment, reset, lambda: list(history)
inc, reset, history = {f}()
inc(), inc({d.small()})
print(inc(), history())
reset()
inc2, *_ = {f}({d.small()})
print(inc(), inc2(), history(), inc is inc2)
adders = [lambda x, n=n: x + n for n in range({d.upto(2, 4)})]
late = [lambda x: x + n for n in range({d.upto(2, 4)})]
print([g({d.small()}) for g in adders], [g(1) for g in late])'''


def scopes(d):
    x = d.var()
    return f'''{x} = {d.small()}
def outer():
    {x} = {d.small()}
    def inner():
        {d.pick("global", "nonlocal")} {x}
        {x} += {d.small()}
        return {x}
    return inner(), {x}
print(outer(), {x})
def shadow({x}={x}):
    for i in range(2):
        {x} -= i
    return {x}
print(shadow(), shadow({d.small()}), {x})
def broken():
    {d.pick([f"print({x})", f"y = {x} + 1"])}
    {x} = 1
{d.pick(["broken()", "try:" + chr(10) + "    broken()" + chr(10) + "except UnboundLocalError as e:" + chr(10) + "    print(type(e).__name__, e)", "print([" + x + " for " + x + " in range(3)], " + x + ")"])}'''


def name_errors(d):
    w = d.word()
    return f'def use():\n    return {w}_value + 1\n' + guarded(['print(use())', f'print({w}_missing)', f'del {w}_gone', f'{w}_value = {d.small()}; print(use())', f'del {w}_value; print(use())', 'print(undefined_function(3))']) + f'\n{d.pick(["use()", "print(nothing_here)", "pass"])}'


def recursion(d):
    pool = ['def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\nprint(fact({a}), fact({b}), fact({b}) // fact({b} - 2))', 'def fib(n, memo={{0: 0, 1: 1}}):\n    if n not in memo:\n        memo[n] = fib(n - 1) + fib(n - 2)\n    return memo[n]\nprint(fib({b}), [fib(i) for i in range({a})], fib({b} * 3))', 'def gcd(a, b):\n    return a if b == 0 else gcd(b, a % b)\nprint(gcd({b} * 12, {a} * 18), gcd(2**{b}, 6**{a}), gcd(-{b}, 4))', 'def hanoi(n, a="A", b="B", c="C"):\n    if n == 0:\n        return 0\n    moves = hanoi(n - 1, a, c, b)\n    if n < 3:\n        print(f"{{n}}: {{a}}->{{c}}")\n    return moves + 1 + hanoi(n - 1, b, a, c)\nprint(hanoi({c}))', 'def power(x, n):\n    if n == 0:\n        return 1\n    half = power(x, n // 2)\n    return half * half * (x if n % 2 else 1)\nprint(power({c}, {b}), power({x}, {a}), power({c}, {b}) == {c} ** {b})', 'def perms(xs):\n    return [[]] if not xs else [[x] + p for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i+1:])]\nprint(len(perms(list(range({c})))), perms({w})[:3])', 'def ack(m, n):\n    return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))\nprint(ack(2, {c}), ack(1, {a}))', 'def down(n):\n    return down(n + 1)\ntry:\n    down({a})\nexcept RecursionError as e:\n    print(type(e).__name__, e)']
    return d.pick(pool).format(a=d.upto(3, 12), b=d.upto(8, 30), c=d.upto(2, 4), x=d.plain(), w=list('abc'))


def decorators(d):
    f, g = d.fn(), d.fn()
    return f'''from functools import wraps
def traced(label):
    def decorate(fn):
        calls = 0
        @wraps(fn)
        def wrapper(*args, **kwargs):
            nonlocal calls
            calls += 1
            shown = [repr(a) for a in args] + [f"{{k}}={{v!r}}" for k, v in kwargs.items()]
            result = fn(*args, **kwargs)
            print(f"{{label}}#{{calls}} {{fn.__name__}}({{', '.join(shown)}}) -> {{result!r}}")
            return result
        return wrapper
    return decorate
@traced({d.word()!r})
def {f}(x, y={d.small()}):
    """Doc of {f}."""
    return x {d.pick("+", "*", "-", "//")} y
@traced("b")
@traced("a")
def {g}(text):
    return text[::-1].upper()
{f}({d.small()}), {f}({d.small()}, y={d.natural()})
{g}({d.word()!r})
print({f}.__name__, {f}.__doc__)
''' + guarded([f'{f}()', f'{f}(1, 2, 3)', f'{g}({d.small()})'][: d.upto(1, 3)])


def higher_order(d):
    f = d.fn()
    return f'''def {f}(*fns):
    def run(x):
        for fn in fns:
            x = fn(x)
        return x
    return run
double, minus = lambda x: x * 2, lambda x: x - {d.natural()}
print({f}(double, minus)({d.small()}), {f}(minus, double, str)({d.plain()}), {f}()({d.word()!r}))
ops = {{"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}}
for sign, op in ops.items():
    print({d.natural()}, sign, {d.upto(1, 9)}, "=", op({d.natural()}, {d.upto(1, 9)}))
print(list(map({f}(abs, double), {d.ints(4)!r})), (lambda *a, **k: (a, k))(1, *[2], z=3))
''' + guarded([f'print(ops["{d.pick("/", "%", "+")}"]({d.small()}, 0))', f'print({f}(double, len)({d.small()}))'])


def annotations(d):
    f = d.fn()
    return f'''from typing import List, Optional, Dict, Tuple, Union, Callable, Any
Number = Union[int, float]
def {f}(xs: List[Number], scale: Optional[float] = None, *, fn: Callable[[float], float] = abs) -> Dict[str, Tuple[float, int]]:
    total: float = 0.0
    for x in xs:
        total += fn(x) * (scale or 1)
    return {{"total": (total, len(xs))}}
print({f}({d.floats(3)!r}), {f}({d.ints(3)!r}, {d.plain()}), {f}([], fn=lambda v: -v))
counter: int
counter = {d.small()}
def typed(a: int, b: "str" = {d.word()!r}) -> str:
    return b * a
print(typed({d.upto(0, 3)}), typed.__name__, list(typed.__annotations__))'''


def attributes(d):
    f = d.fn()
    return f'def {f}(x):\n    {f}.calls += 1\n    return x ** 2\n{f}.calls = 0\nprint([{f}(i) for i in {d.ints(3)!r}], {f}.calls, hasattr({f}, "calls"), getattr({f}, "missing", {d.small()}))\ng = {f}\ng.calls = {d.small()}\nprint({f}.calls, g is {f}, callable(g), {f}.__qualname__, (lambda: 0).__name__)\n' + guarded([f'print({f}.nothing)', f'print({f} + 1)', f'print({f}[0])', f'print({f}(None))'][: d.upto(1, 4)])


def early_return(d):
    f = d.fn()
    a, b, c = sorted([d.upto(-10, 50) for _ in range(3)])
    return f'''def {f}(x):
    if not isinstance(x, (int, float)):
        return "not a number"
    if x < {a}:
        return {d.word()!r}
    elif {a} <= x < {b}:
        return {d.word()!r}, x
    elif x > {c}:
        return
    return [x] * {d.upto(1, 3)}
for v in {[d.pick([d.small, d.plain, d.word, lambda: None, lambda: True, d.natural])() for _ in range(6)]!r}:
    print(repr(v), "->", {f}(v))'''


PIECES = [binding, binding, binding, defaults, closures, scopes, name_errors, recursion, recursion, decorators, higher_order, annotations, attributes, early_return]
