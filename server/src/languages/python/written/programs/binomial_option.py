"""American and European options on a binomial tree, in NumPy; no argument parser, just a main."""
import numpy as np


def tree_price(spot, strike, rate, vol, expiry, steps, kind="put", american=True):
    dt = expiry / steps
    up = np.exp(vol * np.sqrt(dt))
    down = 1 / up
    growth = np.exp(rate * dt)
    p = (growth - down) / (up - down)
    j = np.arange(steps + 1)
    prices = spot * up**j * down ** (steps - j)
    sign = 1 if kind == "call" else -1
    values = np.maximum(sign * (prices - strike), 0)
    exercised = 0
    for n in range(steps - 1, -1, -1):
        values = (p * values[1:] + (1 - p) * values[:-1]) / growth
        if american:
            prices = prices[1:] * down
            payoff = np.maximum(sign * (prices - strike), 0)
            exercised += np.count_nonzero(payoff > values)
            values = np.where(payoff > values, payoff, values)
    return values[0], exercised


# @grad spot=95.0, strike=100.0, rate=0.03, vol=0.3
# @grad spot=110.0, strike=90.0, rate=0.01, vol=0.45
def european_put(spot, strike, rate, vol):
    """Eight steps of the tree; the payoff's kinks are passed on one side."""
    steps, expiry = 8, 1.0
    dt = expiry / steps
    up = np.exp(vol * np.sqrt(dt))
    down = 1 / up
    p = (np.exp(rate * dt) - down) / (up - down)
    j = np.arange(steps + 1)
    values = np.maximum(strike - spot * up ** (2.0 * j - steps), 0.0)
    for _ in range(steps):
        values = np.exp(-rate * dt) * (p * values[1:] + (1 - p) * values[:-1])
    return values[0]


def exercise_boundary(strike, rate, vol, expiry, steps):
    """The highest price at which a put is exercised, for some times."""
    dt = expiry / steps
    up = np.exp(vol * np.sqrt(dt))
    p = (np.exp(rate * dt) - 1 / up) / (up - 1 / up)
    grid = strike * up ** np.arange(-steps, steps + 1.0)
    values = np.clip(strike - grid, 0, None)
    boundary = np.full(steps, np.nan)
    for n in reversed(range(steps)):
        hold = np.exp(-rate * dt) * (p * values[2:] + (1 - p) * values[:-2])
        payoff = np.clip(strike - grid[1:-1], 0, None)
        early = payoff > hold + 1e-12
        if early.any():
            boundary[n] = grid[1:-1][early].max()
        values = np.concatenate(([values[0]], np.maximum(hold, payoff), [values[-1]]))
    return boundary


def main():
    print("steps   european   american  premium  nodes exercised")
    for steps in (10, 25, 50, 100):
        eu, _ = tree_price(95.0, 100.0, 0.03, 0.3, 1.0, steps, american=False)
        am, count = tree_price(95.0, 100.0, 0.03, 0.3, 1.0, steps)
        print(f"{steps:5d} {eu:10.6f} {am:10.6f} {am - eu:8.5f} {count:6d}")
    strikes = np.arange(80, 121, 10)
    vols = np.array([0.1, 0.2, 0.4])
    table = np.array([[tree_price(100.0, k, 0.05, v, 0.5, 30)[0] for v in vols] for k in strikes])
    print(table)
    print(np.column_stack((strikes, table)))
    call, _ = tree_price(100.0, 95.0, 0.05, 0.2, 0.5, 60, kind="call", american=False)
    put, _ = tree_price(100.0, 95.0, 0.05, 0.2, 0.5, 60, kind="put", american=False)
    print("parity holds:", np.isclose(call - put, 100.0 - 95.0 * np.exp(-0.025)))
    edge = exercise_boundary(100.0, 0.05, 0.25, 1.0, 16)
    print(edge)
    print("nan:", np.isnan(edge).sum(), "largest", np.nanmax(edge))
    print(np.diff(edge[:6]), np.sign(np.diff(edge))[:6])
    print(european_put(95.0, 100.0, 0.03, 0.3))


if __name__ == "__main__":
    main()
