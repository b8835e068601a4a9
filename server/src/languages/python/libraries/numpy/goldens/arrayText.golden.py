"""Writes arrayText.golden.json: arrays and float32 scalars with their str and repr under NumPy 1.24 (Debian: python3-numpy).

Run: /usr/bin/python3 arrayText.golden.py"""
import json, pathlib
import numpy as np

random = np.random.RandomState(7)


def awkward():
    kind = random.randint(9)
    if kind == 0:
        return random.choice([0.0, -0.0, np.nan, np.inf, -np.inf])
    if kind == 1:
        return float(2.0 ** random.randint(-40, 40))
    if kind == 2:
        return random.randint(-1000, 1000) / random.choice([8, 512])
    if kind == 3:
        return random.randn() * 10.0 ** random.randint(-8, 12)
    if kind == 4:
        return round(random.randn(), random.randint(0, 5))
    return float(random.randint(-20, 20)) if kind == 5 else random.randn()


def element(x):
    return str(x) if not np.isfinite(x) or (x == 0 and np.signbit(x)) else x


arrays = []
while len(arrays) < 220:
    dtype = [np.float32, np.float64, np.int32, np.int64, np.bool_][random.choice(5, p=[0.4, 0.4, 0.08, 0.08, 0.04])]
    sizes = [0, 1, 2, 3, 5, 8, 13, 1200]
    shape = tuple(int(random.choice(sizes, p=[0.02, 0.18, 0.2, 0.2, 0.2, 0.1, 0.095, 0.005])) for _ in range(random.randint(0, 4)))
    size = int(np.prod(shape))
    if size > 1300:
        continue
    if dtype in (np.float32, np.float64):
        mode = random.randint(3)
        if mode == 0:
            a = np.array([awkward() for _ in range(size)]).reshape(shape)
        elif mode == 1:
            a = np.asarray(random.randn(*shape))
        else:
            a = np.asarray(random.randint(-5, 5, size=shape) / random.choice([1, 2, 4, 3, 512]))
    else:
        a = np.asarray(random.randint(-(10 ** int(random.randint(1, 7))), 10 ** int(random.randint(1, 7)), size=shape))
    a = np.asarray(a.astype(dtype))
    data = [element(x) for x in a.astype(np.float64).ravel().tolist()]
    arrays.append({"shape": list(shape), "dtype": a.dtype.name, "data": data, "str": str(a), "repr": repr(a)})

bits = random.randint(0, 2**32, size=800, dtype=np.uint64).astype(np.uint32).view(np.float32)
powers = (2.0 ** np.arange(-149, 128)).astype(np.float32)
large = (random.randint(2**24, 2**31, size=300).astype(np.float64) * 2.0 ** random.randint(0, 60, size=300)).astype(np.float32)
scalars = [[float(x), str(x)] for x in np.concatenate([bits, powers, large]) if np.isfinite(x)]
out = {"arrays": arrays, "scalars": scalars}
pathlib.Path(__file__).with_name("arrayText.golden.json").write_text(json.dumps(out) + "\n")
