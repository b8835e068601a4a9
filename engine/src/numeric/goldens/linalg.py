# Writes linalg.jsonl: values and derivatives of linear algebra from PyTorch in float64. Inputs are drawn well conditioned (below
# 100), so that the tolerances need no condition number; vectors of decompositions are compared by what does not depend on their
# signs, except those of QR, which are LAPACK's.
import random

import torch

from golden import structural, tensor, write

random.seed(20240302)
torch.manual_seed(20240302)
SHAPES = [(1, 1), (2, 2), (3, 3), (4, 4), (2, 2, 2), (2, 1, 3, 3), (3, 3), (2, 2), (4, 4), (3, 2, 2), (3, 3), (5, 5), (2, 3, 3), (3, 3)]
TALL = [(2, 1), (3, 2), (4, 2), (4, 3), (2, 3, 2), (3, 1, 3, 2), (5, 3), (3, 2), (4, 3), (2, 4, 2)]
WIDE = [(*s[:-2], s[-1], s[-2]) for s in TALL]


def symmetric(x):
    return (x + x.mT) / 2


def regular(*shape):
    """A matrix whose singular values lie between 1 and 3, with gaps, sparing no sign of its determinant."""
    m, n = shape[-2:]
    k = min(m, n)
    u, v = (torch.linalg.qr(tensor(*shape[:-2], side, k))[0] for side in (m, n))
    s = torch.linspace(1, 3, k) * (1 + 0.1 * torch.rand(*shape[:-2], k))
    return (u * s.unsqueeze(-2)) @ v.mT


def definite(*shape):
    """Positive definite, eigenvalues between 1 and 3 with gaps."""
    q = torch.linalg.qr(tensor(*shape))[0]
    return (q * torch.linspace(1, 3, shape[-1])) @ q.mT


def flat(*parts):
    return torch.cat([part.reshape(-1) for part in parts])


def first_projector(v):
    return v[..., :, :1] @ v[..., :, :1].mT


def eigh(f):
    return lambda x: f(*torch.linalg.eigh(symmetric(x)))


def svd(f):
    return lambda x: f(*torch.linalg.svd(x, full_matrices=False))


def triangular(**options):
    return lambda a, b: torch.linalg.solve_triangular(a, b, **options)


def each(make, shapes):
    return [[make(*shape)] for shape in shapes]


def systems(make):
    return [[make(*shape), tensor(*shape[:-1], k)] for shape, k in zip(SHAPES, [1, 2, 1, 3, 2, 1, 2, 1, 1, 2, 1, 2, 2, 3])]


BROADCAST = [[regular(2, 2), tensor(3, 2, 1)], [regular(3, 3, 3), tensor(3, 2)], [regular(2, 1, 2, 2), tensor(3, 2, 2)]]
SQUARE = each(regular, SHAPES + SHAPES[1:6])
DEFINITE = each(definite, SHAPES + SHAPES[1:6])
ANY = each(regular, SHAPES[:6] + TALL + WIDE)

OPERATIONS = {
    'inverse': (torch.linalg.inv, SQUARE),
    'det': (torch.linalg.det, SQUARE),
    'logabsdet': (lambda x: torch.linalg.slogdet(x)[1], SQUARE),
    'matrixExp': (torch.linalg.matrix_exp, SQUARE),
    'matrixPower3': (lambda x: torch.linalg.matrix_power(x, 3), SQUARE),
    'matrixPower-2': (lambda x: torch.linalg.matrix_power(x, -2), SQUARE[:8]),
    'solve': (torch.linalg.solve, systems(regular) + BROADCAST),
    'solveVector': (torch.linalg.solve, [[regular(n, n), tensor(n)] for n in (2, 3, 4, 2, 3, 4, 5, 3)]),
    'solveLower': (triangular(upper=False), systems(definite)),
    'solveUpper': (triangular(upper=True), systems(definite)),
    'solveUnitLower': (triangular(upper=False, unitriangular=True), systems(definite)[:8]),
    'solveLowerTransposed': (lambda a, b: torch.linalg.solve_triangular(a.mT, b, upper=True), systems(definite)[:8]),
    'cholesky': (torch.linalg.cholesky, DEFINITE),
    'choleskyUpper': (lambda x: torch.linalg.cholesky(x, upper=True), DEFINITE[:8]),
    'qr': (lambda x: flat(*torch.linalg.qr(x)), ANY),
    'eigvalsh': (lambda x: torch.linalg.eigvalsh(symmetric(x)), DEFINITE),
    'eighExp': (eigh(lambda l, v: (v * l.exp().unsqueeze(-2)) @ v.mT), DEFINITE),
    'eighProjector': (eigh(lambda l, v: first_projector(v)), DEFINITE),
    'eighSquares': (eigh(lambda l, v: v * v), DEFINITE),
    'svdvals': (torch.linalg.svdvals, ANY),
    'normNuclear': (lambda x: torch.linalg.matrix_norm(x, 'nuc'), ANY),
    'svdLeft': (svd(lambda u, s, vt: first_projector(u)), ANY),
    'svdRight': (svd(lambda u, s, vt: first_projector(vt.mT)), ANY),
    'svdCubed': (svd(lambda u, s, vt: (u * (s**3).unsqueeze(-2)) @ vt), ANY),
    'pinv': (torch.linalg.pinv, ANY),
    'lstsq': (lambda a, b: torch.linalg.lstsq(a, b)[0], [[regular(*shape), tensor(*shape[:-1], k)] for shape in TALL[:6] for k in (1, 2)]),
    # PyTorch 1.13's derivative of a trace with more rows than columns is wrong.
    'trace': (torch.trace, each(tensor, [(2, 2), (3, 3), (2, 4), (4, 4)])),
    'kron': (torch.kron, [[tensor(2, 2), tensor(2, 3)], [tensor(3), tensor(2)], [tensor(2, 3), tensor(2)], [tensor(1, 2), tensor(3, 1)]]),
    'cross': (lambda x, y: torch.linalg.cross(x, y), [[tensor(3), tensor(3)], [tensor(2, 3), tensor(2, 3)], [tensor(2, 3), tensor(1, 3)], [tensor(2, 2, 3), tensor(2, 2, 3)]]),
    'tensordot1': (lambda x, y: torch.tensordot(x, y, 1), [[tensor(2, 3), tensor(3, 2)], [tensor(3), tensor(3, 2)], [tensor(2, 2, 2), tensor(2, 3)]]),
    'tensordot2': (lambda x, y: torch.tensordot(x, y, 2), [[tensor(2, 3), tensor(2, 3)], [tensor(2, 2, 3), tensor(2, 3, 2)]]),
    'tensordot01': (lambda x, y: torch.tensordot(x, y, ([0, 1], [1, 0])), [[tensor(2, 3), tensor(3, 2)], [tensor(2, 3, 2), tensor(3, 2, 2)]]),
    'matmul': (torch.matmul, [[tensor(1, 3), tensor(3, 5)], [tensor(5, 2), tensor(2, 1)], [tensor(6, 3), tensor(3, 6)], [tensor(3, 1, 2), tensor(2, 4)], [tensor(2, 3), tensor(4, 3, 2)], [tensor(2, 1, 1, 3), tensor(2, 3, 1)], [tensor(2), tensor(3, 2, 2)], [tensor(3, 2, 2), tensor(2)], [tensor(7), tensor(7)], [tensor(5, 4), tensor(4)]]),
}

# Subscripts with the shapes of their operands.
EINSUMS = [
    ('ij->ji', (2, 3)), ('ji', (2, 3)), ('ij->', (2, 3)), ('ij->j', (2, 3)), ('ii->i', (3, 3)), ('ii', (3, 3)), ('iij->ij', (2, 2, 3)),
    ('ijk->kij', (2, 3, 2)), ('i,i->', (3,), (3,)), ('i,i->i', (3,), (3,)), ('i,j->ij', (2,), (3,)), ('i,j->ji', (2,), (3,)),
    ('ij,jk->ik', (2, 3), (3, 2)), ('ij,jk->ki', (2, 3), (3, 2)), ('ij,kj->ik', (2, 3), (2, 3)), ('ji,jk->ik', (3, 2), (3, 2)),
    ('ji,kj->ik', (3, 2), (2, 3)), ('ij,ij->', (2, 3), (2, 3)), ('ij,ij->i', (2, 3), (2, 3)), ('ij,j->i', (2, 3), (3,)),
    ('bij,bjk->bik', (2, 2, 3), (2, 3, 2)), ('bij,jk->bik', (2, 2, 3), (3, 2)), ('bij,bij->b', (2, 2, 3), (2, 2, 3)),
    ('...ij,...jk->...ik', (2, 2, 3), (3, 2)), ('...i,...i->...', (2, 3), (2, 3)), ('i...->...', (2, 3)), ('...,...->...', (2, 3), (3,)),
    ('ij,jk,kl->il', (2, 3), (3, 2), (2, 2)), ('ij,ik,il->jkl', (2, 2), (2, 2), (2, 3)), ('i,ij,j->', (2,), (2, 3), (3,)),
    ('ijk,k->ij', (2, 2, 3), (3,)), ('ijkl,kl->ij', (2, 2, 2, 3), (2, 3)), ('bhid,bhjd->bhij', (1, 2, 2, 3), (1, 2, 2, 3)),
    ('ii,ij->j', (2, 2), (2, 3)), ('abc,bd->cad', (2, 3, 2), (3, 2)), ('ab,cd->acbd', (2, 2), (2, 2)),
]
for subscripts, *shapes in EINSUMS:
    f = lambda *x, subscripts=subscripts: torch.einsum(subscripts, *x)
    OPERATIONS[f'einsum {subscripts}'] = (f, [[tensor(*shape) for shape in shapes] for _ in range(3)])


if __name__ == '__main__':
    write(__file__, structural(OPERATIONS))
