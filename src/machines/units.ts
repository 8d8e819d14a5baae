/** What a figure measures. Units of one dimension convert into each other. */
export const DIMENSIONS = {
  share: { '1': 1, '%': 0.01 },
  frequency: { 'Hz': 1, 'kHz': 1e3, 'MHz': 1e6, 'GHz': 1e9 },
  size: {
    'bit': 0.125, 'B': 1, 'KB': 1e3, 'MB': 1e6, 'GB': 1e9, 'TB': 1e12, 'KiB': 2 ** 10, 'MiB': 2 ** 20, 'GiB': 2 ** 30, 'TiB': 2 ** 40,
  },
  bandwidth: {
    'B/s': 1, 'KB/s': 1e3, 'MB/s': 1e6, 'GB/s': 1e9, 'TB/s': 1e12, 'KiB/s': 2 ** 10, 'MiB/s': 2 ** 20, 'GiB/s': 2 ** 30, 'TiB/s': 2 ** 40,
    'Mbit/s': 1.25e5, 'Gbit/s': 1.25e8,
  },
  'bandwidth per size': { 'GB/s/KB': 1e6, 'GB/s/MB': 1e3, 'GB/s/KiB': 1e9 / 2 ** 10, 'GB/s/MiB': 1e9 / 2 ** 20 },
  time: { 'ps': 1e-12, 'ns': 1e-9, 'us': 1e-6, 'µs': 1e-6, 'ms': 1e-3, 's': 1 },
  power: { 'mW': 1e-3, 'W': 1, 'kW': 1e3 },
  arithmetic: {
    'MFLOP/s': 1e6, 'GFLOP/s': 1e9, 'TFLOP/s': 1e12, 'PFLOP/s': 1e15, 'MOP/s': 1e6, 'GOP/s': 1e9, 'TOP/s': 1e12, 'POP/s': 1e15,
    'GFLOPS': 1e9, 'TFLOPS': 1e12, 'PFLOPS': 1e15, 'GOPS': 1e9, 'TOPS': 1e12, 'POPS': 1e15,
  },
  money: { 'USD': 1 },
  'issue slots': { 'slots': 1 },
  'clock cycles': { 'cycles': 1 },
  'memory channels': { 'channels': 1 },
  'look-up tables': { 'LUT': 1 },
  'flip-flops': { 'FF': 1 },
  'DSP blocks': { 'DSP': 1 },
  'block RAM': { 'BRAM36': 1, 'BRAM18': 0.5 },
  'ultra RAM': { 'URAM': 1 },
  'wires': { 'wires': 1 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;

export type Dimension = keyof typeof DIMENSIONS;
type UnitsOf<D extends Dimension> = D extends Dimension ? keyof (typeof DIMENSIONS)[D] : never;
export type Unit = UnitsOf<Dimension>;

const FACTORS: ReadonlyMap<string, { readonly dimension: Dimension; readonly factor: number }> = new Map(
  dimensionNames().flatMap((dimension) => Object.entries(DIMENSIONS[dimension]).map(([unit, factor]) => [unit, { dimension, factor }] as const)),
);

function dimensionNames(): readonly Dimension[] {
  const isDimension = (name: string): name is Dimension => Object.hasOwn(DIMENSIONS, name);
  return Object.keys(DIMENSIONS).filter(isDimension);
}

/** Every unit that files and overrides may use. */
export const UNITS: readonly string[] = [...FACTORS.keys()];

/** What a unit measures; undefined for a word that is no unit. */
export function dimensionOf(unit: string): Dimension | undefined {
  return FACTORS.get(unit)?.dimension;
}

/** The units that convert into this one, itself included. */
export function unitsLike(unit: string): readonly string[] {
  const dimension = dimensionOf(unit);
  return UNITS.filter((u) => dimensionOf(u) === dimension);
}

/** A value in another unit of the same dimension, undefined where the units do not match. Exact where the units are equal, else to 15 digits. */
export function convert(value: number, from: string, to: string): number | undefined {
  if (from === to) return value;
  const [source, target] = [FACTORS.get(from), FACTORS.get(to)];
  if (!source || source.dimension !== target?.dimension) return undefined;
  return Number((value * (source.factor / target.factor)).toPrecision(15));
}
