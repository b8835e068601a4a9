"""Lines that raise: as the last statement of a program, or caught and printed."""
from topics import any_array, NUMBERS, INTS, index


def expression(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    n = v.shape[0]
    return w.pick(
        f"{a} + np.ones({v.shape[-1] + 2})",
        f"{a}[{n + w.r.randint(0, 3)}]",
        f"{a}[{-n - 1}]",
        f"{a}[{', '.join(['0'] * (v.ndim + 1))}]",
        f"{a}.reshape({v.size + 1}, 2)",
        f"{a}.reshape(-1, {v.size + 1})",
        f"np.sum({a}, axis={v.ndim + w.r.randint(0, 2)})",
        f"np.concatenate([{a}, np.ones(({n}, {v.shape[-1] + 1}))])",
        f"np.ones((2, 3)) @ np.ones((2, 3))",
        f"np.dot(np.ones({n}), np.ones({n + 1}))",
        f"np.linalg.inv(np.zeros((2, 2)))",
        f"np.linalg.solve(np.array([[1.0, 2.0], [2.0, 4.0]]), np.ones(2))",
        f"np.linalg.inv(np.ones((2, 3)))",
        f"np.array([1, 2]) @ np.array([1, 2, 3])",
        f"np.zeros(3)[[0, 5]]",
        f"{a}[np.array([True] * {n + 1})]",
        f"if {a} > 1: pass" if v.size > 1 else f"{a}[99]",
        f"bool({a} == {a})" if v.size > 1 else f"{a}[99]",
        f"np.stack([np.ones(2), np.ones(3)])",
        f"np.vstack([np.ones(2), np.ones(3)])",
        f"{a}.foo",
        f"np.frobnicate({a})" if False else f"{a}.nosuch()",
        f"int({a})" if v.size > 1 else f"{a}[99]",
        f"np.split({a}.ravel(), {v.size + 1})",
        f"np.expand_dims({a}, {v.ndim + 2})",
        f"np.squeeze({a}, axis=0)" if n > 1 else f"{a}[9]",
        f"np.transpose({a}, (0, 0))",
        f"{a}['x']",
        f"{a}[1.0]",
        f"np.argmax([])",
        f"np.max(np.array([]))",
        f"np.broadcast_to({a}, ({n + 1}, {v.shape[-1] + 1}))",
        f"np.linspace(0, 1, -1)",
        f"np.random.RandomState(0).choice(3, 5, replace=False)",
        f"np.einsum('ij,jk->ik', np.ones((2, 3)), np.ones((2, 3)))",
        f"np.array([1, 2, 3]) ** -1",
        f"np.full(3)",
        f"{a}.mean(axis={v.ndim})",
        f"np.linalg.cholesky(np.array([[1.0, 2.0], [2.0, 1.0]]))",
        f"np.swapaxes({a}, 0, {v.ndim})",
        f"np.random.randint(5, 2)",
        f"{a}.astype('nonsense')",
    )


def assignment(w):
    a = any_array(w, NUMBERS)
    v = w.env[a]
    return w.pick(f"{a}[0] = np.ones({v.shape[-1] + 3})", f"{a}[{v.shape[0]}] = 1", f"{a}[:] = np.zeros({v.shape[-1] + 1})", f"{a} += np.ones({v.shape[-1] + 4})", f"i = np.arange(3); i += 0.5", f"np.add(np.arange(3), 0.5, out=np.arange(3))", f"{a}[{a} > -99] = [1, 2, 3, 4, 5, 6, 7] * 9", f"x, y = np.arange(3)",
                  f"np.broadcast_to(np.arange(3), (2, 3))[0, 0] = 1", f"i = np.arange(4); i *= 1.5", f"i = np.arange(4); i /= 2", f"i = np.arange(3); i[0] = np.nan", f"{a}.shape = (99, 2)", f"{a}[0] = 'text'", f"{a}[[0, {v.shape[0]}]] = 5")


def ending(w):
    w.lines += (expression(w) if w.r.random() < 0.65 else assignment(w)).split("\n")
    if w.r.random() < 0.3:
        w.lines.append("print('not reached')")


def in_function(w):
    line = expression(w) if w.r.random() < 0.7 else assignment(w)
    w.lines += ["def compute():", f"    {line}" if line.startswith(("if", "i ")) or " = " in line or "+=" in line else f"    return {line}", "print('before')", "compute()"]


def caught(w):
    kind = w.pick("Exception", "Exception", "(ValueError, IndexError, TypeError)")
    w.lines += ["try:", f"    {expression(w) if w.r.random() < 0.6 else assignment(w)}", f"except {kind} as e:", f"    {w.pick('print(type(e).__name__, e)', 'print(e)', 'print(repr(e))')}"]


MISTAKES = [ending, ending, in_function, caught]
