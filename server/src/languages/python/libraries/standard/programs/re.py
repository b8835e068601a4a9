import re
m = re.match(r'(?P<first>\w+) (?P<last>\w+)', 'Jane Doe!')
p = re.compile(r'''
   (\d+)  # int
   \s* ([a-z]+)
''', re.VERBOSE | re.IGNORECASE)
TOK = re.compile(r'(?P<NUM>\d+(?:\.\d*)?)|(?P<ID>[A-Za-z_]\w*)|(?P<OP>[-+*/()=])|(?P<WS>\s+)|(?P<BAD>.)')
pos = 0
s = 'ab12'
sc = re.compile(r'[a-z]+|\d+')
out = []
if (mt := re.search(r'(\d+)', 'abc 42')): print(int(mt.group(1)) + 1)
#: 
print(re.match(r'(\w+) (\w+)', 'Isaac Newton, physicist'), re.search('x', 'abc'), re.findall(r'\d+', 'a1b22c333'))
#: 
print(re.findall(r'(\w)=(\d)', 'a=1,b=2'), re.sub(r'\s+', ' ', 'a   b \n c'), re.split(r'[,;]\s*', 'a, b;c'))
#: 
print(re.split(r'(,)', 'a,b'), re.compile('a', re.I), re.compile('a', re.I|re.M|re.S))
#: 
print(re.I, re.I|re.X)
#: 
print(m.group(), m.group(1, 2), m['last'])
#: 
print(m.groups(), m.groupdict(), m.span())
#: 
print(m.start(2), m.end('first'), m.lastindex)
#: 
print(m.lastgroup, m.string, m.pos)
#: 
print(m.endpos, m.re, m.re.groups)
#: 
print(m.re.groupindex, m.expand(r'\2, \g<first>'), bool(m))
#: 
print(m.re.pattern, m.re.flags)
#: 
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'))
#: 
print(re.sub('x*', '-', 'abxd'))
#: 
print(re.split('x*', 'axbc'))
#: 
print(re.findall('x*', 'axxb'))
#: 
print(re.sub(r'\b', '|', 'hi you'))
#: 
print(re.sub('[aeiou]', lambda m: m.group().upper(), 'education', count=3))
#: 
print(re.subn('a', 'b', 'banana'))
#: 
print([m.span() for m in re.finditer('a|', 'aab')])
#: 
print(re.sub(r'(a)|b', r'[\1]', 'ab'))
#: 
print(re.findall('(a)|b', 'ab'))
#: 
print(re.split('(a)|b', 'xaybz'))
#: 
p = '('
print(re.compile(p))
#: 
p = ')'
print(re.compile(p))
#: 
p = '['
print(re.compile(p))
#: 
p = '[a'
print(re.compile(p))
#: 
p = 'a**'
print(re.compile(p))
#: 
p = '*a'
print(re.compile(p))
#: 
p = 'a{2,1}'
print(re.compile(p))
#: 
p = r'\q'
print(re.compile(p))
#: 
p = '(?P<n>a)(?P<n>b)'
print(re.compile(p))
#: 
p = '(?P=x)'
print(re.compile(p))
#: 
p = r'\1'
print(re.compile(p))
#: 
p = '[z-a]'
print(re.compile(p))
#: 
p = '(?'
print(re.compile(p))
#: 
p = '(?P'
print(re.compile(p))
#: 
p = '(?Px)'
print(re.compile(p))
#: 
p = '(?<a)'
print(re.compile(p))
#: 
p = '(?<=a+)b'
print(re.compile(p))
#: 
p = '(?z)'
print(re.compile(p))
#: 
p = 'a(?i)b'
print(re.compile(p))
#: 
p = '(?P<1>a)'
print(re.compile(p))
#: 
p = 'x{'
print(re.compile(p))
#: 
p = r'a\\'[:-1]
print(re.compile(p))
#: 
p = '(?#'
print(re.compile(p))
#: 
p = '(?P<a'
print(re.compile(p))
#: 
p = r'[\d-z]'
print(re.compile(p))
#: 
p = 'a|*'
print(re.compile(p))
#: 
p = '(?:'
print(re.compile(p))
#: 
p = r'\x4'
print(re.compile(p))
#: 
p = '[\\'
print(re.compile(p))
#: 
p = '(?P<>a)'
print(re.compile(p))
#: 
p = 'a\nb('
print(re.compile(p))
#: 
p = r'(a\1)'
print(re.compile(p))
#: 
p = 'a++b'
print(re.compile(p))
#: 
p = '(?>a)b'
print(re.compile(p))
#: 
p = '^*'
print(re.compile(p))
#: 
p = '$+'
print(re.compile(p))
#: 
p = r'\b*'
print(re.compile(p))
#: 
print(re.sub('a', r'\q', 'a'))
#: 
print(re.sub('a', r'\1', 'a'))
#: 
print(re.sub('a', r'\g<x>', 'a'))
#: 
print(m.group(5))
#: 
print(m['zz'])
#: 
print(re.match(5, 'a'))
#: 
print(re.match('a', 5))
#: 
print(re.match('a', b'a'))
#: 
print(re.sub('a', 5, 'a'))
#: 
print(re.sub('a', lambda m: 5, 'a'))
#: 
print(p.search('  12 KG').groups(), p, p.match(' 12 kg', 1))
#: 
print(p.match(' 12 kg', 1, 3), p.fullmatch('12kg'), p.findall('1a 2B'))
#: 
print(re.escape('a.b*c-d e_f'))
#: 
print(re.fullmatch('a|ab', 'ab'))
#: 
print(re.match(r'(a)?b', 'b').groups('X'))
#: 
print(re.match(r'(a)?(b)', 'b').lastindex)
#: 
print(re.match(r'((a)(b))', 'ab').lastindex)
#: 
print(re.match('(?i)ABC', 'abc'))
#: 
print(re.match('(?i:A)b', 'ab'))
#: 
print(re.match('(?s).*', 'a\nb').group())
#: 
print(re.findall('(?m)^\w+$', 'a\nb\n\nc d\n'))
#: 
print(re.findall('^.*$', 'ab\ncd', re.M))
#: 
print(re.search('a$', 'a\n'))
#: 
print(re.search(r'a\Z', 'a\n'))
#: 
print(re.findall(r'\w+', 'héllo wörld_1 αβγ ½'))
#: 
print(re.findall(r'\w+', 'héllo', re.A))
#: 
print(re.findall('.', 'a😀b'))
#: 
print(re.search('b', 'a😀b').span())
#: 
print(re.findall(r'(?<=\$)\d+', '$5 $66'))
#: 
print(re.findall(r'\d+(?!%)', '50% 60'))
#: 
print(re.findall(r'(?P<q>["\']).*?(?P=q)', '''a "b" 'c' '''))
#: 
print(re.findall(r'"(.*?)"', 'x "a" "b"'))
#: 
print(re.findall(r'[^\W\d_]+', 'ab1_c d'))
#: 
print(re.findall(r'[\w.+-]+@[\w-]+\.[\w.]+', 'me@x.org, you.too@a-b.co.uk'))
#: 
print(re.findall('a{2,}', 'aaa a aa'))
#: 
print(re.findall('a{,2}', 'aaa'))
#: 
print(re.findall('x{a}', 'x{a}'))
#: 
print(re.findall('a{}', 'a{}'))
#: 
print(re.findall('[]a]+', ']a'))
#: 
print(re.findall('[^]a]+', ']ab'))
#: 
print(re.findall(r'[\]\-a-c]+', ']-abd'))
#: 
print(re.match(r'\101\x42\u0043', 'ABC'))
#: 
print(re.findall('a*+a', 'aaa'))
#: 
print(re.findall('(?>a*)b', 'aab'))
#: 
print(re.match(r'(\d+)-(\d+)-(\d+)', '2024-01-31').groups())
#: 
print(re.compile('a') == re.compile('a'))
#: 
print(type(m))
#: 
print(type(p))
#: 
print(repr(re.match('.*', 'x'*80)))
#: 
print(isinstance(p, re.Pattern))
#: 
print(re.purge())
#: 
print([(m.lastgroup, m.group(), m.start()) for m in TOK.finditer('x1 = 3.14*(y + 2) ?') if m.lastgroup != 'WS'])
#: 
while pos < len(s):
    mm = sc.match(s, pos); out.append(mm.group()); pos = mm.end()
#: 
print(out)
