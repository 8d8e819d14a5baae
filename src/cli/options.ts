import { Option, type Command } from 'commander';
import { DEFAULT_MACHINE } from '../machines/default.js';
import { collect, integerFrom, parseConstants, parseDevices, parseOverride, parsePins, parsePlaces, parseSizes } from './option-values.js';

/** Options that several commands share. */

export function sizeOption(what: string): Option {
  return new Option('--size <NAME=VALUE>', what).argParser(parseSizes).default({}, 'bounds of the method');
}

export function constOption(): Option {
  return new Option('--const <NAME=VALUE>', 'value for a constant of the method (repeatable)').argParser(parseConstants).default({}, 'as in the file');
}

/** The machine that something is predicted for. Read with `machineOf`. */
export function machineOptions(command: Command): Command {
  return command
    .option('--machine <NAME|FILE>', 'machine to place for: a name (see mpc machines) or a JSON file', DEFAULT_MACHINE)
    .addOption(new Option('--calibration <FILE>', 'figures that were measured, a JSON file (repeatable)').argParser(collect).default([], 'none'))
    .addOption(new Option('--set <FIGURE=VALUE>', 'change a figure of a device or link, for example u55c.clock=300MHz (repeatable)').argParser(parseOverride).default([], 'none'));
}

/** What a method is placed for. Read with `placementOptions` and `machineOf`. */
export function placementCommand(command: Command): Command {
  return machineOptions(command.addOption(constOption()))
    .addOption(sizeOption('actual size to predict for (repeatable)'))
    .option('--batch <N>', 'requests served together', integerFrom(1), 1)
    .option('--layers <N>', 'layers of the model that run the method for each token, each on memories of its own', integerFrom(1), 1)
    .addOption(new Option('--objective <WHAT>', 'what to make best').choices(['latency', 'throughput', 'energy', 'energy-delay']).default('latency'))
    .addOption(new Option('--pin <STEP=DEVICE>', 'keep a step on a device (repeatable)').argParser(parsePins).default({}, 'none'))
    .option('--time-limit <MS>', 'end the search after so many milliseconds with the best placement so far, and say how good it is', integerFrom(1));
}

/** Devices of this machine that steps run on. */
export function deviceOptions(command: Command): Command {
  return command
    .addOption(new Option('--place <STEP=DEVICE>', 'run a step on another device than the plan says: cpu, gpu, gpu1, fpga, … (repeatable)').argParser(parsePlaces).default({}, 'none'))
    .addOption(new Option('--device <ID=WHERE>', 'which device an id stands for: a number or a PCI address, for example gpu1=2 (repeatable)').argParser(parseDevices).default({}, 'in order'));
}
