# Writes nn.jsonl: convolutions, pooling, losses and normalisation from PyTorch in float64. An operation's name is that of the
# method of ops.nn and its options as JSON; what an option `labels` or `window` says is an argument.
import json
import math
import random
from itertools import product

import torch
import torch.nn.functional as F

from golden import structural, tensor, write

random.seed(20240422)
CASES = {}


def case(name, options, f, *examples):
    key = f'{name} {json.dumps(options)}'
    CASES.setdefault(key, (f, []))[1].extend(examples)


def last(x):
    """Channels first, from channels last."""
    return x.movedim(-1, 1)


def first(x):
    return x.movedim(1, -1)


def kernel_first(k):
    return k.movedim((-1, -2), (0, 1))


def ends(padding, sizes, windows, strides, dilations):
    """TensorFlow's rule for 'same', PyTorch's numbers for the rest: (before, after) for each axis."""
    if padding == 'valid':
        return [(0, 0)] * len(sizes)
    if padding != 'same':
        return [tuple(pair) for pair in padding]
    out = []
    for n, k, s, d in zip(sizes, windows, strides, dilations):
        total = max((math.ceil(n / s) - 1) * s + (k - 1) * d + 1 - n, 0)
        out.append((total // 2, total - total // 2))
    return out


def padded(x, pairs, value=0.0):
    return F.pad(x, [n for pair in reversed(pairs) for n in pair], value=value)


CONV = {1: F.conv1d, 2: F.conv2d}
TRANSPOSED = {1: F.conv_transpose1d, 2: F.conv_transpose2d}
MAX = {1: F.max_pool1d, 2: F.max_pool2d}
AVG = {1: F.avg_pool1d, 2: F.avg_pool2d}


def conv(rank, strides, padding, dilation, layout, groups):
    def f(x, k):
        if layout == 'channels-last':
            x, k = last(x), kernel_first(k)
        pairs = ends(padding, x.shape[2:], k.shape[2:], strides, dilation)
        y = CONV[rank](padded(x, pairs), k, stride=tuple(strides), dilation=tuple(dilation), groups=groups)
        return first(y) if layout == 'channels-last' else y

    options = {'strides': strides, 'padding': padding, 'dilation': dilation, 'layout': layout, 'groups': groups}
    return f'conv{rank}d', options, f


def operands(layout, batch, sizes, window, channels, filters, groups):
    if layout == 'channels-last':
        return [tensor(batch, *sizes, channels), tensor(*window, channels // groups, filters)]
    return [tensor(batch, channels, *sizes), tensor(filters, channels // groups, *window)]


for layout in ['channels-last', 'channels-first']:
    for strides, padding, dilation in product([[1], [2], [3]], ['valid', 'same', [[1, 1]], [[2, 0]]], [[1], [2]]):
        case(*conv(1, strides, padding, dilation, layout, 1), operands(layout, 1, [7], [3], 2, 2, 1))
    for strides, padding, dilation in product([[1, 1], [2, 2], [1, 2]], ['valid', 'same', [[1, 2], [0, 1]]], [[1, 1], [2, 1]]):
        case(*conv(2, strides, padding, dilation, layout, 1), operands(layout, 1, [5, 4], [2, 3], 1, 2, 1))
    for groups, filters in [(2, 4), (4, 4), (4, 8)]:
        case(*conv(2, [1, 1], 'same', [1, 1], layout, groups), operands(layout, 1, [3, 3], [2, 2], 4, filters, groups))
    case(*conv(1, [2], 'same', [1], layout, 2), operands(layout, 2, [5], [2], 4, 2, 2))
    case(*conv(1, [1], 'valid', [1], layout, 1), operands(layout, 2, [4], [1], 3, 2, 1), operands(layout, 2, [3], [3], 1, 2, 1))


def transposed(rank, strides, padding, dilation, extra, layout, groups):
    def f(x, k):
        if layout == 'channels-last':
            x, k = last(x), kernel_first(k)
        p = [0] * rank if padding == 'valid' else padding
        y = TRANSPOSED[rank](x, k, stride=tuple(strides), padding=tuple(p), output_padding=tuple(extra), dilation=tuple(dilation), groups=groups)
        return first(y) if layout == 'channels-last' else y

    options = {'strides': strides, 'padding': padding, 'dilation': dilation, 'outputPadding': extra, 'layout': layout, 'groups': groups}
    return f'convTranspose{rank}d', options, f


for layout in ['channels-last', 'channels-first']:
    for strides, padding, dilation in product([[1], [2]], ['valid', [1]], [[1], [2]]):
        for extra in [[0], [1]][: strides[0]]:
            case(*transposed(1, strides, padding, dilation, extra, layout, 1), (
                [tensor(2, 4, 3), tensor(3, 2, 3)] if layout == 'channels-last' else [tensor(2, 3, 4), tensor(3, 2, 3)]))
    for strides, padding in product([[1, 1], [2, 1]], ['valid', [1, 0]]):
        case(*transposed(2, strides, padding, [1, 1], [0, 0], layout, 1), (
            [tensor(1, 3, 2, 2), tensor(3, 2, 1, 2)] if layout == 'channels-last' else [tensor(1, 2, 3, 2), tensor(2, 1, 3, 2)]))
    case(*transposed(2, [2, 2], [1, 1], [1, 1], [1, 0], layout, 2), (
        [tensor(1, 3, 2, 4), tensor(3, 3, 2, 4)] if layout == 'channels-last' else [tensor(1, 4, 3, 2), tensor(4, 2, 3, 3)]))


def max_pool(rank, window, strides, padding, layout):
    def f(x):
        if layout == 'channels-last':
            x = last(x)
        pairs = ends(padding, x.shape[2:], window, strides, [1] * rank)
        y = MAX[rank](padded(x, pairs, -math.inf), tuple(window), stride=tuple(strides))
        return first(y) if layout == 'channels-last' else y

    return f'maxPool{rank}d', {'window': window, 'strides': strides, 'padding': padding, 'layout': layout}, f


def avg_pool(rank, window, strides, padding, layout, count):
    def f(x):
        if layout == 'channels-last':
            x = last(x)
        pairs = ends(padding, x.shape[2:], window, strides, [1] * rank)
        y = AVG[rank](padded(x, pairs), tuple(window), stride=tuple(strides))
        if not count:
            y = y / AVG[rank](padded(torch.ones_like(x), pairs), tuple(window), stride=tuple(strides))
        return first(y) if layout == 'channels-last' else y

    options = {'window': window, 'strides': strides, 'padding': padding, 'layout': layout, 'countPadding': count}
    return f'avgPool{rank}d', options, f


def whole_numbers(*shape):
    """Few different values: ties in most windows."""
    return torch.tensor([float(random.randint(0, 2)) for _ in range(math.prod(shape))]).reshape(shape)


for layout in ['channels-last', 'channels-first']:
    flat = (1, 7, 2) if layout == 'channels-last' else (1, 2, 7)
    square = (1, 4, 5, 1) if layout == 'channels-last' else (1, 1, 4, 5)
    for window, strides, padding in product([[2], [3]], [[1], [2], [3]], ['valid', 'same', [[1, 0]]]):
        case(*max_pool(1, window, strides, padding, layout), [tensor(*flat)], [whole_numbers(*flat)])
        for count in [False, True]:
            case(*avg_pool(1, window, strides, padding, layout, count), [tensor(*flat)])
    for window, strides, padding in product([[2, 2], [3, 2]], [[1, 1], [2, 2], [2, 3]], ['valid', 'same', [[1, 1], [0, 1]]]):
        case(*max_pool(2, window, strides, padding, layout), [tensor(*square)], [whole_numbers(*square)])
        for count in [False, True]:
            case(*avg_pool(2, window, strides, padding, layout, count), [tensor(*square)])

REDUCTIONS = ['none', 'mean', 'sum']
LARGE = torch.tensor([[1e4, 0.0, -1e4], [-1e4, -1e4, 1e4], [0.0, 0.0, 0.0]])
SOFT = torch.tensor([[0.2, 0.3, 0.5], [0.1, 0.0, 0.9], [1.0, 0.0, 0.0]])


def rows(x):
    return x.tolist()


for reduction in REDUCTIONS:
    r = {'reduction': reduction}
    case('crossEntropyLogits', r, lambda x, z, r=reduction: -reduce((x.log_softmax(-1) * z).sum(-1), r), [tensor(3, 4), tensor(3, 4).softmax(-1)], [tensor(4), tensor(4).softmax(-1)])
    case('crossEntropyLogits', {**r, 'axis': 1}, lambda x, z, r=reduction: F.cross_entropy(x, z, reduction=r), [tensor(2, 3), tensor(2, 3).softmax(1)])
    case('crossEntropyLogits', {**r, 'labels': rows(SOFT)}, lambda x, r=reduction: F.cross_entropy(x, SOFT, reduction=r), [tensor(3, 3)], [LARGE], [LARGE / 100])
    for labels in [[0, 2, 1], [2, 2, 2]]:
        case('sparseCrossEntropyLogits', {**r, 'labels': labels}, lambda x, l=labels, r=reduction: F.cross_entropy(x, torch.tensor(l), reduction=r), [tensor(3, 3)], [LARGE], [LARGE / 20])
        case('sparseCrossEntropy', {**r, 'labels': labels}, lambda x, l=labels, r=reduction: F.nll_loss(x.log(), torch.tensor(l), reduction=r), [tensor(3, 3).softmax(-1)])
    case('sparseCrossEntropyLogits', {**r, 'labels': [0, -100, 1], 'ignore': -100}, lambda x, r=reduction: F.cross_entropy(x, torch.tensor([0, -100, 1]), reduction=r), [tensor(3, 3)])
    case('sparseCrossEntropyLogits', {**r, 'labels': [[0, 1], [2, 2]], 'axis': 1}, lambda x, r=reduction: F.cross_entropy(x, torch.tensor([[0, 1], [2, 2]]), reduction=r), [tensor(2, 3, 2)])
    case('crossEntropy', {**r, 'labels': rows(SOFT)}, lambda x, r=reduction: -reduce((x.log() * SOFT).sum(-1), r), [tensor(3, 3).softmax(-1)])
    case('crossEntropy', {**r, 'epsilon': 1e-7, 'labels': rows(SOFT)}, lambda x, r=reduction: -reduce((x.clamp(1e-7, 1 - 1e-7).log() * SOFT).sum(-1), r), [tensor(3, 3).softmax(-1)], [torch.tensor([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.5, 0.5]])])
    case('binaryCrossEntropy', r, lambda x, z, r=reduction: F.binary_cross_entropy(x, z, reduction=r), [tensor(5).sigmoid(), tensor(5).sigmoid()])
    hard = [0.0, 1.0, 1.0, 0.0, 0.3]
    case('binaryCrossEntropy', {**r, 'labels': hard}, lambda x, r=reduction: F.binary_cross_entropy(x, torch.tensor(hard), reduction=r), [tensor(5).sigmoid()])
    case('binaryCrossEntropy', {**r, 'labels': hard, 'only': 'first'}, lambda x, r=reduction: F.binary_cross_entropy(x, torch.tensor(hard), reduction=r), [torch.tensor([1.0, 0.0, 1.0, 0.0, 0.0])], [torch.tensor([0.0, 1.0, 1e-300, 1 - 1e-16, 1.0])])
    clipped = lambda x, z: -(z * x.clamp(1e-7, 1 - 1e-7).log() + (1 - z) * (1 - x.clamp(1e-7, 1 - 1e-7)).log())
    case('binaryCrossEntropy', {**r, 'labels': hard, 'clip': 1e-7}, lambda x, r=reduction: reduce(clipped(x, torch.tensor(hard)), r), [tensor(5).sigmoid()], [torch.tensor([1.0, 0.0, 1.0, 0.0, 0.0])])
    case('binaryCrossEntropyLogits', r, lambda x, z, r=reduction: F.binary_cross_entropy_with_logits(x, z, reduction=r), [tensor(5), tensor(5).sigmoid()], [torch.tensor([1e4, -1e4, 0.0, 30.0, -30.0]), torch.tensor([0.0, 1.0, 0.5, 0.3, 0.2])], [torch.tensor([1e4, -1e4, 0.0]), torch.tensor([1.0, 0.0, 1.0])])
    case('binaryCrossEntropyLogits', {**r, 'positiveWeight': 3.0}, lambda x, z, r=reduction: F.binary_cross_entropy_with_logits(x, z, reduction=r, pos_weight=torch.tensor(3.0)), [tensor(5), tensor(5).sigmoid()])
    case('mse', r, lambda x, y, r=reduction: F.mse_loss(x, y, reduction=r), [tensor(2, 3), tensor(2, 3)], [torch.tensor([1.0, 0.0]), torch.tensor([1.0, 2.0])])
    case('mae', r, lambda x, y, r=reduction: F.l1_loss(x, y, reduction=r), [tensor(2, 3), tensor(2, 3)], [torch.tensor([1.0, 0.0]), torch.tensor([1.0, 2.0])])
    for delta in [1.0, 0.5]:
        case('huber', {**r, 'delta': delta}, lambda x, y, r=reduction, d=delta: F.huber_loss(x, y, reduction=r, delta=d), [tensor(2, 3), tensor(2, 3)], [torch.tensor([1.0, 0.0, 2.0, 0.0, -7.0]), torch.tensor([1.0, 0.5, 1.0, 1.0, 1.0])])
    case('klDivergence', r, lambda x, z, r=reduction: F.kl_div(x, z, reduction=r), [tensor(2, 3).log_softmax(-1), tensor(2, 3).softmax(-1)])
    case('klDivergence', {**r, 'labels': rows(SOFT)}, lambda x, r=reduction: F.kl_div(x, SOFT, reduction=r), [tensor(3, 3).log_softmax(-1)])
    case('klDivergence', {**r, 'logTarget': True}, lambda x, z, r=reduction: F.kl_div(x, z, reduction=r, log_target=True), [tensor(2, 3).log_softmax(-1), tensor(2, 3).log_softmax(-1)])
    case('hinge', r, lambda x, y, r=reduction: reduce((1 - y * x).clamp(min=0), r), [tensor(2, 3), tensor(2, 3).sign()], [torch.tensor([1.0, -1.0, 0.0, 3.0]), torch.tensor([1.0, -1.0, 1.0, -1.0])])
    case('cosineSimilarity', {**r, 'axis': 1}, lambda x, y, r=reduction: reduce(F.cosine_similarity(x, y, dim=1), r), [tensor(3, 4), tensor(3, 4)])
case('cosineSimilarity', {'reduction': 'none', 'axis': 0, 'epsilon': 1e-8}, lambda x, y: F.cosine_similarity(x, y, dim=0), [tensor(4, 2), tensor(4, 2)], [torch.tensor([[3e3], [4e3]]), torch.tensor([[-4e-3], [3e-3]])])


def reduce(x, reduction):
    return x if reduction == 'none' else getattr(x, reduction)()


for axes, shape in [([1], (2, 5)), ([1, 2], (2, 3, 2)), ([2], (2, 3, 4))]:
    size = [shape[a] for a in axes]
    case('layerNorm', {'axes': axes}, lambda x, w, b, s=size: F.layer_norm(x, s, w, b), [tensor(*shape), tensor(*size), tensor(*size)])
    case('layerNorm', {'axes': axes, 'epsilon': 0.1}, lambda x, s=size: F.layer_norm(x, s, eps=0.1), [tensor(*shape)])
for shape in [(4, 3), (2, 3, 4), (2, 3, 2, 2)]:
    case('batchNorm', {'axis': 1}, lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True), [tensor(*shape), tensor(3), tensor(3)])
    case('batchNorm', {'axis': 1, 'mean': [0.1, 0.2, -0.3], 'variance': [1.0, 0.5, 2.0]}, lambda x, w, b: F.batch_norm(x, torch.tensor([0.1, 0.2, -0.3]), torch.tensor([1.0, 0.5, 2.0]), w, b), [tensor(*shape), tensor(3), tensor(3)])


def second_unknown(name, inputs):
    # Where PyTorch's denominator is cut off, its first and second derivatives are those of two different functions.
    return '"only": "first"' in name


if __name__ == '__main__':
    write(__file__, structural(CASES, second_unknown))
