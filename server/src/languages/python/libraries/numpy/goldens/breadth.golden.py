"""Writes breadth.golden.json: NumPy's functions one by one, with what they give under NumPy 1.24 (Debian: python3-numpy).

Run: /usr/bin/python3 breadth.golden.py
Each case is an expression (or a few statements that end in one) behind the prelude; its stdout is what `print(repr(…))` writes,
or the exception. The written ones cover every function with its parameters and its errors; the drawn ones put functions, arrays
and axes together at random. Element types that are not evaluated (float16, int8, objects, complex numbers) are left out."""
import contextlib, io, json, os, pathlib, random, re, warnings

# Without the processor's wide instructions the elementary functions are the C library's.
os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX2 FMA3"
import numpy as np

warnings.simplefilter("ignore")

PRELUDE = """
a = np.array([3, 1, 2]); b = np.array([1.5, -2.5, 0.0, 4.0]); m = np.arange(12).reshape(3, 4)
f = np.array([[0.5, -1.25], [2.0, 3.5], [-0.75, 1.0]]); t = np.arange(24.0).reshape(2, 3, 4)
n = np.array([1.0, np.nan, 3.0, np.nan, 0.5]); nn = np.array([[1.0, np.nan], [np.nan, np.nan], [2.0, -4.0]])
g = np.array([True, False, True]); i32 = np.array([4, 5, 6], dtype=np.int32); f32 = np.array([1.5, 2.25, -3.0], dtype=np.float32)
e = np.array([]); d = np.array([2, 3, 2, 1, 3, 2]); inf = np.array([1.0, np.inf, -np.inf]); s = np.float64(2.5)
"""

# By topic: one expression a line.
WRITTEN = {
    "rearranging": """
np.flip(m)
np.flip(m, 0)
np.flip(m, axis=(0, 1))
np.flip(m, 2)
np.flipud(f)
np.fliplr(f)
np.fliplr(a)
np.rot90(m)
np.rot90(m, 2)
np.rot90(m, -1)
np.rot90(m, k=5)
np.rot90(t, axes=(1, 2))
np.rot90(t, 3, axes=(2, 0))
np.rot90(a)
np.rot90(m, axes=(0, 0))
np.roll(a, 1)
np.roll(a, -4)
np.roll(m, 2)
np.roll(m, 1, axis=0)
np.roll(m, (1, -1), axis=(0, 1))
np.roll(m, 1, axis=(0, 1))
np.roll(m, 1, axis=2)
np.roll(e, 2)
np.moveaxis(t, 0, -1)
np.moveaxis(t, [0, 1], [-1, -2]).shape
np.moveaxis(t, 0, 3)
np.moveaxis(t, [0, 1], 0)
np.moveaxis(t, [0, 0], [0, 1])
np.rollaxis(t, 2).shape
np.rollaxis(t, 0, 3).shape
np.rollaxis(t, 1, -1).shape
np.rollaxis(t, 0, 4)
np.swapaxes(t, 0, 2)
np.swapaxes(m, 0, 2)
m.swapaxes(0, 1)
m.swapaxes(1, -3)
np.array_split(np.arange(8), 3)
np.array_split(m, 2, axis=1)
np.array_split(a, 5)
np.array_split(a, 0)
np.split(np.arange(9), 3)
np.split(np.arange(9), [2, 5])
np.split(np.arange(9), [2, 5, 20])
np.split(np.arange(9), 2)
np.split(m, 3)
np.hsplit(m, 2)
np.hsplit(a, 3)
np.vsplit(m, [1])
np.vsplit(a, 1)
np.dsplit(t, 2)
np.atleast_1d(3.5)
np.atleast_1d(a, 2)
np.atleast_2d(a)
np.atleast_2d(3)
np.atleast_3d(a)
np.atleast_3d(m).shape
np.dstack([a, a * 2])
np.dstack((f, f)).shape
np.column_stack([a, a * 1.5])
np.column_stack((m, a))
np.row_stack([a, a])
np.vstack([a, m])
np.vstack((a, i32))
np.hstack([a, b])
np.hstack((m, f))
np.concatenate([a, b], dtype=np.float32)
np.concatenate((m, m), axis=None)
np.concatenate([m, m], axis=2)
np.concatenate([])
np.stack([a, a], axis=1)
np.stack([a, a], axis=-1)
np.stack([a, a], 2)
np.stack([a, b])
np.block([[m, m], [m, m]])
np.block([a, 5])
np.append(m, [[1, 2, 3, 4]], axis=0)
np.append(a, [[1.5]])
np.append(m, a, axis=0)
np.resize(a, (2, 4))
np.resize(m, 5)
np.resize(a, (2, -1))
np.resize(e, (2, 2))
np.broadcast_to(a, (2, 3))
np.broadcast_to(5, (2, 2))
np.broadcast_to(a, (3, 2))
np.broadcast_to(m, (4,))
np.broadcast_arrays(a, m[:, :1])
np.broadcast_arrays(a, b)
np.broadcast_shapes((3, 1), (1, 4), (4,))
np.triu(m)
np.triu(m, 1)
np.triu(a)
np.tril(m, -1)
np.tril(t).sum()
np.tri(3)
np.tri(3, 4, -1)
np.tri(2, 3, 1, dtype=int)
np.diagonal(m)
np.diagonal(m, 1)
np.diagonal(t, 0, 1, 2)
np.diagonal(t, -1, 2, 0)
np.diagonal(a)
m.diagonal(-1)
np.reshape(m, (4, 3), order='F')
m.reshape(2, -1, order='F')
np.ravel(m, order='F')
m.flatten('F')
m.T.ravel()
np.transpose(t, (2, 0, 1)).shape
np.squeeze(np.ones((1, 3, 1)), axis=0).shape
np.squeeze(m, axis=0)
np.expand_dims(a, (0, 2)).shape
np.expand_dims(a, 3)
np.tile(a, (2, 2))
np.repeat(a, [1, 0, 2])
np.repeat(m, 2, axis=1)
np.repeat(a, [1, 2])
np.shape([[1, 2], [3, 4]])
np.ndim(3)
np.size(m, 1)
np.size(m, axis=0)
""",
    "picking": """
np.take(m, [0, 5, -1])
np.take(m, [1, 0], axis=0)
np.take(m, [[0, 1], [2, 3]], axis=1)
np.take(m, 2, axis=1)
np.take(m, 20)
np.take(m, [5], axis=0)
np.take(a, [4, -5], mode='wrap')
np.take(a, [4, -5], mode='clip')
np.take(a, [1.0])
m.take([1, 2])
np.take_along_axis(f, np.argsort(f, axis=0), axis=0)
np.take_along_axis(m, np.array([[0], [1], [3]]), axis=1)
np.delete(a, 1)
np.delete(m, 1, axis=0)
np.delete(m, [0, 2], axis=1)
np.delete(m, slice(None, None, 2), axis=1)
np.delete(m, 5)
np.delete(a, [True, False, True])
np.delete(a, 7)
np.delete(a, [0, 9])
np.delete(a, [])
np.delete(a, -1)
np.insert(a, 1, 9)
np.insert(a, 3, [7, 8])
np.insert(a, -1, 9)
np.insert(a, 5, 9)
np.insert(a, [0, 2], [8, 9])
np.insert(a, [1, 1], [8, 9])
np.insert(a, 1, 2.7)
np.insert(m, 1, 7, axis=1)
np.insert(m, 1, [7, 8, 9], axis=1)
np.insert(m, [1], [[7], [8], [9]], axis=1)
np.insert(m, [0, 2], 5, axis=0)
np.insert(m, 2, [1, 2])
np.insert(a, slice(0, 2), 9)
np.compress([True, False, True], m, axis=0)
np.compress([0, 1], a)
np.compress([0, 1, 0, 0, 1], a)
np.extract(m > 6, m)
np.extract([True, False, True], a)
np.choose([0, 1, 0], [a, a * 10])
np.choose([[0, 1], [1, 0]], [5, 6])
np.choose([0, 2], [[1, 2], [3, 4]])
np.choose([0, 5], [[1, 2], [3, 4]], mode='clip')
np.argwhere(m > 6)
np.argwhere(a == 9)
np.flatnonzero(m % 2)
np.nonzero(a)
np.nonzero(m > 8)
m.nonzero()
np.count_nonzero(m)
np.count_nonzero(m, axis=0)
np.count_nonzero(m, axis=1, keepdims=True)
np.count_nonzero([True, False])
np.where(m > 5)
np.where(a > 1, a, -1)
np.where(g, 1.5, a)
np.where(g, a)
np.where(a > 1, [1, 2], 0)
np.trim_zeros(np.array([0, 0, 1, 0, 2, 0]))
np.trim_zeros(np.array([0, 1, 0]), 'f')
np.diff(a)
np.diff(m, axis=0)
np.diff(b, n=2)
np.diff(b, 5)
np.diff(a, prepend=0)
np.diff(a, append=[5, 6])
np.diff(g)
np.diff(a, n=-1)
np.diff(3)
np.ediff1d(b)
np.ediff1d(a, to_begin=0, to_end=[8, 9])
np.select([a > 2, a > 1], [a, a * 10], 99)
np.select([a > 2], [b[:3]])
np.select([a > 2, a > 1], [a])
np.select([a], [a])
np.unravel_index(7, (3, 4))
np.unravel_index([7, 3], (3, 4))
np.unravel_index(12, (3, 4))
np.ravel_multi_index(([0, 1], [1, 2]), (3, 4))
np.ravel_multi_index((2, 3), (3, 4))
np.ravel_multi_index((2, 4), (3, 4))
np.ravel_multi_index((4, 5), (3, 4), mode='wrap')
np.tril_indices(3)
np.triu_indices(3, 1)
np.triu_indices(2, k=0, m=3)
np.tril_indices_from(m[:, :3], -1)
m[np.triu_indices_from(m)]
np.diag_indices(2)
""",
    "placing": """
np.fill_diagonal(f, 9.5); f
np.fill_diagonal(m, [7, 8]); m
np.fill_diagonal(m.T, -1); m
np.fill_diagonal(a, 1)
np.put(a, [0, 2], [7, 8]); a
np.put(m, [1, 5], -1); m
np.put(a, [3], 1)
np.putmask(a, a > 1, [10, 20, 30]); a
np.place(b, b > 0, [8, 9]); b
np.copyto(b, 2); b
np.copyto(b, [9, 8, 7, 6], where=b > 0); b
a.put([0], 5); a
a.fill(7); a
f.fill(2); f
a.fill([4]); a
b.sort(); b
m[::-1].sort(axis=0); m
m.T.sort(); m
a.itemset(1, 9); a
m.itemset((1, 2), 99); m
a.resize((2, 2)); a
a.resize(2); a
m.flat[3] = 100; m
m.T.flat[1] = 100; m
np.maximum.at(a, [0, 0], [5, 4]); a
np.add.at(a, [0, 0, 1], 1); a
np.add.at(m, ([0, 1], 0), 10); m
np.add.at(m, (slice(None), 0), 10); m
np.add.at(b, [0, 0, 3, 0], [0.1, 0.2, 0.3, 1e16]); b
np.multiply.at(b, b > 0, 3); b
np.subtract.at(m, ([0, 0], [1, 1]), [[1], [2]]); m
np.add.at(a, [0], 1.5); a
np.add.at(f, 1, [5, 6]); f
b.partition(2); b
v = np.flip(a); v[0] = 9; a
v = np.rot90(m); v[0, 0] = 99; m
v = np.moveaxis(m, 0, 1); v[0, 1] = 99; m
p, q = np.split(b, 2); p[0] = 8; b
v = np.broadcast_to(a, (2, 3)); a[0] = 7; v
v = np.broadcast_to(a, (2, 3)); v[0, 0] = 7; v
v = m.diagonal(); m[0, 0] = 7; v
v = m.diagonal(); v[0] = 7
v = a.view(); v[0] = 8; a
v = np.atleast_2d(a); v[0, 1] = 8; a
v = np.reshape(m, (4, 3), order='F'); v[0, 0] = 8; m
v = m.T.ravel(); v[1] = 77; m
v = np.asarray(a); v[0] = 5; a
v = m.squeeze(); v is m
np.shares_memory(m[0], m[:, 1]), np.shares_memory(m[0], m[1]), np.may_share_memory(m[::2], m[1]), np.shares_memory(m[::2], m[1])
np.shares_memory(m, m.T), np.shares_memory(m, m.copy()), np.may_share_memory(a, b), np.shares_memory(m.ravel(), m.reshape(-1)[3:4])
m.flags.owndata, m.T.flags.owndata, m.T.flags['C_CONTIGUOUS'], m.T.flags.f_contiguous, m[:, ::2].flags.c_contiguous, a.flags['F']
print(m.flags)
v = np.array(a, copy=False); v[0] = 5; a
""",
    "sorting": """
np.sort(b)
np.sort(m[:, ::-1])
np.sort(f, axis=0)
np.sort(f, axis=None)
np.sort(n)
np.sort(g)
np.argsort(a)
np.argsort(-b, kind='stable')
np.argsort(f, axis=0)
np.argsort(f, axis=None)
np.argsort(np.arange(40) % 3)
np.argsort((np.arange(60) * 7) % 5)
np.argsort((np.arange(100) * 37) % 11, kind='mergesort')
np.argsort(np.sin(np.arange(50)).round(1))
a.argsort()
d.argsort()
n.argsort()
np.lexsort((a, [1, 1, 0]))
np.lexsort(([3, 1, 2, 2], [0, 0, 1, 1]))
np.partition(d, 2)
np.partition((np.arange(30) * 17) % 31, 12)
np.partition((np.arange(45) * 11) % 23, -3)
np.argpartition((np.arange(30) * 17) % 31, 20)
np.argpartition(d, 7)
np.searchsorted([1, 2, 3, 5], 3)
np.searchsorted([1, 2, 3, 5], [0, 3, 6], side='right')
np.searchsorted(np.sort(b), [0.0, 5.0])
np.searchsorted(b, 1, side='middle')
np.searchsorted([30, 10, 20], 15, sorter=[1, 2, 0])
np.array([1, 2, 4]).searchsorted(3)
np.digitize([0.2, 6.4, 3.0], [0.0, 1.0, 2.5, 4.0])
np.digitize([1, 2.5], [0.0, 1.0, 2.5], right=True)
np.digitize([1, 2], [3, 2, 1])
np.digitize([1, 2], [3, 2, 1], right=True)
np.digitize([1], [1, 3, 2])
np.unique(d)
np.unique(d, return_counts=True)
np.unique(d, return_index=True, return_inverse=True)
np.unique(f)
np.unique([[1, 2], [1, 2], [0, 3]], axis=0)
np.unique([[1, 2], [1, 2], [0, 3]], axis=0, return_counts=True, return_inverse=True)
np.unique([[1, 1, 2], [3, 3, 4]], axis=1)
np.unique(n)
np.unique(g)
np.unique(e)
np.isin(m, [1, 5, 20])
np.isin(a, [1, 2], invert=True)
np.in1d(m, a)
np.in1d(n, [np.nan, 1.0])
np.union1d(a, [5, 1])
np.union1d(b, a)
np.intersect1d(d, [2, 3, 9])
np.intersect1d(d, [3, 2], return_indices=True)
np.setdiff1d(d, [2])
np.setdiff1d(d, [2], assume_unique=True)
np.setxor1d(d, [2, 9])
""",
    "statistics": """
np.percentile(b, 50)
np.percentile(b, [25, 75])
np.percentile(m, 30, axis=0)
np.percentile(m, [10, 90], axis=1)
np.percentile(m, 30, axis=1, keepdims=True)
np.percentile(b, 40, method='lower')
np.percentile(b, 40, method='higher')
np.percentile(b, 40, method='midpoint')
np.percentile(b, [10, 50, 90], method='nearest')
np.percentile(a, [30, 60], method='lower')
np.percentile(n, 50)
np.percentile(a, 60, method='nearest')
np.percentile(a, 25, method='midpoint')
np.percentile([1.0, np.inf], [0, 50, 100])
np.percentile(g, 40)
np.percentile(a, [], axis=0)
np.percentile(b, 120)
np.percentile(f32, 40)
np.percentile(f32, [40, 60])
np.quantile(b, 0.3)
np.quantile(b, [[0.1, 0.2], [0.3, 0.4]])
np.quantile(b, 1.2)
np.quantile(t, 0.25, axis=(0, 2))
np.median(b)
np.median(a)
np.median(m, axis=0)
np.median(m, axis=1, keepdims=True)
np.median(t, axis=(0, 1))
np.median(n)
np.median(nn, axis=0)
np.median(f32)
np.nanmedian(n)
np.nanpercentile(n, [20, 80])
np.nanquantile(n, 0.5)
np.average(b)
np.average(a, weights=[1, 2, 3])
np.average(m, axis=0)
np.average(m, axis=1, weights=[1, 0, 2, 1])
np.average(m, axis=0, weights=[1, 2])
np.average(m, weights=[1, 2, 3])
np.average(a, weights=[0, 0, 0])
np.average(a, weights=[1, 2, 3], returned=True)
np.average(m, axis=0, returned=True)
np.average(f, axis=1, keepdims=True)
np.bincount(d)
np.bincount(d, minlength=6)
np.bincount(d, weights=[0.5, 1, 1.5, 2, 2.5, 3])
np.bincount([])
np.bincount([-1, 2])
np.bincount([1.5])
np.bincount(m)
np.histogram(d)
np.histogram(d, bins=3)
np.histogram(b, bins=4, range=(-1, 3))
np.histogram(b, bins=[-3, 0, 1, 2])
np.histogram(b, bins=2, density=True)
np.histogram(d, bins=3, weights=[1, 2, 3, 4, 5, 6.5])
np.histogram(b, bins=[3, 1])
np.histogram(n)
np.histogram([2.0, 2.0], bins=2)
np.histogram_bin_edges(b, 5)
np.ptp(m)
np.ptp(m, axis=0)
m.ptp(axis=1)
np.std(f)
np.std(f, axis=0, ddof=1)
f.var(axis=1, keepdims=True)
np.var(a, dtype=np.float32)
np.var(f32)
f32.std()
""",
    "reductions": """
np.sum(m, axis=(0, 1))
np.sum(m, axis=1, keepdims=True)
np.sum(a, initial=10)
np.sum(m, where=m > 5)
np.sum(np.sin(np.arange(40)) / 3, where=np.arange(40) % 7 > 1)
np.sum(np.sin(np.arange(40)).reshape(4, 10), axis=1, where=np.arange(10) % 4 > 0)
np.sum(np.sin(np.arange(40)).reshape(4, 10), axis=0, where=np.arange(10) % 4 > 0)
np.sum(np.sin(np.arange(40)).reshape(4, 10), where=np.arange(10) % 4 > 0)
np.sum(f, where=f > 100, axis=1, keepdims=True)
np.sum(b, dtype=np.float32)
np.sum(g)
np.sum([])
np.prod(a, initial=2)
np.prod(b, where=[True, True, False, True])
np.mean(m, axis=0)
np.mean(b, where=b > 0)
np.mean(m, axis=1, where=m % 2 == 0)
np.mean(i32)
np.mean(f32)
np.max(m, axis=0, initial=6)
np.max(b, initial=0, where=b < 1)
np.max(b, where=b < 1)
np.max(e)
np.max(e, initial=3)
np.min(f, axis=1)
np.amax(m, 1)
np.amin(b)
np.all(m > 0)
np.all(m > 0, axis=1)
np.any(m > 10, axis=0, keepdims=True)
np.any(b)
np.all(m, where=m > 0)
a.all()
a.any()
g.any()
b.argmax()
np.argmax(m, axis=1)
np.argmin(f, axis=0, keepdims=True)
np.argmax(e)
np.argmax(n)
np.cumsum(m)
np.cumsum(m, axis=1)
np.cumsum(g)
np.cumsum(a, dtype=float)
np.cumprod(a)
np.cumprod(f, axis=0)
b.cumprod()
a.cumsum()
np.sum(m, axis=2)
np.sum(m, axis=(0, 0))
np.nansum(n)
np.nansum(nn, axis=0)
np.nanprod(n)
np.nanmean(n)
np.nanmean(nn, axis=1)
np.nanmean(a)
np.nanmax(n)
np.nanmin(nn, axis=1)
np.nanmax(a)
np.nanmax(e)
np.nanvar(n)
np.nanstd(n, ddof=1)
np.nanstd(nn, axis=0)
np.nanargmax(n)
np.nanargmin(nn, axis=0)
np.nanargmax(nn, axis=1)
np.nancumsum(n)
np.nancumprod(n)
np.nan_to_num(inf)
np.nan_to_num(n, nan=-1.0)
np.nan_to_num(inf, posinf=9, neginf=-9)
np.nan_to_num(np.nan)
np.nan_to_num(a)
np.add.reduce(m)
np.add.reduce(m, axis=1, initial=5)
np.add.reduce(m, axis=None, where=m > 4)
np.add.reduceat(np.arange(10.0), [0, 4, 7])
np.add.reduceat(np.arange(30) / 7, [0, 12, 5])
np.multiply.reduceat(m, [0, 2], axis=1)
np.maximum.reduceat(b, [0, 2])
np.add.reduceat(a, [0, 3])
np.add.reduce(m, axis=1)
np.multiply.reduce(a)
np.maximum.reduce(f)
np.maximum.accumulate([1, 3, 2, 5, 4])
np.add.accumulate(a)
np.multiply.outer(a, [1, 2])
np.subtract.outer(a, b)
np.logical_and.reduce([True, False])
""",
    "comparing": """
np.isclose([1.0, 2.0], [1.0 + 1e-9, 2.1])
np.isclose(np.inf, 1.0)
np.isclose([np.inf, np.nan], [np.inf, np.nan])
np.isclose(n, n, equal_nan=True)
np.isclose(1e10, 1.00001e10)
np.isclose(a, b)
np.isclose(100, 101, rtol=0.1)
np.allclose([1e10, 1e-7], [1.00001e10, 1e-8])
np.allclose(a, a + 1e-9)
np.allclose(n, n)
np.allclose(n, n, equal_nan=True)
np.allclose(a, a + 0.5, atol=1)
np.array_equal(a, [3, 1, 2])
np.array_equal(a, [3, 1])
np.array_equal(n, n)
np.array_equal(n, n, equal_nan=True)
np.array_equiv(a, [[3, 1, 2], [3, 1, 2]])
np.array_equiv(a, b)
np.isfinite(inf)
np.isinf(inf)
np.isnan(n)
np.isposinf(inf)
np.isneginf(inf)
np.isreal(b)
np.iscomplex(a)
np.iscomplexobj(a)
np.isrealobj(3.0)
np.isscalar(3), np.isscalar(a), np.isscalar('x'), np.isscalar(s)
np.iterable(a), np.iterable(3), np.iterable('ab'), np.iterable([1]), np.iterable(s)
np.logical_and(a > 1, g)
np.logical_or([1, 0], [0, 0])
np.logical_xor(g, True)
np.logical_not([1, 0, 2])
np.real(b), np.imag(b), np.conj(a), np.real(3.5)
a.real, b.imag, a.conj()
np.nextafter(1.0, 2.0)
np.nextafter(b, 0)
np.nextafter(f32, np.float32(9))
np.nextafter(np.inf, 0)
np.spacing([1.0, -3.0, 1e10])
np.fmax(n, 2.0)
np.fmin([1, np.nan], [np.nan, np.nan])
np.heaviside(b, 0.5)
np.heaviside([-1, 0, 2], 1)
np.signbit(b)
np.signbit([-0.0, 0.0])
np.divmod([7, -7], 3)
np.divmod(b, 2)
np.modf(b)
np.modf([-1.5, 2.0, np.inf])
np.frexp([1.0, 3.0, -0.1, 0.0])
np.ldexp([1.0, 0.75], [3, -2])
np.bitwise_and([12, 7], 10)
np.bitwise_or(i32, 1)
np.bitwise_xor(g, True)
np.bitwise_and(b, 1)
np.left_shift(a, 2)
np.right_shift([-8, 9], 1)
np.invert(a)
np.invert(g)
np.gcd([12, 18], 30)
np.lcm(4, [6, 10])
np.fix([-1.5, 2.7])
np.round(b * 1.2345, 2)
np.around(m * 11, -1)
np.round_(s)
np.round([15, 25, 35], -1)
a.round(2), b.round()
np.clip(m, 2, 7)
np.clip(b, None, 1)
np.clip(b, [0, 0, 1, 1], 2.5)
np.clip(a, 1.5, None)
a.clip(min=2)
np.hanning(5)
np.hamming(4)
np.blackman(6)
np.binary_repr(10), np.binary_repr(-3), np.binary_repr(-3, 5), np.base_repr(30, 16)
""",
    "creation": """
np.logspace(0, 2, 3)
np.logspace(0, 1, 4, endpoint=False)
np.logspace(1, 3, 3, base=2)
np.logspace(0, 2, 3, dtype=int)
np.geomspace(1, 1000, 4)
np.geomspace(2, 32, 5)
np.geomspace(-1, -8, 4)
np.geomspace(1, 256, 9, endpoint=False)
np.geomspace(0, 1)
np.linspace([0, 1], [1, 3], 3)
np.linspace(0, 5, 4, dtype=int)
np.linspace(2, 3, 5, retstep=True)
np.linspace(0, 1, 0)
np.full_like(a, 2.7)
np.full_like(a, 2.7, dtype=float)
np.full((2, 2), [1, 2])
np.zeros_like(a, shape=(2, 2))
np.ones_like(f, dtype=int)
np.array([1, 2], ndmin=2)
np.array(3, ndmin=1)
np.array(a, dtype=np.float32)
np.asanyarray([1, 2])
np.asfarray([1, 2])
np.asarray_chkfinite([1, 2])
np.asarray_chkfinite(n)
np.ascontiguousarray(3)
np.fromiter((x * x for x in range(4)), dtype=float)
np.fromiter([1, 2, 3], int, count=2)
np.identity(2, dtype=int)
np.eye(2, 3, 1)
np.indices((2, 3))
np.indices((2, 2), sparse=True)
np.meshgrid([1, 2], [3, 4, 5], sparse=True)
np.meshgrid([1, 2], [3, 4, 5], indexing='ij')
np.mgrid[0:3]
np.mgrid[0:2, 0:3]
np.mgrid[0:1:0.5, 2:4]
np.ogrid[0:2, 0:3]
np.r_[1:4, 0, [5, 6]]
np.r_[a, 2.5]
np.r_[0:1:0.25]
np.r_[m, m]
np.r_[np.float32(1), f32]
np.c_[a, a * 2]
np.c_[m, a]
np.c_[1:4, 4:7]
np.c_[np.ones(3), f]
np.c_[a, [1, 2]]
np.s_[1:3, ...]
m[np.s_[:2, 1:]]
np.ix_([0, 2], [1, 3])
m[np.ix_([0, 2], [1, 3])]
m[np.ix_(g, [0, 1])]
np.ix_(m)
np.fromfunction(lambda i, j: i + 10 * j, (2, 3))
np.fromfunction(lambda i, j: i == j, (3, 3), dtype=int)
np.fromfunction(lambda i: i ** 2, (4,), dtype=int)
list(np.ndindex(2, 2))
list(np.ndindex((2, 1)))
[(i, int(x)) for i, x in np.ndenumerate(m[:2, :2])]
np.pad(a, 1)
np.pad(a, (1, 2), constant_values=9)
np.pad(a, (1, 2), constant_values=(7, 9))
np.pad(m, ((1, 0), (0, 2)))
np.pad(m, 1, mode='edge')
np.pad(a, 4, mode='reflect')
np.pad(a, (3, 2), 'symmetric')
np.pad(a, (2, 2), 'wrap')
np.pad(a, (5, 7), 'wrap')
np.pad(f, ((1, 1), (2, 0)), mode='reflect')
np.pad(b, 2, 'maximum')
np.pad(m, 1, 'mean')
np.pad(b, (0, 2), 'minimum')
np.pad(a, -1)
np.pad(a, 1.5)
np.pad(a, 1, mode='nothing')
np.pad(m, (1, 2, 3))
""",
    "functional": """
np.apply_along_axis(lambda v: v.sum(), 0, m)
np.apply_along_axis(lambda v: v[::-1], 1, m)
np.apply_along_axis(np.sort, 0, f)
np.apply_along_axis(lambda v, k: v * k, 1, m, 3)
np.apply_along_axis(lambda v, k=1: v.mean() * k, 0, f, k=2)
np.apply_along_axis(np.diag, 1, m[:, :2])
np.apply_along_axis(lambda v: v.max(), 0, a)
np.apply_along_axis(np.sum, 2, m)
np.vectorize(lambda x: x + 1)(a)
np.vectorize(lambda x, y: x if x > y else y)(m, 5)
np.vectorize(lambda x: x * 0.5)(a)
np.vectorize(lambda x: x > 1)(a)
np.vectorize(lambda x, y=2: x * y)(a, y=3)
np.vectorize(lambda x: (x, x * 0.5))(a)
np.vectorize(lambda x: 1 if x > 0 else 0.5)(b)
np.vectorize(lambda x: 0.5 if x > 0 else 1)(b)
np.vectorize(lambda x: x)(3)
np.vectorize(lambda x: x, otypes=[float])(a)
np.vectorize(lambda x: x)(e)
np.vectorize(lambda x, y: x)(a, b)
np.piecewise(b, [b < 0, b >= 0], [-1, 1])
np.piecewise(b, [b < 0], [lambda v: -v, lambda v: v * 10])
np.piecewise(a, [a > 1], [0.5])
np.piecewise(b, [b < 0, b > 1], [lambda v: v ** 2])
np.piecewise(b, [b < 0, b > 1], [lambda v: v ** 2, 7])
np.piecewise(s, [s < 0, s >= 0], [lambda v: -v, lambda v: v])
np.ndarray.tolist(m)
np.ndarray.sum(m, axis=0)
""",
    "types": """
np.finfo(float).eps
np.finfo(np.float32).max
np.finfo(np.float64)
np.finfo(f32.dtype).tiny
np.finfo(float).min, np.finfo(float).resolution, np.finfo(float).bits, np.finfo(float).precision
np.finfo(np.float32).eps, np.finfo(np.float32).resolution
np.finfo(1.0).max
np.finfo(int)
np.iinfo(int)
np.iinfo(np.int32).max, np.iinfo(np.int64).min
np.iinfo('uint8').max, np.iinfo(np.uint64).max, np.iinfo(np.int8).min
np.iinfo(float)
np.issubdtype(a.dtype, np.integer), np.issubdtype(np.float32, np.floating), np.issubdtype(float, np.integer)
np.issubdtype(np.int32, int), np.issubdtype(np.int64, int), np.issubdtype(np.float32, np.number), np.issubdtype(bool, np.number)
np.issubdtype(b.dtype, float), np.issubdtype(np.floating, np.number), np.issubdtype('float32', np.inexact)
np.issubdtype(np.uint8, np.signedinteger), np.issubdtype(np.complex128, np.floating), np.issubdtype(g.dtype, np.bool_)
np.result_type(a, b), np.result_type(np.int32, np.float32), np.result_type(f32, 1.0), np.result_type(3, np.int32(4))
np.promote_types('int32', 'float32'), np.promote_types(np.int32, np.int64)
np.can_cast(np.int32, np.int64), np.can_cast(float, int), np.can_cast(np.float64, np.float32, 'same_kind')
a.nbytes, f32.nbytes, g.itemsize, i32.itemsize
m.strides, m.T.strides, t[:, ::2].strides, f32.strides
m.base is None, m[0].base is not None, a.copy().base
a.tolist(), m.tolist(), f32.tolist(), g.tolist(), s.tolist()
m.item(5), m.item(1, 2), m.item((0, 1)), s.item(), m.item(-1)
m.item()
a.item(5)
m.item(1)
a.size, m.ndim, t.shape, f32.dtype, i32.dtype.name
[x for x in m.flat][:5], m.flat[2]
a.astype(float).dtype, b.astype(int), g.astype(int), b.astype(bool), n[:1].astype(np.float32)
a.dot(a), m.dot([1, 0, 0, 0]), f.T.dot(f)
np.seterr(all='ignore')['divide'], np.geterr()['over']
np.True_, np.False_, np.Inf, np.NINF, np.euler_gamma
""",
    "printing": """
np.array2string(b)
np.array2string(m, separator=', ')
np.array2string(b, precision=2, suppress_small=True)
np.array2string(np.arange(30), max_line_width=30)
np.array2string(b / 3, precision=3, sign='+')
np.array2string(b / 3, floatmode='fixed', precision=4)
np.array2string(np.arange(5.0), prefix='x = ', separator=',')
np.array2string(np.arange(2000), threshold=10, edgeitems=2)
np.array_str(b / 7, precision=3)
np.array_repr(b / 7, precision=3)
np.array_repr(f32)
np.format_float_positional(3.14159265, precision=3)
np.format_float_positional(1e-7)
np.format_float_positional(2.0, trim='-')
np.format_float_scientific(12345.678, precision=2)
np.format_float_scientific(np.float32(0.1))
np.set_printoptions(precision=3); print(b / 7, f / 3, np.float64(1 / 3)); b / 7
np.set_printoptions(suppress=True); print(np.array([1e-10, 1.0, 12345.678])); np.array([1e-5, 2000.0])
np.set_printoptions(threshold=5); print(np.arange(10), m); np.arange(10.0) / 3
np.set_printoptions(threshold=5, edgeitems=1); print(m, np.arange(10)); m
np.set_printoptions(linewidth=20); print(np.arange(20)); np.arange(12.0)
np.set_printoptions(sign='+'); print(b, a); b
np.set_printoptions(sign=' '); print(b, np.array([1.0, 2.0])); b
np.set_printoptions(floatmode='fixed', precision=2); print(b, b / 3, b * 1e10); b
np.set_printoptions(floatmode='unique'); print(b / 3, b / 7 * 1e-6); b / 3
np.set_printoptions(floatmode='maxprec_equal', precision=4); print(b / 3, b, b * 1e-7); b
np.set_printoptions(nanstr='NA', infstr='oo'); print(n, inf); n
np.set_printoptions(precision=2); np.set_printoptions(suppress=True); print(b / 7 * 1e-3); np.get_printoptions()['precision']
with np.printoptions(precision=2): print(b / 7)
with np.printoptions(precision=2, suppress=True): print(b / 7e5, f / 3)
with np.errstate(divide='ignore'): print(1 / b)
with np.errstate(all='ignore'): print(np.log(b), np.sqrt(b))
np.set_printoptions(floatmode='no')
np.get_printoptions()
""",
}

RANDOM = random.Random(20)
ARRAYS = ["a", "b", "m", "f", "t", "n", "nn", "g", "i32", "f32", "d", "inf", "s", "m.T", "m[::-1, 1:]", "t[0]", "f[:, :1]", "np.array(4)"]
NUMERIC = ["a", "b", "m", "f", "t", "i32", "f32", "d", "m.T", "m[::-1, 1:]", "t[0]"]
# Functions with the arguments that they may have behind the array.
DRAWN = {
    **{name: ["", ", axis=0", ", axis=1", ", axis=-1", ", axis=None", ", axis=0, keepdims=True"] for name in
       ["sum", "prod", "mean", "max", "min", "all", "any", "std", "var", "median", "nansum", "nanmean", "nanmax", "nanmin", "nanvar", "ptp", "count_nonzero"]},
    **{name: ["", ", axis=0", ", axis=1", ", axis=-1"] for name in
       ["cumsum", "cumprod", "argmax", "argmin", "sort", "argsort", "diff", "flip", "nancumsum", "unique", "average"]},
    "percentile": [", 25", ", [20, 60]", ", 50, axis=0", ", [10, 90], axis=-1", ", 75, axis=0, keepdims=True"],
    "roll": [", 1", ", -2, axis=0", ", 1, axis=1", ", (1, 2), axis=(0, 1)"],
    "rot90": ["", ", 2", ", -1", ", 1, (1, 0)"],
    "take": [", [0, 1]", ", [0, -1], axis=0", ", 1, axis=-1", ", [[0, 1], [1, 0]], axis=0"],
    "delete": [", 0", ", [0, 1], axis=0", ", -1, axis=1", ", slice(0, 2), axis=0"],
    "insert": [", 1, 5", ", 0, 9, axis=0", ", [0, 1], 7, axis=-1", ", -1, 2.5"],
    "repeat": [", 2", ", 2, axis=0", ", 3, axis=-1"],
    "tile": [", 2", ", (2, 1)", ", (1, 2)"],
    "array_split": [", 2", ", 2, axis=-1", ", [1], axis=0"],
    "pad": [", 1", ", (1, 2), mode='edge'", ", 1, mode='reflect'", ", 2, mode='wrap'", ", 1, constant_values=3", ", 1, 'symmetric'"],
    "resize": [", (2, 3)", ", 7"],
    "reshape": [", -1", ", (-1, 1)", ", (1, -1), order='F'", ", (2, -1)"],
    "swapaxes": [", 0, 1", ", 0, -1"],
    "moveaxis": [", 0, -1", ", -1, 0"],
    "expand_dims": [", 0", ", -1", ", (0, 1)"],
    "squeeze": [""],
    "triu": ["", ", 1"],
    "tril": ["", ", -1"],
    "round": ["", ", 1", ", 2"],
    "clip": [", 0, 2", ", None, 1.5", ", -1, None"],
    "nan_to_num": ["", ", nan=7.0"],
    "histogram": ["", ", 3", ", 4, (0, 4)"],
    "argwhere": [""],
    "nonzero": [""],
    "where": ["", ", 1, 0"],
    "ravel": ["", ", 'F'"],
    "atleast_1d": [""], "atleast_2d": [""], "atleast_3d": [""],
    "isfinite": [""], "isnan": [""], "isinf": [""], "logical_not": [""], "signbit": [""],
    "array_repr": [""], "array_str": [""], "array2string": ["", ", precision=3", ", separator=', '"],
}


def drawn():
    name = RANDOM.choice(list(DRAWN))
    pool = NUMERIC if RANDOM.random() < 0.7 else ARRAYS
    call = f"np.{name}({RANDOM.choice(pool)}{RANDOM.choice(DRAWN[name])})"
    if RANDOM.random() < 0.25 and not name.startswith("array"):
        outer = RANDOM.choice(["sum", "sort", "cumsum", "flip", "ravel", "unique", "mean", "argsort"])
        call = f"np.{outer}({call})"
    return call


def program(case):
    *before, last = [part.strip() for part in case.split("; ")]
    if re.match(r"with |np\.fill_diagonal\(a|v = m.diagonal\(\); v\[0\] = 7$", case) or "=" in re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)|\[[^\]]*\]|[=<>!]=", "", last):
        lines = [*before, last]
    else:
        lines = [*before, f"print(repr(({last})))"]
    body = "\n".join(f"    {line}" for line in lines)
    return f"try:\n{body}\nexcept Exception as error:\n    print(type(error).__name__.lstrip('_'), error)\n"


def run(source):
    out = io.StringIO()
    np.set_printoptions(precision=8, threshold=1000, edgeitems=3, linewidth=75, suppress=False, nanstr="nan", infstr="inf", sign="-", floatmode="maxprec")
    np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
    with contextlib.redirect_stdout(out):
        exec(compile("import numpy as np\n" + PRELUDE + source, "program", "exec"), {"__name__": "__main__"})
    return out.getvalue()


cases = []
for topic, text in WRITTEN.items():
    for case in text.strip().splitlines():
        cases.append({"topic": topic, "case": case, "source": program(case)})
seen = {case["case"] for case in cases}
while len(cases) < 1100:
    case = drawn()
    if case in seen:
        continue
    seen.add(case)
    source = program(case)
    text = run(source)
    if not re.search(r"float16|int8|dtype=object|UFuncTypeError|_UFunc|numpy boolean|<U", text):
        cases.append({"topic": "drawn", "case": case, "source": source})
for case in cases:
    case["stdout"] = run(case["source"])
path = pathlib.Path(__file__).with_name("breadth.golden.json")
path.write_text(json.dumps({"prelude": PRELUDE, "cases": cases}, indent=0) + "\n")
