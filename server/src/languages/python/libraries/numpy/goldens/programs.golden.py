"""Writes programs.golden.json: NumPy programs with what they print under NumPy 1.24 (Debian: python3-numpy).

Run: /usr/bin/python3 programs.golden.py
The hand-written ones cover the names one by one; the generated ones mix indexing, aliasing, promotion and printing, with
operations whose results are exact, so that every digit must agree; of the elementary functions all that are written here do."""
import contextlib, io, json, os, pathlib, random, warnings

# Without the processor's wide instructions the elementary functions are the C library's.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX2 FMA3"
import numpy as np

warnings.simplefilter("ignore")

WRITTEN = {
    "small integers": r"""
u=np.arange(3,dtype=np.uint8)
for v in [255,256,300,-1,1.5,np.int64(300),np.int64(3), np.float32(2), np.float64(2)]: print(v,(u+v).dtype, u+v)
u+=1; print(u)
for v in [300,-1,np.arange(3),1.5]:
    try:
        w=u.copy(); w+=v; print(w,w.dtype)
    except Exception as e: print(type(e).__name__,e)
w=u.copy(); w[0]=300; print(w)
w[1]=-1; print(w)
print(np.array([300,-1],dtype=np.uint8))
print(np.uint8(300), repr(np.uint8(3)), np.uint8(5)/np.uint8(2), -np.uint8(1))
print(np.zeros(3,np.uint8), repr(np.zeros(3,np.uint8)), np.full(3,7,dtype='uint8')*40, 2**np.arange(10,dtype=np.uint8))
print(np.uint8(200)*2, np.uint8(255)+np.uint8(1), np.array(200,np.uint8)+100)
print(np.invert(u), ~u, u<<3, u>>1, u**2, u//2, u%2, -u, np.abs(-u), u.sum(), u.mean(), u.max(), u.std(), u/255, u.astype(int), u.nbytes)
x=np.array([np.nan,np.inf,-np.inf,1e10,-1e10,300.7,-1.5,1e20,-3e9,3e9])
for d in 'bBhHi': print(d,x.astype(d), x[:1].astype(d))
print(np.array([100,100,100],np.int8).sum(dtype=np.int8), np.add.reduce(np.array([200,100],np.uint8)), np.array([200,100],np.uint8).dot(np.array([2,3],np.uint8)),np.cumsum(np.array([200,100],np.uint8),dtype=np.uint8), np.int32(7)**np.arange(12,dtype=np.int32))
print(u[np.array([0,2],np.uint8)], [1,2,3][np.uint8(1)], np.bincount(u), np.histogram(u,3)[0], u==2, u>1, np.where(u>1,u,0).dtype, np.where(u>1,255,0).astype(np.uint8))
print(np.dtype('u1'), np.dtype(np.uint8).itemsize, np.iinfo(np.uint8).max, np.uint8.__name__, u.dtype==np.uint8, np.issubdtype(u.dtype,np.integer), np.issubdtype(np.uint8,np.unsignedinteger), u.tolist(), type(u[0]), u[0].item())
print(f"{u[0]:03d} {u[1]:x} {u[0]}", '%d'%u[0], u.astype('float32')/255, (u*100).clip(0,255).astype(np.uint8), np.concatenate([u,[300]]).dtype, np.r_[u,u].dtype,np.stack([u,u]).dtype)
print(np.nan_to_num(u), np.pad(u,1), np.tile(u,2).dtype, np.full((2,),255,np.uint8)+np.ones(2,np.uint8), np.ones_like(u).dtype, np.eye(2,dtype=np.uint8))
""",
    "bits of integers": r"""
u = np.array([1, 2, 3], np.uint8)
print(u & 1, u | 8, u ^ 3, 5 & np.arange(4), np.arange(4)[::-1] << 2, True | np.array([True,False]), ~np.array([True,False]), np.bitwise_or.reduce([1,2,4]), np.array([1,2])&np.array([[3],[1]]))
a=np.array([6,3]); a&=2; print(a); a|=9; a^=1; a<<=2; a>>=1; print(a)
print(np.reciprocal(np.array([1,2,4])), np.reciprocal(np.array([1.,2.])), np.floor_divide(True,True), np.array([True])%np.array([True]))
""",
    "matrices": r"""
M=np.matrix([[1,2],[3,4]]); v=np.matrix([1.,2.])
print(M); print(repr(M)); print(M*M, M*v.T, 2*M, M*2.5, M+1, M-M, M/2)
print(M.T, M.I, M.A, M.A1, M.shape, M.dtype, M.ndim, len(M))
print(M[0], M[:,0], M[1,1], M[0,:], M[:,1].T, M[0].shape, M[:,0].shape)
for r in M: print(r, r.shape)
print(M.sum(), M.sum(axis=0), M.sum(axis=1), M.mean(0), M.max(), M**2)
M[0,0]=9; print(M, M==9, type(M), isinstance(M,np.matrix), isinstance(M,np.ndarray))
print(repr(np.matrix('1 2; 3 4.5')), repr(np.asmatrix(np.eye(2))), M.tolist(), M.ravel(), M.flatten().shape, M.reshape(1,4))
A=np.array([[1.,0.],[2.,1.]]); print(A*M, M@A, A+M, [1,2]*M)
print(repr(np.matrix([[1.5,2.25]],dtype=float)), -M, M.astype(float), M.copy(), M.item(0))
x=np.arange(3.); print(x*np.matrix([[1],[2],[3]]))
""",
    "the bytes of arrays": r"""
a=np.array([[1,2],[3,4]],dtype=np.int32)
print(a.tobytes(), a.tobytes('F'), np.array([1.5]).tobytes())
b=np.frombuffer(a.tobytes(),dtype=np.int32); print(b, b.sum())
print(np.frombuffer(b'\x01\x02\x03\x04', dtype=np.uint8, offset=1), np.frombuffer(b'abcd','<u2',count=1))
try: np.frombuffer(b'abc', dtype=np.int16)
except ValueError as e: print(e)
print(len(a.tobytes()), np.array([True,False]).tobytes())
""",
    "walks of nditer": r"""
a=np.ones((2,3))
for x in np.nditer(a): print(repr(x), end=' ')
x=np.arange(6).reshape(2,3)
for v in np.nditer(x.T): print(v, end=' ')
for v in np.nditer(x, order='F'): print(v, end=' ')
for v in np.nditer(x, op_flags=['readwrite']): v[...]=2*v
print(x)
it=np.nditer(x,flags=['multi_index'])
for v in it: print(v, it.multi_index, end=' ')
it=np.nditer(x,flags=['f_index'])
while not it.finished: print(it[0], it.index, end=' '); it.iternext()
for p,q in np.nditer([x,np.arange(3)]): print(p,q,end=' ')
print(np.rad2deg(np.float32([1,2,3])), np.deg2rad(np.float32([1,2,30,45,90])),type(it))
""",
    "shapes that are set, and what errors are made of": r"""
x = np.arange(6)
first = x.reshape(2, 3)
row = x[1:4]
x.shape = (3, 2)
print(x, x[1], x.strides, x.size)
x[0] = 9
print(first, row, x.T.shape)
x.shape = -1
x[2] = -5
print(x, first, row)
row.shape = 1, 3
row[0, 1] = 70
print(row, x)
for wanted in (4, 4), 'x':
    try: x.shape = wanted
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
try: first.T.shape = 6
except AttributeError as e: print(e)
x.flat = [1, 2]
print(x)
def complain(f):
    try: f()
    except Exception as e: print(type(e).__name__, repr(e), e, e.args, isinstance(e, IndexError))
complain(lambda: first.sum(axis=5))
complain(lambda: np.swapaxes(first, 0, 7))
complain(lambda: np.transpose(first, (0, 0)))
complain(lambda: first.astype('nonsense'))
complain(lambda: np.add(1.5, x, out=x))
complain(lambda: np.sqrt(x, out=x))
print(np.maximum(0., -0.), np.maximum(-0., 0.), np.minimum([0., -0.], [-0., 0.]), np.cumsum([-0., 0.]), np.degrees(np.float32(1)))
print(np.sum([1, 2], initial=1.5), np.array([1, 2]).max(initial=3.7))
print((np.ones(2, np.float32) + 70000).dtype, (np.ones(2, np.float32) + 7).dtype)
""",
    "ufuncs with outputs, and their methods": """
a = np.arange(6.).reshape(2,3)
b = np.empty((2,3))
r = np.exp(a, out=b); print(r is b, b)
np.add(a, 1, out=a); print(a)
print(np.multiply.reduce(a), np.add.reduce(a, axis=1), np.maximum.accumulate([1,3,2,5,4]), np.add.accumulate(a, axis=1))
print(np.subtract.outer([1,2,3],[10,20]))
z = np.zeros(4); np.add.at(z, [0,0,3], 1); print(z)
np.add.at(z, [1,1,2], [1,2,3]); print(z)
print(np.divide([1.,2.], [0.,4.], out=np.zeros(2), where=np.array([False, True])))
print(np.sum(a, axis=0, out=np.zeros(3)))
i = np.zeros(3, dtype=int)
try: np.add(i, 0.5, out=i)
except TypeError as e: print(type(e).__name__, e)
try: np.add(np.zeros((2,3)), np.zeros(3), out=np.zeros(3))
except ValueError as e: print(e)
print(np.add(1, 2, dtype=float), np.subtract.reduce([10,1,2]))
v = np.zeros((2,2)); w = v[0]; np.add(w, 5, out=w); print(v)
np.clip(a, 2, 4, out=a); print(a)
""",
    "elements written in loops": """
u = np.zeros(6); keep = u; old = u.copy(); seen = [u[2]]
for i in range(1, 6):
    u[i] = u[i - 1] + 0.5 * i
    seen.append(u[i])
print(u, keep is u, old, seen)
view = u[1:4]; u[2] = -1; print(view); view[0] = 7; print(u); u[1] = 8; print(view, u[-5])
m = np.arange(6).reshape(2, 3); m[1, -1] = 50; m[0, 0] = 3.9; print(m)
f = np.ones(3, dtype=np.float32); f[1] = 0.1; f[2] = f[1]; print(f, f[1] == 0.1); b = np.zeros(2, dtype=bool); b[1] = 5; print(b)
t = u; s = u + 0; u[0] = 99; print(s[0], t[0])
grid = np.zeros((40, 40))
for i in range(40):
    for j in range(40):
        grid[i, j] = i * j
print(grid.sum(), grid[39])
""",
    "arithmetic": """
a = np.array([1, 2, 3]); b = np.array([1.5, 2.5, -3.5])
print(a + b, a * 2, a / 2, a // 2, a % 2, a ** 2, b ** 2, -a, +b, abs(b), 2 ** a, 1 / a, b // 1, b % 1)
print(a < 2, a == np.array([1, 5, 3]), (a > 1) & (b > 0), (a > 1) | (b > 0), ~(a > 1), (a > 1) ^ (b > 0))
print(1 / np.array([0.0, 2.0]), np.array([1, 2]) / 0, np.array([0.0]) / 0)
print(np.float32(3) + 0.1, (np.float32([3]) + 0.1).dtype, (np.int32([3]) + 0.1).dtype, (np.int32([3]) + 2**40).dtype)
""",
    "reductions": """
m = np.arange(12).reshape(3, 4)
print(m.sum(), m.sum(axis=0), m.mean(axis=1), m.max(), m.min(axis=1), m.prod(axis=0), m.var(axis=0), m.sum(axis=(0, 1)))
print(np.sum(m, axis=1, keepdims=True), np.mean(m), np.max(m, axis=-1), np.argmax(m), np.argmin(m, axis=1), np.cumsum(m), m.cumsum(axis=1))
print(np.all(m > -1), np.any(m > 100, axis=0), np.count_nonzero(m), (m > 5).sum(), (m > 5).mean())
print(np.std([1.0, 3.0]), np.var([1.0, 3.0], ddof=1), sum(m[0]), max(m[0]), min(m[0]))
""",
    "views": """
m = np.arange(12).reshape(3, 4)
v = m[1]; v[0] = 100
print(m)
m.T[0] = -1
print(m)
m[:, ::2] *= 2
print(m)
z = np.arange(6.0); w = z[1:4].reshape(3, 1); w[0, 0] = 50; z.reshape(2, 3).T[2, 1] = -7
print(z)
c = z.copy(); c[0] = 9; f = z.flatten(); f[1] = 8; r = z.ravel(); r[2] = 7
print(z, c)
y = z; y += 1
print(z, y is z)
""",
    "indexing": """
m = np.arange(24).reshape(2, 3, 4)
print(m[0], m[:, 1], m[..., -1], m[1, 2, 3], m[:, :, ::-2], m[:, None].shape, m[None, ..., None].shape)
print(m[[0, 1], [1, 2]], m[:, [0, 2], 1], m[0, :, [0, 1]], m[m > 20], m[:, np.array([True, False, True])])
z = np.zeros((3, 3)); z[[0, 1, 1], [0, 1, 1]] += 1; z[:, 2] = [7, 8, 9]; z[z == 9] = 0
print(z)
print(len(m), 5 in m, [row.sum() for row in m], m[np.int64(1)].shape)
""",
    "shapes": """
a = np.array([1, 2, 3]); m = np.arange(6).reshape(2, 3)
print(m.T, m.reshape(-1), m.reshape(3, -1), m.transpose(), m.ravel(), np.expand_dims(a, 0), np.squeeze(np.ones((1, 3, 1))), m.swapaxes(0, 1))
print(np.concatenate([a, a]), np.concatenate([m, m], axis=1), np.stack([a, a]), np.vstack([a, m]), np.hstack([a, a]), np.append(a, 4))
print(np.tile(a, 2), np.tile(a, (2, 1)), np.repeat(a, 2), np.repeat(m, [1, 2], axis=0), np.broadcast_to(a, (2, 3)), np.atleast_2d(a), np.atleast_1d(3))
x, y = np.meshgrid(np.arange(3), np.arange(2)); print(x, y)
""",
    "making": """
print(np.zeros((2, 3)), np.ones(3), np.eye(3), np.full((2, 2), 7), np.linspace(0, 1, 5), np.arange(0, 1, 0.1), np.arange(5), np.arange(2, 10, 3))
print(np.zeros_like([1, 2]), np.ones_like([1.5]), np.identity(2), np.diag([1, 2]), np.diag(np.eye(2)), np.linspace(0, 1, 4, endpoint=False))
print(np.array([[1, 2], [3, 4.5]]), np.array([True, False]), np.array([]), np.array(5), np.array([[]]).shape, np.array([1, 2], dtype=np.float32), np.asarray([1.5], dtype=int))
print(np.array([1, 2]).astype(float), np.array([1.9, -1.9]).astype(int), np.array([0, 2]).astype(bool), np.array([1.0]).dtype, np.float32(1).dtype)
""",
    "products": """
a = np.array([1.0, 2.0]); m = np.array([[1.0, 2.0], [3.0, 4.0]])
print(a.dot(a), np.dot(m, a), m @ m, a @ m, np.outer(a, a), np.inner(a, a), np.vdot(m, m), np.trace(m), np.linalg.norm(np.array([3.0, 4.0])), np.matmul(np.ones((2, 2, 2)), m).shape)
print(np.dot(2, a), np.dot(np.ones((2, 3, 4)), np.ones((4, 5))).shape, np.linalg.norm(m, axis=0), np.linalg.norm(a, 1), np.linalg.norm(a, np.inf))
""",
    "choice": """
a = np.array([3, 1, 2]); b = np.array([1.0, np.nan, 2.0])
print(np.where(a > 1, a, -a), np.where(a > 1), np.maximum(a, 2), np.minimum(a, 2), np.clip(a, 2, 2.5), a.clip(max=2), np.sort(a), np.argsort(a), np.sort(b))
print(np.isnan(b), np.isfinite(b), np.isinf(b), np.nonzero(a > 1), np.sign([-2.0, 0.0, 3.0]), np.round([0.5, 1.5, 2.675], 2), np.around(2.5), np.floor(-1.5), np.ceil(1.2), np.trunc(-1.7))
print(np.allclose(a, [3, 1, 2 + 1e-9]), np.isclose(1.0, 1.1), np.array_equal(a, a), np.square(a), np.sqrt([4.0, 9.0]), np.abs([-1, 2]), np.mod([5, -5], 3), np.fmod([5, -5], 3))
""",
    "elementary": """
a = np.linspace(0.1, 0.9, 5); b = np.linspace(-2.0, 3.0, 6)
print(np.exp(b).tolist(), np.exp2(b).tolist(), np.expm1(b).tolist(), np.log(a).tolist(), np.log1p(b[2:]).tolist(), np.log2(a).tolist(), np.log10(a).tolist())
print(np.sin(b).tolist(), np.cos(b).tolist(), np.tan(b).tolist(), np.arcsin(a).tolist(), np.arccos(a).tolist(), np.arctan(b).tolist(), np.arctan2(b, 0.7).tolist())
print(np.sinh(b).tolist(), np.cosh(b).tolist(), np.tanh(b).tolist(), np.arcsinh(b).tolist(), np.arccosh(a + 1).tolist(), np.arctanh(a).tolist())
print(np.sqrt(a).tolist(), np.cbrt(b).tolist(), np.hypot(b, 0.3).tolist(), np.power(a, 2.7).tolist(), (a ** -0.3).tolist(), (2.0 ** b).tolist())
print(np.logaddexp(b, 0.5).tolist(), np.logaddexp([1, -np.inf, np.inf], [1, -np.inf, 2.0]).tolist(), np.sinc(b / 4).tolist(), np.sinc([0, 1]), np.sinc(0.5))
print(np.power(1.0, np.nan), np.logaddexp(1, 2), np.exp(np.float32(0.7)), np.log(np.array([0.3, 7.5], dtype=np.float32)).tolist())
""",
    "scalars": """
x = np.float32(0.1); y = np.float64(2.675); n = np.int64(7)
print(x, repr(x), f"{x} {x:.3f} {y} {y:.2f} {n:03d} {n}", x + 1, type(x).__name__, type(x + 1).__name__, type(y * 2).__name__, type(n).__name__, type(n / 2).__name__)
print(float(x), int(y), round(y, 1), round(y), y.item(), n.item(), isinstance(y, float), [x, y, n, np.bool_(True)], (y, n), {'a': y}, y == 2.675, n == 7, n % 4, -n, abs(-y))
print([10, 20, 30][np.int64(1)], list(range(np.int64(3))), [1, 2] * np.int64(2), "%.2f %d %s" % (y, n, x), "{:.1f} {}".format(y, n), str(y), bool(np.float64(0)), np.float64(1) / 0, n // np.int64(0))
""",
    "printing": """
print(np.array([1e-10, 1.0, 1e10]), np.array([1e-5, 1.0]), np.array([123456.789, 0.001]), np.array([1.0, 2.0, 3.0]) * 1e8, np.array([0.1, 0.25, 1 / 3]))
print(repr(np.array([1.0, np.nan, -np.inf])), repr(np.array([[1, -2], [30, 4]], dtype=np.int32)), repr(np.array([], dtype=np.float32)), repr(np.zeros((0, 3))), repr(np.array(1.5)))
print(np.arange(2000), np.arange(40) / 7)
print(repr(np.arange(30, dtype=np.float32) / 3))
print(np.ones((2, 2, 2)), repr(np.ones((2, 2, 2))), [np.array([1.0]), np.array([2])], {'k': np.array([1, 2])})
print(np.array([1.5, 2.5]).tolist(), np.array([[1, 2]]).tolist(), np.array([True]).tolist())
""",
    "NaN reductions with initial and where": r"""
a=np.array([[1., np.nan, 3.], [4., 5., np.nan]]); m=np.array([[True, True, False], [True, False, True]])
print(np.nansum(a, where=m), np.nansum(a, initial=2.), np.nansum(a, axis=0, initial=2., where=m), np.nanprod(a, where=m))
print(np.nanmax(a, initial=9.), np.nanmin(a, axis=1, initial=9., where=m), np.nanmax(np.array([1, 7]), initial=3))
print(np.nanmax(a * np.nan, initial=0.5), np.nanmean(a, where=True), np.nansum(np.array([1, 2]), initial=5))
""",
    "64-bit unsigned counts and exponents": r"""
for f in [lambda: np.sign(np.array([True])), lambda: np.sign(True), lambda: np.sign(np.array([-2, 3], dtype=np.int8)),
          lambda: np.bincount(np.array([1, 2], dtype=np.uint64)), lambda: np.ldexp(1.0, np.array([1], dtype=np.uint64)),
          lambda: np.ldexp(1.0, np.uint64(3)), lambda: np.bincount(np.array([1, 2], dtype=np.uint32)), lambda: np.ldexp(1.0, np.uint32(3))]:
    try: print(f())
    except TypeError as e: print(e)
""",
}

RANDOM = random.Random(20240615)


def number():
    return RANDOM.choice(["0", "1", "2", "-1", "3", "0.5", "-2.5", "7", "10", "2.0", "1e6"])


def sizes(rank=None):
    return [RANDOM.choice([1, 2, 3, 4]) for _ in range(RANDOM.choice([0, 1, 1, 1, 2, 2, 2, 3]) if rank is None else rank)]


def literal(shape, kind):
    if shape:
        return "[" + ", ".join(literal(shape[1:], kind) for _ in range(shape[0])) + "]"
    if kind == "float":
        return repr(round(RANDOM.uniform(-5, 5), RANDOM.choice([0, 1, 2, 4])))
    return str(RANDOM.randint(-5, 9)) if kind == "int" else RANDOM.choice(["True", "False"])


def array(shape=None):
    kind = RANDOM.choice(["float", "float", "float", "int", "int", "bool"])
    dtype = RANDOM.choice([""] * 7 + [", dtype=np.float32"] * 2 + ([", dtype=np.int32"] if kind != "float" else [""]))
    return f"np.array({literal(sizes() if shape is None else shape, kind)}{dtype})"


# On booleans most of these compute in float16 or int8, which are not evaluated: see expression().
UNARY = ["abs", "sqrt", "square", "sign", "floor", "ceil", "negative", "isnan", "isfinite", "rint", "trunc", "logical_not"]
OPERATORS = ["+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!="]
BINARY = ["maximum", "minimum", "add", "multiply", "fmod", "logical_and", "logical_or"]
REDUCTIONS = ["sum", "mean", "max", "min", "prod", "all", "any", "argmax", "argmin", "cumsum"]
METHODS = ["T", "reshape(-1)", "ravel()", "flatten()", "copy()", "astype(float)", "astype(int)", "squeeze()", "round(1)", "astype(np.float32)", "tolist()", "ndim", "size", "shape"]


def index(rank):
    choices = ["0", "-1", "1", "2", ":", "1:", "::2", "::-1", ":-1", "None", "...", "[0, 1]", "[0, -1, 0]", "np.array([1, 0])", "[True, False]"]
    items = [RANDOM.choice(choices) for _ in range(RANDOM.randint(0, rank))]
    if items.count("...") > 1:
        items = [item for item in items if item != "..."]
    return ", ".join(items) or "..."


def expression(depth, names):
    r = RANDOM.random()
    if depth == 0 or r < 0.12:
        return RANDOM.choice(names) if RANDOM.random() < 0.8 else number() if RANDOM.random() < 0.5 else array()
    a = expression(depth - 1, names)
    if r < 0.3:
        return f"np.{RANDOM.choice(UNARY)}({a} * 1)"
    if r < 0.55:
        return f"({a} {RANDOM.choice(OPERATORS)} {expression(depth - 1, names)})"
    if r < 0.62:
        return f"np.{RANDOM.choice(BINARY)}({a}, {expression(depth - 1, names)})"
    if r < 0.75:
        return f"np.{RANDOM.choice(REDUCTIONS)}({a}{RANDOM.choice(['', '', ', axis=0', ', axis=-1', ', axis=1'])})"
    if r < 0.82:
        return f"np.asarray({a})[{index(2)}]"
    if r < 0.87:
        return f"np.asarray({a}).{RANDOM.choice(METHODS)}"
    if r < 0.9:
        return f"np.where({a}, {expression(depth - 1, names)}, {expression(depth - 1, names)})"
    if r < 0.93:
        return f"np.concatenate([np.atleast_1d({a}), np.atleast_1d({expression(depth - 1, names)})])"
    return f"np.clip({a}, -1, 2)" if r < 0.97 else f"(-{a})"


def program():
    lines = [f"a = {array(sizes(1))}", f"b = {array(sizes(2))}", f"c = {array()}"]
    names = ["a", "b", "c"]
    for k in range(RANDOM.randint(1, 4)):
        r = RANDOM.random()
        if r < 0.6:
            lines += [f"x{k} = {expression(RANDOM.randint(1, 3), names)}", f"print(repr(x{k}), x{k})"]
            names.append(f"x{k}")
        elif r < 0.8:
            name = RANDOM.choice(names[:3])
            value = RANDOM.choice([number(), array([1]), "a", "b[0]"])
            lines += [f"{name}[{index(1 if name == 'a' else 2)}] {RANDOM.choice(['=', '=', '+=', '*=', '-='])} {value}", f"print(repr({name}))"]
        elif r < 0.9:
            lines += [f"v = b[{RANDOM.choice(['0', ':, 0', '1:', '...', '::-1'])}]", f"v {RANDOM.choice(['+=', '*='])} {number()}", "print(b, v)"]
        else:
            name = RANDOM.choice(names[:3])
            lines += [f"{name} {RANDOM.choice(['+=', '-=', '*=', '/='])} {expression(1, names)}", f"print({name}, {name}.dtype)"]
    return "\n".join(lines) + "\n"


def run(source):
    out, error = io.StringIO(), None
    try:
        with contextlib.redirect_stdout(out):
            exec(compile("import numpy as np\n" + source, "program", "exec"), {"__name__": "__main__"})
    except Exception as exception:  # what the program raises is part of the expectation
        error = f"{type(exception).__name__.lstrip('_')}: {exception}"
    return {"source": source, "stdout": out.getvalue(), "error": error}


cases = [{"name": name, **run(source)} for name, source in WRITTEN.items()]
assert all(case["error"] is None for case in cases), [case["error"] for case in cases if case["error"]]
while len(cases) < 400 + len(WRITTEN):
    case = run(program())
    small = "float16" in case["stdout"] or "int8" in case["stdout"]  # element types that are not evaluated
    object_types = case["error"] and ("numpy.dtype" in case["error"] or "dtype('O')" in case["error"])
    if not small and not object_types:
        cases.append({"name": f"generated {len(cases) - len(WRITTEN)}", **case})
pathlib.Path(__file__).with_name("programs.golden.json").write_text(json.dumps(cases, indent=0) + "\n")
