import { environmentText } from '../analysis/index.js';
import { deviceName, termName, timeText, type Basis, type Candidate, type Objective, type PlacedStep, type Placement } from '../partitioner/index.js';
import { GRADES } from '../machines/index.js';
import { wrap } from './table.js';
import { countText, energyText, listText, percentText, timesText } from './text.js';

const LEAST: Readonly<Record<Objective, string>> = {
  latency: 'least latency', throughput: 'most calls a second', energy: 'least energy', 'energy-delay': 'least energy × latency',
};

/** What the numbers of a placement are of: machine, sizes, options that are not the usual ones. */
export function headingOf({ machine, sizes, batch, layers, objective, launch, profile, calibration }: Placement): string {
  const parts = [
    batch === 1 ? '1 request' : `${batch} requests`, environmentText(sizes), ...layers === 1 ? [] : [`${layers} layers`],
  ].filter((part) => part !== '');
  const notes = [
    ...calibration === undefined ? [] : [`figures calibrated by ${calibration}`],
    ...profile.fpga === 'generated' ? [] : [`FPGA kernels as written by hand${profile.fpga === 'handwritten' ? '' : ' over all memory channels'}, not as mpc generates them`],
    ...profile.gpu === 'framework' ? ['GPU steps as a framework runs them'] : [],
    ...launch === 'any' ? ['launch styles that the runtime does not use are allowed'] : [],
  ];
  return wrap(`Placement on ${machine} for ${parts.join(', ')}; objective: ${LEAST[objective]}${notes.map((n) => `; ${n}`).join('')}`);
}

/** What a time is of: a call, or a token of several layers. */
export function unitOf({ layers }: Pick<Placement, 'layers'>): string {
  return layers === 1 ? 'a call' : `a token (${layers} layers)`;
}

/** Devices that run steps of every call, as words. */
export function devicesText(steps: readonly PlacedStep[]): string {
  const used = [...new Set(steps.filter((s) => !s.step.once && !s.step.call).map((s) => s.device))];
  return listText(used.map(deviceName)) || 'No device';
}

/** The answer in a few lines: which placement, how long, against the two GPU baselines, what bounds it, what it rests on. */
export function renderAnswer(placement: Placement, { basis, unpinned }: { readonly basis?: Basis; readonly unpinned?: Placement } = {}): string {
  const { microseconds, millijoules, callsPerSecond, solver, gap, shortfalls } = placement;
  const sure = shortfalls.length > 0 ? 'no placement fits; the CPU would take' : '';
  const first = `${sure === '' ? `${devicesText(placement.steps)}:` : `${sure[0]?.toUpperCase() ?? ''}${sure.slice(1)}`} ${timeText(microseconds)} and ${energyText(millijoules)} ${unitOf(placement)}`
    + `${Number.isFinite(callsPerSecond) ? `, at most ${rateText(callsPerSecond)} calls/s` : ''}`;
  const points = [
    ...shortfalls.length > 0 ? placement.reasons.slice(1) : [...baselines(placement, unpinned), ...unpinned ? [pinsText(placement, unpinned)] : []],
    ...bindingText(placement),
    ...basis ? [restsOn(basis)] : [],
    ...gap > 0 ? [`found by the ${solver} in the time given; ${Number.isFinite(gap) ? `no placement is better by more than ${percentText(gap)}` : 'how much better others are is not known'}`] : [],
  ];
  return [wrap(first), ...points.map((p) => wrap(`- ${p}`))].join('\n');
}

function rateText(rate: number): string {
  return rate >= 100 ? countText(rate) : String(Number(rate.toPrecision(3)));
}

/** Against the GPU alone: with the kernels that mpc generates, and as the chain of operators that the paper measured against. */
function baselines(placement: Placement, unpinned: Placement | undefined): readonly string[] {
  const { candidates, framework, microseconds, millijoules } = placement;
  const alone = (p: Placement | undefined): Candidate | undefined => p?.candidates.find((c) => c.name === 'gpu-only');
  const gpu = alone(placement)?.feasible ? alone(placement) : alone(unpinned) ?? alone(placement);
  if (!gpu || !framework) return [];
  const costs = (c: { readonly microseconds: number; readonly millijoules: number }): string => `${timeText(c.microseconds)}, ${energyText(c.millijoules)}`;
  const gpus = new Set(gpu.steps.filter((s) => s.kind === 'gpu').map((s) => s.device)).size > 1 ? 'the GPUs alone' : 'the GPU alone';
  const chain = `a framework's operators there (${costs(framework)})`;
  if (!gpu.feasible) return [`${gpus} cannot do it: ${gpu.reasons[0] ?? ''}`, `${against(framework, placement)} ${chain}, if it fitted`];
  if (gpu === alone(placement) && gpu.chosen) {
    const better = microseconds > framework.microseconds
      ? `no placement is better than ${gpus}, but ${gpus === 'the GPU alone' ? 'its' : 'their'} generated kernels are ${against(framework, placement)} ${chain}`
      : `nothing beats ${gpus} with generated kernels; ${against(framework, placement)} ${chain}`;
    return [better, ...candidates.filter((c) => c.name === 'fpga-allowed').map((c) => fpgaText(c, placement))];
  }
  const won = microseconds < gpu.microseconds || millijoules < gpu.millijoules;
  const only = !won && microseconds < framework.microseconds;
  return [
    `${against(gpu, placement)} ${gpus} with generated kernels (${costs(gpu)})`,
    `${against(framework, placement)} ${chain}${only ? ': a win against the framework only' : ''}`,
  ];
}

function pinsText({ microseconds }: Placement, unpinned: Placement): string {
  const text = `${devicesText(unpinned.steps)}, ${timeText(unpinned.microseconds)} and ${energyText(unpinned.millijoules)}`;
  return unpinned.microseconds === microseconds ? `the pins cost nothing: without them ${text}` : `without pins: ${text}`;
}

/** `1.5x faster, with 1.1x the energy, than` */
function against(other: { readonly microseconds: number; readonly millijoules: number }, { microseconds, millijoules }: Placement): string {
  const [time, energy] = [other.microseconds / microseconds, other.millijoules / millijoules];
  const by = (ratio: number, more: string, less: string): string => {
    const larger = Math.max(ratio, 1 / ratio);
    return `${larger < 1.005 ? percentText(larger - 1) : timesText(larger)} ${ratio >= 1 ? more : less}`;
  };
  if (time === 1 && energy === 1) return 'as fast and with as much energy as';
  return `${by(time, 'faster', 'slower')} and with ${by(energy, 'less', 'more')} energy than`;
}

/** The best placement on the FPGA, where the GPU alone is better: whether it would at least beat the framework. */
function fpgaText(fpga: Candidate, { microseconds, framework }: Placement): string {
  if (!fpga.feasible) return `no placement can use the FPGA: ${fpga.reasons[0] ?? ''}`;
  const text = `the best placement that uses the FPGA takes ${timeText(fpga.microseconds)}, ${timesText(fpga.microseconds / microseconds)} as long`;
  if (!framework) return text;
  return fpga.microseconds < framework.microseconds
    ? `${text}: it would win against the framework only`
    : `${text}: it would lose against the framework too`;
}

function bindingText({ candidates, steps, microseconds, layers }: Placement): readonly string[] {
  const binding = candidates.find((c) => c.chosen)?.binding ?? longest(steps, layers);
  if (!binding || !(microseconds > 0)) return [];
  const what = binding.term === 'transfers' || binding.term === 'waits' ? binding.term : `${binding.step ?? ''} on the ${deviceName(binding.device ?? '')}, ${termName(binding.term)}`;
  return [`longest part: ${what} ${timeText(binding.microseconds)} (${percentText(binding.microseconds / microseconds)})`];
}

function longest(steps: readonly PlacedStep[], layers: number): Candidate['binding'] {
  const terms = steps.filter((s) => !s.step.once).flatMap((s) => s.cost.terms.map((t) => ({ step: s.step.name, device: s.device, term: t.name, microseconds: t.microseconds * s.frequency * layers })));
  return terms.reduce<Candidate['binding']>((a, b) => (a && a.microseconds >= b.microseconds ? a : b), undefined);
}

function restsOn({ shares }: Basis): string {
  const used = [...GRADES].reverse().filter((g) => shares[g] > 5e-4);
  const [worst] = used;
  if (worst === undefined) return 'nothing of the time depends on a figure of the machine';
  return `${percentText(shares[worst])} of the time rests on ${worst} figures${used.slice(1).map((g) => `, ${percentText(shares[g])} on ${g} ones`).join('')}${used.length > 1 ? ' (each part counts by its worst)' : ''}`;
}
