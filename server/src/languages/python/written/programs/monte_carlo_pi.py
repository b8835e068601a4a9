"""Estimates of pi by throwing darts, with their errors."""
import math
import random
import statistics


def darts(n):
    inside = 0
    for _ in range(n):
        x, y = random.random(), random.random()
        if x * x + y * y <= 1.0:
            inside += 1
    return 4 * inside / n


def buffon(n, needle=1.0, gap=1.5):
    hits = 0
    for _ in range(n):
        distance = random.uniform(0, gap / 2)
        angle = random.uniform(0, math.pi / 2)
        hits += distance <= needle / 2 * math.sin(angle)
    return 2 * needle * n / (gap * hits)


def antithetic(n):
    total = 0.0
    for _ in range(n // 2):
        u = random.random()
        total += math.sqrt(1 - u * u) + math.sqrt(1 - (1 - u) ** 2)
    return 4 * total / n


random.seed(12345)
print(f"{'n':>7} {'estimate':>10} {'error':>9} {'3 sigma':>9}")
for n in (10, 100, 1000, 10_000):
    est = darts(n)
    sigma = math.sqrt(math.pi / 4 * (1 - math.pi / 4) / n) * 4
    print(f"{n:>7,} {est:>10.6f} {abs(est - math.pi):>9.6f} {3 * sigma:>9.6f}")

random.seed(1)
print("buffon:", buffon(5000))
print("antithetic:", antithetic(5000))

runs = []
for seed in range(12):
    random.seed(seed)
    runs.append(darts(400))
mean = sum(runs) / len(runs)
sd = math.sqrt(sum((r - mean) ** 2 for r in runs) / (len(runs) - 1))
print(runs)
print("mean %.6f, standard deviation %.6f" % (mean, sd))
print("same by the library:", math.isclose(mean, statistics.mean(runs)), math.isclose(sd, statistics.stdev(runs)))

random.seed("a word")
deck = list(range(1, 14))
random.shuffle(deck)
print(deck)
print(random.sample(range(100), 6), random.choice("abcdef"), random.randint(1, 6))
print(random.choices(["red", "green", "blue"], weights=[5, 3, 1], k=8))
state = random.getstate()
first = [random.gauss(0, 1) for _ in range(3)]
random.setstate(state)
print(first == [random.gauss(0, 1) for _ in range(3)], first)
