import type { Messages } from '../message.js';

/** MPC40xx: device and machine files. MPC41xx: options of a placement. */
export const placement = {
  MPC4001: {
    severity: 'error',
    message: '`{file}` has an unknown figure `{figure}`',
    explanation: 'Device and machine files are read strictly, so that a misspelt figure is not silently replaced by a default.',
    fix: 'Remove it, or correct its name; docs/adding-a-device.md lists all figures.',
  },
  MPC4002: {
    severity: 'error',
    message: '`{figure}` in `{file}` must be larger, found `{value}`',
    explanation: 'Rates, capacities and times are positive: a cost would otherwise be zero, negative or infinite.',
    fix: 'Give the figure in the unit that is written beside it.',
  },
  MPC4003: {
    severity: 'error',
    message: '`{file}` lacks the figure `{figure}`',
    explanation: 'Every figure that a cost depends on has to be given with its source; none has a default.',
    fix: 'Add it as `{ "value": …, "unit": …, "source": …, "grade": … }`.',
  },
  MPC4004: {
    severity: 'error',
    message: '`{figure}` in `{file}` is not well formed: {problem}',
    explanation: 'A figure is an object with value, unit, source and grade (measured, vendor, derived or assumed), in the unit of the schema.',
    fix: 'Compare it with the same figure of a device that comes with mpc.',
  },
  MPC4005: {
    severity: 'error',
    message: '`{file}` names an unknown {kind} `{name}` (known: {known})',
    explanation: 'A machine takes its devices by name, or whole.',
    fix: 'Use a known name, or put the device itself in its place.',
  },
  MPC4006: {
    severity: 'error',
    message: '`{file}` says that the model runs on the {home}, but the machine has none',
    explanation: 'Inputs come from the device where the model runs and outputs go back to it, so it has to exist.',
    fix: 'Set `home` to a device of the machine, or add the device.',
  },
  MPC4007: {
    severity: 'error',
    message: '`{figure}` in `{file}` is `{value}`, more than {max}',
    explanation: 'Shares of a peak lie between 0 and 1.',
    fix: 'Give the part of the peak that is reached, not a percentage.',
  },
  MPC4101: {
    severity: 'error',
    message: 'no size `{name}` to place for (known: {known})',
    explanation: 'A placement is made at chosen values of the sizes of the method and of its data-dependent lengths.',
    fix: 'Use one of the names listed.',
  },
  MPC4102: {
    severity: 'error',
    message: 'size `{name}` cannot be {value}: it lies between {min} and {max}',
    explanation: 'Costs at a size that the method does not allow would say nothing about it.',
    fix: 'Choose a value within the range of the declaration, or widen that.',
  },
  MPC4103: {
    severity: 'error',
    message: 'no step `{name}` to pin (known: {known})',
    explanation: 'A pin gives the device of one step by the name that `mpc explain` prints.',
    fix: 'Use one of the names listed.',
  },
  MPC4104: {
    severity: 'error',
    message: 'step `{name}` cannot be pinned to the {device}: `{machine}` has {known}',
    explanation: 'A step runs on a device of the machine it is placed for.',
    fix: 'Choose one of its devices, or another machine.',
  },
  MPC4105: {
    severity: 'error',
    message: 'a batch of {batch} is not between {min} and {max} requests',
    explanation: 'The method declares how many requests a step may serve together.',
    fix: 'Choose a batch within the range, or widen the `batch` declaration.',
  },
  MPC4106: {
    severity: 'warning',
    message: 'no placement fits `{machine}` at {sizes}',
    explanation: 'What the method keeps is larger than the memories of the devices, or a pin leaves a step no device that can hold it. The steps are listed on the CPU.',
    fix: 'Place for smaller sizes, remove pins, or choose a machine with more memory.',
  },
} as const satisfies Messages;
