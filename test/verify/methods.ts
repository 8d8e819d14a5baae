/** Small methods with what needs the host: state, run-time conditions, calls, kept selections. */

/** Looks ahead through the host; where that is uncertain it retrieves, notes what it found and asks again. */
export const LOOK_AHEAD = `/// Retrieves only where the host is unsure.
method look_ahead

size Words in 1..5000
size Docs in 1..64
size Q in 1..32
batch 1 .. 4
const Ahead = 16, K = 3, Theta = 0.5

extern ahead(question : id<Words>[Q], note : id<Words>[..24]) -> (words : id<Words>[..Ahead], prob : f32[..Ahead]) on gpu
extern rerank(words : id<Words>[..Ahead], docs : id<Docs>[..K]) -> gain : f32[K]

input question : id<Words>[Q]
memory affinity : f32[Docs, Words] static
memory note : id<Words>[..24] state
memory asked : f32[Docs] state

output words, lowest, best, gain, total, prior

relevancy {
  words, prob = ahead(question, note)
  lowest = min(i in count(prob)) prob[i]
}

retrieve {
  when lowest < Theta {
    score[d] = sum(i in count(words)) affinity[d, words[i]]
    best = topk(d) score[d] count K
    gain = rerank(words, best)
  }
}

apply {
  total = sum(i in count(best)) gain[i]
  prior[d] = asked[d]
}

prepare {
  when lowest < Theta {
    asked[best[i]] += 1.0 for i in count(best)
    note <- words
  }
}
`;

/** A ring that is read before it is written, a running sum, and a choice that is made anew every fourth token. */
export const KEPT = `method kept_choice

size T in 1..4096
const D = 4, K = 2
batch 1 .. 4

input x : f32[D]
weight first : f32[D]
memory keys : f32[T, D] append per token
memory recent : f32[3, D] ring
memory running : f32[D] state from first

output drift, mean, best, mixed

relevancy {
  drift[d] = x[d] - recent[(T - 1) % 3, d]
}

prepare {
  keys <- x
  recent <- x
  running[d] += x[d]
}

retrieve every 4 tokens {
  keep best = topk(t) (sum(d) keys[t, d] * x[d]) count K
}

apply {
  mean[d] = running[d] / f32(T)
  mixed[d] = sum(t in best) keys[t, d]
}
`;

/** Each step brings C tokens. */
export const CHUNKS = `method chunks

size N in 1..4096
size C in 1..16
const D = 2
step N by C

input k : f32[C, D]
memory keys : f32[N, D] append per token
memory total : f32[D] state

output sums, all

prepare {
  keys[s, d] <- k[s, d]
  total[d] += sum(s in 0 .. C) k[s, d]
}

apply {
  all[d] = total[d]
  sums[d] = sum(n in 0 .. N) keys[n, d]
}
`;

/** Text from a template goes to a function. */
export const PROMPT = `method prompt_only

size Words in 1..5000
size Q in 1..40

extern prompt(question : id<Words>[Q], note : id<Words>[..16]) -> text : id<Words>[..58] template "question {question} memory {note}"
extern answer(text : id<Words>[..58]) -> reply : id<Words>[..16]

input question : id<Words>[Q]
memory note : id<Words>[..16] state
output reply, length

retrieve {
  text = prompt(question, note)
  reply = answer(text)
}

apply {
  length = count(text)
}

prepare {
  note <- reply
}
`;

/** A recurrence along the tokens of a step. */
export const SCAN = `method decayed

size N in 1..4096
size C in 1..300
const D = 3
step N by C

input x : f32[C, D]
input decay : f32[C]
memory carry : f32[D] state
output s, last

relevancy {
  s[t, i] = scan(t) decay[t] * previous + x[t, i] from carry[i]
}

apply {
  last[i] = s[C - 1, i]
}

prepare {
  carry[i] <- last[i]
}
`;
