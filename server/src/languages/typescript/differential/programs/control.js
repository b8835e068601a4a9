//# labelled continue and break
const out = []
outer: for (let i = 0; i < 4; i++) { for (let j = 0; j < 4; j++) { if (j === 2) continue outer; if (i === 2) break outer; out.push([i, j]) } }
console.log(out)
//# a labelled block is left
a: { console.log(1); if (true) break a; console.log(2) }
b: if (true) { console.log(3); break b }
console.log(4)
//# do while runs once
let n = 10
do { n++ } while (n < 5)
console.log(n)
//# while with break and continue
let i = 0, s = 0
while (true) { i++; if (i > 10) break; if (i % 2) continue; s += i }
console.log(i, s)
//# continue in a do-while tests
let i = 0
do { i++; if (i < 3) continue; break } while (i < 10)
console.log(i)
//# switch falls through
function f(x) { const out = []; switch (x) { case 1: out.push(1); case 2: out.push(2); break; default: out.push('d'); case 3: out.push(3) } return out }
console.log(f(1), f(2), f(3), f(4))
//# switch compares strictly and evaluates cases lazily
const log = []
const c = (v) => (log.push(v), v)
switch ('2') { case c(2): console.log('number'); break; case c('2'): console.log('text'); break; case c(3): console.log('never') }
console.log(log)
//# continue inside a switch inside a loop
const out = []
for (const x of [1, 2, 3]) { switch (x) { case 2: continue; default: out.push(x) } out.push('after') }
console.log(out)
//# comma and void
let a = 0
const x = (a++, a += 5, a * 2)
console.log(x, void 0, (1, 2, 3))
for (let i = 0, j = 10; i < j; i += 3, j--) console.log(i, j)
//# try, catch and finally in order
function f(x) { const log = []; try { log.push('try'); if (x) throw new Error('no'); return log } catch (e) { log.push(e.message); return log } finally { log.push('finally') } }
console.log(f(0), f(1))
//# finally overrides a return
function f() { try { return 1 } finally { return 2 } }
function g() { for (const x of [1, 2]) { try { continue } finally { if (x === 2) return 'left' } } }
function h() { let n = 0; while (true) { try { if (n++ > 2) break } finally { n += 10 } } return n }
console.log(f(), g(), h())
//# errors pass through functions
function a() { throw new RangeError('deep') }
function b() { try { a() } finally { console.log('cleaned') } }
try { b() } catch (e) { console.log(e instanceof RangeError, e instanceof Error, e.name, e.message, String(e)) }
//# throw anything
for (const v of [1, 'text', null, undefined, { code: 7 }]) { try { throw v } catch (e) { console.log(typeof e, e) } }
//# rethrow
try { try { throw new Error('first') } catch (e) { throw new TypeError('second: ' + e.message) } } catch (e) { console.log(e.name, e.message) }
//# catch without a binding
let r
try { null.x } catch { r = 'caught' }
console.log(r)
//# conditional and logical values
console.log(0 || 'a', '' && 'b', null ?? 'c', 0 ?? 'd', NaN || undefined, 1 && 2, !0, !!'x')
console.log(true ? 1 : 2, '' ? 1 : 2, [] ? 1 : 2, NaN ? 1 : 2)
//# logical assignment
let a = 0, b = 1, c = null, d
a ||= 5; b &&= 6; c ??= 7; d ??= 8
const o = { n: 0 }
o.n ||= 3; o.m ??= 4; o.m ??= 5
console.log(a, b, c, d, o)
//# optional chaining
const o = { a: { b: () => 42 }, n: null, arr: [1] }
console.log(o?.a?.b?.(), o.x?.y.z.w, o.n?.q, o.arr?.[0], o.f?.(), o.x?.[o.y.z], o?.['a']?.b())
//# optional chaining keeps this
const o = { v: 7, f() { return this.v }, g: { v: 8, f() { return this.v } } }
console.log(o.f?.(), o?.f(), o['f'](), o?.['f'](), o.g['f']?.(), (o.f)())
//# for-in over objects and arrays
const out = []
for (const k in { b: 1, a: 2, 2: 3, 1: 4 }) out.push(k)
for (const k in ['x', 'y']) out.push(typeof k, k)
for (const k in 'ab') out.push(k)
for (const k in null) out.push('never')
console.log(out)
//# for-of over everything
const out = []
for (const x of 'añ😀') out.push(x)
for (const [k, v] of Object.entries({ a: 1 })) out.push(k, v)
for (const [i, x] of ['p', 'q'].entries()) out.push(i, x)
for (const x of new Set([1, 1, 2])) out.push(x)
for (const [k, v] of new Map([[1, 2]])) out.push(k + v)
console.log(out)
//# an array that grows while it is walked
const xs = [1, 2, 3], seen = []
for (const x of xs) { seen.push(x); if (xs.length < 6) xs.push(x * 10) }
console.log(seen)
//# break leaves for-of
let n = 0
for (const x of [1, 2, 3, 4]) { if (x > 2) break; n += x }
console.log(n)
//# assignment to a member in for-of and for-in
const o = {}
for (o.x of [1, 2]) ;
for (o.k in { z: 1 }) ;
let a, b
for ([a, b = 5] of [[1], [2, 3]]) console.log(a, b)
console.log(o)
//# increments
let i = 5
const o = { n: 1 }, xs = [1, 2]
console.log(i++, i, ++i, i--, --i, o.n++ + ++o.n, xs[0]++, xs, -i, +'3', - -2)
let t = '5'
t++
console.log(t, typeof t)
//# order of evaluation
const log = []
const v = (x) => (log.push(x), x)
const xs = [0, 0]
xs[v(0)] = v(5) + v(6) * v(7)
v(1) < v(2) && v(3)
console.log(log, xs)
//# typeof
console.log([1, 'a', true, null, undefined, {}, [], () => 1, class {}, Math.sin, Symbol.iterator].map((x) => typeof x))
console.log(typeof nothing, typeof undefined)
//# a deep recursion ends as a RangeError
function f(n) { return 1 + f(n + 1) }
try { f(0) } catch (e) { console.log(e instanceof RangeError, e.message) }
//# where a chain is cut, no argument is evaluated
let n = 0
const o = { f: null }, key = 'f'
console.log(o.f?.(n++), o?.g?.(n++), o[key]?.(n++), o.x?.[key](n++), o.x?.y[key]?.(n++), (o.x?.y)?.z, n)
try { (o.x?.y).z } catch (e) { console.log(e.message) }
