import type { Gpu } from 'mpc';
import type { Model, Models, Row } from './rows.js';

/** Time, and energy above idle, microseconds and millijoules. */
export interface Cost { readonly microseconds: number; readonly active: number }

/**
 * The model itself, outside memory processing, on a GPU: prompts at the arithmetic or the memory's rate, words one after another, at the
 * rates that the device file says are reached, and a framework's launch for each operator. Attention over long contexts is memory
 * processing of the sparse methods; prompts of RAG are short, so that it is left out.
 */
export function inference(row: Row, { models, assumptions }: Models, gpu: Gpu, batch: number): Cost {
  const model = models[row.model];
  if (!model) throw new RangeError(`no model ${row.model}`);
  let cost: Cost = { microseconds: 0, active: 0 };
  for (const { prompt, written } of row.phases) {
    const words = written === 'written' ? assumptions.written.value : written;
    if (prompt > 0) cost = add(cost, pass(model, gpu, prompt * batch, assumptions.kernelsPerLayer.value), 1);
    if (words > 0) cost = add(cost, pass(model, gpu, batch, assumptions.kernelsPerLayer.value), words);
  }
  return cost;
}

/** All layers once over so many tokens together. */
function pass(model: Model, gpu: Gpu, tokens: number, kernels: number): Cost {
  const { compute, memory, fixed, power } = gpu;
  const { experts } = model;
  const active = model.parameters + (experts ? experts.layers * experts.perToken * experts.parameters : 0);
  // Of the experts, those that some token is expected to choose are read.
  const touched = model.parameters + (experts ? experts.layers * experts.count * (1 - (1 - experts.perToken / experts.count) ** tokens) * experts.parameters : 0);
  const rate = (compute.matrix?.bf16?.value ?? compute.vector.value) * (compute.matrixReached?.value ?? compute.vectorReached.value) * 1e6;
  const arithmetic = 2 * active * tokens / rate;
  const traffic = touched * model.bits / 8 / memory.streamed.value / 1e3;
  const microseconds = Math.max(arithmetic, traffic) + model.layers * kernels * fixed.frameworkLaunch.value;
  const watts = arithmetic > traffic ? power.compute.value : power.memory.value;
  return { microseconds, active: microseconds * (watts - power.idle.value) / 1e3 };
}

function add(a: Cost, b: Cost, times: number): Cost {
  return { microseconds: a.microseconds + times * b.microseconds, active: a.active + times * b.active };
}

/** Bytes that a GPU must hold: the weights, and what each request of a batch keeps. */
export function weightBytes({ parameters, experts, bits }: Model): number {
  return (parameters + (experts ? experts.layers * experts.count * experts.parameters : 0)) * bits / 8;
}
