import type { Messages } from '../message.js';

/** Names, functions, types, shapes and ranges. */
export const names = {
  // Names
  MPC2001: {
    severity: 'error', message: 'unknown name `{name}`',
    explanation: 'Every name is a size, a constant, a tensor, a result of an earlier statement, or an index that is bound around the place of its use.',
    example: 'score[t] = sum(d) qery[d] * key[t, d]', fix: 'Correct the spelling, or declare the name.',
  },
  MPC2002: {
    severity: 'error', message: '`{name}` is defined twice',
    explanation: 'A name stands for one thing. Results are defined by exactly one statement, so that it is always clear which value is read.',
    example: 'a = 1.0\na = 2.0', fix: 'Give the second one another name.',
  },
  MPC2003: {
    severity: 'error', message: 'there is no function `{name}`',
    explanation: 'Functions are the built-in ones, those of the standard library, and those that the file defines with `fn`.',
    example: 'y[i] = rleu(x[i])', fix: 'Correct the spelling, or define it: `fn name(x) = …`.',
  },
  MPC2004: {
    severity: 'warning', message: 'the {what} `{name}` is never used',
    explanation: 'What nothing reads has no effect on the outputs; often a name was meant to be used and another stands in its place.',
    fix: 'Remove it, or begin its name with an underscore to keep it.',
  },
  MPC2005: {
    severity: 'error', message: '`{name}` is a built-in function and cannot be redefined',
    explanation: 'Built-in functions are operations of the compiler; a second meaning would mislead readers. Functions of the standard library may be redefined.',
    example: 'fn exp(x) = x', fix: 'Choose another name.',
  },
  MPC2010: {
    severity: 'error', message: 'a number is expected, but `{name}` still has {open} {dimensions}',
    explanation: 'Arithmetic is on numbers. A tensor gives a number when every dimension has an index; a statement whose left side is sliced (`y[:] = …`) fills slices in.',
    example: 'y = x * 2.0   // x : f32[D]', fix: 'Index the tensor, or slice the left side too.',
  },
  MPC2011: {
    severity: 'error', message: '`{name}` takes {rank} indices, but {given} are given',
    explanation: 'One index, or `:`, for each dimension.', example: 'y[i] = w[i]   // w : f32[D, D]', fix: 'Give an index for every dimension.',
  },
  MPC2012: {
    severity: 'error', message: '`{name}` is a number and has no dimensions',
    explanation: 'Only tensors can be indexed or given where a function wants a tensor.', example: 'y = D[0]', fix: 'Use it without an index.',
  },
  MPC2014: {
    severity: 'error', message: 'a tensor is expected here',
    explanation: 'A function parameter with dimensions takes a tensor, a part of one (`x[h, :]`), an expression over such parts (`a[:] + b[:]`), or the result of a function that gives a tensor.',
    example: 'y = norm(a[0] + b[0])', fix: 'Give a tensor, or a part with `:`.',
  },
  MPC2015: {
    severity: 'error', message: '`{name}` is a function; it is used without arguments',
    explanation: 'Functions are not values: they can only be called.', example: 'y = relu', fix: 'Call it.',
  },

  // Functions
  MPC2020: {
    severity: 'error', message: '`{fn}` needs the argument `{name}`',
    explanation: 'A parameter without a default must be given.', example: 'y[:] = rms_norm(x[:])', fix: 'Give the argument, by position or by name.',
  },
  MPC2021: {
    severity: 'error', message: '`{fn}` takes {expected} arguments, but {given} are given',
    explanation: 'A call gives each parameter at most once.', example: 'y = exp(1.0, 2.0)', fix: 'Remove the arguments that are too many, or add the missing ones.',
  },
  MPC2022: {
    severity: 'error', message: '`{fn}` has no parameter `{name}`',
    explanation: 'Named arguments use the names of the definition. Built-in functions take no named arguments.', example: 'y[:] = rms_norm(x[:], gains: g)', fix: 'Correct the name.',
  },
  MPC2023: {
    severity: 'error', message: '`{fn}` is given `{name}` twice',
    explanation: 'Positional arguments fill the parameters in order; a named one may only fill one that is still free.', example: 'y = clamp(x, 0.0, lo: 1.0, hi: 2.0)', fix: 'Remove one of the two.',
  },
  MPC2024: {
    severity: 'error', message: '`{name}` is defined by itself',
    explanation: 'Functions are inlined and constants are computed once, so neither may need itself.', example: 'fn f(x) = f(x - 1.0)', fix: 'Write a reduction, or unfold the definition.',
  },
  MPC2025: {
    severity: 'error', message: 'the argument `{name}` of `{fn}` has {given} dimensions, {expected} wanted',
    explanation: 'The dimensions of a parameter say how many open dimensions the argument has.', example: 'y[:] = rms_norm(w, gain)   // w : f32[D, D]', fix: 'Give a part: `w[h, :]`.',
  },
  MPC2026: {
    severity: 'error', message: '`{fn}` expands to more than {limit} {what}',
    explanation: 'Functions are inlined at every call; functions that call each other twice double at each level.', fix: 'Give intermediate results names in a stage: they are computed once.',
  },

  // Types
  MPC2101: {
    severity: 'error', message: '`{operator}` works on {wanted}, not on {type}',
    explanation: 'Numbers, integers and conditions are different things; only integers become floats by themselves.', example: 'y = x % 2.0', fix: 'Convert: `f32(…)`, `i32(…)`, or compare with `!=`.',
  },
  MPC2102: {
    severity: 'error', message: 'a condition is expected, not {type}',
    explanation: 'A condition is a comparison, or several joined by `and`, `or`, `not`.', example: 'y = if x then 1.0 else 0.0', fix: 'Compare it: `x != 0`.',
  },
  MPC2103: {
    severity: 'error', message: 'the branches of `if` have different types, {then} and {else}',
    explanation: 'The value of an `if` has one type.', example: 'y = if c then 1.0 else a < b', fix: 'Convert one branch.',
  },
  MPC2104: {
    severity: 'error', message: '`{name}` holds {dtype}, but the value is {type}: storing it would round it unsaid',
    explanation: 'Rounding to a narrower type is always written down, because it changes results. A value that the type holds exactly needs no cast.',
    example: 'memory key : bf16[N, D] append per token\nkey[d] <- x[d] * 2.0', fix: 'Round it by a cast of that type: `bf16(…)`.',
  },
  MPC2105: {
    severity: 'error', message: '`{name}` holds {dtype}, but the value is {type}',
    explanation: 'Only integers become floats by themselves.', example: 'memory n : i32[N] append per token\nn <- 0.5', fix: 'Convert it: `i32(…)`, `f32(…)`.',
  },
  MPC2106: {
    severity: 'error', message: '`{name}` holds {range}, and the value may lie outside',
    explanation: 'Integers and ids are checked against what the memory can hold, from the ranges of what they are made of.', fix: 'Bound the value with `min(max(…, low), high)`.',
  },
  MPC2107: {
    severity: 'error', message: '`{name}` is no element type',
    explanation: 'Element types are f32, f16, bf16, f8e4m3, i8, i16, i32, i64, u8, u32, bool and ids into a size, `id<N>`.', example: 'input x : float[D]', fix: 'Use one of these.',
  },
  MPC2108: {
    severity: 'error', message: 'an index is an integer, not {type}',
    explanation: 'An index counts entries.', example: 'y = x[0.5]', fix: 'Convert it: `i32(…)`.',
  },
  MPC2109: {
    severity: 'error', message: '{what} must be known when the method is compiled',
    explanation: 'Constants, ranges of sizes, blocks and the number of entries that `topk` keeps shape the generated code, so they may not depend on sizes or data.', example: 'const K = N / 2   // size N', fix: 'Use numbers and other constants.',
  },
  MPC2110: {
    severity: 'papercut', message: '{left} / {right} is not whole and is rounded down to {result}',
    explanation: 'The division of two integers floors.', example: 'const G = 30 / 8', fix: 'Make it whole, or write `floor(a / b)`, `ceil(a / b)`, or `30.0 / 8`.',
  },
  MPC2111: {
    severity: 'error', message: 'integer division by zero', explanation: 'It has no value.', example: 'const G = 8 / 0', fix: 'Correct the divisor.',
  },
  MPC2112: {
    severity: 'error', message: 'the integer {value} is too large', explanation: 'Integers have 32 bits: at most 2147483647. Only the cost of an `extern` may use larger constants.', example: 'const Big = 4_000_000_000\ny[i] = x[i] + Big', fix: 'Use a float, or a smaller number.',
  },
  MPC2113: {
    severity: 'error', message: '{what} must be an integer of at least {least}, not {value}',
    explanation: 'It counts something.', example: 'best = topk(t) score[t] count 0', fix: 'Give such an integer.',
  },
  MPC2115: {
    severity: 'error', message: 'a size is an integer, not {type}', explanation: 'Sizes count entries.', example: 'size P = N / 2.0', fix: 'Use integer operations: `floor(a / b)`, `ceil(a / b)`.',
  },
  MPC2116: {
    severity: 'error', message: 'a size may use sizes, constants, `+ - * / %`, `min` and `max` only',
    explanation: 'Memory is reserved before a step runs, so shapes cannot depend on data.', example: 'input x : f32[n[0]]', fix: 'Use a size.',
  },
  MPC2117: {
    severity: 'error', message: '`{name}` has no value when the method is compiled', explanation: 'Constants and sizes are computed by the compiler; tensors other than constant tables come at run time.', example: 'const C = x[0]', fix: 'Compute it in a stage.',
  },
  MPC2118: {
    severity: 'error', message: '`{fn}` gives a tensor, which a constant cannot use', explanation: 'A constant table gives each element by a formula of numbers.', example: 'const c = sum(i) hadamard(f)[i]', fix: 'Use a function that gives a number.',
  },

  // Shapes and ranges
  MPC2201: {
    severity: 'error', message: '`{name}` indexes dimensions of different extents, {first} and {second}',
    explanation: 'An index that stands alone in a dimension runs over all of it, so all such dimensions must have the same extent.', example: 'y = sum(i) a[i] * b[i]   // a : f32[D], b : f32[E]', fix: 'Correct the index, or give its range: `sum(i in D) …`.',
  },
  MPC2202: {
    severity: 'error', message: 'the range of `{name}` cannot be told',
    explanation: 'An index gets its range from a dimension that it indexes by itself; `x[i + 1]` does not tell.', example: 'y[i] = x[i + 1]', fix: 'Give the range: `for i in N - 1`.',
  },
  MPC2203: {
    severity: 'error', message: '{what} needs one extent for {name}, but gets {first} and {second}',
    explanation: 'Dimensions with the same name in a definition have the same extent; what is stored has the shape of its target.', example: 'y[:] = rms_norm(x[:], gain)   // x : f32[D], gain : f32[E]', fix: 'Use tensors of matching shapes.',
  },
  MPC2204: {
    severity: 'error', message: 'the index may be {range}, but dimension {dimension} of `{tensor}` has entries 0 .. {last}',
    explanation: 'Every index is checked before anything runs, from the ranges of sizes, indices and ids, so that generated code cannot read outside a tensor. Both branches of an `if` are checked: both may be computed.',
    example: 'y[i] = x[i + 1] for i in N   // x : f32[N]', fix: 'Narrow the range, or bound the index with `min`, `max` or `%`.',
  },
  MPC2205: {
    severity: 'error', message: 'the index `{name}` is given twice', explanation: 'Each index of a statement or reduction has one range.', example: 'y[i, i] = x[i]', fix: 'Use another name.',
  },
  MPC2206: {
    severity: 'error', message: 'the index `{name}` does not appear on the left, so `{target}` would be written many times',
    explanation: 'A definition gives each element once.', example: 'y[i] = x[i] * z[j] for j in N', fix: 'Add the index to the left side, or combine with `+=`, `min=`, `max=`.',
  },
  MPC2207: {
    severity: 'error', message: 'the left side of `{name}` takes index names and `:` only',
    explanation: 'A definition runs over whole ranges.', example: 'y[i + 1] = x[i]', fix: 'Shift the right side instead, or use `+=`.',
  },
  MPC2208: {
    severity: 'error', message: 'the left side has {left} sliced dimensions, the right side {right}',
    explanation: 'The slices of both sides stand for the same indices, in order.', example: 'y[:, :] = x[:]', fix: 'Give both sides the same number of `:`.',
  },
  MPC2209: {
    severity: 'error', message: '{value} may reach {most}, more than 2147483647',
    explanation: 'Sizes and indices have 32 bits.', example: 'size N in 1 .. 4_000_000_000', fix: 'Lower the largest size.',
  },
  MPC2210: {
    severity: 'error', message: 'nothing bounds the range of `{name}`',
    explanation: 'The largest number of entries must be known, to reserve memory and to predict time.', example: 'y = sum(e in n[0]) x[e]   // n : i32[1]', fix: 'Bound it with `min`, or declare the tensor as ids.',
  },
  MPC2211: {
    severity: 'error', message: 'the range of `{name}` must start at 0 here', explanation: 'Results are stored from entry 0 on.', example: 'y[i] = x[i] for i in 1 .. N', fix: 'Start at 0 and add the offset on the right.',
  },
  MPC2215: {
    severity: 'error', message: 'the table `{name}` has {count} elements, more than {limit}', explanation: 'Constant tables are part of the compiled program.', fix: 'Declare a `weight` and fill it once.',
  },
  MPC2216: {
    severity: 'error', message: 'nothing bounds this index, so the extent of the result cannot be told', explanation: 'The result of `+=` is as large as its indices can get.', example: 'h[n[i]] += 1 for i in N   // n : i32[N]', fix: 'Bound the index, or declare ids.',
  },
  MPC2217: {
    severity: 'error', message: 'the range {min} .. {max} of `{name}` is empty', explanation: 'A size has at least one possible value.', example: 'size N in 10 .. 1', fix: 'Swap the ends.',
  },
  MPC2218: {
    severity: 'error', message: '`{name}` is no selection with one open dimension', explanation: '`count` and ranges over ids need a selection: the result of `topk` or of `{ i | … }`.', example: 'y = count(x)', fix: 'Use a selection.',
  },
  MPC2219: {
    severity: 'error', message: '`{name}` does not hold ids, so it is no range', explanation: 'A range is a size, `lo .. hi`, a selection or a list of ids.', example: 'y = sum(i in x) z[i]   // x : f32[D]', fix: 'Use one of these.',
  },
  MPC2260: {
    severity: 'error', message: '`{name}` is an `extern`: its call must be the whole right side of a statement',
    explanation: 'The host is called between steps, and its results are tensors with names. So a call stands alone, in a stage, and not in a formula or a function.',
    example: 'extern embed(q : id<Words>[Q]) -> v : f32[D]\ny[i] = 2.0 * embed(q)[i]', fix: 'Give it a statement of its own, `v = embed(q)`, and use `v[i]`.',
  },
  MPC2261: {
    severity: 'error', message: 'the number of results of `{fn}` is {expected}, but {given} names stand on the left',
    explanation: 'Each result of an `extern` gets a name. A function of the method has one result.',
    example: 'extern f(q : i32[4]) -> (a : f32[4], b : f32[4])\na = f(q)', fix: 'Write as many names as there are results; begin the ones that you do not need with `_`.',
  },
  MPC2262: {
    severity: 'error', message: '`{fn}` takes {wanted} for `{name}`, but `{arg}` is {given}',
    explanation: 'What is passed to the host has the element type and the shape that the `extern` declares. A list takes a list, a selection, or a tensor that is never longer.',
    example: 'input x : f32[8]\nextern f(q : f32[4]) -> a : f32[4]\na = f(x)', fix: 'Change the declaration, or define a tensor of that form.',
  },
  MPC2263: {
    severity: 'error', message: '{what} is no whole tensor: a call of an `extern` takes and gives names of tensors',
    explanation: 'The host gets whole tensors and gives whole tensors back. Only parameters without dimensions take a formula.',
    example: 'extern f(q : f32[4]) -> a : f32[4]\na = f(x[0, :])', fix: 'Define the part first: `part[i] = x[0, i]`.',
  },
  MPC2264: {
    severity: 'error', message: '`{name}` is no device of an `extern`', explanation: 'The device tells predictions where the host runs the function: `on gpu` or `on cpu`.',
    example: 'extern f(q : f32[4]) -> a : f32[4] on fpga', fix: 'Write `on gpu` or `on cpu`.',
  },
  MPC2265: {
    severity: 'error', message: 'a cost is a formula of sizes and constants',
    explanation: 'The cost of an `extern` is counted before anything runs, for every value of the sizes.', example: 'extern f(q : f32[4]) -> a : f32[4] cost exp(2.0) flop', fix: 'Use numbers, constants and sizes with `+`, `-`, `*`, `/`, `min`, `max`.',
  },
  MPC2266: {
    severity: 'error', message: 'the template names `{place}`, which is no parameter',
    explanation: 'In the text of a template `{name}` stands for the words of the parameter of that name.', example: 'extern f(q : id<Words>[Q]) -> t : id<Words>[..64] template "ask {query}"', fix: 'Correct the name, or add the parameter.',
  },
  MPC2267: {
    severity: 'error', message: 'a template takes and gives words, but {what}',
    explanation: 'The runtime fills a template in by itself: it joins the ids of its words and those of the parameters. Parameters are ids with one dimension, the one result is a list of ids.',
    example: 'extern f(q : f32[4]) -> t : id<Words>[..64] template "ask {q}"', fix: 'Declare ids: `id<Words>[..n]`.',
  },
  MPC2268: {
    severity: 'error', message: '`{name}` cannot be a list',
    explanation: 'A list, `[..n]`, has up to n entries. Arguments and results of an `extern` may be lists, and memories with `state`, which start empty and are overwritten as a whole.',
    example: 'input words : id<Words>[..32]', fix: 'Declare its length as a size, `[N]`, or make it a memory with `state`.',
  },
  MPC2269: {
    severity: 'error', message: '`{name}` cannot be called in `prepare once`',
    explanation: 'What runs once is computed from static memories when they are loaded, before there is a request that a function of the host could be called for.',
    example: 'prepare once { v = embed(words) }', fix: 'Call it in a stage, or let the host fill a `static` memory.',
  },
  MPC2270: {
    severity: 'error', message: 'only memories have block scales', explanation: '`block 128` says how a memory stores its elements.', example: 'extern f(q : f8e4m3[128] block 128) -> a : f32[4]', fix: 'Pass the values as `f32`.',
  },
  MPC2220: {
    severity: 'error', message: 'the size {value} may be negative', explanation: 'A size counts entries.', example: 'input x : f32[N - 4]   // size N in 1 .. 10', fix: 'Raise the smallest value, or use `max(…, 0)`.',
  },
  MPC2221: {
    severity: 'error', message: 'the constant `{name}` cannot be {value}: it is declared as {type}',
    explanation: 'A value given from outside (`--const`) has the type of the one in the file.', fix: 'Give a whole number for an integer constant, a number that 32 bits can hold for a float. Other constants are not replaced.',
  },
  MPC2222: {
    severity: 'error', message: 'the method has no constant `{name}`',
    explanation: '`--const NAME=VALUE` replaces the value of a `const` of the file. Tables and sizes cannot be replaced.', fix: 'Use the name of a `const` declaration.',
  },

  // Loops, scans, selections, scales
  MPC2230: {
    severity: 'error', message: '`{op}` must be the whole right side of a definition',
    explanation: 'It gives the id of the extreme element, which is found as a selection of one; a selection is a result of its own.',
    example: 'y = x[argmax(i) s[i]]', fix: 'Give it a name first: `best = argmax(i) s[i]`.',
  },
  MPC2231: {
    severity: 'error', message: '{count} rounds are too many, {limit} at most',
    explanation: 'The rounds of `repeat` are unrolled: each is code of its own.', example: 'repeat 1000 { x = x * 0.5 }', fix: 'Use fewer rounds, or a `scan` where each element follows from the one before.',
  },
  MPC2232: {
    severity: 'error', message: '`repeat` cannot write the memory `{name}`',
    explanation: 'A memory is written by at most one statement in a step, which runs once.', example: 'repeat 3 { m[i] <- x[i] }', fix: 'Compute the value in the loop, and write it behind.',
  },
  MPC2233: {
    severity: 'error', message: '`{name}` is defined anew as {shape}, but it was {old}',
    explanation: 'In a `repeat`, a name may stand for a new result in each round; all have one type and shape.', example: 'x[i] = a[i]\nrepeat 3 { x[i, j] = a[i] * a[j] }', fix: 'Give the result a name of its own.',
  },
  MPC2234: {
    severity: 'error', message: '`{name}` is defined anew under another condition',
    explanation: 'Where the condition does not hold, the new result is zero, not the one before.', example: 'repeat 3 { when N > 2 { x = x * 0.5 } }   // x = … before', fix: 'Define it under the same condition, or choose with `if`.',
  },
  MPC2235: {
    severity: 'error', message: '`scan` runs over `{name}`, which is no index of the left side',
    explanation: 'A scan gives a value for each entry of its index, from the one before.', example: 's[i] = scan(t) previous + x[i]', fix: 'Add the index to the left side: `s[t, i] = scan(t) …`.',
  },
  MPC2236: {
    severity: 'error', message: 'the start of a `scan` cannot depend on `{name}`',
    explanation: '`from` is what stands before the first entry.', example: 's[t] = scan(t) previous + x[t] from x[t]', fix: 'Take a value that is the same for all entries, such as `x[0]`.',
  },
  MPC2237: {
    severity: 'error', message: '`previous` cannot go into a tensor',
    explanation: 'A result that is a tensor is computed before the scan, when there is no previous value yet.', example: 's[t] = scan(t) (sum(i) f(previous, w)[i])', fix: 'Write the formula in the scan, with functions that give numbers.',
  },
  MPC2238: {
    severity: 'error', message: 'a function cannot hold {what}',
    explanation: 'Local definitions of a function are numbers and tensors, also in `repeat`.', example: 'fn f(x[n]) {\n  best = topk(i) x[i] count 3\n  = x[best[0]]\n}', fix: 'Make the selection in a stage and pass it: `f(x, best)`.',
  },
  MPC2239: {
    severity: 'error', message: '`{name}` shares scales by blocks: a write must cover its whole last dimension',
    explanation: 'The scale of a block follows from all its elements, so they are written together.', example: 'memory key : i8[N, D] block 64 append per token\nkey[0] <- x', fix: 'Write all elements: `key[j] <- …`.',
  },
  MPC2240: {
    severity: 'error', message: '`{name}` is {what}, which takes no scales by blocks',
    explanation: 'A shared scale lets a narrow type hold any magnitude: `f8e4m3` and `i8` tensors may have one for each block of their last dimension.',
    example: 'memory key : bf16[N, D] block 64 append per token', fix: 'Use `f8e4m3` or `i8`, or leave `block` out.',
  },
} as const satisfies Messages;
