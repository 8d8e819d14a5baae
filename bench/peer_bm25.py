"""bm25s with numba on the documents, tokens and queries that bench/bm25.ts wrote; prints one JSON line."""
import json, sys, time

import bm25s
import numpy as np

folder = sys.argv[1]
with open(f"{folder}/corpus.json") as f:
    data = json.load(f)
vocabulary = {str(i): i for i in range(data["terms"])}
corpus = bm25s.tokenization.Tokenized(ids=data["documents"], vocab=vocabulary)
queries = bm25s.tokenization.Tokenized(ids=data["queries"], vocab=vocabulary)

retriever = bm25s.BM25(k1=1.5, b=0.75, method="lucene", backend="numba")
retriever.index(corpus, show_progress=False)


def run():
    return retriever.retrieve(queries, k=10, n_threads=1, show_progress=False, sorted=True)


run()  # numba compiles on the first call
times = []
for _ in range(data["repeats"]):
    begin = time.perf_counter()
    ids, scores = run()
    times.append(time.perf_counter() - begin)
json.dump({"seconds": times, "ids": np.asarray(ids).tolist(), "scores": np.asarray(scores, dtype=float).tolist()}, sys.stdout)
