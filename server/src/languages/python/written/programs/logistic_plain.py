# Logistic regression with nothing but lists: will a student pass?
import math
from collections import namedtuple

Student = namedtuple("Student", "hours sleep passed")

students = [
    Student(0.5, 7.0, 0), Student(1.0, 5.5, 0), Student(1.25, 8.0, 0), Student(1.75, 6.0, 0),
    Student(2.0, 7.5, 1), Student(2.5, 6.5, 0), Student(3.0, 8.0, 1), Student(3.25, 5.0, 0),
    Student(3.5, 7.0, 1), Student(4.0, 6.0, 1), Student(4.5, 8.5, 1), Student(5.0, 7.0, 1),
]  # fmt: skip


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def standardise(columns):
    out, stats = [], []
    for col in columns:
        mean = sum(col) / len(col)
        sd = (sum((v - mean) ** 2 for v in col) / (len(col) - 1)) ** 0.5
        out.append([(v - mean) / sd for v in col])
        stats.append((mean, sd))
    return out, stats


columns, stats = standardise([[s.hours for s in students], [s.sleep for s in students]])
rows = list(zip(*columns))
labels = [s.passed for s in students]


def predict(w, b, row):
    return sigmoid(b + sum(wi * xi for wi, xi in zip(w, row)))


# @grad w=[0.5, -0.25], b=0.1
# @grad w=[2, 1], b=0, penalty=0.5
def loss(w, b, penalty=0.1):
    total = 0.0
    for row, y in zip(rows, labels):
        p = predict(w, b, row)
        total -= math.log(p) if y else math.log(1 - p)
    return total / len(rows) + penalty * sum(wi**2 for wi in w)


def gradient(w, b, penalty=0.1):
    gw, gb = [0.0] * len(w), 0.0
    for row, y in zip(rows, labels):
        d = predict(w, b, row) - y
        gb += d
        for j, x in enumerate(row):
            gw[j] += d * x
    n = len(rows)
    return [g / n + 2 * penalty * wi for g, wi in zip(gw, w)], gb / n


def train(rate=0.8, epochs=300, report=60):
    w, b = [0.0, 0.0], 0.0
    for epoch in range(epochs):
        gw, gb = gradient(w, b)
        w = [wi - rate * g for wi, g in zip(w, gw)]
        b -= rate * gb
        if epoch % report == 0 or epoch == epochs - 1:
            size = math.sqrt(sum(g * g for g in gw) + gb * gb)
            print("epoch %3d   loss %.8f   |gradient| %.3e" % (epoch, loss(w, b), size))
    return w, b


print("means and deviations:", [(round(m, 3), round(s, 3)) for m, s in stats])
w, b = train()
print("w =", w, "b =", b)

confusion = {(t, p): 0 for t in (0, 1) for p in (0, 1)}
for student, row in zip(students, rows):
    p = predict(w, b, row)
    confusion[student.passed, int(p > 0.5)] += 1
    flag = "" if (p > 0.5) == bool(student.passed) else "  <-- wrong"
    print(f"{student.hours:5.2f} h, slept {student.sleep:>4}: {p:6.1%}{flag}")
print(confusion)
accuracy = (confusion[0, 0] + confusion[1, 1]) / len(students)
print(f"accuracy {accuracy:.3%}")
print(students[0], students[0]._asdict())
print(sigmoid(-800), sigmoid(800), sigmoid(0))
