"""Coroutines by send, throw and close: a bank, a moving average, a tokenizer, a tiny scheduler."""


def averager():
    total, n, value = 0.0, 0, None
    while True:
        x = yield value
        if x is None:
            return total, n
        total += x
        n += 1
        value = total / n


def account(balance):
    history = []
    try:
        while True:
            try:
                amount = yield balance
                balance += amount
                history.append(amount)
            except ValueError as err:
                history.append(str(err))
    finally:
        print("closing with", balance, history)


def primed(make):
    def start(*args, **kwargs):
        g = make(*args, **kwargs)
        next(g)
        return g

    return start


@primed
def grep(word, target):
    while True:
        line = yield
        if word in line:
            target.send(line.upper())


@primed
def collect(into):
    while True:
        into.append((yield))


def summary(results, key):
    while True:
        results[key] = yield from averager()
        yield f"{key} done"


class Scheduler:
    def __init__(self):
        self.ready, self.clock, self.trace = [], 0, []

    def spawn(self, name, task):
        self.ready.append((0, name, task))

    def run(self):
        while self.ready:
            self.ready.sort(key=lambda entry: entry[:2])
            when, name, task = self.ready.pop(0)
            self.clock = max(self.clock, when)
            try:
                pause = task.send(None)
            except StopIteration as stop:
                self.trace.append(f"{self.clock}:{name} ended with {stop.value}")
            else:
                self.trace.append(f"{self.clock}:{name} sleeps {pause}")
                self.ready.append((self.clock + pause, name, task))


def worker(pauses):
    done = 0
    for p in pauses:
        yield p
        done += p
    return done


g = averager()
next(g)
print([g.send(v) for v in (10, 20, 60)])
try:
    g.send(None)
except StopIteration as stop:
    print("returned", stop.value)

acc = account(100)
print(next(acc), acc.send(50), acc.send(-30))
print(acc.throw(ValueError("card stolen")))
print(acc.send(1))
acc.close()
try:
    acc.send(1)
except StopIteration:
    print("no more")

found = []
pipe = grep("grad", collect(found))
for line in ["a gradient", "a tape", "no grad here", "Gradual"]:
    pipe.send(line)
print(found)

results = {}
s = summary(results, "levels")
next(s)
print(s.send(4), s.send(8), s.send(None), results)

sched = Scheduler()
sched.spawn("a", worker([3, 1]))
sched.spawn("b", worker([1, 1, 1]))
sched.spawn("c", worker([]))
sched.run()
print(*sched.trace, sep="\n")

bad = account(0)
next(bad)
try:
    bad.throw(KeyError("vault"))
except KeyError as err:
    print("KeyError", err)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        print("asked to leave")
        raise
    finally:
        print("left")


it = stubborn()
print(next(it))
it.close()
print(list(it))
try:
    averager().send(5)
except TypeError as err:
    print("TypeError:", err)
