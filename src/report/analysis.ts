import { environmentText, type Environment, type MethodAnalysis, type StepAnalysis, type TensorTraffic } from '../analysis/index.js';
import { Size } from '../symbolic/index.js';
import { quantity, table, wrap } from './table.js';

export interface StepReport {
  readonly name: string;
  readonly stage: string;
  readonly once: boolean;
  readonly frequency: number;
  /** Symbolic, and at the sizes of the report. */
  readonly flop: { readonly expression: string; readonly value: number };
  readonly bytes: { readonly expression: string; readonly value: number };
  readonly intensity: number;
  readonly access: string;
  /** Flags that the data decides, under which it runs. */
  readonly flags: readonly string[];
  /** The function of the host that it calls, with the device that was declared. */
  readonly call?: { readonly name: string; readonly device: string };
  /** Points of its scans, which run one after another. */
  readonly chain: number;
  readonly tensors: readonly {
    readonly name: string; readonly direction: 'read' | 'write' | 'inside'; readonly expression: string; readonly bytes: number; readonly access: string;
  }[];
}

export interface AnalysisReport {
  readonly sizes: Environment;
  readonly lengths: readonly { readonly symbol: string; readonly value: number; readonly reason: string }[];
  readonly steps: readonly StepReport[];
}

/** The analysis as plain data at given sizes. */
export function analysisReport(analysis: MethodAnalysis, given?: Environment): AnalysisReport {
  const env = analysis.environment(given);
  return {
    sizes: env,
    lengths: analysis.lengths.map(({ symbol, reason }) => ({
      symbol, value: env[symbol] ?? 0, reason: given?.[symbol] === undefined ? reason : 'given',
    })),
    steps: analysis.steps.map((step) => stepReport(step, env)),
  };
}

function stepReport(step: StepAnalysis, env: Environment): StepReport {
  const both = (sym: StepAnalysis['flop']): { readonly expression: string; readonly value: number } => ({ expression: sym.key, value: Size.evaluate(sym, env) });
  const tensor = (direction: 'read' | 'write' | 'inside') => (t: Pick<TensorTraffic, 'tensor' | 'bytes' | 'access'>): StepReport['tensors'][number] => ({
    name: t.tensor.name, direction, expression: t.bytes.key, bytes: Size.evaluate(t.bytes, env), access: accessText(t.access, env),
  });
  return {
    name: step.step.name, stage: step.step.stage, once: step.step.once, frequency: step.frequency,
    flop: both(step.flop), bytes: both(step.bytes), intensity: step.intensity(env), access: step.access,
    flags: step.flags, ...step.step.call ? { call: { name: step.step.call.callee.name, device: step.step.call.callee.device } } : {},
    chain: Size.evaluate(step.chain, env),
    tensors: [
      ...step.reads.map(tensor('read')),
      ...step.writes.map(tensor('write')),
      ...step.hidden.map((h) => ({ ...tensor('inside')(h), access: h.streams ? 'stream' : `stored, ${accessText(h.access, env)}` })),
    ],
  };
}

function accessText(access: TensorTraffic['access'], env: Environment): string {
  if (!('rowBytes' in access)) return access.kind;
  return `${access.kind} (${quantity(Size.evaluate(access.rowBytes, env))}B)`;
}

/** Work and traffic of every step as a table, at stated sizes. `detail` adds each step's tensors and formulas. */
export function renderAnalysis(analysis: MethodAnalysis, options: { readonly sizes?: Environment; readonly detail?: boolean } = {}): string {
  const report = analysisReport(analysis, options.sizes);
  const parts = [wrap(`Work and traffic of one request at ${environmentText(report.sizes)}`)];
  parts.push(table(
    [{ title: 'step' }, { title: 'stage' }, { title: 'runs', limit: 20 }, { title: 'FLOP', right: true }, { title: 'bytes', right: true }, { title: 'FLOP/B', right: true }, { title: 'access' }],
    report.steps.map((s) => [s.name, s.stage, runs(s), quantity(s.flop.value).trim(), quantity(s.bytes.value).trim(), ratio(s.intensity), s.access]),
  ));
  if (options.detail) parts.push(...report.steps.map(detail));
  const notes = report.steps.flatMap(notesOf);
  if (notes.length > 0) parts.push(notes.map((note) => wrap(note)).join('\n'));
  if (report.lengths.length > 0) {
    parts.push(report.lengths.map((l) => wrap(`${l.symbol} = ${quantity(l.value).trim()}: ${l.reason}`)).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/** What the numbers of a step rest on, where it is not derived from its formulas. */
function notesOf(step: StepReport): readonly string[] {
  return [
    ...step.call ? [`${step.name} calls \`${step.call.name}\` of the host on the ${step.call.device.toUpperCase()}: FLOP and bytes as declared`] : [],
    ...step.chain > 0 ? [`${step.name} scans ${quantity(step.chain).trim()} points one after another`] : [],
    ...step.flags.length > 0 ? [`${step.name} runs when ${step.flags.map((f) => `\`${f}\``).join(' and ')}; how often only the data tells: counted as if always`] : [],
  ];
}

function runs(step: StepReport): string {
  const share = step.frequency === 1 ? 'each call' : `1 in ${Math.round(1 / step.frequency)}`;
  if (step.once || step.flags.length === 0) return step.once ? 'once' : share;
  return `${step.frequency === 1 ? '' : `${share} `}when ${step.flags.join(' and ')}`;
}

function ratio(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

function detail(step: StepReport): string {
  const title = wrap(`${step.name}: FLOP = ${step.flop.expression}`);
  return `${title}\n${table(
    [{ title: '  tensor', limit: 28 }, { title: '' }, { title: 'bytes', right: true }, { title: 'access', limit: 24 }, { title: 'formula', limit: 40 }],
    step.tensors.map((t) => [`  ${t.name}`, t.direction, quantity(t.bytes).trim(), t.access, t.expression]),
  )}`;
}
