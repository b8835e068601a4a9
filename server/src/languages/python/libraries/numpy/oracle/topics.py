"""The topics of generated NumPy programs, each a function that writes a few lines on one of them: arrays and their types,
indexing, views, ufuncs, reductions, order, shapes, linear algebra, random numbers, printing."""
from writer import np

DTYPES = ["np.float64", "np.float32", "np.int64", "np.int32", "bool", "float", "int"]
FLOATS = lambda a: a.dtype.kind == "f" and a.size > 0
NUMBERS = lambda a: a.dtype.kind in "fi" and a.size > 0
INTS = lambda a: a.dtype.kind == "i" and a.size > 0
VECTOR = lambda a: a.ndim == 1 and a.size > 1 and a.dtype.kind in "fi"
MATRIX = lambda a: a.ndim == 2 and a.size > 1 and a.dtype.kind in "fi"


# Making arrays

def number(w, kind="float"):
    if kind == "int":
        return str(w.r.randint(-6, 12))
    return repr(round(w.r.uniform(-4, 9), w.pick(0, 1, 1, 2, 3)))


def literal(w, shape, kind):
    if shape:
        return "[" + ", ".join(literal(w, shape[1:], kind) for _ in range(shape[0])) + "]"
    return w.pick("True", "False") if kind == "bool" else number(w, kind)


def vector_literal(w, n=None, kind=None):
    return literal(w, [n or w.r.randint(3, 7)], kind or w.pick("float", "float", "int"))


def making(w, rank=None):
    """An expression that makes an array."""
    rank = rank or w.pick(1, 1, 1, 2, 2, 2, 3)
    shape = [w.r.randint(2, 5 if rank < 3 else 3) for _ in range(rank)]
    count = int(np.prod(shape))
    shaped = f".reshape({', '.join(map(str, shape))})" if rank > 1 else ""
    choices = [
        lambda: f"np.array({literal(w, shape, w.pick('float', 'float', 'int', 'int', 'bool'))}{w.pick('', '', '', ', dtype=np.float32', ', dtype=float')})" if rank < 3 else f"np.arange({count}){shaped}",
        lambda: f"np.array({literal(w, shape, 'int')}{w.pick('', ', dtype=np.int32', ', dtype=float')})" if rank < 3 else f"np.arange({count}.0){shaped}",
        lambda: f"np.arange({count}){shaped}",
        lambda: f"np.arange({count}, dtype={w.pick(*DTYPES[:4])}){shaped}",
        lambda: f"np.linspace({w.pick('0', '-1', '0.5')}, {w.pick('1', '2', '10', 'np.pi')}, {count}){shaped}",
        lambda: f"np.{w.pick('zeros', 'ones')}({tuple(shape) if rank > 1 else shape[0]}{w.pick('', ', dtype=int', ', dtype=np.float32', ', dtype=bool')})",
        lambda: f"np.full({tuple(shape) if rank > 1 else shape[0]}, {number(w, w.pick('int', 'float'))})",
        lambda: f"np.random.RandomState({w.r.randint(0, 99)}).{w.pick('rand', 'randn')}({', '.join(map(str, shape))})",
        lambda: f"np.random.default_rng({w.r.randint(0, 99)}).integers(0, {w.pick(5, 10, 100)}, size={tuple(shape)})",
    ]
    return w.pick(*choices)()


def make_array(w, rank=None):
    names = {1: ["a", "x", "v", "data", "values"], 2: ["m", "A", "grid", "table", "X"], 3: ["t", "cube", "batch"]}
    rank = rank or w.pick(1, 1, 1, 2, 2, 2, 3)
    name = w.name(*names[rank])
    return name if w.do(f"{name} = {making(w, rank)}") else None


def any_array(w, wanted=lambda a: True, rank=None):
    name = w.array(lambda a: wanted(a) and a.ndim == (rank or max(a.ndim, 1)) and 0 < a.size <= 60, lambda w: make_array(w, rank))
    value = w.env.get(name)
    if isinstance(value, np.ndarray) and wanted(value) and value.ndim == (rank or max(value.ndim, 1)):
        return name
    name = w.name("b", "c", "y", "u")
    rank = rank or w.pick(1, 2)
    shape = [w.r.randint(2, 4) for _ in range(rank)]
    w.do(f"{name} = np.array({literal(w, shape, 'int' if not wanted(np.zeros([2] * rank)) else 'float')})")
    return name


def creation(w):
    name = make_array(w)
    n = w.r.randint(2, 5)
    w.show(name, f"{name}.shape", *w.some([f"{name}.dtype", f"{name}.ndim", f"{name}.size", f"len({name})", f"repr({name})", f"{name}.itemsize", f"{name}.nbytes"], 0, 2))
    w.show(*w.some([
        f"np.eye({n}, k={w.r.randint(-1, 1)})", f"np.diag({vector_literal(w, n)})", f"np.zeros_like({name})", f"np.full_like({name}, {w.r.randint(1, 9)})",
        f"np.identity({n})", f"np.arange({w.r.randint(0, 3)}, {w.r.randint(4, 9)}, {w.pick('0.5', '2', '0.75')})", f"np.ones_like({name}, dtype=float)",
        f"np.logspace(0, {n}, {n + 1})", f"np.tri({n})", f"np.fromiter((i * i for i in range({n})), dtype=float)", f"np.geomspace(1, {10 ** n}, {n + 1})",
        f"np.linspace(0, {n}, {n + 2}, endpoint=False)", f"np.array([{name}, {name}]).shape", f"np.empty((0, {n}))", f"np.meshgrid(np.arange({n}), np.arange(2))",
        f"np.fromfunction(lambda i, j: i * {n} + j, (2, {n}))", f"np.array({n}), np.array([])", f"np.vander({vector_literal(w, 3, 'int')}, {n})", f"np.indices((2, {n}))",
        f"np.tril({name})", f"np.triu({name}, k=1)", f"np.asarray({name}) is {name}, np.array({name}) is {name}",
    ], 1, 2))


def types(w):
    a = any_array(w)
    w.show(*w.some([f"{a}.astype({w.pick(*DTYPES)})", f"({a} + 1).dtype", f"({a} * 2.5).dtype", f"({a} / 2).dtype", f"({a} > 0).dtype", f"{a}.sum().dtype", f"{a}.mean().dtype",
                    f"type({a}.max())", f"np.array([1, 2.5, True])", f"{a}.tolist()", f"np.result_type({a}, np.float32)", f"({a} ** 2).dtype"], 1, 3))
    s, t = w.name("p", "lhs"), w.name("q", "rhs")
    w.do(f"{s} = np.array({vector_literal(w, 3, 'int')}, dtype={w.pick(*DTYPES[:5])})")
    w.do(f"{t} = np.array({vector_literal(w, 3, w.pick('int', 'float'))}, dtype={w.pick(*DTYPES[:5])})")
    op = w.pick("+", "-", "*", "/", "//", "%", "**", "<", "==", "&", "|")
    w.show(f"{s} {op} {t}", f"({s} {op} {t}).dtype")
    w.show(*w.some([f"np.float32({number(w)}) {w.pick('+', '*')} {s}", f"{s} + np.float64(1)", f"{t} * 2", f"np.int32(7) // {w.r.randint(2, 5)}", f"(np.int32(3) + 2.5).dtype",
                    f"{s}.astype(bool).sum()", f"np.float32(1) / 3", f"np.float64(1) / 3", f"np.int64(7) / 2", f"np.can_cast({s}.dtype, {t}.dtype)", f"{s}.dtype == {t}.dtype",
                    f"np.promote_types({s}.dtype, {t}.dtype)", f"{s}.dtype.name", f"{s}.dtype.kind", f"np.issubdtype({t}.dtype, np.integer)", f"np.iinfo({s}.dtype).max", f"np.finfo(np.float32).eps"], 1, 2))


def broadcasting(w):
    n, m = w.r.randint(2, 4), w.r.randint(2, 4)
    row, col = w.name("row", "r"), w.name("col", "c")
    w.do(f"{row} = np.{w.pick('arange', 'ones', 'arange')}({n}{w.pick('', '.0') if False else ''}) * {number(w)}")
    w.do(f"{col} = np.array({vector_literal(w, m)})[:, np.newaxis]" if w.r.random() < 0.5 else f"{col} = np.arange({m}).reshape(-1, 1)")
    w.show(f"{col} {w.pick('+', '-', '*')} {row}", f"({col} * {row}).shape")
    w.show(*w.some([f"np.broadcast_to({row}, ({m}, {n}))", f"np.maximum({col}, {row})", f"({col} > {row}).sum(axis=1)", f"np.add({col}, {row}).T", f"np.where({col} > 1, {row}, -1)",
                    f"{row}[None, :] * {row}[:, None]", f"np.broadcast_shapes(({m}, 1), ({n},))", f"({row} - {row}.mean()) / ({row}.std() + 1)", f"np.hypot({col}, {row})",
                    f"np.broadcast_arrays({col}, {row})[0]", f"np.outer({row}, {col})"], 1, 2))


# Indexing

def one_index(w, n, kinds="isnmb:"):
    kind = w.pick(*kinds)
    if kind == "i":
        return str(w.r.randint(-n, n - 1))
    if kind == "s":
        return w.pick("1:", ":-1", "::2", "::-1", ":2", f"{w.r.randint(0, n)}:", f"-2:", f"1:{n}", f"{n}::-2", f":{w.r.randint(0, n)}")
    if kind == "n":
        return w.pick("None", "np.newaxis", ":")
    if kind == "m":
        return str([w.r.randint(-n, n - 1) for _ in range(w.r.randint(1, 3))])
    if kind == "b":
        return str([w.r.random() < 0.5 for _ in range(n)]) if n < 5 else ":"
    return ":"


def index(w, shape, kinds="iiisss:::nm", least=1):
    items = [one_index(w, n, kinds) for n in shape[: w.r.randint(min(least, len(shape)), len(shape))]]
    if w.r.random() < 0.12 and items:
        items[w.r.randrange(len(items))] = "..."
    elif w.r.random() < 0.1:
        items.append("...") if w.r.random() < 0.5 else items.insert(0, "...")
    return ", ".join(items) or "..."


def reading(w):
    a = any_array(w)
    v = w.env[a]
    w.show(*[f"{a}[{index(w, v.shape)}]" for _ in range(w.r.randint(1, 3))])
    if v.dtype.kind in "fi":
        w.show(*w.some([f"{a}[{a} > {number(w, 'int')}]", f"{a}[({a} > 0) & ({a} < 5)]", f"{a}[~({a} < 2)].sum()", f"{a}[{a} % 2 == 0]", f"{a}[np.where({a} > 1)]",
                        f"{a}[np.argmax({a}, axis=0)]" if v.ndim == 1 else f"{a}[np.arange(len({a})), 0]", f"{a}.take([0, -1, 1])", f"{a}[np.array([0, -1])]",
                        f"{a}[{a}.argsort()[::-1]]" if v.ndim == 1 else f"{a}[:, [0, -1]]", f"{a}[np.ix_([0, 1], [0, -1])]", f"{a}[[True] * len({a})]",
                        f"{a}[..., -1]", f"{a}[..., None].shape", f"{a}.flat[1]", f"{a}[-1]", f"[float(r) for r in {a}.ravel()[:3]]", f"{a}.item(0)", f"{a}[np.nonzero({a})]",
                        f"np.take({a}, [0, 1], axis=-1)", f"np.extract({a} > 1, {a})", f"np.compress([True, False], {a}, axis=0)", f"{a}[1:][{index(w, (max(v.shape[0] - 1, 1),) + v.shape[1:])}]"], 1, 3))
    if w.r.random() < 0.3 and v.ndim > 1:
        rows, cols = w.name("rows", "ii"), w.name("cols", "jj")
        w.do(f"{rows} = np.array({[w.r.randrange(v.shape[0]) for _ in range(3)]})")
        w.do(f"{cols} = np.array({[w.r.randrange(v.shape[1]) for _ in range(3)]})")
        w.show(f"{a}[{rows}, {cols}]", f"{a}[{rows}[:, None], {cols}].shape", f"{a}[{rows}, 1:]")


def writing(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    values = ["0", "-1", "9.5", "100", f"{a}.max()", "[1] * 1", "np.nan" if v.dtype.kind == "f" else "7"]
    for _ in range(w.r.randint(1, 3)):
        target = w.pick(f"[{index(w, v.shape)}]", f"[{index(w, v.shape, 'iis:')}]", f"[{a} > {number(w, 'int')}]", f"[{a} < 0]", f"[{index(w, v.shape, 'mmsi')}]", "[0]", "[-1]", "[:, 0]", "[..., -1]")
        part = w.value(f"{a}{target}")
        choices = list(values)
        if isinstance(part, np.ndarray) and part.ndim == 1 and 0 < part.size < 6:
            choices += [vector_literal(w, part.size, "int"), f"np.arange({part.size})"]
        w.do(f"{a}{target} {w.pick('=', '=', '=', '+=', '-=', '*=')} {w.pick(*choices)}")
    w.show(a)
    if w.r.random() < 0.3:
        w.do(w.pick(f"np.put({a}, [0, -1], [50, 60])", f"np.putmask({a}, {a} > 3, 3)", f"np.fill_diagonal({a}, 0)", f"{a}.fill(2)", f"np.copyto({a}, {a}[::-1].copy())", f"{a}.flat[1] = -5",
                    f"np.place({a}, {a} > 2, [1, 2])", f"{a}.itemset(0, 3)", f"{a}.sort()", f"{a}[np.unravel_index({a}.argmax(), {a}.shape)] = -99"))
        w.show(a, f"{a}.sum()")


def views(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    view = w.name("view", "part", "sub", "alias")
    last = v.shape[-1]
    made = w.pick(f"{a}[1:]", f"{a}[::2]", f"{a}[::-1]", f"{a}.reshape(-1)", f"{a}.T", f"{a}.ravel()", f"{a}[...]", f"{a}.reshape(-1, 1)", f"{a}[0]" if v.ndim > 1 else f"{a}[:3]",
                  f"{a}[:, ::-1]", f"{a}[..., 0]" if v.ndim > 1 else f"{a}[1:3]", f"{a}.swapaxes(0, -1)", f"{a}[None]", f"{a}.copy()", f"{a}.flatten()", f"{a}.squeeze()", f"{a}.view()",
                  f"np.transpose({a})", f"np.atleast_2d({a})", f"{a}.reshape({last}, -1)", f"{a}.T.reshape(-1)", f"{a}[[0, 1]]", f"np.ravel({a}.T)", f"np.diagonal({a})", f"np.asarray({a})")
    if not w.do(f"{view} = {made}"):
        return
    p = w.env[view]
    for _ in range(w.r.randint(1, 2)):
        w.do(w.pick(f"{view}[{w.pick('0', '-1', '...', ':1', '::2')}] {w.pick('=', '+=', '*=')} {w.pick('0', '-7', '10', '3')}", f"{view} {w.pick('+=', '*=', '-=')} {w.pick('1', '2', '10')}",
                    f"{view}[{index(w, p.shape, 'iis:')}] = {w.pick('42', '-1')}", f"np.multiply({view}, 2, out={view})", f"{view}[:] = {view}[::-1].copy()", f"{a}[0] = {w.pick('77', '-3')}",
                    f"{view}[{view} > 2] = 0", f"{view}.sort()", f"{view}[...] = {w.r.randint(0, 9)}"))
    w.show(a, view)
    w.show(*w.some([f"np.shares_memory({a}, {view})", f"{view}.base is {a}", f"{view}.flags.owndata", f"{view}.shape", f"{view} is {a}", f"np.may_share_memory({a}, {view})", f"{view}.flags['C_CONTIGUOUS']", f"({view} == {a}).all()"], 0, 2))


# Ufuncs

UNARY = ["abs", "sqrt", "square", "sign", "floor", "ceil", "negative", "rint", "trunc", "exp", "log1p", "sin", "cos", "tanh", "arctan", "isnan", "reciprocal", "cbrt", "expm1", "degrees", "radians", "fabs", "exp2", "log2", "log10", "log", "arcsinh", "positive", "signbit", "deg2rad", "sinh", "tan", "isfinite", "logical_not"]
BINARY = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "power", "fmod", "mod", "floor_divide", "hypot", "arctan2", "logaddexp", "greater", "less_equal", "equal", "not_equal", "logical_and", "logical_or", "copysign", "fmax", "fmin", "remainder", "true_divide", "heaviside", "logical_xor", "float_power"]


def ufuncs(w):
    a = any_array(w, NUMBERS)
    w.show(*[f"np.{w.pick(*UNARY)}({a})" for _ in range(w.r.randint(1, 2))])
    w.show(f"np.{w.pick(*BINARY)}({a}, {w.pick(number(w), number(w, 'int'), a)})")
    w.show(*w.some([f"np.where({a} > 1, {a}, 0)", f"np.clip({a}, 0, 3)", f"{a}.clip(max=2)", f"np.round({a} / 3, 2)", f"abs({a})", f"-{a}", f"{a} ** 2", f"2 ** np.abs({a})", f"{a} // 2", f"{a} % 3", f"np.divmod({a}, 2)",
                    f"np.modf({a})", f"1 / (1 + np.exp(-{a}))", f"{a} @ {a}", f"np.sqrt(np.abs({a})).round(3)", f"np.nan_to_num({a})", f"np.interp({number(w)}, [0, 1, 2], [0, 10, 5])",
                    f"np.isclose({a}, {a} + 1e-9)", f"np.allclose({a}, {a})", f"np.array_equal({a}, {a} + 0)", f"np.select([{a} < 0, {a} > 2], [-1, 1], 0)", f"np.piecewise({a} * 1.0, [{a} < 0, {a} >= 0], [-1, 1])", f"np.gcd(12, 18), np.lcm(4, 6)", f"np.frexp(8.0)"], 1, 2))


def outputs(w):
    a = any_array(w, FLOATS)
    out = w.name("out", "result", "buf")
    w.do(f"{out} = np.{w.pick('zeros_like', 'ones_like')}({a})")
    w.do(w.pick(f"np.{w.pick('exp', 'square', 'abs', 'negative', 'floor', 'sqrt')}({a}, out={out})", f"np.{w.pick('add', 'multiply', 'subtract', 'maximum')}({a}, {number(w)}, out={out})",
                f"np.divide(1.0, {a}, out={out}, where={a} != 0)", f"np.log({a}, out={out}, where={a} > 0)", f"np.sqrt({a}, out={out}, where={a} >= 0)", f"np.clip({a}, 0, 1, out={out})", f"np.multiply({a}, 2, out={out}, where={a} > 1)"))
    w.show(out)
    w.show(*w.some([f"np.sum({a}, where={a} > 0)", f"np.add({a}, 1, where={a} > 100, out=np.zeros_like({a}))", f"np.cumsum({a}, out={out}.reshape(-1))", f"np.mean({a}, where={a} > -100)", f"np.max({a}, initial=2.5)", f"np.sum({a}, initial=10)",
                    f"np.round({a}, 1, out={out})", f"np.add({a}, {out}, dtype=np.float32)", f"np.dot({a}, {a}.T, out=None)", f"np.prod({a}, where={a} != 0)", f"np.min({a}, initial=-9, axis=0)"], 1, 2))


def ufunc_methods(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    w.show(*w.some([f"np.add.reduce({a})", f"np.multiply.reduce({a}, axis=-1)", f"np.maximum.accumulate({a})", f"np.add.accumulate({a}, axis=-1)", f"np.minimum.reduce({a}, axis=0)", f"np.subtract.outer({a}.ravel()[:3], [1, 2])",
                    f"np.multiply.outer([1, 2, 3], {a}.ravel()[:2])", f"np.add.reduce({a}, keepdims=True)", f"np.logical_and.reduce({a} > -3)", f"np.logical_or.reduce({a} > 3, axis=-1)", f"np.maximum.outer([1, 5], [3, 4])", f"np.add.reduceat({a}.ravel(), [0, 2])",
                    f"np.minimum.accumulate({a}.ravel())", f"np.multiply.accumulate({a}.ravel()[:4])", f"np.maximum.reduce([{a}, {a} * 2])", f"np.add.reduce({a}, axis=None)", f"np.power.outer([2, 3], [0, 1, 2])", f"np.add.reduce({a}, dtype=float)"], 1, 3))
    if w.r.random() < 0.5:
        count = w.name("counts", "acc")
        n = w.r.randint(3, 5)
        w.do(f"{count} = np.zeros({n}{w.pick('', ', dtype=int')})")
        w.do(f"np.{w.pick('add', 'add', 'subtract', 'maximum', 'multiply')}.at({count}, {[w.r.randrange(n) for _ in range(w.r.randint(3, 6))]}, {w.pick('1', '2', '3')})")
        w.show(count)


# Reductions and order

def reductions(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    axis = w.pick(*range(-v.ndim, v.ndim)) if v.ndim else None
    f = lambda: w.pick("sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin", "ptp")
    w.show(f"{a}.{f()}()", f"{a}.{f()}(axis={axis})", f"np.{f()}({a}, axis={axis})")
    w.show(*w.some([f"np.{w.pick('sum', 'mean', 'max', 'min')}({a}, axis={axis}, keepdims=True)", f"({a} - {a}.mean(axis={axis}, keepdims=True)).round(3)", f"np.all({a} > 0)", f"np.any({a} > 3, axis=0)", f"np.median({a})", f"np.percentile({a}, {w.pick(25, 50, 90)})",
                    f"np.var({a}, ddof=1)", f"np.average({a}, weights=np.abs({a}) + 1)", f"np.count_nonzero({a})", f"({a} > 1).mean()", f"np.quantile({a}, [0.25, 0.75])", f"np.nanmean({a})", f"np.sum({a}, axis=(0, 1))", f"np.median({a}, axis={axis})", f"np.nansum({a}, axis=0)",
                    f"np.std({a}, axis={axis}, ddof=1)", f"{a}.sum(dtype=float)", f"np.nanmax({a})", f"np.average({a}, axis=0)", f"np.amax({a}), np.amin({a})", f"{a}.all(), {a}.any()", f"np.corrcoef({a})", f"np.cov({a})", f"np.count_nonzero({a} > 1, axis=0)", f"np.nanstd({a})",
                    f"np.histogram({a}, bins=4)", f"np.cumsum({a})[-1]", f"np.trapz({a})", f"np.nanargmin({a})", f"np.percentile({a}, [10, 50], axis=0)"], 1, 2))


def order(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    w.show(*w.some([f"np.sort({a})", f"np.sort({a}, axis=0)", f"np.argsort({a})", f"np.sort({a}, axis=None)", f"{a}.argsort(axis=0, kind='stable')", f"np.sort({a})[::-1]", f"np.argmax({a})", f"np.argwhere({a} > 1)", f"np.nonzero({a} > 2)",
                    f"np.flatnonzero({a} < 1)", f"np.searchsorted(np.sort({a}.ravel()), {number(w)})", f"np.searchsorted([1, 2, 3, 5], {a}.ravel(), side='right')", f"np.partition({a}.ravel(), 2)[:3].sum()", f"np.where({a} > {a}.mean())", f"np.lexsort(({a}.ravel(), {a}.ravel() > 1))",
                    f"np.digitize({a}, [0, 2, 4])", f"np.unravel_index(np.argmax({a}), {a}.shape)", f"np.argpartition({a}.ravel(), 1)[:1]", f"sorted({a}.ravel().tolist())", f"np.flip({a})", f"np.flip({a}, 0)", f"np.take_along_axis({a}, np.argsort({a}, axis=-1), axis=-1)", f"np.argsort(-{a}.ravel(), kind='stable')[:3]", f"np.roll({a}, 1)", f"np.roll({a}, -1, axis=0)"], 1, 3))


def sets(w):
    a, b = w.name("left", "s1", "ids"), w.name("right", "s2", "other")
    w.do(f"{a} = np.array({[w.r.randint(0, 6) for _ in range(w.r.randint(4, 8))]})")
    w.do(f"{b} = np.array({[w.r.randint(0, 6) for _ in range(w.r.randint(3, 6))]})")
    w.show(*w.some([f"np.unique({a})", f"np.unique({a}, return_counts=True)", f"np.unique({a}, return_index=True)", f"np.unique({a}, return_inverse=True)", f"np.intersect1d({a}, {b})", f"np.union1d({a}, {b})", f"np.setdiff1d({a}, {b})", f"np.setxor1d({a}, {b})",
                    f"np.in1d({a}, {b})", f"np.isin({a}, [1, 2])", f"np.bincount({a})", f"np.bincount({a}, minlength=8)", f"np.bincount({a}, weights={a} * 0.5)", f"set({a}.tolist()) & set({b}.tolist())", f"np.isin({a}, {b}, invert=True).sum()", f"np.unique(np.array([[1, 2], [1, 2], [0, 3]]), axis=0)", f"len(np.unique({a}))",
                    f"dict(zip(*np.unique({a}, return_counts=True)))", f"np.ediff1d({a})", f"np.bincount({a}).argmax()"], 2, 4))


# Shapes

def stacking(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    w.show(*w.some([f"np.concatenate([{a}, {a}])", f"np.concatenate([{a}, {a}], axis=-1)", f"np.stack([{a}, {a} * 2])", f"np.stack([{a}, {a}], axis=-1).shape", f"np.vstack([{a}, {a}])", f"np.hstack([{a}, {a}])", f"np.column_stack([{a}, {a}])", f"np.dstack([{a}, {a}]).shape", f"np.append({a}, [[1]] * 1)",
                    f"np.append({a}, 5)", f"np.tile({a}, 2)", f"np.tile({a}, (2, 1)).shape", f"np.repeat({a}, 2)", f"np.repeat({a}, 2, axis=0)", f"np.insert({a}, 1, 99)", f"np.delete({a}, 0)", f"np.delete({a}, [0, 1], axis=0)", f"np.block([[{a}], [{a}]]).shape", f"np.r_[{a}.ravel()[:2], 0, 9]", f"np.c_[{a}, {a}]",
                    f"np.pad({a}, 1)", f"np.pad({a}, 1, mode='edge')", f"np.pad({a}, (1, 2), constant_values=7)", f"np.vstack(({a}, np.ones({v.shape[-1]})))", f"np.hstack([{a}, np.zeros_like({a})]).shape", f"np.resize({a}, (2, 3))", f"np.insert({a}, 0, -1, axis=0)", f"np.row_stack([{a}, {a}]).shape"], 1, 2))
    w.show(*w.some([f"np.split(np.arange(9), 3)", f"np.array_split({a}, 2)", f"np.split({a}, [1])", f"np.hsplit(np.arange(8).reshape(2, 4), 2)[0]", f"np.vsplit({a}, [1])[0]", f"[p.sum() for p in np.array_split({a}.ravel(), 3)]", f"np.array_split({a}, 2, axis=-1)[0]", f"np.split(np.arange(7.0), [2, 5])"], 0, 1))


def shapes(w):
    a = any_array(w, NUMBERS)
    w.show(*w.some([f"{a}.reshape(-1)", f"{a}.T", f"{a}.reshape(1, -1).shape", f"np.expand_dims({a}, 0).shape", f"{a}[np.newaxis].squeeze().shape", f"np.moveaxis({a}, 0, -1).shape", f"np.swapaxes({a}, 0, -1)", f"{a}.transpose()", f"np.atleast_2d({a}).shape", f"np.fliplr(np.atleast_2d({a}))", f"np.rot90(np.atleast_2d({a}))",
                    f"{a}.reshape(-1, {w.pick(1, 2, 3)})", f"{a}.ravel(order='F')", f"{a}.flatten('F')", f"np.reshape({a}, -1, order='F')", f"np.ravel({a})[-2:]", f"{a}.size, {a}.shape, {a}.ndim", f"np.rollaxis({a}, -1).shape", f"np.trim_zeros(np.array([0, 0, 1, 2, 0]))", f"np.diff({a})", f"np.diff({a}, axis=0)", f"np.gradient({a} * 1.0)", f"{a}.T.shape", f"np.flipud({a})", f"np.diff({a}.ravel(), n=2)"], 2, 4))


def cumulative(w):
    a = any_array(w, NUMBERS)
    w.show(*w.some([f"np.cumsum({a})", f"{a}.cumsum(axis=0)", f"np.cumprod({a})", f"np.cumprod({a}, axis=-1)", f"np.cumsum({a}, axis=-1, dtype=float)", f"np.diff(np.cumsum({a}))", f"np.nancumsum({a})", f"np.cumsum({a}[::-1])[::-1]", f"np.maximum.accumulate({a}.ravel())", f"{a}.cumprod()", f"np.cumsum({a} > 1)", f"np.convolve({a}.ravel(), [1, 0, -1])", f"np.convolve({a}.ravel(), np.ones(3) / 3, mode='valid')", f"np.correlate({a}.ravel(), [1, 2])"], 1, 3))


# Linear algebra

def square(w, n):
    """A well-conditioned matrix: its diagonal dominates."""
    name = w.name("A", "M", "S", "K")
    rows = [[w.r.randint(-2, 3) if i != j else w.r.randint(6, 11) for j in range(n)] for i in range(n)]
    text = [[f"{x}.0" if w.r.random() < 0.5 else str(x) for x in row] for row in rows]
    w.do(f"{name} = np.array([{', '.join('[' + ', '.join(row) + ']' for row in text)}])")
    return name


def linear_algebra(w):
    n = w.r.randint(2, 4)
    A, b = square(w, n), w.name("b", "rhs", "y")
    w.do(f"{b} = np.array({vector_literal(w, n)})")
    w.show(*w.some([f"{A} @ {b}", f"np.dot({A}, {b})", f"{A} @ {A}", f"{A}.T @ {A}", f"{b} @ {b}", f"np.linalg.solve({A}, {b})", f"np.linalg.inv({A})", f"np.linalg.det({A})", f"np.linalg.norm({b})", f"np.linalg.norm({A})", f"np.linalg.norm({A}, axis=1)", f"np.outer({b}, {b})", f"np.inner({A}, {b})", f"np.trace({A})",
                    f"np.linalg.matrix_power({A}, {w.pick(2, 3)})", f"np.linalg.norm({b}, {w.pick('1', '2', 'np.inf', 'ord=1')})", f"np.allclose({A} @ np.linalg.inv({A}), np.eye({n}))", f"np.linalg.inv({A}) @ {b}", f"np.linalg.matrix_rank({A})", f"np.kron(np.eye(2), {A}).shape", f"np.diag({A})", f"np.vdot({b}, {b})",
                    f"np.tensordot({A}, {b}, axes=1)", f"np.linalg.norm({A}, 'fro')", f"np.round(np.linalg.inv({A}), 4)", f"np.linalg.cholesky({A} @ {A}.T)", f"np.round(np.linalg.eigvalsh({A} + {A}.T), 6)", f"np.linalg.slogdet({A})", f"np.round(np.linalg.svd({A}, compute_uv=False), 6)", f"np.linalg.cond({A}).round(6)", f"np.linalg.multi_dot([{A}, {A}, {b}])", f"np.round(np.linalg.lstsq({A}, {b}, rcond=None)[0], 6)", f"np.linalg.pinv({A}).round(6)", f"np.abs(np.linalg.qr({A})[1]).round(6)"], 2, 4))


def einsums(w):
    n, m = w.r.randint(2, 3), w.r.randint(2, 4)
    p, q = w.name("P", "E", "W"), w.name("Q", "F", "Z")
    w.do(f"{p} = np.arange({n * m}{w.pick('', '.0')}).reshape({n}, {m})")
    w.do(f"{q} = np.{w.pick('ones', 'ones')}(({m}, {n})) * {w.r.randint(2, 5)}" if w.r.random() < 0.5 else f"{q} = np.arange({n * m}).reshape({m}, {n})[::-1]")
    w.show(*w.some([f"np.einsum('ij,jk->ik', {p}, {q})", f"np.einsum('ij->i', {p})", f"np.einsum('ij->ji', {p})", f"np.einsum('ij,ij->', {p}, {p})", f"np.einsum('ij,ij->i', {p}, {p})", f"np.einsum('ij->', {p})", f"np.einsum('i,j->ij', {p}[0], {q}[:, 0])", f"np.einsum('ij,kj->ik', {p}, {p})", f"np.einsum('ii', {p} @ {q})", f"np.einsum('ii->i', {p} @ {q})",
                    f"np.einsum('ij,j', {p}, {p}[0])", f"np.einsum('i,i', {p}[0], {p}[1])", f"np.einsum('ij,jk,kl->il', {p}, {q}, {p})", f"np.einsum('...j->...', {p})"], 2, 3))


# Random numbers

def legacy_random(w):
    seed, n = w.r.randint(0, 999), w.r.randint(2, 5)
    if w.r.random() < 0.5:
        w.do(f"np.random.seed({seed})")
        rng = "np.random"
    else:
        rng = w.name("rng", "rs", "state")
        w.do(f"{rng} = np.random.RandomState({seed})")
    draws = [f"rand({n})", f"randn({n})", f"randint(0, 10, size={n})", f"uniform(-1, 1, {n})", f"normal(5, 2, size=({n}, 2))", f"choice({n + 3}, {n}, replace=False)", f"permutation({n + 2})", "rand()", "randn()", f"randint({n + 5})", f"choice(['red', 'green', 'blue'])" if False else f"choice([1, 2, 4], size={n})", f"random_sample({n})", f"standard_normal({n})", f"exponential(2.0, {n})", f"binomial(10, 0.3, {n})", f"poisson(3, {n})", f"choice({n}, p=np.ones({n}) / {n})", f"rand(2, {n})", f"randint(1, 7, (2, {n}))", f"random({n})", f"beta(2, 3)", f"gamma(2.0, 1.0, {n})", f"multivariate_normal([0, 0], [[1, 0.5], [0.5, 2]])", f"shuffle(np.arange(3))"]
    weights = [6, 6, 6, 4, 4, 3, 3, 3, 3, 3, 1, 3, 2, 1, 1, 1, 1, 3, 2, 2, 1, 1, 1, 1]
    for _ in range(w.r.randint(1, 3)):
        w.show(f"{rng}.{w.r.choices(draws, weights)[0]}")
    if w.r.random() < 0.3:
        deck = w.name("deck", "cards")
        w.do(f"{deck} = np.arange({n + 3})")
        w.do(f"{rng}.shuffle({deck})")
        w.show(deck)


def generators(w):
    rng, n = w.name("rng", "gen"), w.r.randint(2, 5)
    w.do(f"{rng} = np.random.default_rng({w.r.choice([0, 1, 42, 123, 2024, w.r.randint(2, 9999)])})")
    draws = [f"random({n})", f"normal(size={n})", f"integers(0, 10, {n})", f"standard_normal(({n}, 2))", f"uniform(0, 5, {n})", f"normal(2, 0.5, {n})", f"choice({n + 4}, {n}, replace=False)", f"permutation({n + 2})", "random()", f"integers(1, 7, size=({n}, 2))", f"choice([10, 20, 30], size={n})", f"exponential(1.5, {n})", f"integers(100)", f"poisson(4, {n})", f"binomial(8, 0.5, {n})", f"choice(3, {n}, p=[0.2, 0.3, 0.5])", f"standard_normal()"]
    weights = [6, 6, 6, 4, 4, 4, 2, 2, 3, 3, 2, 1, 2, 1, 1, 1, 2]
    for _ in range(w.r.randint(1, 3)):
        w.show(f"{rng}.{w.r.choices(draws, weights)[0]}")


# Printing

SCALES = ["1", "1e-3", "1e6", "1e10", "1e-8", "1000", "0.1", "1e16", "123456.789"]


def printing(w):
    a = any_array(w)
    if w.r.random() < 0.6:
        a2 = w.name("wide", "scaled", "big", "small")
        w.do(f"{a2} = {w.pick(making(w, 1), making(w, 2))} * {w.pick(*SCALES)}")
        a = a2 if a2 in w.env else a
    if w.r.random() < 0.65:
        w.do(f"np.set_printoptions({', '.join(w.some([f'precision={w.pick(2, 3, 4, 5, 6, 10)}', f'suppress={w.pick(True, True, False)}', f'linewidth={w.pick(40, 60, 100, 120)}', f'threshold={w.pick(5, 10, 20)}', f'edgeitems={w.pick(1, 2, 4)}', 'precision=3, suppress=True'], 1, 2))})" if w.r.random() < 0.95 else "np.set_printoptions(floatmode='fixed', precision=3)")
    w.show(a)
    w.do(f"print(repr({a}))")
    if w.r.random() < 0.5:
        w.show(*w.some([f"np.arange({w.r.randint(20, 60)}){w.pick('', ' / 7', ' * 1.5', '.reshape(-1, 2)[:4]')}", f"np.linspace(0, 1, {w.r.randint(12, 40)})", "np.array([np.nan, 1.5, -np.inf])", f"np.arange({w.pick(1001, 1500, 3000)}) * {w.pick('1', '0.5')}", f"np.zeros(({w.pick(3, 20)}, {w.pick(3, 25)}))", "np.array([[[1.5]]])", "np.array([], dtype=int)", "np.array([1e-300, 1.0])", "np.array(3.0)", f"np.array([True, False]) & True", f"[{a}.sum(), {a}.mean()]", f"{{'a': {a}}}", f"({a},)", "np.float32(1) / 3", f"np.array([0.1, 0.25, 1/3]) * {w.pick(*SCALES)}", f"str({a})[:20]", f"np.array2string({a}, precision=2)", f"np.array_str({a})", f"np.arange(24).reshape(2, 3, 4) * {w.pick('1', '0.25')}", "np.array([1e5, 1e-5, 123.456])", "np.eye(3) * -0.0", f"np.array_repr({a})", f"np.full((2, 2), {w.pick('1e20', '1e-20', '0.1 + 0.2')})"], 1, 2))
    if w.r.random() < 0.15:
        w.do(f"with np.printoptions(precision={w.pick(1, 2, 3)}):\n    print({a})")


def formatting(w):
    a = any_array(w, NUMBERS)
    x = w.name("total", "mean", "score", "s")
    w.do(f"{x} = {a}.{w.pick('sum', 'mean', 'max', 'std', 'min', 'prod')}()")
    spec = lambda: w.pick(".2f", ".3f", ".4f", "8.3f", ".1e", "g", "10.2f", ".3g", "+.2f", ">12.4f", ".0f", "<10.2f", ",.2f", ".2%", "")
    w.do(w.pick(f"print(f'{{{x}:{spec()}}} {{{a}.shape}} {{{x}}}')", f"print('%.3f %s' % ({x}, {x}))", f"print('{x} = {{:{spec()}}}, n = {{}}'.format({x}, {a}.size))", f"print(f'{{{a}}}')", f"print('%d items, %6.2f' % ({a}.size, {x}))", f"print(f'{{{x}!r}} {{{x}:{spec()}}}')", f"print('max: ' + str({a}.max()), sep='')", f"print('%s' % {a})", f"print('%g|%e|%5.1f' % ({x}, {x}, {x}))", f"print(' '.join(f'{{v:{w.pick('.2f', '.1f', '6.2f')}}}' for v in {a}.ravel()[:4]))", f"print('{{}} {{!r}}'.format({a}.ravel()[0], {a}.ravel()[-1]))", f"print({x}, repr({x}), [{x}], sep=' | ')", f"print(f'{{np.float32({number(w)}):.3f}} {{np.int64({w.r.randint(1, 99)}):05d}}')"))
    w.show(*w.some([f"round({x}, 2)", f"float({x})", f"int({x})", f"{x} + 1", f"{x} == {x}", f"type({x}).__name__", f"isinstance({x}, float)", f"{x}.item()", f"str({x})", f"{x} * 2.0", f"np.float32({x})", f"({x}, {x})", f"{x}.dtype", f"bool({x})", f"round(float({x}), 3)", f"{x}.round(2)", f"divmod(int({x}), 3)", f"math.floor({x})" if "math" in w.env else f"{x} // 1", f"np.isscalar({x})", f"{x} ** 2"], 1, 3))


TOPICS = [(creation, 8), (types, 8), (broadcasting, 6), (reading, 10), (writing, 10), (views, 9), (ufuncs, 7), (outputs, 5), (ufunc_methods, 5), (reductions, 9), (order, 7), (sets, 4), (stacking, 6), (shapes, 6), (cumulative, 4), (linear_algebra, 6), (einsums, 3), (legacy_random, 5), (generators, 4), (printing, 9), (formatting, 7)]
