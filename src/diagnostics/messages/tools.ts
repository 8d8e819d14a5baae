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
  MPC5301: {
    severity: 'papercut',
    message: 'the FPGA kernel of step `{step}` has {ports} memory ports; the controller of the card has {available}',
    explanation: 'Each process of an HLS kernel has a port of its own for each tensor that it touches. Ports beyond those of the HBM '
      + 'controller share them through the interconnect of the platform, and the linker may refuse them.',
    fix: 'if the step is to run on the FPGA, split it into smaller ones or give ports that are not used at the same time one `bundle`',
  },
  MPC5302: {
    severity: 'papercut',
    message: 'the FPGA kernel of step `{step}` is counted at {needed} {resource}; the card has {available}',
    explanation: 'The count is made from the generated source and confirmed by no tool. A kernel that is far above what the card has will not be placed.',
    fix: 'place the step elsewhere, or make the extents smaller that its inner loops unroll and its arrays hold',
  },
  MPC5303: {
    severity: 'papercut',
    message: 'process `{process}` of the FPGA kernel of step `{step}` has room on none of the {dies} dies of the card',
    explanation: 'A kernel may be spread over dies process by process, joined by streams. One process has to fit into what a design may '
      + 'fill of a single die. The count is made from the generated source and confirmed by no tool.',
    fix: 'place the step elsewhere, or make the extents smaller that its inner loops unroll and its arrays hold',
  },
} as const satisfies Messages;
