"""Runs every program of programs/*.py with CPython 3.11 (NumPy 1.24) and writes written.golden.json: what each prints, how it
ends, and for each mark `# @grad …` the value and the gradient of the function beneath it. Run: /usr/bin/python3 written.golden.py

Gradients of plain Python are central differences in 60 digits (mpmath stands in for `math`); those of NumPy are complex steps.
Neither can meet the engine's own rules: they only call the function."""
import ast, contextlib, io, json, os, pathlib, subprocess, sys, types

# Without the processor's wide instructions the elementary functions are the C library's.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX2 FMA3"
import math
import mpmath
import numpy as np

mpmath.mp.dps = 60
here = pathlib.Path(__file__).parent

WRAPPER = '''
import sys, traceback
source = sys.stdin.read()
try:
    exec(compile(source, "program.py", "exec"), {"__name__": "__main__"})
except SystemExit:
    pass
except BaseException as e:
    sys.stdout.flush()
    lines = [f.lineno for f in traceback.extract_tb(e.__traceback__) if f.filename == "program.py"]
    import json
    sys.stderr.write("ERROR" + json.dumps([type(e).__name__ + ": " + str(e), lines[-1]]))
'''


def run(source):
    done = subprocess.run([sys.executable, "-c", WRAPPER], input=source, capture_output=True, text=True)
    _, _, error = done.stderr.partition("ERROR")
    return {"stdout": done.stdout, "error": json.loads(error) if error else None}


def marks(source):
    """[(function's name, the mark's inputs)], in the text's order."""
    lines = source.split("\n")
    functions = [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)]
    for f in functions:
        above = []
        k = f.lineno - 2
        while lines[k].startswith("# @grad "):
            above.insert(0, lines[k][len("# @grad ") :])
            k -= 1
        names = [a.arg for a in f.args.args][len(f.args.args) - len(f.args.defaults) :]
        defaults = {name: d.value for name, d in zip(names, f.args.defaults) if isinstance(d, ast.Constant)}
        for mark in above:
            # A float by default is an input as good as one of the mark; an integer counts something.
            yield f.name, {**eval(f"dict({mark})"), **{k: v for k, v in defaults.items() if isinstance(v, float) and f"{k}=" not in mark}}


def shim(real, **others):
    module = types.ModuleType(real.__name__)
    module.__dict__.update({k: v for k, v in vars(real).items() if not k.startswith("__")}, **others)
    return module


MP_NAMES = "exp log sin cos tan asin acos atan atan2 sinh cosh tanh sqrt erf erfc gamma hypot expm1 log1p".split()
precise_math = shim(math, pi=mpmath.pi, fabs=abs, **{name: getattr(mpmath, name) for name in MP_NAMES})


def complex_array(make):
    return lambda shape, dtype=None: make(shape, dtype=complex)


complex_numpy = shim(np, zeros=complex_array(np.zeros), ones=complex_array(np.ones), empty=complex_array(np.empty))


def definitions(source, modules):
    """The program's top level without what it does for show; `modules` stand in for the real ones."""
    space = {"__name__": "__main__"}
    saved = {name: sys.modules[name] for name in modules}
    try:
        sys.modules.update(modules)
        with contextlib.redirect_stdout(io.StringIO()):
            for node in ast.parse(source).body:
                if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign)):
                    # An assignment may need what a loop would have bound: then no marked function needs it.
                    with contextlib.suppress(NameError, TypeError, ValueError):
                        exec(compile(ast.Module([node], []), "program.py", "exec"), space)
    finally:
        sys.modules.update(saved)
    return space


def walk(value, path=()):
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from walk(item, path + (i,))
    else:
        yield path


def mapped(value, change, path=()):
    if isinstance(value, list):
        return [mapped(item, change, path + (i,)) for i, item in enumerate(value)]
    return change(value, path)


def numeric(inputs, call):
    """Gradient by `call(name, path, inputs)`, one component at a time, in the inputs' shape."""
    return {name: mapped(value, lambda _, path: float(call(name, path))) for name, value in inputs.items()}


def plain(source, name, inputs):
    f = definitions(source, {"math": precise_math})[name]
    h = mpmath.mpf(10) ** -22

    def at(which, place, step):
        moved = {
            key: mapped(value, lambda v, path: mpmath.mpf(v) + (step if (key, path) == (which, place) else 0))
            for key, value in inputs.items()
        }
        return f(**moved)

    value = definitions(source, {})[name](**inputs)
    return float(value), numeric(inputs, lambda which, place: (at(which, place, h) - at(which, place, -h)) / (2 * h))


def numpy(source, name, inputs):
    space = definitions(source, {})
    arrays = lambda d: {k: np.array(v, dtype=complex if d else float) if isinstance(v, list) else v for k, v in inputs.items()}
    value = float(space[name](**arrays(False)))
    space["np"] = complex_numpy
    h = 1e-30

    def partial(which, place):
        moved = arrays(True)
        if place:
            moved[which][place] += 1j * h
        else:
            moved[which] = moved[which] + 1j * h
        return np.imag(space[name](**moved)) / h

    return value, numeric(inputs, partial)


golden = {}
for path in sorted((here / "programs").glob("*.py")):
    source = path.read_text()
    points = []
    for name, inputs in marks(source):
        value, gradients = (numpy if "import numpy" in source else plain)(source, name, inputs)
        assert math.isfinite(value), (path.stem, name)
        points.append({"function": name, "value": value, "gradients": gradients})
    golden[path.stem] = {**run(source), "points": points}
(here / "written.golden.json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
print(len(golden), "programs,", sum(len(g["points"]) for g in golden.values()), "points in", sum(bool(g["points"]) for g in golden.values()))
