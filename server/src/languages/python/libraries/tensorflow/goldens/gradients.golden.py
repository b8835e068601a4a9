"""Writes gradients.golden.json: TensorFlow programs with value, gradients and second derivatives as PyTorch computes them
in float64, for operations whose conventions agree (Debian: python3-torch).

Run: /usr/bin/python3 gradients.golden.py"""
import json, math, pathlib, random
import torch

R = random.Random(20240616)

# (TensorFlow, PyTorch): {0} is the operand. Operands of the second group are made positive, of the third put into (-1, 1).
ANYWHERE = [
    ("tf.sin({0})", "torch.sin({0})"), ("tf.cos({0})", "torch.cos({0})"), ("tf.tanh({0})", "torch.tanh({0})"),
    ("tf.exp({0} * 0.3)", "torch.exp({0} * 0.3)"), ("tf.square({0})", "torch.square({0})"), ("tf.sigmoid({0})", "torch.sigmoid({0})"),
    ("tf.nn.softplus({0})", "torch.nn.functional.softplus({0})"), ("tf.nn.relu({0})", "torch.relu({0})"), ("tf.abs({0})", "torch.abs({0})"),
    ("tf.atan({0})", "torch.atan({0})"), ("tf.sinh({0} * 0.5)", "torch.sinh({0} * 0.5)"), ("tf.cosh({0} * 0.5)", "torch.cosh({0} * 0.5)"),
    ("tf.math.expm1({0} * 0.3)", "torch.expm1({0} * 0.3)"), ("tf.asinh({0})", "torch.asinh({0})"), ("tf.nn.elu({0})", "torch.nn.functional.elu({0})"),
    ("tf.nn.selu({0})", "torch.nn.functional.selu({0})"), ("tf.nn.leaky_relu({0})", "torch.nn.functional.leaky_relu({0}, 0.2)"),
    ("tf.nn.silu({0})", "torch.nn.functional.silu({0})"), ("tf.nn.softsign({0})", "torch.nn.functional.softsign({0})"),
    ("tf.math.log_sigmoid({0})", "torch.nn.functional.logsigmoid({0})"), ("-{0}", "-{0}"), ("({0}) ** 2", "({0}) ** 2"), ("({0}) ** 3", "({0}) ** 3"),
    ("tf.clip_by_value({0}, -1.0, 1.5)", "torch.clamp({0}, -1.0, 1.5)"), ("tf.maximum({0}, 0.25)", "torch.clamp({0}, min=0.25)"),
    ("tf.minimum({0}, 0.75)", "torch.clamp({0}, max=0.75)"), ("tf.where({0} > 0.1, {0} * 2.0, {0} * 0.5)", "torch.where({0} > 0.1, {0} * 2.0, {0} * 0.5)"),
]
POSITIVE = [
    ("tf.math.log({0})", "torch.log({0})"), ("tf.sqrt({0})", "torch.sqrt({0})"), ("tf.math.rsqrt({0})", "torch.rsqrt({0})"),
    ("tf.math.reciprocal({0})", "torch.reciprocal({0})"), ("tf.math.log1p({0})", "torch.log1p({0})"), ("({0}) ** 1.5", "({0}) ** 1.5"),
    ("1.0 / ({0})", "1.0 / ({0})"), ("tf.acosh({0} + 1.0)", "torch.acosh({0} + 1.0)"),
]
UNIT = [("tf.asin({0})", "torch.asin({0})"), ("tf.acos({0})", "torch.acos({0})"), ("tf.atanh({0})", "torch.atanh({0})"), ("tf.tan({0})", "torch.tan({0})")]
BINARY = [
    ("({0} + {1})", "({0} + {1})"), ("({0} - {1})", "({0} - {1})"), ("({0} * {1})", "({0} * {1})"),
    ("({0} / ({1} ** 2 + 1.0))", "({0} / ({1} ** 2 + 1.0))"), ("tf.maximum({0}, {1} + 0.01)", "torch.maximum({0}, {1} + 0.01)"),
    ("tf.atan2({0}, {1} ** 2 + 0.5)", "torch.atan2({0}, {1} ** 2 + 0.5)"), ("tf.math.squared_difference({0}, {1})", "torch.square({0} - {1})"),
    ("tf.pow({0} ** 2 + 0.5, {1})", "torch.pow({0} ** 2 + 0.5, {1})"), ("tf.where({0} > {1}, {0}, {1} * 3.0)", "torch.where({0} > {1}, {0}, {1} * 3.0)"),
]
# From a matrix (2, 3) to any shape: made a scalar by the sum of squares afterwards.
SHAPING = [
    ("tf.reduce_sum({0}, axis=0)", "torch.sum({0}, 0)"), ("tf.reduce_mean({0}, axis=1)", "torch.mean({0}, 1)"), ("tf.reduce_max({0}, axis=1)", "torch.amax({0}, 1)"),
    ("tf.reduce_min({0})", "torch.amin({0})"), ("tf.reduce_prod({0}, axis=0)", "torch.prod({0}, 0)"), ("tf.reduce_logsumexp({0}, axis=1)", "torch.logsumexp({0}, 1)"),
    ("tf.nn.softmax({0})", "torch.softmax({0}, -1)"), ("tf.nn.log_softmax({0}, axis=0)", "torch.log_softmax({0}, 0)"), ("tf.matmul({0}, tf.transpose({0}))", "{0} @ {0}.T"),
    ("{0} @ tf.ones((3, 2), dtype={0}.dtype)", "{0} @ torch.ones((3, 2), dtype={0}.dtype)"), ("tf.transpose({0})", "{0}.T"), ("tf.reshape({0}, [3, 2])", "{0}.reshape(3, 2)"),
    ("{0}[0]", "{0}[0]"), ("{0}[:, 1:]", "{0}[:, 1:]"), ("{0}[1, ::2]", "{0}[1, ::2]"), ("tf.concat([{0}, {0} * 2.0], axis=0)", "torch.cat([{0}, {0} * 2.0], 0)"),
    ("tf.stack([{0}, tf.sin({0})])", "torch.stack([{0}, torch.sin({0})])"), ("tf.expand_dims({0}, 1)", "{0}.unsqueeze(1)"), ("tf.gather({0}, [1, 0, 1])", "{0}[[1, 0, 1]]"),
    ("tf.cumsum({0}, axis=1)", "torch.cumsum({0}, 1)"), ("tf.reduce_variance({0}, axis=0)", "torch.var({0}, 0, unbiased=False)"), ("tf.reduce_std({0})", "torch.std({0}, unbiased=False)"),
    ("tf.norm({0})", "torch.linalg.norm({0})"), ("tf.norm({0}, ord=1, axis=1)", "torch.sum(torch.abs({0}), 1)"), ("tf.tensordot({0}, {0}, [[0, 1], [0, 1]])", "torch.sum({0} * {0})"),
    ("tf.broadcast_to(tf.reduce_sum({0}), [2, 2])", "torch.sum({0}).expand(2, 2)"), ("tf.tile({0}, [2, 1])", "{0}.repeat(2, 1)"), ("tf.reverse({0}, [0])", "torch.flip({0}, [0])"),
    ("tf.boolean_mask({0}, {0} > 0.0)", "{0}[{0} > 0.0]"), ("tf.nn.softmax_cross_entropy_with_logits(tf.ones_like({0}) / 3.0, {0})", "torch.nn.functional.cross_entropy({0}, torch.ones_like({0}) / 3.0, reduction='none')"),
    ("tf.nn.sparse_softmax_cross_entropy_with_logits([2, 0], {0})", "torch.nn.functional.cross_entropy({0}, torch.tensor([2, 0]), reduction='none')"),
    ("tf.nn.sigmoid_cross_entropy_with_logits(tf.ones_like({0}), {0})", "torch.nn.functional.binary_cross_entropy_with_logits({0}, torch.ones_like({0}), reduction='none')"),
    ("tf.math.l2_normalize({0}, axis=1)", "torch.nn.functional.normalize({0}, dim=1)"), ("tf.split({0}, 3, axis=1)[1]", "torch.split({0}, 1, 1)[1]"), ("tf.unstack({0})[1]", "torch.unbind({0})[1]"),
]


def expression(depth):
    """A pair of texts of shape (2, 3)."""
    if depth == 0:
        return R.choice([("x", "x"), ("x", "x"), ("w", "w")])
    r = R.random()
    a = expression(depth - 1)
    if r < 0.45:
        pair, b = R.choice(BINARY), expression(depth - 1)
        return tuple(p.format(s, t) for p, s, t in zip(pair, a, b))
    group = R.choice([ANYWHERE, ANYWHERE, POSITIVE, UNIT])
    pair = R.choice(group)
    if group is POSITIVE:
        a = tuple(f"({s} ** 2 + 0.5)" for s in a)
    if group is UNIT:
        a = (f"(0.9 * tf.tanh({a[0]}))", f"(0.9 * torch.tanh({a[1]}))")
    return tuple(p.format(s) for p, s in zip(pair, a))


def numbers(rows, columns):
    return [[round(R.uniform(-1.5, 1.5), 3) or 0.5 for _ in range(columns)] for _ in range(rows)]


def plain(tensor):
    return tensor.detach().tolist()


def case():
    shape, (inner, torch_inner) = R.choice(SHAPING), expression(R.randint(1, 3))
    h, torch_h = shape[0].format("h"), shape[1].format("h")
    x, w = numbers(2, 3), numbers(1, 3)
    names = {"torch": torch, "x": torch.tensor(x, dtype=torch.float64, requires_grad=True), "w": torch.tensor(w, dtype=torch.float64, requires_grad=True)}
    # A scalar depends on both, so that PyTorch has a gradient for each.
    names["h"] = eval(torch_inner, names) + 0.1 * names["x"] * names["w"]
    y = torch.sum(torch.square(eval(torch_h, names)))
    gx, gw = torch.autograd.grad(y, [names["x"], names["w"]], create_graph=True)
    (second,) = torch.autograd.grad(torch.sum(gx), [names["x"]])
    found = [plain(y), plain(gx), plain(gw), plain(second)]
    flat = [v for part in found for v in (torch.tensor(part).flatten().tolist())]
    if not all(map(math.isfinite, flat)) or max(map(abs, flat)) > 1e4:
        return None
    return {"h": f"{inner} + 0.1 * x * w", "y": f"tf.reduce_sum(tf.square({h}))", "x": x, "w": w, "value": found[0], "gradients": found[1:3], "second": found[3]}


cases = []
while len(cases) < 600:
    made = case()
    if made:
        cases.append(made)
pathlib.Path(__file__).with_name("gradients.golden.json").write_text(json.dumps(cases, indent=0) + "\n")
