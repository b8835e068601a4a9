# Runs a program again and again and tells the milliseconds of each run, as JSON: `cpython.py program rounds`.
import contextlib
import io
import json
import sys
import time

path, rounds = sys.argv[1], int(sys.argv[2])
with open(path) as file:
    code = compile(file.read(), path, 'exec')
times = []
for _ in range(rounds):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        start = time.perf_counter()
        exec(code, {'__name__': '__main__'})
        times.append((time.perf_counter() - start) * 1000)
print(json.dumps({'printed': printed.getvalue(), 'times': times}))
