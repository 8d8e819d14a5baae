import { execa } from 'execa';
import { MACHINES } from '../../machines/index.js';
import { DriverRegistry, standardDrivers } from '../../runtime/index.js';
import { deviceNamed } from '../../runtime/named-device.js';
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

interface FoundDevice { readonly target: string; readonly id: string; readonly device?: string; readonly reason?: string }

/** Devices of a kind to look for. */
const MOST_DEVICES = 16;

/** The devices of a kind by number, up to the first that is not there; why there is none, if there is none at all. */
async function devicesOf(target: string, most: number): Promise<readonly FoundDevice[]> {
  const found: FoundDevice[] = [];
  while (found.length < most) {
    const named = deviceNamed(`${target}${found.length}`);
    if (!named) break;
    const registry = new DriverRegistry(standardDrivers());
    const entry = await registry.open(named).then((d) => ({ device: d.description }), (error: unknown) => ({ reason: reasonOf(error) }));
    await registry.close();
    if ('reason' in entry && found.length > 0) break;
    found.push({ target, id: named.id, ...entry });
    if ('reason' in entry) break;
  }
  return found;
}

/** `mpc doctor`: what is there, what each missing thing would give. */
export function doctor(options: GlobalOptions): Promise<number> {
  return guarded(options, async () => {
    const tools = await Promise.all(TOOLS.map(([name, use]) => findTool(name, use)));
    const devices = [...await devicesOf('cpu', 1), ...await devicesOf('gpu', MOST_DEVICES), ...await devicesOf('fpga', MOST_DEVICES)];
    if (options.json) {
      printJson({ ok: true, node: process.version, tools, devices, machines: MACHINES.map(({ name, title }) => ({ name, title })) });
      return EXIT.ok;
    }
    const lines = [
      `node ${process.version}`, '', 'Tools',
      ...tools.map((t) => `  ${t.name.padEnd(10)} ${t.version ?? `not found: ${t.use}`}`),
      '', 'Devices', ...devices.map((d) => `  ${d.id.padEnd(10)} ${d.device ?? `none: ${d.reason ?? ''}`}`),
      '', 'Machines to place for (--machine)', ...MACHINES.map((m) => `  ${m.name.padEnd(10)} ${m.title}`),
    ];
    print(lines.join('\n'));
    return EXIT.ok;
  });
}
