import { findModel, MIXED, traceOf, type Simulation, type SimulationOptions } from 'mpc';
import { quoted, say, type Figure } from './paper/say.js';
import { found, run, TURNING } from './policies.js';

/** The list under "What it shows" of docs/simulator.md, each figure from a simulation. */
export function whatItShows(): string {
  const model = found(findModel('qwen3-8b').value);
  const mixed = (requests: number, rate: number) => found(traceOf(MIXED, { requests, rate, seed: 1 }).value);
  const [slow, busy, once] = [mixed(1000, 8), mixed(1000, 24), mixed(2000, 1e6)];
  const on = (policy: string, trace: typeof slow, machine = 'h100x4', options: Partial<SimulationOptions> = {}): Simulation => run(policy, machine, model, trace, options);
  const [together, pieces, apart] = ['colocated', 'chunked', 'disaggregated'].map((p) => on(p, busy)) as [Simulation, Simulation, Simulation];
  const turning = found(traceOf(TURNING, { requests: 1, rate: 1, seed: 1 }).value);
  const target = { firstToken: 5e5, perToken: 12e3 };
  const splits = [1, 2, 3].map((prefillDevices) => on('disaggregated', turning, 'h100x4', { prefillDevices, target }));
  const best = splits.reduce((a, b) => (b.statistics.attained > a.statistics.attained ? b : a));
  const adaptive = on('adaptive', turning, 'h100x4', { target });
  const [fixedAtOnce, movingAtOnce] = [on('disaggregated', once), on('adaptive', once)];
  const large = found(findModel('gpt-oss-120b').value);
  const pressed = mixed(300, 40);
  const [pull, push] = (['pull', 'push'] as const).map((transfer) => run('disaggregated', 'h100x4', large, pressed, { transfer, prefillDevices: 2 })) as [Simulation, Simulation];
  const [mixing, phases] = [on('pipeline', once), on('temporal', once)];
  const pairs = ([[slow, undefined], [busy, apart], [once, fixedAtOnce]] as const).map(([trace, known]) => ({ plain: known ?? on('disaggregated', trace), chips: on('disaggregated', trace, 'spad-2p2d') }));
  const both = ([[busy, together], [once, undefined]] as const).map(([trace, known]) => rate(on('colocated', trace, 'spad-2p2d')) / rate(known ?? on('colocated', trace)));
  const joules = pairs.map(({ plain, chips }) => 1 - chips.statistics.millijoulesPerToken / plain.statistics.millijoulesPerToken);
  const tokens = pairs.map(({ plain, chips }) => rate(chips) / rate(plain));
  const pair = found(pairs[0]);
  return [
    say`- At ${quoted('24 requests/s')} co-location makes ${percent(rate(together) / rate(apart))} of the tokens of a split by phases, but a decoding request waits up to ${ms(together.statistics.betweenTokens.p99)} (${quoted('p99')}) for its next token while prompts go first;
  in pieces ${ms(pieces.statistics.betweenTokens.p99)}; apart ${ms(apart.statistics.betweenTokens.p99)}.`,
    say`- A split that suits the mean load fails when the load turns: on a trace of long prompts and then long outputs at most ${percent(best.statistics.attained)} of the requests
  keep both targets with any fixed split of four devices, ${percent(adaptive.statistics.attained)} with one that adapts, and a whole request takes ${percent(adaptive.statistics.whole.mean / best.statistics.whole.mean)} of the time of that split. When everything arrives at once, changing sides makes ${percent(rate(movingAtOnce) / rate(fixedAtOnce))} of the tokens.`,
    say`- With little room on the decode side, pulling brings the first token in ${seconds(pull.statistics.firstToken.p50)} where pushing takes ${seconds(push.statistics.firstToken.p50)} (median), for prompts do not wait for room to decode.`,
    say`- A pipeline that keeps phases apart makes ${percent(rate(phases) / rate(mixing) - 1)} more tokens than one that mixes them when everything is there at the start, and is busy ${percent(busyPart(phases))} of the time against ${percent(busyPart(mixing))}; where requests come one by one
  its first tokens come late. On links as fast as these a pipeline does not pay for a model that fits one device.`,
    say`- The specialised chips make ${span(tokens)} of the tokens of four ${quoted('H100')} with two of them prefilling, at ${percent(1 - found(pair.chips.boardWatts) / found(pair.plain.boardWatts))} less board power, ${percent(1 - found(pair.chips.price) / found(pair.plain.price))} less (assumed) price and ${span(joules)} less energy a token; with both phases on each chip they lose ${span(both.map((b) => 1 - b))} where there is much to do.`,
  ].join('\n');
}

const rate = ({ statistics }: Simulation): number => statistics.tokensPerSecond;
/** Mean of the devices that serve. */
function busyPart({ statistics, devices }: Simulation): number {
  const serving = statistics.uses.filter((u) => u.kind === 'device' && devices.some((d) => u.name.startsWith(`${d} `)));
  return serving.reduce((sum, u) => sum + u.utilisation, 0) / serving.length;
}

const ms = (microseconds: number): Figure => quoted(`${Math.round(microseconds / 1e3)} ms`);
const seconds = (microseconds: number): Figure => quoted(`${(microseconds / 1e6).toFixed(1)} s`);
const percent = (share: number): Figure => quoted(`${Math.round(100 * share)} %`);
const span = (shares: readonly number[]): Figure => quoted(`${Math.round(100 * Math.min(...shares))} to ${Math.round(100 * Math.max(...shares))} %`);
