# Lists by index: a diffusion stencil and a prefix sum.
def diffuse(n, turns):
    a = [0.0] * n
    a[n // 2] = 1.0
    for _ in range(turns):
        b = a[:]
        for i in range(1, n - 1):
            b[i] = (a[i - 1] + a[i + 1]) * 0.5
        a = b
    return a


result = diffuse(1000, 300)
print(sum(result), result[500])
sums = [0.0]
for i in range(100000):
    sums.append(sums[i] + i * 0.25)
print(sums[-1])
