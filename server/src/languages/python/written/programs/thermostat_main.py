# A PID thermostat. Run as a script; the pieces may be imported.
import math
import sys


class PID:
    def __init__(self, kp, ki, kd, low=0.0, high=1.0):
        self.kp, self.ki, self.kd = kp, ki, kd
        self.low, self.high = low, high
        self.reset()

    def reset(self):
        self.integral = 0.0
        self.last = None

    def __call__(self, error, dt):
        slope = 0.0 if self.last is None else (error - self.last) / dt
        self.last = error
        raw = self.kp * error + self.ki * (self.integral + error * dt) + self.kd * slope
        if self.low < raw < self.high:
            self.integral += error * dt
        return min(max(raw, self.low), self.high)


class Room:
    LOSS = 0.08
    POWER = 3.0

    def __init__(self, temperature, outside=lambda t: 5.0):
        self.temperature = temperature
        self.outside = outside
        self.t = 0.0
        self.energy = 0.0

    def step(self, heat, dt):
        loss = self.LOSS * (self.temperature - self.outside(self.t))
        self.temperature += dt * (self.POWER * heat - loss)
        self.energy += self.POWER * heat * dt
        self.t += dt
        return self.temperature


def simulate(controller, room, target, hours, dt=0.1):
    trace = []
    for _ in range(round(hours / dt)):
        heat = controller(target(room.t) - room.temperature, dt)
        room.step(heat, dt)
        trace.append((room.t, room.temperature, heat))
    return trace


# @grad kp=0.4, ki=0.1
# @grad kp=0.8, ki=0.3
def tracking_error(kp, ki):
    """Mean squared distance from 20 degrees, with a linear heater."""
    temperature, integral, cost = 12.0, 0.0, 0.0
    for _ in range(40):
        error = 20.0 - temperature
        integral += error * 0.1
        heat = kp * error + ki * integral
        temperature += 0.1 * (heat - 0.08 * (temperature - 5.0))
        cost += error**2
    return cost / 40


def sparkline(values, marks=" .:-=+*#%@"):
    lo, hi = min(values), max(values)
    span = (hi - lo) or 1.0
    return "".join(marks[int((v - lo) / span * (len(marks) - 1))] for v in values)


def bang_bang(error, dt):
    return 1.0 if error > 0 else 0.0


def main(argv):
    name = argv[0] if argv else "default"
    print("scenario:", name)
    night = lambda t: 16.0 if 8 <= t % 24 < 16 else 20.0
    weather = lambda t: 4 + 3 * math.sin(t / 24 * 2 * math.pi)
    controllers = {"pid": PID(0.5, 0.15, 0.02), "p": PID(0.5, 0, 0), "bang-bang": bang_bang}
    for label, controller in controllers.items():
        room = Room(14.0, weather)
        trace = simulate(controller, room, night, 24)
        temps = [temp for _, temp, _ in trace]
        off = [abs(night(t) - temp) for t, temp, _ in trace]
        switches = sum((a > 0.5) != (b > 0.5) for (*_, a), (*_, b) in zip(trace, trace[1:]))
        print(f"{label:<10}|{sparkline(temps[::5])}|")
        print(f"{'':<10} mean error {sum(off) / len(off):.6f}, energy {room.energy:.4f}, switches {switches}, end {room.temperature:.6f}")
    print(tracking_error(0.4, 0.1))
    return 0 if room.temperature > 15 else 1


if __name__ == "__main__":
    code = main([])
    print("exit code", code)
    sys.exit(code)
