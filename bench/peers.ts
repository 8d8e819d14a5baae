import { execa } from 'execa';

const VENV = 'bench/.venv';

/** Runs a Python peer and parses the JSON line it prints; undefined where there is no Python with the packages it needs. */
export async function runPeer<T>(script: string, args: readonly string[]): Promise<T | undefined> {
  const python = await findPython();
  if (!python) return undefined;
  const { stdout } = await execa(python, [script, ...args]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

let found: Promise<string | undefined> | undefined;

/** An interpreter with the packages of bench/requirements.txt: `MPC_BENCH_PYTHON`, or a virtual environment made on first use. */
function findPython(): Promise<string | undefined> {
  return (found ??= (async () => {
    const given = process.env['MPC_BENCH_PYTHON'];
    if (given !== undefined) return given;
    const own = `${VENV}/bin/python`;
    const ready = await execa(own, ['-c', 'import bm25s, numba, numpy'], { reject: false });
    if (!ready.failed) return own;
    console.log(`making ${VENV} from bench/requirements.txt`);
    const made = await execa('python3', ['-m', 'venv', VENV], { reject: false });
    if (made.failed) return undefined;
    const installed = await execa(own, ['-m', 'pip', 'install', '-q', '-r', 'bench/requirements.txt'], { reject: false });
    return installed.failed ? undefined : own;
  })());
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

export function milliseconds(seconds: number): string {
  return `${(1000 * seconds).toFixed(2)} ms`;
}
