"""EM for a mixture of one-dimensional Gaussians, and the likelihood it climbs."""
import math

data = [
    -2.1, -1.7, -1.9, -2.6, -1.3, -2.2, -1.8, 0.2, 0.9, 1.1, 0.7, 1.4, 0.5,
    3.9, 4.4, 4.1, 5.0, 4.7, 3.6, 4.3, 4.2, 1.0, -2.0, 4.5,
]  # fmt: skip


def normal_pdf(x, mu, sigma):
    z = (x - mu) / sigma
    return math.exp(-0.5 * z * z) / (sigma * math.sqrt(2 * math.pi))


def log_sum_exp(values):
    m = max(values)
    return m + math.log(sum(math.exp(v - m) for v in values))


def log_likelihood(xs, weights, means, sigmas):
    return sum(math.log(sum(w * normal_pdf(x, m, s) for w, m, s in zip(weights, means, sigmas))) for x in xs)


def e_step(xs, weights, means, sigmas):
    resp = []
    for x in xs:
        joint = [w * normal_pdf(x, m, s) for w, m, s in zip(weights, means, sigmas)]
        total = sum(joint)
        resp.append([j / total for j in joint])
    return resp


def m_step(xs, resp):
    k = len(resp[0])
    weights, means, sigmas = [], [], []
    for j in range(k):
        n_j = sum(r[j] for r in resp)
        mu = sum(r[j] * x for r, x in zip(resp, xs)) / n_j
        var = sum(r[j] * (x - mu) ** 2 for r, x in zip(resp, xs)) / n_j
        weights.append(n_j / len(xs))
        means.append(mu)
        sigmas.append(math.sqrt(var + 1e-6))
    return weights, means, sigmas


def fit(xs, means, max_iter=200, tol=1e-9):
    k = len(means)
    weights, sigmas = [1 / k] * k, [1.0] * k
    trace = [log_likelihood(xs, weights, means, sigmas)]
    for it in range(1, max_iter + 1):
        weights, means, sigmas = m_step(xs, e_step(xs, weights, means, sigmas))
        trace.append(log_likelihood(xs, weights, means, sigmas))
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, sigmas, trace


# @grad logits=[0.1, -0.2, 0.3], means=[-2.0, 1.0, 4.0], log_sigmas=[-0.5, 0.0, -0.25]
# @grad logits=[0, 0], means=[-1, 3], log_sigmas=[0.2, 0.4]
def mean_nll(logits, means, log_sigmas):
    """The same likelihood in coordinates without constraints."""
    norm = log_sum_exp(logits)
    total = 0.0
    for x in data[:10]:
        terms = []
        for a, m, ls in zip(logits, means, log_sigmas):
            z = (x - m) / math.exp(ls)
            terms.append(a - norm - 0.5 * z * z - ls - 0.5 * math.log(2 * math.pi))
        total -= log_sum_exp(terms)
    return total / 10


def main():
    weights, means, sigmas, trace = fit(data, [-1.0, 0.0, 1.0])
    print("iterations:", len(trace) - 1)
    print("log likelihood:", ", ".join(f"{v:.6f}" for v in trace[:5]), "...", f"{trace[-1]:.9f}")
    assert all(b >= a - 1e-12 for a, b in zip(trace, trace[1:])), "EM must not go down"
    for w, m, s in sorted(zip(weights, means, sigmas), key=lambda c: c[1]):
        print("weight {:.4f}   mean {:+.4f}   sigma {:.4f}".format(w, m, s))
    resp = e_step(data, weights, means, sigmas)
    hard = [max(range(3), key=r.__getitem__) for r in resp]
    print("assignment:", "".join(map(str, hard)))
    print("entropy of the softest point:", max(-sum(p * math.log(p) for p in r if p > 0) for r in resp))
    print("sum of weights:", sum(weights))
    bic = {}
    for k, start in [(1, [0.0]), (2, [-1.0, 1.0]), (3, [-1.0, 0.0, 1.0])]:
        *_, t = fit(data, start)
        bic[k] = (3 * k - 1) * math.log(len(data)) - 2 * t[-1]
    print({k: round(v, 4) for k, v in bic.items()}, "best:", min(bic, key=bic.get))
    print(mean_nll([0.1, -0.2, 0.3], [-2.0, 1.0, 4.0], [-0.5, 0.0, -0.25]))


if __name__ == "__main__":
    main()
