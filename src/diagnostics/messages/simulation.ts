import type { Messages } from '../message.js';

/** MPC42xx: simulation. */
export const simulation = {
  MPC4201: {
    severity: 'error',
    message: 'no policy `{name}` (known: {known})',
    explanation: 'A policy decides which device works on which requests, and when. docs/simulator.md says what each one does.',
    fix: 'Use one of the names listed; `--policy all` compares them.',
  },
  MPC4202: {
    severity: 'error',
    message: 'no model `{name}` (known: {known})',
    explanation: 'A simulation needs the shape of the model: layers, heads, sizes and element types.',
    fix: 'Use one of the names listed, or the path of a JSON file of the same form.',
  },
  MPC4203: {
    severity: 'error',
    message: '`{field}` in `{file}` is not well formed: {problem}',
    explanation: 'Model and workload files are read strictly, so that a misspelt field does not silently change a simulation.',
    fix: 'Compare the file with the form in docs/simulator.md.',
  },
  MPC4204: {
    severity: 'error',
    message: '`{model}` does not fit {device}: its weights take {needed} GB, {available} GB are there, {over} GB too few',
    explanation: 'Weights stay in the memory of the device that runs the model; what is left holds keys and values.',
    fix: 'Choose a device with more memory, a smaller model, or a policy that spreads the layers over a pipeline.',
  },
  MPC4205: {
    severity: 'error',
    message: 'request {request} needs {tokens} tokens of keys and values, and the smallest device that runs the model has room for {capacity}: {over} too many',
    explanation: 'A request keeps its keys and values on one device, or in one pipeline, and may be sent to any of them.',
    fix: 'Choose shorter requests, a device with more memory, or a model with smaller keys and values.',
  },
  MPC4206: {
    severity: 'error',
    message: '`{option}` must be larger than zero, found `{value}`',
    explanation: 'Rates, counts and limits of a simulation are positive.',
    fix: 'Give a positive number.',
  },
  MPC4207: {
    severity: 'error',
    message: 'policy `{policy}` needs {needed} devices that can run the model, `{machine}` has {found}',
    explanation: 'Prefill and decode on devices of their own need at least one device each.',
    fix: 'Choose a machine with more GPUs, or another policy.',
  },
  MPC4208: {
    severity: 'error',
    message: 'policy `{policy}` moves data from {from} to {to}, which no link of `{machine}` joins',
    explanation: 'Keys, values and activations go over the links of the machine file.',
    fix: 'Add the link to the machine, or choose a policy that keeps a request on one device.',
  },
  MPC4209: {
    severity: 'warning',
    message: 'requests reach {tokens} tokens, the size `{size}` of the method ends at {max}: longer contexts are priced as {max}',
    explanation: 'A method is priced within the ranges of its sizes.',
    fix: 'Widen the range in the method, or choose shorter requests.',
  },
  MPC4210: {
    severity: 'error',
    message: 'a method cannot run in {layers} layers of `{model}`, which has {max}',
    explanation: 'A method runs in some or all layers of the model, once a token in each.',
    fix: 'Give at most as many layers as the model has, or leave `--layers` out for all of them.',
  },
  MPC4211: {
    severity: 'error',
    message: '{count} devices that prefill leave none of the {found} of `{machine}` to decode',
    explanation: 'Where a policy keeps prefill and decode apart, each of the two needs at least one device.',
    fix: 'Set fewer devices apart with `--prefill-devices`, or leave it out: the work of the trace decides then.',
  },
  MPC4212: {
    severity: 'error',
    message: 'a Chrome trace shows one policy, and all were asked for',
    explanation: 'Each policy is a run of its own; a file holds the operations of one.',
    fix: 'Name the policy to see with `--policy`, or leave `--trace` out.',
  },
} as const satisfies Messages;
