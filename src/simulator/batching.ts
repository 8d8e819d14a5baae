import type { Instance } from './instance.js';
import type { Chunk, Serving } from './serving.js';

/** Room that a request takes where its prompt is worked on: to its end, or only for the prompt where it decodes elsewhere. */
export type RoomFor = (request: number) => number;

/** Whole prompts from the head of the queue, as many as the token budget and the memory allow; at least one if it has room. */
export function wholePrompts(serving: Serving, instance: Instance, room: RoomFor, most = Infinity): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let budget = serving.options.tokenBudget;
  while (instance.waiting.length > 0 && chunks.length < most) {
    const request = instance.waiting[0] ?? 0;
    const tokens = (serving.requests.prompt[request] ?? 0) - (serving.requests.prefilled[request] ?? 0);
    if (chunks.length > 0 && tokens > budget) break;
    if (!instance.reserve(request, room(request))) break;
    instance.waiting.shift();
    chunks.push({ request, tokens });
    budget -= tokens;
  }
  return chunks;
}

/** Pieces of prompts up to a number of tokens; a prompt that is cut stays at the head of the queue. */
export function chunkedPrompts(serving: Serving, instance: Instance, room: RoomFor, tokens: number, most = Infinity): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let budget = tokens;
  while (budget > 0 && instance.waiting.length > 0 && chunks.length < most) {
    const request = instance.waiting[0] ?? 0;
    if (!instance.reserve(request, room(request))) break;
    const left = (serving.requests.prompt[request] ?? 0) - (serving.requests.prefilled[request] ?? 0);
    const taken = Math.min(left, budget);
    chunks.push({ request, tokens: taken });
    budget -= taken;
    if (taken === left) instance.waiting.shift();
  }
  return chunks;
}

/** The instance with the least of something; the first of several. */
export function least<T>(of: readonly T[], measure: (item: T) => number): T | undefined {
  let best: T | undefined;
  let value = Infinity;
  for (const item of of) {
    const own = measure(item);
    if (best === undefined || own < value) [best, value] = [item, own];
  }
  return best;
}
