"""Runs every program of programs/*.py with CPython 3.11 and writes what each printed and how it ended to
standard.golden.json. A program is a section that begins with `#: `, behind what stands before the first section.
Run: python3 standard.golden.py [topic ...]"""
import contextlib, io, json, pathlib, re, sys, traceback, warnings

warnings.simplefilter('ignore')
here = pathlib.Path(__file__).parent
target = here / 'standard.golden.json'


def run(source):
    out = io.StringIO()
    error = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            exec(compile(source, 'program.py', 'exec'), {'__name__': '__main__'})
        except BaseException as e:
            lines = [f.lineno for f in traceback.extract_tb(e.__traceback__) if f.filename == 'program.py']
            error = [f'{type(e).__name__}: {e}', lines[-1]]
    return {'source': source, 'stdout': out.getvalue(), 'error': error}


golden = json.loads(target.read_text()) if target.exists() else {}
for path in sorted((here / 'programs').glob('*.py')):
    if sys.argv[1:] and path.stem not in sys.argv[1:]:
        continue
    preamble, *sections = re.split(r'^#: *', path.read_text(), flags=re.M)
    golden[path.stem] = [run(preamble + section.lstrip('\n')) for section in sections]
target.write_text(json.dumps(golden, indent=1, ensure_ascii=False, sort_keys=True) + '\n')
