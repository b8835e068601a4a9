"""Compound interest, annuities, an amortisation table, internal rates of return; integers of cents against floats."""
import math
from functools import reduce


def compound(principal, rate, years, per_year=1):
    return principal * (1 + rate / per_year) ** (per_year * years)


def annuity(payment, rate, n):
    return payment * (1 - (1 + rate) ** -n) / rate


def instalment(principal, rate, n):
    return principal * rate / (1 - (1 + rate) ** -n)


def amortise(cents, yearly, months):
    payment = round(instalment(cents, yearly / 12, months))
    balance = cents
    for month in range(1, months + 1):
        interest = round(balance * yearly / 12)
        paid = min(payment, balance + interest)
        if month == months:
            paid = balance + interest
        balance += interest - paid
        yield month, paid, interest, paid - interest, balance


def npv(rate, flows):
    return reduce(lambda acc, flow: acc / (1 + rate) + flow, reversed(flows), 0.0)


def irr(flows, lo=-0.9, hi=10.0):
    f_lo, f_hi = npv(lo, flows), npv(hi, flows)
    if f_lo * f_hi > 0:
        return None
    for _ in range(200):
        mid = (lo + hi) / 2
        f_mid = npv(mid, flows)
        if f_lo * f_mid <= 0:
            hi, f_hi = mid, f_mid
        else:
            lo, f_lo = mid, f_mid
    return mid


def money(cents):
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{part:02d}"


# @grad rate=0.05, growth=0.02
# @grad rate=0.12, growth=0.0
def project_value(rate, growth):
    flows = [-1000.0] + [250.0 * (1 + growth) ** k for k in range(8)]
    return npv(rate, flows)


# @grad yearly=0.06
def total_interest(yearly, n=24):
    monthly = yearly / 12
    pay = instalment(1000.0, monthly, n)
    balance, total = 1000.0, 0.0
    for _ in range(n):
        interest = balance * monthly
        total += interest
        balance -= pay - interest
    return total + balance


print(f"{'years':>5}" + "".join(f"{f'{r:.1%}':>12}" for r in (0.01, 0.035, 0.07)))
for years in (1, 5, 10, 40):
    print(f"{years:>5}" + "".join(f"{compound(1000, r, years):>12,.2f}" for r in (0.01, 0.035, 0.07)))
print("continuous limit:", [round(compound(1, 1.0, 1, n), 8) for n in (1, 12, 365, 10**6)], math.e)
print("annuity:", annuity(100, 0.004, 36), "doubling:", math.log(2) / math.log1p(0.07))

paid_total = interest_total = 0
for month, paid, interest, principal, balance in amortise(1_250_000, 0.049, 12):
    paid_total += paid
    interest_total += interest
    if month in (1, 2, 11, 12):
        print(f"{month:>3} {money(paid):>12} {money(interest):>10} {money(principal):>12} {money(balance):>14}")
print("paid", money(paid_total), "of it interest", money(interest_total), "check", paid_total - interest_total == 1_250_000)

for flows in ([-1000, 300, 420, 680], [-100, 60, 60], [100, 10], [-500, 0, 0, 0, 1000], [-10, 3, 3, 3]):
    r = irr(flows)
    print(flows, "has no rate" if r is None else f"rate {r:.6%}, value there {abs(npv(r, flows)) < 1e-6}")
print(0.1 + 0.2 == 0.3, math.isclose(0.1 + 0.2, 0.3), 10 + 20 == 30, sum([0.1] * 10), math.fsum([0.1] * 10))
print(round(2.675, 2), round(0.5), round(1.5), round(2.5), round(-1.5), round(1234.5678, -2), round(7), round(2**70 + 1, -3))
print(7 // -2, -7 // 2, 7 % -3, -7 % 3, divmod(-7, 2), -7.5 // 2, -7.5 % 2, math.fmod(-7.5, 2), int(-3.9), math.trunc(3.9))
print(10**25, 2**100 % 97, pow(3, 200, 1009), (1 << 70) | 5, -1 >> 3, ~6, 6 ^ 3, bin(10), hex(255), int("ff", 16), int("1_000"))
print(money(-123456789), money(5), f"{1e6:,.0f}", f"{123456789:_}", float("1e-3"), 1_000.5)
print(project_value(0.05, 0.02), total_interest(0.06))
accounts = {"savings": 10_000, "current": 250}
print(accounts["pension"])
