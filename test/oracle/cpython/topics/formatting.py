"""Format specifications: f-strings, format, str.format and %."""
from draw import guarded


def spec(d, kind):
    s = ''
    if d.chance(0.4):
        s += (d.pick('', '*', '0', '_', 'x', ' ', '-')) + d.pick('<', '>', '^', '=')
    if d.chance(0.25):
        s += d.pick('+', '-', ' ')
    if d.chance(0.1):
        s += '#'
    if d.chance(0.2):
        s += '0'
    if d.chance(0.6):
        s += str(d.upto(1, 24))
    if d.chance(0.2):
        s += d.pick(',', '_')
    if d.chance(0.5 if kind != 'int' else 0.15):
        s += f'.{d.upto(0, 12)}'
    if d.chance(0.8):
        s += {'int': lambda: d.pick('d', 'b', 'o', 'x', 'X', 'n', 'e', 'f', '%', 'g', 'd', 'c', 's'), 'float': lambda: d.pick('f', 'e', 'g', 'E', 'G', 'F', '%', 'n', 'f', 'e', 'g', 'd'), 'str': lambda: d.pick('s', 's', 's', 'd', 'q')}[kind]()
    return s


def value(d):
    kind = d.pick(['int', 'float', 'float', 'str'])
    return kind, {'int': d.int, 'float': d.float, 'str': d.text}[kind]()


def specs(d):
    lines = []
    for _ in range(d.upto(4, 8)):
        kind, x = value(d)
        s = spec(d, kind)
        lines.append(d.pick([f'print("[" + format({x!r}, {s!r}) + "]")', f'print({("[{:" + s + "}]")!r}.format({x!r}))']))
    return guarded(lines)


def fstrings(d):
    lines, setup = [], []
    for _ in range(d.upto(3, 6)):
        kind, x = value(d)
        name, s = d.var(), spec(d, kind)
        if '{' in s or "'" in s:
            continue
        setup.append(f'{name} = {x!r}')
        conversion = d.pick('', '', '', '!r', '!s', '!a')
        lines.append(f"print(f'[{{{name}{conversion}:{s}}}]')" if not conversion or kind == 'str' else f"print(f'{{{name}{conversion}}} {{{name}!r:>{d.upto(1, 30)}}}')")
        if d.chance(0.3):
            lines.append(f"print(f'{{{name}=}} {{{name} = }} {{{name}=!s:>{d.upto(1, 20)}}}')")
    return '\n'.join(setup) + '\n' + guarded(lines)


def table(d):
    rows = [(d.word(), d.upto(0, 5000), d.positive()) for _ in range(d.upto(2, 5))]
    w, p = d.upto(6, 14), d.upto(0, 4)
    return f'rows = {rows!r}\nfor name, n, price in rows:\n    print(f"{{name:{d.pick("<", ">", "^", ".<")}{w}}}|{{n:{d.pick("", ",", "+", "0")}{d.pick("6d", "8", "5,")}}}|{{price:{w}.{p}{d.pick("f", "e", "g", "%")}}}".replace(",,", ","))\nprint("-" * {w})\nprint(f"{{sum(r[1] for r in rows):>{w}}} {{sum(r[2] for r in rows):.{p}f}}")'.replace('+5,', '+5,')


def nested_spec(d):
    return f"value, width, digits = {d.float()!r}, {d.upto(5, 20)}, {d.upto(0, 6)}\nprint(f'{{value:{{width}}.{{digits}}f}}|{{value:>{{width}}}}|{{value!r:^{{width}}}}')\nprint('{{:{{}}.{{}}e}}'.format(value, width, digits), '{{0:{{1}}}}|{{0}}'.format(value, width))\nprint(f'{{\"nested\":{{\"*\"}}^{{width + 4}}}}', f\"{{'a' if value > 0 else 'b'}}\", f'{{{{braces}}}} {{value > 1}}')"


def str_format(d):
    a, b = d.scalar(), d.scalar()
    pool = ["'{} {}'", "'{0} {1} {0}'", "'{a} {b}'", "'{a!r:>10}'", "'{0[0]}'", "'{0.real}'", "'{} {0}'", "'{:>{w}}'", "'{2}'", "'{missing}'", "'{'", "'}'", "'{{}}'", "'{!x}'", "'{0!r} {1!s}'", "'{:d}'", "'{x[key]}'", "'{:,}'"]
    lines = [f'print({p}.format({a!r}, {b!r}, a={d.scalar()!r}, b={d.word()!r}, w={d.upto(1, 12)}, x={{"key": {d.small()}}}))' for p in d.some(pool, 3, 7)]
    return guarded(lines)


def percent(d):
    lines = []
    for _ in range(d.upto(3, 7)):
        flags = ''.join(d.some('-+ 0#', 0, 2)) if d.chance(0.5) else ''
        width = str(d.upto(1, 15)) if d.chance(0.5) else ''
        precision = f'.{d.upto(0, 8)}' if d.chance(0.4) else ''
        c = d.pick('d', 'i', 's', 'r', 'f', 'e', 'g', 'x', 'o', 'X', 'E', 'G', 'c', 'u', 'a', 'f', 's')
        x = d.pick([d.int, d.float, d.text])() if d.chance(0.3) else (d.text() if c in 'sra' else d.natural() + 40 if c == 'c' else d.float() if c in 'fegEG' else d.int())
        lines.append(d.pick([f"print('[%{flags}{width}{precision}{c}]' % ({x!r},))", f"print('[%(k){flags}{width}{precision}{c}] %%' % {{'k': {x!r}}})"]))
    lines.append(d.pick([f"print('%s and %s' % {d.word()!r})", f"print('%d items' % {d.natural()})", f"print('%s' % {d.word()!r}, '%5s|%-5s|' % ('a', 'b'))", "print('%s' % (1, 2))", f"print('%*d|%-*d|' % ({d.upto(1, 9)}, 4, {d.upto(1, 9)}, 5))", "print('%d' % 'x')", "print('%q' % 1)", "print('%' % 1)", "print('%s %s' % (1, 2, 3))", "print('%(a)s' % {'b': 1})", "print('%x' % 1.5)", "print('%c' % 'ab')"]))
    return guarded(lines)


def print_options(d):
    separators = ["\n", "/", "\t", ","]
    return '\n'.join([
        f'print({d.scalar()!r}, {d.scalar()!r}, sep={d.pick(["-", ", ", "", " | "])!r}, end={d.pick(["!", "", " END "])!r})',
        f'print()\nprint({d.literal()!r}, {d.literal()!r}, sep={d.pick(separators)!r})',
        f'print(*{d.ints()!r}, sep={d.pick(separators)!r})\nprint({d.word()!r}, end={d.pick(separators)!r})',
        'print(None, True, (), [], {}, set(), (1,))'])


def object_format(d):
    c = d.cls()
    return f'''class {c}:
    def __init__(self, amount):
        self.amount = amount
    def __format__(self, spec):
        if spec == "":
            return f"{c}({{self.amount}})"
        if spec.startswith("w"):
            return format(str(self.amount), spec[1:])
        return format(self.amount, spec)
    def __repr__(self):
        return "<{c} %r>" % self.amount
m = {c}({d.plain()!r})
print(f"{{m}} {{m:.{d.upto(0, 4)}f}} {{m:w>{d.upto(8, 15)}}} {{m!r:*^{d.upto(10, 25)}}}", format(m, "+.1e"), "{{:w<12}}|".format(m), str(m))
''' + guarded([f'print(f"{{m:d}}")', f'print(f"{{None:>{d.upto(1, 9)}}}")', f'print(f"{{[1, 2]!s:>{d.upto(1, 12)}}}", f"{{[1]:>5}}")', f'print(format({d.chance(0.5)}, "{d.pick("5", "d", ">8", "s", "")}"))'])


PIECES = [specs, specs, fstrings, fstrings, table, nested_spec, str_format, percent, percent, print_options, object_format]
