// Calls that are not followed to their end, because arms that may not be taken have multiplied on the way to them.
import { promise } from './promise.testing'

promise('what a recursion changes that something unknown ends is unknown', {
  'visits counted in a global': {
    source: `
visits = 0
kept = [1]
def walk(n):
    global visits
    visits += 1
    for child in A:
        if n > 0 and child >= 0:
            walk(n - 1)
walk(6)
v = visits
k = kept
`,
    known: 'k',
  },
  'a list grown by a method that calls itself': `
class Walker:
    def __init__(self):
        self.seen = []
    def go(self, n):
        self.seen.append(n)
        if Q and n > 0:
            self.go(n - 1)
w = Walker()
w.go(6)
n = len(w.seen)
first = w.seen[0]
`,
  'a callback in a list of what it is given': `
hits = []
def visit(n, callbacks):
    if Q:
        if n == 0:
            for c in callbacks:
                c()
        else:
            visit(n - 1, callbacks)
visit(6, [lambda: hits.append(1)])
h = len(hits)
`,
  'an exception from deep inside': `
def dive(n):
    if Q:
        if n == 0:
            raise ValueError('deep')
        dive(n - 1)
caught = 'no'
try:
    dive(6)
except ValueError:
    caught = 'yes'
`,
  'a known recursion in one arm stays exact': {
    source: `
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
x = 0
if Q:
    x = fib(10) - fib(10)
y = fib(12)
`,
    known: 'x y',
  },
})
