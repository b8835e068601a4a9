from collections.abc import Iterable, Sequence, Mapping, Callable, Iterator, Sized, Hashable, Set, MutableSequence, Container, Collection, Generator, MutableMapping
import collections.abc, typing
from collections import deque, OrderedDict, Counter, defaultdict
class It:
    def __iter__(self): return iter([1])
class Ix:
    def __getitem__(self, i): return i
    def __len__(self): return 3
class L(list): pass
class No:
    __hash__ = None
class Cl:
    def __call__(self): pass
class Nx:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
def g(): yield 1
vals = [1, 1.5, 'a', [1], (1,), {1: 2}, {1}, frozenset([1]), range(3), None, b'a', bytearray(b'a'), iter([1]), g(), zip([1]), map(str, [1]), It(), Ix(), L(), No(), Cl(), Nx(), len, lambda: 1, int, deque([1]), OrderedDict(), Counter(), defaultdict(int), {}.keys(), {}.values(), {}.items(), 2j]
#: 
print([int(isinstance(v, Iterable)) for v in vals])
#: 
print([int(isinstance(v, Sequence)) for v in vals])
#: 
print([int(isinstance(v, Mapping)) for v in vals])
#: 
print([int(isinstance(v, Callable)) for v in vals])
#: 
print([int(isinstance(v, Iterator)) for v in vals])
#: 
print([int(isinstance(v, Sized)) for v in vals])
#: 
print([int(isinstance(v, Set)) for v in vals])
#: 
print([int(isinstance(v, MutableSequence)) for v in vals])
#: 
print([int(isinstance(v, Container)) for v in vals])
#: 
print([int(isinstance(v, Collection)) for v in vals])
#: 
print([int(isinstance(v, Generator)) for v in vals])
#: 
print([int(isinstance(v, MutableMapping)) for v in vals])
#: 
print([int(isinstance(v, typing.Iterable)) for v in vals])
#: 
print([int(isinstance(v, typing.Sequence)) for v in vals])
#: 
print([int(isinstance(v, typing.Mapping)) for v in vals])
#: 
print([int(isinstance(v, typing.Callable)) for v in vals])
#: 
print(Iterable, issubclass(list, list), isinstance([1], (int, Sequence)), isinstance(5, (str, Sequence)))
#: 
def flat(xs):
    for x in xs:
        if isinstance(x, Iterable) and not isinstance(x, (str, bytes)): yield from flat(x)
        else: yield x
print(list(flat([1, [2, (3, 'ab')], {4: 5}])))
#: 
def f(cb: Callable[[int], str], xs: Sequence[float]) -> Iterator[int]: return 1
print(f(None, []))
#: 
class V(Sized):
    def __len__(self): return 2
print(len(V()), isinstance(V(), Sized))
