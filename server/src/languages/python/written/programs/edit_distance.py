"""Dynamic programming: edit distance with its alignment, longest common subsequence, a knapsack, rod cutting."""
from functools import lru_cache


def edit_table(a, b, sub=1, indel=1):
    rows, cols = len(a) + 1, len(b) + 1
    table = [[0] * cols for _ in range(rows)]
    for i in range(rows):
        table[i][0] = i * indel
    for j in range(cols):
        table[0][j] = j * indel
    for i in range(1, rows):
        for j in range(1, cols):
            table[i][j] = min(
                table[i - 1][j] + indel,
                table[i][j - 1] + indel,
                table[i - 1][j - 1] + (0 if a[i - 1] == b[j - 1] else sub),
            )
    return table


def align(a, b):
    table = edit_table(a, b)
    i, j = len(a), len(b)
    top, mid, low = [], [], []
    while i or j:
        if i and j and table[i][j] == table[i - 1][j - 1] + (a[i - 1] != b[j - 1]):
            i, j = i - 1, j - 1
            top.append(a[i]); low.append(b[j]); mid.append("|" if a[i] == b[j] else "x")
        elif i and table[i][j] == table[i - 1][j] + 1:
            i -= 1
            top.append(a[i]); low.append("-"); mid.append(" ")
        else:
            j -= 1
            top.append("-"); low.append(b[j]); mid.append(" ")
    return ["".join(reversed(line)) for line in (top, mid, low)]


def lcs(a, b):
    @lru_cache(maxsize=None)
    def best(i, j):
        if i == len(a) or j == len(b):
            return ""
        if a[i] == b[j]:
            return a[i] + best(i + 1, j + 1)
        return max(best(i + 1, j), best(i, j + 1), key=len)

    result = best(0, 0)
    info = best.cache_info()
    return result, info.hits, info.misses


def knapsack(items, capacity):
    best = {0: (0, [])}
    for name, weight, value in items:
        for used, (total, chosen) in sorted(best.items(), reverse=True):
            w = used + weight
            if w <= capacity and (w not in best or best[w][0] < total + value):
                best[w] = (total + value, chosen + [name])
    return max(best.values())


def cut_rod(prices, n):
    revenue, first = [0], [0]
    for length in range(1, n + 1):
        value, cut = max((prices[c] + revenue[length - c], c) for c in range(1, min(length, max(prices)) + 1))
        revenue.append(value)
        first.append(cut)
    pieces = []
    while n:
        pieces.append(first[n])
        n -= first[n]
    return revenue[-1], pieces


pairs = [("kitten", "sitting"), ("gradient", "ingredient"), ("", "tape"), ("flaw", "lawn"), ("same", "same")]
for a, b in pairs:
    print(f"{a!r} -> {b!r}: {edit_table(a, b)[-1][-1]}")
    for line in align(a, b):
        print("    " + line)

print("table for flaw/lawn:")
header = "    " + "  ".join(" lawn")
print(header)
for letter, row in zip(" flaw", edit_table("flaw", "lawn")):
    print(letter, " ".join("%2d" % v for v in row))

print(lcs("derivative", "iterative"))
print(lcs("AGGTCTCAGG", "GXTXAYBCAG"))
items = [("lamp", 3, 4), ("book", 1, 2), ("radio", 4, 7), ("vase", 2, 3), ("clock", 5, 8)]
print(knapsack(items, 8), knapsack(items, 1), knapsack([], 5))
print(cut_rod({1: 1, 2: 5, 3: 8, 4: 9, 5: 10, 6: 17, 7: 17, 8: 20}, 11))
words = "backward forward background backwater".split()
print(sorted(words, key=lambda w: (edit_table("backwards", w)[-1][-1], w)))
