"""HMT, restated: at each segment the recall projects the newest embeddings of the whole history anew.

The model is a stand-in that makes a summary and a hidden state from the ids alone (and half of the hidden state from what was
recalled), the same as in test/examples/attention/oracles.test.ts.
python3 test/oracles/hmt.py > test/oracles/data/hmt.json
"""
import numpy as np

import seeded
from recording import Recording, bf16, f32, softmax

C = dict(D=16, H=16, Slots=40, L=8, Sensory=4, Words=1000)
D, H, SLOTS, L, SENSORY, WORDS = C.values()
STEPS = 320


def digest(*lists):
    h = 0
    for ids in lists:
        for i in ids:
            h = (h * 31 + int(i) + 1) % 1_000_003
    return h


def summarise(segment):
    return seeded.values("hmt.summary", digest(segment), D).astype(np.float64)


def read_segment(recalled, before, segment):
    own = seeded.values("hmt.hidden", digest(before, segment), D).astype(np.float64)
    return f32(0.5 * own + 0.5 * np.roll(f32(recalled), -1))


record = Recording("hmt", C, STEPS)
w_q = record.weight("w_q", "bf16", (D, H))
w_k = record.weight("w_k", "bf16", (D, H))
first = record.weight("first", "bf16", (D,))
segment = record.input("segment", "i32", (L,), range=WORDS)

embeddings = []  # of all segments so far
for step in range(STEPS):
    ids = segment(step)
    if step == 0:
        recalled, tail = first, np.zeros(SENSORY, dtype=np.int32)
    else:
        bank = bf16(np.stack(embeddings[-SLOTS:]))
        keys = bf16(bank @ w_k)
        recalled = softmax((summarise(ids) @ w_q) @ keys.T / np.sqrt(H)) @ bank
        tail = segment(step - 1)[-SENSORY:]
    hidden = read_segment(recalled, tail, ids)
    embeddings.append(hidden)
    record.float("recalled", recalled)
    record.float("hidden", hidden)
record.write()
