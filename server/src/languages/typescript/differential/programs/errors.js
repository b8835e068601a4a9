//# reading from nothing
const o = {}
for (const f of [() => o.a.b, () => o.a[0], () => null.x, () => o.a.b.c, () => undefined[Symbol.iterator], () => { o.a.b = 1 }, () => { null[0] = 1 }]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# calling what is no function
const o = { n: 5, d: { } }, xs = [1]
let u
for (const f of [() => u(), () => o.x(), () => o.n(), () => o.d.e(), () => xs[3](), () => o['q'](), () => Math.foo(1), () => xs.foo(), () => o.n.foo(), () => o.d.f.g()]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# constructing what is no constructor
const n = 5, o = {}, arrow = () => 1
for (const f of [() => new n(), () => new o.x(), () => new arrow(), () => new Math.sin(1)]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# classes need new
class A {}
for (const f of [() => A(), () => Map(), () => new (class extends A { m() { return super.nope() } })().m()]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# iterating what does not iterate
const n = 5, o = { a: 1 }
let u
for (const f of [() => { for (const x of n); }, () => [...o], () => { for (const x of u); }, () => new Map(5), () => new Set(5), () => Object.fromEntries([1])]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# in and instanceof
for (const f of [() => 'a' in 5, () => 1 in 'text', () => 1 instanceof 2, () => 1 instanceof {}]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# a getter without a setter
class A { get x() { return 1 } }
const o = { get y() { return 2 } }
for (const f of [() => { new A().x = 2 }, () => { o.y = 3 }]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# repeat and keys of nothing
for (const f of [() => 'a'.repeat(-1), () => Object.keys(null), () => Object.entries(undefined), () => String.fromCodePoint(-1), () => Array.from(null)]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
//# symbols do not convert
for (const f of [() => Symbol.iterator + 1, () => Symbol.iterator + '']) { try { f() } catch (e) { console.log(e.name) } }
//# an error that nobody catches
function f(x) { if (x > 1) throw new RangeError(`too large: ${x}`); return x }
console.log(f(1))
console.log(f(2))
console.log('never')
//# a typo that nobody catches
const point = { x: 1 }
console.log(point.x)
console.log(point.y.z)
//# text that nobody catches
console.log('before')
throw 'a text'
//# names before they have a value
for (const f of [() => { x; let x = 1 }, () => { const y = y + 1 }, () => { class A extends A {} }, () => { { z = 1; let z } }, () => { typeof w; let w }]) { try { f() } catch (e) { console.log(e.name + ': ' + e.message) } }
let a = 1
{ const f = () => b; const b = 2; console.log(f()) }
for (let i = 0, n = i + 2; i < n; i++) { let k = i; console.log(k) }
//# a name that nothing declares
export {}
try { nothingDeclaresThis = 1 } catch (e) { console.log(e.name + ': ' + e.message) }
