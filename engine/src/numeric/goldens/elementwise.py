# Writes elementwise.jsonl: values and derivatives of the rows of rows.ts from PyTorch in float64, and from mpmath (40 digits;
# Debian: python3-mpmath) where PyTorch has no such function or loses digits.
import random

import mpmath
import torch
import torch.nn.functional as F

from golden import INF, NAN, number, positive, unit, whole, wide, write

random.seed(20240229)
mpmath.mp.dps = 40

DRAWN = 40
EDGES = [0.0, -0.0, 1.0, -1.0, INF, -INF, NAN]
LARGE = [100.0, -100.0, 1000.0, -1000.0]
TIES = [(2.0, 2.0), (0.0, -0.0), (NAN, 1.0), (1.0, NAN), (INF, 1.0), (-INF, INF)]


def between(low, high):
    return lambda: random.uniform(low, high)


def order():
    return float(random.randint(0, 6))


def higher_order():
    return float(random.randint(2, 6))


def without(points, *left_out):
    return [p for p in points if not any(p == q or (p != p and q != q) for q in left_out)]


# name: (torch function, samplers, awkward points)
ELEMENTWISE = {
    'identity': (lambda x: x * 1.0, [wide], EDGES),
    'neg': (lambda x: -x, [wide], EDGES),
    'abs': (torch.abs, [wide], without(EDGES, NAN)),  # slope at NaN: PyTorch 0, the engine NaN, as everywhere where the value is NaN
    'sign': (torch.sign, [wide], EDGES[:4]),
    'reciprocal': (torch.reciprocal, [wide], EDGES),
    'square': (torch.square, [wide], EDGES),
    'sqrt': (torch.sqrt, [positive], [0.0, -1.0, INF, NAN]),
    'rsqrt': (torch.rsqrt, [positive], [0.0, -1.0, INF]),
    'exp': (torch.exp, [wide], EDGES + LARGE),
    'expm1': (torch.expm1, [wide], EDGES + LARGE),
    'exp2': (torch.exp2, [wide], EDGES + LARGE),
    'log': (torch.log, [positive], EDGES),
    'log1p': (torch.log1p, [positive], EDGES),
    'log2': (torch.log2, [positive], EDGES),
    'log10': (torch.log10, [positive], EDGES),
    'sin': (torch.sin, [wide], EDGES),
    'cos': (torch.cos, [wide], EDGES),
    'tan': (torch.tan, [unit], [0.0]),
    'asin': (torch.asin, [unit], [0.0, 1.0, -1.0, 2.0]),
    'acos': (torch.acos, [unit], [0.0, 1.0, -1.0, 2.0]),
    'atan': (torch.atan, [wide], EDGES),
    'sinh': (torch.sinh, [wide], EDGES),
    'cosh': (torch.cosh, [wide], EDGES),
    'tanh': (torch.tanh, [lambda: random.uniform(-2, 2)], EDGES + LARGE),
    'asinh': (torch.asinh, [wide], [0.0, -0.0, NAN]),
    'acosh': (torch.acosh, [lambda: 1 + positive()], [1.0, 0.5]),
    'atanh': (torch.atanh, [unit], [0.0, 2.0]),
    'sigmoid': (torch.sigmoid, [lambda: random.uniform(-4, 4)], EDGES + LARGE),
    'softplus': (torch.nn.functional.softplus, [wide], LARGE),
    'relu': (torch.relu, [wide], EDGES),
    'logSigmoid': (F.logsigmoid, [wide], EDGES + LARGE),
    'softsign': (F.softsign, [wide], without(EDGES, INF, -INF) + LARGE),  # slope at ±∞: PyTorch NaN, the engine its limit 0
    'relu6': (F.relu6, [wide], EDGES + LARGE + [6.0, 3.0]),
    'selu': (F.selu, [between(0, 5)], EDGES + LARGE),  # PyTorch takes exp(x) − 1 below 0: see EXACT
    'gelu': (F.gelu, [between(-1, 6)], [0.0, -0.0, 1.0, -1.0, NAN, 100.0, 1000.0]),  # PyTorch cancels below: see EXACT
    'geluTanh': (lambda x: F.gelu(x, approximate='tanh'), [between(-1, 4)], [0.0, -0.0, 1.0, -1.0, NAN, 100.0, 1000.0]),
    'silu': (F.silu, [between(-5, 10)], EDGES + LARGE),
    'mish': (F.mish, [between(-5, 4)], EDGES + LARGE),
    'hardSigmoid': (lambda x: F.relu6(x + 3) / 6, [wide], without(EDGES, NAN) + LARGE + [3.0, -3.0]),  # hardsigmoid_backward has 1/6 in float32
    'hardTanh': (F.hardtanh, [wide], EDGES + LARGE),
    'hardSwish': (F.hardswish, [wide], without(EDGES, -INF) + LARGE + [3.0, -3.0]),  # value at −∞: PyTorch NaN with the slope 0
    'sinc': (torch.sinc, [between(0.6, 8)], EDGES + [2.5]),
    'erf': (torch.erf, [between(-3, 3)], EDGES + LARGE),
    'erfc': (torch.erfc, [between(-3, 8)], EDGES + LARGE),
    'erfinv': (torch.erfinv, [unit], [0.0, -0.0, 1.0, -1.0, 2.0, NAN]),
    'lgamma': (torch.lgamma, [positive], [0.0, -1.0, -2.0, 1.0, 2.0, INF, NAN, 1000.0]),
    'digamma': (torch.digamma, [], [0.0, -0.0, NAN]),  # PyTorch's trigamma has 10 digits: see EXACT
    'entr': (torch.special.entr, [positive], [0.0, 1.0, -1.0, INF, NAN]),
    'floor': (torch.floor, [wide], EDGES[:4] + [0.5, 2.5]),
    'ceil': (torch.ceil, [wide], EDGES[:4] + [0.5, 2.5]),
    'trunc': (torch.trunc, [wide], EDGES[:4] + [0.5, -2.5]),
    'round': (torch.round, [wide], EDGES[:4] + [0.5, 1.5, 2.5, -0.5, -1.5]),
    'roundHalfUp': (lambda x: torch.floor(x + 0.5), [wide], EDGES[:4] + [0.5, 1.5, 2.5, -0.5, -1.5]),
    'add': (torch.add, [wide, wide], [(0.0, -0.0), (INF, -INF)]),
    'sub': (torch.sub, [wide, wide], [(0.0, 0.0), (INF, INF)]),
    'mul': (torch.mul, [wide, wide], [(0.0, INF), (0.0, -1.0), (NAN, 0.0)]),
    'div': (torch.div, [wide, wide], [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (1.0, INF)]),
    'pow': (torch.pow, [positive, wide], [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 0.5), (0.0, -1.0), (2.0, 0.0), (1.0, NAN), (-2.0, 3.0), (-2.0, 0.5)]),
    'powInt': (lambda x, n: torch.pow(x, int(n)), [wide, whole], [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 3.0), (0.0, -1.0), (-2.0, 0.0)]),
    'atan2': (torch.atan2, [wide, wide], [(0.0, 0.0), (0.0, -1.0), (-0.0, -1.0), (1.0, 0.0)]),
    'hypot': (torch.hypot, [wide, wide], [(0.0, 0.0), (3.0, 0.0), (INF, NAN), (1e200, 1e200), (1e-200, 1e-200)]),
    'maximumSplit': (torch.maximum, [wide, wide], TIES),
    'minimumSplit': (torch.minimum, [wide, wide], TIES),
    'maximumFirst': (lambda x, y: torch.where(x >= y, x, y), [wide, wide], [(2.0, 2.0), (INF, 1.0)]),
    'minimumFirst': (lambda x, y: torch.where(x <= y, x, y), [wide, wide], [(2.0, 2.0), (INF, 1.0)]),
    'mod': (torch.remainder, [wide, wide], [(5.0, 3.0), (-5.0, 3.0), (5.0, -3.0), (6.0, 3.0), (0.0, 3.0)]),
    'fmod': (torch.fmod, [wide, wide], [(5.0, 3.0), (-5.0, 3.0), (5.0, -3.0), (6.0, 3.0)]),
    'floorDivide': (lambda x, y: torch.div(x, y, rounding_mode='floor'), [wide, wide], [(7.0, 2.0), (-7.0, 2.0), (0.3, 0.1)]),
    'copysign': (torch.copysign, [wide, wide], [(0.0, 1.0), (0.0, -1.0), (2.0, -0.0), (2.0, 0.0)]),
    'logaddexp': (torch.logaddexp, [wide, wide], [(0.0, 0.0), (1000.0, 1000.0), (1000.0, -1000.0), (-1000.0, -1000.0), (-INF, 1.0), (1.0, -INF), (-INF, -INF), (INF, INF), (INF, -INF), (NAN, 0.0)]),
    'leakyRelu': (lambda x, a: torch.where(x > 0, x, x * a), [wide, unit], [(0.0, 0.1), (-0.0, 0.1), (3.0, 0.0)]),
    'elu': (lambda x, a: torch.where(x > 0, x, torch.expm1(x) * a), [between(-5, 5), positive], [(0.0, 1.0), (-INF, 2.0), (-1000.0, 2.0)]),
    'celu': (lambda x, a: torch.where(x > 0, x, torch.expm1(x / a) * a), [between(-2, 2), between(0.5, 2)], [(0.0, 1.0)]),
    # orders 0 and 1 (trigamma) and x < 0 are in EXACT; at ∞ PyTorch's zeta is NaN, the engine's the limit 0
    'polygamma': (lambda n, x: torch.polygamma(int(n), x), [higher_order, positive], [(1.0, 0.0), (3.0, 0.0), (2.0, NAN)]),
    'beta': (lambda x, y: torch.exp(torch.lgamma(x) + torch.lgamma(y) - torch.lgamma(x + y)), [between(0.2, 6), between(0.2, 6)], [(1.0, 1.0), (0.5, 0.5)]),
    'xlogy': (torch.special.xlogy, [wide, positive], [(0.0, 0.0), (0.0, 2.0), (2.0, 0.0), (0.0, NAN), (NAN, 2.0), (0.0, INF), (0.0, -1.0), (2.0, -1.0), (-2.0, 0.0)]),
    'clip': (lambda x, a, b: torch.clamp(x, a, b), [wide, lambda: -positive(), positive], [(1.0, 1.0, 2.0), (2.0, 1.0, 2.0), (0.0, 1.0, 2.0), (3.0, 1.0, 2.0), (1.5, 2.0, 1.0)]),
    'lerp': (torch.lerp, [wide, wide, wide], [(1.0, 2.0, 0.0), (1.0, 2.0, 1.0), (1.0, 2.0, 0.5), (INF, 2.0, 0.5), (1.0, NAN, 0.0)]),
}

# PyTorch's own activations with their parameter as the constant that it takes it for.
PARAMETRIC = {
    'leakyRelu': (lambda x, a: F.leaky_relu(x, float(a)), [wide, unit], [(0.0, 0.1), (-0.0, 0.1), (INF, 0.1), (-INF, 0.1), (NAN, 0.1), (-INF, 0.0)]),
    'elu': (lambda x, a: F.elu(x, float(a)), [between(0, 5), positive], [(0.0, 0.5), (-0.0, 2.0), (INF, 2.0), (-INF, 2.0), (NAN, 2.0), (1000.0, 2.0), (-1000.0, 2.0)]),
    'celu': (lambda x, a: F.celu(x, float(a)), [between(0, 5), positive], [(0.0, 0.5), (-0.0, 2.0), (INF, 2.0), (-INF, 2.0), (1000.0, 2.0), (-1000.0, 2.0)]),
}

# The operands that are no inputs but constants.
CONSTANTS = {'powInt': [1], 'polygamma': [0]}


def phi(x):
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def tanh_gelu(x):
    return x / (1 + mpmath.exp(-2 * mpmath.sqrt(2 / mpmath.pi) * (x + mpmath.mpf(0.044715) * x**3)))


SCALE, SCALE_ALPHA = mpmath.mpf(1.0507009873554804934193349852946), mpmath.mpf(1.0507009873554804934193349852946) * mpmath.mpf(1.6732632423543772848170429916717)

# Far from 0 the second derivative of these goes by sigmoid′ = (1 − out)·out, in which 1 − out loses digits, as in every library.
FIRST_ONLY = ['softplus', 'logaddexp']

# name: (mpmath function, samplers), by which derivatives are taken in the operands that are no constants
EXACT = {
    'cbrt': (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), [wide]),
    'softplus': (lambda x: mpmath.log1p(mpmath.exp(x)), [between(20, 40)]),
    'selu': (lambda x: SCALE_ALPHA * mpmath.expm1(x), [lambda: -positive()]),
    'elu': (lambda x, a: a * mpmath.expm1(x), [lambda: -positive(), between(0.5, 2)]),
    'celu': (lambda x, a: a * mpmath.expm1(x / a), [lambda: -between(0.5, 10)(), between(0.5, 2)]),
    'gelu': (lambda x: x * phi(x), [between(-20, 1)]),
    'geluTanh': (tanh_gelu, [between(-8, 1)]),
    'mish': (lambda x: x * mpmath.tanh(mpmath.log1p(mpmath.exp(x))), [between(-20, 8)]),
    'sinc': (lambda x: mpmath.sin(mpmath.pi * x) / (mpmath.pi * x), [between(-0.9, 0.9)]),
    'erfc': (mpmath.erfc, [between(8, 20)]),
    'erfinv': (mpmath.erfinv, [lambda: 1 - 10 ** random.uniform(-10, -1)]),
    'gamma': (mpmath.gamma, [between(0.1, 20)]),
    'lgamma': (lambda x: mpmath.log(abs(mpmath.gamma(x))), [lambda: -between(0, 9)() - 0.001]),
    'digamma': (mpmath.digamma, [lambda: random.choice([positive(), -random.randint(0, 9) - between(0.05, 0.4)()])]),
    'polygamma': (lambda n, x: mpmath.polygamma(int(n), x), [order, lambda: random.choice([positive(), -random.randint(0, 9) - between(0.6, 0.95)()])]),
    'beta': (mpmath.beta, [lambda: 10 ** random.uniform(-1, 1), lambda: 10 ** random.uniform(-1, 1)]),
    'logaddexp': (lambda x, y: mpmath.log(mpmath.exp(x) + mpmath.exp(y)), [between(-25, 25), between(-25, 25)]),
}


def derivative(out, x):
    if not out.requires_grad:
        return torch.zeros(())
    (g,) = torch.autograd.grad(out, x, create_graph=True, allow_unused=True)
    return torch.zeros(()) if g is None else g


def second_derivatives(first, xs):
    try:
        return [derivative(g, x) for g, x in zip(first, xs)]
    except RuntimeError as error:  # hardsigmoid_backward, hardswish_backward: not differentiable in PyTorch 1.13
        assert 'is not implemented' in str(error), error
        return None


def from_torch(name, f, point, constants, with_second):
    xs = [torch.tensor(v, requires_grad=k not in constants) for k, v in enumerate(point)]
    out = f(*xs)
    first = [derivative(out, x) for x in xs if x.requires_grad]
    second = second_derivatives(first, [x for x in xs if x.requires_grad]) if with_second else None
    return case(name, point, constants, out.detach(), [g.detach() for g in first], second and [h.detach() for h in second])


def from_mpmath(name, f, point, constants):
    xs = [mpmath.mpf(v) for v in point]
    inputs = [k for k in range(len(xs)) if k not in constants]
    value = f(*xs)
    noise = abs(value) * mpmath.mpf(10) ** -30
    along = lambda k, n: mpmath.chop(mpmath.diff(lambda v: f(*xs[:k], v, *xs[k + 1 :]), xs[k], n), noise)
    second = None if name in FIRST_ONLY else [along(k, 2) for k in inputs]
    return case(name, point, constants, value, [along(k, 1) for k in inputs], second)


def case(name, point, constants, value, first, second):
    return {
        'row': name,
        'x': [number(v) for v in point],
        'constants': constants,
        'value': number(value),
        'first': [number(g) for g in first],
        'second': second and [number(h) for h in second],
    }


def elementwise():
    for table, parametric in ((ELEMENTWISE, False), (PARAMETRIC, True)):
        for name, (f, samplers, awkward) in table.items():
            constants = [1] if parametric else CONSTANTS.get(name, [])
            for _ in range(DRAWN if samplers else 0):
                yield from_torch(name, f, tuple(sample() for sample in samplers), constants, True)
            for point in awkward:
                yield from_torch(name, f, point if isinstance(point, tuple) else (point,), constants, False)
    for name, (f, samplers) in EXACT.items():
        for _ in range(DRAWN):
            yield from_mpmath(name, f, tuple(sample() for sample in samplers), CONSTANTS.get(name, []))


if __name__ == '__main__':
    write(__file__, elementwise())
