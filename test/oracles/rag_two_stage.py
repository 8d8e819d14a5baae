"""Two-stage retrieval, restated: BM25 candidates, ranked anew by a stand-in for the cross-encoder.

python3 test/oracles/rag_two_stage.py > test/oracles/data/rag_two_stage.json
"""
import json

import numpy as np

from bm25_corpus import TEXTS, WORDS, best, bm25, digest, number
import seeded

FIRST, K, L = 8, 3, 6
steps = []
for step in range(60):
    question = seeded.ids("rag_two_stage.question", step, 1 + number("rag_two_stage.Q", step, 4), WORDS)
    candidates = best(bm25(question, 1.5, 0.75, 1.0), FIRST)
    rows = [np.concatenate([TEXTS[d], np.zeros(L, dtype=np.int32)])[:L] for d in candidates]
    relevance = np.array([seeded.values("rag_two_stage.rerank", digest(question, row), 1)[0] for row in rows])
    place = best(relevance, K, -np.inf)
    steps.append({"candidates": candidates, "best": [candidates[i] for i in place], "best_score": [float(relevance[i]) for i in place]})
print(json.dumps({"constants": {"First": FIRST, "K": K, "L": L}, "steps": steps}))
