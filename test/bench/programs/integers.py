# Integers: Collatz lengths, a linear congruential generator, greatest common divisors.
def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(max(collatz(n) for n in range(1, 4000)))
state = 1
for _ in range(100000):
    state = (state * 1103515245 + 12345) % 2147483648
print(state)
count = 0
for a in range(1, 200):
    for b in range(1, 200):
        if gcd(a, b) == 1:
            count += 1
print(count)
