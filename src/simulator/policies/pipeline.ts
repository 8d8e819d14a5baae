import { wholePrompts } from '../batching.js';
import type { Instance } from '../instance.js';
import type { Policy } from '../policy.js';

/**
 * A pipeline of all devices with as many batches under way as it has stages, each of which prefills or decodes as its turn
 * comes. A long prompt between two short decoding batches leaves bubbles: what temporal disaggregation takes away.
 */
export const PIPELINE: Policy = {
  name: 'pipeline',
  title: 'pipeline, phases mixed',
  layout: 'pipeline', devices: 2, moves: false,
  create: (serving) => {
    const { options, requests } = serving;
    const slots = new Map<Instance, readonly number[][]>(serving.instances.map((i) => [i, i.stages.map(() => [])]));
    const active = new Map<readonly number[], number[]>();
    const start = (instance: Instance, slot: number[]): void => {
      const prompts = wholePrompts(serving, instance, (r) => requests.needed(r), Math.max(0, options.maxBatch - slot.length));
      if (prompts.length > 0) {
        const none: number[] = [];
        active.set(none, slot);
        serving.run(instance, none, prompts);
      } else if (slot.length > 0) {
        active.set(slot, slot);
        serving.run(instance, slot, []);
      }
    };
    const busy = (slot: number[]): boolean => [...active.values()].includes(slot);
    return {
      arrived: (request) => {
        const [instance] = serving.instances;
        if (!instance) return;
        instance.load += 1;
        instance.waiting.push(request);
        const idle = slots.get(instance)?.find((slot) => !busy(slot));
        if (idle) start(instance, idle);
      },
      finished: ({ instance, decode, ready }) => {
        const slot = active.get(decode);
        active.delete(decode);
        if (!slot) return;
        slot.push(...ready);
        start(instance, slot);
        for (const other of slots.get(instance) ?? []) if (!busy(other)) start(instance, other);
      },
    };
  },
};
