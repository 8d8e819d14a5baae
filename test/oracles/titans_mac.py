"""Titans (memory as context), restated token by token with closed-form gradients: the whole request is replayed.

S_t = eta_t S_(t-1) - theta_t grad l(M; y_t), M_t = (1 - alpha_t) M_(t-1) + S_t; gradients at the memory as the segment found it.
python3 test/oracles/titans_mac.py > test/oracles/data/titans_mac.json
"""
import numpy as np

from recording import Recording, softmax

C = dict(S=4, D=8, H=2, E=4, Fixed=2, A=2)
S, D, H, E, FIXED, A = C.values()
MAX_RATE = 0.1
F = 2 * E
STEPS = 304


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def gelu_slope(x):
    inner = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
    t = np.tanh(inner)
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x * x)


def direction(x, w):
    """x [D] or [S, D], w [D, E]"""
    r = x @ w
    r = r * sigmoid(r)
    return r / np.maximum(np.linalg.norm(r, axis=-1, keepdims=True), 1e-6)


def network(x, w, gain):
    raw = gelu(x @ w[0]) @ w[1].T
    centred = raw - raw.mean(axis=-1, keepdims=True)
    return x + centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5) * gain


def gradient(k, v, w, gain):
    """Of |network(k) - v|^2 in both layers, for one token."""
    pre = k @ w[0]
    hidden = gelu(pre)
    raw = hidden @ w[1].T
    centred = raw - raw.mean()
    inverse = 1 / np.sqrt((centred**2).mean() + 1e-5)
    normed = centred * inverse
    d_normed = 2 * (k + normed * gain - v) * gain
    d_raw = inverse * (d_normed - d_normed.mean() - normed * (d_normed * normed).mean())
    d_pre = (d_raw @ w[1]) * gelu_slope(pre)
    return np.stack([np.outer(k, d_pre), np.outer(d_raw, hidden)])


record = Recording("titans_mac", C, STEPS)
W = {name: record.weight(name, "bf16", (D, H, E)) for name in ("w_q", "w_k", "w_v")}
W |= {"w_read": record.weight("w_read", "bf16", (H, E, D), 0.5)}
W |= {name: record.weight(name, "bf16", (D, H)) for name in ("w_decay", "w_momentum", "w_rate")}
W |= {name: record.weight(name, "f32", (H,), 1.0, bias) for name, bias in (("b_decay", -6.0), ("b_momentum", 0.0), ("b_rate", -3.0))}
W |= {"gain": record.weight("gain", "f32", (H, E), 0.25, 0.5), "start": record.weight("start", "f32", (H, 2, E, F)),
      "persistent": record.weight("persistent", "bf16", (FIXED, D))}
W |= {name: record.weight(name, "bf16", (D, A, E)) for name in ("a_q", "a_k", "a_v")}
W |= {"a_out": record.weight("a_out", "bf16", (A, E, D))}
given = record.input("x", "bf16", (S, D))


def recall(x, memory):
    """What the memory says to x, in model width."""
    read = np.stack([network(direction(x, W["w_q"][:, h]), memory[h], W["gain"][h]) for h in range(H)], axis=1)
    return np.einsum("the,hed->td", read, W["w_read"])


def attention(x, recalled):
    y = np.zeros_like(x)
    for t in range(S):
        context = np.concatenate([W["persistent"], recalled[:t + 1], x[:t + 1]])
        for a in range(A):
            p = softmax(context @ W["a_k"][:, a] @ (x[t] @ W["a_q"][:, a]) / np.sqrt(E))
            y[t] += p @ (context @ W["a_v"][:, a]) @ W["a_out"][a]
    return y


memory, surprise = W["start"].copy(), np.zeros_like(W["start"])
for step in range(STEPS):
    x = given(step)
    y = attention(x, recall(x, memory))
    alpha, eta, theta = (sigmoid(y @ W[f"w_{name}"] + W[f"b_{name}"]) for name in ("decay", "momentum", "rate"))
    found = memory.copy()
    for t in range(S):
        for h in range(H):
            g = gradient(direction(y[t], W["w_k"][:, h]), y[t] @ W["w_v"][:, h], found[h], W["gain"][h])
            surprise[h] = eta[t, h] * surprise[h] - MAX_RATE * theta[t, h] * g
            memory[h] = (1 - alpha[t, h]) * memory[h] + surprise[h]
    record.float("out", y * sigmoid(recall(y, memory)))
record.memory("w", memory)
record.memory("surprise", surprise)
record.write()
