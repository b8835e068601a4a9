import math
import random
from collections import Counter

"""Random-walk Metropolis for the posterior of a line's slope, intercept and noise."""

xs = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]
ys = [1.1, 1.9, 3.2, 3.8, 5.1, 5.7, 7.3, 7.8]


# @grad theta=[1.9, 1.0, -1.0]
# @grad theta=[2.5, 0.0, 0.5]
def log_posterior(theta):
    slope, intercept, log_sd = theta
    sd = math.exp(log_sd)
    lp = -0.5 * (slope / 10) ** 2 - 0.5 * (intercept / 10) ** 2 - 0.5 * log_sd**2
    for x, y in zip(xs, ys):
        z = (y - slope * x - intercept) / sd
        lp += -0.5 * z * z - log_sd
    return lp


def metropolis(target, start, widths, n, rng):
    """Yields nothing: returns the chain and the acceptance rate."""
    chain = [tuple(start)]
    current = target(start)
    accepted = 0
    for _ in range(n):
        proposal = [v + rng.gauss(0, w) for v, w in zip(chain[-1], widths)]
        value = target(proposal)
        if math.log(rng.random()) < value - current:
            chain.append(tuple(proposal))
            current = value
            accepted += 1
        else:
            chain.append(chain[-1])
    return chain, accepted / n


def autocorrelation(v, lag):
    m = sum(v) / len(v)
    c0 = sum((x - m) ** 2 for x in v)
    return sum((a - m) * (b - m) for a, b in zip(v, v[lag:])) / c0


def quantile(v, q):
    v = sorted(v)
    pos = q * (len(v) - 1)
    lo = math.floor(pos)
    hi = min(lo + 1, len(v) - 1)
    return v[lo] + (pos - lo) * (v[hi] - v[lo])


rng = random.Random(31)
chain, rate = metropolis(log_posterior, [0.0, 0.0, 0.0], (0.15, 0.25, 0.3), 4000, rng)
kept = chain[500:]
print(f"acceptance {rate:.4f}, kept {len(kept)}")
for name, values in zip(("slope", "intercept", "log sd"), zip(*kept)):
    mean = sum(values) / len(values)
    lo, mid, hi = (quantile(values, q) for q in (0.05, 0.5, 0.95))
    rho = [round(autocorrelation(values, lag), 3) for lag in (1, 5, 20)]
    print(f"{name:>9}: mean {mean:8.5f}   90% [{lo:.5f}, {hi:.5f}]   median {mid:.5f}   rho {rho}")

print("\nslope")
counts = Counter(math.floor(theta[0] * 10) for theta in kept)
for k in sorted(counts):
    bar = "#" * round(60 * counts[k] / len(kept))
    print(f"{k / 10:>5.1f} {counts[k]:>5} {bar}")
print("distinct states:", len(set(kept)))
print("best:", [float(f"{v:.4g}") for v in max(kept, key=log_posterior)])
print(chain[:2], log_posterior([1.9, 1.0, -1.0]))
