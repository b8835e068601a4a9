import cmath
z = 3+4j
def roots(a, b, c):
    d = cmath.sqrt(b*b - 4*a*c)
    return (-b + d) / (2*a), (-b - d) / (2*a)
def mandel(c, n=50):
    z = 0
    for i in range(n):
        z = z*z + c
        if abs(z) > 2: return i
    return n
def dft(x):
    N = len(x)
    return [sum(x[n]*cmath.exp(-2j*cmath.pi*k*n/N) for n in range(N)) for k in range(N)]
w = 1+1j
#: 
print(z, z.real, z.imag)
#: 
print(abs(z), z.conjugate(), -z)
#: 
print(z*2, z/2, 1/z)
#: 
print(z**2, z**0.5, z**-1)
#: 
print(z**(1+2j), 2**z, z-1)
#: 
print(1-z, z==3+4j, z!=3)
#: 
print(complex(3)==3, (3+0j)==3.0, bool(0j))
#: 
print(2j, -2j, 1j*1j)
#: 
print(0j, -0j, complex(-0.0, 1))
#: 
print(complex(1,-0.0), complex('1+2j'), complex(' 3 '))
#: 
print(complex('j'), complex('-1e3j'), complex(1.5))
#: 
print(complex(), complex(1j, 1j), complex(imag=2))
#: 
print(1e20+1j, 1.5e300*1j, 0.1+0.2j)
#: 
print((-8)**(1/3))
#: 
print((-2.0)**0.5)
#: 
print((-1)**0.25)
#: 
print(z < z)
#: 
print(z // 1)
#: 
print(z % 2)
#: 
print(int(z))
#: 
print(float(z))
#: 
print(1/0j)
#: 
print(0j**-1)
#: 
print(0j**1j)
#: 
print(complex('a'))
#: 
print(complex('1', 2))
#: 
print(round(z))
#: 
print((10+0j)**400)
#: 
print(z.foo)
#: 
print(complex([]))
#: 
print(complex(1, 'a'))
#: 
print(z + 'a')
#: 
print(~z)
#: 
print(z[0])
#: 
print([1,2][z])
#: 
print({1: 'a'}[1+0j])
#: 
print(hash(z) == hash(3+4j))
#: 
print(hash(z))
#: 
print(hash(1j), hash(-1+0j), hash(2.5-1j))
#: 
print(f'{z}', f'{z:.2f}', f'{z:>12}')
#: 
print(f'{z:+.1e}', f'{1j:.3f}', f'{1j:10}|')
#: 
print(f'{z:g}', str(z), '%s' % z)
#: 
print('{:.1f}'.format(z), f'{z:e}', f'{1.5+2.5j:.3}')
#: 
print(f'{1j:.3}', f'{complex(0,0)}', f'{-z!r:*^15}')
#: 
print(f'{z:05}')
#: 
print(f'{z:=9}')
#: 
print(f'{z:d}')
#: 
print("%f" % z)
#: 
print("%d" % z)
#: 
print(sum([1j, 2, 3.5]), isinstance(z, complex), isinstance(1, complex))
#: 
print(type(z), complex, float('inf')*1j)
#: 
print(abs(complex(float('inf'), 1)), complex(float('nan'), 1))
#: 
print(cmath.sqrt(-1), cmath.sqrt(z), cmath.exp(1j*cmath.pi))
#: 
print(cmath.log(z), cmath.log(-1), cmath.log(z, 2))
#: 
print(cmath.log10(z), cmath.phase(z), cmath.polar(z))
#: 
print(cmath.rect(2, 1), cmath.sin(z), cmath.cos(z))
#: 
print(cmath.tan(z), cmath.sinh(z), cmath.cosh(z))
#: 
print(cmath.tanh(z))
#: 
print(cmath.isclose(1+1e-12j, 1), cmath.isnan(complex(float('nan'))), cmath.isfinite(z))
#: 
print(cmath.rect(1, 0), cmath.phase(-1), cmath.sqrt(2))
#: 
print(cmath.sqrt(-2.0), cmath.sqrt(1e-320), cmath.exp(2))
#: 
print(cmath.log(1.1+0.1j), cmath.log(1e300*(1+1j)), cmath.pi)
#: 
print(cmath.infj)
#: 
print(cmath.log(0))
#: 
print(cmath.sqrt('a'))
#: 
print(cmath.exp(1000))
#: 
print(roots(1, 2, 5))
#: 
print(roots(1, -3, 2))
#: 
print([[mandel(complex(x/4, y/4)) for x in range(-8, 4)] for y in range(-4, 5)])
#: 
print(dft([1, 2, 3, 4, 0, -1]))
#: 
print(w, w.real.is_integer(), max([1j, 2+2j], key=abs), sorted([3j, 1, 2j], key=abs), (1+2j).__abs__(), complex(3.0).real)
#: 
match 1+2j:
    case 1+2j: print('eq')
