//# aliasing
const a = [1, 2], b = a, c = [...a]
b.push(3); c[0] = 9
console.log(a, b, c, a === b, a === c)
//# length
const xs = [1, 2, 3]
xs.length = 2; xs[4] = 5
console.log(xs, xs.length, xs[3], xs[-1], xs[1.5], 3 in xs, 4 in xs)
//# holes
const xs = new Array(3)
console.log(xs, xs.length, xs.map((_, i) => i), [...xs], xs.join('-'), Array.from(xs, (_, i) => i), xs.fill(0), [1, , 3].length)
let n = 0
const ys = [1, 2, 3]
delete ys[1]
ys.forEach(() => n++)
console.log(n, ys, ys.indexOf(undefined), ys.includes(undefined), ys.reduce((a, b) => a + b), Object.keys(ys))
//# map, filter, reduce
const xs = [1, 2, 3, 4]
console.log(xs.map((x) => x * x), xs.filter((x) => x % 2), xs.reduce((a, b) => a + b), xs.reduce((a, b) => a + b, 10), xs.reduceRight((a, b) => a + '-' + b), xs.map((x, i, all) => x + i + all.length))
//# parseInt under map
console.log(['1', '2', '3'].map(parseInt), ['1', '2'].map(Number), [1, 0, ''].filter(Boolean), ['a', 'b'].map(String))
//# some, every, find
const xs = [5, 12, 8, 130]
console.log(xs.some((x) => x > 100), xs.every((x) => x > 4), xs.find((x) => x > 6), xs.findIndex((x) => x > 6), xs.findLast((x) => x < 100), xs.findLastIndex((x) => x === 0), [].every(() => false), [].some(() => true))
//# sort by text and by number
console.log([10, 9, 1, 100].sort(), [10, 9, 1, 100].sort((a, b) => a - b), ['b', undefined, 'a', , 'c'].sort(), [3, 1, 2].sort((a, b) => b - a), [true, false].sort())
//# sort is stable and in place
const people = [{ n: 'a', k: 2 }, { n: 'b', k: 1 }, { n: 'c', k: 2 }, { n: 'd', k: 1 }]
const sorted = people.sort((p, q) => p.k - q.k)
console.log(sorted.map((p) => p.n).join(''), sorted === people, [3, 1].toSorted(), [1, 2].toReversed())
//# push, pop, shift, unshift
const xs = [1]
console.log(xs.push(2, 3), xs.pop(), xs.unshift(-1, 0), xs.shift(), xs, [].pop(), [].shift())
//# slice and splice
const xs = [0, 1, 2, 3, 4, 5]
console.log(xs.slice(1, 3), xs.slice(-2), xs.slice(), xs.slice(4, 1), xs.splice(1, 2), xs, xs.splice(1, 0, 'a', 'b'), xs, xs.splice(-1), xs, xs.splice(), xs)
//# concat and flat
console.log([1].concat(2, [3, [4]], [[5]]), [1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [1, 2].flatMap((x) => [x, [x * 2]]))
//# indexOf, lastIndexOf, includes
const xs = [1, 2, 3, 2, 1]
console.log(xs.indexOf(2), xs.indexOf(2, 2), xs.lastIndexOf(2), xs.lastIndexOf(2, 2), xs.includes(3), xs.indexOf('2'), xs.includes(2, -1))
//# reverse, fill, copyWithin, at, with
const xs = [1, 2, 3, 4, 5]
console.log(xs.reverse(), xs.fill(0, 1, 3), xs.copyWithin(0, 3), xs.at(-1), xs.at(9), xs.with(1, 'w'), xs)
//# join and toString
console.log([1, null, undefined, [2, 3], 'x'].join(), [1, 2].join(''), [1, [2, [3]]].toString(), String([]), [[]] + '', [null] + '')
//# entries, keys, values
const xs = ['a', 'b']
console.log([...xs.entries()], [...xs.keys()], [...xs.values()], Array.from(xs.entries()))
const it = xs[Symbol.iterator]()
console.log(it.next(), it.next(), it.next())
//# Array.from, of, isArray
console.log(Array.from({ length: 3 }, (_, i) => i * i), Array.from('abc'), Array.of(7), Array.from(new Set([1, 1, 2])), Array.from(new Map([[1, 2]])), Array.isArray([]), Array.isArray('a'), Array(3).length, Array(1, 2), new Array('3'))
//# Array.from of an array-like
console.log(Array.from({ length: 2, 0: 'a', 1: 'b' }), Array.prototype.slice.call({ length: 2, 0: 1, 1: 2 }), Array.prototype.map.call('ab', (c) => c + c))
//# spread
const a = [1, 2]
console.log([0, ...a, 3, ...'xy', ...new Set([9])], Math.max(...a, ...[7]), ((...r) => r.length)(...a, ...a))
//# arrays of arrays
const grid = Array.from({ length: 2 }, () => new Array(3).fill(0))
grid[0][1] = 5
const shared = new Array(2).fill([0])
shared[0][0] = 1
console.log(grid, shared)
//# an array as a stack and as a queue
const q = [1], out = []
while (q.length) { const x = q.shift(); out.push(x); if (x < 8) q.push(x * 2, x * 2 + 1) }
console.log(out)
//# bubble, quick and merge sort
const bubble = (xs) => { for (let i = 0; i < xs.length; i++) for (let j = 0; j + 1 < xs.length - i; j++) if (xs[j] > xs[j + 1]) { const t = xs[j]; xs[j] = xs[j + 1]; xs[j + 1] = t } return xs }
const quick = ([p, ...r]) => (p === undefined ? [] : [...quick(r.filter((x) => x < p)), p, ...quick(r.filter((x) => x >= p))])
const merge = (xs) => { if (xs.length < 2) return xs; const m = xs.length >> 1, a = merge(xs.slice(0, m)), b = merge(xs.slice(m)), r = []; while (a.length && b.length) r.push(a[0] <= b[0] ? a.shift() : b.shift()); return [...r, ...a, ...b] }
console.log(bubble([3, 1, 2]), quick([3, 1, 2, 3]), merge([5, 4, 3, 2, 1]))
//# a heap
const h = []
const push = (v) => { h.push(v); let i = h.length - 1; while (i > 0 && h[(i - 1) >> 1] > h[i]) { const p = (i - 1) >> 1; [h[p], h[i]] = [h[i], h[p]]; i = p } }
const pop = () => { const top = h[0], last = h.pop(); if (h.length) { h[0] = last; let i = 0; for (;;) { let c = 2 * i + 1; if (c >= h.length) break; if (c + 1 < h.length && h[c + 1] < h[c]) c++; if (h[c] >= h[i]) break; [h[c], h[i]] = [h[i], h[c]]; i = c } } return top };
[5, 2, 8, 1, 9].forEach(push)
console.log([pop(), pop(), pop(), pop(), pop()])
//# how arrays are shown
console.log([], [[]], [1, 'a', null, undefined, true, { a: 1 }, () => 1], [[1, [2, [3, [4]]]]], ['it\'s', "a\nb"])
//# long arrays are shown in columns
console.log(Array.from({ length: 20 }, (_, i) => i * i))
console.log(Array.from({ length: 120 }, (_, i) => i))
console.log(Array.from({ length: 8 }, (_, i) => 'item' + i))
//# objects too long for a line
console.log({ alpha: 'aaaaaaaaaaaaaaaaaaaaaaa', beta: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbb', gamma: [1, 2, 3], delta: { e: 1 } })
//# typed arrays round
const f = new Float32Array([0.1, 1e40, -0, 16777217]), d = Float64Array.of(0.1, 2)
f[0] += 0.2
console.log(f, d, f[0] === Math.fround(0.30000000447034836), f.length, d.map((x) => x * 2), f[9], (f[9] = 1, f.length))
//# integer typed arrays wrap
const i8 = new Int8Array([127, 128, -129, 1.9, NaN]), u8 = new Uint8Array([256, -1]), c = new Uint8ClampedArray([300, -5, 1.5, 2.5]), i32 = Int32Array.from([2 ** 31, 1e10]), u32 = new Uint32Array([-1]), i16 = new Int16Array([40000]), u16 = new Uint16Array([70000])
console.log(i8, u8, c, i32, u32, i16, u16)
//# typed arrays have methods
const d = new Float64Array(4)
d.set([3, 1, 2]); d.fill(9, 3)
console.log(d, d.slice(1, 3), [...d], d.reduce((a, b) => a + b), d.sort(), Array.from(d, (x) => x + 1), d.indexOf(2), d.join('|'), Array.isArray(d), d instanceof Float64Array, new Float64Array(d).length, d.subarray === undefined)
for (const x of d) console.log(x)
//# typed arrays of other typed arrays
const a = new Float64Array([1.5, 2.5]), b = new Int32Array(a), c = new Float32Array(b)
c[0] = 0.1
console.log(a, b, c, Float64Array.from([1, 2], (x) => x / 3), Float32Array.BYTES_PER_ELEMENT)
//# callbacks get index and array
const log = [];
[7, 8].forEach((x, i, xs) => log.push(x, i, xs.length));
[1].forEach(function () { log.push(this.k) }, { k: 'self' })
console.log(log)
//# an array changed while it is mapped
const xs = [1, 2, 3]
console.log(xs.map((x) => (xs.push(x), x)), xs)
//# errors of arrays
for (const f of [() => [].reduce((a, b) => a), () => new Array(-1), () => [1].map(3), () => [1].sort(5), () => { [].length = -1 }, () => [1, 2].with(5, 0)]) { try { console.log(f()) } catch (e) { console.log(e.name, e.message) } }
