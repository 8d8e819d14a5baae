import { readFile } from 'node:fs/promises';
import { analyze, ReferenceSession, referenceInterpreter } from 'mpc';
import { loadProgram, toNumbers, type ElementArray, type TensorData } from 'mpc/runtime';

export type Tensors = Readonly<Record<string, TensorData>>;
/** A step of a method: inputs to outputs. */
export type Step = (inputs: Tensors) => Promise<Tensors>;
/** A model behind a method. */
export type Model = (args: Tensors) => Readonly<Record<string, TensorData | ElementArray>>;

/** What a method is given once. */
export interface Host {
  readonly memories?: Tensors;
  readonly sizes?: Readonly<Record<string, number>>;
  readonly externs?: Readonly<Record<string, Model>>;
  readonly vocabulary?: { encode(text: string): Int32Array; decode(ids: ArrayLike<number>): string };
}

export interface CheckedMethod {
  readonly step: Step;
  /** Steps whose outputs differ from those of the reference interpreter. */
  readonly differing: () => number;
  readonly description: string;
  readonly close: () => Promise<void>;
}

/**
 * Loads a build (`out/<name>`) and runs every step of one request twice: through the generated code, and by the reference
 * interpreter. `constants`: those that the build was made with.
 */
export async function openChecked(folder: string, name: string, host: Host, constants: Readonly<Record<string, number>> = {}): Promise<CheckedMethod> {
  const program = await loadProgram(`out/${name}`, { ...host, interpreter: referenceInterpreter });
  const reference = await openReference(`examples/${folder}/${name}.mp`, host, constants);
  const session = program.createSession();
  let differing = 0;
  return {
    description: [...program.notices.map((n) => `note: ${n.message}`), `plan ${program.plan} on ${Object.values(program.devices).join(', ')}`].join('\n'),
    step: async (inputs) => {
      const outputs = await session.step(inputs);
      const expected = await reference(inputs);
      if (!Object.entries(expected).every(([output, want]) => close(outputs[output], want))) differing++;
      return outputs;
    },
    differing: () => differing,
    close: () => program.close(),
  };
}

/** The method run by the reference interpreter alone. */
export async function openReference(file: string, { memories = {}, sizes = {}, ...host }: Host, constants: Readonly<Record<string, number>> = {}): Promise<Step> {
  const { method } = analyze({ text: await readFile(file, 'utf8'), file }, { constants });
  if (!method) throw new Error(`${file} has errors: run mpc check ${file}`);
  const session = new ReferenceSession(method, host);
  session.load(memories, {}, sizes);
  return (inputs) => Promise.resolve(session.step(inputs, sizes).outputs);
}

function close(got: TensorData | undefined, want: TensorData): boolean {
  const [a, b] = [numbers(got), numbers(want)];
  return a.length === b.length && a.every((v, i) => Math.abs(v - (b[i] ?? NaN)) <= 1e-4 * Math.max(1, Math.abs(v)));
}

export const numbers = (tensor: TensorData | undefined): number[] => (tensor ? Array.from(toNumbers(tensor)) : []);
/** A list or selection among outputs: as many entries as its count says. */
export const listed = (outputs: Tensors, name: string): number[] => numbers(outputs[name]).slice(0, numbers(outputs[`${name}_count`])[0] ?? 0);

/** Says how many steps agree with the reference, and sets the exit status. */
export function conclude({ differing }: CheckedMethod, steps: number): void {
  const wrong = differing();
  console.log(`\n${steps} steps; ${wrong === 0 ? 'all' : steps - wrong} of ${steps} agree with the reference interpreter`);
  process.exitCode = wrong === 0 ? 0 : 1;
}
