"""A monthly report in every way that Python formats text."""
from collections import OrderedDict, defaultdict
from textwrap import dedent

LEDGER = """
2024-01-03;rent;-1250.00;flat
2024-01-05;salary;3480.55;work
2024-01-09;groceries;-96.4;market
2024-01-12;book;-23.99;shop "Leaf"
2024-02-01;rent;-1250.00;flat
2024-02-05;salary;3480.55;work
2024-02-14;flowers;-35;Ines
2024-02-20;groceries;-112.375;market
2024-02-28;refund;19.9;shop "Leaf"
"""


class Entry:
    def __init__(self, line):
        date, self.kind, amount, self.note = line.split(";")
        self.year, self.month, self.day = map(int, date.split("-"))
        self.amount = float(amount)

    def __format__(self, spec):
        if spec == "short":
            return f"{self.kind[:4].upper():<4}{self.amount:+.0f}"
        return format(f"{self.kind}:{self.amount:.2f}", spec)

    def __str__(self):
        return "%04d-%02d-%02d %-10s %10.2f  %s" % (self.year, self.month, self.day, self.kind, self.amount, self.note)

    def __repr__(self):
        return "Entry({0.year}/{0.month}, {0.kind!r}, {0.amount!r})".format(self)


entries = [Entry(line) for line in LEDGER.strip().splitlines()]
months = OrderedDict()
for e in entries:
    months.setdefault((e.year, e.month), []).append(e)

for (year, month), group in months.items():
    title = f" {year}-{month:02d} "
    print(f"{title:=^48}")
    for e in group:
        print(e)
    income = sum(e.amount for e in group if e.amount > 0)
    spent = -sum(e.amount for e in group if e.amount < 0)
    print("{:<22}{:>12,.2f}".format("income", income))
    print("{label:<22}{value:>12,.2f}".format(label="spent", value=spent))
    print("%-22s%12.2f" % ("left", income - spent))
    print(f"{'saved':<22}{(income - spent) / income:>12.1%}")

totals = defaultdict(float)
for e in entries:
    totals[e.kind] += e.amount
widest = max(map(len, totals))
print("\nby kind")
for kind, total in sorted(totals.items(), key=lambda kv: kv[1]):
    bar = ("+" if total > 0 else "-") * int(abs(total) // 250)
    print(f"  {kind.title():.<{widest + 2}} {total:>+11,.3f} |{bar}")

print()
print("{0!r} and {1:short}, {2:>20}|{2:*<20}|".format(entries[0], entries[1], entries[3]))
print(entries[:2])
print("%s has %d entries, %5.1f%% of them negative" % ("ledger", len(entries), 100 * sum(e.amount < 0 for e in entries) / len(entries)))
print("%(who)s owes %(sum)08.2f (%(sum)g, %(sum)e)" % {"who": "Ines", "sum": 35.125})
print("{:08.3f}|{:+d}|{: d}|{:x}|{:#X}|{:b}|{:#o}|{:e}|{:G}".format(-3.14159, 7, 7, 255, 255, 10, 8, 12345.678, 1e-7))
print("{:>{w}.{p}f}|{:^{w}}|{!s:>6}|{[1]}|{.month}".format(2 / 3, "mid", None, ["a", "b"], entries[0], w=9, p=4))
value, name = 1234567.891, "total"
print(f"{value = :,.1f}|{name!r:>10}|{name = }|{value:_.2f}|{value:.3e}|{value:12.4g}|{int(value):,}|{-0.0:.1f}|{1e22}|{1e16:.0f}")
print(f"{True:d} {True} {None} {3.0} {1e-5} {0.1 + 0.2} {10**20} {float('inf'):>6} {float('nan'):06.1f} {2.5:.0f} {3.5:.0f}")
print(f"{{literal}} {'nested ' + f'{name:>{len(name) + 3}}'} {[f'{n:02d}' for n in range(3)]} {'a' if value > 1 else 'b'}")
print("tab\tstop", "new\\line", 'it\'s "quoted"', r"raw\n", "\u00e9\u4e2d", sep=" | ")
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), ascii("\u00e9"), repr("\t\x00\n"))
print(dedent("""\
    indented text
      keeps its shape
    here"""))
print("a,b,,c".split(","), " x  y ".split(), "k=v=w".partition("="), "-".join("abc"), "Title Case".swapcase(), "abc".center(9, "."))
print("end of report", end=".\n")
print(str(1.0), 1e100, 123456789.123456789, 5e-324, 1 / 3, 100.0, -1e-10, 2**0.5, 1e15, 1e17, sep=", ")
