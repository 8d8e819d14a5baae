import type { Method, Tensor } from '../ir/nodes.js';
import type { TensorData } from '../numerics/tensor-data.js';
import { Size } from '../symbolic/index.js';
import { Random } from './random.js';
import { randomTensors } from './random-inputs.js';

type Sizes = Readonly<Record<string, number>>;

/** Weights of a method are large, and the same in all cases: they are made once for each seed and sizes. */
const weightsMade = new WeakMap<Method, Map<string, Record<string, TensorData>>>();

/** Seeded contents of a method's tensors: other ones each time. */
export class Contents {
  readonly #random: Random;

  constructor(private readonly method: Method, private readonly seed: number) {
    this.#random = new Random(seed);
  }

  of(tensors: readonly Tensor[], sizes: Sizes): Record<string, TensorData> {
    return randomTensors(tensors, this.method, sizes, this.#random);
  }

  weights(sizes: Sizes): Record<string, TensorData> {
    const weights = this.method.tensors.filter((t) => t.role === 'weight');
    const made = weightsMade.get(this.method) ?? new Map<string, Record<string, TensorData>>();
    weightsMade.set(this.method, made);
    const key = JSON.stringify([this.seed, ...weights.map((t) => t.shape.map((s) => Size.evaluate(s, sizes)))]);
    // Other sizes: what was made before is let go.
    const found = made.get(key) ?? randomTensors(weights, this.method, sizes, new Random(this.seed + 1));
    made.clear();
    made.set(key, found);
    return found;
  }
}
