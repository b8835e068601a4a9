"""Writes programs.jsonl.gz: generated NumPy programs with what they print under NumPy 1.24, and how they end.

Run: /usr/bin/python3 programs.py  (Debian: python3-numpy)
A program takes a few of the topics below, over variables that they share. Nothing here is random but by the seed."""
import pathlib
import sys

from writer import Writer, evaluated, np, run, store
import topics, stories, mistakes

SEED = 20241124
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 5200

WEIGHTED = [(topic, weight) for table in (topics.TOPICS, stories.STORIES) for topic, weight in table]


def program(seed):
    w = Writer(seed)
    w.do("import numpy as np")
    wrong = w.r.random() < 0.055
    size = w.r.randint(6, 20)
    while len(w.lines) < size:
        w.r.choices([t for t, _ in WEIGHTED], [k for _, k in WEIGHTED])[0](w)
    if wrong:
        w.r.choice(mistakes.MISTAKES)(w)
    return "\n".join(w.lines) + "\n"


def allowed(source, stdout, error):
    if not stdout and not error or not 5 <= source.count("\n") <= 26 or len(stdout) > 2500:
        return False
    # Messages with another element type, an address, or a type's name of NumPy's inside are no business of these programs.
    text = stdout + (error["text"] if error else "")
    return not any(word in text for word in ("float16", "int8", "int16", "uint", "complex", "object at 0x", "dtype('O')", "dtype('<U", "float128", "longdouble", "(object)", "dtype=object"))


def main():
    rows, seen, seed = [], set(), SEED
    while len(rows) < COUNT:
        seed += 1
        source = program(seed)
        stdout, error = run(source)
        if source in seen or not allowed(source, stdout, error) or run(source) != (stdout, error):
            continue
        seen.add(source)
        rows.append({"id": len(rows), "source": source, "stdout": stdout, "error": error})
    store(pathlib.Path(__file__).with_name("programs.jsonl.gz"), rows)
    print(len(rows), "programs,", sum(1 for row in rows if row["error"]), "raise", file=sys.stderr)


if __name__ == "__main__":
    main()
