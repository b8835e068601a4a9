# Writes arrange.jsonl: values and derivatives of arrangement, order and reductions, over shapes and axes, from PyTorch in
# float64. Paddings take their places from numpy.pad. arrange.test.ts builds its operations from the same lists.
import random

import numpy as np
import torch

from golden import INF, structural, write

random.seed(20240617)

SHAPES = [(4,), (2, 3), (2, 2, 3)]
# Lanes of at least three elements: of two a deviation is linear, and a second derivative nothing but rounding.
WIDE_SHAPES = [(4,), (3, 4), (3, 3, 3)]
AXES = [0, 1, 2, -1]
AXES_SETS = [None, [0], [1], [2], [0, 1], [0, 2], [1, 2], [-1]]
ORDERS = [0.5, 1, 1.5, 2, 2.5, 3, 4, -1, -2, INF, -INF]
OFFSETS = [-2, -1, 0, 1, 2]
PADS = ['constant', 'edge', 'reflect', 'symmetric', 'wrap']


def draw(*shape):
    """Numbers of few digits, no two alike."""
    while True:
        x = torch.tensor([round(random.gauss(0, 1), 3) for _ in range(int(np.prod(shape)))])
        if len(set(x.abs().tolist())) == x.numel():
            return x.reshape(shape)


def T(*data):
    return torch.tensor(data, dtype=torch.float64)


def I(*data):
    return torch.tensor(data)


def fits(axes, shape):
    used = range(len(shape)) if axes is None else [a % len(shape) for a in axes if -len(shape) <= a < len(shape)]
    return axes is None or len(used) == len(axes)


def dims(axes, x):
    return list(range(x.dim())) if axes is None else axes


def text(axes):
    return 'all' if axes is None else ','.join(map(str, axes))


def product(x, axes, keep):
    for axis in sorted((a % x.dim() for a in dims(axes, x)), reverse=True):
        x = x.prod(axis, keepdim=keep)
    return x


def at_places(x, places):
    return x.reshape(-1)[torch.from_numpy(np.ascontiguousarray(places))]


def places(x):
    return np.arange(x.numel()).reshape(x.shape)


def padded(x, widths, mode):
    if mode == 'constant':
        return torch.nn.functional.pad(x, [w for pair in reversed(widths) for w in pair])
    return at_places(x, np.pad(places(x), widths, mode=mode))


def norm(p):
    return lambda x, axes, keep: torch.linalg.vector_norm(x, p, dim=axes, keepdim=keep)


ALONG = {
    'cumsum': lambda x, a: x.cumsum(a),
    'cumsumReverse': lambda x, a: x.flip(a).cumsum(a).flip(a),
    'cumprod': lambda x, a: x.cumprod(a),
    'cumprodReverse': lambda x, a: x.flip(a).cumprod(a).flip(a),
    'cummax': lambda x, a: x.cummax(a)[0],
    'cummin': lambda x, a: x.cummin(a)[0],
    'logcumsumexp': lambda x, a: x.logcumsumexp(a),
    'softmax': lambda x, a: x.softmax(a),
    'logSoftmax': lambda x, a: x.log_softmax(a),
    'sort': lambda x, a: x.sort(a)[0],
    'sortDescending': lambda x, a: x.sort(a, descending=True)[0],
    'topk': lambda x, a: x.topk(2, a)[0],
    'bottomk': lambda x, a: x.topk(2, a, largest=False)[0],
    'kth': lambda x, a: x.kthvalue(2, a)[0],
    'flip': lambda x, a: x.flip(a),
    'roll': lambda x, a: x.roll(3, a),
    'rollBack': lambda x, a: x.roll(-1, a),
    'repeat': lambda x, a: x.repeat_interleave(2, a),
    'split': lambda x, a: x.tensor_split([1], a)[1],
    'take': lambda x, a: x.index_select(a, I(1, 0, 1)),
    'moveaxis': lambda x, a: x.movedim(a, 0),
}
OVER = {
    'sum': lambda x, axes, keep: x.sum(dims(axes, x), keepdim=keep),
    'mean': lambda x, axes, keep: x.mean(dims(axes, x), keepdim=keep),
    'prod': product,
    'max': lambda x, axes, keep: x.amax(dims(axes, x), keepdim=keep),
    'min': lambda x, axes, keep: x.amin(dims(axes, x), keepdim=keep),
    'logsumexp': lambda x, axes, keep: x.logsumexp(dims(axes, x), keepdim=keep),
    'variance': lambda x, axes, keep: x.var(dims(axes, x), unbiased=True, keepdim=keep),
    'variance0': lambda x, axes, keep: x.var(dims(axes, x), unbiased=False, keepdim=keep),
    'std': lambda x, axes, keep: x.std(dims(axes, x), unbiased=True, keepdim=keep),
    'std0': lambda x, axes, keep: x.std(dims(axes, x), unbiased=False, keepdim=keep),
    **{f'norm{p}': norm(p) for p in ORDERS},
}
# What stands at awkward points, by operation: ties, zeros, infinities.
AWKWARD = {
    'cumprod 0': [T(2, 0, 3), T(0, 2, 0, 5), T(0, 0), T(1, 2, 0)],
    'cummax 0': [T(1, 3, 3, 2), T(2, 2, 2)],
    'cummin 0': [T(1, 1, 0, 0), T(3, 4, 3)],
    'softmax 0': [T(1e4, 0, -1e4), T(1e4, 9999, 0)],
    'logSoftmax 0': [T(1e4, 0, -1e4), T(-1e4, -1e4)],
    'prod all': [T(2, 0, 3), T(0, 4, 5), T(3, 0)],
    'max all': [T(1, 3, 3), T(2, 2, 2)],
    'min all': [T(1, 1, 3), T(-2, -2)],
    'logsumexp all': [T(1000, 1000), T(-1000, 0), T(-INF, 0), T(-INF, -INF)],
    'std all': [T(2, 2, 2)],
    'std0 all': [T(2, 2, 2), T(5)],
    'variance all': [T(2, 2, 2)],
    **{f'norm{p} all': [T(0, 0), T(0, 1, -2), T(2, -2, 1)] for p in ORDERS},
}


def operations():
    table = {}
    for name, f in ALONG.items():
        for axis in AXES:
            examples = [[draw(*shape)] for shape in SHAPES if fits([axis], shape) for _ in range(2)]
            table[f'{name} {axis}'] = (lambda x, f=f, axis=axis: f(x, axis), examples)
    for name, f in OVER.items():
        shapes = WIDE_SHAPES if name.startswith('std') else SHAPES
        for axes in AXES_SETS:
            for keep in [False, True]:
                examples = [[draw(*shape)] for shape in shapes if fits(axes, shape)]
                key = f'{name} {text(axes)}{" keep" if keep else ""}'
                table[key] = (lambda x, f=f, axes=axes, keep=keep: f(x, axes, keep), examples)
    for key, examples in AWKWARD.items():
        table[key][1].extend([x] for x in examples)
    for offset in OFFSETS:
        matrices = [[draw(3, 3)], [draw(2, 4)], [draw(2, 2, 3)]]
        table[f'triu {offset}'] = (lambda x, k=offset: x.triu(k), matrices)
        table[f'tril {offset}'] = (lambda x, k=offset: x.tril(k), matrices)
        table[f'diagonal {offset}'] = (lambda x, k=offset: x.diagonal(k), [[draw(3, 3)], [draw(3, 4)], [draw(3, 3, 2)]])
        table[f'diagonalLast {offset}'] = (lambda x, k=offset: x.diagonal(k, -1, 0), [[draw(3, 3)], [draw(2, 2, 3)]])
        table[f'diag {offset}'] = (lambda x, k=offset: x.diag_embed(k), [[draw(3)], [draw(2, 2)], [draw(1)]])
    for mode in PADS:
        for before, after in [(1, 1), (0, 3), (2, 0)]:
            f = lambda x, w=(before, after), mode=mode: padded(x, [w] * x.dim(), mode)
            table[f'pad {mode} {before},{after}'] = (f, [[draw(*shape)] for shape in [(4,), (4, 5), (1,)]])
    table['padNested'] = (lambda x: padded(x, [(0, 1), (2, 0), (1, 1)], 'reflect'), [[draw(2, 3, 2)], [draw(1, 3, 2)]])
    table['tile'] = (lambda x: x.tile(2, 1, 2), [[draw(*shape)] for shape in SHAPES])
    table['tileLast'] = (lambda x: x.tile(3), [[draw(*shape)] for shape in SHAPES])
    table['repeatEach'] = (lambda x: x.repeat_interleave(I(2, 0, 1), -1), [[draw(3)], [draw(2, 3)], [draw(2, 2, 3)]])
    table['repeatFlat'] = (lambda x: x.repeat_interleave(2), [[draw(*shape)] for shape in SHAPES])
    table['rollTwo'] = (lambda x: x.roll((1, -2), (0, 1)), [[draw(2, 3)], [draw(3, 4)], [draw(2, 2, 3)]])
    table['rollFlat'] = (lambda x: x.roll(2), [[draw(*shape)] for shape in SHAPES])
    table['flipAll'] = (lambda x: x.flip(tuple(range(x.dim()))), [[draw(*shape)] for shape in SHAPES])
    table['swapaxes'] = (lambda x: x.swapaxes(0, -1), [[draw(2, 3)], [draw(2, 3, 2)], [draw(3)]])
    table['select'] = (lambda x: x[x.detach() > 0], [[draw(*shape)] for shape in SHAPES])
    table['selectRows'] = (lambda x: x[I(True, False)], [[draw(2)], [draw(2, 3)], [draw(2, 2, 3)]])
    table['setMasked'] = (lambda x, v: torch.where(x.detach() > 0, v, x), [[draw(*shape), draw()] for shape in SHAPES])
    table['indexedOne'] = (lambda x: x[I([1, 0], [1, 1])], [[draw(2)], [draw(2, 3)], [draw(2, 2, 3)]])
    table['indexedPair'] = (lambda x: x[I([0], [1]), I(2, 0, 2)], [[draw(2, 3)], [draw(2, 3, 2)], [draw(3, 4)]])
    table['indexedApart'] = (lambda x: x[I(0, 1, 1), :, I(2, 0, 2)], [[draw(2, 2, 3)], [draw(2, 1, 3)], [draw(2, 2, 3, 2)]])
    table['indexedInside'] = (lambda x: x[:, I(1, 0, 1), 1:], [[draw(2, 2, 3)], [draw(1, 2, 2)], [draw(2, 2, 2, 2)]])
    table['indexedPlace'] = (lambda x: x[..., 1, I(0, 0)], [[draw(2, 3)], [draw(2, 2, 3)], [draw(2, 2, 2, 2)]])
    table['indexedStep'] = (lambda x: x[::2, None, I(1, 0)], [[draw(3, 2)], [draw(4, 2)], [draw(3, 2, 2)]])
    table['gatherNd'] = (lambda x: x[I(0, 1, 0), I(2, 0, 2)], [[draw(2, 3)], [draw(2, 3, 2)], [draw(3, 4)]])
    table['setIndexed'] = (
        lambda x, v: x.index_put((I(1, 0),), v),
        [[draw(3, 2), draw(2)], [draw(2), draw()], [draw(2, 2, 2), draw(2, 1, 1)]],
    )
    table['scatterNdAdd'] = (lambda x: torch.zeros(4, *x.shape[1:]).index_add(0, I(3, 0, 3), x), [[draw(3)], [draw(3, 2)], [draw(3, 1, 2)]])
    table['segmentSum'] = (lambda x: torch.zeros(3, *x.shape[1:]).index_add(0, I(1, 0, 1, 1), x), [[draw(4)], [draw(4, 2)], [draw(4, 2, 1)]])
    table['embedding'] = (lambda x: torch.nn.functional.embedding(I([1, 0], [1, 2]), x), [[draw(3, 2)], [draw(4, 1)], [draw(3, 3)]])
    return table


def no_second(name, inputs):
    # Where the slope is a sign, PyTorch 1.13 gives a second derivative without memory; and NaN for |x|^2.5 at 0, where it is 0.
    return name.startswith(('norm1 ', 'norminf', 'norm-inf')) or name.startswith('norm2.5') and 0 in inputs[0]


if __name__ == '__main__':
    write(__file__, structural(operations(), no_second))
