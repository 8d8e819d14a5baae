import type { Messages } from '../message.js';

/** 1xxx: text that does not follow the grammar (docs/language/grammar.md). */
export const syntax = {
  MPC1001: {
    severity: 'error',
    message: 'expected {expected}, found {found}',
    explanation: 'The text does not follow the grammar at this place. Reading goes on behind it, so that later errors are reported too.',
    example: 'method m\nsize N in 1 .. 8\ninput x : f32[N\n',
    fix: 'docs/language/grammar.md has the grammar; the message names what could stand here',
  },
  MPC1002: {
    severity: 'error',
    message: 'the character {found} has no meaning here',
    explanation: 'Methods are written with letters, digits, operators and brackets; strings do not exist in the language.',
    example: 'method m\nconst A = 3 $ 4\n',
    fix: 'remove the character',
  },
  MPC1003: {
    severity: 'error',
    message: 'this is nested too deeply',
    explanation: 'Expressions and blocks may be nested some hundred levels deep, which no method that a person writes comes near.',
    fix: 'name parts of the expression in statements of their own',
  },
  MPC1004: {
    severity: 'error',
    message: 'expected a declaration or a stage, found {found}',
    explanation: 'A method consists of `size`, `const`, `batch`, `input`, `weight`, `memory`, `output` and `fn` declarations and of the stages `prepare`, `relevancy`, `retrieve` and `apply`; statements stand inside a stage.',
    example: 'method m\ny[i] = x[i]\n',
    fix: 'put statements into a stage: `relevancy { … }`',
  },
  MPC1005: {
    severity: 'error',
    message: 'a file needs `method NAME` before its declarations',
    explanation: 'A `.mp` file is one method; only libraries, which hold nothing but functions, have no name.',
    example: 'size N in 1 .. 8\n',
    fix: 'write `method my_method` as the first line',
  },
} as const satisfies Messages;
