import { found, type Facts } from './facts.js';
import { READINGS, type ReadingName } from './readings.js';
import type { Metric } from './rows.js';
import { bytes, count, factor, joules, quoted, say, share, size, sizes, us, watts, type Figure } from './say.js';
import { rangeText } from './text.js';

type Sentences = Readonly<Partial<Record<Metric, string>>>;

/** Why prediction and report differ, row by row; what is quoted is computed, or of a source. */
export const WHY: Readonly<Record<string, (facts: Facts) => Sentences>> = {
  'dsa': (f) => ({
    memory: say`a faithful indexer has ${quoted('64')} heads, ${count(f.step(f.last.prediction.gpu, 'picked').flop / f.step(f.last.prediction.gpu, 'picked').bytes)} FLOP for each byte it moves. The card takes ${us(f.offloaded(f.first, 'mapped'))} a layer at ${size(f.first.at)} (${binding(f, 'picked', 'first')}) and ${us(f.offloaded(f.last, 'mapped'))} at ${size(f.last.at)} (${binding(f, 'picked', 'last')}), the framework ${us(f.offloaded(f.first, 'gpu'))} and ${us(f.offloaded(f.last, 'gpu'))}. ${reading(f, 'select')} ${reading(f, 'all')}`,
    endToEnd: follows(f),
    energy: energy(f),
  }),
  'sar-top-k': (f) => ({
    memory: say`scoring and choosing take the framework ${us(f.offloaded(f.first, 'gpu'))} a layer at ${size(f.first.at)}, ${share(f.offloadedShare(f.first))} of memory processing. Query, ids and the wait for the GPU cost the FPGA's way ${us(f.link(f.first))} before it has read a key, by curves that the paper's authors fitted; beyond the ${bytes(f.chipBytes())} of the chip the keys of ${count(f.layers)} layers stream over eight ports, ${us(f.offloaded(f.last, 'mapped'))} a layer at ${size(f.last.at)}. ${reading(f, 'recorded')} ${reading(f, 'all')}`,
    endToEnd: follows(f),
    energy: energy(f),
  }),
  'sar-threshold': (f) => ({
    memory: say`as for top-k; the rule itself favours the FPGA more: a framework needs ${count(f.step(f.first.prediction.gpu, 'blocks').kernels)} operators for the softmax, ${us(f.offloaded(f.first, 'gpu'))} a layer at ${size(f.first.at)} against ${us(f.offloaded(f.first, 'mapped') + f.link(f.first))} with link and waits. The filter is assumed to keep a tenth of the blocks, and no more than the ${quoted('250')} that can exceed the threshold; the paper's kernel compares raw scores with a fixed number and needs no softmax. ${reading(f, 'all')}`,
    endToEnd: follows(f),
    energy: energy(f),
  }),
  'lserve': (f) => ({
    memory: say`what the paper offloads is ${share(f.offloadedShare(f.first))} of the framework's memory processing at ${size(f.first.at)} and ${share(f.offloadedShare(f.last))} at ${size(f.last.at)}: the rest is attention and the operators that quantise keys, and three calls of four select nothing. The box bound reads two keys of ${quoted('16 bits')} for each logical page and head. ${reduced(f, 0)} The report's baseline is CUDA code ported by HIPIFY, whose quality is not known. ${reading(f, 'all')}`,
    endToEnd: follows(f),
    energy: energy(f),
  }),
  'dragin': (f) => ({
    memory: say`${quoted('`examples/dragin`')} walks posting lists: the choice takes the GPU ${us(f.offloaded(f.last, 'gpu'))} for ${size(f.last.at)} documents, while scattered additions on the FPGA wait seven cycles for one another, ${us(f.offloaded(f.last, 'mapped'))}. The paper's kernel scans every document instead, and the software of these methods asks Elasticsearch, ${us(engine(f))} for as many. ${reduced(f, 1)}`,
    endToEnd: say`beside ${us(f.last.prediction.inference.microseconds)} of generation a retrieval of ${us(f.last.prediction.gpu.microseconds)} is nothing to gain from. Against the search engine the scan gains ${rangeOfReduced(f, 1, 'endToEnd')}; the reported share of ${quoted('40 to 61 %')} needs still longer queries or shorter answers.`,
    energy: energy(f),
  }),
  'flare': (f) => ({ memory: say`as for DRAGIN. ${reduced(f, 1)}`, endToEnd: say`as for DRAGIN; against the search engine ${rangeOfReduced(f, 1, 'endToEnd')}.`, energy: energy(f) }),
  'fs-rag': (f) => ({
    memory: say`as for DRAGIN. ${reduced(f, 1)}`,
    endToEnd: say`as for DRAGIN, with one generation for each retrieval instead of two; against the search engine ${rangeOfReduced(f, 1, 'endToEnd')}.`,
    energy: energy(f),
  }),
  'two-stage': (f) => ({
    memory: say`the re-ranker runs on the GPU on both sides, ${share(1 - f.offloadedShare(f.first))} of memory processing at ${size(f.first.at)} with what else stays there; the first stage is ${quoted('BM25')} by posting lists, as for DRAGIN. ${reading(f, 'select')}`,
    endToEnd: say`memory processing is ${share(f.first.share)} to ${share(f.last.share)} of the time on the GPU; what notes give needs a re-ranker or a search that takes as long as the answer.`,
    energy: energy(f),
  }),
  'mem-agent': (f) => {
    const words = f.row.repeat ?? 1;
    const { gpu, mapped } = f.first.prediction;
    const weights = gpu.steps.reduce((sum, s) => sum + s.bytes, 0) * f.layers;
    const [wanted] = found(f.row.reported.endToEnd?.[0]);
    const [one, both] = found(f.row.reported.joules);
    const power = one / both / wanted;
    const most = f.gpu.power.memory.value;
    return {
      endToEnd: say`each word of the note reads ${bytes(weights)}: ${us(mapped.microseconds / words)} on the card over eight ports, ${us(weights / f.channels())} if all its channels could be used, and ${us(gpu.microseconds / words)} on the GPU, of which ${us(weights / f.gpu.memory.streamed.value / 1e3)} are the reading and ${us(launches(f))} launches. ${factor(wanted)} needs a GPU that takes ${us(wanted * weights / f.channels())} a word even if the card reached all of its bandwidth, or weights of fewer bits on the card. ${reading(f, 'recorded')} That the reported gain falls as one over the batch from two on says that the authors' decoder is bound by arithmetic there.`,
      energy: say`${joules(one)} over ${joules(both)} at ${factor(wanted)} is a ratio of ${count(power)} in power, as of a GPU at ${watts(most)}, the most that is reported, and a card at ${watts(Math.round(most / power))}: a GPU that waits is not in it, though it idles at ${watts(f.gpu.power.idle.value)}. Here the card needs ${factor(mapped.microseconds / gpu.microseconds)} the time.`,
    };
  },
  'hmt': (f) => ({
    memory: say`${quoted('`examples/hmt`')} keeps the projected keys and adds one for each segment, which leaves two projections: ${us(f.offloaded(f.last, 'gpu'))} on the GPU with what is around them, ${us(f.offloaded(f.last, 'mapped'))} over eight ports. The authors' open-source baseline keeps the bank on the CPU and projects all of it anew for each segment. ${reading(f, 'recorded')}`,
    endToEnd: say`memory processing is ${share(f.last.share)} of the time of a segment; ${factor(least(f))} needs ${share(1 - 1 / least(f))} or more.`,
    energy: energy(f),
  }),
};

function binding(f: Facts, tensor: string, end: 'first' | 'last'): string {
  const { binding: term } = f.step(f[end].prediction.mapped, tensor);
  return term === 'select' ? 'the serial insertion into the best' : term === 'compute' ? 'arithmetic' : term === 'memory' ? 'reading' : 'its start';
}

/** What another reading would give for memory processing. */
function reading(f: Facts, name: ReadingName): string {
  const range = f.read[name];
  if (!range) return '';
  return name === 'all' ? say`All readings below but the first together give ${quoted(rangeText(range))}.`
    : say`Read with *${quoted(READINGS[name].title)}* (below) the mapping gives ${quoted(rangeText(range))}.`;
}

function rangeOfReduced(f: Facts, index: number, metric: 'memory' | 'endToEnd'): Figure {
  const values = f.result.points.flatMap((p) => p.reduced[index]?.[metric] ?? []);
  return span(values);
}

function reduced(f: Facts, index: number): string {
  const { title } = found(f.row.reduced[index]);
  return say`With *${quoted(title)}* memory processing gains ${rangeOfReduced(f, index, 'memory')}.`;
}

function follows(f: Facts): string {
  return say`follows from memory processing, ${share(f.first.share)} of the time at ${size(f.first.at)} and ${share(f.last.share)} at ${size(f.last.at)}; the mapping is faster at ${sizes(f.faster('endToEnd'))}.`;
}

function energy(f: Facts): string {
  const idle = f.first.prediction.idle;
  const busy = f.result.points.flatMap((p) => p.mapped?.busyEnergy ?? []);
  const longer = [f.first, f.last].map((p) => 1 / found(p.mapped).endToEnd);
  return say`the card's idle ${watts(idle.fpga)} and the GPU's ${watts(idle.gpu)} count in all of the time, which is ${span(longer)} of the GPU's alone. Counting a board only while it works gives ${span(busy)}.`;
}

function span(values: readonly number[]): Figure {
  return quoted(rangeText([Math.min(...values), Math.max(...values)]));
}

function least(f: Facts): number {
  return found(f.row.reported.endToEnd?.[0])[0];
}

/** Microseconds of a run of all layers that the framework's operators take to be launched. */
function launches(f: Facts): number {
  return f.first.prediction.gpu.steps.reduce((sum, s) => sum + (s.terms['launch'] ?? 0) * s.frequency, 0) * f.layers;
}

function engine(f: Facts): number {
  return f.last.at * f.models.assumptions.searchEngine.value / 1e3;
}
