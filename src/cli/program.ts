import { Command, CommanderError, Option } from 'commander';
import { VERSION } from '../compiler/version.js';
import { report, toJson } from '../diagnostics/index.js';
import type { CalibrateOptions } from './commands/calibrate-options.js';
import type { CompileCommandOptions } from './commands/compile.js';
import type { ExplainOptions } from './commands/explain.js';
import type { MachinesOptions } from './commands/machines.js';
import type { RunOptions } from './commands/run.js';
import type { SimulateOptions } from './commands/simulate.js';
import type { VerifyOptions } from './commands/verify.js';
import { DEFAULT_MACHINE } from '../machines/default.js';
import { EXIT } from './exit-codes.js';
import { collect, integerFrom, parseLengths, parseNumber, parseSweeps, parseTarget } from './option-values.js';
import { constOption, deviceOptions, placementCommand, sizeOption } from './options.js';
import { printJson, type GlobalOptions, type MethodOptions } from './session.js';

const DESCRIPTION = 'Compiles LLM memory methods (.mp) to HIP kernels, a Vitis HLS project, C++ and a TypeScript host package.';
const EXAMPLES = `
Examples:
  mpc check   method.mp
  mpc compile method.mp --machine ${DEFAULT_MACHINE} --size T=131072 --out build
  mpc explain method.mp --size T=131072
  mpc explain method.mp --sweep T=4096..1048576 --set u55c.clock=300MHz
  mpc explain MPC2104
  mpc machines
  mpc run     build --input x=x.npy --weights model.safetensors --out results
  mpc verify  method.mp

Exit codes: 0 done, 1 errors in the method, 2 usage, 3 input or output file, 4 tool or device missing, 5 mismatch, 70 bug in mpc.`;

/** Columns of help texts, on a terminal and off it. */
const WIDTH = 110;

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

  placementCommand(command('compile', 'write a build folder and explain the placement').argument('<file.mp>'))
    .option('--out <DIR>', 'build folder (default: out/<method>)')
    .option('--binaries <ARCH,...>', 'also compile the HIP kernels, for example gfx90a,sm_90 (clang 19 or newer)')
    .action(async (file: string, options: CompileCommandOptions) => {
      finish(await (await import('./commands/compile.js')).compileCommand(file, options));
    });

  placementCommand(command('explain', 'where each step runs, its time and energy, and why; or a message code').argument('<file.mp|MPCnnnn>'))
    .addOption(new Option('--sweep <NAME[=FROM..TO]>', 'winner, time and energy as a size, the batch or a length grows, and where the winner changes (repeatable)').argParser(parseSweeps).default([], 'none'))
    .option('--peer-to-peer', 'the platform moves data between GPU and FPGA without the host')
    .addOption(new Option('--launch <WHICH>', 'launch styles: those that the runtime uses, or any that the devices offer').choices(['runtime', 'any']).default('runtime'))
    .addOption(new Option('--fpga-kernels <WHICH>', 'kernels for the FPGA: as mpc generates them, as an expert writes them by hand, or by hand over all memory channels').choices(['generated', 'handwritten', 'all-channels']).default('generated'))
    .addOption(new Option('--solver <NAME>', 'dp: the built-in search; ilp: integer programming with HiGHS').choices(['dp', 'ilp']).default('dp'))
    .option('--detail', 'tensors and formulas of each step, every reason')
    .option('--figures', 'every figure of the machine that was used, with source and grade')
    .addHelpText('after', `
Examples:
  mpc explain method.mp --size T=131072 --sweep T=4096..1048576
  mpc explain method.mp --set u55c.clock=300MHz --set link.gpu.fpga.bandwidth=20GB/s
  mpc explain method.mp --pin score=fpga --objective energy`)
    .action(async (what: string, options: ExplainOptions) => {
      finish(await (await import('./commands/explain.js')).explain(what, options));
    });

  command('machines', 'machines and devices with their figures; check a file').argument('[name|check]').argument('[file]')
    .option('--figures', 'every figure with source and grade')
    .addHelpText('after', `
Examples:
  mpc machines                        machines and devices that come with mpc
  mpc machines ${DEFAULT_MACHINE}             its devices and links
  mpc machines u55c --figures         every figure of a device with its source
  mpc machines check lab.json         a machine, device or calibration file of your own`)
    .action(async (what: string | undefined, file: string | undefined, options: MachinesOptions, self: Command) => {
      if (what === 'check' && file === undefined) self.error("error: missing required argument 'file'");
      if (what !== 'check' && file !== undefined) self.error(`error: too many arguments for 'machines'. Expected 1 argument but got 2.`);
      finish(await (await import('./commands/machines.js')).machines(file === undefined ? what : { check: file }, options));
    });

  command('calibrate', 'fit the rates of a device, or of the runtime, to measurements: a file for --calibration').argument('<measurements.jsonl...>')
    .requiredOption('--machine <NAME|FILE>', 'machine that was measured')
    .addOption(new Option('--target <KIND>', 'what was measured: kernels of one of its devices, or whole calls, for what the runtime and the links take').choices(['gpu', 'cpu', 'runtime']).default('gpu'))
    .option('--calibration <FILE>', 'with runtime: a calibration of its kernels (repeatable)', collect, [])
    .option('--name <NAME>', 'name that reports carry (default: machine and date)')
    .option('--out <FILE>', 'where to write the calibration (default: print it)')
    .option('--worst <N>', 'kernels to show that the fit repeats worst', integerFrom(0), 10)
    .addHelpText('after', `
Measurement files have one JSON object a line; bench/measure.ts of the repository makes them on a machine with a GPU.
Example:
  mpc calibrate h100-kernels.jsonl --machine h100 --out h100.json
  mpc explain method.mp --machine h100 --calibration h100.json`)
    .action(async (files: string[], options: CalibrateOptions) => {
      finish(await (await import('./commands/calibrate.js')).calibrate(files, options));
    });

  placementCommand(command('simulate', 'requests through a model on a machine: latencies, utilisation, energy; with a method in its layers').argument('[file.mp]'))
    .option('--model <NAME|FILE>', 'model that the requests run through', 'qwen3-8b')
    .option('--policy <NAME>', 'what each device does when: colocated, chunked, disaggregated, adaptive, pipeline, temporal; or all, in one table', 'colocated')
    .option('--workload <NAME|FILE>', 'kinds of requests, or a trace of them', 'mixed')
    .option('--requests <N>', 'requests', integerFrom(1), 1000)
    .option('--rate <N>', 'mean arrivals in a second', parseNumber, 4)
    .option('--seed <N>', 'seed of arrivals and lengths', integerFrom(0), 1)
    .addOption(new Option('--prompt <N|FROM..TO>', 'prompt tokens of every request, in place of the workload').argParser(parseLengths))
    .addOption(new Option('--output <N|FROM..TO>', 'tokens that every request makes, in place of the workload').argParser(parseLengths))
    .option('--max-batch <N>', 'requests that decode together on a device', integerFrom(1), 256)
    .option('--token-budget <N>', 'prompt tokens of one batch', integerFrom(1), 8192)
    .option('--chunk <N>', 'tokens of a batch where prompts are cut', integerFrom(1))
    .option('--prefill-devices <N>', 'devices that prefill, where a policy sets some apart', integerFrom(1))
    .addOption(new Option('--transfer <WHO>', 'who moves keys and values: the reader, or the writer').choices(['pull', 'push']).default('pull'))
    .addOption(new Option('--target <FIRST,FURTHER>', 'milliseconds to the first token and for each further one').argParser(parseTarget).default({ firstToken: 1e6, perToken: 50e3 }, '1000,50'))
    .option('--micro-batches <N>', 'parts of a batch, so that two devices work at a time', integerFrom(1), 2)
    .addOption(new Option('--attention <WHOSE>', 'whether the method looks at the context in place of the model (default: if its memory is the context)').choices(['method', 'model']))
    .option('--peer-to-peer', 'the platform moves data between devices without the host')
    .option('--trace <FILE>', 'write a Chrome trace')
    .addHelpText('after', `
Examples:
  mpc simulate --machine h100x4 --rate 24 --policy all
  mpc simulate --machine h100 --prompt 512 --output 1000 --requests 1000 --trace trace.json
  mpc simulate method.mp --model qwen3-8b --size T=131072 --prompt 100000..130000 --output 500 --rate 0.1`)
    .action(async (file: string | undefined, options: SimulateOptions, self: Command) => {
      const methodLayers = self.getOptionValueSource('layers') === 'cli' ? { methodLayers: options.layers } : {};
      finish(await (await import('./commands/simulate.js')).simulateCommand(file, { ...options, ...methodLayers }));
    });

  deviceOptions(command('run', 'run one step of a build on this machine').argument('<dir>')
    .option('--input <NAME=FILE>', 'input tensor, .npy (repeatable)', collect, [])
    .option('--weights <FILE>', 'weights and static memories, .safetensors (repeatable)', collect, [])
    .option('--memory <FILE>', 'state of the memories, .safetensors; together with --tokens')
    .option('--tokens <N>', 'tokens that the memories hold', integerFrom(0))
    .addOption(sizeOption('value of a size that no tensor tells (repeatable)').default({}, 'from the tensors'))
    .option('--plan <NAME>', 'auto, default, reference, or a device for all steps: cpu, gpu, gpu1, fpga, …', 'auto')
    .option('--threads <N>', 'CPU threads', integerFrom(1)))
    .option('--out <DIR>', 'where to write outputs as .npy (default: print them)')
    .option('--trace <FILE>', 'write a Chrome trace, predicted beside measured')
    .action(async (folder: string, options: RunOptions, self: Command) => {
      if ((options.memory === undefined) !== (options.tokens === undefined)) {
        self.error("error: options '--memory <FILE>' and '--tokens <N>' need each other");
      }
      finish(await (await import('./commands/run.js')).run(folder, options));
    });

  deviceOptions(command('verify', 'compare back ends with the reference on seeded random inputs').argument('<file.mp>')
    .addOption(constOption())
    .option('--target <LIST>', 'cpu, fpga (C simulation), gpu, or further devices such as gpu1: comma separated (default: all found here)')
    .option('--machine <NAME|FILE>', 'machine whose devices the targets are: a name (see mpc machines) or a JSON file', DEFAULT_MACHINE))
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
