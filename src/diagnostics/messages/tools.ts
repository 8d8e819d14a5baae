import type { Messages } from '../message.js';

export const tools = {
  MPC5101: {
    severity: 'error',
    message: 'there is no compiler for {architecture}',
    explanation: 'HIP kernels are compiled by clang 19 or newer without any SDK (with lld for AMD), else by hipcc or nvcc.',
    fix: 'install clang-19 and lld-19 (Debian, Ubuntu: apt install clang-19 lld-19)',
  },
  MPC5102: {
    severity: 'error',
    message: '`{source}` does not compile: {reason}',
    explanation: 'The compiler refused generated code. That is a bug in mpc, or a compiler that it has not met.',
    fix: 'report it with the method file and the compiler\'s words',
  },
  MPC5201: {
    severity: 'note',
    message: 'there is no C++ compiler: CPU kernels cannot be built',
    explanation: 'CPU kernels are C++17, compiled once and cached. Any g++ (12 or newer) or clang++ (14 or newer) on the path will do.',
    fix: 'install g++ or clang (Debian, Ubuntu: apt install g++)',
  },
} as const satisfies Messages;
