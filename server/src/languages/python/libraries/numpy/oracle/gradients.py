"""Writes gradients.jsonl.gz: generated marked functions with their value and gradient at the marked point.

Run: /usr/bin/python3 gradients.py  (Debian: python3-numpy)
A gradient is had by complex steps, x + 1e-25i, through the same source, wherever that runs and agrees with differences. Else by
central differences of the eighth order with two steps, which must agree to 2e-11: near a kink they do not. What can't be had
so is not taken. Both are NumPy's and CPython's own computing of the function's value, and know no derivative."""
import copy, math, pathlib, random, re, sys, types, warnings

from writer import np, store
import arrayFunctions, functions

SEED = 20241125
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 2400
WRITERS = [*functions.PLAIN, *arrayFunctions.ARRAYS]


def inputs_of(source):
    """The values that a mark gives, as Python's own."""
    text = re.search(r"# @grad (.*)", source).group(1)
    text = re.sub(r"\{([^}]*)\}", lambda m: "{" + re.sub(r"(\w+):", r"'\1':", m.group(1)) + "}", text)
    return eval(f"dict({text})")


def leaves(value, path=()):
    """The paths of the numbers in an input."""
    if isinstance(value, dict):
        return [leaf for key in value for leaf in leaves(value[key], (*path, key))]
    if isinstance(value, list):
        return [leaf for i, item in enumerate(value) for leaf in leaves(item, (*path, i))]
    return [path]


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changed(inputs, path, change):
    """The inputs with one number changed."""
    inputs = copy.deepcopy(inputs)
    holder = at(inputs, path[:-1])
    holder[path[-1]] = change(holder[path[-1]])
    return inputs


MATH = {"sin": np.sin, "cos": np.cos, "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "tanh": np.tanh, "sinh": np.sinh, "cosh": np.cosh, "atan": np.arctan, "asinh": np.arcsinh, "log1p": np.log1p, "expm1": np.expm1, "log2": np.log2}
complex_math = types.SimpleNamespace(**{**{n: getattr(math, n) for n in dir(math)}, **{n: (lambda v, g=g: g(v + 0j)) for n, g in MATH.items()}, "pow": lambda a, b: a ** b, "prod": lambda v: np.prod(np.array(v))})


def call(source, inputs, complex_step=False):
    """The function's value on these inputs: lists are arrays where the source imports NumPy."""
    arrays = "import numpy" in source
    namespace = {"__name__": "program"}
    text = source
    if complex_step:
        text = source.replace("import math\n", "")
        namespace["math"] = complex_math
        namespace["__builtins__"] = {**__builtins__.__dict__, "abs": lambda v: (v if v.real >= 0 else -v) if np.iscomplexobj(v) and np.ndim(v) == 0 else abs(v)}
    sys.modules["program"] = types.ModuleType("program")
    exec(compile(text, "program", "exec"), namespace)
    convert = lambda v: {k: convert(x) for k, x in v.items()} if isinstance(v, dict) else np.array(v) if arrays and isinstance(v, list) else [convert(x) for x in v] if isinstance(v, list) else np.complex128(v) if isinstance(v, complex) else v
    return namespace["f"](**{name: convert(value) for name, value in inputs.items()})


def by_complex_step(source, inputs, path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = call(source, changed(inputs, path, lambda v: complex(v, 1e-25)), True)
    return float(np.imag(result)) / 1e-25


CENTRAL = [4 / 5, -1 / 5, 4 / 105, -1 / 280]


def by_differences(source, inputs, path, step):
    total = 0.0
    for k, weight in enumerate(CENTRAL, 1):
        total += weight * (float(call(source, changed(inputs, path, lambda v: v + k * step))) - float(call(source, changed(inputs, path, lambda v: v - k * step))))
    return total / step


def derivative(source, inputs, path, value):
    """One component of the gradient and how it was had; None where it can't be had well enough."""
    scale = max(1.0, abs(at(inputs, path)))
    near, far = (by_differences(source, inputs, path, h * scale) for h in (0.002, 0.0035))
    size = max(abs(near), abs(far))
    if not math.isfinite(size) or abs(near - far) > 1e-7 * max(size, abs(value), 1e-3):
        return None
    try:
        exact = by_complex_step(source, inputs, path)
        if abs(exact - near) <= 1e-7 * min(abs(exact), size) + 1e-11 * abs(value):
            return exact, "complex step"
    except Exception:
        pass
    if near == far == 0:  # a zero is one where the value stays the same farther away, too
        moved = [call(source, changed(inputs, path, lambda v: v + d)) for d in (-0.05, 0.05)]
        return (0.0, "differences") if all(m == value for m in moved) else None
    return (near, "differences") if abs(near - far) <= 1e-10 * size and size > 1e-3 * abs(value) else None


def nested(inputs, found, path=()):
    """The gradient in the shape of the inputs."""
    value = at(inputs, path)
    if isinstance(value, dict):
        return {key: nested(inputs, found, (*path, key)) for key in value}
    if isinstance(value, list):
        return [nested(inputs, found, (*path, i)) for i in range(len(value))]
    return found[path]


def case(source):
    inputs = inputs_of(source)
    try:
        value = call(source, inputs)
        if isinstance(value, complex) or np.ndim(value) != 0 or not math.isfinite(value) or not 1e-6 < abs(value) < 1e6:
            return None
        found, how = {}, set()
        for path in leaves(inputs):
            had = derivative(source, inputs, path, float(value))
            if had is None:
                return None
            found[path] = had[0]
            how.add(had[1])
    except (ArithmeticError, ValueError, TypeError, RecursionError, np.linalg.LinAlgError, IndexError) as error:
        if "-v" in sys.argv:
            print(repr(error), source)
        return None
    return {"source": source, "value": float(value), "gradients": nested(inputs, found), "by": sorted(how)[-1] if len(how) == 1 else "both"}


def main():
    rows, seen, r = [], set(), random.Random(SEED)
    tried = 0
    while len(rows) < COUNT:
        tried += 1
        source = r.choice(WRITERS)(functions.Sources(r))
        if source in seen:
            continue
        seen.add(source)
        made = case(source)
        if made:
            rows.append({"id": len(rows), **made})
    store(pathlib.Path(__file__).with_name("gradients.jsonl.gz"), rows)
    print(len(rows), "of", tried, {how: sum(1 for row in rows if row["by"] == how) for how in ("complex step", "differences", "both")}, file=sys.stderr)


if __name__ == "__main__":
    main()
