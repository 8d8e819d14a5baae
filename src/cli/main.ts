#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../compiler/version.js';
import { EXIT } from './exit-codes.js';
import { parseSizes } from './sizes.js';
import type { GlobalOptions } from './session.js';

const DESCRIPTION = 'Compiles LLM memory methods (.mp) to HIP kernels, a Vitis HLS project, C++ and a TypeScript host package.';
const EXAMPLES = `
Examples:
  mpc check   method.mp
  mpc compile method.mp --machine mi210-u55c --size T=131072 --out build
  mpc explain method.mp --size T=131072
  mpc explain MPC2104
  mpc run     build --input x=x.npy --weights model.safetensors --out results
  mpc verify  method.mp

Exit codes: 0 done, 1 errors in the method, 2 usage, 3 input or output file, 4 tool or device missing, 5 mismatch, 70 bug in mpc.`;

function sizeOption(): Option {
  return new Option('--size <NAME=VALUE>', 'actual size to predict for (repeatable)').argParser(parseSizes).default({}, 'bounds of the method');
}

function placementOptions(command: Command): Command {
  return command
    .option('--machine <NAME|FILE>', 'machine to place for: a name (see mpc doctor) or a JSON file', 'mi210-u55c')
    .addOption(sizeOption())
    .option('--batch <N>', 'requests served together', Number, 1)
    .addOption(new Option('--objective <WHAT>', 'what to minimise').choices(['latency', 'energy', 'energy-delay']).default('latency'));
}

/** The program; commands are loaded when they run, so that `mpc check` does not pay for the runtime. */
export function createProgram(): Command {
  const program = new Command('mpc').description(DESCRIPTION).version(VERSION).addHelpText('after', EXAMPLES)
    .showHelpAfterError('(mpc --help shows the commands)').exitOverride().enablePositionalOptions();
  const json = (command: Command): Command => command.option('--json', 'print one JSON document');

  json(program.command('check').description('report all errors and warnings of a method').argument('<file.mp>'))
    .action(async (file: string, options: GlobalOptions) => (await import('./commands/check.js')).check(file, options));

  json(placementOptions(program.command('compile').description('write a build folder and explain the placement').argument('<file.mp>')))
    .option('--out <DIR>', 'build folder (default: out/<method>)')
    .option('--emit-ir', 'also write ir.txt, the tensor IR after the passes')
    .action(async (file: string, options) => (await import('./commands/compile.js')).compileCommand(file, options));

  json(placementOptions(program.command('explain').description('analysis, candidates and reasons of a placement; or a message code').argument('<file.mp|MPCnnnn>')))
    .option('--sweep <NAME=LO..HI>', 'show where the winner changes as a size grows')
    .action(async (what: string, options) => (await import('./commands/explain.js')).explain(what, options));

  json(program.command('run').description('run one step of a build on this machine').argument('<dir>'))
    .option('--input <NAME=FILE>', 'input tensor, .npy (repeatable)', collect, [])
    .option('--weights <FILE>', 'weights and static memories, .safetensors (repeatable)', collect, [])
    .option('--memory <FILE>', 'state of the memories, .safetensors')
    .option('--tokens <N>', 'tokens already in the memories', Number)
    .option('--plan <NAME>', 'placement to run: auto, default, cpu, gpu, fpga', 'auto')
    .option('--threads <N>', 'CPU threads', Number)
    .option('--out <DIR>', 'where to write outputs as .npy (default: print them)')
    .option('--trace <FILE>', 'write a Chrome trace, predicted beside measured')
    .action(async (folder: string, options) => (await import('./commands/run.js')).run(folder, options));

  json(program.command('verify').description('compare back ends with the reference on seeded random inputs').argument('<file.mp>'))
    .option('--target <LIST>', 'cpu, fpga (C simulation), gpu: comma separated (default: all found here)')
    .option('--seed <N>', 'seed of the inputs', Number, 1)
    .addOption(sizeOption())
    .action(async (file: string, options) => (await import('./commands/verify.js')).verify(file, options));

  json(program.command('doctor').description('tools and devices found, machines known'))
    .action(async (options: GlobalOptions) => (await import('./commands/doctor.js')).doctor(options));
  return program;
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
}
