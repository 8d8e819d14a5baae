import type { Simulation, Spread } from '../simulator/index.js';
import { table, wrap, type Column } from './table.js';

/** A simulation for `--json`: everything but the trace. Times in microseconds, energies in millijoules. */
export function simulationReport({ policy, trace: _, ...rest }: Simulation): object {
  return { policy: policy.name, ...policy.source === undefined ? {} : { source: policy.source }, ...rest };
}

/** A run under one policy: latencies, devices, operations, energy. */
export function renderSimulation(simulation: Simulation): string {
  const { policy, statistics: s, options } = simulation;
  const joules = Object.values(s.energy).reduce((sum, e) => sum + e, 0) / 1e3;
  const method = simulation.method === undefined ? '' : ` with ${simulation.method}`;
  return [
    wrap(`${simulation.model}${method} on ${simulation.machine}${simulation.calibration === undefined ? '' : ` (calibration ${simulation.calibration})`}, `
      + `policy ${policy.name}: ${policy.title}${policy.source === undefined ? '' : `, ${policy.source}`}.`),
    wrap(`${s.requests} requests of workload ${simulation.workload}: ${s.promptTokens} prompt tokens, ${s.outputTokens} tokens made in ${time(s.span)}, `
      + `${simulation.batches} batches${simulation.moves > 0 ? `, ${simulation.moves} moves of keys and values (${bytes(simulation.movedBytes)}${policy.transfers === true ? `, ${options.transfer === 'pull' ? 'pulled' : 'pushed'}` : ''})` : ''}.`),
    wrap(`${s.tokensPerSecond.toFixed(0)} tokens/s, ${s.requestsPerSecond.toFixed(2)} requests/s; ${percent(s.attained)} kept to `
      + `${time(options.target.firstToken)} for the first token and ${time(options.target.perToken)} for each further one; `
      + `${energy(1e3 * joules)} J, ${(s.millijoulesPerToken / 1e3).toPrecision(3)} J a token.`),
    '',
    table(spreadColumns('latency'), [
      spreadRow('first token', s.firstToken), spreadRow('each further token, a request', s.perToken),
      spreadRow('between two tokens', s.betweenTokens), spreadRow('whole request', s.whole),
    ]),
    '',
    table([
      { title: 'device or link', limit: 38 }, ...['busy', 'compute', 'memory', 'transfer', 'mean wait', 'queue', 'idle J', 'busy J'].map((title): Column => ({ title, right: true })),
    ], s.uses.filter((u) => u.kind === 'device' || u.served > 0).map((u) => [
      u.name, percent(u.utilisation), part(u.time.compute, s.span), part(u.time.memory, s.span), part(u.time.transfer, s.span),
      u.served > 0 ? time(u.meanWait) : '', u.served > 0 ? String(u.longestQueue) : '',
      energy(u.energy.idle), energy(u.energy.compute + u.energy.memory + u.energy.transfer),
    ])),
    '',
    table(spreadColumns('operation, queue included', 'times'), s.operations.map((o) => spreadRow(o.name, o, true))),
    '',
    wrap(`Keys and values: ${s.memory.map((m) => `${m.name} ${percent(m.peak / m.capacity)} of ${m.capacity} tokens`).join(', ')}. `
      + `Energy is watts of each power state of the device files times time: ${states(s.energy)}; links count nothing.`),
  ].join('\n');
}

/** `idle 5233 J, memory 21012 J`: what each power state took, and the rest of a device in use. */
function states(of: Simulation['statistics']['energy']): string {
  return Object.entries(of).filter(([, millijoules]) => millijoules > 0).map(([state, millijoules]) => `${state} ${energy(millijoules)} J`).join(', ');
}

/** Policies side by side on one trace and machine. */
export function renderComparison(simulations: readonly Simulation[]): string {
  const [first] = simulations;
  if (!first) return '';
  const { statistics: s, options: { target } } = first;
  return [
    wrap(`${first.model} on ${first.machine}, ${s.requests} requests of workload ${first.workload} (${s.promptTokens} prompt tokens, ${s.outputTokens} tokens made). `
      + `Kept: within ${time(target.firstToken)} for the first token and ${time(target.perToken)} for each further one.`),
    '',
    comparisonTable(simulations, false),
  ].join('\n');
}

/** One row for each simulation; with the machine where these differ. */
export function comparisonTable(simulations: readonly Simulation[], machines: boolean): string {
  const right = (title: string): Column => ({ title, right: true });
  return table(
    [
      ...machines ? [{ title: 'machine', limit: 30 }] : [], { title: 'policy' }, right('tokens/s'), right('kept'), right('first p50'), right('p99'),
      right('token p50'), right('p99'), right('gap p99'), right('busy'), right('J/token'),
    ],
    simulations.map((x) => {
      const { statistics: s } = x;
      const devices = s.uses.filter((u) => u.kind === 'device' && x.devices.some((d) => u.name.startsWith(`${d} `)));
      return [
        ...machines ? [x.machine] : [], x.policy.name, s.tokensPerSecond.toFixed(0), percent(s.attained), time(s.firstToken.p50), time(s.firstToken.p99),
        time(s.perToken.p50), time(s.perToken.p99), time(s.betweenTokens.p99),
        percent(devices.reduce((sum, u) => sum + u.utilisation, 0) / Math.max(1, devices.length)), (s.millijoulesPerToken / 1e3).toPrecision(3),
      ];
    }),
  );
}

function spreadColumns(title: string, count?: string): readonly Column[] {
  return [
    { title, limit: 40 }, ...count === undefined ? [] : [{ title: count, right: true }],
    ...['mean', 'p50', 'p90', 'p99', 'largest'].map((t): Column => ({ title: t, right: true })),
  ];
}

function spreadRow(name: string, s: Spread, count = false): readonly string[] {
  return [name, ...count ? [String(s.count)] : [], ...[s.mean, s.p50, s.p90, s.p99, s.max].map(time)];
}

/** Microseconds in a unit that suits. */
function time(microseconds: number): string {
  const [scale, unit] = microseconds >= 1e6 ? [1e6, 's'] : microseconds >= 1e3 ? [1e3, 'ms'] : [1, 'µs'];
  const value = microseconds / scale;
  return `${value === 0 ? '0' : value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

/** Millijoules as joules. */
function energy(millijoules: number): string {
  const joules = millijoules / 1e3;
  return joules < 5e-4 ? '0' : joules >= 100 ? joules.toFixed(0) : joules.toPrecision(3);
}

function bytes(count: number): string {
  return count >= 1e12 ? `${(count / 1e12).toPrecision(3)} TB` : `${(count / 1e9).toPrecision(3)} GB`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

function part(time_: number, span: number): string {
  return time_ > 0 && span > 0 ? percent(time_ / span) : '';
}
