//# how numbers are written
console.log(1, 1.5, -0, 0, 0.1 + 0.2, 1e21, 1e-7, 123456789012345680000, 5e-324, 1.7976931348623157e308, NaN, -Infinity, 1e100, 0.000001)
console.log(String(-0), `${-0}`, [-0], JSON.stringify(-0), (-0).toString(), 1 / -0)
//# arithmetic of signed zeros and NaN
console.log(0 * -1, -0 + 0, -0 - 0, 0 / -3, Math.max(-0, 0), Math.min(0, -0), Object.is(-0, 0), -0 === 0, NaN === NaN, NaN !== NaN, [NaN].includes(NaN), [NaN].indexOf(NaN))
//# remainder and power
console.log(7 % 3, -7 % 3, 7 % -3, -7 % -3, 5.5 % 2, -0 % 1, 1 % 0, 1 % Infinity, 2 ** 10, 2 ** -1, (-8) ** (1 / 3), 2 ** 3 ** 2, (-2) ** 3, 0 ** 0)
//# bits
console.log(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, 1 << 32, -1 >>> 0, -1 >> 1, -1 >>> 28, 2 ** 32 | 0, 1e10 | 0, 3.7 | 0, -3.7 | 0, NaN | 0, '12' & 6, ~~-2.5, 2 ** 53 >>> 0)
//# integer conversion
console.log(parseInt('12px'), parseInt('0x1f'), parseInt('101', 2), parseInt(''), parseInt('3.9'), parseFloat('3.5e2x'), parseFloat('.5'), Number('  12 '), Number(''), Number('1e3'), Number('0b11'), Number('x'), Number(null), Number(undefined), Number(true), Number([5]), Number([1, 2]), Number({}), parseInt(1e21), parseInt(0.0000005))
//# rounding
for (const x of [2.5, -2.5, 0.5, -0.5, 1.4999, -1.5, 0.49999999999999994, 1e300]) console.log(Math.round(x), Math.floor(x), Math.ceil(x), Math.trunc(x), Math.sign(x))
//# Math on special values
console.log(Math.sqrt(-1), Math.log(0), Math.log(-1), Math.exp(-Infinity), Math.atan2(0, -0), Math.hypot(), Math.hypot(3, 4), Math.hypot(1, 2, 3, 4), Math.hypot(NaN, Infinity), Math.max(), Math.min(), Math.max(1, NaN), Math.max(1, '3'), Math.cbrt(27), Math.fround(0.1), Math.clz32(1), Math.imul(0xffffffff, 5), Math.log2(8), Math.log10(1000), Math.log1p(1e-10), Math.expm1(1e-10))
//# Math's functions
const fs = ['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cbrt', 'ceil', 'cos', 'cosh', 'exp', 'expm1', 'floor', 'fround', 'log', 'log10', 'log1p', 'log2', 'round', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc']
for (const f of fs) console.log(f, [-2.7, -0.3, 0, 0.4, 1, 1.6, 33].map((x) => Math[f](x)).join(' '))
//# Math's constants
console.log(Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2)
//# Math with spread
const xs = [3, 1, 4, 1, 5]
console.log(Math.max(...xs), Math.min(...xs, 0), Math.hypot(...xs), Math.max.apply(null, xs))
//# Number's statics
console.log(Number.MAX_SAFE_INTEGER, Number.EPSILON, Number.MIN_VALUE, Number.isInteger(5.0), Number.isInteger('5'), Number.isSafeInteger(2 ** 53), Number.isNaN('x'), isNaN('x'), Number.isFinite(1 / 0), isFinite('12'), Number.parseFloat('1.5'))
//# numbers as text
console.log((255).toString(16), (0.5).toString(2), (-255).toString(36), (1.005).toFixed(2), (1e21).toFixed(2), (0).toFixed(1), (123.456).toPrecision(4), (0.00001).toPrecision(1), (123456).toExponential(2), (5).toExponential(), (1234.5678).toFixed(), (-1.5).toFixed(0))
//# digits out of range
for (const f of [() => (1).toFixed(101), () => (1).toString(1), () => (1).toPrecision(0)]) { try { f() } catch (e) { console.log(e.name, e.message) } }
//# numeric literals
console.log(0xff, 0b101, 0o17, 1_000_000, .5, 5., 1e3, 0x1_0)
//# conversions of operands
console.log('5' * '2', '5' - 2, '5' + 2, 5 + +'2', true + 1, null + 1, undefined + 1, [] + [], [] + {}, [1, 2] + [3], '3' / null, -'4', +[], +{}, +'', +true, '10' > '9', '10' > 9, 'b' > 'a', null >= 0, undefined == 0)
//# loose equality
console.log(null == undefined, null == 0, '' == 0, '0' == false, [] == false, [1] == 1, '1,2' == [1, 2], NaN == NaN, true == 1, 'a' == 'a', {} == '[object Object]', undefined == false)
//# valueOf and toString take part
const o = { valueOf: () => 10, toString: () => 'text' }
console.log(o + 1, o * 2, `${o}`, o > 9, o == 10, [o] + '', String(o))
const p = { toString() { return 'p' } }
console.log(p + 1, p * 1, 'x' + p)
//# comparison of mixed values
console.log(1 < 2, '2' < '12', 2 < '12', 'a' < 1, null < 1, undefined < 1, [2] > 1, NaN < 1, !(NaN >= 1), 1 <= 1, 'B' < 'a')
//# a linear congruential generator
let s = 42
const next = () => (s = (Math.imul(1664525, s) + 1013904223) >>> 0) / 2 ** 32
console.log(next(), next(), next(), s)
//# xorshift
let x = 123456789
function rand() { x ^= x << 13; x ^= x >>> 17; x ^= x << 5; return x >>> 0 }
console.log(rand(), rand(), rand())
//# mixing a hash
function hash(str) { let h = 2166136261; for (let i = 0; i < str.length; i++) { h ^= str.charCodeAt(i); h = Math.imul(h, 16777619) } return (h >>> 0).toString(16) }
console.log(hash('hello'), hash(''), hash('gradient'))
//# newton's square root
function sqrt(a) { let x = a; for (let i = 0; i < 20; i++) x = 0.5 * (x + a / x); return x }
console.log(sqrt(2), sqrt(2) === Math.sqrt(2))
//# simpson's rule
function simpson(f, a, b, n) { const h = (b - a) / n; let s = f(a) + f(b); for (let i = 1; i < n; i++) s += f(a + i * h) * (i % 2 ? 4 : 2); return (s * h) / 3 }
console.log(simpson(Math.sin, 0, Math.PI, 100), simpson((x) => x ** 3, 0, 2, 10))
//# gcd, primes, digits
const gcd = (a, b) => (b ? gcd(b, a % b) : a)
const primes = (n) => { const s = new Array(n + 1).fill(true); for (let i = 2; i * i <= n; i++) if (s[i]) for (let j = i * i; j <= n; j += i) s[j] = false; return s.reduce((r, v, i) => (v && i > 1 ? [...r, i] : r), []) }
console.log(gcd(1071, 462), primes(50), [...String(2 ** 31)].map(Number).reduce((a, b) => a + b))
//# matrix product and determinant
const mul = (a, b) => a.map((r) => b[0].map((_, j) => r.reduce((s, x, k) => s + x * b[k][j], 0)))
const det = (m) => (m.length === 1 ? m[0][0] : m[0].reduce((s, x, j) => s + (j % 2 ? -1 : 1) * x * det(m.slice(1).map((r) => r.filter((_, k) => k !== j))), 0))
console.log(mul([[1, 2], [3, 4]], [[5, 6], [7, 8]]), det([[2, 0, 1], [1, 3, 2], [1, 1, 1]]))
//# gaussian elimination in place
function solve(A, b) { const n = b.length; for (let i = 0; i < n; i++) { let p = i; for (let r = i + 1; r < n; r++) if (Math.abs(A[r][i]) > Math.abs(A[p][i])) p = r; [A[i], A[p]] = [A[p], A[i]]; [b[i], b[p]] = [b[p], b[i]]; for (let r = i + 1; r < n; r++) { const f = A[r][i] / A[i][i]; for (let c = i; c < n; c++) A[r][c] -= f * A[i][c]; b[r] -= f * b[i] } } for (let i = n - 1; i >= 0; i--) { for (let c = i + 1; c < n; c++) b[i] -= A[i][c] * b[c]; b[i] /= A[i][i] } return b }
console.log(solve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3]))
//# mandelbrot counts
const count = (cx, cy) => { let x = 0, y = 0, n = 0; while (x * x + y * y < 4 && n < 50) { [x, y] = [x * x - y * y + cx, 2 * x * y + cy]; n++ } return n }
console.log([-2, -1.5, -1, -0.5, 0, 0.5].map((x) => count(x, 0.3)))
//# discrete fourier transform
const xs = [1, 2, 0, -1]
const X = xs.map((_, k) => xs.reduce(([re, im], x, n) => [re + x * Math.cos((2 * Math.PI * k * n) / xs.length), im - x * Math.sin((2 * Math.PI * k * n) / xs.length)], [0, 0]))
console.log(JSON.stringify(X))
//# runge-kutta
const f = (t, y) => -2 * t * y
let y = 1
for (let i = 0, h = 0.1; i < 10; i++) { const t = i * h, a = f(t, y), b = f(t + h / 2, y + (h / 2) * a), c = f(t + h / 2, y + (h / 2) * b), d = f(t + h, y + h * c); y += (h / 6) * (a + 2 * b + 2 * c + d) }
console.log(y)
