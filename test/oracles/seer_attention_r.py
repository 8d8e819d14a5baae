"""SeerAttention-R, restated: at each step block keys, scores and attention are computed anew from the whole history.

python3 test/oracles/seer_attention_r.py budget > test/oracles/data/seer_attention_r.json
python3 test/oracles/seer_attention_r.py threshold > test/oracles/data/seer_attention_r_threshold.json
"""
import sys

import numpy as np

from recording import Recording, best, bf16, softmax

THRESHOLD = sys.argv[1:] == ["threshold"]
C = dict(B=16 if THRESHOLD else 8, Hq=4, Hkv=2, D=16) | (dict(Tau=0.02) if THRESHOLD else dict(Budget=40))
B, HQ, HKV, D = list(C.values())[:4]
G = HQ // HKV
THETA = 1_000_000.0
STEPS = 300
FREQUENCY = THETA ** (-2.0 * np.arange(D // 2) / D)


def rope_half(x, at):
    a, b = x[..., :D // 2], x[..., D // 2:]
    c, s = np.cos(at * FREQUENCY), np.sin(at * FREQUENCY)
    return np.concatenate([a * c - b * s, b * c + a * s], axis=-1)


def rms_norm(x, gain):
    return x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-6) * gain


record = Recording("seer_attention_r" + ("_threshold" if THRESHOLD else ""), C, STEPS)
w_q = record.weight("w_q", "bf16", (HKV, G, D, D))
w_k = record.weight("w_k", "bf16", (HKV, 3, D, D))
gain_q = record.weight("gain_q", "bf16", (D,), 0.25, 1.0)
gain_k = record.weight("gain_k", "bf16", (D,), 0.25, 1.0)
given = {name: record.input(name, "bf16", (heads, D)) for name, heads in dict(q=HQ, q_nope=HQ, k=HKV, k_nope=HKV, v=HKV).items()}

for step in range(STEPS):
    n = step + 1
    keys, raw, values = (np.stack([given[name](s) for s in range(n)]) for name in ("k", "k_nope", "v"))
    blocks = -(-n // B)
    gate = np.zeros((blocks, HKV, D))  # the open block's row stays zero
    for p in range(n // B):
        rows = raw[p * B:(p + 1) * B]
        pooled = sum(np.einsum("hd,hdo->ho", f, w_k[:, j]) for j, f in enumerate((rows.max(axis=0), rows.min(axis=0), rows.mean(axis=0))))
        gate[p] = bf16(rope_half(rms_norm(pooled, gain_k), (p + 1) * B - 1))
    grouped = np.einsum("hud,hudo->ho", given["q_nope"](step).reshape(HKV, G, D), w_q)
    score = np.einsum("hd,phd->hp", rope_half(rms_norm(grouped, gain_q), step), gate) / np.sqrt(D)
    chosen = []
    for h in range(HKV):
        if THRESHOLD:
            weight = softmax(score[h])
            chosen.append(np.array([p for p in range(blocks) if weight[p] > C["Tau"] or p == blocks - 1]))
            gap = np.abs(weight[:-1] / C["Tau"] - 1).min(initial=np.inf)
        else:
            others, gap = best(score[h, :-1], C["Budget"] // B - 1)
            chosen.append(np.append(others, blocks - 1))
        if gap < 1e-4:
            record.unclear(step)
    q, out = given["q"](step), np.zeros((HQ, D))
    for i in range(HQ):
        tokens = np.concatenate([np.arange(p * B, min((p + 1) * B, n)) for p in chosen[i // G]])
        out[i] = softmax(keys[tokens, i // G] @ q[i] / np.sqrt(D)) @ values[tokens, i // G]
    record.float("out", out)
    record.ids("blocks", chosen, -(-STEPS // B) if THRESHOLD else C["Budget"] // B)
record.write()
