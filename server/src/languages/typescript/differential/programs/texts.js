//# template strings
const a = 1, b = { toString: () => 'b' }
console.log(`${a}+${b}=${a + 1}`, `x${[1, 2]}y`, `${null} ${undefined} ${true}`, `nested ${`${a}`}`, `a
b`)
//# parts of a text
const s = 'Hello, World'
console.log(s.length, s[0], s[99], s.charAt(4), s.charCodeAt(0), s.at(-1), s.slice(-5), s.slice(2, 4), s.substring(4, 1), s.substr(-5, 3), s.indexOf('o'), s.lastIndexOf('o'), s.includes('World'), s.startsWith('Hell'), s.endsWith('d'))
//# changing texts
console.log('aBc'.toUpperCase(), 'aBc'.toLowerCase(), ' x '.trim() + '|', ' x '.trimStart() + '|', 'ab'.repeat(3), 'a'.padStart(3, '-'), 'a'.padEnd(3) + '|', 'a-b-c'.replace('-', '+'), 'a-b-c'.replaceAll('-', '+'), 'abc'.replace('b', (m, i) => m + i), 'a,b'.concat('c', 1))
//# split and join
console.log('a,b,c'.split(','), 'abc'.split(''), 'abc'.split(), 'a,b,c'.split(',', 2), ''.split(','), 'reverse'.split('').reverse().join(''))
//# unicode
console.log('😀'.length, [...'😀a'].length, '😀'.codePointAt(0), String.fromCodePoint(128512), String.fromCharCode(72, 105), 'ñ'.normalize('NFD').length)
//# comparison and order
console.log('a' < 'b', 'Z' < 'a', '10' < '9', ['b', 'a', 'C'].sort(), 'a'.localeCompare('b'))
//# texts are not changed
const s = 'abc'
try { s[0] = 'x' } catch (e) { console.log(e.message) }
try { s.length = 1 } catch (e) { console.log(e.message) }
try { s.foo = 1 } catch (e) { console.log(e.message) }
console.log(s)
//# a caesar cipher
const caesar = (t, k) => [...t].map((c) => (c >= 'a' && c <= 'z' ? String.fromCharCode(((c.charCodeAt(0) - 97 + k + 26) % 26) + 97) : c)).join('')
console.log(caesar('gradient', 3), caesar(caesar('gradient', 3), -3))
//# palindromes and anagrams
const clean = (s) => [...s.toLowerCase()].filter((c) => c >= 'a' && c <= 'z').join('')
console.log(clean('A man, a plan') === [...clean('A man, a plan')].reverse().join(''), [...'listen'].sort().join('') === [...'silent'].sort().join(''))
//# levenshtein
const lev = (a, b) => { const d = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array(b.length).fill(0)]); for (let j = 0; j <= b.length; j++) d[0][j] = j; for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++) d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)); return d[a.length][b.length] }
console.log(lev('kitten', 'sitting'), lev('', 'abc'))
//# how texts are shown
console.log('plain', ['quoted', "it's", 'a"b', `it's "both"`, 'line\nbreak', 'tab\t', '\\'], { k: 'v' })
//# format fields of console.log
console.log('%d items cost %s (%i%%) %f %j', 3, 'a lot', 4.7, '1.5x', { a: 1 }, 'more', 5)
console.log('100%', '%s'); console.log('%s'); console.log('a', '%d', 5)
//# empty calls
console.log()
console.log('')
console.log(undefined, null)
//# a tokenizer
const tokens = (s) => { const out = []; let i = 0; while (i < s.length) { const c = s[i]; if (c === ' ') { i++; continue } if (c >= '0' && c <= '9') { let n = ''; while (i < s.length && ((s[i] >= '0' && s[i] <= '9') || s[i] === '.')) n += s[i++]; out.push(Number(n)) } else { out.push(c); i++ } } return out }
const parse = (t) => { let i = 0; const atom = () => { const x = t[i++]; if (x === '(') { const v = sum(); i++; return v } return x === '-' ? -atom() : x }; const prod = () => { let v = atom(); while (t[i] === '*' || t[i] === '/') v = t[i++] === '*' ? v * atom() : v / atom(); return v }; const sum = () => { let v = prod(); while (t[i] === '+' || t[i] === '-') v = t[i++] === '+' ? v + prod() : v - prod(); return v }; return sum() }
console.log(tokens('3 + 4.5*(2-1)'), parse(tokens('3 + 4.5*(2-1)/-3')))
