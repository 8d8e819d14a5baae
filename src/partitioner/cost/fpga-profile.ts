import type { Figure } from '../../machines/index.js';

/**
 * What kernels for an FPGA do with the card. Not facts of a card: another way of writing kernels has another profile.
 * Each figure says where it comes from.
 */
export interface FpgaProfile {
  /** Memory ports of each tensor, or of all together, which then share them by their bytes. */
  readonly ports: Figure;
  readonly pooled: boolean;
  readonly portBits: Figure;
  /** Multiply-adds side by side in one operation, at most; absent where only the card limits them. */
  readonly lanes?: Figure;
  /** `float`: as the method says; `integer`: 16-bit multiply-adds, 8-bit ones where what moves most has 8 bits. */
  readonly arithmetic: 'float' | 'integer';
  /** Candidates of a selection looked at in a cycle. */
  readonly candidates: Figure;
  /** Entries up to which a selection keeps a row of registers. */
  readonly registers: Figure;
  /** Whether an entry that is better than the worst kept one stops the others: for the levels of a tree over all places. */
  readonly serialInsert: boolean;
  /** Look-ups in a small table on the chip in a cycle: it is copied until it has as many ports, or until the chip is full. */
  readonly lookups: Figure;
  /** What a kernel reads again in every call may stay on the chip, which needs one that is never restarted. */
  readonly resident: boolean;
}

/** Kernels that mpc generates, where the back end has not been asked for its estimates. */
export const GENERATED: FpgaProfile = {
  ports: { value: 1, unit: 'ports', source: 'each process has one port for each tensor', grade: 'derived' },
  pooled: false,
  portBits: { value: 512, unit: 'bit', source: 'src/codegen/hls/generator.ts', grade: 'derived' },
  lanes: { value: 128, unit: 'lanes', source: 'longest inner product that is unrolled, src/codegen/hls/generator.ts', grade: 'derived' },
  arithmetic: 'float',
  candidates: { value: 1, unit: '1/cycle', source: 'one comparison with every place a cycle', grade: 'derived' },
  registers: { value: 64, unit: 'entries', source: 'src/codegen/hls/generator.ts', grade: 'derived' },
  serialInsert: true,
  lookups: { value: 1, unit: '1/cycle', source: 'one read of an array in an iteration', grade: 'derived' },
  resident: false,
};

/** Kernels as the paper's authors wrote them, by method and by hand. For what-if questions and for the paper's tables. */
export const HANDWRITTEN: FpgaProfile = {
  ports: { value: 8, unit: 'ports', source: 'HeteroLLM, hand-written indexers: 8 channels (paper.md 12.5)', grade: 'vendor' },
  pooled: true,
  portBits: { value: 256, unit: 'bit', source: 'HeteroLLM, hand-written indexers: 256 bit (paper.md 12.5)', grade: 'vendor' },
  arithmetic: 'integer',
  candidates: { value: 16, unit: '1/cycle', source: 'HeteroLLM, top-k: 16 scores a cycle against the minimum (paper.md 12.5)', grade: 'vendor' },
  registers: { value: 64, unit: 'entries', source: 'HeteroLLM, top-k: k = 64 as a register array (paper.md 12.5)', grade: 'vendor' },
  serialInsert: true,
  lookups: { value: 64, unit: '1/cycle', source: 'HeteroLLM, BM25: 4 channels of 16 lanes, tables replicated for each lane (paper.md 12.5)', grade: 'vendor' },
  resident: true,
};

/** The same with all channels at the memory's own rate, as the authors' performance model grants them (paper.md 12.2). */
export const ALL_CHANNELS: FpgaProfile = {
  ...HANDWRITTEN,
  ports: { value: 32, unit: 'ports', source: 'HeteroLLM, performance model: 32 channels (paper.md 12.2)', grade: 'vendor' },
  portBits: { value: 512, unit: 'bit', source: 'what carries the rate of a channel at the kernel clock', grade: 'derived' },
};

export const FPGA_PROFILES = { generated: GENERATED, handwritten: HANDWRITTEN, 'all-channels': ALL_CHANNELS } as const;
export type FpgaProfileName = keyof typeof FPGA_PROFILES;

/** The figures of a profile, for reports. */
export function profileFigures(profile: FpgaProfile): readonly (Figure & { readonly name: string })[] {
  return Object.entries(profile).flatMap(([name, value]: [string, unknown]) => (isFigure(value) ? [{ name, ...value }] : []));
}

function isFigure(value: unknown): value is Figure {
  return typeof value === 'object' && value !== null && 'source' in value;
}
