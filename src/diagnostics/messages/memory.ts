import type { Messages } from '../message.js';

/** Sizes that grow, memories, stages and outputs. */
export const memory = {
  MPC3001: {
    severity: 'error', message: 'the size `{name}` has no upper bound',
    explanation: 'Memory is reserved for the largest value of a size, and predictions need it.', example: 'size N', fix: 'Give its range: `size N in 1 .. 1_048_576`.',
  },
  MPC3002: {
    severity: 'error', message: 'the growing dimension of `{name}` must be the first one',
    explanation: 'A memory grows by whole rows of its first dimension.', example: 'memory keys : bf16[D, N] append per token', fix: 'Put the dimension that grows first.',
  },
  MPC3003: {
    severity: 'error', message: 'the memory `{name}` is never written',
    explanation: 'It would hold zeros for ever. A memory that the host fills is `static`.', example: 'memory keys : bf16[N, D] append per token', fix: 'Write it in `prepare`, or declare it `static`.',
  },
  MPC3004: {
    severity: 'error', message: 'the memory `{name}` is written twice',
    explanation: 'A step writes the row of its token or block once, so that it is clear what later statements read.', example: 'keys <- k\nkeys <- v', fix: 'Compute the row first, then write it once.',
  },
  MPC3005: {
    severity: 'error', message: 'the memory `{name}` is static and cannot be written',
    explanation: 'Static memories are filled by the host and only read.', fix: 'Declare it `computed`, or give it another rule of growth.',
  },
  MPC3006: {
    severity: 'error', message: 'the memory `{name}` is written in `{stage}`; only `prepare` writes memories',
    explanation: 'The other stages read a memory that does not change while they run.', fix: 'Move the statement to `prepare`.',
  },
  MPC3007: {
    severity: 'error', message: '`{name}` grows by blocks of {block} tokens, but is not written when a block is full',
    explanation: 'A row of such a memory exists from the step on that fills the block.', fix: 'Put the statement under `when N % B == 0 { … }`.',
  },
  MPC3008: {
    severity: 'error', message: '`{name}` is read before `{stage}` defines it',
    explanation: 'Stages run in the order in which they are written, and statements from top to bottom.', example: 'relevancy { a = b }\nretrieve { b = 1.0 }', fix: 'Move the definition up, or the use down.',
  },
  MPC3009: {
    severity: 'error', message: 'the memory `{name}` is read before its row of this step is written',
    explanation: 'The sizes count the current token in every stage, so the newest row would be missing.', fix: 'Write the memory first.',
  },
  MPC3010: {
    severity: 'error', message: 'the output `{name}` is never defined',
    explanation: 'An output is a result of a stage that the caller gets back.', fix: 'Define it in a stage.',
  },
  MPC3012: {
    severity: 'error', message: '`prepare once` reads `{name}`, {what}',
    explanation: '`prepare once` runs when static memories are loaded, before the first step: it sees static and computed memories and weights.', fix: 'Move the statement to `prepare`.',
  },
  MPC3013: {
    severity: 'error', message: '`{name}` is computed once and gone when a step runs',
    explanation: 'Results live as long as the step that computes them. What `prepare once` computes for later is a memory.', fix: 'Keep it in a `computed` memory.',
  },
  MPC3014: {
    severity: 'error', message: 'the computed memory `{name}` is written outside `prepare once`',
    explanation: 'A computed memory is filled once from static memories.', fix: 'Move the statement to `prepare once`.',
  },
  MPC3015: {
    severity: 'error', message: '`{name}` is {what} and cannot be defined', explanation: '`=` defines results. Inputs, weights and constants do not change; memories are written by `<-`.', fix: 'Use another name, or `<-` for a memory.',
  },
  MPC3016: {
    severity: 'error', message: '`{name}` is no memory', explanation: '`<-` writes into a memory.', fix: 'Define it with `=`, or declare a memory.',
  },
  MPC3017: {
    severity: 'error', message: 'the memory `{name}` does not say how it grows',
    explanation: 'Placement and generated code depend on it.', example: 'memory keys : bf16[N, D]', fix: 'Add `append per token`, `append per block of B`, `update per block of B`, `ring`, `state`, `static` or `computed`.',
  },
  MPC3018: {
    severity: 'error', message: 'the ring `{name}` needs a constant number of rows, not {rows}', explanation: 'Row n mod rows is overwritten in each step.', fix: 'Make the first dimension a constant.',
  },
  MPC3019: {
    severity: 'error', message: 'the ring `{name}` has no size that counts tokens', explanation: 'Its position follows from the number of tokens.', fix: 'Declare a size for the tokens.',
  },
  MPC3020: {
    severity: 'error', message: 'the size `{name}` counts the current token, so it is at least 1', explanation: 'In a step the new row is already counted.', fix: 'Let its range start at 1.',
  },
  MPC3022: {
    severity: 'error', message: '`prepare once` is given twice', explanation: 'It is the work of loading, before all steps. The other stages may be given several times.', fix: 'Join the two.',
  },
  MPC3023: {
    severity: 'error', message: 'the output `{name}` is declared as {what}', explanation: 'Outputs are results of stages.', fix: 'Copy it to a name of its own.',
  },
  MPC3024: {
    severity: 'error', message: 'the file has {what}', explanation: 'A method has a name and at least one output.', fix: 'Add it.',
  },
  MPC3025: {
    severity: 'error', message: 'memories grow with two sizes, `{first}` and `{second}`', explanation: 'One size counts the tokens of a request.', fix: 'Use one size.',
  },
  MPC3026: {
    severity: 'error', message: 'the memory `{name}` grows in each step and cannot be written once', explanation: '`prepare once` runs before the first step.', fix: 'Move the statement to `prepare`, or declare the memory `computed`.',
  },
  MPC3027: {
    severity: 'error', message: '`+=`, `min=` and `max=` cannot change the memory `{name}`',
    explanation: 'They combine with what a `state` or the open row of `update per block` holds. The rows of other memories are new in each step.', fix: 'Combine into a result and write that with `<-`, or declare the memory `state` or `update per block of B`.',
  },
  MPC3028: {
    severity: 'error', message: '`{stage} once` does not exist', explanation: 'Only `prepare` may run once: when static memories are loaded.', fix: 'Remove `once`.',
  },
  MPC3030: {
    severity: 'warning', message: 'the memory `{name}` is written but never read', explanation: 'Keeping it costs space and time and changes no output.', fix: 'Remove it, or read it.',
  },
  MPC3031: {
    severity: 'error', message: '`step` is given twice', explanation: 'One size counts the tokens of a request.', fix: 'Remove one.',
  },
  MPC3032: {
    severity: 'error', message: 'the memory `{name}` takes one token at a time, but a step brings {tokens}',
    explanation: 'A row that several tokens share, or that one replaces, has one value in a step.', example: 'step N by C\nmemory open : f32[64, D] ring', fix: 'Use `append per token`, or `state` and write its rows yourself.',
  },
  MPC3033: {
    severity: 'error', message: '`every` cannot count tokens here: {what}', explanation: '`every n tokens` holds in the steps of tokens 1, n + 1, 2n + 1 and so on.', fix: 'Name the size that counts tokens, `step N`, and let a step bring one.',
  },
  MPC3034: {
    severity: 'error', message: 'the memory `{name}` cannot start as `{from}`, {what}', explanation: '`state from w` copies a weight of the same shape and type.', fix: 'Give a weight of that form, or write the memory in the first step: `when N == 1 { … }`.',
  },
  MPC3035: {
    severity: 'error', message: 'an element of `{name}` may be written more than once, for different `{axis}`',
    explanation: 'Which value stays would depend on the order. Every index that runs must stand in one dimension of its own.', example: 's[ids[i]] <- x[i]', fix: 'Combine the values: `s[ids[i]] += x[i]`.',
  },
  MPC3037: {
    severity: 'error', message: '`step {name}`: `{name}` is no size of its own', explanation: 'What counts the tokens is a size that is not derived from others.', fix: 'Declare it: `size N in 1 .. …`.',
  },
  MPC3038: {
    severity: 'error', message: 'a step cannot bring {by} tokens', explanation: 'It brings a constant number, at least 1, or as many as a size says that the inputs tell.', fix: 'Declare `size C in 1 .. …` and write `step N by C`.',
  },
  MPC3039: {
    severity: 'error', message: '`keep` has no place {where}', explanation: 'It keeps a result from step to step, each computed once in its step.', fix: 'Keep the final result in a stage that runs in each step.',
  },
  MPC3040: {
    severity: 'error', message: 'the list `{name}` takes a whole list of {wanted}, not {what}',
    explanation: 'A list is overwritten as a whole: its entries and how many they are change together.', example: 'note[0] <- word', fix: 'Name a list, a selection or a tensor of ids: `note <- words`.',
  },
} as const satisfies Messages;
