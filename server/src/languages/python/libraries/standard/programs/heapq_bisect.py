import heapq, bisect
from heapq import *
h = []
l = [9, 8, 7, 6, 5, 4, 3, 2, 1]
m = merge([1], [2])
pq = [(2, 'code'), (1, 'eat'), (3, 'sleep')]
a = [1, 2, 2, 3, 5]
w = ['a', 'bbb', 'ccccc']
def grade(score, breakpoints=[60, 70, 80, 90], grades='FDCBA'):
    return grades[bisect.bisect(breakpoints, score)]
def lcg(n, seed=7):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append(seed % 100)
    return out
def heap_of(items):
    heap = []
    for i in items: heappush(heap, i)
    return heap
def pops(heap):
    return [heappop(heap) for _ in range(len(heap))]
def running_median(stream):
    low, high, out = [], [], []
    for v in stream:
        heappush(low, -heappushpop(high, v))
        if len(low) > len(high): heappush(high, -heappop(low))
        out.append(high[0] if len(high) > len(low) else (high[0] - low[0]) / 2)
    return out
def dijkstra(graph, start):
    dist, todo = {start: 0}, [(0, start)]
    while todo:
        d, node = heappop(todo)
        if d > dist[node]: continue
        for other, w in graph[node].items():
            if d + w < dist.get(other, float('inf')):
                dist[other] = d + w
                heappush(todo, (d + w, other))
    return dist
class Task:
    def __init__(self, p, n): self.p, self.n = p, n
    def __lt__(self, o): return self.p < o.p
    def __repr__(self): return f'{self.n}@{self.p}'
#: 
for x in [5, 3, 8, 1, 9.5, 2, (7), 4]:
    heappush(h, x)
    print(h)
#: 
print(heappop(h), h, heapreplace(h, 0), h, heappushpop(h, -1), heappushpop(h, 100), h)
#: 
heapify(l)
#: 
print(l)
#: 
print(nlargest(3, l), nsmallest(2, l, key=lambda v: -v), nlargest(20, 'abc'), nsmallest(0, l))
#: 
print(list(merge([1, 4, 7], [2, 5], [0, 9])), list(merge([9, 3], [5, 1], reverse=True)), list(merge(['aaa','b'], ['cc'], key=len)))
#: 
print(next(m), next(m), next(m, None))
#: 
print(heappop([]))
#: 
print(heapreplace([], 1))
#: 
print(heappushpop([], 1))
#: 
print(heappush((1,), 2))
#: 
print(heappush([1], 'a'))
#: 
heapify(pq)
#: 
while pq: print(heappop(pq))
#: 
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 4, 1, 3), bisect.bisect_left(a, 0), bisect.bisect(a, 9))
#: 
bisect.insort(a, 2.5)
#: 
bisect.insort_left(a, 2)
#: 
print(a)
#: 
bisect.insort(w, 'dd', key=len)
#: 
print(w, bisect.bisect_left(w, 2, key=len), bisect.bisect_left((1, 3), 2))
#: 
print(bisect.bisect(a, 1, -1))
#: 
print(bisect.bisect(a, 'x'))
#: 
print(bisect.bisect([]))
#: 
print([grade(s) for s in [33, 99, 77, 70, 89, 90, 100]])
#: 
print(heap_of(lcg(20)))
#: 
print(pops(heap_of(lcg(30))))
#: 
print(running_median(lcg(12)))
#: 
print(dijkstra({'a': {'b': 7, 'c': 3}, 'b': {'d': 2}, 'c': {'b': 1, 'd': 8}, 'd': {}}, 'a'))
#: 
print(pops(heap_of([Task(3, 'x'), Task(1, 'y'), Task(2, 'z'), Task(1, 'w')])))
#: 
print(nlargest(2, {'a': 3, 'b': 9, 'c': 5}.items(), key=lambda kv: kv[1]))
#: 
print(nsmallest(3, lcg(40)))
#: 
print(list(merge(sorted(lcg(5)), sorted(lcg(4, 3)))))
#: 
print(nlargest(1, []))
#: 
print(nsmallest(-1, [3]))
#: 
print(heapify([3, 'a']))
#: 
print(heapify(5))
#: 
print(heap_of([(1, [2]), (1, [1])]))
#: 
print(heap_of([(1, {}), (1, {})]))
#: 
print([bisect.bisect_left([10, 20, 30], v) for v in (5, 10, 15, 35)])
#: 
print(bisect.bisect('abcx', 'c'))
#: 
print(bisect.bisect_right([1, 2, 3], 2, hi=1))
#: 
print(bisect.bisect_left([(1, 'b'), (2, 'a')], (1, 'z')))
#: 
print(bisect.bisect(range(0, 100, 7), 50))
#: 
print(bisect.insort([1], 'a'))
#: 
print(bisect.bisect_left([1, 2], 1.5, key=lambda v: -v))
#: 
print(bisect.bisect([], 5))
#: 
print(bisect.insort(5, 1))
#: 
print(bisect.bisect(5, 1))
#: 
print(heappop([1], 2))
#: 
print(heappush([1]))
#: 
print(next(merge()))
