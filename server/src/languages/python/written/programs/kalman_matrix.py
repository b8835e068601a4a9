import numpy as np

# Constant-velocity model in the plane: state (x, y, vx, vy), positions are measured.


class KalmanFilter:
    def __init__(self, F, H, Q, R, x0, P0):
        self.F, self.H, self.Q, self.R = F, H, Q, R
        self.x, self.P = x0, P0
        self.loglik = 0.0

    def predict(self):
        self.x = self.F @ self.x
        self.P = self.F @ self.P @ self.F.T + self.Q
        return self.x

    def update(self, z):
        y = z - self.H @ self.x
        S = self.H @ self.P @ self.H.T + self.R
        K = self.P @ self.H.T @ np.linalg.inv(S)
        self.x = self.x + K @ y
        I_KH = np.eye(len(self.x)) - K @ self.H
        # Joseph form, symmetric whatever the rounding
        self.P = I_KH @ self.P @ I_KH.T + K @ self.R @ K.T
        self.loglik += -0.5 * (y @ np.linalg.solve(S, y) + np.log(np.linalg.det(2 * np.pi * S)))
        return K


def make_filter(dt=0.5, accel=0.3, noise=0.4):
    F = np.eye(4)
    F[0, 2] = F[1, 3] = dt
    H = np.zeros((2, 4))
    H[[0, 1], [0, 1]] = 1
    G = np.array([[dt**2 / 2, 0], [0, dt**2 / 2], [dt, 0], [0, dt]])
    Q = G @ G.T * accel**2
    R = np.diag([noise**2, noise**2])
    return KalmanFilter(F, H, Q, R, np.zeros(4), np.diag([1.0, 1.0, 4.0, 4.0]))


def measurements(n, dt=0.5):
    t = dt * np.arange(1, n + 1)
    path = np.column_stack([1.5 * t, 2.0 * np.sin(0.4 * t)])
    wobble = 0.3 * np.column_stack([np.sin(7.3 * t), np.cos(5.1 * t)])
    return path, path + wobble


np.set_printoptions(precision=4, suppress=True)
path, zs = measurements(12)
kf = make_filter()
estimates = []
for k, z in enumerate(zs):
    kf.predict()
    K = kf.update(z)
    estimates.append(kf.x.copy())
    if k in (0, 3, 11):
        print(f"--- after measurement {k}")
        print("z =", z)
        print("x =", kf.x)
        print("K =")
        print(K)
        print("P =")
        print(kf.P)

estimates = np.array(estimates)
error = estimates[:, :2] - path
print("rms error per axis:", np.sqrt((error**2).mean(axis=0)))
print("rms of raw data:   ", np.sqrt(((zs - path) ** 2).mean(axis=0)))
print("log likelihood %.6f" % kf.loglik)
print("symmetric:", np.allclose(kf.P, kf.P.T), "trace:", np.trace(kf.P).round(6))
print(estimates[-3:])
