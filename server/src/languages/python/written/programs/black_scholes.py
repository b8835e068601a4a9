"""Black-Scholes prices with greeks by formula and by bumping."""
import math
from dataclasses import dataclass, replace

SQRT2PI = math.sqrt(2 * math.pi)


def phi(x):
    return math.exp(-x * x / 2) / SQRT2PI


def Phi(x):
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


@dataclass(frozen=True)
class Option:
    spot: float
    strike: float
    rate: float
    vol: float
    expiry: float
    kind: str = "call"

    def _d(self):
        root = self.vol * math.sqrt(self.expiry)
        d1 = (math.log(self.spot / self.strike) + (self.rate + self.vol**2 / 2) * self.expiry) / root
        return d1, d1 - root

    def price(self):
        d1, d2 = self._d()
        discounted = self.strike * math.exp(-self.rate * self.expiry)
        if self.kind == "call":
            return self.spot * Phi(d1) - discounted * Phi(d2)
        return discounted * Phi(-d2) - self.spot * Phi(-d1)

    def greeks(self):
        d1, d2 = self._d()
        sign = 1 if self.kind == "call" else -1
        discounted = self.strike * math.exp(-self.rate * self.expiry)
        root_t = math.sqrt(self.expiry)
        return {
            "delta": sign * Phi(sign * d1),
            "gamma": phi(d1) / (self.spot * self.vol * root_t),
            "vega": self.spot * phi(d1) * root_t,
            "theta": -self.spot * phi(d1) * self.vol / (2 * root_t) - sign * self.rate * discounted * Phi(sign * d2),
            "rho": sign * self.expiry * discounted * Phi(sign * d2),
        }


def bumped_greeks(option, h=1e-4):
    def slope(field, sign=1):
        value = getattr(option, field)
        up = replace(option, **{field: value + h}).price()
        down = replace(option, **{field: value - h}).price()
        return sign * (up - down) / (2 * h)

    up, mid, down = (replace(option, spot=option.spot + k * 1e-2).price() for k in (1, 0, -1))
    return {
        "delta": slope("spot"),
        "gamma": (up - 2 * mid + down) / 1e-4,
        "vega": slope("vol"),
        "theta": slope("expiry", -1),
        "rho": slope("rate"),
    }


# @grad spot=100.0, strike=105.0, rate=0.02, vol=0.25, expiry=0.75
# @grad spot=80, strike=75, rate=0.05, vol=0.4, expiry=2
def call_price(spot, strike, rate, vol, expiry):
    root = vol * math.sqrt(expiry)
    d1 = (math.log(spot / strike) + (rate + vol**2 / 2) * expiry) / root
    return spot * Phi(d1) - strike * math.exp(-rate * expiry) * Phi(d1 - root)


def implied_vol(price, option, guess=0.3):
    vol = guess
    for i in range(1, 40):
        trial = replace(option, vol=vol)
        gap = trial.price() - price
        if abs(gap) < 1e-12:
            return vol, i
        vol -= gap / trial.greeks()["vega"]
    return vol, i


call = Option(100.0, 105.0, 0.02, 0.25, 0.75)
put = replace(call, kind="put")
print(call)
for option in (call, put):
    exact, bumped = option.greeks(), bumped_greeks(option)
    print(f"{option.kind}: {option.price():.10f}")
    for name in exact:
        print(f"   {name:<6}{exact[name]:>16.9f}{bumped[name]:>14.5f}   {'ok' if abs(exact[name] - bumped[name]) < 1e-4 else '??'}")
parity = call.price() - put.price() - (call.spot - call.strike * math.exp(-call.rate * call.expiry))
print("parity holds:", abs(parity) < 1e-12)

print("\n strike " + "".join(f"{v:>10.0%}" for v in (0.1, 0.2, 0.3, 0.4)))
for strike in range(80, 125, 10):
    cells = [replace(call, strike=float(strike), vol=v).price() for v in (0.1, 0.2, 0.3, 0.4)]
    print(f"{strike:>7} " + "".join(f"{c:>10.4f}" for c in cells))

vol, n = implied_vol(8.0, call)
print(f"implied volatility {vol:.10f} in {n} iterations, price {replace(call, vol=vol).price():.10f}")
try:
    call.vol = 0.5
except AttributeError as err:
    print(type(err).__name__, err)
print(call_price(100.0, 105.0, 0.02, 0.25, 0.75) == call.price(), hash(call) == hash(replace(put, kind="call")))
