"""MemAgent, from scratch at every step: all chunks read so far are read again, on texts. The model is a stand-in.

python3 test/oracles/mem_agent.py > test/oracles/data/mem_agent.json
"""
import functools
import json

from bm25_corpus import number
import seeded

NOTE, WINDOW, WORDS, STEPS = 12, 96, 50, 320
TEMPLATE = ["problem", ":", "memory", "section", "updated", "answer"]  # words 1 to 6


def heard(text):
    return [TEMPLATE.index(w) + 1 for w in text.split()]


def rewrite(prompt):
    return [w for i, w in enumerate(prompt) if w > len(TEMPLATE) and (31 * w + 17 * i) % 3 == 0][:NOTE]


def respond(prompt):
    return [w for i, w in enumerate(prompt) if (w + i) % 2 == 0][:NOTE]


@functools.cache
def chunk(step):
    return [int(w) + 7 for w in seeded.ids("mem_agent.chunk", step, 1 + number("mem_agent.C", step, 20), WORDS - 7)]


question = [int(w) + 7 for w in seeded.ids("mem_agent.question", 0, 3, WORDS - 7)]
PROBLEM, MEMORY, SECTION = heard("problem :"), heard("memory :"), heard("section :")
UPDATED, ANSWER = heard("updated memory :"), heard("answer :")
steps = []
for step in range(STEPS):
    note = []
    for earlier in range(step + 1):
        prompt = PROBLEM + question + MEMORY + note + SECTION + chunk(earlier) + UPDATED
        assert len(prompt) <= WINDOW
        note = rewrite(prompt)
    last = step % 9 == 8 or step == STEPS - 1
    answer = respond(PROBLEM + question + MEMORY + note + ANSWER) if last else []
    steps.append({"note": note, "answer": answer})
print(json.dumps({"constants": {"Note": NOTE, "Window": WINDOW}, "steps": steps}))
