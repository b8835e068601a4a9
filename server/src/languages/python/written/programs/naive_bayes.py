"""Naive Bayes for short messages, with Laplace smoothing and held-out evaluation."""
import math
import re
from collections import Counter, defaultdict

MESSAGES = [
    ("spam", "Win a FREE prize now! Call 555-0101 now."),
    ("ham", "Are we still meeting for lunch at noon?"),
    ("spam", "Free entry: claim your prize, reply WIN"),
    ("ham", "I'll call you when the meeting is over."),
    ("ham", "Lunch was great, thanks! See you at the office."),
    ("spam", "URGENT! You have won cash. Call to claim cash prize"),
    ("ham", "Can you send me the report before noon?"),
    ("spam", "Cheap loans, free quote, no fees, call now"),
    ("ham", "The report is free of errors now, thanks to you."),
    ("ham", "We won the game! Celebrate at my office?"),
]
STOP = frozenset("a an and are at for i is me my of the to we you your was when".split())


def tokens(text):
    return [w for w in re.findall(r"[a-z']+", text.lower()) if w not in STOP and len(w) > 1]


class NaiveBayes:
    def __init__(self, alpha=1.0):
        self.alpha = alpha
        self.words = defaultdict(Counter)
        self.classes = Counter()

    def fit(self, labelled):
        for label, text in labelled:
            self.classes[label] += 1
            self.words[label].update(tokens(text))
        self.vocabulary = sorted(set().union(*self.words.values()))
        return self

    def log_prob(self, label, word):
        c = self.words[label]
        return math.log((c[word] + self.alpha) / (sum(c.values()) + self.alpha * len(self.vocabulary)))

    def scores(self, text):
        n = sum(self.classes.values())
        return {
            label: math.log(k / n) + sum(self.log_prob(label, w) for w in tokens(text) if w in self.vocabulary)
            for label, k in self.classes.items()
        }

    def posterior(self, text):
        s = self.scores(text)
        top = max(s.values())
        e = {k: math.exp(v - top) for k, v in s.items()}
        total = sum(e.values())
        return {k: v / total for k, v in e.items()}

    def predict(self, text):
        s = self.scores(text)
        return max(s, key=s.get)

    def telling(self, label, other, n=4):
        ratio = {w: self.log_prob(label, w) - self.log_prob(other, w) for w in self.vocabulary}
        return sorted(ratio.items(), key=lambda kv: (-kv[1], kv[0]))[:n]


print(tokens("Hello! It's FREE, isn't it? Call 555-0101."))
model = NaiveBayes().fit(MESSAGES)
print(dict(model.classes), len(model.vocabulary), model.vocabulary[:8])
for label, other in (("spam", "ham"), ("ham", "spam")):
    print(f"{label}: " + ", ".join(f"{w} ({r:+.3f})" for w, r in model.telling(label, other)))
for text in ["free cash now", "lunch at the office", "call me about the report", "xyzzy", "You won a free lunch meeting"]:
    post = model.posterior(text)
    print(f"{text!r:<34} {model.predict(text):<5} " + " ".join(f"{k}={v:.6f}" for k, v in sorted(post.items())))

for alpha in (0.1, 0.5, 1, 2):
    right = 0
    for i, (label, text) in enumerate(MESSAGES):
        m = NaiveBayes(alpha).fit(MESSAGES[:i] + MESSAGES[i + 1 :])
        right += m.predict(text) == label
    print(f"alpha {alpha:>4}: {right}/{len(MESSAGES)} right when left out")
print(model.words["spam"].most_common(3), model.words["ham"]["nothing"], sum(model.words["ham"].values()))
