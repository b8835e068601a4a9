"""Integers of any size, floats, their operators, rounding and conversion."""
from draw import guarded

BINARY = ['+', '-', '*', '//', '%', '/', '&', '|', '^', '<', '<=', '==', '!=', '>', '>=']


def integer_operators(d):
    a, b, v, w = d.int(), d.int(), d.var(), d.var()
    lines = [f'print({v} {op} {w})' for op in d.some(BINARY, 3, 6)]
    return f'{v} = {a}\n{w} = {b}\n' + guarded(lines + [f'print(divmod({v}, {w}))', f'print(-{v}, +{w}, ~{v}, abs({w}))'])


def powers(d):
    lines = []
    for _ in range(d.upto(2, 5)):
        a, n, m = d.upto(-40, 40), d.upto(-6, 40), d.upto(-50, 50)
        lines.append(d.pick([f'print(({a}) ** {n})', f'print(pow({a}, {abs(n)}, {m}))', f'print(pow({a}, {n}))', f'print(-{abs(a)} ** {abs(n)})',
                             f'print(({d.plain()}) ** {n})', f'print({abs(a)} ** {d.plain()})', f'print(pow({a}, -1, {abs(m) + 2}))',
                             f'print({d.positive()} ** {d.plain()})']))
    return guarded(lines)


def shifts(d):
    v = d.var()
    return f'{v} = {d.int()}\n' + guarded([f'print({v} << {d.upto(0, 70)}, {v} >> {d.upto(0, 70)})', f'print({v}.bit_length(), bin({v}), hex({v}), oct({v}))',
                                          f'print({v} & 0xFF, {v} | 1, {v} ^ 2**{d.upto(1, 70)})', f'print(1 << {d.upto(-2, 80)})', f'print({v}.bit_count())'])


def integer_parsing(d):
    lines = []
    for _ in range(d.upto(2, 5)):
        base = d.pick([2, 3, 8, 10, 16, 36, 0, 7])
        text = d.pick([str(d.int()), bin(d.natural()), hex(d.natural()), oct(d.natural()), ' 42 ', '1_000', '12a', '', '0b102', 'zz', '3.5', 'abc', '--1', '１２', '007', '0_0', '_1'])
        lines.append(d.pick([f'print(int({text!r}, {base}))', f'print(int({text!r}))']))
    lines.append(f'print(int({d.float()}), int({d.float()}), int(True))')
    return guarded(lines)


def float_parsing(d):
    texts = ['1.5', ' 2e3 ', 'inf', '-Infinity', 'nan', '1_0.5', 'abc', '', '.5', '5.', '1e400', '-1e-400', '0x10', '1e', str(d.float()), repr(d.float()), str(d.int()), '1,5']
    return guarded([f'print(float({t!r}))' for t in d.some(texts, 2, 5)] + [f'print(float({d.int()}))'])


def float_repr(d):
    values = [d.float() for _ in range(d.upto(3, 8))]
    v = d.var()
    return f'{v} = {values!r}\nprint({v})\nfor x in {v}:\n    print(x, repr(x), str(-x), x == int(x) if abs(x) < 1e300 else x)'


def float_operators(d):
    a, b, v, w = d.float(), d.float(), d.var(), d.var()
    lines = [f'print({v} {op} {w})' for op in d.some(['+', '-', '*', '/', '//', '%', '<', '>=', '==', '**'], 3, 6)]
    return f'{v} = {a!r}\n{w} = {b!r}\n' + guarded(lines + [f'print(divmod({v}, {w}))'])


def mixed_operators(d):
    v, w = d.var(), d.var()
    a, b = d.pick([(d.int(), d.float()), (d.float(), d.int()), (True, d.number()), (d.number(), False)])
    lines = [f'print({v} {op} {w})' for op in d.some(['+', '-', '*', '/', '//', '%', '<', '>=', '==', '**', '&'], 3, 6)]
    return f'{v} = {a!r}\n{w} = {b!r}\n' + guarded(lines)


def rounding(d):
    lines = []
    for _ in range(d.upto(3, 6)):
        x = d.pick([d.float, d.plain, d.int, lambda: d.upto(-40, 40) + 0.5, lambda: d.upto(-400, 400) / 8])()
        lines.append(d.pick([f'print(round({x!r}))', f'print(round({x!r}, {d.upto(-3, 5)}))', f'print(round({x!r}, None), type(round({x!r}, 1)).__name__)']))
    return guarded(lines)


def float_methods(d):
    x = d.float()
    v = d.var()
    return f'{v} = {x!r}\n' + guarded([f'print({v}.is_integer(), {v}.as_integer_ratio())', f'print({v}.hex())', f'print(float.fromhex(({v}).hex()) == {v})', f'print({v}.__class__.__name__, {v}.real, {v}.conjugate())'][: d.upto(1, 4)])


def infinities(d):
    lines = d.some(["print(float('inf') - float('inf'))", "print(float('nan') == float('nan'))", "print(1e308 * 10, -1e308 * 10)", "print(int(float('inf')))",
                    "print(int(float('nan')))", "print(round(float('inf')))", "print(float('inf') > 10**400)", "print(max(float('nan'), 1), min(1, float('nan')))",
                    "print(1.0 // 0)", "print(5 % 0.0)", "print(1 / 0)", "print(3 // 0)", "print(3 % 0)", "print(0 ** -1)", "print(0.0 ** -2)", "print(float('inf') // 2, 5 % float('inf'), -5 % float('inf'))",
                    "print(10 ** 400 / 3)", "print(10 ** 400 / 10 ** 399)", "print(float(10 ** 400))", "print(2.0 ** 5000)", "print(-0.0, 0.0 == -0.0, 1 / float('-inf'))", "print(10**20 == 1e20, 10**23 == 1e23, 2**53 + 1 == float(2**53 + 1))"], 2, 6)
    return guarded(lines)


def sums(d):
    v = d.var()
    values = d.pick([d.floats, d.ints, lambda: [0.1] * d.upto(3, 12), lambda: [d.float() for _ in range(5)]])()
    return f'{v} = {values!r}\nprint(sum({v}), min({v}), max({v}), sum({v}) / len({v}))\n' + guarded([f'print(sum({v}, {d.number()!r}))', f'print(sum(x * x for x in {v}))', f"print(sum([{d.upto(1, 9)}, {d.text()!r}]))"])


def accumulate(d):
    v, i = d.var(), d.pick('i', 'k', 'n')
    op = d.pick('+', '*', '-')
    return f'{v} = {d.number()!r}\nfor {i} in range(1, {d.upto(3, 30)}):\n    {v} {op}= {d.pick(f"{i}", f"{i} / {d.upto(2, 9)}", f"1 / {i}", f"{i} * {i}")}\nprint({v})'


def bases(d):
    v = d.var()
    return f'{v} = {d.int()}\nprint(bin({v}), oct({v}), hex({v}))\nprint(format({v}, "b"), f"{{{v}:#x}}", f"{{{v}:_b}}", f"{{{v}:#010X}}")\nprint(int(bin({v}), 2) == {v}, str({v})[::-1], len(str({v})))'


def digits(d):
    v = d.var()
    n = d.pick([abs(d.int()), d.upto(10**20, 10**30), d.natural() ** 20])
    return f'{v} = {n}\ntotal = 0\nwhile {v}:\n    {v}, digit = divmod({v}, {d.pick(10, 7, 16, 10)})\n    total += digit\nprint(total, {v})'


def chained(d):
    a, b, c = d.small(), d.small(), d.small()
    return f'x, y, z = {a}, {b}, {c}\nprint(x < y < z, x <= y >= z, x == y != z, not x < y, x and y or z, x or y and z)\nprint({d.small()} < x <= {d.small()}, x is None, x in (y, z), bool(x), x if y else z)'


def bools(d):
    return f'print(True + {d.small()}, True * {d.plain()}, -True, ~False, True / 3, True & {d.natural()}, {d.chance(0.5)} ^ True, int(True), str(False), sum([True, False, True]))\nprint(isinstance(True, int), True == 1, hash(True), [10, 20][True], {{True: "a", 1: "b", 1.0: "c"}})'


def hashes(d):
    return f'print(hash({d.int()}), hash({d.float()!r}), hash({d.upto(-99, 99)}), hash({float(d.small())!r}), hash(-1), hash(2**61 - 1))\nprint(hash({d.natural()}) == hash({float(d.natural())}), hash((1, {d.small()})), hash(()), hash(float("inf")))'


def type_errors(d):
    pool = [str(d.small()), repr(d.plain()), repr(d.word()), repr(d.ints(2)), '(1, 2)', '{"a": 1}', '{1, 2}', 'None', 'len', 'int', 'range(3)', 'True', 'object']
    lines = []
    for _ in range(d.upto(3, 6)):
        a, b = d.pick(pool), d.pick(pool)
        lines.append(d.pick([f'print({a} {d.pick("+", "-", "*", "/", "//", "%", "<", ">", "&", "|", "@", "<<", "**")} {b})', f'print(-{a})', f'print(~{a})', f'print({a}[{b}])', f'print({b} in {a})', f'print({a} is {b})' if a in ('None', 'len', 'int', 'True') else f'print({a} == {b})',
                             f'print(len({a}))', f'print(int({a}), float({a}))', f'print(abs({a}))', f'print(round({a}))', f'print(sorted({a}))', f'print(list({a}))', f'print({a}())', f'print(sum({a}))', f'print(max({a}))', f'print({{{a}: 1}} and 1)', f'print(ord({a}))', f'print(chr({a}))', f'print({a}.missing)', f'print(hash({a}) and 1)', f'print(range({a}))', f'print(str({a}) + {b})', f'print(isinstance({a}, {b}))', f'x, y = {a}']))
    # What would print an address, or a hash that differs from run to run.
    lines = [x for x in lines if '(object)' not in x and 'len ' not in x or 'len(' in x]
    lines = [x for x in lines if not ('len' in x and ('str(len' in x or '{len' in x or 'hash(' in x or 'print(len]' in x)) and 'hash(object' not in x and "hash('" not in x and 'hash(int' not in x and 'hash((' not in x and 'hash(None' not in x]
    return guarded(lines or ['print(1 + "a")'])


PIECES = [integer_operators, powers, shifts, integer_parsing, float_parsing, float_repr, float_operators, mixed_operators, rounding, float_methods, infinities, sums, accumulate, bases, digits, chained, bools, hashes, type_errors, type_errors]
