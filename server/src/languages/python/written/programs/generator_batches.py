"""Training a line by mini-batches that come from generators; learning-rate schedules are generators too."""
import itertools
import math
import random
from contextlib import contextmanager


def samples(seed):
    """An endless stream of noisy points."""
    rng = random.Random(seed)
    while True:
        x = rng.uniform(-1, 1)
        yield x, 0.7 * x - 0.2 + rng.gauss(0, 0.05)


def take(n, iterable):
    for _, item in zip(range(n), iterable):
        yield item


def batched(iterable, size):
    batch = []
    for item in iterable:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def shuffled(data, epochs, rng):
    for epoch in range(epochs):
        order = data[:]
        rng.shuffle(order)
        yield from ((epoch, item) for item in order)


def warm_up(peak, steps):
    for k in range(steps):
        yield peak * (k + 1) / steps


def cosine(peak, steps):
    for k in range(steps):
        yield peak * (1 + math.cos(math.pi * k / steps)) / 2


def schedule(peak):
    yield from warm_up(peak, 4)
    yield from cosine(peak, 20)
    while True:
        yield peak * 0.01


@contextmanager
def section(title):
    print(f"<{title}>")
    try:
        yield title.upper()
    finally:
        print(f"</{title}>")


class DataLoader:
    def __init__(self, data, size):
        self.data, self.size = data, size

    def __iter__(self):
        for start in range(0, len(self.data), self.size):
            yield self.data[start : start + self.size]

    def __len__(self):
        return -(-len(self.data) // self.size)


def loss_and_grad(w, b, batch):
    errors = [w * x + b - y for x, y in batch]
    n = len(batch)
    return (
        sum(e * e for e in errors) / n,
        2 * sum(e * x for e, (x, _) in zip(errors, batch)) / n,
        2 * sum(errors) / n,
    )


# @grad w=0.3, b=0.1
# @grad w=-1.0, b=2.0
def epoch_loss(w, b):
    """The loss over one pass of a loader whose batches are yielded."""
    points = [(k / 4, 0.7 * k / 4 - 0.2) for k in range(-4, 5)]
    return sum(loss_and_grad(w, b, batch)[0] for batch in DataLoader(points, 4))


data = list(take(40, samples(3)))
print(data[0], len(data))
with section("training") as name:
    print(name)
    w = b = 0.0
    for step, (batch, rate) in enumerate(zip(batched(take(240, samples(8)), 8), schedule(0.4))):
        loss, gw, gb = loss_and_grad(w, b, batch)
        w, b = w - rate * gw, b - rate * gb
        if step % 6 == 0:
            print(f"step {step:>2} rate {rate:.6f} loss {loss:.8f} w {w:+.6f} b {b:+.6f}")
print(f"learnt {w:.6f} x {b:+.6f}")

loader = DataLoader(data, 16)
print(len(loader), [len(batch) for batch in loader], [len(batch) for batch in loader])
print("loss on the rest: %.9f" % (sum(loss_and_grad(w, b, c)[0] * len(c) for c in loader) / len(data)))
print([epoch for epoch, _ in shuffled([1, 2, 3], 2, random.Random(0))])
print([item for _, item in shuffled(list(range(5)), 2, random.Random(0))])
print([round(r, 4) for r in itertools.islice(schedule(1.0), 0, 28, 3)])
try:
    with section("failing"):
        raise RuntimeError("inside")
except RuntimeError as err:
    print("caught", err)
print([list(c) for c in batched("abcdefg", 3)], list(batched([], 3)))
windows = zip(*(itertools.islice(cosine(1, 6), k, None) for k in range(3)))
print([tuple(round(v, 3) for v in win) for win in windows])
print(epoch_loss(0.3, 0.1))
