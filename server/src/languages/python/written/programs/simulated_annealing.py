"""A short round trip through twelve towns by simulated annealing."""
import math
import random

TOWNS = {
    "Ahm": (0.0, 1.0), "Bel": (2.5, 0.3), "Cor": (4.1, 2.2), "Dun": (3.3, 4.8), "Elm": (0.8, 3.9), "Far": (1.9, 2.4),
    "Gil": (5.0, 0.9), "Hof": (5.4, 3.7), "Ips": (0.2, 5.1), "Jur": (2.7, 3.4), "Kel": (4.6, 5.3), "Lun": (1.1, 0.2),
}  # fmt: skip


def distance(a, b):
    (x1, y1), (x2, y2) = TOWNS[a], TOWNS[b]
    return math.hypot(x1 - x2, y1 - y2)


def length(tour):
    return sum(distance(a, b) for a, b in zip(tour, tour[1:] + tour[:1]))


def reversed_piece(tour, rng):
    i, j = sorted(rng.sample(range(len(tour)), 2))
    return tour[:i] + tour[i : j + 1][::-1] + tour[j + 1 :]


def anneal(tour, rng, t0=2.0, t1=0.01, steps=3000):
    current = best = length(tour)
    best_tour = tour
    accepted = uphill = 0
    for k in range(steps):
        t = t0 * (t1 / t0) ** (k / (steps - 1))
        candidate = reversed_piece(tour, rng)
        cost = length(candidate)
        if cost <= current or rng.random() < math.exp((current - cost) / t):
            accepted += 1
            uphill += cost > current
            tour, current = candidate, cost
            if cost < best:
                best, best_tour = cost, candidate
        if k % 500 == 0:
            print(f"step {k:>4}  T = {t:7.4f}  length {current:8.4f}  best {best:8.4f}")
    return best_tour, best, accepted, uphill


def two_opt(tour):
    """Polish until no reversal helps."""
    improved = True
    rounds = 0
    while improved:
        improved = False
        rounds += 1
        for i in range(len(tour) - 1):
            for j in range(i + 1, len(tour)):
                other = tour[:i] + tour[i : j + 1][::-1] + tour[j + 1 :]
                if length(other) < length(tour) - 1e-12:
                    tour, improved = other, True
    return tour, rounds


def canonical(tour):
    i = tour.index(min(tour))
    tour = tour[i:] + tour[:i]
    return tour if tour[1] < tour[-1] else tour[:1] + tour[:0:-1]


if __name__ == "__main__":
    rng = random.Random(99)
    start = list(TOWNS)
    rng.shuffle(start)
    print("start:", " ".join(start), f"({length(start):.4f})")
    tour, best, accepted, uphill = anneal(start, rng)
    print(f"accepted {accepted}, of these {uphill} uphill")
    polished, rounds = two_opt(tour)
    print(f"after annealing {best:.6f}, after 2-opt {length(polished):.6f} ({rounds} rounds)")
    print(" -> ".join(canonical(polished)))
    greedy, left = ["Ahm"], set(TOWNS) - {"Ahm"}
    while left:
        nearest = min(left, key=lambda town: (distance(greedy[-1], town), town))
        greedy.append(nearest)
        left.remove(nearest)
    print("nearest neighbour:", f"{length(greedy):.6f}", "".join(t[0] for t in greedy))
