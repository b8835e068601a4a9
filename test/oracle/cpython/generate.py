"""Writes programs.jsonl.gz: seeded programs over Python's language and library, and what CPython 3.11 prints and how it ends.

    /usr/bin/python3 generate.py [count] [seed]

A program is one to three pieces of the topics' templates with random data and names. Each runs by itself; what prints an
address or a complex number, takes long or prints much is left out, and so is what another process prints differently.
"""
import gzip
import io
import json
import pathlib
import re
import signal
import subprocess
import sys
import traceback
import warnings
from contextlib import redirect_stdout

sys.dont_write_bytecode = True

from draw import Draw  # noqa: E402
from topics import TOPICS  # noqa: E402

HERE = pathlib.Path(__file__).parent
LONGEST, MOST_PRINTED = 75, 4000


def compose(seed):
    """A program's topic and text."""
    d = Draw(seed)
    topic = d.pick(list(TOPICS))
    pieces = [d.pick(TOPICS[topic])(d)]
    while len(pieces) < 3 and topic != 'algorithms' and pieces[-1].count('\n') + sum(p.count('\n') for p in pieces) < 30 and d.chance(0.4):
        other = topic if d.chance(0.6) else d.pick([t for t in TOPICS if t != 'algorithms'])
        pieces.insert(0 if d.chance(0.2) else len(pieces), d.pick(TOPICS[other])(d))
    return topic, '\n'.join(p.strip('\n') for p in pieces) + '\n'


class TooLong(BaseException):
    pass


def stop(*_):
    raise TooLong


def run(source):
    """(stdout, null or [text, line]) as CPython has it; None where it can't be an expectation."""
    out = io.StringIO()
    error = None
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 1.0)
    try:
        with redirect_stdout(out):
            exec(compile(source, 'program.py', 'exec'), {'__name__': '__main__', '__builtins__': __builtins__})
    except TooLong:
        return None
    except SyntaxError as e:
        if e.filename == 'program.py':
            return None
        error = ending(e)
    except SystemExit:
        pass
    except BaseException as e:
        error = ending(e)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    text = out.getvalue()
    if len(text) > MOST_PRINTED or re.search(r'0x[0-9a-f]{8,}>| at 0x|[0-9]j\b|complex exp', text + str(error)):
        return None
    return text, error


def ending(e):
    lines = [frame.lineno for frame in traceback.extract_tb(e.__traceback__) if frame.filename == 'program.py']
    return [f'{type(e).__name__}: {e}', lines[-1]]


def outcomes(seeds):
    for seed in seeds:
        topic, source = compose(seed)
        if source.count('\n') > LONGEST:
            continue
        result = run(source)
        if result is not None:
            yield {'seed': seed, 'topic': topic, 'source': source, 'stdout': result[0], 'error': result[1]}


def main():
    warnings.simplefilter('ignore')
    sys.setrecursionlimit(1000)
    if sys.argv[1:2] == ['--run']:
        for entry in outcomes(json.loads(sys.stdin.read())):
            print(json.dumps([entry['seed'], entry['stdout'], entry['error']]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5500
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    entries, texts = [], set()
    for entry in outcomes(range(first * 1_000_000, first * 1_000_000 + 3 * count)):
        if entry['source'] not in texts:
            texts.add(entry['source'])
            entries.append(entry)
        if len(entries) == count:
            break
    # Once more in another process, whose hashes of strings differ.
    again = subprocess.run([sys.executable, __file__, '--run'], input=json.dumps([e['seed'] for e in entries]), capture_output=True, text=True, check=True)
    same = {seed: (stdout, error) for seed, stdout, error in map(json.loads, again.stdout.splitlines())}
    kept = [e for e in entries if same.get(e['seed']) == (e['stdout'], e['error'])]
    lines = '\n'.join(json.dumps([e['seed'], e['topic'], e['source'], e['stdout'], e['error']], ensure_ascii=False) for e in sorted(kept, key=lambda e: (e['topic'], e['source'])))
    (HERE / 'programs.jsonl.gz').write_bytes(gzip.compress(lines.encode(), 9, mtime=0))
    print(len(entries), 'programs,', len(kept), 'kept,', len({e['topic'] for e in kept}), 'topics')


if __name__ == '__main__':
    main()
