# Overloaded operators: vectors, and dual numbers through a polynomial.
class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Dual:
    def __init__(self, value, slope=0.0):
        self.value = value
        self.slope = slope

    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    __radd__ = __add__
    __rmul__ = __mul__


position, velocity = Vector(1.0, 0.0), Vector(0.0, 1.0)
for _ in range(20000):
    velocity = velocity - 0.001 * position
    position = position + velocity * 0.001
print(position.dot(position))

total = 0.0
for k in range(6000):
    x = Dual(0.0001 * k, 1.0)
    y = 3.0 * x * x * x + 2.0 * x + 1.0
    total += y.slope
print(total)
