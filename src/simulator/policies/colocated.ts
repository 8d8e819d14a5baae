import { chunkedPrompts, least, wholePrompts } from '../batching.js';
import type { Instance } from '../instance.js';
import type { Policy } from '../policy.js';

/**
 * Continuous batching on each device for itself: requests join and leave between two iterations. Whole prompts go first and
 * hold up the decoding ones; with `chunk`, every iteration decodes all and fills up with a piece of a prompt.
 */
function colocated(name: string, title: string, chunked: boolean): Policy {
  return {
    name, title, layout: 'replicas', devices: 1, moves: false,
    create: (serving) => {
      const { options, requests } = serving;
      const room = (request: number): number => requests.needed(request);
      const next = (instance: Instance): void => {
        if (instance.inFlight > 0) return;
        const places = options.maxBatch - instance.running.length;
        if (chunked) {
          const chunks = chunkedPrompts(serving, instance, room, (options.chunk ?? DEFAULT_CHUNK) - instance.running.length, places);
          if (chunks.length + instance.running.length > 0) serving.run(instance, instance.running, chunks);
          return;
        }
        const prompts = wholePrompts(serving, instance, room, places);
        if (prompts.length > 0) serving.run(instance, [], prompts);
        else if (instance.running.length > 0) serving.run(instance, instance.running, []);
      };
      return {
        arrived: (request) => {
          const instance = least(serving.instances, (i) => i.load);
          if (!instance) return;
          instance.load += 1;
          instance.waiting.push(request);
          next(instance);
        },
        finished: ({ instance, ready }) => {
          instance.running.push(...ready);
          next(instance);
        },
      };
    },
  };
}

/** Tokens of an iteration, decoding ones included, where prompts are cut. */
export const DEFAULT_CHUNK = 512;

export const COLOCATED = colocated('colocated', 'co-located, whole prompts first', false);
export const CHUNKED = colocated('chunked', 'co-located, chunked prefill', true);
