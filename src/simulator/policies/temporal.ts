import { wholePrompts } from '../batching.js';
import type { Policy } from '../policy.js';
import { decodeShape, promptShape } from '../service.js';
import type { Serving } from '../serving.js';

/** Moments ahead at which the memory of the coming decode phase is looked at. */
const CHECKPOINTS = 16;

/**
 * A pipeline of all devices that does one phase at a time. Prefill goes on greedily while the predicted keys and values of
 * everything admitted fit; then as many decoding batches as there are stages go round, kept equally long by moving requests
 * from longer batches to shorter ones. Decoding gives way to prefill when batches have become so small that more is lost by
 * them than by the bubble of a switch.
 */
export const TEMPORAL: Policy = {
  name: 'temporal',
  title: 'pipeline, one phase at a time',
  source: 'arXiv 2506.10470 (TD-Pipe)',
  layout: 'pipeline', devices: 2, moves: false,
  create: (serving) => {
    const { requests, options, service: { model } } = serving;
    const [pipeline] = serving.instances;
    if (!pipeline) throw new Error('a pipeline has an instance');
    const stages = pipeline.stages.length;
    const window = model.attention.window?.tokens;
    let phase: 'prefill' | 'decode' = 'prefill';
    /** Requests with a place in memory; of those that decode, how many are under way, by batch, and who waits for a batch. */
    let admitted: number[] = [];
    const underWay = new Map<readonly number[], number>();
    const spare: number[] = [];
    let decoding = 0;
    /** Requests of the largest batch of this decode phase. */
    let peak = 0;

    // Room is checked by what is predicted to be in use at the worst moment to come. One request alone always goes.
    const fits = (request: number): boolean => admitted.length === 0 || peakOf(serving, [...admitted, request]) <= pipeline.capacity;
    const admit = (request: number): number => {
      if (!fits(request)) return Infinity;
      admitted.push(request);
      return requests.prompt[request] ?? 0;
    };
    const prefill = (): boolean => {
      const prompts = wholePrompts(serving, pipeline, admit, stages * options.maxBatch - admitted.length);
      if (prompts.length > 0) serving.run(pipeline, [], prompts);
      return prompts.length > 0;
    };
    /** Sends a batch round again with its fair part of all that decode: what is over becomes spare, what is missing is taken. */
    const decode = (batch: number[]): boolean => {
      const fair = Math.min(options.maxBatch, Math.ceil((batch.length + spare.length + decoding) / stages));
      if (batch.length > fair) spare.push(...batch.splice(fair));
      else batch.push(...spare.splice(0, fair - batch.length));
      if (batch.length === 0) return false;
      peak = Math.max(peak, batch.length);
      decoding += batch.length;
      underWay.set(batch, batch.length);
      serving.run(pipeline, batch, []);
      return true;
    };

    const stepTime = (batch: number): number =>
      serving.estimate(pipeline, decodeShape(batch, pipeline.used / Math.max(1, decoding + spare.length), window));
    /** Whether what small batches lose is more than the bubbles of a prefill phase would cost. */
    const worthPrefill = (batch: number): boolean => {
      if (batch >= peak) return false;
      const kept = batch / stepTime(Math.max(1, batch)) / (peak / stepTime(peak));
      let tokens = 0;
      let room = pipeline.capacity - peakOf(serving, admitted);
      for (const request of pipeline.waiting) {
        room -= requests.needed(request);
        if (room < 0) break;
        tokens += requests.prompt[request] ?? 0;
      }
      if (tokens === 0) return false;
      const phaseTime = serving.estimate(pipeline, promptShape(1, tokens, window)) / stages;
      const oneBatch = serving.estimate(pipeline, promptShape(1, Math.min(tokens, options.tokenBudget), window)) / stages;
      const bubble = (stages - 1) * (stepTime(Math.max(1, batch)) / stages + oneBatch);
      return kept < phaseTime / (phaseTime + bubble);
    };
    /** Begins what the phase asks for, as many batches as keep all stages busy. */
    const fill = (): void => {
      if (phase === 'prefill') {
        while (pipeline.inFlight <= stages && prefill()) { /* another one */ }
        if (pipeline.inFlight > stages || spare.length === 0) return;
        phase = 'decode';
        peak = 0;
      }
      while (pipeline.inFlight < stages && spare.length > 0 && decode([])) { /* another one */ }
    };
    return {
      arrived: (request) => {
        pipeline.load += 1;
        pipeline.waiting.push(request);
        if (pipeline.inFlight === 0) phase = 'prefill';
        if (phase === 'prefill') fill();
      },
      finished: ({ decode: batch, prefill: prompts, ready }) => {
        const before = underWay.get(batch) ?? 0;
        underWay.delete(batch);
        decoding -= before;
        const ended = before > batch.length || ready.length < prompts.length;
        if (ended) admitted = admitted.filter((r) => Number.isNaN(requests.finished[r] ?? NaN));
        for (const request of [...ready, ...batch]) pipeline.grow(request, 1);
        spare.push(...ready);
        if (before > 0) {
          if (phase === 'decode' && ended && pipeline.waiting.length > 0 && worthPrefill(batch.length)) phase = 'prefill';
          if (phase === 'decode') decode(batch);
          else spare.push(...batch);
        }
        if (phase === 'decode' && pipeline.inFlight === 0 && spare.length === 0) phase = 'prefill';
        fill();
      },
    };
  },
};

/** The output length that a predictor of length classes would say: the next power of two. */
function predicted(output: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, output)));
}

/** Most tokens of keys and values at a time if these requests decode together from now on: never less than what comes. */
function peakOf({ requests }: Serving, admitted: readonly number[]): number {
  const held = admitted.map((r) => Math.max(requests.context(r), requests.prompt[r] ?? 0));
  const left = admitted.map((r) => Math.max(1, predicted(requests.output[r] ?? 0) - (requests.generated[r] ?? 0)));
  const longest = left.reduce((most, steps) => Math.max(most, steps), 0);
  let peak = 0;
  for (let i = 0; i < CHECKPOINTS; i++) {
    // Until the next checkpoint nobody who is there now is taken to have left.
    const [from, to] = [longest * i / CHECKPOINTS, longest * (i + 1) / CHECKPOINTS];
    let tokens = 0;
    for (let k = 0; k < left.length; k++) {
      const steps = left[k] ?? 0;
      if (steps > from) tokens += (held[k] ?? 0) + Math.min(steps, to);
    }
    peak = Math.max(peak, tokens);
  }
  return peak;
}
