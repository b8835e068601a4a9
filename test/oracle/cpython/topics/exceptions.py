"""Exceptions: what raises them, how they are caught, chained, and how a program ends by one."""
from draw import guarded

RAISING = ['1 / 0', '[1, 2][5]', '{"a": 1}["b"]', 'int("x1")', '"a" + 1', 'None.attr', 'undefined_name', '[].pop()', '{}.popitem()', 'float("abc")', '(1, 2)[3]', '"abc".index("z")', '[1].remove(2)', '{1}.remove(5)', 'len(3)', '3()', '"a"()', 'int([])', 'max([])', 'next(iter([]))',
           'assert_fails()', '[1, 2, 3].index(9)', 'chr(-1)', 'ord("ab")', 'abs("x")', '"%d" % "s"', '"{}".format()', '1 < "a"', '{[]: 1}', '[1] + (2,)', 'dict([1])', '"x" * "y"', 'range(1, 2, 3, 4)', 'int("12", 99)', 'round("a")', 'sum(["a"])', 'sorted([1, "b"])', '[][0]', '"abc"[10]', 'print(x_y_z)', '10 ** 400 * 1.0', '2.0 ** 10000', 'math.sqrt(-1)', 'math.log(0)', 'math.factorial(-1)', '().index(1)', 'getattr(3, "q")', 'isinstance(1, 2)', 'bool.foo', '"a".join([1])', '" ".join(3)', 'list(None)', 'set([[]])', 'tuple(5)', 'enumerate(3)', 'zip(1)', 'math.exp(1000)', '1 % 0', '1.0 // 0.0', 'divmod(1, 0)', 'pow(0, -1)', 'math.log(-2.5)', 'super().x', 'type("a", 1)', 'lambda_()', '[1, 2]["a"]', '{}[1, 2]', '"abc"["a"]', 'math.acos(2)', 'raise_it()', 'int(None)', 'float([])', 'complex_thing.x', 'object.foo', '-"a"', '~1.5', '+[]', 'not_here[0]', '1 @ 2', '[1] * [2]', '{} + {}', 'None + 1', 'None[0]', 'None < 1', 'len()', 'len(1, 2)', 'int(1, 2)', 'str(1, 2)', 'list(1, 2)', 'abs()', 'ord(5)', 'hash([])', 'hash({})', 'iter(5)', 'print(1, foo=2)', 'sorted(5)', 'map(1)', 'int("")', 'int("1.5")', 'float("")', '"abc".foo()', '[].foo', '{}.foo', 'open_it.q', '(1).foo', 'math.foo']
CLASSES = ['ZeroDivisionError', 'ValueError', 'TypeError', 'KeyError', 'IndexError', 'AttributeError', 'RuntimeError', 'NameError', 'LookupError', 'ArithmeticError', 'StopIteration', 'AssertionError', 'OverflowError', 'NotImplementedError', 'OSError', 'Exception', 'UnicodeError', 'RecursionError', 'EOFError', 'KeyboardInterrupt']


def kinds(d):
    chosen = d.some(RAISING, 4, 7)
    return 'import math\n' + '\n'.join(f'try:\n    {r}\nexcept Exception as e:\n    print(type(e).__name__, e, {d.pick("e.args", "repr(e)", "len(e.args)", "isinstance(e, LookupError)")}, sep=" | ")' for r in chosen)


def ending(d):
    r = d.pick(RAISING)
    f, g = d.fn(), d.fn()
    return f'''import math
def {f}(x):
    y = x * {d.small()}
    {d.pick("return ", "z = ")}{r}
def {g}(n):
    print("{g}", n)
    if n <= 0:
        return {f}(n)
    return {g}(n - 1)
print("start")
{d.pick([f"{g}({d.upto(0, 3)})", f"print([{f}(i) for i in range(2)])", f"value = {{'k': {f}(2)}}", f"for i in range(3):" + chr(10) + f"    if i == {d.upto(0, 2)}:" + chr(10) + f"        {f}(i)" + chr(10) + "    print(i)"])}
print("not reached")'''


def handlers(d):
    r = d.pick(RAISING)
    a, b, c = d.some(CLASSES[:-1], 3, 3)
    return f'''import math
def attempt(n):
    try:
        print("try", n)
        if n == 0:
            {r}
        elif n == 1:
            raise {a}({d.literal(1)!r})
        elif n == 2:
            return "returned"
    except {a} as e:
        print("first", type(e).__name__, e)
    except ({b}, {c}) as e:
        print("second", type(e).__name__, e)
        return "handled"
    else:
        print("else", n)
    finally:
        print("finally", n)
    return "fell through"
for n in {d.some([0, 1, 2, 3], 2, 4)}:
    try:
        print(attempt(n))
    except {d.pick(["Exception", b, "LookupError", "(TypeError, ValueError)", "ArithmeticError"])} as e:
        print("outer", type(e).__name__, e)'''


def nesting(d):
    a, b = d.some(CLASSES[:-1], 2, 2)
    return f'''def level(n):
    try:
        if n == 0:
            raise {a}("bottom", {d.small()})
        level(n - 1)
        print("ok", n)
    except {d.pick([a, b, "Exception"])} as e:
        print("level", n, type(e).__name__, e.args)
        if n < {d.upto(1, 3)}:
            {d.pick("raise", f"raise {b}(n) from e", f"raise {b}(str(n))", f"raise {b} from None", "raise e")}
    finally:
        print("leave", n)
try:
    level({d.upto(1, 3)})
except Exception as e:
    print("end", repr(e), type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__)
{d.pick(["level(1)", "print('done')", f"raise {a}"])}'''


def custom(d):
    c, e = d.cls() + 'Error', d.word().title() + 'Error'
    base = d.pick('Exception', 'ValueError', 'KeyError', 'RuntimeError', 'LookupError')
    return f'''class {c}({base}):
    {d.pick(["pass", '"""Doc."""', "code = " + str(d.small())])}
class {e}({c}):
    def __init__(self, what, amount={d.small()}):
        super().__init__({d.pick(['f"{what} of {amount}"', "what, amount", "what", ""])})
        self.what, self.amount = what, amount
{d.pick(["", "    def __str__(self):" + chr(10) + "        return f'<{self.what}>'" + chr(10)])}def check(x):
    if x > {d.small()}:
        raise {e}({d.word()!r}, x)
    if x < 0:
        raise {c}({d.pick(["", "x", "x, 'low'", "f'low {x}'"])})
    return x
for v in {d.ints(4)!r}:
    try:
        print(check(v))
    except {e} as err:
        print("special", err, err.args, err.amount, repr(err))
    except {base} as err:
        print("base", type(err).__name__, str(err), err.args, repr(err))
print(issubclass({e}, {base}), {e}.__mro__[1].__name__, isinstance({c}(1), Exception))
{d.pick([f"check({d.small() * 9})", f"raise {e}('x')", f"raise {c}", f"raise {c}({d.scalar()!r})", "pass"])}'''


def finally_flow(d):
    return f'''def f(n):
    for i in range(n):
        try:
            if i == {d.upto(0, 2)}:
                {d.pick("continue", "break", "return i", "1 / 0", "raise KeyError(i)")}
            print("body", i)
        {d.pick(["except ZeroDivisionError:" + chr(10) + "            print('zero')" + chr(10) + "        finally:", "finally:"])}
            print("finally", i)
            {d.pick("pass", "n += 1", "if i == 1: return 'from finally'", "if i == 2: break")}
    else:
        print("loop else")
    return "end"
{d.pick([f"print(f({d.upto(1, 4)}))", guarded([f"print(f({d.upto(1, 4)}))"])])}
def g():
    try:
        return print("in try") or {d.small()}
    finally:
        print("in finally")
print(g())
try:
    try:
        raise ValueError({d.word()!r})
    finally:
        print("cleanup")
except ValueError as e:
    print("got", e)
try:
    print(e)
except NameError as err:
    print(err)'''


def asserts(d):
    a, b = d.small(), d.small()
    return guarded([f'assert {a} < {b}, {d.scalar()!r}', f'assert {a} == {b}', f'assert [], f"empty {{1 + {a}}}"', f'assert isinstance({a}, int) and {b} > {a}, ("t", {b})']) + f'\ndef mean(xs):\n    assert len(xs) > 0, "no data"\n    return sum(xs) / len(xs)\nprint(mean({d.floats(3)!r}))\n{d.pick(["mean([])", f"assert {a} > {b}, mean([1, 2])", "raise SystemExit", "print(mean((1, 2)))"])}'


def reraise(d):
    r = d.pick(RAISING)
    return f'''import math
log = []
def guard(fn, *args, default=None, catch=Exception):
    try:
        return fn(*args)
    except catch as e:
        log.append(f"{{type(e).__name__}}: {{e}}")
        return default
print(guard(int, {d.word()!r}, default={d.small()}), guard(lambda: {r.replace("raise_it()", "q()") if not r.startswith("print") else "p_q"}), guard(len, {d.small()}), guard(divmod, {d.small()}, {d.upto(0, 2)}))
print(guard({{"a": 1}}.__getitem__, {d.pick("a", "b")!r}), guard(max, [], default="none"), guard("x{{}}y{{}}".format, {d.small()}))
print(*log, sep="\\n")
{d.pick([f"guard(int, 'z', catch=KeyError)", f"guard({d.small()})", "guard()", "raise", "raise 3", "raise 'text'", "raise ValueError from 3", "print(len(log))", "raise ValueError('a', 'b')", "raise KeyError('quoted')", "raise KeyError", "raise StopIteration(3)", "raise OSError(2, 'No such file')", "raise IndexError()"])}'''


def bad_calls(d):
    f = d.fn()
    return f'''def {f}(a, b=1, *, c=2):
    return a + b + c
class K:
    def m(self, x):
        return x
    @classmethod
    def k(cls, y):
        return y
    @staticmethod
    def s(z, w):
        return z
''' + '\n'.join(f'try:\n    print({x})\nexcept TypeError as e:\n    print(e)' for x in d.some([f'{f}()', f'{f}(1, 2, 3)', f'{f}(1, d=2)', f'{f}(1, a=2)', f'{f}(b=2)', 'K().m()', 'K().m(1, 2)', 'K.m(1)', 'K.k()', 'K.k(1, 2)', 'K.s(1)', 'K(1)', 'K().m(y=1)', f'{f}(*3)', f'{f}(**3)', f'{f}("a")', f'{f}(None)', f'{f}(1, **{{"b": 2, "q": 3}})', f'{f}(**{{1: 2}})', 'K().m(*[1, 2])', 'K.k(y=3)', '(lambda x: x)()', '(lambda: 0)(1)', 'K().s(1, 2, 3)', 'print(1)(2)', 'K()()', 'len(K())', 'K() + K()', 'K() < K()', 'K()[0]', 'iter(K())', '[*K()]', 'int(K())', 'float(K())', '-K()', 'f"{K():>5}"', 'hash(K()) and 1 in K()', 'sum([K()])', 'sorted([K(), K()])', 'abs(K())', 'round(K())', 'max(K(), K())', '"a" in K()', '"" + K()', 'range(K())', '[1][K()]', 'next(K())', 'reversed(K())', 'isinstance(1, K())', 'issubclass(1, K)', 'bool(K())'], 5, 9)) + f'\n{d.pick([f"{f}()", "K().m()", "K.z", "K().z", "K.s(1)", "pass", f"{f}(1, 2, 3, 4)", "K() * 2"])}'


PIECES = [kinds, kinds, kinds, ending, ending, handlers, handlers, nesting, custom, custom, finally_flow, asserts, reraise, bad_calls, bad_calls]
