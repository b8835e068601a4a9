"""Writes math.golden.json: {function: [[argument, …, value], …]}, what CPython 3.11 prints for `math`'s functions of drawn arguments
on glibc 2.36, digit by digit.

Run: /usr/bin/python3 math.golden.py"""
import json, math, pathlib, random

R = random.Random(20240617)


def between(low, high):
    return lambda: R.uniform(low, high)


def size(low, high):
    """Of either sign, with a drawn order of magnitude."""
    return lambda: R.choice([-1, 1]) * 10 ** R.uniform(low, high)


def positive(low, high, plus=0):
    return lambda: plus + 10 ** R.uniform(low, high)


def either(*draws):
    return lambda: R.choice(draws)()


DRAW = {
    "exp": either(between(-20, 20), between(-700, 700)), "expm1": either(between(-5, 5), size(-5, 1)), "exp2": between(-20, 20),
    "log": positive(-10, 10), "log1p": either(between(-0.99, 5), size(-9, -1)), "log2": positive(-10, 10), "log10": positive(-10, 10),
    "sin": between(-50, 50), "cos": between(-50, 50), "tan": between(-50, 50), "asin": between(-1, 1), "acos": between(-1, 1),
    "atan": either(between(-10, 10), size(-3, 3)), "sinh": between(-10, 10), "cosh": between(-10, 10), "tanh": between(-5, 5),
    "asinh": size(-3, 5), "acosh": positive(-3, 5, 1), "atanh": between(-1, 1), "cbrt": size(-5, 5), "sqrt": positive(-10, 10),
    "erf": either(between(-3, 3), size(-8, 0.8)), "erfc": either(between(-5, 26), size(-8, 0.8)),
    "gamma": either(between(-20, 20), between(0, 171), size(-5, 1)), "lgamma": either(between(-20, 20), between(0, 500), size(-5, 3)),
    "pow": (positive(-3, 3), between(-8, 8)), "atan2": (between(-5, 5), between(-5, 5)), "hypot": (between(-5, 5), between(-5, 5)),
}


def case(name, draw):
    x = [d() for d in (draw if isinstance(draw, tuple) else (draw,))]
    return [*map(repr, x), repr(getattr(math, name)(*x))]


golden = {name: [case(name, draw) for _ in range(45)] for name, draw in DRAW.items()}
lines = (f"{json.dumps(name)}: {json.dumps(cases, separators=(',', ':'))}" for name, cases in golden.items())
pathlib.Path(__file__).with_name("math.golden.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
