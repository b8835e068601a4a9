"""Softmax regression on three spiralling classes; gradient by hand."""
import numpy as np


def spiral(per_class=12, classes=3):
    X, y = [], []
    for c in range(classes):
        r = np.linspace(0.2, 1.0, per_class)
        t = np.linspace(2.1 * c, 2.1 * c + 1.6, per_class)
        X.append(np.c_[r * np.sin(t), r * np.cos(t)])
        y += [c] * per_class
    return np.concatenate(X), np.array(y)


def softmax(scores):
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def one_hot(y, k):
    return np.eye(k)[y]


def loss(W, X, y, reg):
    P = softmax(X @ W)
    return -np.log(P[np.arange(len(y)), y]).mean() + 0.5 * reg * (W * W).sum()


def grad(W, X, y, reg):
    P = softmax(X @ W)
    return X.T @ (P - one_hot(y, W.shape[1])) / len(y) + reg * W


def features(X):
    return np.column_stack([np.ones(len(X)), X, X[:, 0] * X[:, 1], X**2])


SMALL_X = np.array([[1.0, 0.5, -0.2], [1.0, -1.0, 0.3], [1.0, 0.1, 0.9], [1.0, 0.8, 0.8]])
SMALL_Y = np.array([0, 1, 2, 0])


# @grad W=[[0.1, -0.2, 0.3], [0.5, 0.0, -0.5], [-0.3, 0.2, 0.4]]
# @grad W=[[1, 0, -1], [0, 2, 0.5], [-1, 1, 0]], reg=0.5
def small_loss(W, reg=0.1):
    scores = SMALL_X @ W
    scores = scores - np.max(scores, axis=1, keepdims=True)
    logp = scores - np.log(np.sum(np.exp(scores), axis=1, keepdims=True))
    return -np.mean(logp[np.arange(4), SMALL_Y]) + 0.5 * reg * np.sum(W**2)


def main():
    X, y = spiral()
    F = features(X)
    print(F.shape, np.unique(y, return_counts=True))
    W = np.zeros((F.shape[1], 3))
    for it in range(301):
        if it % 60 == 0:
            accuracy = np.mean(np.argmax(F @ W, axis=1) == y)
            print("%4d  loss %.9f  accuracy %.4f" % (it, loss(W, F, y, 1e-3), accuracy))
        W -= 1.0 * grad(W, F, y, 1e-3)
    print(W)
    P = softmax(F @ W)
    print(P[:3])
    print("rows sum to one:", np.allclose(P.sum(axis=1), 1))
    confusion = np.zeros((3, 3), dtype=int)
    np.add.at(confusion, (y, P.argmax(1)), 1)
    print(confusion)
    print("per class:", confusion.diagonal() / confusion.sum(axis=1))
    wrong = np.where(P.argmax(1) != y)[0]
    print("wrong:", wrong, wrong.dtype, len(wrong))
    h = 1e-6
    E = np.zeros_like(W)
    E[2, 1] = h
    numeric = (loss(W + E, F, y, 1e-3) - loss(W - E, F, y, 1e-3)) / (2 * h)
    print(abs(numeric - grad(W, F, y, 1e-3)[2, 1]) < 1e-8)
    print(softmax(np.array([1000.0, 1000.0, 0.0])))
    print(small_loss(np.eye(3)))


if __name__ == "__main__":
    main()
