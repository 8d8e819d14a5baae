"""FLARE, restated sentence by sentence on texts. The model is a stand-in: seeded words and chances.

python3 test/oracles/flare.py > test/oracles/data/flare.json
"""
import json

from bm25_corpus import WORDS, best, bm25, chances, number
import seeded

AHEAD, K, STOP, FILTER, MASK = 16, 2, 1, 0.8, 0.4
steps = []
for step in range(60):
    text = seeded.ids("flare.text", step, 3 + number("flare.T", step, 30), WORDS)
    first = step % 5 == 0
    drawn = seeded.ids("flare.ahead", step, number("flare.n", step, AHEAD + 1), WORDS)
    ahead = [STOP if w % 8 == 3 else int(w) for w in drawn]
    chance = chances("flare.chance", step, len(ahead))

    sentence = ahead[: ahead.index(STOP) + 1] if STOP in ahead else ahead
    unsure = first or any(p < FILTER for p in chance[: len(sentence)])
    query, found = [], []
    if unsure:
        query = list(text[:AHEAD]) if first else [w for w, p in zip(sentence, chance) if p >= MASK]
        found = best(bm25(query, 1.2, 0.75, 2.2), K)
        again = seeded.ids("flare.sentence", step, number("flare.m", step, AHEAD + 1), WORDS)
        sentence = [(int(w) + sum(found)) % WORDS for w in again]
    steps.append({"unsure": bool(unsure), "query": [int(w) for w in query], "found": found, "sentence": [int(w) for w in sentence]})
assert 10 < sum(s["unsure"] for s in steps) < 50
print(json.dumps({"constants": {"Ahead": AHEAD}, "steps": steps}))
