"""Writes parse.golden.json: what CPython 3.11 says about broken programs, with line and column (0-based, in characters).
Run: python3 parse.golden.py"""
import json, pathlib, warnings
warnings.simplefilter('ignore')
programs = [
    'x = = 1', 'def f(:\n    pass', 'q = model.\nz = y + 1', 'if x\n    y', 'x = (1,\n', 'x = [1, 2\ny = 3\n', 'd = {1: 2\nprint(d)\n', '"abc', "x = 'abc\ny = 1", '"""abc\n\n', '  x = 1',
    'for', 'x = 1 +', 'x = 1 +\ny = 2', 'f(a b)', 'x == 1 = 2', 'def f():\nx', 'class A:\n\nx = 1', 'if x:\ny', 'for i in x:\n\ny', 'while x:\n# c\ny', 'try:\nx', 'print "a"', 'print x',
    'f() = 1', 'x + 1 = 2', '1 = x', 'None = 1', '"a" = 1', 'a, b += 1', 'if x = 3:\n    pass', 'while x = 3: pass', 'x = 08', 'x = 1__0', 'x = 5a', 'def', 'def f(x, x=1, y): pass', 'f(a=1, 2)', 'f(**k, *a)',
    'x = {1, 2', ')', 'x = (1]', 'x = 1)', 'else:\n    pass', 'try:\n    pass\nx = 1', 'def f(x):\n    return x +\n', 'x = [1, 2,, 3]', 'import', 'from x import', 'lambda x:', 'x = yield', 'return', 'a = b c', 'if True:\n  x = 1\n   y = 2',
    'x = $', 'x = "a" "b', 'del f()', 'f"{x', 'def f()\n    pass', 'class A\n    pass', 'x ? y', 'x++', 'a = 1 2', 'import a.b as c.d', 'break', 'async x',
]
golden = []
for source in programs:
    try:
        compile(source, 'p', 'exec')
        golden.append([source, None, 0, 0])
    except SyntaxError as e:
        golden.append([source, e.msg, e.lineno, max(0, (e.offset or 1) - 1)])
(pathlib.Path(__file__).parent / 'parse.golden.json').write_text(json.dumps(golden, indent=0, ensure_ascii=False) + '\n')
