//# order of keys
console.log(Object.keys({ b: 1, 2: 1, a: 1, 1: 1, '-1': 1, '01': 1 }), { z: 1, 10: 2, 9: 3 })
//# objects are shared
const a = { n: 1 }, b = a, c = { ...a }
b.n = 2
console.log(a, b, c, a === b)
//# computed keys, shorthand, methods
const k = 'key', x = 5
const o = { [k + 1]: 1, x, f() { return this.x }, 'two words': 2, 3: 'three', [`t${x}`]: 0 }
console.log(o, o.f(), o['two words'], o[3], o.key1)
//# getters and setters
const o = { _v: 1, get v() { return this._v * 10 }, set v(x) { this._v = x } }
o.v = 5
o.v += 1
console.log(o.v, o._v, Object.keys(o), o)
//# entries, values, assign, fromEntries
const o = { a: 1, b: 2 }
console.log(Object.entries(o), Object.values(o), Object.assign({}, o, { b: 3 }, null), Object.fromEntries(Object.entries(o).map(([k, v]) => [k, v * 2])), Object.fromEntries(new Map([['x', 1]])))
//# delete and in
const o = { a: 1, b: undefined }
console.log('a' in o, delete o.a, 'a' in o, 'b' in o, o.a, o, 'toString' in o, o.hasOwnProperty('b'), Object.hasOwn(o, 'toString'))
//# spread of objects
console.log({ ...{ a: 1, b: 2 }, b: 3, ...null, ...[9, 8], ...'hi' })
//# prototype names are data
const o = { constructor: 1, toString: 2, hasOwnProperty: 3 }
o.valueOf = 4
console.log(o, Object.keys(o))
//# freeze
const o = Object.freeze({ a: 1, n: { b: 1 } }), xs = Object.freeze([1])
for (const f of [() => { o.a = 2 }, () => { o.z = 1 }, () => { delete o.a }, () => { xs[0] = 5 }]) { try { f() } catch (e) { console.log(e.message) } }
o.n.b = 2
console.log(o, Object.isFrozen(o), Object.isFrozen({}))
//# a counter of words
const count = {}
for (const w of 'a b a c b a'.split(' ')) count[w] = (count[w] || 0) + 1
console.log(count)
//# group by
const groups = [1, 2, 3, 4, 5].reduce((g, x) => { (g[x % 2 ? 'odd' : 'even'] ??= []).push(x); return g }, {})
console.log(groups)
//# number keys are texts
const o = { 1: 'a' }
console.log(o[1], o['1'], o[1.0], (o[1.5] = 'b', o), (o[-0] = 'zero', o['0']), o[true] = 1, o)
//# nested updates
const s = { a: { b: [1, 2] } }
s.a.b[1] += 5; s.a.c = s.a.b
s.a.c.push(7)
console.log(s, JSON.stringify(s))
//# this
const o = { v: 1, f() { return [1].map(() => this.v) }, g: function () { return this === undefined }, h: () => typeof this }
const g = o.g
console.log(o.f(), g(), o.g(), o.h())
//# call, apply, bind
function f(a, b) { return [this.v, a, b] }
const bound = f.bind({ v: 2 }, 'x')
console.log(f.call({ v: 1 }, 2, 3), f.apply({ v: 1 }, [4, 5]), bound('y'), bound.name, f.length)
//# classes
class P { x = 1; y; static n = 0; static make() { return new this() } constructor(y = 2) { this.y = y; P.n++ } sum() { return this.x + this.y } get double() { return this.sum() * 2 } set double(v) { this.x = v } }
const p = new P(5), q = P.make()
q.double = 10
console.log(p, q, p.sum(), q.double, P.n, p instanceof P, P.name, p.constructor === P, typeof P, Object.keys(p))
//# private members
class A { #n = 1; #add(k) { this.#n += k; return this } up() { return this.#add(2) } get n() { return this.#n } static #count = 3; static count() { return A.#count++ } }
console.log(new A().up().up().n, A.count(), A.count())
//# inheritance
class Shape { constructor(name) { this.name = name } area() { return 0 } toString() { return `${this.name}: ${this.area()}` } static create(...a) { return new this(...a) } }
class Circle extends Shape { constructor(r) { super('circle'); this.r = r } area() { return Math.PI * this.r ** 2 } }
class Square extends Shape { side = 2; constructor() { super('square') } area() { return this.side ** 2 + super.area() } toString() { return '<' + super.toString() + '>' } }
class Unit extends Circle { constructor() { super(1) } }
console.log(String(new Circle(2)), `${new Square()}`, new Unit() instanceof Shape, Circle.create(3).r, new Unit(), Unit.name, Object.keys(new Square()))
//# fields are made before the constructor of the class, after its base's
const log = []
class A { a = log.push('a field'); constructor() { log.push('A') } }
class B extends A { b = log.push('b field'); constructor() { log.push('before'); super(); log.push('B') } }
class C extends B { c = log.push('c field') }
new C()
console.log(log)
//# static members and blocks
class T { static a = 1; static b = T.a + 1; static { T.c = this.b * 10 } static get d() { return this.c } static f = () => T.d }
class U extends T { static e = super.d }
console.log(T.a, T.b, T.c, T.d, T.f(), U.a, U.e, U.d)
//# class expressions
const A = class { f() { return 1 } }, B = class Named extends A { g() { return Named.name + this.f() } }
console.log(new B().g(), A.name, B.name)
//# arrow fields keep this
class B { n = 3; get = () => this.n; m() { return [1, 2].map((x) => x * this.n) } }
const { get } = new B()
console.log(get(), new B().m())
//# old-style classes
function Vec(x, y) { this.x = x; this.y = y }
Vec.prototype.add = function (o) { return new Vec(this.x + o.x, this.y + o.y) }
Vec.prototype.len = function () { return Math.sqrt(this.x * this.x + this.y * this.y) }
Vec.zero = function () { return new Vec(0, 0) }
const v = new Vec(3, 4).add(Vec.zero())
console.log(v.len(), v instanceof Vec, v.constructor === Vec, v, v.x)
//# old-style inheritance
function A(n) { this.n = n }
A.prototype.get = function () { return this.n }
function B(n) { A.call(this, n * 2) }
B.prototype = Object.create(A.prototype)
B.prototype.constructor = B
B.prototype.more = function () { return this.get() + 1 }
const b = new B(5)
console.log(b.get(), b.more(), b instanceof B, b instanceof A)
//# a prototype given whole
function V() {}
V.prototype = { f: function () { return 1 }, g() { return this.f() + 1 } }
console.log(new V().g())
//# objects that iterate
const range = { from: 1, to: 4, [Symbol.iterator]() { let i = this.from, to = this.to; return { next: () => (i <= to ? { value: i++, done: false } : { value: undefined, done: true }) } } }
console.log([...range], Math.max(...range), Array.from(range))
for (const x of range) if (x > 2) { console.log(x); break }
const [a, b] = range
console.log(a, b)
//# a class that iterates
class List { constructor(...xs) { this.xs = xs } [Symbol.iterator]() { return this.xs[Symbol.iterator]() } }
console.log([...new List(1, 2, 3)])
//# errors of one's own
class Bad extends Error { constructor(m, code) { super(m); this.name = 'Bad'; this.code = code } }
try { throw new Bad('oops', 7) } catch (e) { console.log(e.name, e.message, e.code, e instanceof Bad, e instanceof Error, String(e), `${e}`) }
const e = new Error('with cause', { cause: 'c' })
console.log(e.cause, Error('x').message, new TypeError().message === '', Object.keys(e))
//# Map
const m = new Map([['a', 1], [NaN, 'nan'], [0, 'zero']])
m.set('b', 2).set('a', 3)
const key = {}
m.set(key, 'obj')
console.log(m.get('a'), m.get(NaN), m.get(-0), m.get(key), m.get({}), m.size, m.has('z'), m.delete('b'), m.delete('b'), [...m.keys()].length, [...m.values()])
m.forEach((v, k) => console.log(typeof k, v))
console.log(new Map([[1, { a: 1 }]]), new Map())
//# Set
const s = new Set([1, 2, 2, '2', NaN, NaN])
s.add(3).delete(1)
console.log(s.size, s.has(2), s.has('2'), [...s], new Set('aab'), s.has(NaN))
const a = new Set([1, 2, 3]), b = new Set([2, 3, 4])
console.log([...a].filter((x) => b.has(x)), [...new Set([...a, ...b])])
//# a map changed while it is walked
const m = new Map([[1, 'a'], [2, 'b']]), seen = []
for (const [k] of m) { seen.push(k); if (k < 5) m.set(k + 2, 'x') }
console.log(seen)
//# WeakMap
const w = new WeakMap(), k = {}
w.set(k, 5)
console.log(w.get(k), w.has({}), w.has(k))
//# JSON
const o = { a: [1, 'x', null, true, undefined, () => 1, NaN], b: { c: {} }, d: undefined, e: new Map(), f: 'q"\n', g: -0 }
console.log(JSON.stringify(o), JSON.stringify(o, null, 2), JSON.stringify([]), JSON.stringify('s'), JSON.stringify(undefined), JSON.stringify({ a: 1, b: 2 }, ['b']), JSON.stringify({ a: 1 }, (k, v) => (typeof v === 'number' ? v + 1 : v)), JSON.stringify({ toJSON() { return 'mine' } }))
//# JSON.parse
console.log(JSON.parse('{"a":[1,2,{"b":null}],"c":"\\u0041"}'), JSON.parse('3'), JSON.parse('[1,2]', (k, v) => (typeof v === 'number' ? v * 2 : v)))
try { JSON.parse('{a') } catch (e) { console.log(e.name) }
//# structuredClone and deep copies
const o = { a: [1, { b: 2 }], m: new Map([[1, [2]]]) }
const c = structuredClone(o), d = JSON.parse(JSON.stringify({ x: [1] }))
c.a[1].b = 9; c.m.get(1).push(3)
console.log(o, c, d)
//# a linked list and a tree
let list = null
for (const x of [3, 2, 1]) list = { x, next: list }
const sum = (l) => (l ? l.x + sum(l.next) : 0)
const tree = { v: 1, kids: [{ v: 2, kids: [] }, { v: 3, kids: [{ v: 4, kids: [] }] }] }
const walk = ({ v, kids }) => v + kids.reduce((s, k) => s + walk(k), 0)
console.log(sum(list), list, walk(tree), tree)
//# a graph search
const g = { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }
const seen = new Set(), order = []
const visit = (n) => { if (seen.has(n)) return; seen.add(n); g[n].forEach(visit); order.unshift(n) }
visit('a')
console.log(order)
//# circular objects
const o = { name: 'o' }
o.self = o
console.log(o.self.self.name)
try { JSON.stringify(o) } catch (e) { console.log(e.name, e.message.split('\n')[0]) }
//# Object.create and prototypes
const base = { hi() { return 'hi ' + this.n } }, o = Object.create(base)
o.n = 'o'
console.log(o.hi(), Object.keys(o), base.isPrototypeOf(o), Object.getPrototypeOf(o) === base)
const out = []
for (const k in o) out.push(k)
console.log(out)
//# defineProperty with a getter
const o = {}
Object.defineProperty(o, 'x', { get() { return 42 }, enumerable: true })
console.log(o.x)
//# extending a built-in prototype
Array.prototype.sum = function () { return this.reduce((a, b) => a + b, 0) }
String.prototype.twice = function () { return this + this }
console.log([1, 2, 3].sum(), 'ab'.twice())
//# properties of functions and arrays
function f() {}
f.count = 1; f.count++
const xs = [1]
xs.name = 'xs'
console.log(f.count, xs.name, xs.length, Object.keys(xs))
//# function composition
const compose = (...fs) => (x) => fs.reduceRight((v, f) => f(v), x)
const curry = (f) => (a) => (b) => f(a, b)
console.log(compose((x) => x + 1, (x) => x * 2)(5), curry((a, b) => a - b)(10)(3))
//# computed members of classes
const k = 'key', s = Symbol('s')
class A { [k + 1]() { return 'm' } static [k]() { return 'static' } get [`g${k}`]() { return this[k] } [k] = 5; static ['f' + k] = 6; [s]() { return 'symbol' } *[Symbol.iterator]() {} [Symbol.toPrimitive](hint) { return hint === 'number' ? 1 : hint } }
const a = new A()
console.log(+a, a * 2, `${a}`, a + '', a.key1(), A.key(), a.gkey, A.fkey, a[s](), Object.keys(a), Symbol.for('x') === Symbol.for('x'), s === Symbol('s'), typeof s)
//# how circular objects are shown
const o = { name: 'o', list: [1] }
o.self = o
o.list.push(o.list)
console.log(o)
console.log([1, 2].entries(), Object.assign([1], { x: 2 }))
