# Comprehensions, generators, sorting, zip and enumerate, slices.
def primes(limit):
    sieve = [True] * (limit + 1)
    sieve[0] = sieve[1] = False
    for i in range(2, int(limit ** 0.5) + 1):
        if sieve[i]:
            for j in range(i * i, limit + 1, i):
                sieve[j] = False
    return [i for i, is_prime in enumerate(sieve) if is_prime]


def windows(items, size):
    for i in range(len(items) - size + 1):
        yield items[i:i + size]


found = primes(100000)
print(len(found), found[-1])
print(max(sum(w) for w in windows(found, 5)))
points = [((i * 7919) % 1009, i) for i in range(20000)]
points.sort(key=lambda p: (p[0], -p[1]))
print(points[:2])
print(sum(x * y for x, y in zip(found, reversed(found))))
pairs = {(a, b) for a in range(150) for b in range(150) if (a + b) % 3 == 0}
print(len(pairs))
