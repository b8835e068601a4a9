
#: what an exception was raised in the handling of
def names(e):
    out = []
    while e is not None and len(out) < 6:
        out.append((type(e).__name__, str(e), type(e.__cause__).__name__, e.__suppress_context__))
        e = e.__context__
    return out
def run(f):
    try:
        f()
    except Exception as e:
        print(f.__name__, names(e), vars(e))
def plain():
    1 / 0
def again():
    try:
        1 / 0
    except ZeroDivisionError:
        raise
def other():
    try:
        1 / 0
    except ZeroDivisionError:
        {}['a']
def inner():
    try:
        raise KeyError('k')
    except KeyError:
        try:
            raise ValueError('v')
        except ValueError as e:
            print(names(e))
            raise TypeError('t')
def cause():
    try:
        raise KeyError('k')
    except KeyError as e:
        raise ValueError('v') from e
def none():
    try:
        raise KeyError('k')
    except KeyError as e:
        raise ValueError('v') from None
def lastly():
    try:
        raise KeyError('k')
    finally:
        raise ValueError('v')
def circle():
    try:
        raise KeyError('a')
    except KeyError as a:
        try:
            raise ValueError('b')
        except ValueError as b:
            raise a
class M:
    def __enter__(self):
        return self
    def __exit__(self, *a):
        raise RuntimeError('exit')
def managed():
    with M():
        raise KeyError('in')
def after():
    try:
        raise KeyError('k')
    except KeyError:
        pass
    raise ValueError('after')
def called():
    def g():
        try:
            raise ValueError('deep')
        except ValueError as e:
            print(names(e))
            raise
    try:
        raise KeyError('k')
    except KeyError:
        g()
for f in [plain, again, other, inner, cause, none, lastly, circle, managed, after, called]:
    run(f)
