"""IVF-PQ, restated without tables: every coded passage is put together again, and its distance taken directly.

python3 test/oracles/rag_ivf_pq.py > test/oracles/data/rag_ivf_pq.json
"""
import json

import numpy as np

from bm25_corpus import best
import seeded

D, M, CODES, LISTS, DOCS, PROBES, K = 16, 4, 256, 6, 40, 3, 5
S = D // M
centroid = seeded.values("rag_ivf_pq.centroid", 0, (LISTS, D)).astype(np.float64)
codeword = seeded.values("rag_ivf_pq.codeword", 0, (M, CODES, S), 0.5).astype(np.float64)
group = seeded.ids("rag_ivf_pq.group", 0, DOCS, LISTS - 1)  # the last group is empty
code = seeded.ids("rag_ivf_pq.code", 0, (DOCS, M), CODES)  # of each passage
rebuilt = np.stack([centroid[group[d]] + np.concatenate([codeword[m, code[d, m]] for m in range(M)]) for d in range(DOCS)])
steps = []
for step in range(40):
    query = seeded.values("rag_ivf_pq.query", step, D).astype(np.float16).astype(np.float64)
    probed = best(-((query - centroid) ** 2).sum(axis=1), PROBES, -np.inf)
    distance = ((query - rebuilt) ** 2).sum(axis=1)
    found = best(np.where(np.isin(group, probed), -distance, -np.inf), K, -np.inf)
    steps.append({"best": found, "best_distance": [float(np.float32(distance[d])) for d in found]})
print(json.dumps({"constants": {"D": D, "M": M, "Probes": PROBES, "K": K}, "steps": steps}))
