import { chunkedPrompts, least, wholePrompts } from '../batching.js';
import type { Instance } from '../instance.js';
import type { Policy } from '../policy.js';
import { decodeShape, promptShape } from '../service.js';
import { DEFAULT_CHUNK } from './colocated.js';
import { rolesOf } from './roles.js';

/** The last two finish what they have of the old phase while they already take the new one. */
type Role = 'prefill' | 'decode' | 'to prefill' | 'to decode';

/**
 * Prefill and decode apart, with instances that change sides. An arriving prompt goes where its first token is predicted
 * soonest; if even that is later than the target, an instance of the decode side comes over, unless decoding is itself
 * behind. A finished prompt goes to the decode instance with the least to do; if none has room or steps take longer than
 * the target, an instance of the prefill side comes over.
 */
export const ADAPTIVE: Policy = {
  name: 'adaptive',
  title: 'prefill and decode apart, instances change sides',
  source: 'arXiv 2505.11916 (Arrow)',
  layout: 'replicas', devices: 2, moves: true,
  create: (serving) => {
    const { requests, options, engine, service: { model } } = serving;
    const { target } = options;
    const start = rolesOf(serving);
    const roles = new Map<Instance, Role>(serving.instances.map((i) => [i, start.prefill.includes(i) ? 'prefill' : 'decode']));
    const until = new Map<Instance, number>();
    const finished: { readonly request: number; readonly at: Instance }[] = [];
    const incoming = new Map<Instance, number>();
    const window = model.attention.window?.tokens;

    const of = (...wanted: readonly Role[]): readonly Instance[] => serving.instances.filter((i) => wanted.some((role) => role === roles.get(i)));
    const promptTime = (instance: Instance, request: number): number =>
      serving.estimate(instance, promptShape(1, (requests.prompt[request] ?? 0) - (requests.prefilled[request] ?? 0), window));
    const firstTokenIn = (instance: Instance, request: number): number =>
      Math.max(0, (until.get(instance) ?? 0) - engine.now) + instance.waiting.reduce((sum, r) => sum + promptTime(instance, r), 0) + promptTime(instance, request);
    const decoding = (instance: Instance): number => instance.running.length + instance.joining.length + (incoming.get(instance) ?? 0);
    const stepTime = (instance: Instance, more: number): number => {
      const count = decoding(instance) + more;
      return count === 0 ? 0 : serving.estimate(instance, decodeShape(count, instance.used / Math.max(1, count), window));
    };
    const settle = (instance: Instance): void => {
      if (roles.get(instance) === 'to prefill' && decoding(instance) === 0) roles.set(instance, 'prefill');
      if (roles.get(instance) === 'to decode' && instance.waiting.length === 0) roles.set(instance, 'decode');
    };

    const next = (instance: Instance): void => {
      if (instance.inFlight > 0) return;
      settle(instance);
      instance.merge();
      const { running } = instance;
      // Room to the end even where decoding will be elsewhere: the instance may become the one that decodes.
      const room = (r: number): number => requests.needed(r);
      const prompts = running.length > 0
        ? chunkedPrompts(serving, instance, room, Math.max(1, (options.chunk ?? DEFAULT_CHUNK) - running.length))
        : wholePrompts(serving, instance, room);
      if (prompts.length + running.length === 0) return;
      const tokens = prompts.reduce((sum, c) => sum + c.tokens, 0);
      until.set(instance, engine.now + (tokens > 0 ? serving.estimate(instance, promptShape(1, tokens, window)) : stepTime(instance, 0)));
      serving.run(instance, running, prompts);
    };

    /** The decode instance for a finished prompt; one that holds it already needs no transfer. */
    const readerOf = (request: number, at: Instance): Instance | undefined => {
      const tokens = requests.needed(request);
      const fits = (i: Instance): boolean => (i === at || i.free >= tokens) && decoding(i) < options.maxBatch;
      const able = of('decode', 'to decode').filter(fits);
      const best = least(able, (i) => i.used);
      if (best && stepTime(best, 1) <= target.perToken) return best;
      const side = of('prefill', 'to prefill');
      const over = side.length > 1 ? least(side, (i) => firstTokenIn(i, request)) : undefined;
      if (!over) return best;
      roles.set(over, 'to decode');
      settle(over);
      return fits(over) ? over : best;
    };
    const hand = (): void => {
      for (let i = 0; i < finished.length; i++) {
        const { request, at } = finished[i] ?? { request: 0, at: undefined };
        const to = at && readerOf(request, at);
        if (!to) continue;
        finished.splice(i--, 1);
        if (to === at) {
          at.joining.push(request);
          continue;
        }
        to.reserve(request, requests.needed(request));
        to.load += 1;
        incoming.set(to, (incoming.get(to) ?? 0) + 1);
        serving.move(request, at, to, () => {
          at.release(request);
          at.load -= 1;
          incoming.set(to, (incoming.get(to) ?? 0) - 1);
          to.joining.push(request);
          hand();
          next(to);
          next(at);
        });
      }
    };
    return {
      arrived: (request) => {
        let instance = least(of('prefill', 'to prefill'), (i) => firstTokenIn(i, request));
        if (!instance || firstTokenIn(instance, request) > target.firstToken) {
          // One that was about to leave comes back first; decoding keeps an instance, and stays as it is if it is behind.
          const side = of('to decode', 'decode');
          const behind = side.some((i) => stepTime(i, 0) > target.perToken);
          const over = side.length > 1 && !behind ? least(side, (i) => (roles.get(i) === 'to decode' ? -1 : i.used)) : undefined;
          if (over) {
            roles.set(over, 'to prefill');
            settle(over);
            if (!instance || firstTokenIn(over, request) < firstTokenIn(instance, request)) instance = over;
          }
        }
        if (!instance) return;
        instance.load += 1;
        instance.waiting.push(request);
        next(instance);
      },
      finished: ({ instance, ready }) => {
        for (const request of ready) finished.push({ request, at: instance });
        hand();
        for (const other of serving.instances) next(other);
      },
    };
  },
};
