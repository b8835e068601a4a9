"""Writes linearAlgebra.golden.json: programs of linear algebra, polynomials and interpolation with what they print under
NumPy 1.24 with the reference LAPACK 3.11 (Debian: python3-numpy, liblapack3).

Run: /usr/bin/python3 linearAlgebra.golden.py
Each template is run for random operands: plain, symmetric, singular, defective and stacked ones. Every digit must agree."""
import contextlib, io, json, os, pathlib, random, warnings

# Without the processor's wide instructions the elementary functions are the C library's.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX2 FMA3"
import numpy as np

warnings.simplefilter("ignore")
RANDOM = random.Random(20)

WRITTEN = pathlib.Path(__file__).with_name("linearAlgebra.programs.txt").read_text().split("### ")[1:]


def numbers(count, kind):
    if kind == "int":
        return [RANDOM.randint(-4, 5) for _ in range(count)]
    if kind == "float":
        return [RANDOM.choice([-1, 1]) * round(RANDOM.uniform(0.1, 4), 2) for _ in range(count)]
    return [float(RANDOM.randint(-4, 5)) for _ in range(count)]


def vector(n, kind=None):
    return str(numbers(n, kind or RANDOM.choice(["int", "float", "whole"])))


def matrix(m, n, kind=None):
    kind = kind or RANDOM.choice(["int", "float", "float", "whole"])
    return str([numbers(n, kind) for _ in range(m)])


def special(n):
    """Matrices that are not generic: symmetric, singular, sparse, triangular, with equal eigenvalues."""
    r = RANDOM.random()
    a = np.array([numbers(n, RANDOM.choice(["float", "whole"])) for _ in range(n)])
    if r < 0.3:
        a = a + a.T
    elif r < 0.45:
        a = a @ a.T
    elif r < 0.6:
        a = np.triu(a)
    elif r < 0.7:
        a[:, -1] = a[:, 0]
    elif r < 0.8:
        a = np.diag(np.diag(a))
    elif r < 0.9:
        a = np.eye(n) * 2 + np.outer(a[0], a[0])
    return str(np.round(a, 4).tolist())


def positive(n):
    a = np.array([numbers(n, "float") for _ in range(n)])
    return str(np.round(a @ a.T + np.eye(n), 4).tolist())


def size(low=1, high=5):
    return RANDOM.randint(low, high)


SUBSCRIPTS = "ij,jk->ik ij,kj->ik ij,ij-> ij-> ij->i ij->j i,i-> i,i ii ij,j->i ij,j i,ij->j i,ij,j-> ij,ji-> ijk->k ijk->j ijk->i ijk,k->ij ijk,jil->kl bij,bjk->bik bij,bkj->bik ij,ik->jk ji,jk->ik ij,ij->ij ij,ij->i ij,ij->j ij,jk,kl->il ijk,ijk-> ki,kj->ij ij,i->j i,ij->i ijkl,kl->ij a,ab,b".split()


def sums():
    """einsum of arrays in either memory order: the order of additions is visible in the last digits."""
    text, sizes, lines, names = RANDOM.choice(SUBSCRIPTS), {}, [], []
    for k, term in enumerate(text.split("->")[0].split(",")):
        shape = [sizes.setdefault(label, size(1, 11)) for label in term]
        a = np.array(numbers(int(np.prod(shape)), "float")).reshape(shape)
        lines.append(f"a{k} = np.array({a.tolist()})")
        names.append(f"a{k}.T.copy().T" if RANDOM.random() < 0.3 and a.ndim == 2 else f"a{k}")
    return "\n".join(lines) + f"\nprint(np.asarray(np.einsum('{text}', {', '.join(names)})).tolist())\n"


def template(kind):
    if kind == "sums":
        return sums()
    m, n, k = size(), size(), size()
    any_square = special(n) if RANDOM.random() < 0.5 else matrix(n, n)
    any_matrix = matrix(m, n)
    safe = "try:\n    {}\nexcept np.linalg.LinAlgError as e:\n    print('LinAlgError', e)\n"
    return {
        "inv": f"A = np.array({any_square})\n" + safe.format("print(np.linalg.inv(A)); print(np.linalg.inv(A).tolist())"),
        "det": f"A = np.array({any_square})\nprint(np.linalg.det(A), np.linalg.slogdet(A))\n",
        "solve": f"A = np.array({any_square}); b = np.array({vector(n)}); B = np.array({matrix(n, k)})\n" + safe.format("print(np.linalg.solve(A, b).tolist(), np.linalg.solve(A, B))"),
        "svd": f"A = np.array({any_matrix if RANDOM.random() < 0.6 else any_square})\nu, s, vt = np.linalg.svd(A)\nprint(u); print(s); print(vt)\nu, s, vt = np.linalg.svd(A, full_matrices=False)\nprint(u.tolist(), s.tolist(), vt.tolist())\n",
        "values": f"A = np.array({any_matrix})\nprint(np.linalg.svd(A, compute_uv=False).tolist(), np.linalg.norm(A, 2), np.linalg.norm(A, 'nuc'), np.linalg.cond(A))\n",
        "eigh": f"A = np.array({special(n)})\nA = A + A.T\nw, v = np.linalg.eigh(A)\nprint(w); print(v); print(w.tolist(), v.tolist(), np.linalg.eigvalsh(A))\n",
        "eig": f"A = np.array({special(n)})\nw = np.linalg.eigvals(A)\nprint(w.tolist())\nw, v = np.linalg.eig(A)\nprint(w); print(v); print(v.tolist())\n",
        "qr": f"A = np.array({any_matrix})\nq, r = np.linalg.qr(A)\nprint(q); print(r.tolist()); print(np.linalg.qr(A, mode='r')); print(np.linalg.qr(A, mode='complete'))\n",
        "cholesky": f"A = np.array({positive(n)})\nprint(np.linalg.cholesky(A)); print(np.linalg.cholesky(A).tolist())\n",
        "lstsq": f"A = np.array({any_matrix}); b = np.array({vector(m)}); B = np.array({matrix(m, k)})\nprint(np.linalg.lstsq(A, b, rcond=None)); x, r, k, s = np.linalg.lstsq(A, B, rcond=None)\nprint(x); print(r, k, s.tolist())\n",
        "pinv": f"A = np.array({any_matrix})\nprint(np.linalg.pinv(A)); print(np.linalg.matrix_rank(A))\n",
        "rank": f"A = np.array({special(n)})\nprint(np.linalg.matrix_rank(A), np.linalg.matrix_rank(A[0]), np.linalg.matrix_rank(A, tol=0.5))\n",
        "long": f"A = np.array({matrix(size(1, 12), size(8, 14), 'float')}); v = A[0]; B = np.array({matrix(size(8, 14), 3, 'float')})\nprint(np.linalg.norm(v))\nprint(np.linalg.norm(A))\nprint(np.linalg.norm(A, axis=1).tolist())\nprint(np.linalg.norm(A, axis=0).tolist())\nprint(np.linalg.norm(A, axis=(0, 1)))\nprint(np.linalg.norm(A, 1))\nprint(np.linalg.norm(A, np.inf))\nprint(np.linalg.norm(v, 3))\nprint(np.trapz(v))\nprint(np.vdot(v, v))\nprint(np.cov(A).tolist())\nprint(np.corrcoef(B.T).tolist())\nprint(np.convolve(v, v).tolist())\nprint(np.linalg.lstsq(B, B[:, 0] ** 2, rcond=None)[0].tolist())\nprint(np.polyfit(np.arange(len(v)), v, 2).tolist())\nprint(np.linalg.matrix_rank(A))\nprint(np.linalg.pinv(B).tolist())\nprint(np.linalg.svd(A, compute_uv=False).tolist())\nprint(np.linalg.cond(B))\n",
        "norm": f"A = np.array({any_matrix}); v = np.array({vector(n)})\nprint([np.linalg.norm(A, o) for o in [None, 'fro', 1, -1, np.inf, -np.inf]], [np.linalg.norm(v, o) for o in [None, 0, 1, 2, 3, 0.5, np.inf, -np.inf]])\nprint(np.linalg.norm(A, axis=0), np.linalg.norm(A, 1, axis=1), np.linalg.norm(A, axis=1, keepdims=True), np.linalg.norm(A, np.inf, axis=-1), np.linalg.norm(A, axis=(0, 1)), np.linalg.norm(A, keepdims=True))\n",
        "power": f"A = np.array({matrix(n, n)})\nprint([np.linalg.matrix_power(A, k).tolist() for k in range(6)])\n",
        "batch": f"A = np.array([{matrix(3, 3, 'float')}, {matrix(3, 3, 'float')}])\nprint(np.linalg.inv(A)); print(np.linalg.det(A), np.linalg.slogdet(A)); print(np.linalg.svd(A)); print(np.linalg.eigh(A + A.transpose(0, 2, 1))); print(np.linalg.norm(A, axis=(1, 2)), np.linalg.matrix_rank(A), A @ A, np.trace(A, axis1=1, axis2=2))\n",
        "products": f"A = np.array({any_matrix}); B = np.array({matrix(n, k)}); v = np.array({vector(n)})\nprint(A @ B, A @ v, np.dot(A, B), np.inner(A, A), np.outer(v, v), np.vdot(A, A), np.kron(A, v), np.tensordot(A, B, axes=1), np.tensordot(A, A, axes=([0, 1], [0, 1])), np.tensordot(v, v, 0))\n",
        "multi_dot": f"A = np.array({matrix(m, n)}); B = np.array({matrix(n, k)}); C = np.array({matrix(k, m)}); v = np.array({vector(m)})\nprint(np.linalg.multi_dot([A, B, C]), np.linalg.multi_dot([A, B, C, v]), np.linalg.multi_dot([v, A, B]), np.linalg.multi_dot([v, A, B, C, v]))\n",
        "einsum": f"A = np.array({any_matrix}); B = np.array({matrix(n, k)}); S = np.array({matrix(n, n)}); v = np.array({vector(n)})\nprint(np.einsum('ij,jk->ik', A, B), np.einsum('ij,jk', A, B), np.einsum('ii', S), np.einsum('ii->i', S), np.einsum('ij->ji', A), np.einsum('ij->', A), np.einsum('ij,ij->i', A, A), np.einsum('i,j->ij', v, v), np.einsum('ij,j', A, v), np.einsum('ba', A), np.einsum('...j,j->...', A, v), np.einsum('i,ij,j->', v, S, v), np.einsum(A, [0, 1], B, [1, 2], [2, 0]))\n",
        "cross": f"a = np.array({vector(3)}); b = np.array({vector(3)}); c = np.array({vector(2)}); M = np.array({matrix(m, 3)})\nprint(np.cross(a, b), np.cross(c, a), np.cross(a, c), np.cross(c, c[::-1]), np.cross(M, a), np.cross(a, M), np.cross(M.T, a, axisa=0), np.cross(M, M[::-1], axisc=0))\n",
        "diagonals": f"A = np.array({any_matrix}); v = np.array({vector(n)})\nprint(np.trace(A), np.trace(A, 1), np.trace(A, offset=-1), np.diag(A), np.diag(A, 1), np.diag(v), np.diag(v, -1), np.diagonal(A, offset=-1), np.diagflat(A, 1), A.trace(), np.vander(v), np.vander(v, 3, increasing=True))\n",
        "convolve": f"a = np.array({vector(size(1, 6))}); b = np.array({vector(size(1, 6))})\nfor mode in ['full', 'same', 'valid']:\n    print(np.convolve(a, b, mode), np.correlate(a, b, mode))\nprint(np.correlate(a, b), np.convolve(b, a))\n",
        "cov": f"A = np.array({matrix(size(1, 3), size(2, 5))}); v = np.array({vector(4)}); w = np.array({vector(4)})\nprint(np.cov(A), np.cov(A, rowvar=False), np.cov(A, bias=True), np.cov(A, ddof=0), np.cov(v, w), np.cov(v), np.corrcoef(v, w), np.corrcoef(A))\n",
        "interp": f"xp = np.sort(np.array({sorted(set(numbers(5, 'float')))})); fp = np.arange(len(xp)) ** 2 - 1.5\nprint(np.interp(0.7, xp, fp), np.interp({vector(5)}, xp, fp), np.interp(xp, xp, fp), np.interp([-9, 9], xp, fp, left=-1, right=7))\n",
        "trapz": f"A = np.array({matrix(size(2, 4), size(2, 5))}); x = np.arange(A.shape[1]) * 0.3 + 1\nprint(np.trapz(A), np.trapz(A, x), np.trapz(A, dx=0.1), np.trapz(A, axis=0), np.trapz(A[0], x=x))\n",
        "gradient": f"A = np.array({matrix(size(3, 4), size(3, 5))}); x = np.cumsum(np.arange(A.shape[1]) % 3 + 0.5)\nprint(np.gradient(A), np.gradient(A, 2), np.gradient(A, axis=1), np.gradient(A[0], x), np.gradient(A[0], x, edge_order=2), np.gradient(A[0], 0.5, edge_order=2), np.gradient(A, 2, x), np.gradient(A, 0.1, axis=0))\n",
        "polynomials": f"p = np.array({vector(size(1, 4))}); q = np.array({vector(size(1, 3))}); x = np.array({vector(3)})\nprint(np.polyval(p, x), np.polyval(p, 2), np.polyadd(p, q), np.polysub(p, q), np.polymul(p, q), np.polyder(p), np.polyint(p), np.polyder(p, 2), np.polyint(p, 2, [1, 2]), np.poly(x))\nif q[0] != 0:\n    print(np.polydiv(p, q))\n",
        "roots": f"p = np.poly({vector(size(1, 4))}); print(p)\nr = np.roots(p)\nprint(r)\n",
        "poly1d": f"p = np.poly1d({vector(size(1, 4))}); q = np.poly1d({vector(size(1, 3))})\nprint(p); print(q); print(repr(p), p(1.5), q(np.arange(3)), p + q, p - q, p * q, 2 * p, p * 3, p ** 2, p / 4, p.deriv(), p.integ(), p.c, p.order, p[0], p[1], p[7], -p, p + 1, 1 - p, p(q), len(p), p == q, list(p))\n",
        "polyfit": f"x = np.arange({size(4, 6)}) * 0.5; y = np.array(({vector(6, 'float')})[:len(x)])\nprint(np.polyfit(x, y, 1), np.polyfit(x, y, 2).tolist()); print(np.polyfit(x, y, 1, full=True)); print(np.polyfit(x, y, 1, cov=True)); print(np.polyfit(x, y, 2, w=x + 1)); print(np.poly1d(np.polyfit(x, y, 3)))\n",
        "fft": f"n = {size(1, 9)}\nprint(np.fft.fftfreq(n), np.fft.rfftfreq(n, 0.1), np.fft.fftshift(np.arange(n)), np.fft.ifftshift(np.arange(n)), np.fft.fftshift(np.arange(2 * n).reshape(2, n)), np.fft.fftshift(np.arange(2 * n).reshape(2, n), axes=1))\n",
        "single": f"A = np.array({matrix(3, 3, 'float')}, dtype=np.float32)\nprint(np.linalg.det(A).dtype, np.linalg.inv(A).dtype, np.linalg.norm(A).dtype, np.linalg.eigh(A)[0].dtype, np.linalg.solve(A, A[0]).dtype)\n",
        "tensors": f"a = np.eye(6).reshape(2, 3, 2, 3) * 2 + 0.1; b = np.array({matrix(2, 3, 'float')})\nprint(np.linalg.tensorsolve(a, b), np.linalg.tensorinv(a).shape, np.linalg.tensorinv(a)[0, 0])\n",
    }[kind]


KINDS = "inv det solve svd values eigh eig qr cholesky lstsq pinv rank norm long power batch products multi_dot einsum sums cross diagonals convolve cov interp trapz gradient polynomials roots poly1d polyfit fft single tensors".split()
TURNS = {"sums": 60, "svd": 40, "eigh": 40, "eig": 40, "values": 25, "qr": 20, "lstsq": 20, "poly1d": 15, "fft": 4, "single": 2, "tensors": 3}


def run(source):
    out, error = io.StringIO(), None
    try:
        with contextlib.redirect_stdout(out):
            exec(compile("import numpy as np\n" + source, "program", "exec"), {"__name__": "__main__"})
    except Exception as exception:  # what the program raises is part of the expectation
        error = f"{type(exception).__name__.lstrip('_')}: {exception}"
    return {"source": source, "stdout": out.getvalue(), "error": error}


cases = []
for text in WRITTEN:
    name, source = text.split("\n", 1)
    cases.append({"name": name.strip(), **run(source)})
assert all(case["error"] is None for case in cases), [case for case in cases if case["error"]]
for kind in KINDS:
    for turn in range(TURNS.get(kind, 10)):
        case = run(template(kind))
        while case["stdout"] == "" or "j" in case["stdout"]:  # complex results
            case = run(template(kind))
        # Values that are no finite numbers come of singular operands; warnings of theirs are not printed here.
        assert case["error"] is None, case
        cases.append({"name": f"{kind} {turn}", **case})
pathlib.Path(__file__).with_name("linearAlgebra.golden.json").write_text(json.dumps(cases, indent=0) + "\n")
