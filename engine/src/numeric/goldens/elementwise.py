# Writes elementwise.jsonl: values and derivatives of the rows of rows.ts from PyTorch in float64.
import math
import random

import torch

from golden import INF, NAN, number, positive, unit, whole, wide, write

random.seed(20240229)

EDGES = [0.0, -0.0, 1.0, -1.0, INF, -INF, NAN]
LARGE = [100.0, -100.0, 1000.0, -1000.0]

# name: (torch function, samplers, awkward points)
ELEMENTWISE = {
    'neg': (lambda x: -x, [wide], EDGES),
    'abs': (torch.abs, [wide], EDGES[:-1]),  # at NaN PyTorch says 0, the engine NaN
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
    'floor': (torch.floor, [wide], EDGES[:4] + [0.5, 2.5]),
    'ceil': (torch.ceil, [wide], EDGES[:4] + [0.5, 2.5]),
    'trunc': (torch.trunc, [wide], EDGES[:4] + [0.5, -2.5]),
    'round': (torch.round, [wide], EDGES[:4] + [0.5, 1.5, 2.5, -0.5, -1.5]),
    'add': (torch.add, [wide, wide], [(0.0, -0.0), (INF, -INF)]),
    'sub': (torch.sub, [wide, wide], [(0.0, 0.0), (INF, INF)]),
    'mul': (torch.mul, [wide, wide], [(0.0, INF), (0.0, -1.0), (NAN, 0.0)]),
    'div': (torch.div, [wide, wide], [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (1.0, INF)]),
    'pow': (torch.pow, [positive, wide], [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 0.5), (0.0, -1.0), (2.0, 0.0), (1.0, NAN), (-2.0, 3.0), (-2.0, 0.5)]),
    'powInt': (lambda x, n: torch.pow(x, int(n)), [wide, whole], [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 3.0), (0.0, -1.0), (-2.0, 0.0)]),
    'atan2': (torch.atan2, [wide, wide], [(0.0, 0.0), (0.0, -1.0), (-0.0, -1.0), (1.0, 0.0)]),
    'hypot': (torch.hypot, [wide, wide], [(0.0, 0.0), (3.0, 0.0), (INF, NAN)]),
    'maximumSplit': (torch.maximum, [wide, wide], [(2.0, 2.0), (NAN, 1.0), (1.0, NAN)]),
    'minimumSplit': (torch.minimum, [wide, wide], [(2.0, 2.0), (NAN, 1.0), (1.0, NAN)]),
    'mod': (torch.remainder, [wide, wide], [(5.0, 3.0), (-5.0, 3.0), (5.0, -3.0), (6.0, 3.0), (0.0, 3.0)]),
    'fmod': (torch.fmod, [wide, wide], [(5.0, 3.0), (-5.0, 3.0), (5.0, -3.0), (6.0, 3.0)]),
    'floorDivide': (lambda x, y: torch.div(x, y, rounding_mode='floor'), [wide, wide], [(7.0, 2.0), (-7.0, 2.0), (0.3, 0.1)]),
    'copysign': (torch.copysign, [wide, wide], [(0.0, 1.0), (0.0, -1.0), (2.0, -0.0), (2.0, 0.0)]),
    'clip': (lambda x, a, b: torch.clamp(x, a, b), [wide, lambda: -positive(), positive], [(1.0, 1.0, 2.0), (2.0, 1.0, 2.0), (0.0, 1.0, 2.0), (3.0, 1.0, 2.0), (1.5, 2.0, 1.0)]),
}


def derivative(out, x):
    if not out.requires_grad:
        return torch.zeros(())
    (g,) = torch.autograd.grad(out, x, create_graph=True, allow_unused=True)
    return torch.zeros(()) if g is None else g


def elementwise():
    for name, (f, samplers, awkward) in ELEMENTWISE.items():
        points = [tuple(sample() for sample in samplers) for _ in range(24)]
        edges = [p if isinstance(p, tuple) else (p,) for p in awkward]
        for point in points + edges:
            constant = [k for k in range(len(point)) if name == 'powInt' and k == 1]
            xs = [torch.tensor(v, requires_grad=k not in constant) for k, v in enumerate(point)]
            out = f(*xs)
            first = [derivative(out, x) for x in xs if x.requires_grad]
            second = [derivative(g, x) for g, x in zip(first, xs)] if point in points else None
            yield {
                'row': name,
                'x': [number(v) for v in point],
                'value': number(out.detach()),
                'first': [number(g.detach()) for g in first],
                'second': second and [number(h.detach()) for h in second],
            }


if __name__ == '__main__':
    write(__file__, elementwise())
