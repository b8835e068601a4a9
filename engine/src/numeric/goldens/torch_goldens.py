# Writes torch.jsonl: values and derivatives of the engine's operations from PyTorch in float64.
# Debian: apt-get install python3-torch; /usr/bin/python3 torch_goldens.py. Tests read the file and need no Python.
import json
import math
import random

import torch

torch.set_default_dtype(torch.float64)
random.seed(20240229)
INF, NAN = math.inf, math.nan


def number(x):
    x = float(x)
    return x if math.isfinite(x) else ('NaN' if math.isnan(x) else 'Infinity' if x > 0 else '-Infinity')


def wide():
    return random.choice([-1, 1]) * 10 ** random.uniform(-2, 1)


def positive():
    return 10 ** random.uniform(-2, 1.5)


def unit():
    return random.uniform(-0.98, 0.98)


def whole():
    return float(random.randint(-3, 5))


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


def tensor(*shape):
    return torch.tensor([random.gauss(0, 1) for _ in range(math.prod(shape))]).reshape(shape)


def special(*rows):
    return torch.tensor(rows)


ZEROS2 = special([2.0, 0.0, 3.0, 0.0])
STRUCTURAL = {
    'sum': (lambda x: x.sum(), [[tensor(2, 3)]]),
    'sumAxis1': (lambda x: x.sum(1), [[tensor(2, 3, 2)]]),
    'mean': (lambda x: x.mean(), [[tensor(2, 3)]]),
    'prod': (lambda x: x.prod(), [[tensor(5)], [torch.tensor([2.0, 0.0, 3.0])], [torch.tensor([2.0, 0.0, 3.0, 0.0])], [torch.tensor([0.0])]]),
    'prodAxis1': (lambda x: x.prod(1), [[tensor(2, 3)], [torch.tensor([[1.0, 0.0, 2.0], [0.0, 0.0, 5.0]])]]),
    'maxSplit': (lambda x: x.amax(), [[tensor(5)], [torch.tensor([1.0, 3.0, 3.0])]]),
    'maxAxis1First': (lambda x: x.max(1)[0], [[tensor(3, 4)]]),
    'minSplit': (lambda x: x.amin(), [[tensor(5)], [torch.tensor([1.0, 1.0, 3.0])]]),
    'logsumexp': (lambda x: x.logsumexp(0), [[tensor(5)], [torch.tensor([1000.0, 1000.0])], [torch.tensor([-1000.0, 0.0])], [torch.tensor([-INF, 0.0])]]),
    'softmax': (lambda x: x.softmax(-1), [[tensor(2, 4)], [torch.tensor([1e4, 0.0, -1e4])]]),
    'logSoftmax': (lambda x: x.log_softmax(-1), [[tensor(2, 4)], [torch.tensor([1e4, 0.0, -1e4])]]),
    'norm': (lambda x: x.norm(), [[tensor(5)], [torch.zeros(3)], [tensor(2, 3)]]),
    'norm1': (lambda x: x.norm(p=1), [[tensor(5)], [torch.tensor([0.0, 1.0])]]),
    'norm3': (lambda x: x.norm(p=3), [[tensor(5)]]),
    'cumsum': (lambda x: x.cumsum(0), [[tensor(4, 2)]]),
    'matmul': (torch.matmul, [[tensor(2, 3), tensor(3, 4)], [tensor(3), tensor(3)], [tensor(2, 3), tensor(3)], [tensor(3), tensor(3, 2)], [tensor(2, 2, 3), tensor(3, 2)], [tensor(2, 1, 2, 3), tensor(2, 3, 2)], [tensor(2, 2, 3), tensor(3)]]),
    'outer': (torch.outer, [[tensor(2), tensor(3)]]),
    'add': (torch.add, [[tensor(2, 3), tensor(3)], [tensor(2, 1), tensor(1, 3)], [tensor(4, 1, 3), tensor(2, 1)]]),
    'mul': (torch.mul, [[tensor(2, 3), tensor(3)], [tensor(2, 1), tensor(1, 3)]]),
    'div': (torch.div, [[tensor(2, 3), tensor(3)], [tensor(2, 1), tensor(1, 3)]]),
    'where': (lambda x, y: torch.where(x > 0, x, y), [[tensor(2, 3), tensor(3)]]),
    'transpose': (lambda x: x.permute(2, 0, 1), [[tensor(2, 3, 4)]]),
    'slice': (lambda x: x[1:, ::2], [[tensor(3, 5)]]),
    'take': (lambda x: x[torch.tensor([1, 1, 0])], [[tensor(3, 2)]]),
    'takeAlongAxis': (lambda x: x.gather(1, torch.tensor([[0, 2], [1, 1]])), [[tensor(2, 3)]]),
    'concat': (lambda x, y: torch.cat([x, y], 1), [[tensor(2, 3), tensor(2, 1)]]),
    'stack': (lambda x, y: torch.stack([x, y], 1), [[tensor(2, 3), tensor(2, 3)]]),
}


def array(t):
    return {'shape': list(t.shape), 'data': [number(v) for v in t.detach().reshape(-1)]}


def structural():
    for name, (f, examples) in STRUCTURAL.items():
        for inputs in examples:
            xs = [x.clone().requires_grad_() for x in inputs]
            out = f(*xs)
            cotangent = tensor(*out.shape)
            first = torch.autograd.grad((out * cotangent).sum(), xs, create_graph=True)
            directions = [tensor(*x.shape) for x in xs]
            slope = sum((g * d).sum() for g, d in zip(first, directions))
            second = [None] * len(xs)
            if slope.requires_grad:
                second = torch.autograd.grad(slope, xs, allow_unused=True)
            # With two zeros PyTorch takes the first derivative for a constant 0: its second is wrong there.
            known = name != 'prod' or sum(float(v) == 0 for v in inputs[0].reshape(-1)) < 2
            yield {
                'operation': name,
                'x': [array(x) for x in xs],
                'value': array(out),
                'cotangent': array(cotangent),
                'first': [array(g) for g in first],
                'directions': [array(d) for d in directions],
                'second': [array(torch.zeros_like(x) if h is None else h) for h, x in zip(second, xs)] if known else None,
            }


if __name__ == '__main__':
    with open(__file__.replace('torch_goldens.py', 'torch.jsonl'), 'w') as file:
        for case in [*elementwise(), *structural()]:
            file.write(json.dumps(case) + '\n')
