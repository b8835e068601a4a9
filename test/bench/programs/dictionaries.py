# Dictionaries and sets: counting words, memoised grid paths, grouping.
words = ("the quick brown fox jumps over the lazy dog and runs away from the bear " * 1500).split()
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
print(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3])

lengths = {}
for word in words:
    if len(word) not in lengths:
        lengths[len(word)] = []
    lengths[len(word)].append(word)
print({length: len(group) for length, group in lengths.items()})

histogram = {}
for i in range(60000):
    key = (i * i) % 97
    if key in histogram:
        histogram[key] += 1
    else:
        histogram[key] = 1
print(len(histogram), max(histogram.values()))

paths = {}
for x in range(120):
    for y in range(120):
        if x == 0 or y == 0:
            paths[x, y] = 1
        else:
            paths[x, y] = (paths[x - 1, y] + paths[x, y - 1]) % 1000007
print(paths[119, 119])
