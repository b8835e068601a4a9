# What CPython's math gives on glibc (2.36) where that is not the correctly rounded value often enough. Writes glibc.jsonl beside
# itself: {f, cases: [[x, value]]}. Any Python 3 on Debian 12 serves.
import json
import math
import random

random.seed(36)


def around(low, high):
    return lambda: random.choice([random.uniform(-high, high), random.choice([-1, 1]) * 10 ** random.uniform(low, math.log10(high))])


def above_one():
    return random.choice([random.uniform(1, 10), 10 ** random.uniform(0, 12), 1 + 10 ** random.uniform(-10, 0)])


DRAW = {
    'expm1': around(-8, 30),
    'log10': lambda: 10 ** random.uniform(-20, 20),
    'sinh': around(-8, 700),
    'cosh': around(-8, 700),
    'tanh': around(-8, 20),
    'asinh': around(-8, 1e12),
    'acosh': above_one,
    'atanh': around(-8, 1),
    'log1p': lambda: 10 ** random.uniform(-8, 8),
}
with open(__file__.replace('.py', '.jsonl'), 'w') as file:
    for name, draw in DRAW.items():
        cases = [[x, getattr(math, name)(x)] for x in (draw() for _ in range(150))]
        file.write(json.dumps({'f': name, 'cases': cases}) + '\n')
