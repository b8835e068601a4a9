"""A sensor log cleaned, smoothed and summarised by a chain of generators."""
import math
from collections import deque

LOG = """\
# station 4, metres and degrees
00:00 12.1 3.4
00:10 12.4 3.5
00:20 n/a 3.5
00:30 12.9 3.9
00:40 57.0 4.4

00:50 13.1 4.6
01:00 13.0 oops
01:10 13.6 5.2
01:20 13.8 5.5
01:30 14.1 5.9
"""


def lines(text):
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line


def records(numbered, errors):
    for number, line in numbered:
        stamp, *fields = line.split()
        try:
            level, temperature = map(float, fields)
        except ValueError as err:
            errors.append(f"line {number}: {err}")
            continue
        hours, minutes = stamp.split(":")
        yield int(hours) * 60 + int(minutes), level, temperature


def without_outliers(rows, limit):
    previous = None
    for row in rows:
        if previous is None or abs(row[1] - previous) < limit:
            previous = row[1]
            yield row
        else:
            print("   (outlier skipped: %r)" % (row,))


def moving_average(rows, size):
    window = deque(maxlen=size)
    for t, level, temperature in rows:
        window.append(level)
        yield t, sum(window) / len(window), temperature


def pairwise(iterable):
    it = iter(iterable)
    last = next(it, None)
    for item in it:
        yield last, item
        last = item


def slopes(rows):
    for (t0, a, _), (t1, b, _) in pairwise(rows):
        yield t1, (b - a) / (t1 - t0)


def tee_print(rows, label):
    for row in rows:
        print(label, row)
        yield row


def running(values):
    """A coroutine would send; this one only yields mean and deviation so far (Welford)."""
    n, mean, m2 = 0, 0.0, 0.0
    for v in values:
        n += 1
        d = v - mean
        mean += d / n
        m2 += d * (v - mean)
        yield n, mean, math.sqrt(m2 / (n - 1)) if n > 1 else 0.0


# @grad weights=[0.5, 0.3, 0.2], level=12.0
# @grad weights=[1, -1, 2], level=3
def smoothed_energy(weights, level):
    """A generator in a differentiated function."""

    def windows(values):
        for i in range(len(values) - len(weights) + 1):
            yield values[i : i + len(weights)]

    readings = [level * k + math.sin(k) for k in range(1, 6)]
    return sum(sum(w * v for w, v in zip(weights, win)) ** 2 for win in windows(readings))


errors = []
stage = records(lines(LOG), errors)
print(type(stage).__name__, next(stage))
for t, slope in slopes(moving_average(without_outliers(stage, 5.0), 3)):
    print(f"{t // 60:02d}:{t % 60:02d} {slope:+.6f} per minute")
print("errors:", *errors, sep="\n  ")

levels = (level for _, level, _ in without_outliers(records(lines(LOG), []), 5.0))
for n, mean, sd in running(levels):
    print(f"{n}: {mean:.6f} +- {sd:.6f}")
print(list(levels), next(levels, "exhausted"))
lazily = tee_print((k * k for k in range(10**9)), "made")
print(next(lazily) + next(lazily) + next(lazily))
print(max(records(lines(LOG), []), key=lambda r: r[2]), sum(1 for _ in lines(LOG)))
print(dict((t, c) for t, _, c in records(lines(LOG), [])))
print(smoothed_energy([0.5, 0.3, 0.2], 12.0))
