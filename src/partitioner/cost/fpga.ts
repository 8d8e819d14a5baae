import type { Environment } from '../../analysis/index.js';
import type { DeviceId, Fpga } from '../../machines/index.js';
import { analysedWork, isNoLarger } from './fpga-analysed.js';
import type { FpgaKernelFacts } from './fpga-facts.js';
import { generatedWork, type FpgaWork } from './fpga-generated.js';
import { FPGA_PROFILES, type FpgaProfileName } from './fpga-profile.js';
import type { StepNumbers } from './numbers.js';
import type { LaunchStyle, StepCost } from './step-cost.js';

export interface FpgaOptions {
  /** Device of the machine; `fpga` unless given. */
  readonly id?: DeviceId;
  readonly profile?: FpgaProfileName;
  /** What the back end says of the kernels that it can write for this card. Without, generated kernels are priced from the analysis. */
  readonly facts?: readonly FpgaKernelFacts[];
  /** Sizes, for the facts. */
  readonly env?: Environment;
  readonly batch?: number;
  /** Layers whose memories have to fit on the chip together; 1 unless given. Times are of one layer. */
  readonly layers?: number;
  /** `any`: also the launch styles that the generated runtime does not use. */
  readonly launch?: 'runtime' | 'any';
}

/**
 * The ways to run a step on an FPGA: the kernel as it was generated, or the widths and memory tiers of a hand-written one, each
 * with the launch styles that there are.
 */
export function fpgaCosts(step: StepNumbers, device: Fpga, options: FpgaOptions = {}): readonly StepCost[] {
  const { id = 'fpga', profile = 'generated', facts, env, batch = 1, layers = 1, launch = 'runtime' } = options;
  const styles: readonly LaunchStyle[] = profile !== 'generated' || launch === 'any' ? ['run', 'mailbox', 'fused'] : ['run'];
  const written = profile === 'generated' && facts && env ? undominated(facts.map((kernel) => generatedWork(step, device, kernel, env, batch))) : undefined;
  return styles.flatMap((style) => {
    // A kernel that is started for each call finds nothing on the chip.
    const works = written ?? worthwhile(analysedWork(step, device, FPGA_PROFILES[profile], layers, style !== 'run'), startOf(device, style));
    return works.map((work) => started(work, device, id, style));
  });
}

function startOf({ fixed }: Pick<Fpga, 'fixed'>, style: LaunchStyle): number {
  return style === 'mailbox' ? fixed.mailbox.value : style === 'fused' ? fixed.fused.value : fixed.start.value;
}

/** Without kernels that take no less of anything than another one and are no faster. */
function undominated(works: readonly FpgaWork[]): readonly FpgaWork[] {
  const fits = (work: FpgaWork): number => Math.min(1, work.violations.length);
  return works.filter((work, i) => !works.some((other, j) => j !== i && fits(other) <= fits(work) && other.microseconds <= work.microseconds && isNoLarger(other.fabric, work.fabric)
    && (j < i || other.microseconds < work.microseconds || !isNoLarger(work.fabric, other.fabric))));
}

/** Least gain, as a share and in microseconds, for which a larger kernel is looked at. */
const GAIN = 0.1;
const LEAST = 0.5;

/** Without variants that take more of the card and gain next to nothing, the start counted. */
function worthwhile(works: readonly FpgaWork[], start: number): readonly FpgaWork[] {
  const kept: FpgaWork[] = [];
  for (const work of [...works].sort((a, b) => b.microseconds - a.microseconds)) {
    const time = work.microseconds + start;
    if (!kept.some((k) => k.microseconds + start - time <= Math.max(GAIN * time, LEAST) && isNoLarger(k.fabric, work.fabric))) kept.push(work);
  }
  return kept.reverse();
}

/** A kernel with its start: by the host for each run, by a mailbox, or by the kernel before it, once the first has been started. */
function started(work: FpgaWork, { fixed }: Fpga, device: DeviceId, style: LaunchStyle): StepCost {
  const own = startOf({ fixed }, style);
  const longest = work.terms.reduce((a, b) => (b.microseconds > a.microseconds ? b : a));
  return {
    ...work, device, kind: 'fpga', style, kernels: 1, entry: style === 'fused' ? fixed.start.value : 0,
    microseconds: work.microseconds + own,
    terms: [...work.terms, { name: 'start', microseconds: own }],
    binding: own > longest.microseconds ? 'start' : longest.name,
  };
}
