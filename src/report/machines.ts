import { CURVES, curveTime, figuresIn, figuresOf, GRADES, positionText, type Device, type Figure, type Grade, type Link, type Machine, type NamedFigure } from '../machines/index.js';
import { deviceName, timeText } from '../partitioner/index.js';
import { quantity, table, wrap, type Column } from './table.js';

/** The figures by which one device is told from another. Absent where a kind of device has no such thing. */
export interface DeviceSummary {
  readonly name: string;
  readonly title: string;
  readonly kind: Device['kind'];
  /** GB */
  readonly memory: number;
  /** GB/s, reached by streaming kernels. */
  readonly streamed: number;
  /** Float32 TFLOP/s of the vector units; of an FPGA, what its DSP blocks would give. */
  readonly vector: number;
  /** 16-bit TFLOP/s of the matrix units. */
  readonly matrix?: number;
  /** MB, of the last-level cache or the memory in the fabric. */
  readonly onChip: number;
  /** µs from a call of the host to the end of an empty kernel. */
  readonly start: number;
  /** W */
  readonly idle: number;
  readonly busy: number;
  readonly grades: Readonly<Record<Grade, number>>;
}

export function deviceSummary(device: Device): DeviceSummary {
  const { name, title, kind, power } = device;
  const common = {
    name, title, kind, memory: device.memory.capacity.value, idle: power.idle.value, busy: power.compute.value,
    grades: gradeCounts(figuresIn(device).map((f) => f.figure)),
  };
  if (device.kind === 'fpga') {
    const { memory, resources, operators, onChip, clock, fill } = device;
    return {
      ...common,
      streamed: memory.streamed.value * memory.channels.value,
      vector: 2 * clock.value * fill.value * resources.dsp.value / operators.fma.dsp.value / 1e6,
      onChip: (resources.bram.value * onChip.bramBytes.value + resources.uram.value * onChip.uramBytes.value) / 1e6,
      start: device.fixed.start.value,
    };
  }
  const { matrix } = device.compute;
  return {
    ...common, streamed: device.memory.streamed.value, vector: device.compute.vector.value,
    ...matrix?.bf16 ? { matrix: matrix.bf16.value } : {},
    onChip: device.cache.capacity.value,
    start: device.fixed.launch.value + device.fixed.kernel.value + device.fixed.synchronise.value,
  };
}

export function gradeCounts(figures: readonly Pick<Figure, 'grade'>[]): Readonly<Record<Grade, number>> {
  const count = (grade: Grade): number => figures.filter((f) => f.grade === grade).length;
  return { measured: count('measured'), vendor: count('vendor'), derived: count('derived'), assumed: count('assumed') };
}

/** `3 measured, 10 vendor`: grades that occur, best first. */
export function gradesText(grades: Readonly<Record<Grade, number>>): string {
  return GRADES.filter((g) => grades[g] > 0).map((g) => `${grades[g]} ${g}`).join(', ');
}

/** Machines and devices that are known, as text. */
export function renderMachines(machines: readonly Machine[], devices: readonly Device[]): string {
  const list = table(
    [{ title: 'machine' }, { title: 'devices', limit: 40 }, { title: '', limit: 48 }],
    machines.map((m) => [m.name, devicesText(m), m.title]),
  );
  return `${list}\n\n${deviceTable(devices.map((device) => ({ device })))}\n\n${NOTE}\n`;
}

/** `2 x mi210, u55c` */
function devicesText({ devices }: Machine): string {
  const counts = new Map<string, number>();
  for (const { device } of devices) counts.set(device.name, (counts.get(device.name) ?? 0) + 1);
  return [...counts].map(([name, n]) => (n === 1 ? name : `${n} x ${name}`)).join(', ');
}

const NOTE = wrap('Arithmetic is the float32 peak and the 16-bit peak of the matrix units, in TFLOP/s; `start` is what an empty kernel takes, seen by the host. '
  + 'Every figure has a source and a grade: `mpc machines NAME --figures`.', '');

/** One machine: its devices, then its links with times of some sizes. */
export function renderMachine(machine: Machine, options: { readonly figures?: boolean } = {}): string {
  const at = machine.devices.flatMap(({ id, numa, rootComplex }) => {
    const where = [...numa === undefined ? [] : [`NUMA node ${numa}`], ...rootComplex === undefined ? [] : [`root complex ${rootComplex}`]];
    return where.length > 0 ? [`${id}: ${where.join(', ')}`] : [];
  });
  const parts = [
    wrap(`${machine.name}: ${machine.title}. The model runs on \`${machine.home}\`.${machine.calibration === undefined ? '' : ` Calibration: ${machine.calibration}.`}`),
    deviceTable(machine.devices),
    ...at.length > 0 ? [at.join('\n')] : [],
    ...machine.links.length > 0 ? [linkTable(machine.links)] : [],
    ...chosenCurves(machine).length > 0 ? [`Curves taken for where the devices are:\n${chosenCurves(machine).map((c) => `${c.from} to ${c.to} (${c.path}): ${c.curve}, ${c.because}`).join('\n')}`] : [],
    ...options.figures ? [figureTable(figuresOf(machine, true))] : [],
    wrap(`${gradesText(gradeCounts(figuresOf(machine, true)))} figures${options.figures ? '' : '; `--figures` lists them with their sources'}.`),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A curve that was taken because of the positions of a link's devices, and the reason. */
export interface ChosenCurve { readonly from: string; readonly to: string; readonly path: Link['path']; readonly curve: string; readonly because: string }

export function chosenCurves({ devices, links }: Machine): readonly ChosenCurve[] {
  return links.flatMap(({ from, to, path, curve, chosenFor }) => {
    const [a, b] = [devices.find((d) => d.id === from), devices.find((d) => d.id === to)];
    if (!chosenFor || !a || !b) return [];
    const text = JSON.stringify(curve);
    const name = Object.entries(CURVES).find(([, known]) => JSON.stringify(known) === text)?.[0] ?? 'its own';
    return [{ from, to, path, curve: name, because: positionText(chosenFor, a, b) }];
  });
}

/** One device with its figures. */
export function renderDevice(device: Device): string {
  const figures = figuresIn(device).map(({ path, figure }) => ({ ...figure, of: device.name, name: path }));
  return `${deviceTable([{ device }])}\n\n${figureTable(figures)}\n`;
}

function deviceTable(devices: readonly { readonly id?: string; readonly device: Device }[]): string {
  const named = devices.some((d) => d.id !== undefined);
  const columns: readonly Column[] = [
    ...named ? [{ title: 'id' }] : [], { title: 'device' }, { title: 'kind' }, { title: 'memory', right: true }, { title: 'streamed', right: true },
    { title: 'f32', right: true }, { title: 'matrix', right: true }, { title: 'on chip', right: true }, { title: 'start', right: true }, { title: 'power', right: true },
    { title: 'figures measured', right: true },
  ];
  return table(columns, devices.map(({ id, device }) => {
    const s = deviceSummary(device);
    const all = GRADES.reduce((n, g) => n + s.grades[g], 0);
    return [
      ...named ? [id ?? ''] : [], s.name, deviceName(s.kind), `${short(s.memory)} GB`, `${short(s.streamed)} GB/s`, short(s.vector),
      s.matrix === undefined ? '' : short(s.matrix), `${short(s.onChip)} MB`, timeText(s.start), `${short(s.idle)}–${short(s.busy)} W`, `${s.grades.measured} of ${all}`,
    ];
  }));
}

const SIZES = [4096, 65_536, 1_048_576, 67_108_864];

function linkTable(links: readonly Link[]): string {
  return table(
    [{ title: 'link' }, { title: 'path' }, ...SIZES.map((bytes) => ({ title: `${binary(bytes)}B`, right: true })), { title: 'reached', right: true }],
    links.map(({ from, to, path, curve }) => [
      `${from} to ${to}`, path, ...SIZES.map((bytes) => timeText(curveTime(curve, bytes))),
      `${short(Math.max(...SIZES.map((bytes) => bytes / curveTime(curve, bytes) / 1e3)))} GB/s`,
    ]),
  );
}

function binary(bytes: number): string {
  return bytes >= 2 ** 20 ? `${bytes / 2 ** 20} Mi` : `${bytes / 2 ** 10} Ki`;
}

/** Figures one by one. What they are of is said where it differs. */
export function figureTable(figures: readonly NamedFigure[]): string {
  const mixed = figures.some((f) => f.of !== figures[0]?.of);
  const own: readonly Column[] = mixed ? [{ title: 'of', limit: 20 }] : [];
  const width = mixed ? 30 : 50;
  return table(
    [...own, { title: 'figure', limit: 30 }, { title: 'value', right: true, limit: 16 }, { title: 'grade' }, { title: 'source', limit: width }],
    figures.flatMap((f) => {
      const [first = '', ...more] = wrap(f.source, '', width).split('\n');
      return [[...mixed ? [f.of] : [], f.name, valueText(f), f.grade, first], ...more.map((line) => [...mixed ? [''] : [], '', '', '', line])];
    }),
  );
}

export function valueText({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return `${Number(value.toPrecision(6))}${unit === '1' ? '' : ` ${unit}`}`;
}

function short(value: number): string {
  return value >= 1e4 ? quantity(value).trim() : value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
