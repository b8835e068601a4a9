#: integers
print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3)
print(2 ** 10, 2 ** 100, (-3) ** 3, 2 ** -2, 0 ** 0, 10 ** 20 // 7, -(10 ** 20) // 7, 10 ** 20 % -7)
print(1 << 70, (1 << 70) >> 65, -1 >> 3, ~5, 6 & 3, 6 | 3, 6 ^ 3, -6 & 0xff)
print(9007199254740993 + 1, 9007199254740991 * 3, 123456789 * 987654321 * 1000003)
print(7 / 2, 6 / 3, 10 ** 30 / 10 ** 29, 1 / 3, -1 / 3)
print(divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), divmod(-7.5, 2))
print(abs(-5), pow(3, 4), pow(3, 4, 5), pow(3, -1, 7), int(3.9), int(-3.9), int('  42 '), int('-0x1f', 16), int('1_000'), int('0b101', 0))
print(True + True, True * 3, False == 0, True is True, 1 == 1.0, hash(3) == hash(3.0))
print((255).bit_length(), bin(10), oct(10), hex(-255), (2 ** 70).bit_length())
print(1_000_000, 0xff, 0o17, 0b11, 10 ** 25)
print(round(5, -1), round(15, -1), round(25, -1), round(-25, -1), round(1234567, -3))

#: floats
print(0.1 + 0.2, 1e16, 1e15, 123456789012345680.0, 1e-5, 0.0001, 1.5e-10, -0.0, 1e300 * 1e10)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, 1e20 // 3, 5.0 // 0.1)
print(2.0 ** 0.5, (-8.0) ** 2, 2 ** 0.5, 4 ** 0.5, 1e200 ** 0.5, (-2.0) ** -3)
print(float('inf'), float('-inf'), float('nan'), float('1e3'), float(' 2.5 '), float('1_0.5'))
print(3.0, 100.0, 1e22, 1e21, 123456.789, 5e-324, 1.7976931348623157e308)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(0.5), round(1e20))
print(1.0 == 1, 1.5 > 1, 1 < 1.5 <= 2, float('nan') == float('nan'), 0.0 == -0.0)
print((1.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (2.5).conjugate())
print(min(3, 1.5, 2), max([1, 5, 3]), sum([0.1] * 10), sum([1, 2.5, True]), abs(-2.5))
print(int(1e20), int(2 ** 53 + 0.0), 10 ** 16 == 1e16, 9007199254740993 == 9007199254740992.0)
print(3 > 2 > 1, 1 < 3 < 2, not 0, not 0.0, bool(1e-300))

#: conversion errors
for f in (lambda: int('x'), lambda: float('abc'), lambda: int([]), lambda: float(None), lambda: int(float('nan')), lambda: int(float('inf')), lambda: int('12', 2)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)

#: arithmetic errors
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ':', e)
attempt(lambda: 1 / 0)
attempt(lambda: 1.0 / 0)
attempt(lambda: 1 // 0)
attempt(lambda: 1.5 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1.5 % 0)
attempt(lambda: 0 ** -1)
attempt(lambda: 0.0 ** -1)
attempt(lambda: divmod(1, 0))
attempt(lambda: divmod(1.0, 0))
attempt(lambda: 1 + 'a')
attempt(lambda: 'a' + 1)
attempt(lambda: [1] + (2,))
attempt(lambda: (1,) + [2])
attempt(lambda: None + 1)
attempt(lambda: 1 - None)
attempt(lambda: {} * 2)
attempt(lambda: 'a' * 1.5)
attempt(lambda: [1] * 'a')
attempt(lambda: 'a' - 'b')
attempt(lambda: -'a')
attempt(lambda: ~1.5)
attempt(lambda: 1 << -1)
attempt(lambda: 1.5 & 2)
attempt(lambda: 2 ** 'a')
attempt(lambda: 10.0 ** 400)
attempt(lambda: 1 < 'a')
attempt(lambda: [] < {})
attempt(lambda: None > 1)
attempt(lambda: 1 in 5)
attempt(lambda: 1 in 'abc')
attempt(lambda: len(5))
attempt(lambda: abs('a'))
attempt(lambda: round('a'))
attempt(lambda: sum(['a']))
attempt(lambda: max([]))
attempt(lambda: min(1))
attempt(lambda: iter(5))
attempt(lambda: next([]))
attempt(lambda: (1)(2))
attempt(lambda: 'abc'[5])
attempt(lambda: 'abc'['a'])
attempt(lambda: [1][1.0])
attempt(lambda: (1,)[3])
attempt(lambda: {}['k'])
attempt(lambda: {1: 2}[3])
attempt(lambda: {[]: 1})
attempt(lambda: hash({}))
attempt(lambda: 5 .foo)
attempt(lambda: 'a'.foo())
attempt(lambda: ord('ab'))
attempt(lambda: chr(-1))
attempt(lambda: range(1, 2, 0))
attempt(lambda: range(1.5))
attempt(lambda: int('9' * 5000) and 0)
attempt(lambda: [3, 'a'] and sorted([3, 'a']))
attempt(lambda: isinstance(1, 'a'))
attempt(lambda: 2.5 @ 1)

#: augmented assignment errors
x = 'a'
try:
    x += 1
except TypeError as e:
    print(e)
try:
    x -= 1
except TypeError as e:
    print(e)
y = [1]
y += (2, 3)
y *= 2
print(y)
z = 5
z //= 2
z **= 3
z -= 0.5
print(z)
t = (1,)
u = t
t += (2,)
print(t, u)

#: bank
balance = 100.0
for year in range(1, 6):
    balance *= 1.05
    print(f'year {year}: {balance:,.2f}')
print('total %.3f %5d|%-5d|%05d %x %e' % (balance, 42, 42, 42, 255, balance))

#: newton
def sqrt(n, eps=1e-12):
    x = n
    k = 0
    while abs(x * x - n) > eps * n:
        x = (x + n / x) / 2
        k += 1
    return x, k
for n in (2, 10, 1e6, 0.25):
    print(n, *sqrt(n))

#: collatz and primes
def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
print([collatz(n) for n in range(1, 20)])
sieve = [True] * 50
primes = []
for i in range(2, 50):
    if sieve[i]:
        primes.append(i)
        for j in range(i * i, 50, i):
            sieve[j] = False
print(primes)
for n in range(2, 10):
    for d in range(2, n):
        if n % d == 0:
            print(n, '=', d, '*', n // d)
            break
    else:
        print(n, 'is prime')

#: math module
import math
from math import sqrt, pi as PI
print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5), math.ceil(10 ** 20))
print(sqrt(16), PI, math.e, math.tau, math.inf, math.nan, -math.inf)
print(math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.gcd(12, 18), math.lcm(4, 6), math.isqrt(99))
print(math.hypot(3, 4), math.copysign(3, -0.0), math.fmod(-7, 3), math.remainder(7, 3), math.modf(3.25), math.frexp(8.5), math.ldexp(0.5, 4))
print(math.isnan(float('nan')), math.isinf(1e400), math.isfinite(3), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1))
print(math.fsum([0.1] * 10), math.prod([1, 2, 3, 4]), math.prod([0.5, 4]), math.dist((0, 0), (3, 4)))
print(math.degrees(PI), math.radians(180), math.log2(8), math.log10(1000), math.log(8, 2), math.log(1))
print(math.nextafter(1, 2), math.ulp(1.0), math.pow(2, 3), math.fabs(-3))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.factorial(-1), lambda: math.sqrt('a'), lambda: math.floor(float('nan')), lambda: math.pow(0, -1), lambda: math.foo):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ':', e)

#: special functions
import math
for x in (0.1, 0.5, 0.9, 1.1, 2.0, 3.5, -0.7, -2.2, 7.0, -7, 27.5, 1e-300, math.inf, -math.inf, math.nan):
    print(math.erf(x), math.erfc(x))
for x in (0.1, 0.5, 1.5, 2.5, 5, 10.1, 30.5, 150.3, -0.5, -3.3, 23, 24, 171, -180.5, -1e9 - 0.5, 1e-21, -1e-300, 1, 2, math.inf, math.nan, True):
    print(math.gamma(x), math.lgamma(x))
print(math.lgamma(1e300), math.lgamma(-math.inf))
for f in (lambda: math.gamma(-1), lambda: math.gamma(200.5), lambda: math.gamma(171.7), lambda: math.gamma(0), lambda: math.gamma(-0.0), lambda: math.gamma(-math.inf), lambda: math.gamma(1e-310), lambda: math.lgamma(0), lambda: math.lgamma(-3.0), lambda: math.lgamma(1e306), lambda: math.erf('a'), lambda: math.gamma(10 ** 400)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)

#: elementary functions to the last digit
import math
for k in range(1, 9):
    x = k / 7 + 1
    print(math.exp(x), math.exp2(x), math.expm1(x), math.log(x), math.log1p(x), math.log2(x), math.log10(x), math.log(x, 3), math.log(10 ** (10 * k)))
    print(math.sin(x), math.cos(x), math.tan(x), math.asin(1 / x), math.acos(1 / x), math.atan(x), math.atan2(x, k), math.sqrt(x), math.cbrt(x))
    print(math.sinh(x), math.cosh(x), math.tanh(x), math.asinh(x), math.acosh(x), math.atanh(1 / x - 0.1), math.hypot(x, k), math.pow(x, k - 0.3), x ** -1.7, 2 ** x, pow(x, 0.1 * k))
print(math.pow(1, math.nan), math.pow(-1, math.inf), 1 ** math.nan, math.cbrt(-27), math.cbrt(5e-324), math.cbrt(-0.0))
