from fractions import Fraction as F
import math
def cf(x):
    out = []
    while x.denominator != 1:
        w = x.numerator // x.denominator
        out.append(w); x = 1/(x-w)
    return out + [x.numerator]
class G(F): pass
#: 
print(F(0)**-1)
#: 
print(F(1)//0)
#: 
print(F(1)%0)
#: 
print(F(1)/0)
#: 
print(divmod(F(1),0))
#: 
print(F(1,0))
#: 
print(F('1/0'))
#: 
print(F('abc'))
#: 
print(F(1.5, 2))
#: 
print(F([]))
#: 
print(F('1', 2))
#: 
print(F(float('nan')))
#: 
print(F(float('inf')))
#: 
print(F(1)+'a')
#: 
print(F(1) < 'a')
#: 
print(f'{F(1,2):.2f}')
#: 
print(1/F(0))
#: 
print(1.5/F(0))
#: 
print(1//F(0))
#: 
print(1.5//F(0))
#: 
print(F(1,2)**F(1,2))
#: 
print(F(-1,2)**F(1,2))
#: 
print(F(1).foo)
#: 
print(F(F(1,2),F(3,4)))
#: 
print([1,2][F(1)])
#: 
print(round(F(5,2)))
#: 
print(round(F(22,7),2))
#: 
print(F(1,2).limit_denominator(0))
#: 
print(setattr(F(1,2), 'numerator', 3))
#: 
print(F(1)<<1)
#: 
print(F())
#: 
print(range(F(3)))
#: 
print(F(1,2).x)
#: 
print(setattr(F(1,2), 'zz', 3))
#: 
print(F(numerator=3, denominator=6))
#: 
print(F(1,2,3))
#: 
print("%d" % F(7,2))
#: 
print("%.3f" % F(1,3))
#: 
print("%s" % F(1,3))
#: 
print(F(1,2)==0.5)
#: 
print(F(1,3)==1/3)
#: 
print(hash(F(1,3)))
#: 
print(F(10**400)+1.0)
#: 
print(~F(1))
#: 
print(F(1,2)+1j)
#: 
print(F('1e3'))
#: 
print(F(' -1_0/3 '))
#: 
print(F('.5'))
#: 
print(F('3.'))
#: 
print(F('1 / 2'))
#: 
print(type(F(1)))
#: 
print(F)
#: 
print(sum([F(1,2), F(1,3)]))
#: 
print(max(F(1,2), 0.3))
#: 
print(F(3,2) // 1)
#: 
print(F(7,2) % 1.5)
#: 
print(2**F(3))
#: 
print(2**F(-3))
#: 
print(2.0**F(1,2))
#: 
print(2**F(1,2))
#: 
print(F(4)**0.5)
#: 
print(pow(F(1,2),2))
#: 
print(F(True))
#: 
print(F.from_float(0.1))
#: 
print(F(0.1).limit_denominator(10))
#: 
print(F(1,2).numerator, F(3).real, F(3).imag)
#: 
print(F(1,2).as_integer_ratio(), F(1,2).conjugate())
#: 
print(math.floor(F(-7,2)), math.ceil(F(-7,2)), math.trunc(F(-7,2)))
#: 
print(int(F(-7,2)), float(F(1,3)), math.sqrt(F(1,4)))
#: 
print(math.gcd(F(3).numerator, 6), abs(F(-1,2)), -F(1,2))
#: 
print(+F(1,2), bool(F(0)))
#: 
print({F(1,2): 'a'}[0.5])
#: 
print({F(2): 'b'}[2])
#: 
print({0.5, F(1,2), F(1,3)})
#: 
print(hash(F(1,2)), hash(F(-7,3)), hash(F(5)))
#: 
print(sorted([F(3,4), F(1,2), 0.6, 1]))
#: 
print([str(F(i, 6)) for i in range(7)])
#: 
print(sum(F(1, i) for i in range(1, 20)))
#: 
print(F('3.1415926535').limit_denominator(1000), F(22,7) > 3.14, F(1,3) + 1)
#: 
print(1 - F(1,3), F(1,3) * 3, F(1,3) / F(2,3))
#: 
print(F(7,3) // F(1,2), F(7,3) % F(1,2), divmod(F(7,3), F(1,2)))
#: 
print(F(2,3)**3, F(2,3)**-2, F(1,3) - 0.5)
#: 
print(cf(F(415, 93)))
#: 
print(G(1,2), G(1,2)+1, isinstance(F(1), F))
#: 
print(F(1,2).__class__, isinstance(G(1), F))
