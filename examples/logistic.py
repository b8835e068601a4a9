# Plain Python: what a logistic unit loses on four examples, and how the loss
# changes with its weights.
import math

hours = [0.5, 1.5, 2.5, 4.0]
passed = [0, 0, 1, 1]


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


# @grad w=1.2, b=-2.0
# @grad w=0.0, b=0.0
def loss(w, b):
    total = 0.0
    for x, y in zip(hours, passed):
        p = sigmoid(w * x + b)
        total -= y * math.log(p) + (1 - y) * math.log(1 - p)
    return total / len(hours)


# @grad v=[3, 4]
def length(v):
    return math.sqrt(sum(c * c for c in v))
