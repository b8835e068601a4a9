"""Writes formatSpec.golden.json: what CPython 3.11 makes of values under format specs, `%` and `repr`.
Run: python3 formatSpec.golden.py"""
import json, math, pathlib, random, struct

random.seed(20240808)
specs = ['', '.4f', '.3f', '.2f', '.5f', '.2e', 'g', 'd', 'f', '.1f', '0.2f', '7d', '20', '15', '^15.2e', '^12.6g', '.4e', '1.2f', '0.3f',
         '03d', '^12', 'e', '3d', '0.3', '.0f', '.6f', '5.2f', '.02f', '6.4f', '.3%', '%', ',', ',.2f', '_', '_d', '+', '+.3f', ' ', ' .2e',
         '#', '#x', 'x', 'X', 'o', 'b', '#b', '#010x', '08.3f', '*^20', '<10', '>10.3', '=+8', '010,', '012,.1f', 'n', 'E', 'G', '.3G', '#.3g', '#.0f',
         'z.1f', 'c', 's', '.2s', '10s', '.10g', '.17g', '.20f', '.0e', '.0%', '20.10g', '^+20,.3f', '?', '.', '5.', 'q', '.5d', ',s', '=5s', '-10', '+s']
values = [0, 1, -1, 7, 42, -255, 1000, 1234567, -987654321, 10 ** 18, 2 ** 70, -(10 ** 25), True, False,
          0.0, -0.0, 1.0, -1.5, 0.5, 1.5, 2.5, 0.125, 0.1, 1 / 3, 2.675, 1e-5, 1.5e-7, 123456.789, 1e15, 1e16, 1e22, 1.7976931348623157e308, 5e-324,
          99.995, 0.05, 9.5, 0.00012345, 12345678.9, float('inf'), float('-inf'), float('nan'), 1e-300, 4.35, 1e5, 999999.5, 0.0001, 0.00009999,
          '', 'a', 'hello', 'ünï', 'two words']

def tried(f):
    try:
        return f()
    except Exception as e:
        return [type(e).__name__, str(e)]

def shown(v):
    """JSON of a value that keeps its type."""
    if isinstance(v, bool): return {'bool': v}
    if isinstance(v, int): return {'int': str(v)}
    if isinstance(v, float): return {'float': repr(v)}
    return {'str': v}

random_floats = [struct.unpack('>d', struct.pack('>Q', random.getrandbits(64)))[0] for _ in range(300)]
random_floats = [x for x in random_floats if math.isfinite(x)]
short = [round(random.uniform(-1000, 1000), random.randrange(6)) for _ in range(200)]

golden = {
    'format': [[shown(v), s, tried(lambda: format(v, s))] for v in values for s in specs],
    'random': [[repr(x), f'{x:.3f}' if abs(x) < 1e50 else None, f'{x:.5e}', f'{x:.12g}', f'{x:.1f}' if abs(x) < 1e50 else None] for x in random_floats + short],
    'round': [[repr(x), n, repr(round(x, n))] for x in short + [2.675, 1.005, 0.5, 1.5, 2.5, 1e22, 1234.5678] for n in (0, 1, 2, 3, -1, -2)],
}
(pathlib.Path(__file__).parent / 'formatSpec.golden.json').write_text(json.dumps(golden, ensure_ascii=False, separators=(',', ':')) + '\n')
