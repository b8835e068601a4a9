# What the scripts of this folder share: PyTorch in float64, drawn operands, and how a case is written as a line of JSON.
# Debian: apt-get install python3-torch; run a script with /usr/bin/python3. Tests read the files and need no Python.
import json
import math
import random

import torch

torch.set_default_dtype(torch.float64)
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


def tensor(*shape):
    return torch.tensor([random.gauss(0, 1) for _ in range(math.prod(shape))]).reshape(shape)


def array(t):
    return {'shape': list(t.shape), 'data': [number(v) for v in t.detach().reshape(-1)]}


def structural(operations, skip_second=lambda name, inputs: False):
    """A case for each example of operations: {name: (function of tensors, [inputs, …])}. An operation may give one tensor."""
    for name, (f, examples) in operations.items():
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
            yield {
                'operation': name,
                'x': [array(x) for x in xs],
                'value': array(out),
                'cotangent': array(cotangent),
                'first': [array(g) for g in first],
                'directions': [array(d) for d in directions],
                'second': None if skip_second(name, inputs) else [array(torch.zeros_like(x) if h is None else h) for h, x in zip(second, xs)],
            }


def write(script, cases):
    """Writes <script>.jsonl beside the script."""
    with open(script.replace('.py', '.jsonl'), 'w') as file:
        for case in cases:
            file.write(json.dumps(case) + '\n')
