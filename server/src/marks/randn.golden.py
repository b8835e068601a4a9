"""Writes randn.golden.json: what Debian 12's NumPy 1.24 and CPython 3.11 draw and compute.

    /usr/bin/python3 server/src/marks/randn.golden.py && npx prettier --ignore-path /dev/null --write server/src/marks/randn.golden.json

A double is written as its shortest repr, which JSON reads back bit for bit.
"""

import json
import pathlib
import random

import numpy as np

SEEDS = [0, 1, 42, 19650218, 2**31, 2**32 - 1]
# As 2**power + plus; the last one's key is longer than the twister's state.
PYTHON_SEEDS = [(0, -1), (0, 0), (13, 4153), (32, 0), (64, 3), (20000, 7)]
LINSPACES = [(0, 1, 5), (0.1, 0.7, 7), (-1, 1, 1), (3, -2, 4), (0, 1, 50), (1, 1, 3), (0, 5e-324, 3)]


def draws(seed):
    # A full-range uint32 is the twister's own word; the later ones come from its fourth block.
    words = np.random.RandomState(seed).randint(0, 2**32, 2005, dtype=np.uint32).tolist()
    return {
        "seed": seed,
        "firstWords": words[:3],
        "lateWords": words[-3:],
        "randn": np.random.RandomState(seed).randn(25).tolist(),
    }


def python_draws(power, plus):
    generator = random.Random(2**power + plus)
    return {"power": power, "plus": plus, "random": [generator.random() for _ in range(3)]}


def linspace(first, last, count):
    return {"arguments": [first, last, count], "numbers": np.linspace(first, last, count).tolist()}


golden = {
    "numpy": np.__version__,
    "draws": [draws(seed) for seed in SEEDS],
    "pythonDraws": [python_draws(*seed) for seed in PYTHON_SEEDS],
    "linspace": [linspace(*arguments) for arguments in LINSPACES],
}
path = pathlib.Path(__file__).with_name("randn.golden.json")
path.write_text(json.dumps(golden, indent=1) + "\n")
