import { execa } from 'execa';
import { MACHINES } from '../../machines/index.js';
import { DriverRegistry, standardDrivers } from '../../runtime/index.js';
import { TARGETS } from '../../runtime/manifest.js';
import { reasonOf } from '../../runtime/errors.js';
import { EXIT } from '../exit-codes.js';
import { guarded, print, printJson, type GlobalOptions } from '../session.js';

/** Programs that mpc can use, and what for. None is needed to compile a method. */
const TOOLS: readonly (readonly [program: string, use: string])[] = [
  ['clang-19', 'HIP for gfx90a and sm_90, fastest CPU code'],
  ['ld.lld-19', 'gfx90a code objects'],
  ['g++', 'CPU code, C simulation of HLS kernels'],
  ['hipcc', 'HIP with ROCm (optional)'],
  ['nvcc', 'HIP text for NVIDIA (optional)'],
  ['vitis-run', 'HLS synthesis, 2023.2 and later (optional)'],
  ['vitis_hls', 'HLS synthesis, before 2024.2 (optional)'],
  ['v++', 'linking FPGA binaries (optional)'],
];

interface Found { readonly name: string; readonly use: string; readonly version?: string }

async function findTool(name: string, use: string): Promise<Found> {
  const result = await execa(name, ['--version'], { reject: false, timeout: 10_000, stdin: 'ignore' });
  const version = result.stdout.split('\n')[0]?.trim();
  return { name, use, ...(result.failed || !version ? {} : { version }) };
}

/** `mpc doctor`: what is there, what each missing thing would give. */
export function doctor(options: GlobalOptions): Promise<number> {
  return guarded(options, async () => {
    const tools = await Promise.all(TOOLS.map(([name, use]) => findTool(name, use)));
    const registry = new DriverRegistry(standardDrivers());
    const devices: { target: string; device?: string; reason?: string }[] = [];
    for (const target of TARGETS) {
      const entry = await registry.open(target).then((d) => ({ target, device: d.description }), (error: unknown) => ({ target, reason: reasonOf(error) }));
      devices.push(entry);
    }
    await registry.close();
    if (options.json) {
      printJson({ ok: true, node: process.version, tools, devices, machines: MACHINES.map(({ name, title }) => ({ name, title })) });
      return EXIT.ok;
    }
    const lines = [
      `node ${process.version}`, '', 'Tools',
      ...tools.map((t) => `  ${t.name.padEnd(10)} ${t.version ?? `not found: ${t.use}`}`),
      '', 'Devices', ...devices.map((d) => `  ${d.target.padEnd(10)} ${d.device ?? `none: ${d.reason ?? ''}`}`),
      '', 'Machines to place for (--machine)', ...MACHINES.map((m) => `  ${m.name.padEnd(10)} ${m.title}`),
    ];
    print(lines.join('\n'));
    return EXIT.ok;
  });
}
