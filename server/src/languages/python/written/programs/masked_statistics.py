import numpy as np

# A table of measurements with gaps: summaries by group, percentiles, correlations, a text table.

names = ["height", "weight", "age"]
table = np.array([
    [172.0, 68.5, 31], [181.0, 79.0, 45], [165.5, np.nan, 22], [158.0, 51.5, 37], [190.0, 95.0, np.nan],
    [169.0, 60.0, 28], [176.5, 74.0, 51], [np.nan, 70.0, 40], [162.0, 58.5, 33], [185.0, 88.0, 29],
])  # fmt: skip
group = np.array([0, 1, 0, 0, 1, 0, 1, 1, 0, 1])

print(table.shape, table.dtype, table.nbytes, table.ndim, table.size)
print(table)
missing = np.isnan(table)
print("missing per column:", missing.sum(axis=0), "rows:", np.flatnonzero(missing.any(axis=1)))
print("means:", np.nanmean(table, axis=0))
filled = np.where(missing, np.nanmean(table, axis=0), table)
print(filled[[2, 4, 7]])

for g in np.unique(group):
    rows = filled[group == g]
    print(f"group {g}: n={len(rows)}, mean {rows.mean(axis=0).round(3)}, sd {rows.std(axis=0, ddof=1).round(3)}")

print(f"{'':<8}" + "".join(f"{h:>10}" for h in ("min", "25%", "50%", "75%", "max")))
for name, column in zip(names, filled.T):
    qs = np.percentile(column, [0, 25, 50, 75, 100])
    print(f"{name:<8}" + "".join(f"{q:>10.3f}" for q in qs))
print("median", np.median(filled, axis=0), "range", np.ptp(filled, axis=0))

z = (filled - filled.mean(axis=0)) / filled.std(axis=0)
corr = z.T @ z / len(z)
print(corr.round(6))
print(np.allclose(corr, np.corrcoef(filled, rowvar=False)), np.cov(filled.T)[0, 1].round(6))
order = np.lexsort((filled[:, 1], group))
print(order, filled[order][:, 0])
print("sorted heights:", np.sort(filled[:, 0])[::-1])
print("ranks:", filled[:, 0].argsort().argsort() + 1)
counts, edges = np.histogram(filled[:, 0], bins=4)
for c, lo, hi in zip(counts, edges, edges[1:]):
    print(f"[{lo:7.3f}, {hi:7.3f}) {'#' * c}")
print(np.digitize(filled[:, 2], [25, 35, 45]), np.searchsorted([25, 35, 45], 35), np.bincount(group))
bmi = filled[:, 1] / (filled[:, 0] / 100) ** 2
print(bmi.round(2), np.round(bmi.mean(), 4), bmi.argmin(), bmi[bmi > 25])
tall = filled[:, 0] > 175
print(tall, np.sum(tall), np.mean(tall), (tall & (group == 1)).tolist(), np.logical_xor(tall, group == 1).any())
print(np.cumsum(group), np.diff(filled[:4, 0]), np.clip(filled[:, 2], 25, 40)[:5])
print(np.insert(np.arange(4), 2, 9), np.append([1], [2, 3]), np.delete(np.arange(5), [0, 3]), np.repeat([1, 2], [2, 1]), np.tile([0, 1], 2))
print(np.interp([165, 180], np.sort(filled[:, 0]), np.linspace(0, 1, 10)))
print(np.polyfit(filled[:, 0], filled[:, 1], 1).round(5), np.polyval([1, -2, 3], 2))
print(np.array_split(np.arange(7), 3), np.hstack([[1], [2, 3]]), np.meshgrid([1, 2], [3, 4])[0].tolist())
print(np.array([1, 2.5]), np.array([[True]]), np.array(3), np.array([]), np.float64(2.5), np.int64(7) // 2, np.array([1e10, 1]), np.array([1e-10, 1]))
print(repr(np.array([1.5, 2.0])), repr(np.arange(3)), repr(np.zeros((2, 2), dtype=int)), [np.float64(1.5)], (np.arange(2),))
print(np.arange(1200), np.linspace(0, 1, 5).tolist(), 1 / np.array([3.0, 7.0]))
