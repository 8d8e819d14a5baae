import { A100, EPYC_7V13, H100, MI210, U55C } from './devices/index.js';
import type { Curve, Link, Machine } from './schema.js';

function staged(from: Link['from'], to: Link['to'], latency: number, bandwidth: number, source: string): Link {
  const curve: Curve = {
    kind: 'linear',
    latency: { value: latency, unit: 'us', source: `${source}: small copy and wait`, grade: 'assumed' },
    bandwidth: { value: bandwidth, unit: 'GB/s', source, grade: 'assumed' },
  };
  return { from, to, path: 'host', curve };
}

const PCIE4 = 'PCIe 4.0 x16 through pinned memory, about 24 GB/s sustained';
const PCIE3 = 'PCIe 3.0 x16 shell (XDMA), about 12 GB/s sustained';
const PCIE5 = 'PCIe 5.0 x16 through pinned memory, about 48 GB/s sustained';
const PAPER = 'fit of the paper authors\' repository for GPU-FPGA peer transfers';
const SOFTWARE = { value: 3.5, unit: 'us', source: 'doorbell and completion, 1.5 + 2 us', grade: 'assumed' } as const;

function fitted(slope: number, offset: number): NonNullable<Curve['pieces']>[number] {
  return {
    upTo: { value: 128, unit: 'KB', source: PAPER, grade: 'measured' },
    slope: { value: slope, unit: 'GB/s/KB', source: PAPER, grade: 'measured' },
    offset: { value: offset, unit: 'GB/s', source: PAPER, grade: 'measured' },
  };
}

const PEER: readonly Link[] = [
  {
    from: 'gpu', to: 'fpga', path: 'peer',
    curve: {
      kind: 'pieces', latency: SOFTWARE,
      pieces: [fitted(0.0572196, 0.14699), {
        slope: { value: 0, unit: 'GB/s/KB', source: PAPER, grade: 'measured' }, offset: { value: 4, unit: 'GB/s', source: PAPER, grade: 'measured' },
      }],
    },
  },
  {
    from: 'fpga', to: 'gpu', path: 'peer',
    curve: {
      kind: 'pieces', latency: SOFTWARE,
      pieces: [fitted(0.0402611, 0.26369), {
        upTo: { value: 65_536, unit: 'KB', source: PAPER, grade: 'measured' },
        slope: { value: 3.5729e-5, unit: 'GB/s/KB', source: PAPER, grade: 'measured' }, offset: { value: 4.1351, unit: 'GB/s', source: PAPER, grade: 'measured' },
      }, {
        slope: { value: 0, unit: 'GB/s/KB', source: PAPER, grade: 'measured' }, offset: { value: 6.09, unit: 'GB/s', source: PAPER, grade: 'measured' },
      }],
    },
  },
];

const GPU_PCIE4 = [staged('cpu', 'gpu', 8, 24, PCIE4), staged('gpu', 'cpu', 8, 24, PCIE4)];
const FPGA_PCIE3 = [staged('cpu', 'fpga', 20, 12, PCIE3), staged('fpga', 'cpu', 20, 12, PCIE3)];

/** The machines that are known by name. The first is the default. */
export const MACHINES: readonly Machine[] = [
  {
    name: 'mi210-u55c', title: 'MI210 + U55C + EPYC 7V13', home: 'gpu',
    devices: { cpu: EPYC_7V13, gpu: MI210, fpga: U55C }, links: [...GPU_PCIE4, ...FPGA_PCIE3, ...PEER],
  },
  {
    name: 'a100-u55c', title: 'A100 + U55C + EPYC 7V13', home: 'gpu',
    devices: { cpu: EPYC_7V13, gpu: A100, fpga: U55C }, links: [...GPU_PCIE4, ...FPGA_PCIE3, ...PEER],
  },
  {
    name: 'h100', title: 'H100 + EPYC 7V13', home: 'gpu',
    devices: { cpu: EPYC_7V13, gpu: H100 }, links: [staged('cpu', 'gpu', 8, 48, PCIE5), staged('gpu', 'cpu', 8, 48, PCIE5)],
  },
  { name: 'cpu', title: 'EPYC 7V13', home: 'cpu', devices: { cpu: EPYC_7V13 }, links: [] },
];
