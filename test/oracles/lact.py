"""LaCT, restated with the closed form of the update (no differentiation): the whole request is replayed chunk by chunk.

python3 test/oracles/lact.py > test/oracles/data/lact.json
"""
import numpy as np

from recording import Recording

C = dict(M=8, H=2, D=8)
M, H, D = C.values()
F = D
STEPS = 304
THETA = 10_000.0
BASE = np.log(np.expm1(0.001))
# Coefficients of the five Newton-Schulz rounds.
ROUNDS = [(4.0848, -6.8946, 2.9270), (3.9505, -6.3029, 2.6377), (3.7418, -5.5913, 2.3037), (2.8769, -3.1427, 1.2046), (2.8366, -3.0525, 1.2012)]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def silu(x):
    return x * sigmoid(x)


def rope_half(x, at):
    half = x.shape[-1] // 2
    angle = at[:, None, None] * THETA ** (-2.0 * np.arange(half) / x.shape[-1])
    a, b = x[..., :half], x[..., half:]
    return np.concatenate([a * np.cos(angle) - b * np.sin(angle), b * np.cos(angle) + a * np.sin(angle)], axis=-1)


def prepared(x, at):
    x = silu(x)
    return rope_half(x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-6), at)


def newton_schulz(g):
    x = g / (np.linalg.norm(g) + 1e-7)
    for a, b, c in ROUNDS:
        s = x @ x.T
        x = a * x + (b * s + c * s @ s) @ x
    return x


def rescaled(w, like):
    return w * np.linalg.norm(like, axis=-1, keepdims=True) / (np.linalg.norm(w, axis=-1, keepdims=True) + 1e-5)


record = Recording("lact", C, STEPS)
chunks = record.content["chunks"]
chunks.extend([1, 5, 8, 3, 8, 8, 2, 7][s % 8] for s in range(STEPS))
weights = dict(
    rate=record.weight("w_rate", "bf16", (M, H, 3)), momentum=record.weight("w_momentum", "bf16", (M, H)),
    gate=record.weight("w_gate", "bf16", (M, H)), gain=record.weight("gain", "f32", (D,), 0.25, 1.0))
# Rows much longer than an update: with short ones a difference in the last bit grows from chunk to chunk.
start = [record.weight("start0", "f32", (H, F, D), 128.0), record.weight("start1", "f32", (H, D, F), 128.0), record.weight("start2", "f32", (H, F, D), 128.0)]
inputs = dict(
    x=record.input("x", "bf16", ("chunk", M)), q=record.input("q_raw", "bf16", ("chunk", H, D)),
    k=record.input("k_raw", "bf16", ("chunk", H, D)), v=record.input("v", "bf16", ("chunk", H, D)))

w = [s.copy() for s in start]
momentum = [np.zeros_like(s) for s in start]
tokens = 0
for step in range(STEPS):
    x, q, k, v = (inputs[name](step) for name in "xqkv")
    at = tokens + np.arange(chunks[step])
    tokens += chunks[step]
    q, k = prepared(q, at), prepared(k, at)
    rate = np.log1p(np.exp(np.einsum("ti,ihj->thj", x, weights["rate"]) + BASE))
    beta = sigmoid(x @ weights["momentum"]).mean(axis=0)
    scale = silu(x @ weights["gate"])
    out = np.zeros_like(q)
    for h in range(H):
        w0, w1, w2 = (m[h] for m in w)
        # Apply with the weights as they are.
        o = (silu(q[:, h] @ w0.T) * (q[:, h] @ w2.T)) @ w1.T
        o = o / np.sqrt((o * o).mean(axis=-1, keepdims=True) + 1e-6) * weights["gain"]
        out[:, h] = scale[:, h, None] * o
        # Gradient of -<f(k), v>, in closed form.
        u, z = k[:, h] @ w0.T, k[:, h] @ w2.T
        hidden, e = silu(u) * z, v[:, h] @ w1
        slope = sigmoid(u) * (1 + u * (1 - sigmoid(u)))
        lr0, lr1, lr2 = (rate[:, h, j, None] for j in range(3))
        d = [(e * z * slope).T @ (lr0 * k[:, h]), v[:, h].T @ (lr1 * hidden), (e * silu(u)).T @ (lr2 * k[:, h])]
        for j in range(3):
            momentum[j][h] = d[j] + beta[h] * momentum[j][h]
            w[j][h] = rescaled(w[j][h] + newton_schulz(momentum[j][h]), start[j][h])
    record.float("out", out)
record.memory("w0", w[0])
record.memory("m1", momentum[1])
record.write()
