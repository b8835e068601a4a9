"""Random regular expressions on random texts: what CPython 3.11's `re` finds, written to regex.golden.json.
Run: python3 regex.golden.py"""
import json, pathlib, random, re, warnings

warnings.simplefilter('ignore')
rng = random.Random(20240131)
ATOMS = ['a', 'b', 'c', '.', '[ab]', '[^a]', r'\d', r'\w', r'\s', r'\W', '[a-c1]', '1', ' ', r'\b', '^', '$', '(?=a)',
         '(?!b)', '(?<=a)', '(?<!b)', r'\B', 'ab', '[^\\d\\s]', 'é']
QUANTIFIERS = ['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{,2}', '{2,}?', '*+', '++', '?+']


def pattern(depth):
    kind = rng.random()
    if depth == 0 or kind < 0.35:
        return rng.choice(ATOMS)
    if kind < 0.55:
        return pattern(depth - 1) + pattern(depth - 1)
    if kind < 0.68:
        return '(' + pattern(depth - 1) + ')'
    if kind < 0.76:
        return '(?:' + pattern(depth - 1) + '|' + pattern(depth - 1) + ')'
    if kind < 0.96:
        return '(?:' + pattern(depth - 1) + ')' + rng.choice(QUANTIFIERS)
    return '(' + pattern(depth - 1) + r')\1' if '(' not in (inner := pattern(depth - 1)) else inner


def text():
    return ''.join(rng.choice('aaabbc1 \né_') for _ in range(rng.randrange(9)))


cases = []
while len(cases) < 1500:
    source, flags = pattern(4), rng.choice([0, 0, 0, re.M, re.S, re.I, re.A])
    subject = text()
    try:
        compiled = re.compile(source, flags)
    except re.error:
        continue
    found = [[list(m.span(i)) for i in range(compiled.groups + 1)] + [m.lastindex] for m in compiled.finditer(subject)]
    match, full = compiled.match(subject), compiled.fullmatch(subject)
    cases.append({
        'pattern': source, 'flags': int(flags), 'text': subject,
        'found': repr(found), 'match': repr(match), 'full': repr(full),
        'sub': repr(compiled.sub('<>', subject)), 'split': repr(compiled.split(subject)),
    })
path = pathlib.Path(__file__).with_suffix('.json')
path.write_text('[\n' + ',\n'.join(json.dumps(case, ensure_ascii=False) for case in cases) + '\n]\n')
