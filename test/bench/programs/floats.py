# Plain floats in a loop: the logistic map and Newton's square root.
def orbit(steps):
    x = 0.3
    total = 0.0
    for i in range(steps):
        x = 3.7 * x * (1.0 - x)
        total += x - 0.5
    return total


def root(a):
    x = a
    while abs(x * x - a) > 1e-12:
        x = 0.5 * (x + a / x)
    return x


print(orbit(500000))
print(sum(root(1.0 + 0.001 * k) for k in range(8000)))
