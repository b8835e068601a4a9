"""What the generators share: a program under way, executed line by line as it is written, so that every line fits the values
that it meets; running a finished program for its expectation; and storing them.

Import this before NumPy: without the processor's wide instructions NumPy's elementary functions are the C library's."""
import os

os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX2 FMA3"
import contextlib, gzip, io, json, pathlib, random, sys, traceback, types, warnings

import numpy as np

warnings.simplefilter("ignore")

EVALUATED = {"float64", "float32", "int64", "int32", "bool"}
"""The element types that are evaluated; a line that makes another one is dropped."""


def evaluated(value, depth=0):
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.name in EVALUATED
    if isinstance(value, complex):
        return False
    if isinstance(value, (list, tuple)) and depth < 3:
        return all(evaluated(item, depth + 1) for item in value)
    return not isinstance(value, dict) or all(evaluated(item, depth + 1) for item in value.values())


class Writer:
    """A program under way. `env` holds its variables as they now stand."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []
        self.fresh = 0
        self.reset()

    def reset(self):
        np.set_printoptions(edgeitems=3, threshold=1000, precision=8, suppress=False, linewidth=75, sign="-", floatmode="maxprec")
        self.env = {"__name__": "__main__"}

    def do(self, text):
        """Appends a statement; False, and nothing is appended, where it raises or makes values that are not evaluated."""
        known = dict(self.env)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(text, self.env)
        except Exception:
            self.env = known
            return False
        if not all(evaluated(value) for name, value in self.env.items() if not name.startswith("__")):
            self.env = known
            return False
        self.lines += text.split("\n")
        return True

    def value(self, expression):
        """The value of an expression now; None where it raises or is not evaluated."""
        try:
            value = eval(expression, dict(self.env))
        except Exception:
            return None
        return value if evaluated(value) else None

    def show(self, *expressions):
        """One print of those expressions that have an evaluated value."""
        shown = [e for e in expressions if self.value(e) is not None]
        return bool(shown) and self.do(f"print({', '.join(shown)})")

    def pick(self, *choices):
        return self.r.choice(choices)

    def some(self, choices, least=1, most=3):
        """A few different ones of the choices, in random order."""
        choices = list(choices)
        return self.r.sample(choices, min(len(choices), self.r.randint(least, most)))

    def name(self, *wishes):
        """A name that is not taken yet."""
        free = [wish for wish in wishes if wish not in self.env]
        if free:
            return self.r.choice(free)
        self.fresh += 1
        return f"{wishes[0]}{self.fresh}"

    def arrays(self, wanted=lambda a: True):
        return [n for n, v in self.env.items() if isinstance(v, np.ndarray) and wanted(v)]

    def array(self, wanted=lambda a: True, make=None):
        """The name of an array that is as wanted; a new one, made by `make`, where there is none."""
        found = self.arrays(wanted)
        if found and (make is None or self.r.random() < 0.75):
            return self.r.choice(found)
        return make(self) if make else None


def run(source):
    """What the program prints, and how it ends: type, text and line of what it raises, or None."""
    np.set_printoptions(edgeitems=3, threshold=1000, precision=8, suppress=False, linewidth=75, sign="-", floatmode="maxprec")
    out, error = io.StringIO(), None
    module = types.ModuleType("__main__")
    before, sys.modules["__main__"] = sys.modules["__main__"], module
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(source, "program", "exec"), module.__dict__)
    except Exception as exception:  # what the program raises is part of the expectation
        line = [frame.lineno for frame in traceback.extract_tb(exception.__traceback__) if frame.filename == "program"][-1]
        error = {"text": f"{type(exception).__name__}: {exception}", "line": line}
    finally:
        sys.modules["__main__"] = before
    return out.getvalue(), error


def store(path, rows):
    """Rows as gzipped JSON lines, always the same bytes for the same rows."""
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    pathlib.Path(path).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
