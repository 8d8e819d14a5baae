"""DeepSeek sparse attention, restated: at each step keys, scores and attention of the whole history are computed anew.

python3 test/oracles/deepseek_sparse_attention.py decode > test/oracles/data/deepseek_sparse_attention.json
python3 test/oracles/deepseek_sparse_attention.py prefill > test/oracles/data/deepseek_sparse_attention_prefill.json
"""
import sys

import numpy as np

from recording import Recording, best, bf16, f8e4m3, pow2ceil, softmax

PREFILL = sys.argv[1:] == ["prefill"]
LATENT = 8
C = {"D": 16, "QR": 8, "H": 4, "DI": 16, "K": 16, "HA": 2, "CL" if PREFILL else "C": LATENT, "R": 4, "DN": 4, "DV": 4}
D, QR, H, DI, K, HA, _, R, DN, DV = C.values()
STEPS = 64 if PREFILL else 300


def yarn(d, theta=10_000.0, factor=40.0, original=4096.0, fast=32.0, slow=1.0):
    i = np.arange(d // 2)
    plain = theta ** (-2.0 * i / d)
    dimension = lambda turns: d * np.log(original / (turns * 2 * np.pi)) / (2 * np.log(theta))
    low, high = max(np.floor(dimension(fast)), 0), min(np.ceil(dimension(slow)), d - 1)
    ramp = np.clip((i - low) / max(high - low, 0.001), 0, 1)
    return plain / factor * ramp + plain * (1 - ramp)


FREQUENCY = yarn(R)
SCALE = (0.1 * np.log(40.0) + 1) ** 2 / np.sqrt(DN + R)
HADAMARD = np.array([[(-1.0) ** bin(i & j).count("1") for j in range(DI)] for i in range(DI)]) / np.sqrt(DI)


def rope_half(x, at):
    """Turns the first R of x [tokens, ..., DI]."""
    angle = np.multiply.outer(at, FREQUENCY).reshape(len(at), *[1] * (x.ndim - 2), R // 2)
    a, b, rest = x[..., :R // 2], x[..., R // 2:R], x[..., R:]
    return np.concatenate([a * np.cos(angle) - b * np.sin(angle), b * np.cos(angle) + a * np.sin(angle), rest], axis=-1)


def rope_interleaved(x, at):
    angle = np.multiply.outer(at, FREQUENCY).reshape(len(at), *[1] * (x.ndim - 2), R // 2)
    out = np.empty_like(x)
    a, b = x[..., 0::2], x[..., 1::2]
    out[..., 0::2], out[..., 1::2] = a * np.cos(angle) - b * np.sin(angle), b * np.cos(angle) + a * np.sin(angle)
    return out


MARGIN = [np.inf]


def quantised(x):
    """f8e4m3 values and a power-of-two scale for each row."""
    scale = pow2ceil(np.maximum(np.abs(x).max(axis=-1), 1e-4) / 448.0)
    u = x / scale[..., None]
    # How close a value comes to the middle between two neighbours, where its rounding is not certain.
    unit = 2.0 ** (np.floor(np.log2(np.maximum(np.abs(u), 2.0**-6))) - 3)
    MARGIN[0] = min(MARGIN[0], np.abs(np.abs(u / unit) % 1 - 0.5).min())
    return f8e4m3(u), scale


def indexer_keys(x):
    k = x @ w_k
    k = (k - k.mean(axis=-1, keepdims=True)) / np.sqrt(k.var(axis=-1, keepdims=True) + 1e-6) * gain_k + bias_k
    return quantised(rope_half(k, np.arange(len(x))) @ HADAMARD)


def queries(x, qr, at):
    q, q_scale = quantised(rope_half(np.einsum("sr,rhj->shj", qr, w_q), at) @ HADAMARD)
    return q, (x @ w_w) * q_scale / np.sqrt(H) / np.sqrt(DI)


record = Recording("deepseek_sparse_attention" + ("_prefill" if PREFILL else ""), C, STEPS)
w_k = record.weight("w_k", "bf16", (D, DI))
w_q = record.weight("w_q", "bf16", (QR, H, DI))
w_w = record.weight("w_w", "bf16", (D, H))
gain_k = record.weight("gain_k", "f32", (DI,), 0.25, 1.0)
bias_k = record.weight("bias_k", "f32", (DI,), 0.25)
w_uk = record.weight("w_uk", "bf16", (HA, DN, LATENT))
w_uv = record.weight("w_uv", "bf16", (HA, LATENT, DV))
ROWS = ("chunk",) if PREFILL else ()
given = {name: record.input(name, "bf16", ROWS + shape) for name, shape in
         dict(x=(D,), qr=(QR,), latent=(LATENT,), k_pe=(R,), q_nope=(HA, DN), q_pe=(HA, R)).items()}
chunks = record.content["chunks"]
if PREFILL:
    chunks.extend([1, 7, 5, 6, 2, 8, 3, 8][s % 8] for s in range(STEPS))

for step in range(STEPS):
    history = {name: (np.concatenate if PREFILL else np.stack)([f(s) for s in range(step + 1)]) for name, f in given.items()}
    n = len(history["x"])
    new = chunks[step] if PREFILL else 1
    keys, key_scale = indexer_keys(history["x"])
    rotated = bf16(rope_interleaved(history["k_pe"], np.arange(n)))
    at = np.arange(n - new, n)
    last = {name: h[-new:] for name, h in history.items()}
    q, w = queries(last["x"], last["qr"], at)
    q_rope = rope_interleaved(last["q_pe"], at)
    y, picked = np.zeros((new, HA, DV)), []
    for s in range(new):
        seen = at[s] + 1
        score = key_scale[:seen] * (np.maximum(keys[:seen] @ q[s].T, 0) @ w[s])
        ids, gap = best(score, K)
        picked.append(ids)
        if 0 < gap < 2e-6:  # scores of 0, where no head fires, tie exactly
            record.unclear(step)
        for a in range(HA):
            logit = (history["latent"][ids] @ (last["q_nope"][s, a] @ w_uk[a]) + rotated[ids] @ q_rope[s, a]) * SCALE
            y[s, a] = softmax(logit) @ history["latent"][ids] @ w_uv[a]
    record.float("y", y)
    record.ids("picked", picked, K)
print("closest to a rounding edge:", MARGIN[0], file=sys.stderr)
record.write()
