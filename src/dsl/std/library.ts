// Written by scripts/embed.mjs from the files of this folder. Do not edit.

/** The standard library: file name -> source text. */
export const LIBRARY = {
  'activations.mp': `/// The larger of x and 0.
fn relu(x) = max(x, 0.0)

/// 1 / (1 + e^-x)
fn sigmoid(x) = 1.0 / (1.0 + exp(-x))

/// x * sigmoid(x), also called swish.
fn silu(x) = x / (1.0 + exp(-x))

/// Gaussian error linear unit, tanh form.
fn gelu(x) = 0.5 * x * (1.0 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))

/// log(1 + e^x), without overflow.
fn softplus(x) = max(x, 0.0) + log(1.0 + exp(-abs(x)))

/// x limited to lo .. hi.
fn clamp(x, lo, hi) = min(max(x, lo), hi)

/// x * x
fn square(x) = x * x

/// -1, 0 or 1.
fn sign(x) = if x > 0.0 then 1.0 else if x < 0.0 then -1.0 else 0.0

/// The angle between 0 and pi whose cosine is x; x is limited to -1 .. 1. Exact to 3e-7.
fn acos(x) = if x < 0.0 then 3.141592653589793 - acos_of_positive(min(-x, 1.0)) else acos_of_positive(min(x, 1.0))

/// Abramowitz and Stegun 4.4.46, for 0 <= x <= 1.
fn acos_of_positive(x) = sqrt(1.0 - x) * (1.5707963050 + x * (-0.2145988016 + x * (0.0889789874 + x * (-0.0501743046
  + x * (0.0308918810 + x * (-0.0170881256 + x * (0.0066700901 - x * 0.0012624911)))))))
`,
  'attention.mp': `/// Attention of one query over the chosen entries: the mean of their values, weighted by the softmax of scale * q . key.
fn attend(q[d], keys[n, d], values[n, m], chosen[k], scale = 1.0 / sqrt(d))[j] =
  softmax_sum(t in chosen) (sum(i) q[i] * keys[t, i]) * scale => values[t, j]

/// Attention of one query over all entries.
fn attend_all(q[d], keys[n, d], values[n, m], scale = 1.0 / sqrt(d))[j] =
  softmax_sum(t in n) (sum(i) q[i] * keys[t, i]) * scale => values[t, j]
`,
  'matrices.mp': `/// Square root of the sum of the squares of all elements.
fn frobenius_norm(x[n, m]) = sqrt(sum(i, j) x[i, j] * x[i, j])

/// Length of each row.
fn row_norms(w[n, m])[i] = sqrt(sum(j) w[i, j] * w[i, j])

/// Each row of w with the length that \`norms\` gives it.
fn rescale_rows(w[n, m], norms[n], eps = 0.00001)[i, j] {
  length[r] = sqrt(sum(c) w[r, c] * w[r, c])
  = w[i, j] / (length[i] + eps) * norms[i]
}

/// The SwiGLU network w1 (silu(w0 x) * (w2 x)).
fn swiglu(x[d], w0[h, d], w1[o, h], w2[h, d])[i] {
  hidden[k] = silu(sum(j) w0[k, j] * x[j]) * sum(j) w2[k, j] * x[j]
  = sum(k) w1[i, k] * hidden[k]
}

/// Newton-Schulz iteration towards the nearest semi-orthogonal matrix (Muon): x / |x|, then rounds of
/// x <- a x + (b g + c g g) x with g = x transposed(x). Cheapest if x has no more rows than columns.
fn newton_schulz(x[n, m], rounds = 5, a = 3.4445, b = -4.7750, c = 2.0315)[i, j] {
  scale = 1.0 / (frobenius_norm(x) + 0.0000001)
  y[i, j] = x[i, j] * scale
  repeat rounds {
    gram[i, k] = sum(j) y[i, j] * y[k, j]
    mixed[i, k] = b * gram[i, k] + c * sum(p) gram[i, p] * gram[p, k]
    y[i, j] = a * y[i, j] + sum(k) mixed[i, k] * y[k, j]
  }
  = y[i, j]
}

/// Newton-Schulz iteration with coefficients a, b, c of its own in each round: a row of \`table\` for each.
fn newton_schulz_table(x[n, m], table[rounds, three])[i, j] {
  scale = 1.0 / (frobenius_norm(x) + 0.0000001)
  y[i, j] = x[i, j] * scale
  repeat r in rounds {
    gram[i, k] = sum(j) y[i, j] * y[k, j]
    mixed[i, k] = table[r, 1] * gram[i, k] + table[r, 2] * sum(p) gram[i, p] * gram[p, k]
    y[i, j] = table[r, 0] * y[i, j] + sum(k) mixed[i, k] * y[k, j]
  }
  = y[i, j]
}
`,
  'rope.mp': `/// Rotary position embedding, half-split layout: x[i] turns with x[i + m], where m is the length of the frequency table.
/// A table shorter than half the vector leaves the elements from 2 m on as they are.
fn rope_half(x[n], frequency[m], at)[i in n] {
  angle = at * frequency[i % m]
  partner = if i < m then -x[min(i + m, n - 1)] else x[max(i - m, 0)]
  = if i < 2 * m then x[i] * cos(angle) + partner * sin(angle) else x[i]
}

/// Rotary position embedding, interleaved layout: x[2 i] turns with x[2 i + 1].
/// A table shorter than half the vector leaves the elements from 2 m on as they are.
fn rope_interleaved(x[n], frequency[m], at)[i in n] {
  angle = at * frequency[min(i / 2, m - 1)]
  partner = if i % 2 == 0 then -x[min(i + 1, n - 1)] else x[max(i - 1, 0)]
  = if i < 2 * m then x[i] * cos(angle) + partner * sin(angle) else x[i]
}

/// Frequency i of the plain rotary embedding of a vector of d elements.
fn rope_frequency(i, d, theta = 10000.0) = pow(theta, -2.0 * i / d)

/// Frequency i of YaRN (arXiv 2309.00071): high frequencies stay, low ones are divided by \`factor\`, a ramp in between.
fn yarn_frequency(i, d, theta, factor, original, beta_fast = 32.0, beta_slow = 1.0) {
  plain = rope_frequency(i, d, theta)
  low = max(floor(yarn_dimension(beta_fast, d, theta, original)), 0.0)
  high = min(ceil(yarn_dimension(beta_slow, d, theta, original)), d - 1.0)
  ramp = clamp((i - low) / max(high - low, 0.001), 0.0, 1.0)
  = plain / factor * ramp + plain * (1.0 - ramp)
}

/// The dimension whose frequency makes \`turns\` full turns over the original context.
fn yarn_dimension(turns, d, theta, original) = d * log(original / (turns * 6.283185307179586)) / (2.0 * log(theta))

/// Scale of attention logits with YaRN: d^-1/2 * (0.1 * mscale * ln(factor) + 1)^2.
fn yarn_softmax_scale(d, factor, mscale = 1.0) {
  m = 0.1 * mscale * log(factor) + 1.0
  = m * m / sqrt(d)
}
`,
  'vectors.mp': `/// Sum of products.
fn dot(a[n], b[n]) = sum(i) a[i] * b[i]

/// Arithmetic mean.
fn mean_of(x[n]) = mean(i) x[i]

/// Mean squared distance from the mean.
fn variance(x[n]) {
  centre = mean_of(x)
  = mean(i) square(x[i] - centre)
}

/// Euclidean length.
fn norm(x[n]) = sqrt(sum(i) x[i] * x[i])

/// Root mean square normalisation: x / sqrt(mean(x^2) + eps) * gain.
fn rms_norm(x[n], gain[n], eps = 0.000001)[i] {
  scale = rsqrt((mean(j) x[j] * x[j]) + eps)
  = x[i] * scale * gain[i]
}

/// Layer normalisation: (x - mean) / sqrt(variance + eps) * gain + bias.
fn layer_norm(x[n], gain[n], bias[n], eps = 0.000001)[i] {
  centre = mean_of(x)
  scale = rsqrt((mean(j) square(x[j] - centre)) + eps)
  = (x[i] - centre) * scale * gain[i] + bias[i]
}

/// x / max(|x|, eps)
fn l2_norm(x[n], eps = 0.000001)[i] {
  length = norm(x)
  = x[i] / max(length, eps)
}

/// Weights that are positive and sum to 1.
fn softmax(x[n])[i] {
  peak = max(j) x[j]
  total = sum(j) exp(x[j] - peak)
  = exp(x[i] - peak) / total
}

/// Walsh-Hadamard transform of a vector whose length is a power of two, scaled by 1 / sqrt(n) so that lengths are kept.
fn hadamard(x[n])[i in n] = (sum(j) (if popcount(i & j) % 2 == 0 then x[j] else -x[j])) / sqrt(n)

/// x with the length \`to\`.
fn rescale(x[n], to, eps = 0.00001)[i] {
  length = norm(x)
  = x[i] / (length + eps) * to
}

/// Squared Euclidean distance.
fn squared_distance(a[n], b[n]) = sum(i) square(a[i] - b[i])

/// Euclidean distance.
fn l2_distance(a[n], b[n]) = sqrt(squared_distance(a, b))

/// Cosine of the angle between two vectors.
fn cosine(a[n], b[n], eps = 0.00000001) = dot(a, b) / max(norm(a) * norm(b), eps)

/// Entropy of probabilities in nats, where 0 log 0 is 0.
fn entropy(p[n]) = -(sum(i) (if p[i] > 0.0 then p[i] * log(p[i]) else 0.0))

/// The largest q . k of all k with lo <= k <= hi in each element, as Quest scores a page of keys.
fn box_bound(q[n], lo[n], hi[n]) = sum(i) max(q[i] * lo[i], q[i] * hi[i])
`,
} as const satisfies Readonly<Record<string, string>>;
