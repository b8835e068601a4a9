"""A Matrix class on nested lists."""
import math


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        widths = {len(row) for row in self.rows}
        if len(widths) != 1:
            raise ValueError(f"ragged rows: widths {sorted(widths)}")

    @classmethod
    def identity(cls, n):
        return cls([1 if i == j else 0 for j in range(n)] for i in range(n))

    @classmethod
    def zeros(cls, n, m=None):
        return cls([0] * (m or n) for _ in range(n))

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __getitem__(self, key):
        if isinstance(key, tuple):
            i, j = key
            if isinstance(i, slice) or isinstance(j, slice):
                rows = self.rows[i] if isinstance(i, slice) else [self.rows[i]]
                return Matrix(r[j] if isinstance(j, slice) else [r[j]] for r in rows)
            return self.rows[i][j]
        return self.rows[key]

    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value

    def __add__(self, other):
        if self.shape != other.shape:
            raise ValueError("cannot add %dx%d and %dx%d" % (self.shape + other.shape))
        return Matrix([a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows))

    def __sub__(self, other):
        return self + other * -1

    def __mul__(self, k):
        return Matrix([k * a for a in row] for row in self.rows)

    __rmul__ = __mul__

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError("shapes %s and %s do not fit" % (self.shape, other.shape))
        cols = list(zip(*other.rows))
        return Matrix([sum(a * b for a, b in zip(row, col)) for col in cols] for row in self.rows)

    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    __hash__ = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    def minor(self, i, j):
        return Matrix(r[:j] + r[j + 1 :] for k, r in enumerate(self.rows) if k != i)

    def det(self):
        n, m = self.shape
        if n != m:
            raise ValueError("determinant of a non-square matrix")
        if n == 1:
            return self.rows[0][0]
        return sum((-1) ** j * self[0, j] * self.minor(0, j).det() for j in range(n))

    def inverse(self):
        n = len(self)
        work = [row + unit for row, unit in zip(self.rows, Matrix.identity(n).rows)]
        for k in range(n):
            p = max(range(k, n), key=lambda i: abs(work[i][k]))
            if abs(work[p][k]) < 1e-12:
                raise ZeroDivisionError("matrix is singular")
            work[k], work[p] = work[p], work[k]
            pivot = work[k][k]
            work[k] = [v / pivot for v in work[k]]
            for i in range(n):
                if i != k:
                    f = work[i][k]
                    work[i] = [a - f * b for a, b in zip(work[i], work[k])]
        return Matrix(row[n:] for row in work)

    def trace(self):
        return sum(self[i, i] for i in range(len(self)))

    def norm(self):
        return math.sqrt(sum(v * v for row in self for v in row))

    def __str__(self):
        cells = [[f"{v:.4g}" for v in row] for row in self.rows]
        width = max(len(c) for row in cells for c in row)
        return "\n".join("[ " + "  ".join(c.rjust(width) for c in row) + " ]" for row in cells)

    def __repr__(self):
        return f"Matrix({self.rows})"


# @grad a=[[2.0, 1.0, 0.5], [1.0, 3.0, -0.5], [0.0, 0.5, 1.5]]
# @grad a=[[1, 2, 0], [0, 1, 4], [5, 0, 1]]
def log_det_and_trace(a):
    m = Matrix(a)
    return math.log(m.det()) + m.inverse().trace() + 0.1 * (m @ m.T).trace()


a = Matrix([[2, 1, 0], [1, 3, -1], [0, -1, 4]])
b = Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 10]])
print(a)
print(a + b, a - b, 2 * a, sep="\n--\n")
print(a @ b)
print((a @ b).T == b.T @ a.T, a.T == a, a != b)
print("det", a.det(), b.det(), Matrix([[5]]).det(), "trace", a.trace(), "norm", a.norm())
inv = a.inverse()
print(inv)
print((a @ inv - Matrix.identity(3)).norm() < 1e-12)
print("fibonacci:", (Matrix([[1, 1], [1, 0]]) ** 90)[0, 1], (Matrix([[1, 1], [1, 0]]) ** 0).rows)
print(b[1, 2], b[0], b[:2, 1:], b[1, :], b[:, 0])
b[2, 2] = 9
print(repr(b), b.det(), b.shape, len(b), [row[0] for row in b])
rotation = Matrix([[math.cos(0.5), -math.sin(0.5)], [math.sin(0.5), math.cos(0.5)]])
print(rotation**3, rotation.det())
for what in (lambda: Matrix([[1, 2], [3]]), lambda: a + Matrix.zeros(2), lambda: a @ Matrix.zeros(2, 3), lambda: b.inverse(), lambda: Matrix.zeros(2, 3).det(), lambda: {a: 1}):
    try:
        print(what())
    except (ValueError, ZeroDivisionError, TypeError) as err:
        print(f"{type(err).__name__}: {err}")
print(log_det_and_trace([[2.0, 1.0, 0.5], [1.0, 3.0, -0.5], [0.0, 0.5, 1.5]]))
