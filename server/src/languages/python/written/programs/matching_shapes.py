"""A symbolic differentiator with match statements, simplification, and evaluation."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Num:
    value: float


@dataclass(frozen=True)
class Sym:
    name: str


@dataclass(frozen=True)
class Add:
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True)
class Mul:
    left: "Expr"
    right: "Expr"


@dataclass(frozen=True)
class Pow:
    base: "Expr"
    n: int


@dataclass(frozen=True)
class Fun:
    name: str
    arg: "Expr"


Expr = Union[Num, Sym, Add, Mul, Pow, Fun]


def diff(e: Expr, x: str) -> Expr:
    match e:
        case Num():
            return Num(0)
        case Sym(name):
            return Num(1 if name == x else 0)
        case Add(a, b):
            return Add(diff(a, x), diff(b, x))
        case Mul(a, b):
            return Add(Mul(diff(a, x), b), Mul(a, diff(b, x)))
        case Pow(base, n):
            return Mul(Mul(Num(n), Pow(base, n - 1)), diff(base, x))
        case Fun("sin", a):
            return Mul(Fun("cos", a), diff(a, x))
        case Fun("cos", a):
            return Mul(Mul(Num(-1), Fun("sin", a)), diff(a, x))
        case Fun("exp", a):
            return Mul(e, diff(a, x))
        case Fun(name=other):
            raise NotImplementedError(f"derivative of {other}")


def simplify(e: Expr) -> Expr:
    match e:
        case Add(a, b):
            match simplify(a), simplify(b):
                case Num(0), other:
                    return other
                case other, Num(0):
                    return other
                case Num(p), Num(q):
                    return Num(p + q)
                case p, q if p == q:
                    return Mul(Num(2), p)
                case p, q:
                    return Add(p, q)
        case Mul(a, b):
            match (simplify(a), simplify(b)):
                case (Num(0), _) | (_, Num(0)):
                    return Num(0)
                case (Num(1), other) | (other, Num(1)):
                    return other
                case (Num(p), Num(q)):
                    return Num(p * q)
                case (p, Num() as q):
                    return Mul(q, p)
                case (Num(p), Mul(Num(q), rest)):
                    return Mul(Num(p * q), rest)
                case (p, q):
                    return Mul(p, q)
        case Pow(base, 0):
            return Num(1)
        case Pow(base, 1):
            return simplify(base)
        case Pow(base, n):
            return Pow(simplify(base), n)
        case Fun(name, a):
            return Fun(name, simplify(a))
        case _:
            return e


def show(e: Expr, level: int = 0) -> str:
    match e:
        case Num(v):
            return f"{v:g}" if v >= 0 else f"({v:g})"
        case Sym(name):
            return name
        case Add(a, b):
            text = f"{show(a, 1)} + {show(b, 1)}"
            return f"({text})" if level > 1 else text
        case Mul(a, b):
            return f"{show(a, 2)}*{show(b, 2)}"
        case Pow(base, n):
            return f"{show(base, 3)}^{n}" if isinstance(base, (Num, Sym)) else f"({show(base)})^{n}"
        case Fun(name, a):
            return f"{name}({show(a)})"
    return "?"


def evaluate(e: Expr, env: dict[str, float]) -> float:
    match e:
        case Num(v):
            return v
        case Sym(name) if name in env:
            return env[name]
        case Sym(name):
            raise KeyError(name)
        case Add(a, b):
            return evaluate(a, env) + evaluate(b, env)
        case Mul(a, b):
            return evaluate(a, env) * evaluate(b, env)
        case Pow(base, n):
            return evaluate(base, env) ** n
        case Fun(name, a):
            return getattr(math, name)(evaluate(a, env))


x, y = Sym("x"), Sym("y")
CURVE = Add(Mul(Fun("sin", Mul(x, y)), Pow(x, 2)), Fun("exp", Mul(Num(-1), Pow(y, 2))))


# @grad a=0.7, b=1.3
# @grad a=-1.2, b=0.4
def at(a, b):
    """The expression's derivative by x, evaluated: the engine goes through match."""
    return evaluate(simplify(diff(CURVE, "x")), {"x": a, "y": b})


expressions = {
    "line": Add(Mul(Num(3), x), Num(2)),
    "cubic": Add(Pow(x, 3), Mul(Num(-2), x)),
    "wave": Fun("sin", Pow(x, 2)),
    "bell": Fun("exp", Mul(Num(-0.5), Pow(x, 2))),
    "curve": CURVE,
}
for name, e in expressions.items():
    d = simplify(diff(e, "x"))
    dd = simplify(diff(d, "x"))
    env = {"x": 0.8, "y": -0.3}
    h = 1e-5
    numeric = (evaluate(e, {**env, "x": 0.8 + h}) - evaluate(e, {**env, "x": 0.8 - h})) / (2 * h)
    print(f"{name}: {show(e)}")
    print(f"   ' = {show(d)}")
    print(f"  '' = {show(dd)}" if len(show(dd)) < 90 else "  '' is long")
    print(f"   at 0.8: {evaluate(e, env):.8f}, {evaluate(d, env):.8f}, {abs(numeric - evaluate(d, env)) < 1e-8}")
print(x, Add(x, Num(1)) == Add(Sym("x"), Num(1)), repr(Pow(x, 2)))
for attempt in (lambda: diff(Fun("gamma", x), "x"), lambda: evaluate(y, {"x": 1.0}), lambda: setattr(x, "name", "z")):
    try:
        attempt()
    except (NotImplementedError, KeyError, AttributeError) as err:
        print(type(err).__name__, err)
print(at(0.7, 1.3))
