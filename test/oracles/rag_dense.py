"""Flat dense retrieval, restated: sort all passages by their inner product with the query.

python3 test/oracles/rag_dense.py > test/oracles/data/rag_dense.json
"""
import json

import numpy as np

from bm25_corpus import best, digest, number
import seeded

D, K, DOCS, WORDS = 64, 4, 50, 97
passages = seeded.values("rag_dense.passage", 0, (DOCS, D)).astype(np.float16).astype(np.float64)
steps = []
for step in range(40):
    question = seeded.ids("rag_dense.question", step, 1 + number("rag_dense.Q", step, 12), WORDS)
    query = seeded.values("rag_dense.embed", digest(question), D).astype(np.float16).astype(np.float64)
    score = passages @ query
    found = best(score, K, -np.inf)
    steps.append({"best": found, "best_score": [float(np.float32(score[d])) for d in found]})
print(json.dumps({"constants": {"D": D, "K": K}, "steps": steps}))
