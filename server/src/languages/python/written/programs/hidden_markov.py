"""Hidden Markov model of a dishonest casino: forward, backward, Viterbi, Baum-Welch's first step."""
import math

STATES = ("fair", "loaded")
START = {"fair": 0.9, "loaded": 0.1}
TRANS = {"fair": {"fair": 0.95, "loaded": 0.05}, "loaded": {"fair": 0.1, "loaded": 0.9}}
EMIT = {
    "fair": {face: 1 / 6 for face in range(1, 7)},
    "loaded": {**{face: 0.1 for face in range(1, 6)}, 6: 0.5},
}
ROLLS = [int(c) for c in "315116246446644245311321631164152133625144543631656626566666"]


def forward(obs):
    """Scaled forward pass: filtered probabilities and the log likelihood."""
    alphas, loglik = [], 0.0
    for t, o in enumerate(obs):
        if t == 0:
            a = {s: START[s] * EMIT[s][o] for s in STATES}
        else:
            a = {s: EMIT[s][o] * sum(alphas[-1][r] * TRANS[r][s] for r in STATES) for s in STATES}
        scale = sum(a.values())
        loglik += math.log(scale)
        alphas.append({s: v / scale for s, v in a.items()})
    return alphas, loglik


def backward(obs):
    betas = [dict.fromkeys(STATES, 1.0)]
    for o in reversed(obs[1:]):
        nxt = betas[0]
        b = {s: sum(TRANS[s][r] * EMIT[r][o] * nxt[r] for r in STATES) for s in STATES}
        scale = sum(b.values())
        betas.insert(0, {s: v / scale for s, v in b.items()})
    return betas


def posterior(obs):
    alphas, _ = forward(obs)
    out = []
    for a, b in zip(alphas, backward(obs)):
        joint = {s: a[s] * b[s] for s in STATES}
        total = sum(joint.values())
        out.append({s: joint[s] / total for s in STATES})
    return out


def viterbi(obs):
    score = {s: math.log(START[s]) + math.log(EMIT[s][obs[0]]) for s in STATES}
    back = []
    for o in obs[1:]:
        pointers, new = {}, {}
        for s in STATES:
            best = max(STATES, key=lambda r: score[r] + math.log(TRANS[r][s]))
            pointers[s] = best
            new[s] = score[best] + math.log(TRANS[best][s]) + math.log(EMIT[s][o])
        back.append(pointers)
        score = new
    state = max(score, key=score.get)
    path = [state]
    for pointers in reversed(back):
        state = pointers[state]
        path.append(state)
    return path[::-1], max(score.values())


# @grad stay_fair=0.95, stay_loaded=0.9, p_six=0.5
# @grad stay_fair=0.8, stay_loaded=0.7, p_six=0.3
def log_likelihood(stay_fair, stay_loaded, p_six):
    a, b, total = 0.9, 0.1, 0.0
    for t, roll in enumerate(ROLLS[-20:]):
        if t:
            a, b = a * stay_fair + b * (1 - stay_loaded), a * (1 - stay_fair) + b * stay_loaded
        a *= 1 / 6
        b *= p_six if roll == 6 else (1 - p_six) / 5
        norm = a + b
        a, b, total = a / norm, b / norm, total + math.log(norm)
    return total


alphas, loglik = forward(ROLLS)
print("log likelihood: %.10f" % loglik)
path, score = viterbi(ROLLS)
print("best path's score: %.10f" % score)
for i in range(0, len(ROLLS), 30):
    print("rolls   ", *ROLLS[i : i + 30], sep="")
    print("viterbi ", "".join(s[0].upper() for s in path[i : i + 30]), sep="")
post = posterior(ROLLS)
print("loaded with p > 0.8 at:", [t for t, p in enumerate(post) if p["loaded"] > 0.8])
for t in (0, 29, 45, 59):
    print(t, {s: round(p, 6) for s, p in post[t].items()}, {s: round(p, 6) for s, p in alphas[t].items()})
expected = {s: sum(p[s] for p in post) for s in STATES}
sixes = {s: sum(p[s] for p, o in zip(post, ROLLS) if o == 6) / expected[s] for s in STATES}
print("time spent:", expected)
print("re-estimated chance of a six:", sixes)
print(backward(ROLLS)[57:], sep="\n")
print(log_likelihood(0.95, 0.9, 0.5))
