import { least, wholePrompts } from '../batching.js';
import type { Instance } from '../instance.js';
import type { Policy } from '../policy.js';
import { rolesOf } from './roles.js';

/**
 * Prefill and decode on devices of their own. A finished prompt waits on the prefill device until a decode device has room;
 * that one then reads keys and values over the links (pull). With `push`, room on the decode device is taken before the
 * prompt begins, and the prefill device sends as soon as it is done.
 */
export const DISAGGREGATED: Policy = {
  name: 'disaggregated',
  title: 'prefill and decode apart',
  source: 'arXiv 2501.14743 (KVDirect)',
  layout: 'replicas', devices: 2, moves: true, transfers: true,
  create: (serving) => {
    const { requests, options } = serving;
    const { prefill, decode } = rolesOf(serving);
    const push = options.transfer === 'push';
    /** Finished prompts in the order in which they finished, and where they are; and where those go that are pushed. */
    const finished: { readonly request: number; readonly at: Instance }[] = [];
    const target = new Map<number, Instance>();

    const roomAt = (request: number): Instance | undefined => {
      const tokens = requests.needed(request);
      return least(decode.filter((i) => i.free >= tokens && i.load < options.maxBatch), (i) => i.load);
    };
    const claim = (request: number): Instance | undefined => {
      const to = target.get(request) ?? roomAt(request);
      if (!to) return undefined;
      target.set(request, to);
      if (!to.holds(request)) {
        to.reserve(request, requests.needed(request));
        to.load += 1;
      }
      return to;
    };
    const nextPrefill = (instance: Instance): void => {
      if (instance.inFlight > 0) return;
      const prompts = wholePrompts(serving, instance, (r) => (push && !claim(r) ? Infinity : requests.prompt[r] ?? 0));
      if (prompts.length > 0) serving.run(instance, [], prompts);
    };
    const nextDecode = (instance: Instance): void => {
      if (instance.inFlight > 0) return;
      instance.merge();
      if (instance.running.length > 0) serving.run(instance, instance.running, []);
    };
    const hand = (): void => {
      while (finished[0]) {
        const { request, at } = finished[0];
        const to = claim(request);
        if (!to) return;
        finished.shift();
        serving.move(request, at, to, () => {
          at.release(request);
          at.load -= 1;
          to.joining.push(request);
          nextDecode(to);
          nextPrefill(at);
        });
      }
    };
    return {
      arrived: (request) => {
        const instance = least(prefill, (i) => i.waiting.reduce((sum, r) => sum + (requests.prompt[r] ?? 0), 0) + i.inFlight);
        if (!instance) return;
        instance.load += 1;
        instance.waiting.push(request);
        nextPrefill(instance);
      },
      finished: ({ instance, ready, prefill: chunks }) => {
        for (const request of ready) finished.push({ request, at: instance });
        if (push) for (const { request } of chunks) if (!ready.includes(request)) abandon(request, target.get(request));
        hand();
        if (chunks.length > 0) nextPrefill(instance);
        else nextDecode(instance);
        if (push) prefill.forEach(nextPrefill);
      },
    };
  },
};

/** A request that ended with its first token needs no room for more. */
function abandon(request: number, at: Instance | undefined): void {
  if (!at?.holds(request)) return;
  at.release(request);
  at.load -= 1;
}
