"""Logistic regression in NumPy, by mini-batches."""
import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1.0 / (1.0 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1.0 + np.exp(-np.abs(z))))


def make_data(n=60):
    i = np.arange(n)
    X = np.stack([np.sin(1.7 * i) * 2, np.cos(0.9 * i) * 2, np.sin(0.37 * i * i)], axis=1)
    margin = X @ np.array([1.5, -1.0, 0.5]) + 0.3
    y = (margin + 0.8 * np.sin(5.0 * i) > 0).astype(float)
    return X, y


def batches(n, size, epoch):
    order = (np.arange(n) * 7 + epoch) % n
    return [order[start:start + size] for start in range(0, n, size)]


class LogisticRegression:
    def __init__(self, lr=0.5, epochs=20, batch_size=16, l2=1e-2):
        self.lr, self.epochs, self.batch_size, self.l2 = lr, epochs, batch_size, l2
        self.history = []

    def fit(self, X, y):
        n, d = X.shape
        self.w, self.b = np.zeros(d), 0.0
        for epoch in range(self.epochs):
            for idx in batches(n, self.batch_size, epoch):
                xb, yb = X[idx], y[idx]
                err = sigmoid(xb @ self.w + self.b) - yb
                self.w -= self.lr * (xb.T @ err / len(idx) + self.l2 * self.w)
                self.b -= self.lr * err.mean()
            self.history.append(self.loss(X, y))
        return self

    def predict_proba(self, X):
        return sigmoid(X @ self.w + self.b)

    def predict(self, X):
        return (self.predict_proba(X) >= 0.5).astype(int)

    def loss(self, X, y):
        p = np.clip(self.predict_proba(X), 1e-12, 1 - 1e-12)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


X, y = make_data()


# @grad w=[0.4, -0.3, 0.2], b=0.1
# @grad w=[1.5, -1.0, 0.5], b=0.3
def objective(w, b):
    z = X[:20] @ w + b
    return np.mean(np.log(1 + np.exp(-z)) + (1 - y[:20]) * z) + 0.01 * np.sum(w**2)


print(X.shape, y.shape, y.sum(), X[:2])
model = LogisticRegression().fit(X, y)
print("losses:", np.array(model.history)[::4])
print("w:", model.w, "b:", model.b)
pred = model.predict(X)
tp = np.sum((pred == 1) & (y == 1))
fp = np.sum((pred == 1) & (y == 0))
fn = np.sum((pred == 0) & (y == 1))
print("precision", tp / (tp + fp), "recall", tp / (tp + fn), "accuracy", (pred == y).mean())
print(pred[:20])
print(np.round(model.predict_proba(X[:10]), 3))
order = np.argsort(-model.predict_proba(X))[:5]
print("most certain:", order, model.predict_proba(X)[order])
print(objective(np.array([0.4, -0.3, 0.2]), 0.1))
print("largest weight is", ["sin", "cos", "chirp"][int(np.argmax(np.abs(model.w)))])
