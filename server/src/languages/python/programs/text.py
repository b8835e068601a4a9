#: f-strings
name, n, x = 'Ada', 42, 3.14159
print(f'{name} {n} {x}', f'{name!r} {name!s:>6}|', f'{x:.2f} {x:8.3f}| {x:<8.1f}| {x:^9.2f}|', f'{n:5d}|{n:<5}|{n:05d}|{n:+d}|{n:,}')
print(f'{1234567.891:,.2f} {0.00001234:e} {1e10:g} {123456789:g} {0.1:.0%} {0.256:.1%} {255:x} {255:#x} {255:b} {255:#010b} {3:e}')
width, prec = 10, 3
print(f'{x:{width}.{prec}f}|{name:*^{width}}|{name:>{width}}|{"nested"!r:^12}|')
print(f'{{literal}} {n + 1} {[i * 2 for i in range(3)]} {{}}'.upper(), f'{n=} {x=:.2f} {name = }')
print(f'{True} {None} {[1, "a", 2.5]} {(1,)} {({"k": 1})}', f'''multi
{n}''')
print(f'{x:.3}', f'{100.0:.3}', f'{1234.5:.2}', f'{5:.1f}', f'{1e-7:.3g}', f'{n:.3e}', f'{float("inf"):f} {float("nan"):5.1f}|')
print(f'{"a":5}|{"abc":.2}|{12:>4}|{12:^5}|{-5:=+6d}|{-5:06.1f}|{3 + 4:>{2 * 3}}|')
print(f"{'single' + ' ' + 'quotes'}", f"{name.lower()[0]}{n if n > 40 else 'small'}", f'{lambda_ if (lambda_ := 3) else 0}')

#: str.format
print('{} {}'.format(1, 'a'), '{1} {0}'.format('x', 'y'), '{a} {b:.2f}'.format(a=1, b=2.5), '{0[1]} {1.real}'.format([5, 6], 3) if False else '{0[1]}'.format([5, 6]))
print('{:>8}|{:<8}|{:^8}|{:08.3f}|{:+}|{:,}'.format('a', 'b', 'c', 3.14159, 5, 1234567))
print('{:{w}.{p}f}'.format(3.14159, w=10, p=2), '{!r} {!s}'.format('q', 'q'), '{{}} {}'.format(1), '{:.3%}'.format(0.12345))
print('{d[key]} {o}'.format(d={'key': 'v'}, o=[1]), '{:d} {:x} {:o} {:b} {:c} {:n}'.format(10, 255, 8, 5, 65, 12))
for bad in ('{} {}', '{0} {}', '{x}', '{', '}', '{:d}', '{0!z}', '{:.2d}'):
    try:
        print(bad.format(1.5))
    except Exception as e:
        print(repr(bad), type(e).__name__, e)

#: percent
print('%d %i %5d|%-5d|%05d|%+d' % (1, 2, 3, 4, 5, 6), '%s %r %10s|%-10s|' % ('a', 'b', 'c', 'd'))
print('%f %.2f %8.3f|%e %g %G %%' % (1.5, 2.345, 3.14159, 12345.678, 0.0001, 1e-10))
print('%x %X %o %#x %c %c' % (255, 255, 8, 255, 'z', 65), '%(a)s-%(b)03d' % {'a': 'k', 'b': 7}, '%s' % (1,), '%s' % [1, 2], '%5.1f%%' % 45.678)
print('%.3s|%*d|%-*d|' % ('abcdef', 5, 42, 5, 42), '%d' % 3.99, '%s %s' % (None, True))
for bad, v in (('%d', 'a'), ('%d %d', 1), ('%d', (1, 2)), ('%z', 1), ('%(a)s', 1), ('%f', 'x'), ('%', 1), ('%c', 'ab')):
    try:
        print(bad % v)
    except Exception as e:
        print(repr(bad), type(e).__name__, e)

#: string methods
s = '  Hello, World  '
print(s.strip(), '|', s.lstrip(), '|', s.rstrip(), '|', s.lower(), s.upper(), s.strip().split(', '), s.replace('l', 'L', 2))
print('a,b,,c'.split(','), ' a  b c '.split(), 'a b c d'.split(' ', 2), 'a b c d'.rsplit(' ', 1), 'a.b.c'.partition('.'), 'a.b.c'.rpartition('.'), ''.split(), 'abc'.split('x'))
print('-'.join(['a', 'b']), ''.join(str(i) for i in range(5)), 'abc'.find('c'), 'abc'.find('z'), 'abcabc'.rfind('b'), 'abc'.index('b'), 'banana'.count('an'))
print('abc'.startswith('ab'), 'abc'.endswith(('x', 'c')), 'hello world'.title(), 'hELLO'.capitalize(), 'aBc'.swapcase())
print('5'.zfill(3), '-5'.zfill(4), 'a'.center(5, '*'), 'ab'.center(5, '-'), 'a'.ljust(3) + '|', 'a'.rjust(3), 'x'.isalpha(), '12'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'ab'.islower(), 'AB'.isupper())
print('line1\nline2\r\nline3'.splitlines(), 'a\tb'.expandtabs(4), 'prefix-x'.removeprefix('prefix-'), 'x.py'.removesuffix('.py'))
print('abc'[0], 'abc'[-1], 'abcdef'[1:4], 'abcdef'[::-1], 'abcdef'[::2], 'abcdef'[-3:], 'abc' * 3, 'b' in 'abc', 'abc' < 'abd', len('héllo'), 'ß'.upper())
print(list('abc'), sorted('hello'), max('hello'), [c for c in 'xyz'], 'a' 'b' "c", 'tab\there', r'raw\n', 'quote\'s "x"', "it's")
print(repr("it's"), repr('say "hi"'), repr('both \' and "'), repr('new\nline\ttab\\'), repr('é\x00\x7f\u200b'), ascii('é'))
print('abc'.translate(str.maketrans('ab', 'xy')), 'abc'.translate(str.maketrans({'a': None, 'b': '--'})), ord('a'), chr(8364), 'a'.encode is not None)
try:
    ','.join([1, 2])
except TypeError as e:
    print(e)
try:
    'abc'.index('z')
except ValueError as e:
    print(e)
print('🎉é'[0], len('🎉é'), '🎉é'[::-1], 'x🎉y'.find('y'))

#: caesar and palindromes
def caesar(text, shift):
    out = ''
    for ch in text:
        if ch.isalpha():
            base = ord('A') if ch.isupper() else ord('a')
            out += chr((ord(ch) - base + shift) % 26 + base)
        else:
            out += ch
    return out
secret = caesar('Hello, World!', 3)
print(secret, caesar(secret, -3))
words = 'level radar python noon'.split()
print({w: w == w[::-1] for w in words})
counts = {}
for w in 'the cat and the dog and the bird'.split():
    counts[w] = counts.get(w, 0) + 1
for w, c in sorted(counts.items(), key=lambda p: (-p[1], p[0])):
    print(f'{w:<5}{"#" * c} {c}')

#: print options
print()
print(1, 2, 3, sep='-', end='!\n')
print('a', 'b', sep='')
print(*[1, 2, 3], sep=', ')
print('no newline', end='')
print(' done')
print([1.0, 2.5, 'a', None, True], (1, (2, 3)), {'a': [1, {'b': 2}]}, {1}, set(), frozenset([1]), range(3), range(0, 10, 2))
print(print, len, int, str, type(1), type('a'), type(None), type([]), type(print), Exception, ValueError)
print(slice(1, 2), Ellipsis, NotImplemented, ValueError('x'), KeyError('k'), Exception(), Exception(1, 'a'))
print(repr(ValueError('x')), repr(KeyError('k')), str(KeyError('k')), [ValueError('y')])
