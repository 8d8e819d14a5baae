import type { Messages } from '../message.js';

/** 60xx: files that are read. */
const files = {
  MPC6001: {
    severity: 'error',
    message: 'cannot read `{path}`: {reason}',
    explanation: 'A file or folder that the command or program names is missing, or may not be read.',
    fix: 'check the path and its permissions',
  },
  MPC6002: {
    severity: 'error',
    message: '`{path}` is not a valid {format} file: {reason}',
    explanation: 'Headers of tensor files are checked in full before any data is used: element type, shape, offsets, and that tensors neither overlap nor leave gaps.',
    fix: 'write the file again with numpy or safetensors; structured and 64-bit unsigned types are not supported',
  },
  MPC6003: {
    severity: 'error',
    message: '`{path}` is truncated: {expected} bytes expected, {found} found',
    explanation: 'The header announces more data than the file holds.',
    fix: 'copy or write the file again',
  },
  MPC6004: {
    severity: 'error',
    message: '`{path}` has {extra} bytes that belong to no tensor',
    explanation: 'Data after the last tensor means that header and contents do not belong together.',
    fix: 'write the file again, one array to a .npy file',
  },
  MPC6005: {
    severity: 'error',
    message: '`{name}` in `{path}` holds {found}, {wanted} is wanted',
    explanation: 'No value is rounded silently, but for f64, the default of NumPy, where f32 is wanted. Integers narrow where all values fit; bits without a type of their own (u2, V2, u1, V1) become bf16, f16 or f8e4m3 where that type is wanted.',
    fix: 'convert the array to the declared type before saving it',
  },
  MPC6006: {
    severity: 'error',
    message: 'element {index} of `{name}` in `{path}` is {value}, which {wanted} cannot hold',
    explanation: 'Integers are narrowed only if every value fits, and booleans are stored as 0 or 1.',
    fix: 'correct the value, or declare a wider type',
  },
  MPC6007: {
    severity: 'error',
    message: '`{path}` is not a tensor file',
    explanation: 'Tensors are read from .npy files, .safetensors files, and folders of them.',
    fix: 'save the tensors in one of these formats',
  },
  MPC6008: {
    severity: 'error',
    message: 'two files of `{path}` hold a tensor named `{name}`',
    explanation: 'A .npy file holds the tensor of its base name, a .safetensors file those that it names; all files of a folder are read.',
    fix: 'remove or rename one of the files',
  },
  MPC6009: {
    severity: 'error',
    message: 'cannot write `{path}`: {reason}',
    explanation: 'A file that was to be written could not be.',
    fix: 'choose another place, or mend its permissions',
  },
  MPC6010: {
    severity: 'error',
    message: 'there is no build at `{path}`: {reason}',
    explanation: 'A build folder has a manifest.json, which says what the runtime needs to know.',
    fix: 'make one with `mpc compile`',
  },
  MPC6011: {
    severity: 'error',
    message: '`{path}` is not a manifest that this runtime understands: {reason}',
    explanation: 'The manifest is checked before anything is loaded. It is written by the compiler and not meant to be edited.',
    fix: 'compile the method again with the version of mpc that runs it',
  },
} as const satisfies Messages;

/** 61xx: files that are written. */
const output = {
  MPC6101: {
    severity: 'error',
    message: 'cannot write `{path}`: {reason}',
    explanation: 'Output appears whole or not at all: files are written beside the target and moved into place at the end.',
    fix: 'choose another folder, or mend its permissions',
  },
  MPC6102: {
    severity: 'error',
    message: '`{path}` is not an earlier build, so it is not replaced',
    explanation: 'A build replaces its folder as a whole. A folder without a manifest of mpc may hold work of yours.',
    fix: 'choose an empty or new folder with `--out`',
  },
  MPC6103: {
    severity: 'error',
    message: 'no machine is called `{name}`; known are {known}',
    explanation: 'A machine is a name that mpc knows (`mpc doctor` lists them) or a JSON file that describes one (docs/adding-a-device.md).',
    fix: 'name a known machine, or give the path of a `.json` file',
  },
  MPC6104: {
    severity: 'error',
    message: '`{path}` is not JSON: {reason}',
    explanation: 'Machine and device files are JSON documents.',
    fix: 'mend the file at the place named',
  },
  MPC6105: {
    severity: 'error',
    message: 'the method has no size `{name}`; it has {known}',
    explanation: '`--size NAME=VALUE` fixes a size that the method declares.',
    fix: 'name a declared size',
  },
  MPC6106: {
    severity: 'error',
    message: 'size `{name}` cannot be {value}: it lies in {min} .. {max}',
    explanation: 'Sizes have the range that the method declares.',
    fix: 'give a value in the range, or widen it in the method',
  },
  MPC6107: {
    severity: 'error',
    message: 'no message has the code {code}',
    explanation: 'Every message of mpc carries a code of `MPC` and four digits.',
    fix: 'copy the code from the message',
  },
  MPC6108: {
    severity: 'error',
    message: '`{path}` holds {count} tensors where one is expected',
    explanation: '`--input NAME=FILE` takes the one tensor of the file; without `NAME=` all tensors of the file are taken under their own names.',
    fix: 'leave out `NAME=`, or give a `.npy` file',
  },
  MPC6109: {
    severity: 'error',
    message: 'no target is called `{name}`; there are {known}',
    explanation: '`--target` takes a comma-separated list of back ends to verify, or of devices where there are several of a kind: `gpu1` is the second GPU.',
    fix: 'name cpu, fpga or gpu, or one of these with a number',
  },
  MPC6110: {
    severity: 'error',
    message: 'wrong command line: {what}',
    explanation: 'With `--json` a wrong command line is told in the same form as all other errors.',
    fix: '`mpc --help` shows the commands, `mpc COMMAND --help` the options of one',
  },
  MPC6111: {
    severity: 'error',
    message: '`{path}` is no machine, device or calibration file',
    explanation: 'A machine file has `devices` and `links`, a device file has a `kind` or `extends` another device, a calibration has `figures`.',
    fix: 'start from a file that `mpc machines NAME --json` prints, or from docs/adding-a-device.md',
  },
  MPC6112: {
    severity: 'error',
    message: 'the length `{name}` has no limits of its own to sweep between',
    explanation: 'Sizes have limits in the method. A length that only the data knows has an estimate, but no limits.',
    fix: 'give a range: `--sweep "len(e)=10..10000"`',
  },
  MPC6113: {
    severity: 'error',
    message: '`{path}` gives `{key}` twice',
    explanation: 'Of two members of one name JSON keeps the last: figures or devices of the first would be lost without a word.',
    fix: 'take one of the two out, or give it the name that was meant',
  },
} as const satisfies Messages;

/** 62xx: tensors, sizes and requests given to a program. */
const tensors = {
  MPC6201: {
    severity: 'error',
    message: 'there is no {what} named `{name}`; known: {known}',
    explanation: 'Everything given to a program must be declared in its method, so that a misspelt name cannot go unnoticed.',
    fix: 'correct the name',
  },
  MPC6202: {
    severity: 'error',
    message: 'missing {what}: {names}',
    explanation: 'Weights and static memories are given when a program is loaded, all inputs in each step.',
    fix: 'give the tensors named',
  },
  MPC6203: {
    severity: 'error',
    message: '`{name}` is {found}, but the method declares {expected}',
    explanation: 'Tensors are taken in exactly the declared type: converting is a rounding that the caller decides on.',
    fix: 'convert the tensor first',
  },
  MPC6204: {
    severity: 'error',
    message: '`{name}` has the shape [{found}], but the method declares [{declared}], which is [{expected}] here',
    explanation: 'Extents must agree with the declaration and, where they are sizes, with each other.',
    fix: 'give the tensor in the declared shape',
  },
  MPC6205: {
    severity: 'error',
    message: '`{name}` has {found} bytes, its shape and type need {expected}',
    explanation: 'The bytes of a tensor are its elements, row by row, with nothing between or after.',
    fix: 'build the tensor with `fromNumbers`, or pass exactly its bytes',
  },
  MPC6206: {
    severity: 'error',
    message: 'element {index} of `{name}` is {value}, outside 0 .. {range} - 1',
    explanation: 'Ids are used as indices on the device. They are checked once, when they are given, so that no kernel reads outside its memory.',
    fix: 'correct the ids, or the size that they range over',
  },
  MPC6207: {
    severity: 'error',
    message: 'element {index} of `{name}` is NaN',
    explanation: 'The program was loaded with the option `nan` set to `reject`.',
    fix: 'correct the value, or allow NaN',
  },
  MPC6208: {
    severity: 'error',
    message: 'size `{size}` is {value}, outside {min} .. {max}',
    explanation: 'Memory and indices are laid out for the declared range of each size.',
    fix: 'give less, or widen the range in the method',
  },
  MPC6209: {
    severity: 'error',
    message: 'size `{size}` is {value}, not a multiple of {multipleOf}',
    explanation: 'The method declares that the size is divisible, and kernels rely on it.',
    fix: 'pad the tensors',
  },
  MPC6210: {
    severity: 'error',
    message: 'nothing tells the value of size `{size}`',
    explanation: 'Sizes follow from the shapes of weights, static memories and inputs, and from the number of tokens.',
    fix: 'give it in the option `sizes`',
  },
  MPC6211: {
    severity: 'error',
    message: 'the memory is full: size `{size}` has reached its bound {bound}',
    explanation: 'A memory grows up to the bound that its method declares.',
    fix: 'raise the bound in the method, or start a new session',
  },
  MPC6212: {
    severity: 'error',
    message: 'a step serves {min} .. {max} requests, not {found}',
    explanation: 'The method declares how many requests a step may serve together.',
    fix: 'split the batch, or declare a larger one',
  },
  MPC6213: {
    severity: 'error',
    message: 'a session appears twice in one batch',
    explanation: 'A step appends one token to each session, so each can take part once.',
    fix: 'take the second step in the next batch',
  },
  MPC6214: {
    severity: 'error',
    message: 'a session of the batch is closed, or belongs to another program',
    explanation: 'The memories of a session lie on the devices of the program that made it.',
    fix: 'make the session with `program.createSession()`',
  },
  MPC6215: {
    severity: 'error',
    message: 'more than {limit} steps wait in this session',
    explanation: 'A queue without a limit would hide that the caller is faster than the devices.',
    fix: 'wait for earlier steps before adding more',
  },
  MPC6216: {
    severity: 'error',
    message: '`{name}` cannot be read: {reason}',
    explanation: 'Memories can be read at any time; inputs, temporaries and outputs until another step reuses their place.',
    fix: 'read it right after the step, or load the program with a larger `inFlight`',
  },
  MPC6217: {
    severity: 'error',
    message: 'the {what} is closed',
    explanation: 'Closing frees the memory on the devices.',
    fix: 'make a new one',
  },
  MPC6218: {
    severity: 'error',
    message: 'the memories of this session ({tokens} tokens) are lost',
    explanation: 'A device failed during a step and what the step had overwritten could not be put back.',
    fix: 'give the session a known state with `preset`, or close it',
  },
  MPC6219: {
    severity: 'error',
    message: 'element {index} of `{name}` is stored as {value}; a bool is 0 or 1',
    explanation: 'Kernels compute with the stored byte.',
    fix: 'store 0 or 1',
  },
  MPC6220: {
    severity: 'error',
    message: 'entry {index} of the list `{name}` is {value}: as many entries as `{count}` says are ids below {range}, the rest are -1',
    explanation: 'A list is stored with room to spare. Entries are used as indices on the device, so what is stored must agree with the count that is given along with it; without a count the list is empty.',
    fix: 'give the list and its count as `tensor` of a session reads them',
  },
  MPC6221: {
    severity: 'error',
    message: 'no function is given for: {names}',
    explanation: 'The method calls functions that the host provides. They are given when a program is loaded.',
    fix: 'give each of them in the option `externs`',
  },
  MPC6222: {
    severity: 'error',
    message: 'there is no vocabulary for the template of: {names}',
    explanation: 'The literal words of a template become ids of the vocabulary that the method works with.',
    fix: 'give the option `vocabulary`, such as `wordVocabulary(words)`',
  },
  MPC6223: {
    severity: 'error',
    message: 'result `{result}` of `{extern}` {reason}',
    explanation: 'What a function of the host gives must have the type, shape and id range that the method declares; a list may be shorter.',
    fix: 'correct the function',
  },
} as const satisfies Messages;

/** 63xx: running on devices. */
const running = {
  MPC6301: {
    severity: 'error',
    message: '{method}: stage {stage}, step `{step}` (line {line}) failed on {device}: {reason}',
    explanation: 'A device reported an error. The session is as it was before the step.',
    fix: 'see the reason; `mpc doctor` checks devices and tools',
  },
  MPC6302: {
    severity: 'error',
    message: 'step `{step}` has no kernels for {target}',
    explanation: 'A plan gives each step a target, and the build must hold kernels of the step for it.',
    fix: 'choose a plan of the manifest',
  },
  MPC6303: {
    severity: 'error',
    message: 'there is no plan `{plan}`; known: {known}',
    explanation: 'Plans are named placements of the steps, listed in the manifest.',
    fix: 'choose one of those known',
  },
  MPC6304: {
    severity: 'error',
    message: 'no device here can run {method}: {reasons}',
    explanation: 'Plan `auto` tries the compiled placement, then the first GPU alone, then the CPU, then the interpreter if there is one.',
    fix: 'see what `mpc doctor` finds missing; `mpc run` can interpret the method',
  },
  MPC6305: {
    severity: 'error',
    message: 'no {target} device: {reason}',
    explanation: 'A plan names each device that it uses, several of one kind by their ids (`gpu`, `gpu1`), and every one of them has to be there. Plan `auto` falls back to one GPU, then to the CPU, and says so.',
    fix: 'see what `mpc doctor` finds, choose another plan, or say where the device is: `--device gpu1=2`, or its PCI address',
  },
  MPC6306: {
    severity: 'error',
    message: '{method} cannot be interpreted: no interpreter was given',
    explanation: 'The runtime does not contain the compiler; the interpreter comes from whoever has it.',
    fix: 'pass one in the option `interpreter`',
  },
  MPC6307: {
    severity: 'note',
    message: 'running plan `{plan}`, because others are not possible here: {reasons}',
    explanation: 'Plan `auto` takes the first placement whose devices are there and says why it passed over the others.',
    fix: 'nothing, if that is what you want; else choose a plan, or add the device',
  },
  MPC6308: {
    severity: 'error',
    message: 'index {index} of `{tensor}` is outside 0 .. {extent}',
    explanation: 'An index computed from ids left its tensor while the method was interpreted; compiled kernels would read outside their memory.',
    fix: 'check the ids in the input, such as row starts that do not ascend',
  },
  MPC6309: {
    severity: 'error',
    message: '`{file}` of the build cannot be used: {reason}',
    explanation: 'The files of a build belong together: the manifest names kernel sources, and `ir.txt` is what the interpreter runs. One of them is missing or damaged.',
    fix: 'compile the method again',
  },
  MPC6310: {
    severity: 'error',
    message: '{method}: stage {stage}, step `{step}` (line {line}): `{extern}` failed: {reason}',
    explanation: 'A function that the host provides threw. The session is as it was before the step.',
    fix: 'see the reason; the step can be tried again',
  },
  MPC6311: {
    severity: 'error',
    message: '{method}: stage {stage}, step `{step}` (line {line}): result `{result}` of `{extern}` {reason}',
    explanation: 'What a function of the host gives must have the type, shape and id range that the method declares; a list may be shorter. The session is as it was before the step.',
    fix: 'correct the function',
  },
  MPC6312: {
    severity: 'error',
    message: 'step `{step}` is placed on `{device}`, which is no device (known: {known})',
    explanation: 'A plan gives each step the id of a device that the build lists, or a target: `gpu` is the first GPU, `gpu1` the second.',
    fix: 'use one of the ids known, or a target with a number',
  },
} as const satisfies Messages;

/** 6xxx: input and output files, tensors given to a program, running it. */
export const inputs = { ...files, ...output, ...tensors, ...running } as const satisfies Messages;
