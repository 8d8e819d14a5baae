/** What to write instead of functions that people look for and that do not exist, by name. */
const WANTED: readonly (readonly [names: string, hint: string])[] = [
  ['sort argsort sorted', 'the best n in order are a selection: `ids = topk(i) x[i] count 8`, then `x[max(ids[j], 0)]`'],
  ['cumsum cumulative_sum prefix_sum cumprod', 'a scan: `s[t] = scan(t) previous + x[t]`'],
  ['prod product', 'a scan of which the last entry is the product: `p[i] = scan(i) previous * x[i] from 1.0`'],
  ['random rand randn uniform normal dropout', 'a method is a function of its inputs: let the caller give random numbers as an `input`'],
  ['concat cat concatenate stack', 'choose by the index: `y[i] = if i < 8 then a[i] else b[i - 8] for i in 16`'],
  ['matmul mm bmm einsum linear', 'write the sum: `c[i, j] = sum(k) a[i, k] * b[k, j]`'],
  ['transpose permute', 'name the indices in another order: `t[j, i] = x[i, j]`'],
  ['reshape view flatten', 'compute the index: `y[i, j] = x[i * 8 + j] for i in 4, j in 8`'],
  ['len length shape numel', 'an extent is the name of its size or constant; entries of a selection or a list are `count(x)`'],
  ['zeros ones full fill zeros_like ones_like', 'write the value and its range: `z[i] = 0.0 for i in 8`'],
  ['select choose cond ifelse where iif', 'write `if … then … else …`'],
  ['gather take index_select', 'index with ids: `x[ids[i]]`'],
  ['scatter scatter_add index_add bincount histogram', 'combine into a target: `y[ids[i]] += x[i]`'],
  ['nonzero unique filter mask masked_select', 'a set: `ids = { i | x[i] != 0.0 }`'],
  ['average avg', 'write `mean(i) x[i]`'],
  ['std stdev stddev', 'write `sqrt(variance(x[:]))`'],
  ['int to_int long', 'write `i32(x)`'],
  ['float to_float cast', 'write `f32(x)`, or another type'],
  ['print debug log_value', 'name what is to be seen in `output`'],
  ['append push insert', 'a memory that grows is written with `<-`'],
  ['backward gradient', 'write `g[:, :] = grad(loss, w)`'],
  ['log1p', 'write `log(1.0 + x)`'],
  ['expm1', 'write `exp(x) - 1.0`'],
  ['round rint', 'write `floor(x + 0.5)`; casts to narrow types round to nearest even'],
  ['mod fmod remainder', 'write `a % b` on integers, `a - b * floor(a / b)` on floats'],
  ['sum_of total', 'write `sum(i) x[i]`'],
  ['arccos', 'write `acos(x)`'],
  ['log_softmax', 'write `x[i] - logsumexp(j) x[j]`'],
  ['attention', 'write `attend`, or `softmax_sum(t) logit => value`'],
];

const HINTS: ReadonlyMap<string, string> = new Map(WANTED.flatMap(([names, hint]) => names.split(' ').map((name): [string, string] => [name, hint])));

/** Names of numbers that exist elsewhere. */
const NUMBERS: Readonly<Record<string, string>> = {
  pi: 'write it: `const Pi = 3.141592653589793`', inf: 'a large number does: `1e30`; what is never chosen is left out with `where`', infinity: 'a large number does: `1e30`',
};

export const wantedNumber = (name: string): string | undefined => (Object.hasOwn(NUMBERS, name.toLowerCase()) ? NUMBERS[name.toLowerCase()] : undefined);

export const wantedHint = (name: string): string | undefined => HINTS.get(name.toLowerCase());
