import type { DeviceId, DeviceKind, Machine, Link } from '../machines/index.js';
import { curveTime, deviceOf, devicesOfKind, router } from '../machines/index.js';
import type { Instance, Stage } from './instance.js';
import type { MethodPart, MethodTiming } from './method-timing.js';
import { folded, NOWHERE, type Operation, type Program, type ResourceId, type Resources } from './resources.js';
import { scale, sum, type BatchShape, type Busy, type Service } from './service.js';

export interface ProgramParts {
  readonly machine: Machine;
  readonly service: Service;
  readonly resources: Resources;
  /** Resource of each device of the machine. */
  readonly devices: ReadonlyMap<DeviceId, ResourceId>;
  readonly peerToPeer: boolean;
  readonly method: MethodTiming | undefined;
  readonly microBatches: number;
}

/** Turns batches into programs: which device does what in each layer, and what crosses which link. */
export class Programs {
  /** Parts into which a batch is cut, so that one part is on one device while another is on the next. */
  readonly microBatches: number;
  readonly #parts: ProgramParts;
  readonly #links = new Map<Link, ResourceId>();
  readonly #route: ReturnType<typeof router>;

  constructor(parts: ProgramParts) {
    this.#parts = parts;
    this.#route = router(parts.machine, { peerToPeer: parts.peerToPeer });
    for (const link of parts.machine.links) {
      if (link.path === 'peer' && !parts.peerToPeer) continue;
      this.#links.set(link, parts.resources.add(`${link.from} → ${link.to}${link.path === 'peer' ? ' (peer)' : ''}`, 'link', 0));
    }
    const home = parts.machine.home;
    const elsewhere = parts.method?.parts.some((p) => p.kind === 'step' && p.device !== home) ?? false;
    this.microBatches = elsewhere ? parts.microBatches : 1;
  }

  /** One program for each micro-batch. */
  of(instance: Instance, shapes: readonly BatchShape[]): readonly Program[] {
    return shapes.map((shape) => (instance.stages.length > 1 ? this.#pipeline(instance, shape) : this.#single(instance, shape)));
  }

  /** Whether data can go from one device to another. */
  joined(from: DeviceId, to: DeviceId): boolean {
    return this.#route(from, to, 1) !== undefined;
  }

  /** One operation for each link on the fastest route: store and forward. */
  transfer(from: DeviceId, to: DeviceId, bytes: number, label: string): readonly Operation[] {
    if (from === to || bytes <= 0) return [];
    return (this.#route(from, to, bytes)?.links ?? []).map((link) => ({
      resource: this.#links.get(link) ?? NOWHERE, label, compute: 0, computeWatts: 0, memory: curveTime(link.curve, bytes), memoryWatts: 0,
    }));
  }

  /** Time of the whole model for a batch, where no method takes part: what policies estimate with. */
  estimate(instance: Instance, shape: BatchShape): number {
    return instance.stages.reduce((total, stage) => {
      const { compute, memory } = this.#pass(instance, stage, shape);
      return total + compute + memory;
    }, 0);
  }

  #pass(instance: Instance, stage: Stage, shape: BatchShape): Busy {
    return this.#parts.service.pass(stage.rates, shape, stage.layers, { first: true, last: stage === instance.stages[instance.stages.length - 1] });
  }

  /** The stages one after another, activations over the links between them. */
  #pipeline(instance: Instance, shape: BatchShape): Program {
    const bytes = (shape.decode + shape.prefill) * this.#parts.service.model.hidden * 2;
    const operations = instance.stages.flatMap((stage, i): readonly Operation[] => {
      const before = instance.stages[i - 1];
      return [
        ...before ? this.transfer(before.id, stage.id, bytes, 'activations') : [],
        onStage(stage, labelOf(shape), this.#pass(instance, stage, shape)),
      ];
    });
    return { operations, rounds: 1, tail: [], folded: 1 };
  }

  #single(instance: Instance, shape: BatchShape): Program {
    const { service, method } = this.#parts;
    const stage = instance.first;
    const label = labelOf(shape);
    if (!method) return { operations: [onStage(stage, label, this.#pass(instance, stage, shape))], rounds: 1, tail: [], folded: stage.layers };
    const { rates } = stage;
    const head = onStage(stage, 'logits', sum(service.head(rates, shape), { compute: 0, memory: rates.start }));
    const steps = this.#method(instance, method, shape);
    if (method.layers === 1 && stage.layers > 1) {
      const whole = onStage(stage, label, service.pass(rates, shape, stage.layers, { first: false, last: false }));
      return folded({ operations: steps, rounds: 1, tail: [whole, head], folded: 1 }, label);
    }
    // The model's own attention stays for prompts; in windowed layers a method changes nothing.
    const dense = service.dense(rates, shape);
    const attention = service.attention(rates, shape, false, !method.replacesAttention);
    const layer = sum(dense, attention);
    const work = scale(sum(layer, service.floor(rates, layer)), stage.layers / method.layers);
    return folded({ operations: [onStage(stage, 'dense layers', work), ...steps], rounds: method.layers, tail: [head], folded: 1 }, label);
  }

  /** What the method does in one layer for the requests that decode, and for prompts what makes entries of the memory. */
  #method(instance: Instance, method: MethodTiming, shape: BatchShape): readonly Operation[] {
    const operations: Operation[] = [];
    const add = (amounts: Float64Array, only: (part: MethodPart) => boolean): void => {
      method.parts.forEach((part, i) => { if (only(part)) operations.push(...this.#part(instance, part, amounts[i] ?? 0)); });
    };
    if (shape.prefill > 0) add(method.promptAmounts(shape.prefill), (p) => p.prompt);
    if (shape.decode > 0) add(method.amounts(shape.context / shape.decode, shape.decode), () => true);
    return operations;
  }

  #part(instance: Instance, part: MethodPart, amount: number): readonly Operation[] {
    switch (part.kind) {
      case 'wait': return [{ resource: NOWHERE, label: part.name, compute: 0, computeWatts: 0, memory: amount, memoryWatts: 0 }];
      case 'transfer': return this.transfer(this.#deviceFor(instance, part.from), this.#deviceFor(instance, part.to), amount, part.name);
      case 'step': {
        const computing = part.state === 'compute';
        return [{
          resource: this.#parts.devices.get(this.#deviceFor(instance, part.device)) ?? NOWHERE, label: part.name,
          compute: computing ? amount : 0, computeWatts: part.watts, memory: computing ? 0 : amount, memoryWatts: part.watts,
        }];
      }
    }
  }

  /** Of the kind of the device that a step was placed on: the instance's own, or the one that is next to it in number. */
  #deviceFor(instance: Instance, placed: DeviceId): DeviceId {
    const { machine } = this.#parts;
    const kind: DeviceKind | undefined = deviceOf(machine, placed)?.kind;
    const own = instance.first.id;
    if (!kind || deviceOf(machine, own)?.kind === kind) return own;
    const all = devicesOfKind(machine, kind);
    return all[instance.index % all.length]?.id ?? placed;
  }
}

function onStage({ resource, rates }: Stage, label: string, { compute, memory }: Busy): Operation {
  return { resource, label, compute, computeWatts: rates.computeWatts, memory, memoryWatts: rates.memoryWatts };
}

function labelOf(shape: BatchShape): string {
  return shape.prefill === 0 ? 'decode' : shape.decode === 0 ? 'prefill' : 'prefill + decode';
}
