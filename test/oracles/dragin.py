"""DRAGIN, restated sentence by sentence. The model is a stand-in: seeded words, entropies and attention.

python3 test/oracles/dragin.py > test/oracles/data/dragin.json
"""
import json

import numpy as np

from bm25_corpus import WORDS, best, bm25, number
import seeded

G, H, K, STOP, TAU, ASKED = 12, 2, 3, 1, 1.0, 5


def is_content(w):
    return w >= 4 and w % 7 != 0 and w % 3 != 0


def split(chunk):
    """Where each sentence begins and ends."""
    ends = [i + 1 for i, w in enumerate(chunk) if w == STOP]
    ends += [len(chunk)] if not ends or ends[-1] < len(chunk) else []
    return list(zip([0] + ends[:-1], ends))


steps = []
for step in range(60):
    text = [int(w) for w in seeded.ids("dragin.text", step, 3 + number("dragin.T", step, 20), WORDS)]
    drawn = seeded.ids("dragin.chunk", step, number("dragin.n", step, G + 1), WORDS)
    chunk = [STOP if w % 6 == 5 else int(w) for w in drawn]
    T, n = len(text), len(chunk)
    entropy = (seeded.values("dragin.entropy", step, G).astype(np.float64) + 1) * (0.4 if step % 3 else 1.0)
    attention = (seeded.values("dragin.attention", step, (H, G + 1, T + G)).astype(np.float64) + 1) / 2

    value = np.zeros(n)
    for begin, end in split(chunk):
        received = np.array([attention[:, i + 1 : n + 1, T + i].max(axis=1).mean() for i in range(begin, end)])
        value[begin:end] = (end - begin) * received / received.sum() * entropy[begin:end]
    assert np.all(np.abs(value - TAU) > 1e-5)
    doubtful = [i for i in range(n) if is_content(chunk[i]) and value[i] > TAU]
    kept, query, found, sentence = n, [], [], []
    if doubtful:
        begin, end = next((a, b) for a, b in split(chunk) if a <= doubtful[0] < b)
        kept = begin
        everything = text + chunk
        weight = np.zeros(T + n)
        for i in doubtful:
            if i < end:
                weight[: T + i] += attention[:, i, : T + i].mean(axis=0)
        candidates = np.array([x if is_content(w) else 0.0 for x, w in zip(weight, everything)])
        query = [everything[p] for p in sorted(best(candidates, ASKED))]
        found = best(bm25(query, 1.2, 0.75, 2.2), K)
        drawn = seeded.ids("dragin.sentence", step, number("dragin.m", step, G + 1), WORDS)
        sentence = [(int(w) + sum(found) + kept) % WORDS for w in drawn]
    steps.append({"value": [float(np.float32(v)) for v in value], "kept": kept, "query": query, "found": found, "sentence": sentence})
assert 10 < sum(bool(s["found"]) for s in steps) < 50
print(json.dumps({"constants": {"G": G, "H": H, "Asked": ASKED}, "steps": steps}))
