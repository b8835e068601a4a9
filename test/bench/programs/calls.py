# Function calls: recursion, small helpers, defaults and keywords.
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def scaled(x, factor=2.0, shift=0.0):
    return x * factor + shift


def square(x):
    return x * x


def distance(x, y):
    return square(x) + square(y)


print(fib(22))
total = 0.0
for i in range(60000):
    total += distance(i * 0.5, 1.0) + scaled(i) + scaled(i, shift=1.0)
print(total)
