"""A one-dimensional Kalman filter in plain Python: a thermometer with a bad sensor."""
import math
import random
from dataclasses import dataclass


@dataclass
class Belief:
    mean: float
    var: float

    def predict(self, drift, process_var):
        return Belief(self.mean + drift, self.var + process_var)

    def update(self, z, sensor_var):
        gain = self.var / (self.var + sensor_var)
        return Belief(self.mean + gain * (z - self.mean), (1 - gain) * self.var)

    def log_likelihood(self, z, sensor_var):
        s = self.var + sensor_var
        return -0.5 * (math.log(2 * math.pi * s) + (z - self.mean) ** 2 / s)


def simulate(n, drift=0.1, process_sd=0.2, sensor_sd=0.8):
    truth, readings = [], []
    x = 20.0
    for _ in range(n):
        x += drift + random.gauss(0, process_sd)
        truth.append(x)
        readings.append(x + random.gauss(0, sensor_sd))
    return truth, readings


def run_filter(readings, q, r, drift=0.1, start=Belief(20.0, 4.0)):
    belief = start
    history = []
    loglik = 0.0
    for z in readings:
        prior = belief.predict(drift, q)
        loglik += prior.log_likelihood(z, r)
        belief = prior.update(z, r)
        history.append(belief)
    return history, loglik


READINGS = [20.4, 19.8, 21.1, 20.9, 20.2, 21.6, 21.0]


# @grad q=0.04, r=0.64
# @grad q=0.3, r=0.25, drift=0.2
def negative_log_likelihood(q, r, drift=0.1):
    return -run_filter(READINGS, q, r, drift)[1]


def rmse(a, b):
    return math.sqrt(sum((x - y) ** 2 for x, y in zip(a, b)) / len(a))


random.seed(2024)
truth, readings = simulate(25)
history, loglik = run_filter(readings, 0.2**2, 0.8**2)

print(f"{'t':>3} {'truth':>8} {'reading':>8} {'mean':>8} {'sd':>7}")
for t, (x, z, belief) in enumerate(zip(truth, readings, history)):
    print(f"{t:3d} {x:8.3f} {z:8.3f} {belief.mean:8.3f} {math.sqrt(belief.var):7.4f}")

print("last belief:", history[-1])
print("log likelihood:", loglik)
print("rmse of readings:", rmse(readings, truth))
print("rmse of filter:  ", rmse([b.mean for b in history], truth))

best = min(
    ((q, r) for q in (0.01, 0.04, 0.16) for r in (0.25, 0.5, 1.0)),
    key=lambda qr: -run_filter(readings, *qr)[1],
)
print("best of the grid:", best)
print(Belief(1.0, 2.0) == Belief(1.0, 2.0), Belief(1.0, 2.0).predict(0.5, 0.25))
print("nll:", negative_log_likelihood(0.04, 0.64))
