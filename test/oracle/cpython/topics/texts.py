"""Strings: methods, indexing, escapes."""
from draw import guarded


def methods(d):
    s, v = d.text(), d.var()
    sub = d.pick([d.text()[:2], s[1:3], 'a', ' ', ',', 'x'])
    pool = ['upper()', 'lower()', 'title()', 'capitalize()', 'swapcase()', 'casefold()', 'strip()', 'lstrip()', 'rstrip()', f'strip({sub!r})', 'split()', f'split({sub!r})', f'split({sub!r}, 1)', f'rsplit({sub!r}, 1)', 'splitlines()', 'splitlines(True)', f'partition({sub!r})', f'rpartition({sub!r})',
            f'replace({sub!r}, "<>")', f'replace({sub!r}, "", 1)', f'find({sub!r})', f'rfind({sub!r})', f'index({sub!r})', f'rindex({sub!r})', f'count({sub!r})', f'startswith({sub!r})', f'endswith(({sub!r}, "z"))', f'center({d.upto(1, 20)}, "*")', f'ljust({d.upto(1, 20)})', f'rjust({d.upto(1, 20)}, ".")', f'zfill({d.upto(1, 16)})',
            'isalpha()', 'isdigit()', 'isalnum()', 'isspace()', 'isupper()', 'islower()', 'istitle()', 'isidentifier()', 'isnumeric()', 'isdecimal()', 'isascii()', 'isprintable()', 'expandtabs(4)', f'removeprefix({sub!r})', f'removesuffix({sub!r})', f'join({d.words(3)!r})', f'join([1, 2])', f'find({sub!r}, 2, -1)', f'count({sub!r}, 1)', f'startswith({sub!r}, 1)', 'encode', 'foo()', f'center("a")', f'split(3)', f'replace("a")', 'split(sep=None, maxsplit=1)', f'ljust(5, "ab")', 'split("")']
    pool.remove('encode')
    return f'{v} = {s!r}\n' + guarded([f'print(repr({v}.{m}))' for m in d.some(pool, 4, 8)])


def indexing(d):
    s, v = d.text() or 'abc', d.var()
    i, j, k = d.small(), d.small(), d.pick([1, 2, -1, -2, 3])
    return f'{v} = {s!r}\nprint(repr({v}[{i}:{j}]), repr({v}[::{k}]), repr({v}[{i}:]), repr({v}[:{j}:{k}]), len({v}))\n' + guarded([f'print({v}[{i}])', f'print({v}[{j}:{i}:{k}])', f'{v}[0] = "x"', f'del {v}[0]', f'print({v}["a"])', f'print({v}[1.0])', f'print({v}[::0])', f'print({d.text()!r} in {v}, "a" not in {v})', f'print(1 in {v})'][: d.upto(3, 9)])


def reprs(d):
    texts = [d.text() for _ in range(3)] + [d.pick(['\x00\x1f\x7f', '\u200b', '\xa0', '\U0001f600', '\ud800'[:0] + 'é', "'", '"', '\'"', '\\', '\r\n\t', '\x85', '\u2028', 'e\u0301'])]
    return f'texts = {texts!r}\nprint(texts)\nfor t in texts:\n    print(repr(t), ascii(t), len(t), [ord(c) for c in t][:4])\nprint(str(texts) == repr(texts), texts[0] * {d.upto(-1, 3)}, texts[0] + texts[1])'


def word_counts(d):
    words = [d.word() for _ in range(d.upto(5, 12))]
    v = d.var()
    return f'{v} = {" ".join(words + words[:3])!r}\ncounts = {{}}\nfor word in {v}.split():\n    counts[word] = counts.get(word, 0) + 1\nfor word, n in sorted(counts.items(), key=lambda kv: ({d.pick("-kv[1]", "kv[1]", "len(kv[0])")}, kv[0])):\n    print(f"{{word:<10}}{{n:>{d.upto(2, 5)}}}")\nprint(max(counts, key=counts.get), len(counts), {v}.title())'


def translate(d):
    s = d.text()
    return f'table = str.maketrans({"abc"!r}, {"xyz"!r}, {d.pick("", "e", " ")!r})\nprint({s!r}.translate(table), {s!r}.translate({{97: None, 98: "BB", ord("c"): 65}}))\nprint("".join(reversed({s!r})), "".join(sorted({s!r})), {s!r} == {s!r}[::-1])\nprint([*map(ord, {s[:4]!r})], chr({d.upto(65, 9000)}), ord({(s or "x")[0]!r}))\nprint(sorted({d.words(5)!r}, key=str.lower), min({d.words(4)!r}), max({d.words(4)!r}, key=len))'


def comparison(d):
    a, b = d.text(), d.text()
    return f'a, b = {a!r}, {b!r}\nprint(a < b, a == b, a > b, a.lower() == b.lower(), a <= "m", min(a, b), a * 2 == a + a)\nprint([w for w in {d.words(6)!r} if w > {d.word()!r}], "-".join(w[0].upper() + w[1:] for w in {d.words(3)!r}))\n' + guarded(['print(a < 1)', 'print(a + 1)', 'print(a - b)', 'print(a * 1.5)', f'print(a * b)'][: d.upto(1, 5)])


def caesar(d):
    k = d.upto(1, 25)
    f = d.fn()
    return f'''def {f}(text, shift={k}):
    out = []
    for c in text:
        if c.isalpha() and c.isascii():
            base = ord('A') if c.isupper() else ord('a')
            out.append(chr((ord(c) - base + shift) % 26 + base))
        else:
            out.append(c)
    return ''.join(out)
secret = {f}({d.text()!r})
print(secret, {f}(secret, -{k}), {f}({d.text()!r}, shift={d.small()}), sep={d.pick("|", "; ")!r})'''


def builder(d):
    return f'''lines = []
for i, w in enumerate({d.words(4)!r}, {d.upto(0, 9)}):
    lines.append(f"{{i:02d}}. {{w!r}} {{len(w):>3}} {{w[:{d.upto(1, 4)}]}}{{'...' if len(w) > {d.upto(3, 5)} else ''}}")
text = "\\n".join(lines)
print(text)
print(text.count({d.pick("a", "e", "o")!r}), text.upper().split("\\n")[-1], len(text))
print("""multi
  line {d.word()}""", 'a' 'b' {d.word()!r}, r"raw\\n", "\\x41\\u00e9\\t|")'''


def wrap(d):
    n = d.upto(8, 20)
    return f'''text = {" ".join(d.words(d.upto(6, 14)))!r}
line, lines = "", []
for word in text.split():
    if len(line) + len(word) + 1 > {n}:
        lines.append(line)
        line = word
    else:
        line = line + " " + word if line else word
lines.append(line)
for l in lines:
    print("|" + l.{d.pick("ljust", "rjust", "center")}({n}) + "|")'''


PIECES = [methods, methods, methods, indexing, reprs, word_counts, translate, comparison, caesar, builder, wrap]
