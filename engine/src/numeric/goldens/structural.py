# Writes structural.jsonl: values and derivatives of reductions, layout and products from PyTorch in float64.
import random

import torch

from golden import INF, structural, tensor, write

random.seed(20240301)

STRUCTURAL = {
    'sum': (lambda x: x.sum(), [[tensor(2, 3)]]),
    'sumAxis1': (lambda x: x.sum(1), [[tensor(2, 3, 2)]]),
    'mean': (lambda x: x.mean(), [[tensor(2, 3)]]),
    'prod': (lambda x: x.prod(), [[tensor(5)], [torch.tensor([2.0, 0.0, 3.0])], [torch.tensor([2.0, 0.0, 3.0, 0.0])], [torch.tensor([0.0])]]),
    'prodAxis1': (lambda x: x.prod(1), [[tensor(2, 3)], [torch.tensor([[1.0, 0.0, 2.0], [0.0, 0.0, 5.0]])]]),
    'maxSplit': (lambda x: x.amax(), [[tensor(5)], [torch.tensor([1.0, 3.0, 3.0])]]),
    'maxAxis1First': (lambda x: x.max(1)[0], [[tensor(3, 4)]]),
    'minSplit': (lambda x: x.amin(), [[tensor(5)], [torch.tensor([1.0, 1.0, 3.0])]]),
    'logsumexp': (lambda x: x.logsumexp(0), [[tensor(5)], [torch.tensor([1000.0, 1000.0])], [torch.tensor([-1000.0, 0.0])], [torch.tensor([-INF, 0.0])]]),
    'softmax': (lambda x: x.softmax(-1), [[tensor(2, 4)], [torch.tensor([1e4, 0.0, -1e4])]]),
    'logSoftmax': (lambda x: x.log_softmax(-1), [[tensor(2, 4)], [torch.tensor([1e4, 0.0, -1e4])]]),
    'norm': (lambda x: x.norm(), [[tensor(5)], [torch.zeros(3)], [tensor(2, 3)]]),
    'norm1': (lambda x: x.norm(p=1), [[tensor(5)], [torch.tensor([0.0, 1.0])]]),
    'norm3': (lambda x: x.norm(p=3), [[tensor(5)]]),
    'cumsum': (lambda x: x.cumsum(0), [[tensor(4, 2)]]),
    'matmul': (torch.matmul, [[tensor(2, 3), tensor(3, 4)], [tensor(3), tensor(3)], [tensor(2, 3), tensor(3)], [tensor(3), tensor(3, 2)], [tensor(2, 2, 3), tensor(3, 2)], [tensor(2, 1, 2, 3), tensor(2, 3, 2)], [tensor(2, 2, 3), tensor(3)]]),
    'outer': (torch.outer, [[tensor(2), tensor(3)]]),
    'add': (torch.add, [[tensor(2, 3), tensor(3)], [tensor(2, 1), tensor(1, 3)], [tensor(4, 1, 3), tensor(2, 1)]]),
    'mul': (torch.mul, [[tensor(2, 3), tensor(3)], [tensor(2, 1), tensor(1, 3)]]),
    'div': (torch.div, [[tensor(2, 3), tensor(3)], [tensor(2, 1), tensor(1, 3)]]),
    'where': (lambda x, y: torch.where(x > 0, x, y), [[tensor(2, 3), tensor(3)]]),
    'transpose': (lambda x: x.permute(2, 0, 1), [[tensor(2, 3, 4)]]),
    'slice': (lambda x: x[1:, ::2], [[tensor(3, 5)]]),
    'take': (lambda x: x[torch.tensor([1, 1, 0])], [[tensor(3, 2)]]),
    'takeAlongAxis': (lambda x: x.gather(1, torch.tensor([[0, 2], [1, 1]])), [[tensor(2, 3)]]),
    'concat': (lambda x, y: torch.cat([x, y], 1), [[tensor(2, 3), tensor(2, 1)]]),
    'stack': (lambda x, y: torch.stack([x, y], 1), [[tensor(2, 3), tensor(2, 3)]]),
}

# Every way in which two shapes broadcast: equal, axes of length 1 on either side, missing axes, both at once, scalars, none.
PAIRS = [((3,), (3,)), ((2, 3), (2, 3)), ((2, 3), (2, 1)), ((1, 3), (2, 3)), ((2, 1), (1, 3)), ((2, 1), (3,)), ((3,), (2, 2, 3)), ((2, 2, 3), (2, 1, 1)), ((2, 1, 3), (2, 1)), ((), (2, 2)), ((2,), ()), ((1,), (1, 1))]
BINARY = {
    'add': torch.add,
    'sub': torch.sub,
    'mul': torch.mul,
    'div': lambda x, y: x / (y * y + 1),
    'hypot': torch.hypot,
    'atan2': torch.atan2,
    'maximum': torch.maximum,
    'minimum': torch.minimum,
    'logaddexp': torch.logaddexp,
    'pow': lambda x, y: (x * x + 1) ** y,
    'where': lambda x, y: torch.where(x > 0, x * x, y),
}
for name, f in BINARY.items():
    STRUCTURAL[f'{name}Broadcast'] = (f, [[tensor(*a), tensor(*b)] for a, b in PAIRS])

STRUCTURAL |= {
    'reshape': (lambda x: x.reshape(-1, 2), [[tensor(4)], [tensor(2, 3)], [tensor(2, 3, 2)]]),
    'transposeAll': (lambda x: x.permute(*reversed(range(x.dim()))), [[tensor(4)], [tensor(2, 3)], [tensor(2, 3, 2)]]),
    'broadcastTo': (lambda x: x.broadcast_to(2, 2, 3), [[tensor(3)], [tensor(2, 1)], [tensor(2, 1, 3)], [tensor()]]),
    'expandDims': (lambda x: x.unsqueeze(0).unsqueeze(-1), [[tensor(3)], [tensor(2, 3)], [tensor()]]),
    'squeeze': (lambda x: x.squeeze(), [[tensor(3, 1)], [tensor(1, 2, 1)], [tensor(1, 1)]]),
    'sliceBack': (lambda x: x.flip(0)[::2], [[tensor(4)], [tensor(3, 2)], [tensor(2, 2, 2)]]),
    'setIndex': (lambda x, v: torch.cat([x[:1], v.expand_as(x[1:])]), [[tensor(4), tensor()], [tensor(3, 2), tensor(2)], [tensor(3, 2), tensor(2, 1)]]),
    'scatterAdd': (lambda x: torch.zeros(2, 3).scatter_add(1, torch.tensor([[0, 2, 0], [1, 1, 1]]), x), [[tensor(2, 3)]]),
    'indexAdd': (lambda x: torch.zeros(3, 2).index_add(0, torch.tensor([0, 2, 0, 0]), x), [[tensor(4, 2)]]),
    'concatThree': (lambda x, y, z: torch.cat([x, y, z]), [[tensor(2), tensor(1), tensor(3)], [tensor(1, 2), tensor(2, 2), tensor(1, 2)]]),
    'stackLast': (lambda x, y: torch.stack([x, y], -1), [[tensor(3), tensor(3)], [tensor(), tensor()], [tensor(2, 2), tensor(2, 2)]]),
}


def second_unknown(name, inputs):
    # With two zeros PyTorch takes the first derivative of a product for a constant 0: its second is wrong there.
    return name.startswith('prod') and sum(float(v) == 0 for v in inputs[0].reshape(-1)) >= 2


if __name__ == '__main__':
    write(__file__, structural(STRUCTURAL, second_unknown))
