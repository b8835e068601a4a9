import json, argparse, sys
d = {'a': 1, 'b': [1.5, None, True, 'é"\n\x7f'], 'c': {}, 'd': [], 'e': (1, 2), 3: 'x', None: 1, 2.5: 2, True: 3}
def loop():
    a = []
    a.append(a)
    return json.dumps(a)
#: 
print(json.dumps(d))
#: 
print(json.dumps(d, indent=2))
#: 
print(json.dumps(d, ensure_ascii=False, separators=(',', ':')))
#: 
print(json.dumps({'b': 1, 'a': {'z': 1, 'y': [3]}}, sort_keys=True, indent=4))
#: 
print(json.dumps(float('nan')))
#: 
print(json.dumps([float('inf'), -float('inf'), 1e100, 1e-7, 10**30, -0.0]))
#: 
print(json.dumps({1, 2}))
#: 
print(json.dumps({(1,): 2}))
#: 
print(json.dumps({(1,): 2}, skipkeys=True))
#: 
print(json.dumps(1j))
#: 
print(json.dumps({1,}, default=list))
#: 
print(json.dumps(float('nan'), allow_nan=False))
#: 
print(json.dumps('😀'))
#: 
print(json.dumps([[]], indent=1))
#: 
print(json.dumps([1], indent='--'))
#: 
print(json.dumps({'a':1}, sort_keys=True, indent=None))
#: 
print(loop())
#: 
print(json.dumps({1: 0, 'a': 1}, sort_keys=True))
#: 
print(json.loads('{"a": [1, 2.5, -3e2, true, false, null, "x\\u00e9\\n"], "b": {}}'))
#: 
s = ''
print(json.loads(s))
#: 
s = '{'
print(json.loads(s))
#: 
s = '[1,'
print(json.loads(s))
#: 
s = '[1 2]'
print(json.loads(s))
#: 
s = '{"a" 1}'
print(json.loads(s))
#: 
s = '{"a": }'
print(json.loads(s))
#: 
s = "{'a': 1}"
print(json.loads(s))
#: 
s = '"abc'
print(json.loads(s))
#: 
s = 'nul'
print(json.loads(s))
#: 
s = '1 2'
print(json.loads(s))
#: 
s = '{"a":1,}'
print(json.loads(s))
#: 
s = '[1,]'
print(json.loads(s))
#: 
s = '"\\q"'
print(json.loads(s))
#: 
s = '"\\u12"'
print(json.loads(s))
#: 
s = '"a\nb"'
print(json.loads(s))
#: 
s = '\n\n  x'
print(json.loads(s))
#: 
s = 'NaN'
print(json.loads(s))
#: 
s = '-Infinity'
print(json.loads(s))
#: 
s = '01'
print(json.loads(s))
#: 
s = '1.'
print(json.loads(s))
#: 
s = '-'
print(json.loads(s))
#: 
s = '{"a":1 "b":2}'
print(json.loads(s))
#: 
s = '['
print(json.loads(s))
#: 
s = '{"a":1, b:2}'
print(json.loads(s))
#: 
s = ' 5 '
print(json.loads(s))
#: 
print(json.loads(5))
#: 
print(json.loads(b'[1]'))
#: 
print(json.loads('{"x": 1}', object_hook=lambda o: list(o.items())))
#: 
print(json.loads(json.dumps(d)))
#: 
try: json.loads('[1, oops]')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc, isinstance(e, ValueError))
#: 
for _ in [0]:
    json.dump([1, 2], sys.stdout); print()
