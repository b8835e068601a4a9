# Values of the elementary functions from mpmath: as a double-double, whose high word is the value rounded to float64. Writes
# elementary.jsonl beside itself: {f, cases: [[x, y?], [hi, lo]], fine: the same with x as hi, lo}, every number a
# string of JavaScript's. Run with /usr/bin/python3.
# Debian: apt-get install python3-mpmath.
import json
import math
import random
import struct

from mpmath import acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cos, cosh, exp, expm1, inf, isinf, isnan, log, log1p
from mpmath import mp, mpf, pi, sin, sinh, sqrt, tan, tanh

random.seed(20)
mp.prec = 2400
INF, NAN, TINY, MIN, MAX = math.inf, math.nan, 5e-324, 2.0**-1022, 1.7976931348623157e308


def nearest(v):
    """v rounded to float64, ties to even, subnormal numbers and overflow included; v may be a mpf or a float."""
    if not isinstance(v, mpf) or isinf(v) or isnan(v) or v == 0:
        return float(v)
    size = abs(v)
    e = max(int(mp.floor(log(size, 2))) - 52, -1074)
    scaled = size / mpf(2) ** e
    whole = int(mp.floor(scaled))
    rest = scaled - whole
    whole += rest > mpf(1) / 2 or (rest == mpf(1) / 2 and whole % 2 == 1)
    try:
        result = math.ldexp(whole, e)
    except OverflowError:
        result = INF
    return math.copysign(result, v)


def text(x):
    return 'NaN' if math.isnan(x) else ('-' if x < 0 else '') + 'Infinity' if math.isinf(x) else repr(x)


def case(f, *x):
    v = f(*map(mpf, x))
    hi = nearest(v)
    lo = 0.0 if not isinstance(v, mpf) or not math.isfinite(hi) else nearest(v - mpf(hi))
    return [list(map(text, x)), [text(hi), text(lo)]]


def fine_case(f, *x):
    """A case whose arguments have low words; None where argument or value is too large or small to have one."""
    words = [(a, a * random.uniform(-1, 1) * 2.0**-54) for a in x]
    if f in (sin, cos, tan) and random.random() < 0.5:
        v = random.randint(1, 10**6) * pi / 2
        words = [(nearest(v), nearest(v - mpf(nearest(v))))]
    v = f(*(mpf(hi) + mpf(lo) for hi, lo in words))
    if not isinstance(v, mpf):
        return None
    sizes = [abs(hi) for hi, _ in words] + [nearest(abs(v))]
    if not all(1e-250 < size < 1e300 for size in sizes):
        return None
    hi = nearest(v)
    return [[text(w) for pair in words for w in pair], [text(hi), text(nearest(v - mpf(hi)))]]


def edge(f, *x):
    """x's last is the value, by C17's Annex F."""
    return [list(map(text, x[:-1])), [text(x[-1]), '0.0']]


def sign():
    return random.choice([-1, 1])


def magnitude(low, high, signed=True):
    return lambda: 10 ** random.uniform(low, high) * (sign() if signed else 1)


def between(low, high):
    return lambda: random.uniform(low, high)


def near(c, signed=True):
    return lambda: c + (sign() if signed else 1) * 10 ** random.uniform(-15.5, -2)


def turns():
    return float(random.randint(1, 10 ** random.randint(1, 15)) * pi / 2)


def bits(low, high):
    """A float64 drawn evenly from the bit patterns, so mostly huge or tiny."""
    return lambda: next(
        x for x in iter(lambda: struct.unpack('d', random.randbytes(8))[0], None) if low <= x <= high
    )


def integer(low, high):
    return lambda: float(random.randint(low, high))


def subnormal():
    return random.randint(1, 2**52 - 1) * TINY


def neg(f):
    return lambda: -f()


def base(b):
    return lambda x: log(x) / log(mpf(b))


def cube_root(x):
    return cbrt(x) if x >= 0 else -cbrt(-x)


# Arguments whose value lies within 2^-110 or so of the middle between two float64 (Lefèvre & Muller, "Worst cases for
# correct rounding of the elementary functions in double precision", 2001).
WORST = {
    'exp': [7.5417527749959590086e-10, 2.0**-53, -(2.0**-54), 2.0**-54, 1.5 * 2.0**-53],
    'expm1': [2.0**-52, 3 * 2.0**-53, 2.0**-51, 2.0**-50, -(2.0**-52), 5 * 2.0**-54],
    'log': [float.fromhex('0x1.62a88613629b5p+678')],
    'sin': [float.fromhex('0x1.e9950730c4695p-21')],
    'cos': [float.fromhex('0x1.6ac5b262ca1ffp+849'), 2.0**-26, 2.0**-27, 3 * 2.0**-28],
    'tan': [float.fromhex('0x1.6ac5b262ca1ffp+849')],
}

angles = [magnitude(-8, 4), turns, bits(-MAX, MAX), between(-10, 10)]
unit = [between(-1, 1), magnitude(-12, -0.01), lambda: 1 - 10 ** random.uniform(-15.5, -2)]
ONE_DOWN = 1 - 2.0**-53
FUNCTIONS = {
    'exp': (exp, [between(-708, 709.7), magnitude(-17, 1), between(-745.2, -708)], [0.0, 1.0, -1.0, 709.782712893384, 709.7827128933841, 710.0, -745.1332191019411, -745.1332191019412, -746.0, TINY]),
    'expm1': (expm1, [between(-40, 709.7), magnitude(-17, 1), magnitude(-300, -17)], [1.0, -1.0, 710.0, -800.0, TINY, -TINY]),
    'exp2': (lambda x: mpf(2) ** x, [between(-1022, 1024), magnitude(-17, 1), between(-1075, -1022), integer(-1074, 1023)], [0.0, 1024.0, -1075.0, -1074.9999999999998, -1080.0, TINY]),
    'log': (log, [magnitude(-300, 300, False), near(1), subnormal], [1.0, 2.0, math.e, MAX, MIN, TINY, ONE_DOWN, 1 + 2.0**-52]),
    'log1p': (log1p, [magnitude(-17, 300, False), between(-1, 1), magnitude(-300, -17)], [TINY, -ONE_DOWN, MAX]),
    'log2': (base(2), [magnitude(-300, 300, False), near(1), subnormal], [1.0, MAX, MIN, TINY, ONE_DOWN, *[2.0**k for k in range(-1074, 1024, 61)]]),
    'log10': (base(10), [magnitude(-300, 300, False), near(1), subnormal], [1.0, MAX, TINY, ONE_DOWN, *[10.0**k for k in range(0, 23)]]),
    'sin': (sin, angles, [TINY, MIN, MAX, 1e22, 3.141592653589793, 6.283185307179586, 22.0, 355.0]),
    'cos': (cos, angles, [0.0, TINY, MAX, 1e22, 1.5707963267948966, 11.0]),
    'tan': (tan, angles, [TINY, MIN, MAX, 1e22, 1.5707963267948966, 3.141592653589793]),
    'asin': (asin, unit, [1.0, -1.0, ONE_DOWN, TINY, 0.5, 2.0**-26]),
    'acos': (acos, unit, [1.0, -1.0, 0.0, ONE_DOWN, TINY, 0.5, -ONE_DOWN]),
    'atan': (atan, [magnitude(-8, 8), bits(-MAX, MAX), near(1)], [1.0, TINY, MAX, -MAX, 2.0**-26]),
    'sinh': (sinh, [between(-710.4, 710.4), magnitude(-10, 1), magnitude(-300, -10)], [710.4758600739439, 710.475860073944, TINY, -711.0]),
    'cosh': (cosh, [between(-710.4, 710.4), magnitude(-10, 1)], [0.0, 710.4758600739439, 710.475860073944, TINY, 2.0**-26, 3 * 2.0**-28]),
    'tanh': (tanh, [between(-25, 25), magnitude(-10, 1), magnitude(-300, -10)], [TINY, 20.0, 1000.0]),
    'asinh': (asinh, [magnitude(-10, 10), bits(-MAX, MAX)], [TINY, MAX, -MAX, 1.0]),
    'acosh': (acosh, [magnitude(0, 300, False), near(1.01, False), lambda: 1 + 10 ** random.uniform(-15, 0)], [1.0, MAX, 2.0, 1 + 2.0**-52]),
    'atanh': (atanh, unit, [ONE_DOWN, -ONE_DOWN, TINY, 0.5]),
    'cbrt': (cube_root, [magnitude(-300, 300), bits(-MAX, MAX), lambda: float(random.randint(1, 2**17) ** 3) * 2.0 ** (3 * random.randint(-300, 300))], [TINY, MAX, -27.0, 1e-300, 4 * TINY]),
    'atan2': (atan2, [(magnitude(-5, 5), magnitude(-5, 5)), (bits(-MAX, MAX), bits(-MAX, MAX)), (magnitude(-300, -290, False), magnitude(13, 33, False)), (magnitude(-300, 0), neg(magnitude(-5, 300, False)))], [(3 * TINY, 2.0), (1.0, 1.0), (TINY, MAX), (MAX, TINY), (-5 * TINY, 2.0), (1.0, -MAX), (MIN, 3.0)]),
    'hypot': (lambda x, y: sqrt(x * x + y * y), [(magnitude(-5, 5), magnitude(-5, 5)), (magnitude(-308, -300), magnitude(-308, -300)), (lambda: subnormal() / 2**30, lambda: subnormal() / 2**30), (magnitude(300, 308), magnitude(300, 308))], [(3.0, 4.0), (5.0, -12.0), (1.0, 2.0**-27), (3 * 3002399751580331.0, 4 * 3002399751580331.0), (MAX, MAX), (TINY, TINY), (0.0, -2.0)]),
    'pow': (lambda x, y: x**y, [(magnitude(-3, 3, False), between(-90, 90)), (magnitude(-3, 3), integer(-99, 99)), (near(1), lambda: random.uniform(-7e5, 7e5)), (lambda: float(random.randint(3, 2**13)), integer(2, 5)), (magnitude(-3, -2, False), between(102.5, 107.5)), (subnormal, between(-1, 1))], [(3.0, 34.0), (3.0, 33.0), (5.0, 23.0), (10.0, 22.0), (10.0, -22.0), (10.0, 308.0), (10.0, -323.0), (2.0, -1074.0), (2.0, 1023.0), (2.0, 0.5), (1 + 2.0**-52, 2.0**60), (ONE_DOWN, 3e18), (0.5, 1075.0), (-3.0, 3.0), (-0.5, 1074.0), (9007199254740993.0, 3.0), (1.0000001, 7e9), (TINY, 0.1), (MAX, -1.0), (1.5, 1750.0), (1e10, 1e-300)]),
}

# C17, F.10: (arguments …, value).
EDGES = {
    'exp': [(-0.0, 1.0), (INF, INF), (-INF, 0.0), (NAN, NAN)],
    'expm1': [(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -1.0), (NAN, NAN)],
    'exp2': [(-0.0, 1.0), (INF, INF), (-INF, 0.0), (NAN, NAN)],
    'log': [(0.0, -INF), (-0.0, -INF), (-1.0, NAN), (INF, INF), (-INF, NAN), (NAN, NAN)],
    'log1p': [(0.0, 0.0), (-0.0, -0.0), (-1.0, -INF), (-2.0, NAN), (INF, INF), (NAN, NAN)],
    'log2': [(0.0, -INF), (-0.0, -INF), (-1.0, NAN), (INF, INF), (NAN, NAN)],
    'log10': [(0.0, -INF), (-0.0, -INF), (-1.0, NAN), (INF, INF), (NAN, NAN)],
    'sin': [(0.0, 0.0), (-0.0, -0.0), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    'cos': [(-0.0, 1.0), (INF, NAN), (-INF, NAN), (NAN, NAN)],
    'tan': [(0.0, 0.0), (-0.0, -0.0), (INF, NAN), (NAN, NAN)],
    'asin': [(0.0, 0.0), (-0.0, -0.0), (1.0000000000000002, NAN), (INF, NAN), (NAN, NAN)],
    'acos': [(1.0000000000000002, NAN), (-1.5, NAN), (INF, NAN), (NAN, NAN)],
    'atan': [(0.0, 0.0), (-0.0, -0.0), (NAN, NAN)],
    'sinh': [(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    'cosh': [(INF, INF), (-INF, INF), (NAN, NAN)],
    'tanh': [(0.0, 0.0), (-0.0, -0.0), (INF, 1.0), (-INF, -1.0), (NAN, NAN)],
    'asinh': [(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    'acosh': [(0.9999, NAN), (-2.0, NAN), (-INF, NAN), (INF, INF), (NAN, NAN)],
    'atanh': [(0.0, 0.0), (-0.0, -0.0), (1.0, INF), (-1.0, -INF), (1.5, NAN), (NAN, NAN)],
    'cbrt': [(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -INF), (NAN, NAN)],
    'atan2': [(0.0, 0.0, 0.0), (-0.0, 0.0, -0.0), (0.0, 2.0, 0.0), (-0.0, 2.0, -0.0), (1.0, INF, 0.0), (-1.0, INF, -0.0), (NAN, 1.0, NAN), (1.0, NAN, NAN)],
    'hypot': [(0.0, -0.0, 0.0), (INF, NAN, INF), (NAN, -INF, INF), (NAN, 1.0, NAN), (-INF, 1.0, INF)],
    'pow': [
        (0.0, -3.0, INF), (-0.0, -3.0, -INF), (-0.0, -2.0, INF), (0.0, -INF, INF), (-0.0, 3.0, -0.0), (-0.0, 2.5, 0.0), (-1.0, INF, 1.0), (-1.0, -INF, 1.0), (1.0, NAN, 1.0), (NAN, 0.0, 1.0),
        (NAN, -0.0, 1.0), (-2.0, 0.5, NAN), (0.5, -INF, INF), (2.0, -INF, 0.0), (0.5, INF, 0.0), (-2.0, INF, INF), (-INF, -3.0, -0.0), (-INF, -2.0, 0.0), (-INF, 3.0, -INF), (-INF, 2.5, INF),
        (INF, -1.0, 0.0), (INF, 0.5, INF), (NAN, 1.0, NAN), (2.0, NAN, NAN), (-3.0, 1e300, INF), (-0.5, 1e300, 0.0), (-1.0, 1e300, 1.0), (-1.0, 3.0, -1.0), (2.0, 1e5, INF), (-3.0, 1001.0, -INF), (-3.0, -1001.0, -0.0),
    ],
}
CONSTANT_EDGES = {
    'atan': [(INF, pi / 2), (-INF, -pi / 2)],
    'atan2': [(0.0, -0.0, pi), (-0.0, -0.0, -pi), (0.0, -1.0, pi), (-0.0, -1.0, -pi), (1.0, 0.0, pi / 2), (-1.0, -0.0, -pi / 2), (INF, INF, pi / 4), (INF, -INF, 3 * pi / 4), (-INF, 1.0, -pi / 2), (1.0, -INF, pi), (-1.0, -INF, -pi)],
}


def drawn(generators, count=160):
    for i in range(count):
        g = generators[i % len(generators)]
        yield tuple(f() for f in g) if isinstance(g, tuple) else (g(),)


with open(__file__.replace('.py', '.jsonl'), 'w') as file:
    for name, (f, generators, special) in FUNCTIONS.items():
        fixed = [x if isinstance(x, tuple) else (x,) for x in special + WORST.get(name, [])]
        cases = [case(f, *x) for x in [*drawn(generators), *fixed] if not (x[0] == 0 and name in ('expm1', 'log1p'))]
        cases += [edge(f, *x) for x in EDGES[name]]
        for x in CONSTANT_EDGES.get(name, []):
            v = mpf(x[-1])
            cases.append([list(map(text, x[:-1])), [text(nearest(v)), text(nearest(v - mpf(nearest(v))))]])
        fine = [fine_case(f, *x) for x in drawn(generators, 240)]
        file.write(json.dumps({'f': name, 'cases': cases, 'fine': [c for c in fine if c][:60]}) + '\n')
