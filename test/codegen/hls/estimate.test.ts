import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeMethod } from '../../../src/analysis/index.js';
import { generateHls, planHls, type HlsPlan, type KernelEstimate } from '../../../src/codegen/hls/index.js';
import type { Method } from '../../../src/ir/nodes.js';
import { someExpr } from '../../../src/ir/visit.js';
import { formSteps } from '../../../src/ir/passes/index.js';
import { deviceNamed, type Fpga } from '../../../src/machines/index.js';
import { kernelTime } from '../../../src/partitioner/cost/fpga-facts.js';
import { findCompiler } from '../../../src/runtime/cpu/index.js';
import { Size } from '../../../src/symbolic/index.js';
import { exampleMethod, methodOf } from '../../support/example.js';
import { scratchFolder, writeFiles } from '../../support/hls.js';

const U55C = deviceNamed('u55c', 'fpga');

const dspsDividedBy = (by: number): Fpga => ({ ...U55C, slr: U55C.slr.map((die) => ({ ...die, dsp: { ...die.dsp, value: die.dsp.value / by } })) });

const SEARCH = methodOf(`method search
size N in 1..1_000_000
input query : f32[4, 64]
memory keys : bf16[N, 64] static
output best
relevancy { s[h, n] = sum(d) query[h, d] * keys[n, d] }
retrieve { best[h] = topk(n) s[h, n] count 8 }
`);
const SEARCH_LONG = methodOf(`method search_long
size N in 1..1_000_000
input query : f32[32]
memory keys : f32[N, 32] static
output best, mean
relevancy { s[n] = sum(d) query[d] * keys[n, d] }
retrieve { best = topk(n) s[n] count 100 }
apply { mean[d] = sum(n) s[n] * keys[n, d] }
`);
/** How often loops run is up to the data: the testbench's are no estimate. */
function dependsOnData({ kernel }: ReturnType<typeof plansOf>[number]): boolean {
  const axes = kernel.processes.flatMap((p) => [...p.axisOf.values()]);
  return axes.some((a) => [a.lo, a.hi].some((limit) => someExpr(limit, (e) => e.kind === 'load')));
}

const SEER = exampleMethod('examples/seer-attention-r/seer_attention_r.mp');

function plansOf(method: Method, fpga: Fpga = U55C): HlsPlan['kernels'] {
  return planHls(method, formSteps(method), fpga).kernels;
}

function estimatesOf(method: Method, fpga: Fpga = U55C): readonly { readonly name: string; readonly estimate: KernelEstimate }[] {
  return plansOf(method, fpga).map(({ kernel, estimate }) => ({ name: kernel.name, estimate }));
}

/** Counts the iterations of pipelined loops that are in no other pipelined loop, each with its interval. */
const COUNTER = `#include <cstdio>
struct mpc_count {
  static long long& total() { static long long n = 0; return n; }
  static int& depth() { static int n = 0; return n; }
  explicit mpc_count(int interval) { if (depth()++ == 0) total() += interval; }
  ~mpc_count() { --depth(); }
};
struct mpc_report { ~mpc_report() { std::printf("ITERATIONS %lld\\n", mpc_count::total()); } };
static mpc_report mpc_reporter;
`;

const counted = (text: string): string => text.replace(/#pragma HLS PIPELINE II=(\d+)/g, 'mpc_count mpc_counter($1);');

const compiler = await findCompiler();

describe.skipIf(!compiler)('iterations counted from the source', () => {
  it.each([
    ['queues', SEARCH, /./], ['a heap and a second pass', SEARCH_LONG, /./], ['rows of a real method', SEER, /^(gate|score_blocks)$/],
  ] as const)('are those of the C simulation: %s', { timeout: 120_000 }, (_, method, kernels) => {
    const folder = scratchFolder();
    const output = generateHls(method, formSteps(method));
    writeFiles(folder, output);
    let compared = 0;
    for (const plan of plansOf(method)) {
      const { kernel: { name }, estimate } = plan;
      if (dependsOnData(plan) || !kernels.test(name)) continue;
      const root = join(folder, 'hls', name);
      for (const path of [`src/${name}.cpp`, 'src/mpc_hls.h']) {
        const text = readFileSync(join(root, path), 'utf8');
        writeFileSync(join(root, path), path.endsWith('.h') ? COUNTER + counted(text) : counted(text));
      }
      const sizes = Object.fromEntries([...readFileSync(join(root, 'tb/tb.cpp'), 'utf8').matchAll(/size_of\("(\w+)", (\d+)\)/g)].map((m) => [m[1] ?? '', Number(m[2])]));
      const text = execFileSync('make', ['-s', '-C', root, 'csim', 'XILINX_HLS=', 'OPT=-O0'], { encoding: 'utf8', stdio: 'pipe' });
      const simulated = Number(/ITERATIONS (\d+)/.exec(text)?.[1] ?? NaN);
      const predicted = estimate.processes.reduce((sum, p) => sum + Size.evaluate(p.iterations, estimate.complete(sizes)), 0);
      expect([name, predicted]).toEqual([name, simulated]);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });
});

describe('estimates', () => {
  const at = (method: Method, sizes: Readonly<Record<string, number>>, fpga?: Fpga): number =>
    estimatesOf(method, fpga).reduce((sum, { estimate }) => sum + kernelTime(estimate, sizes).cycles, 0);

  it('are formulas in the sizes: more is never faster, and much more takes in proportion', () => {
    let last = 0;
    for (const N of [1, 2, 100, 1000, 4096, 100_000, 1_000_000]) {
      const cycles = at(SEARCH, { N });
      expect(cycles).toBeGreaterThanOrEqual(last);
      last = cycles;
    }
    expect(at(SEARCH, { N: 1_000_000 }) / at(SEARCH, { N: 100_000 })).toBeCloseTo(10, 0);
  });

  it('are evaluated at new sizes in a fraction of a millisecond', () => {
    const [first] = estimatesOf(SEER);
    if (!first) throw new Error('no kernel');
    // The best of many runs, since other work may be going on.
    let best = Infinity;
    for (let run = 0; run < 50; run++) {
      const start = performance.now();
      for (let N = 1; N <= 20; N++) kernelTime(first.estimate, { N: 64 * N + run });
      best = Math.min(best, (performance.now() - start) / 20);
    }
    expect(best).toBeLessThan(0.2);
  });

  it('know what each port moves and on which channels', () => {
    const [kernel] = estimatesOf(SEARCH).filter(({ estimate }) => estimate.ports.some((p) => p.tensor === 'keys' && p.access === 'read'));
    const keys = kernel?.estimate.ports.find((p) => p.tensor === 'keys');
    expect(keys?.bits).toBe(512);
    const env = { N: 5000 };
    expect(Size.evaluate(keys?.bytes ?? 0, env)).toBe(5000 * 64 * 2);
    expect(Size.evaluate(keys?.runs ?? 0, env)).toBe(1); // all rows are one burst
    expect(keys?.channels.count).toBe(1);
  });

  it('put processes on dies: ports on the one with the memory, all together if there is room', () => {
    for (const { estimate } of estimatesOf(SEARCH)) expect(estimate.processes.map((p) => p.slr)).toEqual(estimate.processes.map(() => 0));
    expect(estimatesOf(SEARCH, dspsDividedBy(1000)).flatMap(({ estimate }) => estimate.processes.map((p) => p.slr))).toContain(-1);
    const sums = estimatesOf(SEARCH).map(({ estimate }) => estimate.slrs.reduce((n, die) => n + die.lut, 0) - estimate.fabric.lut);
    expect(sums).toEqual(sums.map(() => 0));
  });

  it('are narrower where a die has less, and slower', () => {
    const [card, small] = [estimatesOf(SEARCH), estimatesOf(SEARCH, dspsDividedBy(20))];
    expect(small.flatMap(({ estimate }) => estimate.processes.map((p) => p.slr))).not.toContain(-1);
    const dsp = (kernels: typeof card): number => Math.max(...kernels.map(({ estimate }) => estimate.dsp));
    expect(dsp(small)).toBeLessThan(dsp(card) / 2);
    expect(at(SEARCH, { N: 100_000 }, dspsDividedBy(20))).toBeGreaterThan(at(SEARCH, { N: 100_000 }));
  });

  it('follow the card: its operators, latencies and clock', () => {
    const slow: Fpga = { ...U55C, accumulate: { ...U55C.accumulate, value: 14 }, operators: { ...U55C.operators, mul: { ...U55C.operators.mul, dsp: { ...U55C.operators.mul.dsp, value: 8 } } } };
    expect(at(SEARCH_LONG, { N: 4096 }, slow)).toBeGreaterThan(at(SEARCH_LONG, { N: 4096 }));
    const dsp = (fpga: Fpga): number => estimatesOf(SEARCH, fpga).reduce((n, { estimate }) => n + estimate.dsp, 0);
    expect(dsp(slow)).toBeGreaterThan(dsp(U55C));
  });

  it('of the examples', async () => {
    const lines: string[] = [];
    for (const path of ['seer-attention-r/seer_attention_r', 'deepseek-sparse-attention/deepseek_sparse_attention', 'rag-bm25/rag_bm25']) {
      const method = exampleMethod(`examples/${path}.mp`);
      const analysis = analyzeMethod(method, formSteps(method));
      lines.push(`${method.name}, ${Object.entries(analysis.environment()).map(([name, value]) => `${name} = ${value}`).join(', ')}`);
      for (const { name, estimate } of estimatesOf(method)) {
        const { cycles, busy } = kernelTime(estimate, analysis.environment());
        const { lut, ff, dsp, bram, uram } = estimate.fabric;
        lines.push(`  ${name}: ${Math.round(cycles)} cycles; ${lut} LUT, ${ff} FF, ${dsp} DSP, ${bram} BRAM36, ${uram} URAM; ${estimate.ports.length} ports; II ${estimate.ii}, depth ${estimate.depth}`,
          ...busy.map((b, i) => `    ${b.name} ${Math.round(b.cycles)} (SLR ${estimate.processes[i]?.slr ?? '?'})`));
      }
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../golden/hls/estimates.txt');
  });
});

describe('projects for other cards', () => {
  const files = (name: string): ReadonlyMap<string, string> =>
    new Map(generateHls(SEARCH, formSteps(SEARCH), undefined, deviceNamed(name, 'fpga')).files.map((f) => [f.path, f.text]));
  const textOf = (all: ReadonlyMap<string, string>, end: string): string => [...all].find(([path]) => path.endsWith(end))?.[1] ?? '';

  it('take part, platform, clock and channels from the device file', () => {
    const u280 = files('u280');
    const device = deviceNamed('u280', 'fpga');
    expect(textOf(u280, 'hls_config.cfg')).toContain(`part=${device.part}`);
    expect(textOf(u280, 'hls/Makefile')).toContain(`PLATFORM ?= ${device.platform ?? '?'}`);
    expect(textOf(u280, 'README.md')).toContain(device.title);
    expect(textOf(u280, 'link.cfg')).toContain('slr=');
    // 1,000,000 x 64 bf16 need 122 MiB: one channel of 256 MiB.
    expect(textOf(u280, 'README.md')).toMatch(/\| `keys\w*` \| keys \| \w+ \| [^|]+ \| HBM\[\d+\] \|/);
  });

  it('say what a card without a kernel shell cannot do', () => {
    const v80 = files('v80');
    expect(textOf(v80, 'hls_config.cfg')).toContain('package.output.format=ip_catalog');
    expect(textOf(v80, 'README.md')).toContain('no platform with a kernel shell');
    expect(textOf(v80, 'Makefile')).not.toContain('xclbin');
    expect([...v80.keys()].some((path) => path.endsWith('link.cfg'))).toBe(false);
    expect(textOf(v80, 'Makefile')).toContain('csim:');
  });
});
