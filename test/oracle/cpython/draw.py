"""Draws data, names and texts for programs. One `Draw` makes one program; equal seeds make equal programs."""
import random
import string

WORDS = '''alpha beta gamma delta epsilon zeta apple banana cherry grape lemon mango melon olive peach plum river stone
cloud rain snow wind storm light shadow fire ember north south east west red green blue amber violet one two three
alice bob carol dave erin frank grace heidi ivan judy'''.split()
FUNCTIONS = 'compute process step update apply combine reduce_all transform evaluate scale shift merge collect score'.split()
VARIABLES = 'total count value result acc item data rows table buffer index limit state current best values parts'.split()
CLASSES = 'Point Vector Account Node Shape Animal Robot Matrix Counter2 Stack Money Interval Temperature Recipe Car'.split()
FIELDS = 'name size weight price level score width height owner rate balance label speed color'.split()
TEXTS = ['Hello, World', 'the quick brown fox', '  padded  ', 'a,b,,c', 'tab\tand\nnewline', "it's", 'say "hi"', 'naïve café',
         'ABC def', '123', '12.5', '', ' ', 'x', 'aaa', 'abcabc', 'Ünïcödé', 'snake_case_name', 'path/to/file.txt', '日本語',
         'ß', 'Title Case Here', 'mixed "and\' both', 'back\\slash', '-42', '+7', '0x1F', '1e5', 'one\ntwo\r\nthree', '½', 'ﬁ', 'ǅ']


class Draw:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.taken = set()

    def pick(self, *options):
        """One of several options, or of one list."""
        return self.rng.choice(options[0] if len(options) == 1 and not isinstance(options[0], str) else options)

    def some(self, options, least=1, most=None):
        options = list(options)
        return self.rng.sample(options, self.rng.randint(least, min(most or len(options), len(options))))

    def chance(self, p):
        return self.rng.random() < p

    def upto(self, low, high):
        return self.rng.randint(low, high)

    def named(self, pool):
        """A name that this program does not have yet."""
        for _ in range(99):
            name = self.rng.choice(pool)
            if self.chance(0.3):
                name += str(self.upto(1, 9))
            if name not in self.taken:
                break
        self.taken.add(name)
        return name

    def var(self):
        return self.named(VARIABLES)

    def fn(self):
        return self.named(FUNCTIONS)

    def cls(self):
        return self.named(CLASSES)

    def field(self):
        return self.rng.choice(FIELDS)

    def fields(self, n):
        return self.rng.sample(FIELDS, n)

    def word(self):
        return self.rng.choice(WORDS)

    def words(self, n):
        return [self.word() for _ in range(n)]

    def text(self):
        if self.chance(0.35):
            return self.rng.choice(TEXTS)
        if self.chance(0.5):
            return self.rng.choice([' ', ', ', '-', '_', '  ']).join(self.words(self.upto(1, 4)))
        return ''.join(self.rng.choice(string.ascii_letters + string.digits + ' _-.') for _ in range(self.upto(1, 12)))

    def small(self):
        return self.upto(-9, 9)

    def int(self):
        """An integer of any size."""
        r = self.rng.random()
        if r < 0.5:
            return self.upto(-20, 20)
        if r < 0.75:
            return self.upto(-10**4, 10**4)
        if r < 0.85:
            return self.upto(-2**53 - 2**10, 2**53 + 2**10)
        if r < 0.92:
            return self.pick([2**31, -2**31, 2**53, 2**53 + 1, 2**63 - 1, -2**63, 2**64, 10**15, 10**16, 10**18]) + self.upto(-1, 1)
        return self.upto(-10**self.upto(18, 45), 10**45)

    def natural(self):
        return self.upto(1, 60)

    def ints(self, n=None):
        return [self.upto(-30, 60) for _ in range(n or self.upto(3, 9))]

    def float(self):
        """A finite float of any kind."""
        r = self.rng.random()
        if r < 0.35:
            return round(self.rng.uniform(-100, 100), self.upto(1, 4))
        if r < 0.5:
            return self.upto(-50, 50) / self.pick([2, 4, 8, 3, 10])
        if r < 0.65:
            return self.rng.uniform(-1, 1)
        if r < 0.75:
            return self.rng.uniform(-10, 10) * 10.0 ** self.upto(-20, 20)
        if r < 0.85:
            return self.pick([0.1, 0.5, 1.5, 2.5, 1e16, 1e15, 123456789.123, 1e-5, 0.0001, 1e22, 1e23, 5e-324, 1.7976931348623157e308, -0.0, 0.0,
                              2.675, 1.005, 0.30000000000000004, 1e100, 9007199254740993.0, 99999.5, 0.05, 1e-7])
        return float(self.upto(-1000, 1000))

    def plain(self):
        """A moderate float."""
        return round(self.rng.uniform(-20, 20), self.upto(1, 4))

    def positive(self):
        return round(self.rng.uniform(0.01, 30), self.upto(2, 5))

    def floats(self, n=None):
        return [self.plain() for _ in range(n or self.upto(3, 7))]

    def number(self):
        return self.pick([self.int, self.float])()

    def scalar(self):
        """A literal of a mixed kind."""
        return self.pick([lambda: self.upto(-99, 99), self.plain, self.text, lambda: self.chance(0.5), lambda: None])()

    def literal(self, depth=2):
        """A nested literal."""
        if depth == 0 or self.chance(0.4):
            return self.scalar()
        n = self.upto(0, 3)
        kind = self.rng.random()
        if kind < 0.4:
            return [self.literal(depth - 1) for _ in range(n)]
        if kind < 0.7:
            return tuple(self.literal(depth - 1) for _ in range(n))
        return {self.pick([self.word, self.natural])(): self.literal(depth - 1) for _ in range(n)}


def guarded(lines):
    """Statements, each of which prints what it raises."""
    out = []
    for line in lines:
        out += ['try:', f'    {line}', 'except Exception as e:', '    print(type(e).__name__, e)']
    return '\n'.join(out)


def indent(text, by=4):
    return '\n'.join(' ' * by + line if line else line for line in text.split('\n'))
