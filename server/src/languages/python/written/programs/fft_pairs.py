"""A fast Fourier transform on (re, im) pairs, without complex numbers."""
import math


def c_add(a, b):
    return a[0] + b[0], a[1] + b[1]


def c_sub(a, b):
    return a[0] - b[0], a[1] - b[1]


def c_mul(a, b):
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def fft(x, sign=-1):
    n = len(x)
    if n == 1:
        return x
    if n % 2:
        raise ValueError(f"length {n} is not a power of two")
    even, odd = fft(x[::2], sign), fft(x[1::2], sign)
    out = [None] * n
    for k in range(n // 2):
        angle = sign * 2 * math.pi * k / n
        t = c_mul((math.cos(angle), math.sin(angle)), odd[k])
        out[k], out[k + n // 2] = c_add(even[k], t), c_sub(even[k], t)
    return out


def ifft(X):
    n = len(X)
    return [(re / n, im / n) for re, im in fft(X, +1)]


def dft(x):
    n = len(x)
    result = []
    for k in range(n):
        total = (0.0, 0.0)
        for t, v in enumerate(x):
            a = -2 * math.pi * k * t / n
            total = c_add(total, c_mul(v, (math.cos(a), math.sin(a))))
        result.append(total)
    return result


def real(xs):
    return [(float(v), 0.0) for v in xs]


def convolve(a, b):
    n = 1
    while n < len(a) + len(b) - 1:
        n *= 2
    fa, fb = (fft(real(v + [0] * (n - len(v)))) for v in (a, b))
    return [re for re, _ in ifft([c_mul(p, q) for p, q in zip(fa, fb)])][: len(a) + len(b) - 1]


def multiply(a: int, b: int) -> int:
    """Big integers by the convolution of their digits."""
    digits = convolve([int(d) for d in reversed(str(a))], [int(d) for d in reversed(str(b))])
    return sum(round(d) * 10**k for k, d in enumerate(digits))


# @grad signal=[1.0, -0.5, 2.0, 0.25, -1.5, 0.75, 0.1, -0.2]
# @grad signal=[1, 2, 3, 4]
def high_frequency_power(signal):
    spectrum = fft([(s, 0.0) for s in signal])
    n = len(signal)
    return sum((re * re + im * im) * min(k, n - k) ** 2 for k, (re, im) in enumerate(spectrum)) / n


n = 32
signal = [math.sin(2 * math.pi * 3 * t / n) + 0.5 * math.cos(2 * math.pi * 7 * t / n) + 0.25 for t in range(n)]
spectrum = fft(real(signal))
slow = dft(real(signal))
print("agrees with the definition:", max(math.hypot(*c_sub(a, b)) for a, b in zip(spectrum, slow)) < 1e-12)
print("peaks:")
for k, (re, im) in enumerate(spectrum[: n // 2 + 1]):
    power = math.hypot(re, im) * 2 / n
    if power > 1e-9:
        print(f"  bin {k:2d}: amplitude {power:.6f}, phase {math.degrees(math.atan2(im, re)):+8.3f}")
back = ifft(spectrum)
print("round trip:", all(math.isclose(re, s, abs_tol=1e-12) for (re, _), s in zip(back, signal)))
energy = sum(s * s for s in signal)
print("Parseval: %.12f %.12f" % (energy, sum(re * re + im * im for re, im in spectrum) / n))
print(fft(real([1, 2, 3, 4])))
print([round(v, 9) + 0.0 for v in convolve([1, 2, 3], [0, 1, 0.5])])
big = multiply(123456789012345, 987654321098765)
print(big, big == 123456789012345 * 987654321098765, f"{big:,}")
try:
    fft(real(range(6)))
except ValueError as err:
    print("ValueError:", err)
print(high_frequency_power([1.0, -0.5, 2.0, 0.25, -1.5, 0.75, 0.1, -0.2]))
