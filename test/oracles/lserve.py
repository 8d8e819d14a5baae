"""LServe, restated: at each step everything is computed anew from all keys and values so far.

python3 test/oracles/lserve.py > test/oracles/data/lserve.json
"""
import numpy as np

from recording import Recording, best, bf16, f32, softmax

C = dict(Hq=8, Hkv=4, D=16, B=16, L=4, Every=4, Kept=4, Sink=8, Local=16)
Hq, Hkv, D, B, L, EVERY, KEPT, SINK, LOCAL = C.values()
G = Hq // Hkv
R = Hkv // 2
RQ = R * G
STEPS = 300


def int8(x):
    """Values after a round trip through int8 with a scale for each row of D."""
    x = np.asarray(x, dtype=np.float32)
    scale = (np.maximum(np.max(np.abs(x), axis=-1, keepdims=True), np.float32(1e-30)) / np.float32(127)).astype(np.float32)
    q = np.clip(np.floor((x / scale).astype(np.float32) + np.float32(0.5)), -127, 127).astype(np.float32)
    return (q * scale).astype(np.float64)


def select(q, keys):
    """Pages of each retrieval head for a query and the keys so far, and the smallest relative gap."""
    n = len(keys)
    logical = [keys[j:min(j + L, n), :R] for j in range(0, n, L)]
    lo = np.stack([k.min(axis=0) for k in logical])
    hi = np.stack([k.max(axis=0) for k in logical])
    pages = -(-n // B)
    chosen, gap = [], np.inf
    for i in range(RQ):
        bound = np.maximum(q[i] * lo[:, i // G], q[i] * hi[:, i // G]).sum(axis=-1)
        score = np.array([bound[p * (B // L):(p + 1) * (B // L)].max() for p in range(pages)])
        ids, g = best(score[:-1], KEPT - 1)
        chosen.append(np.append(ids, pages - 1))
        gap = min(gap, g)
    return chosen, gap


def attend(q, keys, values, tokens):
    return softmax(keys[tokens] @ q / np.sqrt(D)) @ values[tokens]


record = Recording("lserve", C, STEPS)
query = record.input("q", "bf16", (Hq, D))
key = record.input("k", "bf16", (Hkv, D))
value = record.input("v", "bf16", (Hkv, D))

for step in range(STEPS):
    n = step + 1
    keys = np.stack([key(s) for s in range(n)])
    values = np.stack([value(s) for s in range(n)])
    chosen_at = step - step % EVERY
    pages, gap = select(query(chosen_at), keys[:chosen_at + 1])
    stored_k, stored_v = int8(keys), int8(values)
    q = query(step)
    out = np.zeros((Hq, D))
    for i in range(Hq):
        if i < RQ:
            tokens = np.concatenate([np.arange(p * B, min((p + 1) * B, n)) for p in pages[i]])
        else:
            tokens = np.array([t for t in range(n) if t < SINK or t >= n - LOCAL])
        out[i] = attend(q[i], stored_k[:, i // G], stored_v[:, i // G], tokens)
    record.float("out", out)
    record.ids("pages", pages, KEPT)
    if gap < 1e-5:
        record.unclear(step)
record.write()
