import numpy as np


def blobs():
    angles = np.linspace(0, 2 * np.pi, 9)[:-1]
    ring = np.column_stack((np.cos(angles), np.sin(angles)))
    centres = np.array([[0.0, 0.0], [5.0, 1.0], [2.0, 6.0]])
    return np.vstack([c + 0.8 * ring * (1 + 0.1 * k) for k, c in enumerate(centres)])


def assign(points, centroids):
    d2 = ((points[:, None, :] - centroids[None, :, :]) ** 2).sum(axis=2)
    return d2.argmin(axis=1), d2.min(axis=1).sum()


def kmeans(points, k, max_iter=50):
    """Lloyd's algorithm; starts with the farthest-first points, so that it needs no luck."""
    chosen = [0]
    while len(chosen) < k:
        d2 = ((points[:, None] - points[chosen]) ** 2).sum(-1).min(1)
        chosen.append(int(d2.argmax()))
    centroids = points[chosen].copy()
    history = []
    for it in range(max_iter):
        labels, inertia = assign(points, centroids)
        history.append(inertia)
        moved = np.array([points[labels == j].mean(axis=0) if np.any(labels == j) else centroids[j] for j in range(k)])
        if np.allclose(moved, centroids):
            break
        centroids = moved
    return centroids, labels, history


def silhouette(points, labels):
    d = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    scores = np.zeros(len(points))
    for i, own in enumerate(labels):
        mates = labels == own
        mates[i] = False
        a = d[i, mates].mean()
        b = min(d[i, labels == other].mean() for other in np.unique(labels) if other != own)
        scores[i] = (b - a) / max(a, b)
    return scores


# @grad centres=[[0.5, 0.2], [4.0, 1.5]], beta=0.7
def soft_inertia(centres, beta):
    """A smooth stand-in for the inertia: soft minimum instead of minimum."""
    pts = points[::3]
    d2 = np.sum((pts[:, None, :] - centres[None, :, :]) ** 2, axis=-1)
    return np.mean(-np.log(np.sum(np.exp(-beta * d2), axis=1)) / beta)


points = blobs()
print(points.shape, points.dtype)
print(points[:4])
for k in (1, 2, 3, 4):
    centroids, labels, history = kmeans(points, k)
    print(f"k={k}: inertia {history[-1]:.6f} after {len(history)} rounds")
    print(centroids)
    print(labels)
    print(np.bincount(labels, minlength=k))
centroids, labels, history = kmeans(points, 3)
s = silhouette(points, labels)
print("silhouette", s.mean().round(6), s.min().round(6), s.max().round(6))
print(np.round(s, 2))
new = np.array([[4.0, 2.0], [1.0, 4.0], [-3.0, -3.0]])
print("new points go to", assign(new, centroids)[0].tolist())
print("soft:", soft_inertia(np.array([[0.5, 0.2], [4.0, 1.5]]), 0.7))
