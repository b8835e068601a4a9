"""Trees walked, permutations made, queens placed, primes sieved: recursion with yield from."""
from itertools import count, islice, takewhile


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    @classmethod
    def of(cls, values):
        root = None
        for v in values:
            root = cls.insert(root, v)
        return root

    @staticmethod
    def insert(node, v):
        if node is None:
            return Tree(v)
        if v < node.value:
            node.left = Tree.insert(node.left, v)
        else:
            node.right = Tree.insert(node.right, v)
        return node

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def breadth_first(self):
        level = [self]
        while level:
            yield [n.value for n in level]
            level = [c for n in level for c in (n.left, n.right) if c]

    def paths(self, so_far=()):
        so_far += (self.value,)
        if not self.left and not self.right:
            yield so_far
        for child in filter(None, (self.left, self.right)):
            yield from child.paths(so_far)


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i, first in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [first] + rest


def queens(n, placed=()):
    if len(placed) == n:
        yield placed
        return
    row = len(placed)
    for col in range(n):
        if all(col != c and abs(col - c) != row - r for r, c in enumerate(placed)):
            yield from queens(n, placed + (col,))


def primes():
    composites = {}
    for n in count(2):
        if n not in composites:
            yield n
            composites[n * n] = [n]
        else:
            for p in composites.pop(n):
                composites.setdefault(n + p, []).append(p)


def collatz(n):
    steps = 0
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    yield 1
    return steps


def flatten(nested):
    for item in nested:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


def steps_of(n):
    steps = yield from collatz(n)
    yield f"{steps} steps"


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


def merge(*sources):
    heads = [(next(it), i, it) for i, it in enumerate(map(iter, sources))]
    while heads:
        value, i, it = min(heads, key=lambda h: h[:2])
        yield value
        heads.remove((value, i, it))
        for nxt in it:
            heads.append((nxt, i, it))
            break


# @grad leaves=[0.5, -1.0, 2.0, 0.25]
# @grad leaves=[3, 1, 2, 4]
def tree_energy(leaves):
    """The sorted values' weighted squares: the tree's iterator inside a gradient."""
    return sum(k * v * v for k, v in enumerate(Tree.of(leaves), 1)) + sum(p[-1] for p in Tree.of(leaves).paths())


tree = Tree.of([50, 30, 70, 20, 40, 60, 80, 35])
print(list(tree))
print(list(tree.breadth_first()))
for path in tree.paths():
    print(" -> ".join(map(str, path)))
print(min(tree), max(tree), sum(tree), 60 in tree, 61 in tree, [v for v in tree if v % 20 == 0])
smallest, *rest, largest = tree
print(smallest, rest, largest)
print(sum(1 for _ in permutations(list("abcd"))), ["".join(p) for p in islice(permutations(list("xyz")), 4)])
print("queens:", [sum(1 for _ in queens(n)) for n in range(1, 7)], next(queens(8)))
for r, c in enumerate(next(queens(6))):
    print("." * c + "Q" + "." * (5 - c))
print(list(islice(primes(), 15)), list(takewhile(lambda p: p < 60, primes()))[-1])
print(list(steps_of(11)))
print(list(flatten([1, [2, (3, [4, []], 5)], [[[6]]]])))
print(" ".join(hanoi(3)), sum(1 for _ in hanoi(8)))
print(list(merge([1, 4, 9], [2, 3, 10], [0, 11])))
print(tree_energy([0.5, -1.0, 2.0, 0.25]))
