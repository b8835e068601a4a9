#: every kind of pattern
def flow(cmd):
    match cmd:
        case ["go", d] if d in ("n", "s"):
            return f"go {d}"
        case ["go", *rest]:
            return f"go? {rest}"
        case {"x": x, **others}:
            return (x, others)
        case int() | float() as n:
            return n + 1
        case str(s):
            return s.upper()
        case None: return "none"
        case (a, (b, c)): return a+b+c
        case _:
            return "?"
for c in (["go","n"], ["go","x",1], {"x":1,"y":2}, 3, 2.5, "hi", None, (1,(2,3)), [], object):
    print(flow(c))
from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int
def w(p):
    match p:
        case P(0, 0): return "origin"
        case P(x=0, y=y): return f"y {y}"
        case P(x, y) if x == y: return "diag"
        case P(): return "P"
for p in (P(0,0),P(0,3),P(2,2),P(1,2)): print(w(p))
#: guards, order, and what stays bound
def kind(v):
    match v:
        case bool():
            return "bool"
        case 0:
            return "zero"
        case int(n) if n < 0:
            return f"negative {n}"
        case int():
            return "int"
        case 1.5 | 2.5:
            return "half"
        case "a" | "b" as letter:
            return "letter " + letter
        case [1, 2, *_, last]:
            return f"starts 1 2, ends {last}"
        case {"k": [first, *_], "m": None}:
            return f"mapping {first}"
        case {}:
            return "dict"
    return "nothing"
for v in (True, 0, -3, 7, 2.5, "b", "c", [1, 2, 3, 4], (1, 2, 9), [1, 2], {"k": [5, 6], "m": None}, {"k": []}, {1}):
    print(kind(v))
class Command:
    __match_args__ = ("name", "size")
    def __init__(self, name, size):
        self.name, self.size = name, size
for c in (Command("go", 3), Command("stop", 0)):
    match c:
        case Command("go", size=n):
            print("go", n)
        case Command(other):
            print("other", other)
print(n, other)
for i in range(5):
    match i:
        case 1:
            continue
        case 3:
            break
    print("i", i)
match c:
    case Command(a, b, d):
        pass
