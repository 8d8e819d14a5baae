import type { Environment } from '../../analysis/index.js';
import type { Fpga } from '../../machines/index.js';
import { Size, type Sym } from '../../symbolic/index.js';
import { kernelTime, type FpgaKernelFacts } from './fpga-facts.js';
import { cardViolations, dieViolations, memoryViolations, portViolations } from './fpga-limits.js';
import { channelRate, movedBytes } from './fpga-memory.js';
import type { StepNumbers } from './numbers.js';
import { transferTime, type CostTerm, type StepCost } from './step-cost.js';

/** A kernel's time without its start, and what it takes. */
export type FpgaWork = Pick<StepCost, 'variant' | 'terms' | 'watts' | 'fabric' | 'violations' | 'microseconds'> & Pick<StepCost, 'lanes' | 'resident' | 'slrs' | 'facts'>;

/**
 * The kernel that the back end wrote for a step: its estimate at the actual sizes, request after request, and no faster than
 * the channels of its tensors.
 */
export function generatedWork(step: StepNumbers, device: Fpga, facts: FpgaKernelFacts, env: Environment, batch: number): FpgaWork {
  const time = kernelTime(facts, env);
  const micro = (cycles: number): number => cycles * batch / device.clock.value;
  const terms = new Map<CostTerm['name'], number>([['compute', 0], ['memory', 0]]);
  const raise = (name: CostTerm['name'], microseconds: number): void => { terms.set(name, Math.max(microseconds, terms.get(name) ?? 0)); };
  const touches = new Set(facts.ports.map((p) => p.process));
  time.busy.forEach(({ name, cycles }, i) => {
    const process = facts.processes[i];
    raise(process?.selects ? 'select' : name === facts.main || !touches.has(name) ? 'compute' : 'memory', micro(cycles));
  });
  raise('memory', batch * channelTime(facts, device, env));
  // What a process waits for counts with the one that takes longest.
  const [binding] = [...terms].reduce((a, b) => (b[1] > a[1] ? b : a));
  raise(binding, micro(time.cycles));
  const used = new Set(facts.processes.map((p) => p.slr));
  return {
    facts,
    variant: [...facts.label === '' ? [] : [facts.label], ...used.size > 1 ? [`on ${used.size} dies`] : []].join(', '),
    microseconds: Math.max(...terms.values()),
    terms: [...terms].map(([name, microseconds]) => ({ name, microseconds })),
    watts: binding === 'memory' ? device.power.memory.value : device.power.compute.value,
    fabric: facts.fabric,
    slrs: facts.slrs,
    violations: [
      ...cardViolations(facts.fabric, device), ...facts.processes.filter((p) => p.slr < 0).flatMap((p) => dieViolations(p, device)),
      ...portViolations(facts.ports.length, device), ...memoryViolations(step, device),
    ],
  };
}

/** Microseconds of the busiest channel, and of a port that goes through its channels one after another. */
function channelTime({ ports, complete }: FpgaKernelFacts, device: Fpga, given: Environment): number {
  const env = complete(given);
  const value = (sym: Sym): number => Math.max(0, Size.evaluate(sym, env));
  const channels = new Map<number, number>();
  let longest = 0;
  for (const port of ports) {
    const bytes = value(port.bytes);
    if (bytes === 0) continue;
    const run = bytes / Math.max(1, value(port.runs));
    const time = transferTime(movedBytes(device, bytes, run), channelRate(device, run));
    longest = Math.max(longest, time);
    const { first, count } = port.channels;
    for (let i = 0; i < count; i++) channels.set(first + i, (channels.get(first + i) ?? 0) + time / count);
  }
  return Math.max(longest, 0, ...channels.values());
}
