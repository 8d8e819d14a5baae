import { basename, dirname, join } from 'node:path';
import { report, toJson } from '../../diagnostics/index.js';
import { encodeNpy, InputError, loadProgram, readManifest, readTensors, toNumbers, type DType, type TensorData } from '../../runtime/index.js';
import { referenceInterpreter } from '../../verify/index.js';
import { EXIT } from '../exit-codes.js';
import { guarded, print, printJson, showDiagnostics, type GlobalOptions } from '../session.js';
import { writeInto } from '../write-files.js';

export interface RunOptions extends GlobalOptions {
  readonly input: readonly string[];
  readonly weights: readonly string[];
  readonly memory?: string;
  readonly tokens?: number;
  readonly plan: string;
  /** Devices of single steps, by step name. */
  readonly place: Readonly<Record<string, string>>;
  /** Where devices are, by id. */
  readonly device: Readonly<Record<string, number | string>>;
  readonly threads?: number;
  readonly out?: string;
  readonly trace?: string;
  readonly size: Readonly<Record<string, number>>;
}

const SHOWN = 16;

/** `mpc run DIR`: one step of a build. */
export function run(folder: string, options: RunOptions): Promise<number> {
  return guarded(options, async () => {
    const manifest = await readManifest(join(folder, 'manifest.json'));
    const given = (role: string): readonly string[] => manifest.tensors
      .filter((t) => (role === 'static' ? t.growth?.kind === 'static' : t.role === role)).map((t) => t.name);
    const declared: Declared = (name) => manifest.tensors.find((t) => t.name === name)?.dtype;
    const files = await readAll(options.weights, declared);
    const program = await loadProgram(folder, {
      plan: options.plan,
      ...(Object.keys(options.place).length > 0 ? { place: options.place } : {}),
      devices: options.device,
      weights: pick(files, given('weight')),
      memories: pick(files, given('static')),
      sizes: options.size,
      nan: 'reject',
      trace: options.trace !== undefined,
      interpreter: referenceInterpreter,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
    });
    try {
      showDiagnostics(program.notices, [], options);
      const session = program.createSession();
      if (options.memory !== undefined) await session.preset(await readAll([options.memory], declared), options.tokens ?? 0);
      const outputs = await session.step(await readInputs(options.input, declared));
      if (options.out !== undefined) await writeInto(options.out, npyFiles(outputs));
      if (options.trace !== undefined) await writeInto(dirname(options.trace), { [basename(options.trace)]: JSON.stringify(program.trace()) });
      if (options.json) {
        printJson({
          ok: true, plan: program.plan, assignment: program.assignment, devices: program.devices, notices: program.notices.map(toJson),
          outputs: Object.fromEntries(Object.entries(outputs).map(([name, t]) => [name, { dtype: t.dtype, shape: t.shape, values: [...toNumbers(t)] }])),
        });
      } else {
        print(`plan ${program.plan}: ${devicesText(program.devices)}`);
        for (const [name, tensor] of Object.entries(outputs)) print(`${name} : ${tensor.dtype}[${tensor.shape.join(', ')}] = ${preview(tensor)}`);
      }
      return EXIT.ok;
    } finally {
      await program.close();
    }
  });
}

/** `NVIDIA H100, CPU`, or `gpu: NVIDIA H100, gpu1: NVIDIA H100` where there are several of a name. */
function devicesText(devices: Readonly<Record<string, string>>): string {
  const names = Object.values(devices);
  return new Set(names).size === names.length ? names.join(', ') : Object.entries(devices).map(([id, name]) => `${id}: ${name}`).join(', ');
}

function npyFiles(outputs: Readonly<Record<string, TensorData>>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [`${name}.npy`, encodeNpy(tensor)]));
}

function preview(tensor: TensorData): string {
  const values = toNumbers(tensor);
  const text = Array.from(values.slice(0, SHOWN), (v) => (Number.isInteger(v) ? String(v) : v.toPrecision(6))).join(', ');
  return values.length > SHOWN ? `[${text}, … ${values.length - SHOWN} more]` : `[${text}]`;
}

/** Types that the method declares: files without a matching type of their own (bf16 in `.npy`) are read as these. */
type Declared = (name: string) => DType | undefined;

async function readAll(paths: readonly string[], declared: Declared): Promise<Record<string, TensorData>> {
  const all: Record<string, TensorData> = {};
  for (const path of paths) Object.assign(all, Object.fromEntries(await readTensors(path, declared)));
  return all;
}

/** `NAME=FILE.npy`, or a file or folder with several tensors under their own names. */
async function readInputs(specs: readonly string[], declared: Declared): Promise<Record<string, TensorData>> {
  const all: Record<string, TensorData> = {};
  for (const spec of specs) {
    const equals = spec.indexOf('=');
    if (equals < 0) Object.assign(all, await readAll([spec], declared));
    else {
      const name = spec.slice(0, equals);
      const path = spec.slice(equals + 1);
      const found = [...(await readTensors(path, () => declared(name))).values()];
      const [only] = found;
      if (found.length !== 1 || !only) throw new InputError(report('MPC6108', { path, count: found.length }));
      all[name] = only;
    }
  }
  return all;
}

function pick(files: Readonly<Record<string, TensorData>>, names: readonly string[]): Record<string, TensorData> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => names.includes(name)));
}
