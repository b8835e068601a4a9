//# closures of a for loop keep their own turn
const fs = []
for (let i = 0; i < 3; i++) fs.push(() => i)
console.log(fs.map((f) => f()))
//# a var of a loop is one variable
var fs = []
for (var i = 0; i < 3; i++) fs.push(() => i)
console.log(fs.map((f) => f()), i)
//# closures of one turn share what the turn changes
const fs = []
for (let i = 0; i < 3; i++) { fs.push(() => i++, () => i) }
fs[0](); fs[0]()
console.log(fs.map((f) => f()))
//# a closure made in the head of a for loop
const fs = []
for (let i = 0, f = () => i; i < 3; i++) fs.push(f, () => i)
console.log(fs.map((f) => f()))
//# closures of for-of and for-in
const fs = []
for (const x of [1, 2, 3]) fs.push(() => x * 2)
for (const k in { a: 1, b: 2 }) fs.push(() => k)
console.log(fs.map((f) => f()))
//# a variable of a loop's body is fresh each turn
const fs = []
let n = 0
while (n < 3) { let k; if (n === 1) k = 'one'; fs.push(() => k); n++ }
console.log(fs.map((f) => f()))
//# function declarations are hoisted
console.log(f(2), g())
function f(x) { return g() + x }
function g() { return 40 }
//# functions in blocks
{ console.log(h()); function h() { return 'block' } }
function outer() { if (true) { function inner() { return 1 } return inner() } }
console.log(outer())
//# var is hoisted to its function
function f() { if (false) { var x = 1 } return x }
console.log(f())
//# shadowing
const x = 1
{ const x = 2; { const x = 3; console.log(x) } console.log(x) }
function f(x) { { let x = 'inner'; console.log(x) } return x }
console.log(x, f('outer'))
//# counters
function counter() { let n = 0; return { up() { return ++n }, down: () => --n, get value() { return n } } }
const a = counter(), b = counter()
a.up(); a.up(); b.down()
console.log(a.value, b.value)
//# recursion through a variable
const fact = (n) => (n <= 1 ? 1 : n * fact(n - 1))
const even = (n) => n === 0 || odd(n - 1), odd = (n) => n !== 0 && even(n - 1)
console.log(fact(10), even(10), odd(7))
//# a named function expression knows itself
const f = function g(n) { return n === 0 ? 'done' : g(n - 1) }
console.log(f(3), f.name)
//# defaults see earlier parameters
function f(a, b = a + 1, c = a * b, ...rest) { return [a, b, c, rest] }
console.log(f(1), f(1, 5), f(1, undefined, 9), f(1, 2, 3, 4, 5), f.length)
//# defaults are evaluated at each call
let n = 0
const f = (x = ++n) => x
console.log(f(), f(10), f(), n)
//# parameters can be assigned and captured
function f(a, b) { const g = () => a + b; a = 10; return g() }
console.log(f(1, 2))
//# too many and too few arguments
function f(a, b) { return [a, b] }
console.log(f(), f(1), f(1, 2, 3))
//# immediately invoked functions
const r = (function (x) { var y = x * 2; return function () { return y++ } })(4)
console.log(r(), r(), ((a, b) => a - b)(5, 3))
//# a closure in a catch clause
const fs = []
for (const m of ['a', 'b']) { try { throw m } catch (e) { fs.push(() => e) } }
console.log(fs.map((f) => f()))
//# a closure in a switch
const fs = []
for (let i = 0; i < 2; i++) { switch (i) { case 0: { let v = 'zero'; fs.push(() => v); break } default: let w = 'other'; fs.push(() => w) } }
console.log(fs.map((f) => f()))
//# const cannot be assigned
const k = 1
try { k = 2 } catch (e) { console.log(e.name, e.message, k) }
try { k++ } catch (e) { console.log(e.message) }
//# memoised fibonacci
const memo = {}
function fib(n) { return n in memo ? memo[n] : (memo[n] = n < 2 ? n : fib(n - 1) + fib(n - 2)) }
console.log(fib(50), Object.keys(memo).length)
//# destructuring of parameters
const f = ({ x, y = 2, ...r }, [a, , b = 9] = [7, 8]) => [x, y, r, a, b]
console.log(f({ x: 1 }), f({ x: 1, y: 3, z: 4 }, [1, 2, 3]))
//# swap by destructuring
let a = 1, b = 2;
[a, b] = [b, a]
const v = [1, 2, 3];
[v[0], v[2]] = [v[2], v[0]]
console.log(a, b, v)
//# nested patterns
const { p: { q: [first, { r = 'none', s: renamed } = {}] = [] } = {}, ...rest } = { p: { q: [1, { s: 2 }] }, t: 3, u: 4 }
console.log(first, r, renamed, rest)
//# patterns take computed keys and defaults in order
const log = []
const key = 'k'
const { [key + 1]: a = log.push('a'), b = log.push('b') } = { k1: undefined, b: null }
console.log(a, b, log)
//# destructuring assigns to members
const o = {};
({ a: o.x, b: o['y'], ...o.z } = { a: 1, b: 2, c: 3 })
console.log(o)
//# destructuring of texts, maps and sets
const [a, b, ...c] = 'hello'
const [[k, v]] = new Map([['key', 'value']])
const [s, t] = new Set([3, 4])
console.log(a, b, c, k, v, s, t)
//# rest of arrays and objects are copies
const x = [1, 2, 3], [h, ...r] = x
r[0] = 99
const o = { a: 1, b: { c: 2 } }, { a, ...p } = o
p.b.c = 5; p.b2 = 1
console.log(x, r, o, p)
//# arguments
function f(a) { return [arguments.length, arguments[1], Array.prototype.slice.call(arguments, 1), [...arguments], a] }
function g() { const h = () => arguments[0]; return h() }
function max() { var m = -Infinity; for (var i = 0; i < arguments.length; i++) m = Math.max(m, arguments[i]); return m }
var opt = function (x) { var y = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : 7; return x + y }
console.log(f(), f(1, 2, 3), g('first'), max(3, 9, 4), opt(1), opt(1, 2), f.length)
