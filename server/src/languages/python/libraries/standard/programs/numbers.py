import numbers, warnings, logging, sys, os
from numbers import Number, Real
class V:
    def __mul__(self, k):
        if isinstance(k, numbers.Number): return 'scaled'
        return NotImplemented
#: 
print([isinstance(x, Number) for x in (1, 1.5, True, 2j, 'a', [], None, V())], [isinstance(x, Real) for x in (1, 1.5, 2j)], isinstance(3, numbers.Integral), isinstance(2.0, numbers.Rational), V() * 3)
#: 
class MyNum(numbers.Number): pass
print(isinstance(MyNum(), numbers.Number), issubclass(MyNum, Number), numbers.Number, isinstance(3.0, (int, numbers.Real)))
