"""DeepSeek sparse attention's score and top-2048 in NumPy on all cores, as a user would write it; prints one JSON line."""
import json, sys, time

import numpy as np

tokens, heads, width, k, repeats = (int(a) for a in sys.argv[1:6])
rng = np.random.default_rng(0)
q = rng.standard_normal((heads, width), dtype=np.float32)
w = rng.standard_normal(heads, dtype=np.float32)
keys = rng.standard_normal((tokens, width), dtype=np.float32)
scale = np.ones(tokens, dtype=np.float32)
times = []
for _ in range(repeats + 1):
    begin = time.perf_counter()
    dots = q @ keys.T
    np.maximum(dots, 0, out=dots)
    score = scale * (w @ dots)
    chosen = np.argpartition(score, -k)[-k:]
    times.append(time.perf_counter() - begin)
json.dump({"seconds": times[1:]}, sys.stdout)
