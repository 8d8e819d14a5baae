import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../compiler/version.js';
import { report, toJson } from '../diagnostics/index.js';
import type { CompileCommandOptions } from './commands/compile.js';
import type { ExplainOptions } from './commands/explain.js';
import type { RunOptions } from './commands/run.js';
import type { VerifyOptions } from './commands/verify.js';
import { EXIT } from './exit-codes.js';
import { DEFAULT_MACHINE } from './machine.js';
import { collect, integerFrom, parseConstants, parseSizes } from './option-values.js';
import { printJson, type GlobalOptions, type MethodOptions } from './session.js';

const DESCRIPTION = 'Compiles LLM memory methods (.mp) to HIP kernels, a Vitis HLS project, C++ and a TypeScript host package.';
const EXAMPLES = `
Examples:
  mpc check   method.mp
  mpc compile method.mp --machine ${DEFAULT_MACHINE} --size T=131072 --out build
  mpc explain method.mp --size T=131072
  mpc explain MPC2104
  mpc run     build --input x=x.npy --weights model.safetensors --out results
  mpc verify  method.mp

Exit codes: 0 done, 1 errors in the method, 2 usage, 3 input or output file, 4 tool or device missing, 5 mismatch, 70 bug in mpc.`;

/** Columns of help texts, on a terminal and off it. */
const WIDTH = 110;

function sizeOption(what: string): Option {
  return new Option('--size <NAME=VALUE>', what).argParser(parseSizes).default({}, 'bounds of the method');
}

function constOption(): Option {
  return new Option('--const <NAME=VALUE>', 'value for a constant of the method (repeatable)').argParser(parseConstants).default({}, 'as in the file');
}

function placementOptions(command: Command): Command {
  return command
    .addOption(constOption())
    .option('--machine <NAME|FILE>', 'machine to place for: a name (see mpc doctor) or a JSON file', DEFAULT_MACHINE)
    .addOption(sizeOption('actual size to predict for (repeatable)'))
    .option('--batch <N>', 'requests served together', integerFrom(1), 1)
    .addOption(new Option('--objective <WHAT>', 'what to minimise').choices(['latency', 'energy', 'energy-delay']).default('latency'));
}

/**
 * The program; `finish` gets the exit code of the command that ran. Commands are loaded when they run, so that `mpc check`
 * does not pay for the runtime.
 */
export function createProgram(finish: (exitCode: number) => void): Command {
  const program = new Command('mpc').description(DESCRIPTION).version(VERSION).addHelpText('after', EXAMPLES)
    .showHelpAfterError('(mpc --help shows the commands)').enablePositionalOptions()
    .configureHelp({ helpWidth: WIDTH }).configureOutput({ getOutHelpWidth: () => WIDTH, getErrHelpWidth: () => WIDTH }).exitOverride();
  const command = (name: string, description: string): Command => program.command(name).description(description)
    .option('--json', 'print one JSON document').showHelpAfterError(`(mpc ${name} --help shows the options)`);

  command('check', 'report all errors and warnings of a method').argument('<file.mp>').addOption(constOption())
    .action(async (file: string, options: MethodOptions) => {
      finish(await (await import('./commands/check.js')).check(file, options));
    });

  placementOptions(command('compile', 'write a build folder and explain the placement').argument('<file.mp>'))
    .option('--out <DIR>', 'build folder (default: out/<method>)')
    .option('--binaries <ARCH,...>', 'also compile the HIP kernels, for example gfx90a,sm_90 (clang 19 or newer)')
    .action(async (file: string, options: CompileCommandOptions) => {
      finish(await (await import('./commands/compile.js')).compileCommand(file, options));
    });

  placementOptions(command('explain', 'analysis, candidates and reasons of a placement; or a message code').argument('<file.mp|MPCnnnn>'))
    .option('--sweep <NAME>', 'show where the winner changes as this size grows')
    .option('--figures', 'list every device figure used, with source and grade')
    .action(async (what: string, options: ExplainOptions) => {
      finish(await (await import('./commands/explain.js')).explain(what, options));
    });

  command('run', 'run one step of a build on this machine').argument('<dir>')
    .option('--input <NAME=FILE>', 'input tensor, .npy (repeatable)', collect, [])
    .option('--weights <FILE>', 'weights and static memories, .safetensors (repeatable)', collect, [])
    .option('--memory <FILE>', 'state of the memories, .safetensors; together with --tokens')
    .option('--tokens <N>', 'tokens that the memories hold', integerFrom(0))
    .addOption(sizeOption('value of a size that no tensor tells (repeatable)').default({}, 'from the tensors'))
    .option('--plan <NAME>', 'auto, default, cpu, gpu, fpga or reference', 'auto')
    .option('--threads <N>', 'CPU threads', integerFrom(1))
    .option('--out <DIR>', 'where to write outputs as .npy (default: print them)')
    .option('--trace <FILE>', 'write a Chrome trace, predicted beside measured')
    .action(async (folder: string, options: RunOptions, self: Command) => {
      if ((options.memory === undefined) !== (options.tokens === undefined)) {
        self.error("error: options '--memory <FILE>' and '--tokens <N>' need each other");
      }
      finish(await (await import('./commands/run.js')).run(folder, options));
    });

  command('verify', 'compare back ends with the reference on seeded random inputs').argument('<file.mp>')
    .addOption(constOption())
    .option('--target <LIST>', 'cpu, fpga (C simulation), gpu: comma separated (default: all found here)')
    .option('--seed <N>', 'seed of the inputs', integerFrom(0), 1)
    .option('--vectors <DIR>', 'also write the build there, with test vectors of the reference for its HLS testbenches')
    .addOption(sizeOption('size to verify at (repeatable)').default({}, 'the smallest, small ones, a few thousand'))
    .addHelpText('after', `
Cases: the smallest sizes, small ones and a few thousand; memories empty, around the end of each block, and long;
four requests of different lengths together. Functions of the host are replaced by seeded stand-ins. Of operations that
are much work for the reference a sample is compared; each line says how many elements of how many.`)
    .action(async (file: string, options: VerifyOptions) => {
      finish(await (await import('./commands/verify.js')).verify(file, options));
    });

  command('doctor', 'tools and devices found, machines known')
    .action(async (options: GlobalOptions) => {
      finish(await (await import('./commands/doctor.js')).doctor(options));
    });
  return program;
}

/** Runs a command line (without node and script) and gives the exit code. With `--json`, a wrong command line is told as JSON too. */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram((code) => { exitCode = code; });
  const json = args.includes('--json');
  if (json) for (const command of [program, ...program.commands]) command.configureOutput({ writeErr: () => { /* told below */ } });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    const what = error.code === 'commander.help' ? 'a command is missing' : error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
    if (json) printJson({ ok: false, diagnostics: [toJson(report('MPC6110', { what }))] });
    return EXIT.usage;
  }
}
