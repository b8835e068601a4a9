"""A training loop that ends badly: the learning rate is too large, and nothing catches what comes of it."""
import math


class Diverged(RuntimeError):
    def __init__(self, step, loss):
        super().__init__(f"loss is {loss} at step {step}")
        self.step = step


class Model:
    def __init__(self, slope=0.0, bias=0.0):
        self.slope, self.bias = slope, bias

    def __call__(self, x):
        return self.slope * x + self.bias

    def gradients(self, xs, ys):
        errors = [self(x) - y for x, y in zip(xs, ys)]
        n = len(xs)
        return 2 / n * sum(e * x for e, x in zip(errors, xs)), 2 / n * sum(errors)

    def loss(self, xs, ys):
        return sum((self(x) - y) ** 2 for x, y in zip(xs, ys)) / len(xs)


def train(model, xs, ys, rate, steps):
    for step in range(steps):
        loss = model.loss(xs, ys)
        print(f"step {step}: loss {loss:.6g}")
        if not math.isfinite(loss) or loss > 1e12:
            raise Diverged(step, loss)
        g_slope, g_bias = model.gradients(xs, ys)
        model.slope -= rate * g_slope
        model.bias -= rate * g_bias
    return loss


def attempt(rate):
    model = Model()
    try:
        final = train(model, [1, 2, 3, 4], [2.1, 3.9, 6.2, 7.8], rate, 8)
    except Diverged as err:
        print("gave up:", err, "| step", err.step)
        return None
    else:
        print(f"rate {rate}: final loss {final:.6f}, slope {model.slope:.6f}")
        return model
    finally:
        print("-" * 20)


models = {rate: attempt(rate) for rate in (0.01, 0.1, 0.9)}
for rate, model in models.items():
    try:
        print(rate, model.slope)
    except AttributeError as err:
        print(rate, "has no model:", err)

try:
    try:
        attempt(math.sqrt(-1))
    except ValueError as err:
        print("cause:", err)
        raise RuntimeError("no rate") from err
except RuntimeError as err:
    print(repr(err), "from", repr(err.__cause__))

best = min((m for m in models.values() if m), key=lambda m: m.loss([5], [10]))
print("predicting", best(5))
train(Model(50.0), [10, 20], [1, 2], rate=1.0, steps=100)
print("never printed")
