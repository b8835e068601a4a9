"""Runs every program of programs/*.py (sections that begin with `#: title`) with CPython 3.11 and writes what each printed
and how it ended to programs.golden.json. Run: python3 programs.golden.py"""
import json, pathlib, subprocess, sys, re

here = pathlib.Path(__file__).parent
WRAPPER = '''
import sys, traceback
source = sys.stdin.read()
try:
    exec(compile(source, "program.py", "exec"), {"__name__": "__main__"})
except SystemExit:
    pass
except BaseException as e:
    sys.stdout.flush()
    lines = [f.lineno for f in traceback.extract_tb(e.__traceback__) if f.filename == "program.py"]
    import json
    sys.stderr.write("ERROR" + json.dumps([type(e).__name__ + ": " + str(e), lines[-1]]))
'''
golden = {}
for path in sorted((here / 'programs').glob('*.py')):
    for section in re.split(r'^#: ', path.read_text(), flags=re.M)[1:]:
        title, source = section.split('\n', 1)
        run = subprocess.run([sys.executable, '-c', WRAPPER], input=source, capture_output=True, text=True)
        _, _, error = run.stderr.partition('ERROR')
        golden[f'{path.stem}: {title}'] = {'stdout': run.stdout, 'error': json.loads(error) if error else None}
(here / 'programs.golden.json').write_text(json.dumps(golden, indent=1, ensure_ascii=False) + '\n')
