"""A small seeded corpus and BM25 over its texts, restated without an index. The same corpus as test/examples/rag/setup.ts makes."""
import math

import numpy as np

import seeded

WORDS, DOCS, FIRST_TERM = 97, 60, 4  # words 0 to 3 never stand in a document; every seventh word is a stop word


def number(name, step, end):
    return int(seeded.ids(name, step, 1, end)[0])


def document(d):
    return seeded.ids("corpus.words", d, 5 + number("corpus.length", d, 20), WORDS - FIRST_TERM) + FIRST_TERM


TEXTS = [document(d) for d in range(DOCS)]
TERMS = [[int(w) for w in text if w % 7 != 0] for text in TEXTS]
AVERAGE = sum(len(t) for t in TERMS) / DOCS


def bm25(query, k1, b, factor):
    """Score of every document: sum over the words of the query, each as often as it stands there, Lucene's idf."""
    score = np.zeros(DOCS)
    for w in query:
        df = sum(int(w) in terms for terms in TERMS)
        idf = math.log(1 + (DOCS - df + 0.5) / (df + 0.5))
        for d, terms in enumerate(TERMS):
            tf = terms.count(int(w))
            if tf:
                score[d] += idf * tf * factor / (tf + k1 * (1 - b + b * len(terms) / AVERAGE))
    return score


def best(score, k, floor=0.0):
    """Ids of the k largest above the floor; they must not lie so close that rounding could change their order."""
    order = [int(d) for d in np.argsort(-score, kind="stable") if score[d] > floor]
    gaps = [score[a] - score[b] for a, b in zip(order[:k], order[1 : k + 1])]
    assert all(g == 0 or g > 1e-5 for g in gaps), "two scores are too close; take other seeds"
    return order[:k]


def digest(*lists):
    h = 0
    for ids in lists:
        for i in ids:
            h = (h * 31 + int(i) + 1) % 1_000_003
    return h


def chances(name, step, count):
    """Mostly near 1: 1 - u^6 with u in [0, 1)."""
    u = (seeded.values(name, step, count).astype(np.float64) + 1) / 2
    return (1 - u * u * u * u * u * u).astype(np.float32).astype(np.float64)
