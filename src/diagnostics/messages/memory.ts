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
    explanation: 'Stages run in the order prepare, relevancy, retrieve, apply, and statements from top to bottom.', example: 'relevancy { a = b }\nretrieve { b = 1.0 }', fix: 'Move the definition up, or the use down.',
  },
  MPC3009: {
    severity: 'error', message: 'the memory `{name}` is read before its row of this step is written',
    explanation: 'The sizes count the current token in every stage, so the newest row would be missing.', fix: 'Write the memory first.',
  },
  MPC3010: {
    severity: 'error', message: 'the output `{name}` is never defined',
    explanation: 'An output is a result of a stage that the caller gets back.', fix: 'Define it in a stage.',
  },
  MPC3011: {
    severity: 'error', message: '`{name}` is defined under `when` and has no value where it is read',
    explanation: 'In steps in which the condition does not hold, it is not computed.', fix: 'Use it under the same `when`, or define it without one.',
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
    severity: 'error', message: '`{name}` is no memory', explanation: '`<-` writes a row of a memory.', fix: 'Define it with `=`, or declare a memory.',
  },
  MPC3017: {
    severity: 'error', message: 'the memory `{name}` does not say how it grows',
    explanation: 'Placement and generated code depend on it.', example: 'memory keys : bf16[N, D]', fix: 'Add `append per token`, `append per block of B`, `ring`, `static` or `computed`.',
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
  MPC3021: {
    severity: 'error', message: 'a `when` condition depends on data', explanation: 'The host decides before a step which operations it starts, so it can only look at sizes.', fix: 'Use sizes and constants, or `if` inside an expression.',
  },
  MPC3022: {
    severity: 'error', message: 'the stage `{stage}` is given twice', explanation: 'Each stage has one block.', fix: 'Join the two.',
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
    severity: 'error', message: '`+=`, `min=` and `max=` cannot change the memory `{name}`', explanation: 'They start from the identity; a memory keeps its rows.', fix: 'Combine into a result and write that with `<-`.',
  },
  MPC3028: {
    severity: 'error', message: '`{stage} once` does not exist', explanation: 'Only `prepare` may run once: when static memories are loaded.', fix: 'Remove `once`.',
  },
  MPC3029: {
    severity: 'error', message: 'the output `{name}` is defined under `when` only', explanation: 'The caller gets every output in every step.', fix: 'Define it without a condition.',
  },
  MPC3030: {
    severity: 'warning', message: 'the memory `{name}` is written but never read', explanation: 'Keeping it costs space and time and changes no output.', fix: 'Remove it, or read it.',
  },
} as const satisfies Messages;
