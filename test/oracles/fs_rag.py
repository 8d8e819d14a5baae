"""FS-RAG, restated: the words after the last full stop that is not the last word ask.

python3 test/oracles/fs_rag.py > test/oracles/data/fs_rag.json
"""
import json

from bm25_corpus import WORDS, best, bm25, number
import seeded

ASKED, MOST, K, STOP = 8, 20, 3, 1
steps = []
for step in range(60):
    text = [STOP if w % 8 == 3 else int(w) for w in seeded.ids("fs_rag.text", step, 1 + number("fs_rag.T", step, 40), WORDS)]
    sentence = []
    for w in text[:-1]:
        sentence = [] if w == STOP else sentence + [w]
    query = (sentence + text[-1:])[-ASKED:]
    found = best(bm25(query, 1.2, 0.75, 2.2), K)
    drawn = seeded.ids("fs_rag.sentence", step, number("fs_rag.m", step, MOST + 1), WORDS)
    steps.append({"asked": list(range(len(text) - len(query), len(text))), "found": found, "sentence": [(int(w) + sum(found)) % WORDS for w in drawn]})
print(json.dumps({"constants": {"Asked": ASKED, "Most": MOST}, "steps": steps}))
